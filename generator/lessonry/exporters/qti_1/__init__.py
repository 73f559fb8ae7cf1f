"""QTI 1.2, as Canvas's classic quizzes and Common Cartridge want it: two dialects of one tree."""

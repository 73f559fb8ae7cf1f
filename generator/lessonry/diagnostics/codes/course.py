"""Codes of lessons, and of what the files of a course say of each other."""

from __future__ import annotations

from lessonry.diagnostics.codes.code import Code, error, warning

CODES: tuple[Code, ...] = (
    error(
        "LR200",
        "The quiz is missing",
        "The lesson places a quiz that nobody wrote.",
        "/// quiz | recovry\n///",
        "Correct the name, or write the file in quizzes/.",
    ),
    warning(
        "LR201",
        "The quiz is never placed",
        "No lesson shows it, so nobody will take it.",
        "quizzes/recovery.md, and no `/// quiz | recovery`",
        "Place it in a lesson with `/// quiz | name` and `///` on the next line.",
    ),
    error(
        "LR202",
        "Unknown lesson in requires",
        "The lesson could never be opened in order.",
        "requires: [reocvery]",
        "Name a lesson by its file name without `.md`.",
    ),
    error(
        "LR203",
        "The lessons require each other",
        "None of them could ever come first.",
        "a.md requires b, and b.md requires a",
        "Take one of the requirements out.",
    ),
    error(
        "LR204",
        "Unknown objective",
        "The result by objective would miss this item.",
        "## Which … { objective=recovery-9 }",
        "Name an objective: the lesson's file name and its number in the list.",
    ),
    error(
        "LR205",
        "Two objectives share an identifier",
        "Results by objective would mix them up.",
        "Two lessons with an objective of the same name.",
        "Rename one of them.",
    ),
    error(
        "LR206",
        "The quiz is placed twice on one page",
        "The browser could not tell the two apart.",
        "/// quiz | recovery\n///\n\n/// quiz | recovery\n///",
        "Keep one of them.",
    ),
    error(
        "LR207",
        "Two quizzes share a name",
        "What learners answered is kept by the name: two quizzes would overwrite each other.",
        "/// quiz | recovery with a body, beside quizzes/recovery.md",
        "Give one of them another name.",
    ),
    error(
        "LR208",
        "The block is never closed",
        "All that follows on the page would be taken for a part of the quiz.",
        "/// quiz | recovery",
        "End it with a line of three slashes.",
    ),
    error(
        "LR209",
        "The quiz block has no name",
        "lessonry cannot tell which quiz to show, or by which name to keep the answers.",
        "/// quiz\n///",
        "Write the name behind a bar: `/// quiz | recovery`.",
    ),
    warning(
        "LR210",
        "The course has no lessons",
        "There is nothing to learn from.",
        "A docs/ folder with an index.md only.",
        "Write a lesson: a Markdown file in docs/, or in a folder of it for each module.",
    ),
    warning(
        "LR211",
        "A file among the quizzes that is not read",
        "Its author takes it for a quiz, and nobody will ever see it.",
        "quizzes/recovery/first.md, or quizzes/recovery.markdown",
        "Move it into quizzes/ itself, with a name that ends in `.md`.",
    ),
    error(
        "LR212",
        "A misspelt block",
        "It would be shown as text: the name of the quiz, and with it every key of a quiz in place.",
        "/// quizz | recovery\n///",
        "Write `/// quiz | name`, `/// course`, `/// progress` or `/// verify`, and `///` on a line "
        "after it.",
    ),
    warning(
        "LR213",
        "The navigation names a page that is not there",
        "The page would be missing from the course, and from its order.",
        "nav:\n- recovry/first.md",
        "Correct the path, which is relative to docs/, or write the page.",
    ),
    error(
        "LR214",
        "A goal that names no practice",
        "A lesson, or the course, would wait for a quiz that nobody can answer there.",
        "done: {quizzes: {unaskd: 80%}}",
        "Name a practice quiz that the lesson places; for the course, one that any lesson places.",
    ),
    error(
        "LR215",
        "A share that cannot be reached",
        "The quiz has no points, so no share of them can be reached, and nobody could finish.",
        "done: {quizzes: {survey: 80%}}, and every item of the survey has `points=0`",
        "Ask only that it is answered: `quizzes: [survey]`.",
    ),
    warning(
        "LR216",
        "A lesson that requires a later one",
        "Whoever takes the course in its order comes to a lesson that is not open yet.",
        "requires: [dumb-rules], in a lesson that stands before it",
        "Move one of the two lessons, or take the requirement out.",
    ),
    error(
        "LR217",
        "In order, and against it",
        "With `lessons: in-order` each lesson waits for the one before: these wait for each other.",
        "lessons: in-order, and a lesson that requires a later one",
        "Move one of the two lessons, or take the requirement out.",
    ),
    warning(
        "LR218",
        "A page without the block that it is there for",
        "Lessons lead to “My progress”, and certificates to the verify page: it would be empty.",
        "docs/progress.md, and no `/// progress` in it",
        "Write `/// progress` or `/// verify` and `///` on the next line, or delete the file: the build "
        "then makes the page.",
    ),
)

"""Lessons and questions as they are read: in books, on sheets of paper, on cards."""

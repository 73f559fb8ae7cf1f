"""lessonry turns a folder of Markdown into a course, an exam and a certificate that anyone can check."""

__version__ = "0.1.0"

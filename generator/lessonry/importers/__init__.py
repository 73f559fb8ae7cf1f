"""Other tools' questions, read as forgivingly as those tools read them: one module a format."""

"""The site: the Markdown extension that places quizzes, the MkDocs plugin, the audit of what is built."""

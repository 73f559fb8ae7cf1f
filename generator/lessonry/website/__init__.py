"""The site: the Markdown extension, the MkDocs plugin, the audit of what is built."""

"""The interface's texts: English in the code, every other language in a gettext catalogue."""

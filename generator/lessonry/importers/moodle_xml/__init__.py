"""Questions of Moodle's own XML: its question bank, as teachers export it."""

from lessonry.importers.moodle_xml.reading import matches, read

__all__ = ["matches", "read"]

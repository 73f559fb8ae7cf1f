"""Moodle's own XML: the format that carries most into its question bank, pictures and all."""

from lessonry.exporters.moodle_xml.writing import export

__all__ = ["export"]

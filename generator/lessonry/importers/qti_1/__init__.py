"""QTI 1.2: what Canvas, Blackboard, Brightspace and Respondus export, and Common Cartridges."""

from lessonry.importers.qti_1.reading import matches, read

__all__ = ["matches", "read"]

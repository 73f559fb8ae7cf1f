"""What a trainer may do to a course between two builds, and what may befall its site and its cache."""

from tests.website.edits import configuration, fate, files, texts
from tests.website.edits.world import CACHE, EDITS, MADE, SITE, World, sources

__all__ = [
    "CACHE", "EDITS", "MADE", "SITE", "World", "configuration", "fate", "files", "sources", "texts",
]  # fmt: skip

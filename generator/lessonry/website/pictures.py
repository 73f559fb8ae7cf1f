"""The pictures of a course: one for its home, and one for each module that has one."""

from __future__ import annotations

from pathlib import Path

HOME = "assets/course"
"""What the home's picture is called, less its ending."""
MODULES = "assets/modules"
"""The folder that has the modules' pictures, each called as its module is."""
ENDINGS = (".svg", ".webp", ".avif", ".png", ".jpg")
"""Of those that are there, the first is shown."""


def pictures_in(docs: Path, modules: list[str]) -> dict[str, str]:
    """Return the paths of the pictures by their modules' identifiers; the home's by nothing.

    Args:
        docs: The course's pages and their files.
        modules: The modules' identifiers.
    """
    stems = {"": HOME, **{name: f"{MODULES}/{name}" for name in modules}}
    found = {
        name: [f"{stem}{ending}" for ending in ENDINGS if (docs / f"{stem}{ending}").is_file()]
        for name, stem in stems.items()
    }
    return {name: paths[0] for name, paths in found.items() if paths}

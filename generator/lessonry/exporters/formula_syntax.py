"""What of a course's Markdown is a formula: nothing is one in a package that is none on the site."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from lessonry.diagnostics import Diagnostics, Source
from lessonry.readers.fields import read_mapping

EXTENSION: Final = "pymdownx.arithmatex"
FENCES: Final = "pymdownx.superfences"
KNOWN: Final = ("smart_dollar", "inline_syntax", "block_syntax")


@dataclass(frozen=True, slots=True, kw_only=True)
class FormulaSyntax:
    """How formulas are marked, as the course's `mkdocs.yml` says."""

    options: tuple[tuple[str, bool | tuple[str, ...]], ...] = ()
    """Of the extension that finds them, where they are not as it has them."""
    fence: str | None = None
    """What stands behind the three backticks of a formula."""

    @property
    def settings(self) -> dict[str, Any]:
        """Return what the extension is told."""
        told = {name: list(v) if isinstance(v, tuple) else v for name, v in self.options}
        return {"generic": True, **told}


def formula_syntax(folder: Path) -> FormulaSyntax:
    """Return how the course in `folder` marks its formulas."""
    try:
        text = (folder / "mkdocs.yml").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return FormulaSyntax()
    return _said_in(text)


@lru_cache(maxsize=4)
def _said_in(text: str) -> FormulaSyntax:
    fields = read_mapping(Source(path="mkdocs.yml", text=text), text, Diagnostics())
    found = fields.get("markdown_extensions")
    named = _named(found.value if found else None)
    options: list[tuple[str, bool | tuple[str, ...]]] = []
    for name in KNOWN:
        value = named.get(EXTENSION, {}).get(name)
        if isinstance(value, bool):
            options.append((name, value))
        elif isinstance(value, list):
            options.append((name, tuple(map(str, value))))
    fences = named.get(FENCES, {}).get("custom_fences")
    fence = None
    for one in fences if isinstance(fences, list) else ():
        if isinstance(one, dict) and one.get("class") == "arithmatex":
            fence = str(one.get("name"))
    return FormulaSyntax(options=tuple(options), fence=fence)


def _named(extensions: object) -> dict[str, dict[str, Any]]:
    """Return the options of each extension, in either way in which MkDocs lists them."""
    listed = extensions if isinstance(extensions, list) else [extensions]
    return {
        str(name): options
        for one in listed
        if isinstance(one, dict)
        for name, options in one.items()
        if isinstance(options, dict)
    }

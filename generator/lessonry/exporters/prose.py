"""Prose as well-formed XHTML for packages: sanitised, its pictures collected, its links led home."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Final

from lxml import etree
from lxml import html as lxml_html
from markdown import Markdown
from markdown.extensions import Extension
from pymdownx.arithmatex import arithmatex_fenced_format

from lessonry.domain.items.frame import GAP_MARK
from lessonry.domain.prose import Prose
from lessonry.exporters.formula_syntax import EXTENSION, FENCES, FormulaSyntax, formula_syntax
from lessonry.exporters.package_links import PackageLinks
from lessonry.exporters.sanitised import sanitised

Element = etree._Element  # the class of lxml's elements has no public name

ALWAYS: Final = (
    "tables",
    "admonition",
    "def_list",
    "attr_list",
    "md_in_html",
    "pymdownx.superfences",
    "pymdownx.details",
    "pymdownx.betterem",
)
WHERE_NAMED: Final = (
    "abbr",
    "sane_lists",
    "smarty",
    "pymdownx.smartsymbols",
    "pymdownx.tilde",
    "pymdownx.caret",
    "pymdownx.mark",
    "pymdownx.keys",
    "pymdownx.tasklist",
    "pymdownx.magiclink",
    "pymdownx.arithmatex",
)
"""Extensions that a course switches on in its `mkdocs.yml`: without them their marks are text."""
SETTINGS: Final[dict[str, dict[str, object]]] = {
    "pymdownx.highlight": {"use_pygments": False},
    "pymdownx.superfences": {"disable_indented_code_blocks": False},
}
GAP: Final = re.compile("\ue000gap([0-9]+)\ue001")
NO_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that no XML can hold."""
BLOCK_NAMES = """
    address article aside blockquote details div dl fieldset figure footer h1 h2 h3 h4 h5 h6 header
    hr nav ol p pre section table ul
"""
LINE_NAMES = "li dt dd tr thead tbody tfoot caption summary figcaption"
BLOCKS: Final = frozenset(BLOCK_NAMES.split())
LINES: Final = BLOCKS | frozenset(LINE_NAMES.split())
"""What begins a line of its own where there are no blocks."""


class HtmlProse:
    """Renders the prose of one package.

    Args:
        folder: The course's folder, which no picture is taken from outside of.
        url: Where the course stands on the web; without it a link to a lesson becomes its text.
        under: The folder in the package that pictures go to, with a slash at its end, or nothing.
        address: Returns what stands in `src` for the picture of that name in the package.
        part: Of a translation, the part of the site that holds it: `es/`.
    """

    def __init__(
        self,
        folder: Path,
        *,
        url: str | None = None,
        under: str = "",
        address: Callable[[str], str] = str,
        part: str = "",
    ) -> None:
        self.links = PackageLinks(folder, url=url, under=under, address=address, part=part)
        self.markdown = _markdown(_named_in(folder), formula_syntax(folder))

    @property
    def files(self) -> dict[str, Path | bytes]:
        """Return the pictures that were met so far, by their names in the package."""
        return self.links.files

    @property
    def notes(self) -> tuple[str, ...]:
        """Return a sentence for each link or picture that could not be kept, each once."""
        return tuple(dict.fromkeys(self.links.notes))

    def tree(self, prose: Prose) -> Element:
        """Return the prose as a `div` with its blocks; gaps stand as `gap_mark`s in texts."""
        self.markdown.reset()
        try:
            made = self.markdown.convert(NO_XML.sub("", prose.markdown))
        except RecursionError:
            made = f"<pre>{_escaped(prose.markdown)}</pre>"
            self.links.notes.append(
                f"{prose.place}: this is nested too deeply to be more than text."
            )
        root = parsed(made)
        self.links.lead(root, prose)
        return root

    def block(self, prose: Prose, fill: Callable[[int], str] | None = None) -> str:
        """Return the prose as blocks.

        Args:
            prose: What an author wrote.
            fill: Returns the XML that stands for the gap of that index; else their marks stay.
        """
        return _filled(inside(self.tree(prose)), fill)

    def inline(self, prose: Prose, fill: Callable[[int], str] | None = None) -> str:
        """Return the prose as what may stand in a paragraph: blocks become lines."""
        return _filled(inside(flattened(self.tree(prose))), fill)

    def pieces(self, prose: Prose) -> list[str | int]:
        """Return the blocks cut at the gaps: HTML, the index of a gap, HTML.

        Put together again with something well-formed for each gap, they are well-formed; one by
        one they are where no gap stands inside of a paragraph or a table.
        """
        parts = GAP.split(self.block(prose))
        return [int(part) if place % 2 else part for place, part in enumerate(parts)]


def parsed(html: str) -> Element:
    """Return HTML of any making, sanitised, as the contents of a `div`."""
    clean = sanitised(NO_XML.sub("", html))
    root: Element = lxml_html.fragment_fromstring(clean, create_parent="div")
    for element in root.iter():
        for name, value in element.attrib.items():
            # A mark in a picture's words or in a title: nothing can stand there.
            element.set(name, GAP_MARK.sub("…", str(value)))
    return root


def inside(root: Element) -> str:
    """Return what an element holds, as XML."""
    parts = [_escaped(root.text or "")]
    parts += [etree.tostring(child, encoding="unicode", method="xml") for child in root]
    return "".join(parts).strip()


def flattened(root: Element) -> Element:
    """Return a `div` of inline elements alone: a paragraph's contents, several with `<br/>` between."""
    flat: Element = lxml_html.Element("div")
    lines: list[list[str | Element]] = [[]]
    _flatten(root, lines)
    for line in (line for line in lines if any(_is_there(part) for part in line)):
        if len(flat) or flat.text:
            flat.append(lxml_html.Element("br"))
        last = len(line) - 1
        for place, part in enumerate(line):
            if isinstance(part, str):
                _append_text(flat, part.rstrip() if place == last else part)
            else:
                flat.append(part)
    return flat


def _flatten(root: Element, lines: list[list[str | Element]]) -> None:
    _say(root.text, lines)
    for child in list(root):
        tail, child.tail = child.tail, None
        if child.tag == "div" and child.get("class") == "arithmatex":
            child.tag = "span"  # a formula stays one
            lines[-1].append(child)
        elif child.tag in LINES:
            if _is_open(lines[-1]):
                lines.append([])
            lines[-1] += ["• "] if child.tag == "li" else []
            _flatten(child, lines)
            lines.append([])
        elif child.tag in ("td", "th"):
            lines[-1] += [" | "] if _is_open(lines[-1]) else []
            _flatten(child, lines)
        elif any(inner.tag in BLOCKS for inner in child.iterdescendants()):
            _flatten(child, lines)
        else:
            lines[-1].append(child)
        _say(tail, lines)


def _say(text: str | None, lines: list[list[str | Element]]) -> None:
    """Add text to the last line; white space between blocks is none."""
    if text and (text.strip() or _is_open(lines[-1])):
        shown = text if text.strip() else " "
        lines[-1].append(shown if _is_open(lines[-1]) else shown.lstrip())


def _is_there(part: str | Element) -> bool:
    return bool(part.strip(" \n•|")) if isinstance(part, str) else True


def _is_open(line: list[str | Element]) -> bool:
    return any(_is_there(part) for part in line)


def _append_text(root: Element, text: str) -> None:
    if len(root):
        root[-1].tail = (root[-1].tail or "") + text
    else:
        root.text = (root.text or "") + text


def _filled(html: str, fill: Callable[[int], str] | None) -> str:
    return html if fill is None else GAP.sub(lambda mark: fill(int(mark[1])), html)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _named_in(folder: Path) -> tuple[str, ...]:
    """Return the optional extensions that the course's `mkdocs.yml` names.

    Their names are looked for in its text: it may hold tags that only MkDocs can read.
    """
    try:
        said = (folder / "mkdocs.yml").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ()
    lines = [line.split("#")[0] for line in said.splitlines()]
    return tuple(
        name
        for name in WHERE_NAMED
        if any(re.search(rf"[\s\[,\"'.]{re.escape(name)}\b", line) for line in lines)
    )


@lru_cache(maxsize=8)
def _markdown(named: tuple[str, ...], formulas: FormulaSyntax) -> Markdown:
    extensions: list[str | Extension] = [*ALWAYS, *named]
    used = {one.split(":")[0] for one in map(str, extensions)} | {"pymdownx.highlight"}
    settings = {name: dict(said) for name, said in SETTINGS.items() if name in used}
    if EXTENSION in used:
        settings[EXTENSION] = formulas.settings
    if formulas.fence:
        show = arithmatex_fenced_format(mode="generic")
        fence = {"name": formulas.fence, "class": "arithmatex", "format": show}
        settings[FENCES]["custom_fences"] = [fence]
    return Markdown(extensions=["pymdownx.highlight", *extensions], extension_configs=settings)

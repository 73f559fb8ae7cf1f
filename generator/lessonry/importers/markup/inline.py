"""Runs of words, emphasis, links and pictures as lines of Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from lxml.etree import _Element

from lessonry.importers.markup import mathematics, text
from lessonry.importers.markup.page import Page, name_of
from lessonry.importers.markup.text import content

BREAK: Final = "\x02"
"""Stands for `<br>` until a run is put together."""
KEPT: Final = frozenset(
    [
        "u",
        "ins",
        "del",
        "s",
        "strike",
        "sub",
        "sup",
        "mark",
        "kbd",
        "samp",
        "small",
        "var",
        "abbr",
        "cite",
        "dfn",
        "bdo",
        "bdi",
        "ruby",
        "rt",
        "rp",
    ]
)
"""What has no mark in Markdown and stays as a tag."""
SPELT: Final = {"strike": "s"}
WHITE = re.compile(r"[ \t\n\r\f\v\u00a0\u200b\ufeff]+")
SAME: Final = {
    "**": "boolean(ancestor::b or ancestor::strong)",
    "*": "boolean(ancestor::i or ancestor::em)",
}
"""Whether emphasis stands in emphasis of the same kind."""
SIZE = re.compile(r"\s*([0-9]{1,5})(?:\.[0-9]+)?\s*(px|%)?\s*")
STYLED_SIZE = re.compile(r"(?:^|;)\s*(width|height)\s*:\s*([0-9.]+)\s*(px|%)", re.IGNORECASE)
Node = _Element | str


def nodes(parent: _Element) -> Iterator[Node]:
    """Yield the texts and elements of an element in their order."""
    if parent.text:
        yield parent.text
    for child in parent:
        if isinstance(child.tag, str):
            yield child
        if child.tail:
            yield child.tail


def paragraphs(run: Iterable[Node], page: Page) -> list[str]:
    """Return a run as paragraphs: two breaks in a row end one, a single break stays."""
    made = []
    joined = _joined(run, page)
    for paragraph in re.split(rf"{BREAK}(?: ?{BREAK})+", joined):
        lines = [one.strip() for one in paragraph.strip(f" {BREAK}").split(BREAK)]
        if any(lines):
            made.append("<br>\n".join(text.line_start(line) for line in lines))
    return made


def flat(run: Iterable[Node], page: Page) -> str:
    """Return a run as one line, for a heading or a cell."""
    joined = _joined(run, page).strip(f" {BREAK}")
    return re.sub(rf" ?(?:{BREAK} ?)+", "<br>", joined)


def _joined(run: Iterable[Node], page: Page) -> str:
    joined = "".join(_of(node, page) for node in run)
    return re.sub(rf" *({BREAK}) *", r"\1", re.sub(" {2,}", " ", joined))


def _of(node: Node, page: Page) -> str:
    if isinstance(node, str):
        return text.inline(WHITE.sub(" ", node.replace(BREAK, " ")))
    match node.tag:
        case "br":
            return BREAK
        case "wbr":
            return ""
        case "strong" | "b":
            return _marked(node, "" if _is_unbold(node) else "**", page)
        case "em" | "i":
            return _marked(node, "*", page)
        case "code" | "tt":
            return code(WHITE.sub(" ", content(node)))
        case "q":
            return f"“{_inside(node, page)}”"
        case "a":
            return _link(node, page)
        case "img":
            return picture(node, page)
        case "math":
            return mathematics.of_element(node)
        case "span":
            return _span(node, page)
        case tag if tag in KEPT:
            return _tagged(node, page)
        case _:
            return _inside(node, page)


def _inside(node: _Element, page: Page) -> str:
    return "".join(_of(one, page) for one in nodes(node))


def _marked(node: _Element, mark: str, page: Page) -> str:
    """Return emphasis; blanks and breaks at its ends stand outside of it."""
    inside = _inside(node, page)
    if not mark or node.xpath(SAME[mark]):
        return inside
    return BREAK.join(_wrapped(part, mark) for part in inside.split(BREAK))


def _wrapped(inside: str, mark: str) -> str:
    core = inside.strip(" ")
    if not core:
        return inside
    before, _, after = inside.partition(core)
    return f"{before}{mark}{core}{mark}{after}"


def _is_unbold(node: _Element) -> bool:
    """Return whether it is Google's wrapper of a whole document, which is bold and says it is not."""
    return re.search(r"font-weight\s*:\s*(?:normal|400)", node.get("style") or "") is not None


def _span(node: _Element, page: Page) -> str:
    style = (node.get("style") or "").lower()
    if re.search(r"font-weight\s*:\s*(?:bold|[6-9]00)", style):
        return _marked(node, "**", page)
    if re.search(r"font-style\s*:\s*italic", style):
        return _marked(node, "*", page)
    for name, tag in (("sub", "sub"), ("super", "sup")):
        if re.search(rf"vertical-align\s*:\s*{name}\b", style):
            return f"<{tag}>{_inside(node, page)}</{tag}>"
    if re.search(r"text-decoration[a-z-]*\s*:[^;]*underline", style):
        return _around("u", _inside(node, page))
    return _inside(node, page)


def _tagged(node: _Element, page: Page) -> str:
    tag = SPELT.get(str(node.tag), str(node.tag))
    inside = _inside(node, page)
    if tag == "abbr" and (title := node.get("title")):
        said = title.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
        return f'<abbr title="{said}">{inside}</abbr>'
    if tag == "bdo" and node.get("dir") in ("ltr", "rtl"):
        return f'<bdo dir="{node.get("dir")}">{inside}</bdo>'
    return _around(tag, inside)


def _around(tag: str, inside: str) -> str:
    return f"<{tag}>{inside}</{tag}>" if inside.strip(f" {BREAK}") else inside


def code(said: str) -> str:
    """Return a span of code, with as many ticks as it takes."""
    said = said.strip("\n")
    if not said.strip():
        return said
    ticks = "`"
    while ticks in said:
        ticks += "`"
    pad = " " if said.startswith("`") or said.endswith("`") else ""
    return f"{ticks}{pad}{said.strip() if not pad else said}{pad}{ticks}"


def _link(node: _Element, page: Page) -> str:
    inside = _inside(node, page)
    href = node.get("href") or ""
    if not inside.strip(f" {BREAK}"):
        return inside
    address = page.address(href, "link's target") if href else None
    if address is None:
        return inside
    flat_inside = inside.replace(BREAK, " ")
    core = flat_inside.strip()
    before, _, after = flat_inside.partition(core)
    return f"{before}[{core}]({address}){after}"


def picture(node: _Element, page: Page) -> str:
    """Return a picture with its words and its size, or the formula that it was made of."""
    if (formula := mathematics.of_picture(node)) is not None:
        return formula
    source = node.get("src") or ""
    address = page.address(source, "picture")
    words = text.inline(WHITE.sub(" ", node.get("alt") or "").strip())
    words = re.sub(r"(?<!\\)([\[\]])", r"\\\1", words)
    if address is None:
        return words or (f"({name_of(source).strip('`')})" if source else "")
    return f"![{words}]({address}){_size(node)}"


def _size(node: _Element) -> str:
    """Return its width, or its height alone, as the attribute that a picture takes in Markdown."""
    styled = {
        name.lower(): size + unit
        for name, size, unit in STYLED_SIZE.findall(node.get("style") or "")
    }
    for name in ("width", "height"):
        found = SIZE.fullmatch(node.get(name) or styled.get(name) or "")
        if found and int(found[1]):
            return f'{{ {name}="{found[1]}{"%" if found[2] == "%" else ""}" }}'
    return ""

"""Runs of words, emphasis, links and pictures as lines of Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from lxml.etree import _Element

from lessonry.importers.markup import mathematics, text
from lessonry.importers.markup.emphasis import TOKEN, mark_of, resolved, wrapped
from lessonry.importers.markup.page import Page, name_of
from lessonry.importers.markup.text import content

BREAK: Final = "\x02"
"""Stands for `<br>` until a run is put together."""
LINE: Final = "\u2028"
"""Stands for `<br>` in a tree."""
INDENT: Final = "\x03"
"""Stands for a blank that may be the indentation of a line, until its place is known."""
BLANKS: Final = f" {INDENT}"
NO_MARKS = str.maketrans(dict.fromkeys(f"{BREAK}{INDENT}\x0e\x0f", " "))
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
WHITE = re.compile(r"[ \t\n\r\f\v\u00a0]+")
WITHOUT_WIDTH = re.compile(r"\ufeff|(?<![\u0e00-\u109f\u1780-\u17ff])\u200b|\u200b(?=\s|\Z)")
"""What nobody sees; between words of Thai, Lao, Burmese or Khmer it says where a line may end."""
SPACES = re.compile(f"[{BLANKS}]+")
NO_INDENT = re.compile(r"\A(?:&nbsp;)+")
INDENTED = re.compile(r"\u00a0[ \u00a0]+")
"""What editors write to indent a line of code; a single one is as good as a blank."""
SAME: Final = {
    "**": "boolean(ancestor::b or ancestor::strong)",
    "*": "boolean(ancestor::i or ancestor::em)",
}
"""Whether emphasis stands in emphasis of the same kind."""
SIZE = re.compile(r"\s*([0-9]{1,5})(?:\.[0-9]+)?\s*(px|%)?\s*")
BRACKET = re.compile(r"(?<!\\)([\[\]])")
IN_LINK = re.compile(
    r"""!\[.*?(?<!\\)\]\([^()]*\) | (?<!`)(?P<ticks>`+)(?!`).*?(?<!`)(?P=ticks)(?!`)
    | \$\$.*?\$\$ | \\\(.*?\\\) | (?<!\\)(?P<bracket>[\[\]])""",
    re.VERBOSE,
)
"""Brackets in the words of a link, behind what has brackets of its own: pictures, code, formulas."""
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
    for paragraph in re.split(f"{BREAK}{{2,}}", _joined(run, page).strip(BREAK)):
        lines: list[str] = []
        for line in paragraph.split(BREAK) if paragraph else ():
            for part in _parts(line):
                if isinstance(part, str):
                    lines.append(_line(part))
                else:
                    made += ["<br>\n".join(lines)] if lines else []
                    made.append(f"$${part['tex']}{part['sign']}$$")
                    lines = []
        made += ["<br>\n".join(lines)] if lines else []
    return [one if one.startswith("$$") else text.without_prices(one) for one in made]


def _parts(line: str) -> list[str | re.Match[str]]:
    """Return a line, cut at the formulas that have a block of their own.

    `$$` amid words stands in its line: so Moodle's teachers write what belongs into a sentence.
    """
    parts: list[str | re.Match[str]] = []
    done = 0
    for found in text.DISPLAYED.finditer(line):
        if found["kind"] == "$" and (line[: found.start()] + line[found.end() :]).strip(BLANKS):
            continue
        parts += [line[done : found.start()], found]
        done = found.end()
    cut = [one for one in (*parts, line[done:]) if not isinstance(one, str) or one.strip(BLANKS)]
    return [text.in_line(one.strip(" ")) if isinstance(one, str) else one for one in cut] or [line]


def _line(line: str) -> str:
    said = line.lstrip(INDENT)
    return "&nbsp;" * (len(line) - len(said)) + text.line_start(said)


def unindented(markdown: str) -> str:
    """Return Markdown without the blanks that its first line begins with."""
    return NO_INDENT.sub("", markdown, count=1)


def flat(run: Iterable[Node], page: Page) -> str:
    """Return a run as one line, for a heading or a cell."""
    joined = text.in_line(_joined(run, page)).replace(INDENT, "").strip(BREAK)
    return text.without_prices(re.sub(f"{BREAK}+", "<br>", joined))


def _joined(run: Iterable[Node], page: Page) -> str:
    """Return a run as lines with a break between each two, indented where editors indented them."""
    made = []
    for line in "".join(_of(node, page) for node in run).split(BREAK):
        said = line.lstrip(BLANKS)
        before = line[: len(line) - len(said)].count(INDENT) if said else 0
        made.append(INDENT * before + SPACES.sub(" ", said.rstrip(BLANKS)))
    return resolved(BREAK.join(made))


def _of(node: Node, page: Page) -> str:
    if isinstance(node, str):
        return text.inline(_blanks(TOKEN.sub(" ", node.translate(NO_MARKS))))
    match node.tag:
        case "br":
            return BREAK
        case "wbr":
            return ""
        case "strong" | "b" | "em" | "i":
            return _marked(node, mark_of(node), page)
        case "code" | "tt":
            return _code(node)
        case "q":
            return f"“{_within(node, page)}”"
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


def _blanks(said: str) -> str:
    """Return a text with one blank for what is blank, save what may be an indentation."""
    said = WITHOUT_WIDTH.sub("", said)
    return WHITE.sub(" ", INDENTED.sub(lambda found: INDENT * len(found[0]), said))


def _inside(node: _Element, page: Page) -> str:
    return "".join(_of(one, page) for one in nodes(node))


def _within(node: _Element, page: Page) -> str:
    """Return what an element holds around which something stands that no block can break."""
    return text.in_line(_inside(node, page))


def _marked(node: _Element, mark: str, page: Page) -> str:
    """Return emphasis; blanks and breaks at its ends stand outside of it."""
    inside = _within(node, page)
    if not mark or node.xpath(SAME[mark]):
        return inside
    return BREAK.join(_wrapped(part, mark) for part in inside.split(BREAK))


def _wrapped(inside: str, mark: str) -> str:
    core = inside.strip(BLANKS)
    if not core:
        return inside
    before, _, after = inside.partition(core)
    return f"{before}{wrapped(core, mark)}{after}"


def _span(node: _Element, page: Page) -> str:
    if mark := mark_of(node):
        return _marked(node, mark, page)
    style = (node.get("style") or "").lower()
    for name, tag in (("sub", "sub"), ("super", "sup")):
        if re.search(rf"vertical-align\s*:\s*{name}\b", style):
            return f"<{tag}>{_within(node, page)}</{tag}>"
    if re.search(r"text-decoration[a-z-]*\s*:[^;]*underline", style):
        return _around("u", _within(node, page))
    return _inside(node, page)


def _tagged(node: _Element, page: Page) -> str:
    tag = SPELT.get(str(node.tag), str(node.tag))
    inside = _within(node, page)
    if tag == "abbr" and (title := node.get("title")):
        said = title.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
        return f'<abbr title="{said}">{inside}</abbr>'
    if tag == "bdo" and node.get("dir") in ("ltr", "rtl"):
        return f'<bdo dir="{node.get("dir")}">{inside}</bdo>'
    return _around(tag, inside)


def _around(tag: str, inside: str) -> str:
    return f"<{tag}>{inside}</{tag}>" if inside.strip(f"{BLANKS}{BREAK}") else inside


def _code(node: _Element) -> str:
    """Return each line of an element of code as a span of code."""
    for line_break in node.iter("br"):
        line_break.text = LINE
    lines = [_blanks(line) for line in content(node).split(LINE)]
    return BREAK.join(
        INDENT * (len(line) - len(line.lstrip(INDENT))) + code(line.replace(INDENT, " "))
        for line in lines
    )


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
    inside = _within(node, page)
    href = node.get("href") or ""
    if not inside.strip(f"{BLANKS}{BREAK}"):
        return inside
    address = page.address(href, "link's target") if href else None
    if address is None:
        return inside
    flat_inside = inside.replace(BREAK, " ")
    core = flat_inside.strip(BLANKS).strip()
    before, _, after = flat_inside.partition(core)
    core = IN_LINK.sub(lambda found: f"\\{found[0]}" if found["bracket"] else found[0], core)
    return f"{before}[{core}]({address}){after}"


def picture(node: _Element, page: Page) -> str:
    """Return a picture with its words and its size, or the formula that it was made of."""
    if (formula := mathematics.of_picture(node)) is not None:
        return formula
    source = node.get("src") or ""
    address = page.address(source, "picture")
    said = _blanks(node.get("alt") or "").replace(INDENT, " ").strip()
    words = text.in_line(text.inline(said))
    words = BRACKET.sub(r"\\\1", words)
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

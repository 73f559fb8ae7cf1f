"""What a QTI 1.2 item shows: its materials as HTML, and the responses that stand among them."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lessonry.domain.items.frame import gap_mark
from lessonry.importers.markup import is_html
from lessonry.importers.qti_1.scoring import RESPONSES
from lessonry.importers.qti_1.tree import Element, attribute, children, within, words

TYPED = ("response_str", "response_num")
TEXTS = (
    "mattext",
    "matemtext",
    "mat_formattedtext",
    "matimage",
    "mataudio",
    "matvideo",
    "matbreak",
)
INDENTED = re.compile(r"\n(?:[ ]{2}|\t)[ \t]*")
"""A line that goes on below, set in as the elements around it are: no end of a line in the text."""
BREAKS = re.compile(r"<br\s*/?>")
ANSWERS = "response_block"
MATCHES = "right_match_block"


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """One `response_label`: something that can be chosen."""

    identifier: str
    html: str
    element: Element = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """One place to answer."""

    identifier: str
    tag: str
    cardinality: str
    """`single`, `multiple` or `ordered`."""
    labels: tuple[Label, ...]
    own: str
    """The material that stands in it."""
    before: str
    """The material that stands in it, or nearest before it: what a match asks about."""
    is_in_stem: bool
    """Whether that is a part of the stem, too."""
    element: Element = field(repr=False)

    @property
    def render(self) -> Element | None:
        """Return how it is shown, such as `render_fib`."""
        return next((one for one in children(self.element) if one.tag.startswith("render_")), None)


@dataclass(slots=True, kw_only=True)
class Presentation:
    """An item's presentation, taken apart."""

    stem: str = ""
    """HTML, with a gap's mark where each response stands that is not at the end."""
    responses: list[Response] = field(default_factory=list)
    right_block: list[str] = field(default_factory=list)
    """What Blackboard shows beside a match, as HTML."""
    is_inline: bool = False
    """Whether text follows a response: then it is a gap in that text."""


def presented(item: Element) -> Presentation:
    """Return what an item shows."""
    made = Presentation()
    pieces: list[str] = []
    waiting = ""
    for piece in _pieces(item):
        if isinstance(piece, str):
            if waiting and not BREAKS.sub("", piece).strip():
                waiting += piece
                continue
            if waiting:
                made.is_inline = True
                pieces.append(waiting)
                waiting = ""
            pieces.append(piece)
            continue
        if piece.tag in RESPONSES:
            if piece.tag in TYPED and (own := _own(piece)).strip():
                if waiting:
                    made.is_inline = True
                    pieces.append(waiting)
                    waiting = ""
                pieces.append(f"<br>{own} " if pieces else f"{own} ")
            before = next((p for p in reversed(pieces) if p.strip()), "")
            made.responses.append(_response(piece, before))
            waiting += gap_mark(len(made.responses) - 1)
        else:
            made.right_block += [material(flow) for flow in _flows(piece)]
    if made.is_inline and waiting:
        pieces.append(waiting)
    made.stem = "".join(pieces)
    return made


def material(element: Element) -> str:
    """Return all the materials in an element as HTML."""
    return "".join(_text(one) for one in (element, *element.iter(*TEXTS)) if one.tag in TEXTS)


def without_marks(html: str) -> str:
    """Return HTML without the marks of gaps."""
    return re.sub("\ue000gap[0-9]+\ue001", "", html)


def _pieces(item: Element) -> Iterator[str | Element]:
    """Yield the materials of an item as HTML, its responses and the blocks of matches, in order."""

    def walk(element: Element) -> Iterator[str | Element]:
        for child in children(element):
            if child.tag in RESPONSES or attribute(child, "class").lower() == MATCHES:
                yield child
            elif attribute(element, "class").lower() == ANSWERS and _is_left(child):
                yield _beside(child)
            elif child.tag in TEXTS:
                yield _text(child)
            elif child.tag == "flow" and any(True for _ in within(child, *TEXTS)):
                yield from walk(child)
                yield "<br>"
            else:
                yield from walk(child)

    for shown in children(item, "presentation", "rubric"):
        if shown.tag == "presentation":
            yield from walk(shown)


def _response(element: Element, before: str) -> Response:
    labels = tuple(
        Label(identifier=attribute(one, "ident"), html=_offered(one), element=one)
        for one in within(element, "response_label")
    )
    own = _own(element)
    has_own = next(children(element, "material", "material_ref", "flow_mat"), None) is not None
    return Response(
        identifier=attribute(element, "ident"),
        tag=str(element.tag),
        cardinality=attribute(element, "rcardinality", "Single").lower() or "single",
        labels=labels,
        own=own,
        before=own if has_own else before,
        is_in_stem=not has_own,
        element=element,
    )


def _offered(label: Element) -> str:
    """Return what a label offers: its materials, or on a slider its words."""
    if next(label.iterancestors("render_slider"), None) is None:
        return material(label)
    return material(label) or html.escape(words(label).strip())


def _own(response: Element) -> str:
    """Return what stands in a response before what it offers."""
    return "".join(
        material(one) for one in children(response, "material", "material_ref", "flow_mat")
    )


def _is_left(flow: Element) -> bool:
    """Return whether a flow holds one list to choose from, and the text that it belongs to."""
    found = list(within(flow, *RESPONSES))
    return len(found) == 1 and found[0].tag == "response_lid" and bool(_around(flow).strip())


def _around(flow: Element) -> str:
    """Return the texts of a flow that stand in no response."""
    texts = [
        one for one in within(flow, *TEXTS) if next(one.iterancestors(*RESPONSES), None) is None
    ]
    return "".join(_text(one) for one in texts)


def _beside(flow: Element) -> Element:
    """Return the response of a flow, with the text beside it as its own."""
    response = next(within(flow, *RESPONSES))
    for one in [one for one in within(flow, "material") if response not in one.iterancestors()]:
        response.insert(0, one)
    return response


def _flows(block: Element) -> list[Element]:
    """Return the innermost flows of a block that hold one thing each."""
    flows = [flow for flow in within(block, "flow") if next(within(flow, "flow"), None) is None]
    return flows or [block]


def _text(element: Element) -> str:
    """Return one piece of material as HTML."""
    said = words(element)
    kind = attribute(element, "texttype").lower() or attribute(element, "type").lower()
    match element.tag:
        case "matbreak":
            return "<br>"
        case "matimage":
            source = attribute(element, "uri") or attribute(element, "entityref")
            alt = attribute(element, "label") or "".join(said.split("\n")[:1]).strip()
            sizes = "".join(
                f' {name}="{html.escape(attribute(element, name))}"'
                for name in ("width", "height")
                if attribute(element, name)
            )
            inline = attribute(element, "embedded").lower() == "base64"
            if inline and said.strip():
                mime = attribute(element, "imagtype") or "image/png"
                source, alt = f"data:{mime};base64,{''.join(said.split())}", ""
            if not source.strip():  # Sakai has one beside every text
                return ""
            return f'<img src="{html.escape(source)}" alt="{html.escape(alt)}"{sizes}>'
        case "mataudio" | "matvideo":
            source = attribute(element, "uri") or attribute(element, "entityref")
            if not (source or said).strip():
                return ""
            return f'<a href="{html.escape(source)}">{html.escape(said.strip() or source)}</a>'
        case "matemtext":
            return f"<em>{html.escape(said)}</em>"
    if kind in ("text/html", "html", "smart_text", "text/xhtml"):
        return _block(element, said)
    if kind in ("plain_text",) or (kind == "text/plain" and not is_html(said)):
        return _plain(said)
    return said if is_html(said) else _plain(said)


def _block(element: Element, said: str) -> str:
    """Return HTML that is escaped in its element, or stands in it as elements."""
    if len(element) == 0:
        return said
    return _inner(element)


def _inner(element: Element) -> str:
    made = html.escape(element.text or "")
    for child in element:
        if isinstance(child.tag, str):
            made += f"<{child.tag!s}{_attributes(child)}>{_inner(child)}</{child.tag!s}>"
        made += html.escape(child.tail or "")
    return made


def _attributes(element: Element) -> str:
    return "".join(f' {name!s}="{html.escape(str(value))}"' for name, value in element.items())


def _plain(said: str) -> str:
    folded = INDENTED.sub(" ", said.strip("\n"))
    return html.escape(folded, quote=False).replace("\n", "<br>")

"""Whatever stands on a page, a book can be set of it, and no sign of its author's is one of typst's."""

from __future__ import annotations

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import etree
from lxml import html as lxml_html

from lessonry.exporters.prose import Element
from lessonry.exporters.written.look import Colors
from lessonry.exporters.written.pictures import Pictures
from lessonry.exporters.written.printing import Press, data_of
from lessonry.exporters.written.tidy import KEPT, Tidy
from lessonry.exporters.written.trees import in_order
from lessonry.exporters.written.typesetting import Typesetter
from tests.exporters.readable import png

HEAD = '#import "/parts.typ": *\n#set document(title: "x")\n#show: dressed\n#heading(level: 1)[Begin]\n'
TAGS_SAID = """
    p h1 h3 h6 ul ol li dl dt dd table thead tbody tr td th caption blockquote pre code b em a
    img br hr div span details summary figure figcaption sub q mark kbd section input svg
    video iframe label script math ruby rt bdo
"""
TAGS = TAGS_SAID.split()
CLASSES_SAID = """
    admonition admonition-title quiz lr-media lr-quiz tabbed-set tabbed-content choices one
    entries match hotspot area badge gap tick slot lines arithmatex highlighttable icon matrix
    pairs reasons math
"""
CLASSES = CLASSES_SAID.split()
TEXTS = st.text(
    st.sampled_from("ab \n#$@*_`\\[]{}<>()\"'/=-+~:;,.1é中ع\u00a0\u200b✓"), min_size=0, max_size=12
)
ATTRIBUTES = st.dictionaries(
    st.sampled_from(
        [
            "id",
            "href",
            "src",
            "class",
            "colspan",
            "rowspan",
            "start",
            "alt",
            "lang",
            "style",
            "type",
            "hidden",
        ]
    ),
    st.one_of(
        TEXTS,
        st.sampled_from(
            [*CLASSES, "0", "3", "99", "-1", "#a", "x.png", "https://e.example/ä b", "ar"]
        ),
    ),
    max_size=3,
)


@st.composite
def elements(draw: st.DrawFn, depth: int = 3) -> str:
    """HTML as no author would write it."""
    tag = draw(st.sampled_from(TAGS))
    made = lxml_html.Element(tag)
    for name, value in draw(ATTRIBUTES).items():
        made.set(name, value.replace("\n", " "))
    opening = etree.tostring(made, method="html", encoding="unicode").partition("</")[0]
    children = draw(st.lists(elements(depth - 1), max_size=2)) if depth else []
    inside = "".join(escaped(draw(TEXTS)) + child for child in children) + escaped(draw(TEXTS))
    return f"{opening}{inside}</{tag}>"


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


class Here:
    """A page that has one picture, and whose links lead anywhere."""

    def __init__(self) -> None:
        self.pictures = Pictures()

    def link(self, href: str) -> str | None:
        return href if href.startswith(("#", "https://")) else None

    def picture(self, src: str) -> str | None:
        return self.pictures.data(png(), "x", src) if src.endswith(".png") else None

    def drawing(self, svg: Element) -> str | None:
        return self.pictures.drawing(svg)


@given(st.lists(elements(), max_size=3).map("".join))
@settings(max_examples=80, suppress_health_check=list(HealthCheck))
@example("<table><tr><td colspan=3>a<td rowspan=9>b</tr><tr><td>c</table>")
@example("<table><tr><td>a<tr><td>b<td>c</table>")
@example("<div class=match><ol><li>a</ol></div><div class=hotspot></div>")
@example("<dl><dd>a</dl><details>b</details><figure></figure><ol start=-3></ol>")
def test_anything_becomes_a_page(html: str) -> None:
    around = Here()
    tidy = Tidy(around=around)
    root = tidy.page(lxml_html.fragment_fromstring(html, create_parent="div"))
    in_order(root, 2)
    again = etree.fromstring(etree.tostring(root))
    names = {
        etree.QName(one).localname
        for one in again.iter(etree.Element)
        if not any(etree.QName(above).localname == "math" for above in one.iterancestors())
    }
    assert names <= KEPT | {"div", "a", "img", "span", "math"}
    assert not names & {"script", "iframe", "input", "video", "svg"}
    ids = [one.get("id") for one in again.iter(etree.Element) if one.get("id")]
    assert len(ids) == len(set(ids))
    press = Press()
    setter = Typesetter(lambda file, name: f"{file}-{name.encode().hex()}", drawn=press.drawn)
    main = HEAD + setter.chapter("x", root, 0)
    data = data_of("en", Colors(accent="#1d3557", second="#a3843b"))
    (pdf,) = press.make(main, data, around.pictures.files)
    assert pdf.startswith(b"%PDF")


def test_a_heading_that_is_one_link_has_words_for_its_bookmark() -> None:
    heading = lxml_html.fromstring('<div><h2 id="q"><a href="#away">Question 3</a></h2></div>')
    setter = Typesetter(lambda file, name: f"{file}-{name}")
    press = Press()
    press.make(
        HEAD + setter.chapter("answers.xhtml", heading, 0),
        data_of("en", Colors(accent="#1d3557", second="#a3843b")),
        {},
    )
    assert press.notes() == ()

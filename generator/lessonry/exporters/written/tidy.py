"""Any page's HTML made fit for a book: elements that books know, no controls, links that lead on."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from lessonry.exporters.prose import Element
from lessonry.exporters.written.formulas import Formulas, copied, finished, shortened, tex_of
from lessonry.exporters.written.media import Players
from lessonry.exporters.written.surroundings import Surroundings, attributes
from lessonry.exporters.written.trees import say_in, text_of

KEPT_NAMES = """
    p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table thead tbody tfoot tr th td caption blockquote pre
    code kbd samp var em strong b i u s del ins sub sup small mark abbr q cite dfn br hr figure
    figcaption div details summary ruby rt rp bdi bdo
"""
KEPT: Final = frozenset(KEPT_NAMES.split())
OTHERWISE: Final = {
    "center": "div", "tt": "code", "strike": "s", "acronym": "abbr", "legend": "p", "main": "div",
    "section": "div", "article": "div", "aside": "div", "header": "div", "footer": "div", "nav": "div",
    "address": "div", "form": "div", "fieldset": "div", "hgroup": "div", "dir": "ul", "menu": "ul",
}  # fmt: skip
GONE_NAMES = """
    script style template noscript canvas button select textarea dialog map area param link meta
    base track source progress meter frame frameset noframes portal title head applet
"""
GONE: Final = frozenset(GONE_NAMES.split())
"""With all that is in them."""
HIDDEN_CLASSES = """
    headerlink lr-unscripted lr-media-bar lr-transcript-tools lr-transcript-language lr-media-ask
    lr-icon lr-hidden lr-quiz-foot lr-print-way glightbox-desc katex-html
"""
HIDDEN: Final = frozenset(HIDDEN_CLASSES.split())
"""Classes of what only a screen has a use for."""
KNOWN_CLASSES = """
    admonition admonition-title note abstract info tip success question warning failure danger bug
    example quote quiz quiz-title quiz-about about item stem number body told choices one many
    entries match lefts rights slot lines matrix hotspot area rect circle poly badge gaps gap pick
    scene scene-title scene-end turn turns way answers answer reasons ordered pairs over filled
    accepted criteria label explanation hint letter tick right wrong center math icon media media-
    title seen transcript tab tab-title sealed objectives sources downloads kicker facts cover
    contents footnote time formula
"""
CLASSES: Final = frozenset(KNOWN_CLASSES.split())
"""The only ones that a book's styles know."""
STYLED: Final = frozenset({"area", "badge"})
ATTRIBUTES: Final = {
    "ol": ("start", "type", "reversed"),
    "li": ("value",),
    "td": ("colspan", "rowspan"),
    "th": ("colspan", "rowspan", "scope"),
    "bdo": ("dir",),
}
NUMBER: Final = re.compile(r"-?[0-9]{1,4}")
FITS: Final = 30
"""Signs of a formula that has room on any page."""
ALIGNED: Final = re.compile(r"text-align:\s*(left|right|center)")


@dataclass(kw_only=True)
class Tidy:
    """Makes one page fit for a book."""

    around: Surroundings
    say: Callable[[str], str] = str
    """Says in the reader's language what the book itself says."""
    language: str = "en"
    has_tex: bool = False
    """Whether formulas in TeX are understood where it is read."""
    notes: list[str] = field(default_factory=list)
    """Sentences about what the book cannot hold."""
    ids: set[str] = field(default_factory=lambda: {"lr-title"})
    """Those that stand on the page so far."""
    formulas: Formulas = field(default_factory=Formulas)
    is_sealed: bool = False
    """Whether there was something that only a code opens."""

    def __post_init__(self) -> None:
        self.players = Players(
            around=self.around, say=self.say, language=self.language, notes=self.notes
        )

    def page(self, source: Element) -> Element:
        """Return the contents of an element as those of a `div`."""
        root = etree.Element("div")
        self._contents(source, root)
        return root

    def _contents(self, source: Element, target: Element) -> None:
        say_in(target, source.text)
        for child in source:
            if isinstance(child.tag, str):
                self._child(child, target)
            say_in(target, child.tail)

    def _child(self, child: Element, target: Element) -> None:
        tag = etree.QName(child).localname.lower()
        classes = frozenset((child.get("class") or "").split())
        if tag == "script" and (child.get("type") or "").startswith("math/tex"):
            self._math(child, target)
            return
        if child.get("hidden") is not None or tag in GONE or classes & HIDDEN:
            return
        if special := self._special(tag, classes):
            special(child, target)
        elif tag in KEPT or tag in OTHERWISE:
            self._kept(child, OTHERWISE.get(tag, tag), target)
        elif tag == "span" and (classes & CLASSES or child.get("lang") or child.get("dir")):
            self._kept(child, "span", target)
        else:
            self._contents(child, target)

    def _special(
        self, tag: str, classes: frozenset[str]
    ) -> Callable[[Element, Element], None] | None:
        """Return what makes something else of an element."""
        for name, make in (
            ("lr-quiz", self._quiz),
            ("lr-media", self.players.section),
            ("lr-access", self._sealed),
            ("tabbed-set", self._tabs),
            ("highlighttable", self._numbered),
            ("arithmatex", self._math),
        ):
            if name in classes:
                return make
        return {
            "a": self._link, "img": self._picture, "svg": self._svg, "input": self._box,
            "video": self.players.player, "audio": self.players.player, "math": self._mathml,
            "iframe": self.players.frame, "object": self.players.frame, "embed": self.players.frame,
        }.get(tag)  # fmt: skip

    def _kept(self, child: Element, tag: str, target: Element) -> None:
        made = etree.SubElement(target, tag)
        self._dress(child, made)
        self._contents(child, made)

    def _dress(self, child: Element, made: Element) -> None:
        """Give an element the attributes that a book's may have."""
        tag = str(made.tag)
        name = child.get("id") or (child.get("name") if tag == "a" else "") or ""
        if name and not re.search(r"\s", name) and name not in self.ids:
            self.ids.add(name)
            made.set("id", name)
        classes = [one for one in (child.get("class") or "").split() if one in CLASSES]
        style = child.get("style") or ""
        if tag in ("td", "th") and (aligned := ALIGNED.search(style)):
            classes.append(aligned[1])
        if classes:
            made.set("class", " ".join(dict.fromkeys(classes)))
        if STYLED & set(classes):
            made.set("style", style)
        for attribute, said in attributes(child):
            made.set(attribute, said)
        for attribute in ATTRIBUTES.get(tag, ()):
            value = child.get(attribute)
            if value is not None and (
                attribute in ("type", "scope", "dir", "reversed") or NUMBER.fullmatch(value)
            ):
                made.set(attribute, value)

    def _link(self, child: Element, target: Element) -> None:
        href = child.get("href")
        aim = self.around.link(href) if href else None
        if aim is None and not child.get("id"):
            self._contents(child, target)
            return
        made = etree.SubElement(target, "span" if aim is None else "a")
        self._dress(child, made)
        if aim is not None:
            made.set("href", aim)
        self._contents(child, made)

    def _picture(self, child: Element, target: Element) -> None:
        source = child.get("src") or ""
        name = self.around.picture(source)
        alt = child.get("alt") or ""
        if name is None:
            self._instead(source, alt, target)
            return
        made = etree.SubElement(target, "img", src=name, alt=alt)
        if {"twemoji", "emojione", "gemoji"} & set((child.get("class") or "").split()):
            made.set("class", "icon")

    def _instead(self, source: str, alt: str, target: Element) -> None:
        """Put a link, or the words, where a picture was."""
        if source.startswith(("http://", "https://")):
            self.notes.append(f"The picture {source} lies elsewhere: there is a link to it.")
            made = etree.SubElement(target, "a", href=source)
            made.text = alt or source
        elif alt:
            say_in(target, f"[{alt}]")

    def _svg(self, child: Element, target: Element) -> None:
        name = self.around.drawing(child)
        if name is None:
            return
        told = child.find("{*}title")
        alt = child.get("aria-label") or (told.text if told is not None else "") or ""
        made = etree.SubElement(target, "img", src=name, alt=alt)
        parent = child.getparent()
        if parent is not None and "twemoji" in (parent.get("class") or ""):
            made.set("class", "icon")

    def _box(self, child: Element, target: Element) -> None:
        """Draw the box of a task."""
        if (child.get("type") or "").lower() == "checkbox":
            say_in(
                target,
                "\N{BALLOT BOX}" if child.get("checked") is None else "\N{BALLOT BOX WITH CHECK}",
            )

    def _quiz(self, child: Element, target: Element) -> None:
        etree.SubElement(target, "div", {"data-quiz": child.get("data-lr-quiz") or ""})

    def _sealed(self, child: Element, target: Element) -> None:
        self.is_sealed = True

    def _tabs(self, child: Element, target: Element) -> None:
        """Put the tabs one after the other, each under its name."""
        names = [text_of(one).strip() for one in child.iterfind("./label")] or [
            text_of(one).strip() for one in child.iterfind("./div/label")
        ]
        blocks = [
            one
            for one in child.iter("div")
            if {"tabbed-block", "tabbed-content"} & set((one.get("class") or "").split())
            and not one.xpath("./div[contains(@class, 'tabbed-block')]")
            and _set_of(one) is child
        ]
        for number, block in enumerate(blocks):
            made = etree.SubElement(target, "div", {"class": "tab"})
            if number < len(names):
                etree.SubElement(made, "p", {"class": "tab-title"}).text = names[number]
            self._contents(block, made)

    def _numbered(self, child: Element, target: Element) -> None:
        for code in child.iterfind(".//td[@class='code']//pre"):
            self._kept(code, "pre", target)

    def _math(self, child: Element, target: Element) -> None:
        tex, is_set_apart = tex_of(child)
        if self.has_tex:
            say_in(target, f"\\[{tex}\\]" if is_set_apart else f"\\({tex}\\)")
            return
        is_block = child.tag == "div"
        place = etree.SubElement(target, "p", {"class": "formula"}) if is_block else target
        formula = self.formulas.read(tex, is_block=is_set_apart)
        if formula is not None:
            formula.set("display", "block" if is_block else "inline")
            if is_set_apart and not is_block:
                formula.set("displaystyle", "true")
            place.append(formula)
            if is_block:
                _reachable(place, formula)
            return
        etree.SubElement(place, "code", {"class": "math"}).text = tex
        self.notes.append(f"This formula stands as it is written, in TeX: {shortened(tex)}")

    def _mathml(self, child: Element, target: Element) -> None:
        """Take over a formula that is MathML already."""
        formula = finished(copied(child))
        if formula is None:
            say_in(target, text_of(child))
        elif formula.get("display") == "block" and target.tag in ("div", "td", "th", "li"):
            place = etree.SubElement(target, "p", {"class": "formula"})
            place.append(formula)
            _reachable(place, formula)
        else:
            target.append(formula)


def _reachable(place: Element, formula: Element) -> None:
    """Let keys reach a formula that may be wider than a page: it scrolls by itself."""
    if len(formula.get("alttext") or "") > FITS:
        place.set("tabindex", "0")


def _set_of(block: Element) -> Element | None:
    return next(
        (one for one in block.iterancestors("div") if "tabbed-set" in (one.get("class") or "")),
        None,
    )

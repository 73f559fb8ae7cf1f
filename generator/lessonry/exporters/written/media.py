"""What of videos and audios a book has: a picture, a link, and what is said in them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from lessonry.exporters.prose import Element
from lessonry.exporters.written.surroundings import Surroundings, attributes
from lessonry.exporters.written.trees import say_in, text_of


@dataclass(kw_only=True)
class Players:
    """Makes something to read of what plays on one page."""

    around: Surroundings
    say: Callable[[str], str]
    language: str
    notes: list[str]
    """Sentences about what the book cannot hold."""

    def section(self, child: Element, target: Element) -> None:
        """Put a picture, a link and the words in the place of a video or an audio."""
        made = etree.SubElement(target, "div", {"class": "media"})
        title = (child.get("aria-label") or "").strip()
        frame = child.find(".//img[@class='lr-media-poster']")
        player = next((one for one in child.iter("video", "audio")), None)
        poster = player.get("poster") if player is not None else None
        if frame is not None:
            poster = frame.get("src")
        if poster and (name := self.around.picture(poster)):
            etree.SubElement(made, "img", src=name, alt="")
        watch = next((a.get("href") for a in child.iterfind(".//div[@data-lr-ask]//a")), None)
        source = child.find(".//source")
        aim = watch or (source.get("src") if source is not None else None)
        line = etree.SubElement(made, "p", {"class": "media-title"})
        self._way_to(aim, title, line)
        for one in child.iter("p"):
            if "lr-media-seen" in (one.get("class") or ""):
                etree.SubElement(made, "p", {"class": "seen"}).text = text_of(one)
        said = [one for one in child.iter("div") if one.get("data-lr-said")]
        own = [
            one
            for one in said
            if (one.get("lang") or "").split("-")[0] == self.language.split("-")[0]
        ]
        for text in own or said:
            self._transcript(text, made)

    def _transcript(self, text: Element, target: Element) -> None:
        made = etree.SubElement(target, "div", {"class": "transcript"})
        for name, value in attributes(text):
            made.set(name, value)
        etree.SubElement(made, "p", {"class": "label"}).text = self.say("Transcript")
        for one in text.iter("p", "h2", "h3", "h4"):
            classes = one.get("class") or ""
            if "lr-transcript-language" in classes:
                continue
            is_title = one.tag != "p"
            line = etree.SubElement(made, "p", {"class": "label"} if is_title else {})
            line.text = (
                " ".join(text_of(part).strip() for part in one if part.get("aria-hidden") is None)
                or (one.text or "").strip()
            )

    def player(self, child: Element, target: Element) -> None:
        """Put a picture and a link in the place of a player that an author wrote by hand."""
        source = child.find(".//source")
        aim = child.get("src") or (source.get("src") if source is not None else None)
        poster = child.get("poster")
        if poster and (name := self.around.picture(poster)):
            etree.SubElement(target, "img", src=name, alt="")
            etree.SubElement(target, "br")
        self._way_to(aim, child.get("aria-label") or child.get("title") or "", target)

    def frame(self, child: Element, target: Element) -> None:
        """Put a link in the place of a page within the page."""
        aim = child.get("src") or child.get("data")
        self._way_to(aim, child.get("title") or "", target)

    def _way_to(self, aim: str | None, title: str, target: Element) -> None:
        """Link to what plays elsewhere, or just say what it is."""
        link = self.around.link(aim) if aim else None
        if link is None:
            say_in(target, title)
            if aim:
                self.notes.append(f"{title or aim} cannot be in a book, and has no address.")
            return
        etree.SubElement(target, "a", href=link).text = title or link

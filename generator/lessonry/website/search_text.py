"""Cuts an article down to what the search index is made of: words, blocks, anchors, one picture.

Pagefind spends most of its time on tags that tell it nothing: quizzes, which are not searched, and
what colours a line of code. Only what is certain to tell it nothing is left out; an article with
anything odd in it (a tag that is never closed, a stray `<`, the trainer's own marks) is handed over as
it is.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Final

from lessonry.website.search_tags import (
    ATTRIBUTE,
    BLOCKS,
    CLASSES,
    COLORED,
    DRAWN,
    DROPPED,
    EMPTY,
    FOREIGN,
    IGNORED,
    LINKED,
    MARKS,
    PICTURE,
    PLAIN,
    QUIZ,
    RAW,
    RIDDLES,
    SECTION,
    SHAPES,
    SPACES,
    STRESSED,
    TAG,
    TELLING,
    THEIRS,
    TOKEN,
    UNSEEN,
    WITHIN,
)


class _OddError(Exception):
    """The article has something whose meaning is not certain."""


def searched_text(article: str, short: str | None = None) -> str | None:
    """Return an article's text as far as it is searched; nothing where all of it must be seen.

    Args:
        article: The element, from its first tag to its last.
        short: The same without quizzes, where that is known.
    """
    head = article.find(">") + 1
    end = article.rfind("</")
    if article.find(THEIRS, head) >= 0:
        return None
    inner = article[head:end]
    short = without_quizzes(inner if short is None else short[head : short.rfind("</")])
    cut = None
    if not RAW.search(short) and not LINKED.search(short):
        plainer = STRESSED.split("".join(COLORED.split(short)))
        del plainer[1::3]
        cut = _cut("".join(plainer), is_plainer=True)
    cut = cut or _cut(inner, is_plainer=False)
    if cut is None:
        return None
    if not cut.has_title and "<title" in inner.lower():
        return None  # that of a drawing would be the page's
    return article[:head] + "".join(cut.made) + article[end:]


def _cut(text: str, *, is_plainer: bool) -> _Cut | None:
    """Return what is made of a text; nothing where something in it is odd."""
    pieces = TOKEN.split(text)
    if "<" in "".join(pieces[::6]):
        return None
    cut = _Cut(is_plainer=is_plainer)
    with suppress(_OddError):
        cut.take(pieces)
        return cut
    return None


def without_quizzes(text: str, *, is_lone: bool = False) -> str:
    """Leave out the quizzes that lessonry wrote and that hold nothing odd: most of the tags.

    Args:
        text: What they stand in.
        is_lone: Whether only those are left out in which there is no section but their own.
    """
    left: list[str] = []
    at = 0
    while found := QUIZ.search(text, at):
        begin, end, depth, tags = found.start(), 0, 0, 0
        for tag in SECTION.finditer(text, begin):
            depth += -1 if tag[1] else 1
            tags += 1
            if not depth:
                end = text.find(">", tag.end()) + 1
                break
        if not end:
            break
        quiz = text[begin:end]
        pictures = "".join(PICTURE.findall(quiz))
        is_left_out = (tags == 2 or not is_lone) and not TELLING.search(pictures)
        left.append(text[at:begin])
        left.append(pictures if is_left_out and _is_plain(quiz) else quiz)
        at = end
    return "".join(left) + text[at:] if at else text


def _is_plain(quiz: str) -> bool:
    """Return whether each element of a quiz ends where it seems to, and none is a title or an anchor."""
    names = PLAIN.findall(quiz)
    if len(names) != quiz.count("<") or not RIDDLES.isdisjoint(names):
        return False
    if " id=" in quiz[: quiz.find(">")]:
        return False
    open_: list[str] = []
    for name in names:
        if name[0] == "/":
            if not open_ or open_.pop() != name[1:]:
                return False
        elif name not in EMPTY and name not in SHAPES:
            open_.append(name)
    return not open_


class _Cut:
    """One article on its way."""

    def __init__(self, *, is_plainer: bool) -> None:
        self.is_plainer = is_plainer
        """Whether some tags are gone already."""
        self.made: list[str] = []
        self.open: list[str] = []
        """The names of the elements that are open: nothing for what is dropped, `#` for an anchor."""
        self.names: list[str] = []
        self.skipped = 0
        """How many elements were open where one began that is left out; nothing where none did."""
        self.has_anchor = False
        """Whether that one can be led to."""
        self.title = -1
        """Where among what is made the title begins, if it is being read."""
        self.has_title = self.has_picture = False
        self.foreign = 0
        """How many drawings and formulas are open."""

    def take(self, pieces: list[str]) -> None:
        """Take a text that stands in pieces, six for each token."""
        made, open_, names = self.made, self.open, self.names
        made.append(pieces[0])
        for raw, slash, name, attributes, text in zip(
            pieces[1::6], pieces[3::6], pieces[4::6], pieces[5::6], pieces[6::6], strict=True
        ):
            if raw:
                if not raw.startswith("!--"):
                    self._take_raw(raw)
            elif slash:
                self._end(name if name.islower() else name.lower())
            elif not attributes and name in BLOCKS and self.title < 0 and not self.foreign:
                open_.append(name)
                names.append(name)
                if not self.skipped:
                    made.append(f"<{name}>")
            elif name in DROPPED and not TELLING.search(attributes):
                if attributes.endswith("/") or self.foreign:
                    raise _OddError
                open_.append("")
                names.append(name)
                if self.has_anchor and len(open_) == self.skipped + 1:
                    raise _OddError  # its text would be that of the anchor
            else:
                self._begin(name.lower(), attributes)
            if not self.skipped:
                made.append(text)
        if names:
            raise _OddError

    def _take_raw(self, raw: str) -> None:
        """Take an element in whose content is no markup, where a browser takes it for such."""
        is_unseen = _is_unseen(raw)
        if self.foreign:
            if raw.count("<") > 1 or not (is_unseen or _is_unseen(raw, "title")):
                raise _OddError
        elif (self.title >= 0 or self.has_anchor) and not is_unseen:
            raise _OddError
        if not (self.skipped or is_unseen):
            self.made.append(f"<{raw}")

    def _begin(self, name: str, attributes: str) -> None:
        """Take an element in, or leave it out."""
        known = _known(attributes) if attributes else {}
        is_empty = name in EMPTY
        if name in RIDDLES and name != "h1":
            raise _OddError  # it has no such end as would be clear
        if name not in DRAWN and self.foreign:
            raise _OddError
        if attributes.endswith("/") and not is_empty:
            if not self.foreign:
                raise _OddError
            is_empty = True
        if self.skipped:
            if name == "h1" and not self.has_title:
                raise _OddError  # it would be the page's title
            if self.has_anchor and len(self.names) == self.skipped and name in WITHIN:
                raise _OddError
        picture = self._picture(known) if name == "img" else ""
        shown = name + (f" id{known['id']}" if "id" in known and not self.skipped else "") + picture
        if is_empty:
            if picture or (not self.skipped and (shown != name or name in _KEPT)):
                self.made.append(f"<{shown}>")
            return
        is_within = name in WITHIN and "#" in self.open
        if name in IGNORED and ("id" in known or is_within) and not self.skipped:
            raise _OddError  # its text is an anchor's, in part
        self.foreign += name in FOREIGN
        self.names.append(name)
        self.open.append("#" if "id" in known else name)
        if self.skipped:
            return
        if name in UNSEEN or _is_left_out(known):
            if name == "h1":
                raise _OddError
            self.skipped = len(self.names)
            self.has_anchor = is_within or "id" in known
            if self.has_anchor and self.is_plainer and name != "a":
                raise _OddError  # its text may be the anchor's, by tags that are gone
            if "id" in known:
                self.made.append(f"<{shown}></{name}>")
            return
        if self.title >= 0 and name not in DROPPED:
            raise _OddError  # whether it has a text is the engine's to say
        if name == "h1" and not self.has_title:
            self.title = len(self.made)
        self.made.append(f"<{shown}>")

    def _end(self, name: str) -> None:
        """Close the innermost element, which must be of that name."""
        if not self.names or self.names.pop() != name:
            raise _OddError
        self.foreign -= name in FOREIGN
        is_dropped = not self.open.pop()
        if self.skipped:
            if len(self.names) < self.skipped:
                self.skipped, self.has_anchor = 0, False
            return
        if is_dropped:
            return
        if name == "h1" and not self.has_title:
            if not TAG.sub("", "".join(self.made[self.title + 1 :])).strip():
                raise _OddError  # another one would be the title
            self.has_title, self.title = True, -1
        self.made.append(f"</{name}>")

    def _picture(self, known: dict[str, str]) -> str:
        """Return what of a picture may be shown with what is found: of the first after the title."""
        if self.has_picture or "src" not in known:
            return ""
        self.has_picture = self.has_title
        return "".join(f" {name}{known[name]}" for name in ("src", "alt") if name in known)


_KEPT: Final = frozenset({"br"})
"""What has no end and parts words."""


def _known(attributes: str) -> dict[str, str]:
    """Return attributes by their names, each with its equals sign and value as they are written."""
    known: dict[str, str] = {}
    for name, value in ATTRIBUTE.findall(attributes):
        known.setdefault(name.lower(), value)
    return known


def _is_left_out(known: dict[str, str]) -> bool:
    """Return whether attributes are such as `NOT_SEARCHED` names."""
    if not MARKS.isdisjoint(known):
        return True
    written = known.get("class", "=").strip()[1:].strip(" \t\n\f\r\"'")
    return not CLASSES.isdisjoint(SPACES.split(written))


def _is_unseen(raw: str, *more: str) -> bool:
    """Return whether an element is one of a script or a style, or of another name that is given."""
    return raw[:6].lower().startswith(("script", "style", *more))

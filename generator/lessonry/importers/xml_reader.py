"""Reads other tools' XML: safely, element by element, and as it really comes."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from html.entities import html5
from io import BytesIO
from typing import Final, cast

from lxml import etree
from lxml.etree import _Element

from lessonry.importers.foreign import MOST_TEXT, ForeignError
from lessonry.readers.untrusted_xml import UNTRUSTED

MOST_TO_MEND: Final = 2 * MOST_TEXT
"""Bytes of a file that is mended where it is not well-formed; it stands in memory several times."""
LONGEST_TEXT: Final = 9_000_000
"""Signs of one piece of text, such as a file inside; libxml2 refuses ten million."""
DECLARATION = re.compile(r"\A\s*<\?xml\b[^>]{0,200}\?>")
ENCODING = re.compile(
    rb"\A\s*<\?xml\b[^>]{0,200}?\bencoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']"
)
DOCTYPE = re.compile(r"<!DOCTYPE\s[^<>\[]*>", re.IGNORECASE)
PROLOG = re.compile(rb"[^<]{0,100}(?:<(?![a-zA-Z_])[^<]*){0,2000}")
"""What stands before the first element."""
ENTITY_DECLARATION = re.compile(rb"<!ENTITY\b", re.IGNORECASE)
CDATA = re.compile(r"<!\[CDATA\[.*?\]\]>", re.DOTALL)
NAMED = re.compile(
    r"&(?!(?:amp|lt|gt|quot|apos|#[0-9]+|#x[0-9a-fA-F]+);)([a-zA-Z][a-zA-Z0-9]{0,30};)?"
)
NUMBERED = re.compile(r"&#(?:x(?P<hex>[0-9a-fA-F]+)|(?P<decimal>[0-9]+));")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
LATIN: Final = frozenset(
    {"iso-8859-1", "iso8859-1", "latin1", "latin-1", "windows-1252", "cp1252", "us-ascii", "ascii"}
)
LONGEST_PICTURE: Final = 6_000_000
"""Signs of a picture that stands in the text itself, of which there may be several."""
LONG_PICTURE = re.compile(
    rb"data:[a-z0-9.+/-]{3,60};base64,[A-Za-z0-9+/=%%\s]{%d,}" % LONGEST_PICTURE
)
LONG_TEXT = re.compile(rb">[^<]{%d,}<" % LONGEST_TEXT)


@dataclass(frozen=True, slots=True, kw_only=True)
class XmlText:
    """A file of XML that can be read."""

    data: bytes = field(repr=False)
    notes: tuple[str, ...] = ()
    """What had to be mended, as sentences."""

    @property
    def root(self) -> _Element:
        """Return all of it."""
        try:
            root: _Element = etree.fromstring(self.data, parser=etree.XMLParser(**UNTRUSTED))
        except etree.XMLSyntaxError:  # well-formed it is, but a prefix has no namespace
            root = etree.fromstring(self.data, parser=etree.XMLParser(recover=True, **UNTRUSTED))
        return root

    def elements(self, *names: str) -> Iterator[_Element]:
        """Yield each element of these local names, whole; it is emptied when the next is asked for.

        Elements within one of them are not yielded by themselves.
        """
        inside = 0
        for event, element in _events(self.data, names):
            if event == "start":
                inside += 1
                continue
            inside -= 1
            if not inside:
                yield element
                _forget(element)


def read_xml(data: bytes, name: str) -> XmlText:
    """Return the XML in `data`, mended where it is not well-formed in the ways that exports have.

    Args:
        data: Of the file.
        name: Of the file, for messages.

    Raises:
        ForeignError: It declares entities, or cannot be read even so.
    """
    prolog = PROLOG.match(data)
    if prolog is not None and ENTITY_DECLARATION.search(prolog[0]):
        raise ForeignError(
            f"{name} declares entities of its own, and such a file is not read: a few lines of them"
            " can stand for gigabytes.",
            help="Export it again from the tool that it comes from, which needs none.",
        )
    notes: list[str] = []
    data, shortened = _shortened(data)
    if shortened:
        notes.append(
            f"{shortened} {'files' if shortened > 1 else 'file'} inside of more than"
            f" {LONGEST_PICTURE * 3 // 4 // 1_000_000} MB {'were' if shortened > 1 else 'was'} left out."
        )
    data = _trusted(data, notes)
    error = _fault(data)
    has_doctype = prolog is not None and b"<!DOCTYPE" in prolog[0].upper()
    if error is None and not (has_doctype and len(data) <= MOST_TO_MEND):
        return XmlText(data=data, notes=tuple(notes))
    if len(data) <= MOST_TO_MEND:
        mended = _mended(data, notes)
        if _fault(mended) is None or error is None:
            return XmlText(data=mended, notes=tuple(notes))
        error = _fault(mended) or error
    line, message = error or (1, "it cannot be read")
    raise ForeignError(
        f"{name} is no well-formed XML: line {line}: {message}.",
        help="Export it again from the tool that it comes from, or mend that line.",
    )


def is_well_formed(data: bytes) -> bool:
    """Return whether `data` is XML as it stands."""
    return _fault(data) is None


def local_name(element: _Element) -> str:
    """Return an element's name without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _events(data: bytes, names: Collection[str]) -> Iterator[tuple[str, _Element]]:
    tags = [spelt for name in names for spelt in (name, f"{{*}}{name}")]
    return iter(etree.iterparse(BytesIO(data), events=("start", "end"), tag=tags, **UNTRUSTED))


def _forget(element: _Element) -> None:
    """Empty an element and drop those before it, so that memory holds one at a time."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


class _Nothing:
    """Takes what a parser finds and keeps none of it."""

    def close(self) -> None:
        """End."""


def _fault(data: bytes) -> tuple[int, str] | None:
    """Return line and reason of the first place that is not well-formed."""
    parser = etree.XMLParser(target=cast("etree.ParserTarget", _Nothing()), **UNTRUSTED)
    try:
        for start in range(0, len(data), 1 << 20):
            parser.feed(data[start : start + (1 << 20)])
        parser.close()
    except etree.XMLSyntaxError as error:
        return error.lineno or 1, _plain(error.msg or "it ends too early")
    return None


def _plain(message: str) -> str:
    return re.sub(r", line \d+, column \d+.*", "", message, flags=re.DOTALL).strip(" .\n")


def _shortened(data: bytes) -> tuple[bytes, int]:
    """Return the file without texts that are too long, and how many these were."""
    if len(data) <= LONGEST_PICTURE:
        return data, 0
    data, pictures = LONG_PICTURE.subn(b"data:,", data)
    data, files = LONG_TEXT.subn(b"><", data)
    return data, pictures + files


def _trusted(data: bytes, notes: list[str]) -> bytes:
    """Return the file in the encoding that it is in, where it says another and reads all the same."""
    found = ENCODING.match(data[:400])
    if found is None or found[1].decode().lower() not in LATIN or data.isascii():
        return data
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return data
    notes.append(
        f"The file says that it is {found[1].decode()}, and was read as UTF-8, which it is."
    )
    return data[: found.start(1)] + b"UTF-8" + data[found.end(1) :]


def _mended(data: bytes, notes: list[str]) -> bytes:
    """Return the file as UTF-8 with what real exports do wrong put right; every line stays one."""
    text = _decoded(data, notes)
    text = DECLARATION.sub(lambda found: "\n" * found[0].count("\n"), text, count=1)
    text = DOCTYPE.sub(lambda found: "\n" * found[0].count("\n"), text, count=1)
    text = text.lstrip("\ufeff")
    if CONTROL.search(text):
        text = CONTROL.sub("", text)
        notes.append("The file has control characters, which no XML may have; they were left out.")
    made, done, count = [], 0, 0
    for found in CDATA.finditer(text):
        outside, changed = _entities(text[done : found.start()])
        made += [outside, found[0]]
        done, count = found.end(), count + changed
    outside, changed = _entities(text[done:])
    if count + changed:
        notes.append(
            "The file has signs that XML does not know, such as `&nbsp;`; they were mended."
        )
    return "".join([*made, outside]).encode()


def _decoded(data: bytes, notes: list[str]) -> str:
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if data.startswith(mark):
            return data[2:].decode(encoding, errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    said = ENCODING.match(data[:400])
    for encoding in (said[1].decode() if said else "", "cp1252"):
        try:
            text = data.decode(encoding)
        except (LookupError, UnicodeDecodeError):
            continue
        if encoding == "cp1252":
            break
        return text
    notes.append(
        "The file is not UTF-8 and was read as Windows-1252: look at its accented letters."
    )
    return data.decode("cp1252", errors="replace")


def _entities(text: str) -> tuple[str, int]:
    """Return text with HTML's named signs as themselves and every other `&` as one."""
    text = NUMBERED.sub(_number, text)
    text = text.replace("]]>", "]]&gt;")
    text, named = NAMED.subn(lambda found: _character(found[1]) if found[1] else "&amp;", text)
    return text, named


def _character(name: str) -> str:
    sign = html5.get(name)
    return f"&amp;{name}" if sign is None else sign.replace("&", "&amp;").replace("<", "&lt;")


def _number(found: re.Match[str]) -> str:
    """Return a numbered sign as it is, or nothing where XML has none of that number."""
    written = found["hex"] or found["decimal"]
    value = int(written, 16 if found["hex"] else 10) if len(written) < 8 else 0
    is_sign = value in (9, 10, 13) or 0x20 <= value <= 0xD7FF or 0xE000 <= value <= 0xFFFD
    return found[0] if is_sign or 0x10000 <= value <= 0x10FFFF else ""

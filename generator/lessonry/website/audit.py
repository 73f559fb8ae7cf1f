"""Searches a built site for anything that an exam keeps to itself.

Every file is read as it lies there and as a patient reader would read it: decompressed, with tags
stripped, entities, escapes, per cent codes and base64 undone. What is compared is words, so that
neither markup nor line breaks hide a sentence.
"""

from __future__ import annotations

import base64
import binascii
import gzip
import html
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from lessonry.domain.concealment import published, secrets
from lessonry.domain.course import Course
from lessonry.domain.prose import Prose
from lessonry.domain.quiz import Quiz

FEW_WORDS = 3
"""A secret of so few words may stand in a lesson by right, so its own sources excuse it."""
CODE = frozenset({".js", ".css", ".map", ".svg", ".woff2", ".woff"})
"""Files that come from the theme and the runtime: a common word in them tells nothing."""
EXAM = re.compile(r"<section[^>]*data-lr-mode=\"?exam.*?</section>", re.DOTALL)
TELLING = re.compile(
    r"data-lr-(?:key|answer|right|feedback-of|explanation)\b|<input[^>]*\s(?:checked|value=\"\")\b"
)
"""Attributes by which a practice item carries its key."""
WORD = re.compile(r"[^\W_]+")
BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{24,}={0,2}")
LARGEST = 64 * 1024 * 1024
"""Bytes that a compressed file may unfold to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leak:
    """One secret found where everybody can read it."""

    file: str
    """Relative to the site."""
    quiz: str
    what: str

    def __str__(self) -> str:
        return f"{self.file} tells of the exam `{self.quiz}`: {self.what}"


def audit(site: Path, course: Course, public: Iterable[str] = ()) -> list[Leak]:
    """Return what the files under `site` tell of the course's exams; nothing is as it should be.

    Args:
        site: The built site.
        course: With its keys.
        public: Texts that are published by right (lessons): they excuse a secret of few words.
    """
    if not course.exams:
        return []
    excused = words(" ".join([*public, *_shown(course.quizzes)]))
    needles = [
        (quiz.identifier, secret, needle)
        for quiz in course.exams
        for item in quiz.items
        for secret in secrets(item)
        if (needle := words(_plain(secret.markdown))).strip()
        and not (_is_short(needle) and needle in excused)
    ]
    leaks: list[Leak] = []
    for file in sorted(path for path in site.rglob("*") if path.is_file()):
        name = file.relative_to(site).as_posix()
        raw = unfolded(file.read_bytes())
        leaks += _telling_marks(name, raw, course)
        text = "".join(words(view) for view in views(raw))
        for quiz, secret, needle in needles:
            if needle in text and not (_is_short(needle) and file.suffix in CODE):
                leaks.append(Leak(file=name, quiz=quiz, what=f"“{secret.folded}” ({secret.place})"))
    return leaks


def words(text: str) -> str:
    """Return the words of `text` in lower case with one blank before, between and after them."""
    return f" {' '.join(WORD.findall(text.lower()))} "


def unfolded(raw: bytes) -> bytes:
    """Return the bytes, decompressed where they are gzip or zlib."""
    try:
        if raw[:2] == b"\x1f\x8b":
            return gzip.decompress(raw)[:LARGEST]
        if raw[:1] == b"\x78":
            return zlib.decompressobj().decompress(raw, LARGEST)
    except (OSError, EOFError, zlib.error):
        pass
    return raw


def views(raw: bytes) -> Iterator[str]:
    """Yield the ways to read a file: as it is, without tags, unescaped, decoded from base64."""
    text = raw.decode("utf-8", errors="ignore")
    yield text
    escaped = re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found.group(1), 16)), text)
    bare = html.unescape(re.sub(r"<[^>]*>", "", escaped))
    yield re.sub(r"\\[nrt]", " ", bare)
    yield html.unescape(re.sub(r"<[^>]*>", " ", escaped))
    # A page may hold HTML inside JSON or an attribute: undo one more layer.
    yield re.sub(r"<[^>]*>", "", bare)
    if "%" in text:
        yield unquote(text)
    for run in BASE64.findall(raw):
        try:
            padded = run.translate(bytes.maketrans(b"-_", b"+/")).rstrip(b"=")
            decoded = base64.b64decode(padded + b"=" * (-len(padded) % 4))
        except (binascii.Error, ValueError):
            continue
        yield unfolded(decoded).decode("utf-8", errors="ignore")


def _telling_marks(name: str, raw: bytes, course: Course) -> Iterator[Leak]:
    """Yield a leak for each mark of a key inside an exam's own section."""
    if not name.endswith(".html") or b"data-lr-mode" not in raw:
        return
    for section in EXAM.findall(raw.decode("utf-8", errors="ignore")):
        for mark in sorted(set(TELLING.findall(section))):
            quiz = re.search(r'data-lr-quiz="([^"]*)"', section)
            yield Leak(
                file=name,
                quiz=quiz.group(1) if quiz else course.exams[0].identifier,
                what=f"its section holds `{mark}`",
            )


def _shown(quizzes: Iterable[Quiz]) -> Iterator[str]:
    """Yield what the published quizzes say by right."""
    for quiz in quizzes:
        for item in published(quiz).items:
            told: list[Prose | None] = [item.heading, item.body, item.hint, item.explanation]
            told += [choice.text for choice in getattr(item, "choices", ())]
            told += [choice.feedback for choice in getattr(item, "choices", ())]
            yield from (prose.markdown for prose in told if prose is not None)


def _plain(markdown: str) -> str:
    """Return Markdown without the targets of its links, which do not show."""
    return re.sub(r"\]\([^)]*\)", "]", markdown)


def _is_short(needle: str) -> bool:
    return len(needle.split()) <= FEW_WORDS

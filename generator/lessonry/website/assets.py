"""What the plugin adds to a site: the browser's code and style, the issuer's public files."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from lessonry.credentials.desk import self_service
from lessonry.domain.course import Course
from lessonry.locales.words import for_browser
from lessonry.project import Layout

RUNTIME = Path(__file__).parent.parent / "runtime"
FOLDER = "lessonry"
"""The folder of the site that holds the runtime."""
SCRIPT = f"{FOLDER}/main.js"
STYLE = f"{FOLDER}/lessonry.css"
STYLES = {
    "": ("theme", "parts", "lesson"),
    "data-lr-course-map": ("course",),
    "data-lr-quiz=": ("quiz", "drag", "result"),
    'data-lr-mode="exam"': ("exam",),
    "data-lr-lock=": ("exam-lock",),
}
"""The files of `runtime/style/`, by what of a page they clothe: what clothes every page makes `STYLE`,
and each of the others is linked where it is needed, as are those of single kinds, `item-<kind>.css`.
Later ones weigh more."""
KIND = re.compile(r'data-lr-kind="([a-z-]+)"')
OTHERS = "vendor"
"""The folder of the runtime whose files are somebody else's, and go out as they are."""
WORDS = "words.js"
ENGLISH = b'LANGUAGES = ["en"]'
"""In `WORDS`, what says which languages the site's pages are in, the course's own first."""
COMMENT = re.compile(r"/\*\*.*?\*/\s*|^[ \t]*//[^\n]*\n", re.DOTALL | re.MULTILINE)
"""What our own scripts keep for their readers: doc comments, and comments on lines of their own."""
STYLE_COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
VERIFY_PAGE = "---\ntitle: Verify a certificate\nhide: [navigation, toc]\n---\n\n/// verify\n///\n"


def runtime_files(languages: Sequence[str] = ("en",)) -> Iterator[tuple[str, bytes]]:
    """Yield the runtime's files by their path in the site: styles by use, all bare of comments.

    Args:
        languages: What the interface speaks, of `languages.LANGUAGES`; the course's own first.
    """
    style = RUNTIME / "style"
    for parts in STYLES.values():
        yield _sheet(parts), "".join(plain(style / f"{name}.css") for name in parts).encode()
    for file in sorted(style.glob("item-*.css")):
        yield _sheet((file.stem,)), plain(file).encode()
    for file in sorted(RUNTIME.rglob("*")):
        inside = file.relative_to(RUNTIME)
        if not file.is_file() or "__pycache__" in inside.parts or inside.parts[0] == "style":
            continue
        content = file.read_bytes()
        if file.suffix == ".js" and OTHERS not in inside.parts:
            content = bare(content.decode()).encode()
        if inside.as_posix() == WORDS:
            content = content.replace(ENGLISH, b"LANGUAGES = " + json.dumps([*languages]).encode())
        yield f"{FOLDER}/{inside.as_posix()}", content
    for language in languages:
        for group, words in for_browser(language).items():
            said = json.dumps(words, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
            yield f"{FOLDER}/words/{language}/{group}.js", f"export default {said};\n".encode()


def styles_of(page: str) -> Iterator[str]:
    """Yield the paths of the styles that a page needs, that of every page first."""
    for marker, parts in STYLES.items():
        if marker in page:
            yield _sheet(parts)
    for kind in sorted(set(KIND.findall(page))):
        if (RUNTIME / "style" / f"item-{kind}.css").is_file():
            yield _sheet((f"item-{kind}",))


def _sheet(parts: tuple[str, ...]) -> str:
    return STYLE if parts is STYLES[""] else f"{FOLDER}/style/{parts[0]}.css"


def plain(style: Path) -> str:
    """Return a style of ours without its comments."""
    return STYLE_COMMENT.sub("", style.read_text(encoding="utf-8"))


def bare(script: str) -> str:
    """Return a script of ours without its comments, a third of its bytes on the wire."""
    return COMMENT.sub("", script)


def public_files(course: Course, layout: Layout) -> Iterator[tuple[str, bytes]]:
    """Yield what verifiers read: the course's summary, the DID document, the status lists."""
    yield f"{FOLDER}/course.json", course_summary(course)
    did = layout.certificates / "did.json"
    if did.is_file():
        document = did.read_bytes()
        yield "did.json", document
        yield ".well-known/did.json", document
    for status in sorted((layout.certificates / "status").glob("*.json")):
        yield f"status/{status.name}", status.read_bytes()
    for status in sorted((layout.certificates / self_service.FOLDER / "status").glob("*.json")):
        yield f"{self_service.FOLDER}/status/{status.name}", status.read_bytes()
    # GitHub Pages leaves out folders that begin with a dot unless this file is there.
    yield ".nojekyll", b""


def course_summary(course: Course) -> bytes:
    """Return what the verify page tells of the course, as JSON."""
    issuer = course.issuer
    summary = {
        "id": course.identifier,
        "title": course.title,
        "edition": course.edition,
        "url": course.url,
        "achievements": [
            {"id": a.identifier, "name": a.name, "description": a.description}
            for a in course.achievements
        ],
        "issuer": {"name": issuer.name, "url": issuer.url} if issuer else None,
    }
    return json.dumps(summary, ensure_ascii=False, indent=1).encode()

"""What the plugin adds to a site: the browser's code and style, the issuer's public files."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from lessonry.credentials.desk import self_service
from lessonry.domain.course import Course
from lessonry.locales.words import Words, for_browser
from lessonry.project import Layout
from lessonry.website.joined import joined
from lessonry.website.minified import minified

RUNTIME = Path(__file__).parent.parent / "runtime"
FOLDER = "lessonry"
"""The folder of the site that holds the runtime."""
SCRIPT = f"{FOLDER}/main.js"
JOINED = True
"""Whether a site has the runtime in a few files; to look for a fault in one module, say no here."""
STYLE = f"{FOLDER}/lessonry.css"
STYLES = {
    "": (
        "theme",
        "parts",
        "settings",
        "lesson",
        "search",
        "languages",
        "access-sign",
        "about",
        "offline",
    ),
    "data-lr-finished": ("engine",),
    "data-lr-course-map": ("course", "map"),
    "data-lr-media=": ("media",),
    "data-lr-progress ": ("progress", "bar"),
    "data-lr-quiz=": ("quiz", "drag", "result", "bar", "item-gap"),
    'data-lr-mode="exam"': ("exam", "exam-lock"),
    "lr-access": ("access",),
}
"""The files of `runtime/style/`, by what of a page they clothe: what clothes every page makes `STYLE`,
and each of the others is linked where it is needed, as are those of rarer kinds, `item-<kind>.css`.
Later ones weigh more."""
RARER = ("item-match", "item-order", "item-matrix", "item-hotspot")
"""The kinds of items whose styles are one file, since a page that has one often has others."""
GROUPED = {name for parts in STYLES.values() for name in parts}
PRINT = f"{FOLDER}/style/print.css"
"""The style for paper, on which it comes after all others."""
PRINT_PAGES = f"{FOLDER}/style/print-pages.css"
"""The style of the pages that are made for paper, which comes after even that."""
KIND = re.compile(r'data-lr-kind="([a-z-]+)"')
OTHERS = "vendor"
"""The folder of the runtime whose files are somebody else's, and go out as they are."""
OUTLINE = "outline.js"
"""The stand-in for the course's outline, which is written where there is a course."""
QUESTIONS = "review/questions.js"
"""The stand-in for what the practice questions test, likewise."""
NOT_SERVED = {
    OUTLINE, QUESTIONS,
    *(f"offline/{name}" for name in ("worker.js", "stop.js", "page.css", "from-disk.js")),
}  # fmt: skip
"""What of the runtime is laid elsewhere, or made into something else."""
ASIDE = {"style", "tracking"}
"""The folders of the runtime whose files are put together for each page, or go into packages alone."""
WORDS = "words.js"
ENGLISH = 'LANGUAGES = ["en"]'
"""In `WORDS`, what says which languages the site's pages are in, the course's own first."""
COMMENT = re.compile(r"/\*\*.*?\*/\s*|^[ \t]*//[^\n]*\n", re.DOTALL | re.MULTILINE)
"""What our own scripts keep for their readers: doc comments, and comments on lines of their own."""
VERIFY_PAGE = "---\ntitle: {title}\nhide: [navigation, toc]\n---\n\n/// verify\n///\n"
"""The page that checks certificates, where the trainer has written none."""


def runtime_files(
    languages: Sequence[str] = ("en",),
    told: Mapping[str, bytes] | None = None,
    *,
    is_joined: bool | None = None,
) -> Iterator[tuple[str, bytes]]:
    """Yield the runtime's files by their path in the site: styles by use, all bare of comments.

    Args:
        languages: What the interface speaks, of `languages.LANGUAGES`; the course's own first.
        told: The modules that tell of the course, by their paths in the site.
        is_joined: Whether modules that pages load together go into one file, if not as `JOINED` says.
    """
    files, outline = apart(told or {})
    yield from files.items()
    yield from own_files(languages, outline, is_joined=is_joined)


def apart(told: Mapping[str, bytes]) -> tuple[dict[str, bytes], str | None]:
    """Return the modules that tell of the course, and the one that only chooses among languages."""
    path = f"{FOLDER}/{OUTLINE}"
    if b"import(" not in told.get(path, b""):
        return dict(told), None
    return {name: one for name, one in told.items() if name != path}, told[path].decode()


def own_files(
    languages: Sequence[str], outline: str | None, *, is_joined: bool | None = None
) -> Iterator[tuple[str, bytes]]:
    """Yield the runtime's files as `runtime_files` does, but for those that tell of the course.

    Args:
        languages: What the interface speaks.
        outline: The module that chooses among languages, where there are several: it is as small as a
            request, and so becomes a part of another file.
        is_joined: Whether modules that pages load together go into one file, if not as `JOINED` says.
    """
    style = RUNTIME / "style"
    for parts in STYLES.values():
        yield _sheet(parts), "".join(plain(style / f"{name}.css") for name in parts).encode()
    paper = ("print", "print-questions")
    yield PRINT, "".join(plain(style / f"{name}.css") for name in paper).encode()
    yield PRINT_PAGES, plain(style / "print-pages.css").encode()
    yield _sheet(RARER), "".join(plain(style / f"{name}.css") for name in RARER).encode()
    for file in sorted(style.glob("item-*.css")):
        if file.stem not in {*GROUPED, *RARER}:
            yield _sheet((file.stem,)), plain(file).encode()
    ours: dict[str, str] = {}
    alone = {OUTLINE, QUESTIONS}
    if outline is not None:
        ours[OUTLINE] = outline
        alone.remove(OUTLINE)
    for file in sorted(RUNTIME.rglob("*")):
        inside = file.relative_to(RUNTIME)
        path = inside.as_posix()
        if not file.is_file() or "__pycache__" in inside.parts or inside.parts[0] in ASIDE:
            continue
        if path in NOT_SERVED:
            continue
        if file.suffix == ".js" and OTHERS not in inside.parts:
            ours[path] = bare(file.read_text(encoding="utf-8"))
            continue
        alone.add(path)
        content = plain(file).encode() if file.suffix == ".css" else file.read_bytes()
        yield f"{FOLDER}/{path}", content
    ours[WORDS] = ours[WORDS].replace(ENGLISH, f"LANGUAGES = {json.dumps([*languages])}")
    files = joined(ours, alone) if (JOINED if is_joined is None else is_joined) else ours
    for path, script in files.items():
        yield f"{FOLDER}/{path}", script.encode()
    for language in languages:
        for group, words in for_browser(language).items():
            said = json.dumps(words, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
            yield f"{FOLDER}/words/{language}/{group}.js", f"export default {said};\n".encode()


def styles_of(page: str) -> Iterator[str]:
    """Yield the paths of the styles that a page needs, that of every page first."""
    for marker, parts in STYLES.items():
        if marker in page:
            yield _sheet(parts)
    kinds = {f"item-{kind}" for kind in KIND.findall(page)}
    if kinds.intersection(RARER):
        yield _sheet(RARER)
    for style in sorted(kinds - {*GROUPED, *RARER}):
        if (RUNTIME / "style" / f"{style}.css").is_file():
            yield _sheet((style,))


def marks_of(page: str) -> str:
    """Return what of a page says which styles it needs, in a few words: those need the same."""
    marks = [marker for marker in STYLES if marker and marker in page]
    return "\n".join([*marks, *sorted({found[0] for found in KIND.finditer(page)})])


def _sheet(parts: tuple[str, ...]) -> str:
    return STYLE if parts is STYLES[""] else f"{FOLDER}/style/{parts[0]}.css"


def plain(style: Path) -> str:
    """Return a style of ours as it is served."""
    return minified(style.read_text(encoding="utf-8"))


def bare(script: str) -> str:
    """Return a script of ours without its comments, a third of its bytes on the wire."""
    return COMMENT.sub("", script)


def verify_page(words: Words) -> bytes:
    """Return the page that checks certificates, its title in the course's language."""
    title = json.dumps(words.say("Verify a certificate"), ensure_ascii=False)
    return VERIFY_PAGE.format(title=title).encode()


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


def links(link: str, content: str | None) -> Iterator[str]:
    """Yield the link to the style of every page, then like ones to what this page needs besides."""
    for path in styles_of(content or ""):
        yield link.replace(STYLE, path)
    yield link.replace(STYLE, PRINT).replace("<link ", '<link media="print" ', 1)

"""The whole course as a PDF book: a cover, a table of contents, its lessons, questions and answers."""

from __future__ import annotations

import hashlib
from typing import Any

from lessonry.exporters.exported import Exported
from lessonry.exporters.formats import Request
from lessonry.exporters.written.fidelity import report_of
from lessonry.exporters.written.imprint import imprint
from lessonry.exporters.written.lessons import Chapter, Part, Written, write
from lessonry.exporters.written.look import colors_of, drawing
from lessonry.exporters.written.printing import Press, data_of
from lessonry.exporters.written.strings import quoted
from lessonry.exporters.written.typesetting import Typesetter, spoken


def export(request: Request) -> Exported:
    """Return the book.

    Raises:
        UsageError: There is no built site.
        WorldError: It cannot be made into a PDF.
    """
    written = write(request)
    fonts = request.folder / "certificates" / "fonts"
    press = Press(course_fonts=fonts if fonts.is_dir() else None)
    look = colors_of(request.course)
    setter = Typesetter(_label, drawn=press.drawn)
    main = "".join(_main(written, setter))
    pictures = {
        **written.pictures.files,
        "cover.svg": drawing(request.course, look, 160, 100).encode(),
    }
    data = cover_data(written, press) | data_of(written.language, look)
    (pdf,) = press.make(main, data, pictures)
    return Exported(
        files=((f"{request.course.identifier}.pdf", pdf),),
        report=report_of(request.quizzes, written.left),
        notes=(*written.notes, *setter.notes(), *press.notes()),
    )


def cover_data(written: Written, press: Press) -> dict[str, Any]:
    """Return what a cover and a title page say."""
    said = imprint(written)
    return {
        "title": press.drawn(said.title),
        "about": press.drawn(said.about) if said.about else None,
        "issuer": press.drawn(said.issuer) if said.issuer else None,
        "edition": press.drawn(said.edition) if said.edition else None,
        "imprint": [press.drawn(line) for line in said.lines]
        + ([{"url": said.url, "text": said.url}] if said.url else []),
        "contents": press.drawn(written.words.say("Contents")),
    }


def _main(written: Written, setter: Typesetter) -> list[str]:
    made = ['#import "/parts.typ": *\n#import "/book.typ": *\n#show: book\n']
    if written.chapters:
        # Pages are counted from the first one that is read.
        made.append("#pagebreak(weak: true)\n#counter(page).update(1)\n")
    for number, part in enumerate(written.parts, start=1):
        if part.title:
            made.append(_part(part, number, setter, written))
        made += [_chapter(one, 2 if part.title else 1, setter) for one in part.chapters]
    made += [_chapter(one, 1, setter) for one in written.further]
    if written.answers:
        made.append(_chapter(written.answers, 1, setter))
    return made


def _part(part: Part, number: int, setter: Typesetter, written: Written) -> str:
    about = setter.string(part.description) if part.description else "none"
    goals = ", ".join(setter.string(one) for one in part.objectives)
    goal = setter.string(written.words.say("After these lessons you can"))
    return (
        f"#part-page({setter.string(part.title or '')}, {about}, ({goals}{',' if goals else ''}), "
        f"{goal}, {quoted(_label(f'part-{number}', ''))})\n"
    )


def _chapter(chapter: Chapter, level: int, setter: Typesetter) -> str:
    text = setter.chapter(chapter.name, chapter.text, level - 1)
    text = spoken(chapter.language, text)
    return (
        f"#chapter({level}, {setter.string(chapter.kicker)}, {setter.string(chapter.title)}, "
        f"{quoted(_label(chapter.name, ''))})[\n{text}\n]\n"
    )


def _label(file: str, name: str) -> str:
    """Return what a place is called: no sign of an id has a meaning of its own in typst."""
    if not name:
        return f"at-{file}"
    return f"at-{file}-{hashlib.sha256(name.encode()).hexdigest()[:12]}"

"""Quizzes on sheets of paper, to be filled in with a pen, each followed by its answers."""

from __future__ import annotations

from fractions import Fraction

from lessonry.domain.languages import known_language
from lessonry.domain.look import Paper
from lessonry.domain.quiz import Quiz
from lessonry.exporters.exported import Exported
from lessonry.exporters.formats import Request
from lessonry.exporters.prose import HtmlProse
from lessonry.exporters.written.fidelity import report_of
from lessonry.exporters.written.look import colors_of
from lessonry.exporters.written.packed import Packed, address
from lessonry.exporters.written.printing import Press, data_of
from lessonry.exporters.written.questions import Ways, WrittenQuiz
from lessonry.exporters.written.strings import quoted
from lessonry.exporters.written.trees import drop, in_order
from lessonry.exporters.written.typesetting import Typesetter, spoken
from lessonry.locales.words import Words
from lessonry.rendering import figures

PAPERS = {Paper.A4: "a4", Paper.LETTER: "us-letter"}


def export(request: Request) -> Exported:
    """Return the sheets of all quizzes that were asked for, one after the other.

    Raises:
        WorldError: They cannot be made into a PDF.
    """
    sheets = _Sheets(request)
    main = "".join(sheets.main())
    course, press = request.course, sheets.press
    paper = (course.issuer.look.paper if course.issuer else None) or Paper.A4
    words = sheets.words
    titles = [sheets.name(quiz) for quiz in request.quizzes]
    data = {
        "title": press.drawn(titles[0] if len(titles) == 1 else course.title),
        "issuer": press.drawn(course.issuer.name) if course.issuer else None,
        "paper": PAPERS[paper],
        "words": {"name": words.say("Name"), "date": words.say("Date")},
    } | data_of(course.language, colors_of(course))
    (pdf,) = press.make(main, data, sheets.packed.pictures.files)
    name = request.quizzes[0].identifier if len(titles) == 1 else course.identifier
    return Exported(
        files=((f"{name.rpartition('/')[2]}.pdf", pdf),),
        report=report_of(request.quizzes),
        notes=(*sheets.packed.told, *sheets.setter.notes(), *press.notes()),
    )


class _Sheets:
    """Writes them."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self.words = Words(known_language(request.course.language) or "en")
        self.prose = HtmlProse(
            request.folder,
            url=request.course.url,
            address=address,
            part=request.part,
        )
        self.packed = Packed(self.prose, self.words)
        fonts = request.folder / "certificates" / "fonts"
        self.press = Press(course_fonts=fonts if fonts.is_dir() else None)
        self.setter = Typesetter(lambda file, name: f"{file}-{name}", drawn=self.press.drawn)

    def main(self) -> list[str]:
        """Return the document in typst's words."""
        made = ['#import "/parts.typ": *\n#import "/sheet.typ": *\n#show: sheets\n']
        for number, quiz in enumerate(self.request.quizzes, start=1):
            name = self.name(quiz)
            written = WrittenQuiz(
                quiz=quiz, prefix=f"lr-q{number}", prose=self.prose, words=self.words
            )
            file = f"sheet-{number}"
            questions = written.questions(2, Ways(), title=False)
            made.append(self._sheet(quiz, file, questions, name))
            if self.request.with_answers and (answers := written.answers(1, Ways())):
                title = self.words.say("Answers: {title}", title=name)
                made.append(self._sheet(quiz, f"{file}-answers", answers, title, is_key=True))
        return made

    def name(self, quiz: Quiz) -> str:
        """Return a quiz's title, or what it is called where no font draws that."""
        return quiz.title if self.press.drawn(quiz.title).strip() else quiz.identifier

    def _sheet(self, quiz: Quiz, file: str, html: str, title: str, *, is_key: bool = False) -> str:
        text = self.packed.page(html)
        if is_key:
            for heading in list(text.iter("h1")):
                drop(heading)
        in_order(text, 2)
        body = self.setter.chapter(file, text, 0)
        body = spoken(quiz.language, body)
        say = self.setter.string
        head = f"{say(self.request.course.title)}, {say(title)}, {say(title)}, {quoted(file)}"
        if is_key:
            return f"#sheet({head})[\n{body}\n]\n"
        return f"#sheet({head}, names: true, points: {say(self._points(quiz))})[\n{body}\n]\n"

    def _points(self, quiz: Quiz) -> str:
        """Return what stands before the line for what was reached: `Score (/ 11)`."""
        total = sum((item.points for item in quiz.items), Fraction(0))
        return (
            f"{self.words.say('Score')} (/ {figures.figure(self.words, total)})" if total else " "
        )

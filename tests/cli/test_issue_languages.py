"""Letters and messages speak the language that the exam was taken in."""

from __future__ import annotations

import email
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from lessonry.errors import UsageError
from lessonry.locales.words import Words
from tests.cases import write
from tests.credentials.course_folder import FILES, CourseFolder, write_course

SPANISH = {
    "mkdocs.yml": FILES["mkdocs.yml"] + "      languages:\n        es: {site_name: Deleite}\n",
    "certificates/issuer.yml": "name: Delight Academy\nemail: desk@academy.example.org\n",
    "docs/es/details.md": (
        "---\ntitle: Detalles\nobjectives:\n  - Dar lo que nadie pidió\n---\n\n# Detalles\n\nTexto.\n"
    ),
    "docs/es/exam.md": "---\ntitle: Examen\n---\n\n/// quiz | final\n///\n",
    "quizzes/es/final.md": (
        "---\ntitle: El final\n---\n\n"
        "## ¿Qué regalo? { #gift }\n\n- (x) El no pedido\n- ( ) El debido\n\n"
        "!!! explanation\n    El no pedido.\n\n"
        "## ¿Qué tono? { #tone }\n\n- [x] Cálido\n- [x] Llano\n- [ ] Frío\n\n"
        "!!! explanation\n    Los dos.\n\n"
        "## Una palabra { #word }\n\nDi [[gracias]].\n\n!!! explanation\n    Siempre.\n"
    ),
    "certificates/es/achievements/delight.yml": (
        "name: Más allá\ndescription: Sabe cómo.\ncriteria: Aprobar el examen.\n"
    ),
}
LEARNER = {"name": "Ana Luz", "email": "ana@b.example"}


@pytest.fixture
def trainer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CourseFolder:
    made = write_course(tmp_path)
    write(made.folder, SPANISH)
    made.must("keys", "new", made.folder)
    monkeypatch.chdir(made.folder)
    return made


def sent(trainer: CourseFolder) -> tuple[str, str]:
    """Return the subject and the text of the one message in the outbox."""
    (file,) = (trainer.folder / "outbox").iterdir()
    message = email.message_from_bytes(file.read_bytes(), policy=default)
    assert isinstance(message, EmailMessage)
    body = message.get_body()
    assert body is not None
    return str(message["Subject"]), body.get_content().strip()


def test_who_took_the_exam_in_spanish_reads_spanish(trainer: CourseFolder) -> None:
    trainer.hand_in("ana.jwe", "Ana Luz", passes=False, language="es")
    trainer.run("issue", "records", "--letters")
    letter = (trainer.folder / "issued/ana.txt").read_text("utf-8")
    spanish = Words("es")
    assert letter.startswith(spanish.say("Dear {name},", name="Ana Luz"))
    assert "El final" in letter and "(Deleite)" in letter and "22 de noviembre de 2026" in letter
    assert "- Dar lo que nadie pidió: 0" in letter and spanish.say("You passed.") not in letter
    assert "Detalles <https://academy.example.org/delight/es/details/>" in letter
    assert "1,8" in letter, "of three points, with the comma of the language"


def test_a_message_speaks_the_language_of_the_exam_or_in_the_trainers_words(
    trainer: CourseFolder,
) -> None:
    trainer.hand_in("ana.jwe", learner=LEARNER, language="es")

    def again() -> tuple[str, str]:
        trainer.run("issue", "records", "--outbox", "outbox")
        return sent(trainer)

    subject, text = again()
    assert subject == Words("es").say("Your certificate: {achievement}", achievement="Más allá")
    assert "Deleite" in text and "https://academy.example.org/delight/es/" in text

    own = trainer.folder / "certificates/mail.txt"
    own.write_text("Subject: For {learner}\n\n{course}\n", "utf-8")
    assert again() == ("For Ana Luz", "Deleite")
    own = trainer.folder / "certificates/es/mail.txt"
    own.write_text("Subject: Para {learner}\n\n{achievement}\n", "utf-8")
    assert again() == ("Para Ana Luz", "Más allá")
    own.write_text("Hola\n", "utf-8")
    result = trainer.run("issue", "records", "--outbox", "outbox")
    assert isinstance(result.exception, UsageError)
    assert "es/mail.txt:1: a message begins" in str(result.exception)

"""Messages that bring certificates: one file each, which any mail program opens and sends.

RFC 5322 by the standard library. A certificate's message always has the same name and the same
bytes, so that what was sent is known again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from lessonry.credentials import files
from lessonry.credentials.register import Entry
from lessonry.domain.achievement import Issuer
from lessonry.domain.course import Course
from lessonry.domain.languages import known_language
from lessonry.errors import UsageError
from lessonry.locales.words import Words

FILE = "mail.txt"
"""In the course's `certificates/`, and in its folder of a language: the trainer's own words."""
SUBJECT = "Subject:"
WORDS = ("learner", "achievement", "course", "issuer", "score", "date", "verify")
"""What a template may ask for, in braces."""
LARGEST_TEMPLATE = 50_000
POLICY = SMTP.clone(cte_type="7bit", max_line_length=78)


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """The words of every message of a course."""

    subject: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outbox:
    """A folder of messages that are to be sent."""

    folder: Path
    course: Course
    issuer: Issuer
    templates: Mapping[str, Template]
    """By the languages of the course."""

    def put(self, entry: Entry, address: str, language: str | None = None) -> str | None:
        """Write the message of a certificate; return in a sentence why there is none, if so.

        Args:
            entry: The certificate.
            address: Of the learner.
            language: That the exam was taken in; the course's own where nothing is said.
        """
        if not address:
            return "No message was written: neither the record nor the roster has an address."
        try:
            message = self._message(entry, address, self.course.in_language(language))
            data = message.as_bytes()
        except (ValueError, MessageError, IndexError, UnicodeError):
            return f"No message was written: mail cannot be addressed to {address}."
        file = self.folder / f"{Path(entry.name).stem}.eml"
        if not file.is_file() or file.read_bytes() != data:
            files.write_private_in(file, data)
        return None

    def _message(self, entry: Entry, address: str, course: Course) -> EmailMessage:
        assert self.issuer.email is not None
        uuid = entry.credential.removeprefix("urn:uuid:")
        words = self._words(entry, course)
        template = self.templates[course.language]
        message = EmailMessage(policy=POLICY)
        message["From"] = _mailbox(self.issuer.name, self.issuer.email)
        message["To"] = _mailbox(entry.learner, address)
        message["Subject"] = " ".join(_filled(template.subject, words).split())
        issued = datetime.fromisoformat(entry.issued.replace("Z", "+00:00"))
        message["Date"] = issued
        message["Message-ID"] = f"<{uuid}@{message['From'].addresses[0].domain}>"
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(_filled(template.body, words))
        message.add_attachment(
            entry.certificate, maintype="application", subtype="pdf", filename=entry.name
        )
        message.set_boundary(f"lessonry-{uuid}")
        return message

    def _words(self, entry: Entry, course: Course) -> dict[str, str]:
        achievement = course.achievement(entry.achievement)
        shows = achievement is None or achievement.show_score
        return {
            "learner": entry.learner,
            "achievement": achievement.name if achievement else entry.achievement,
            "course": course.title,
            "issuer": self.issuer.name,
            "score": f"{entry.score} %" if shows else "",
            "date": entry.issued[:10],
            "verify": course.verify_url or course.url or "",
        }


def outbox(folder: Path, course: Course, certificates: Path) -> Outbox:
    """Return a course's outbox.

    Raises:
        UsageError: The issuer has no address, or a template a fault.
    """
    if course.issuer is None or not course.issuer.email:
        raise UsageError(
            "The issuer has no e-mail address, so nobody would be the sender.",
            help="Write `email:` into certificates/issuer.yml.",
        )
    try:
        _mailbox(course.issuer.name, course.issuer.email)
    except (ValueError, MessageError, IndexError):
        raise UsageError(
            f"`email: {course.issuer.email}` in certificates/issuer.yml is no address to send from.",
            help="Name one whose part before the @ has Latin letters without accents.",
        ) from None
    own = certificates / FILE
    templates = {course.language: template(own) if own.is_file() else default(course)}
    for translation in course.translations:
        file = certificates / translation.language / FILE
        # The trainer's words for everybody go before ours.
        found = next((one for one in (file, own) if one.is_file()), None)
        templates[translation.language] = template(found) if found else default(translation)
    return Outbox(folder=folder, course=course, issuer=course.issuer, templates=templates)


def default(course: Course) -> Template:
    """Return what is said in the language of the course where the trainer wrote nothing."""
    words = Words(known_language(course.language) or "en")
    paragraphs = [
        words.say("Dear {name},", name="{learner}"),
        words.say(
            "congratulations: you passed the exam of the course “{course}”, and your certificate "
            "comes with this message."
        ),
        words.say(
            "It is a PDF file that anyone can check, today and in ten years: keep the file as it is, "
            "since a copy that was printed to PDF again has lost its signature."
        ),
    ]
    if course.verify_url or course.url:
        paragraphs.append(words.say("Whoever gets it from you can check it here: {verify}"))
    return Template(
        subject=words.say("Your certificate: {achievement}"),
        body="\n\n".join([*paragraphs, "{issuer}"]) + "\n",
    )


def template(file: Path) -> Template:
    """Return the template in a file.

    Raises:
        UsageError: It has a fault; the message says on which line.
    """
    try:
        text = file.read_bytes()[: LARGEST_TEMPLATE + 1].decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(f"{file} is not UTF-8.", help="Save it as UTF-8.") from error
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror or error}.") from error
    if len(text) > LARGEST_TEMPLATE:
        raise UsageError(f"{file} is longer than any message.")
    lines = text.splitlines()
    if not lines or not lines[0].startswith(SUBJECT) or not lines[0][len(SUBJECT) :].strip():
        raise UsageError(
            f"{file}:1: a message begins with its subject.",
            help="The first line is `Subject: …`, then comes an empty line, then the text.",
        )
    for number, line in enumerate(lines, 1):
        for word in re.findall(r"\{(\w*)\}", line):
            if word not in WORDS:
                known = ", ".join(f"{{{known}}}" for known in WORDS)
                raise UsageError(
                    f"{file}:{number}: nothing is known of {{{word}}}.", help=f"There are: {known}."
                )
    body = "\n".join(lines[1:]).strip("\n") + "\n"
    return Template(subject=lines[0][len(SUBJECT) :].strip(), body=body)


def _filled(text: str, words: dict[str, str]) -> str:
    return re.sub(r"\{(\w+)\}", lambda found: words[found[1]], text)


def _mailbox(name: str, address: str) -> Address:
    """Return a name and an address as every mail server takes them: a domain's letters in ASCII."""
    local, _, domain = address.rpartition("@")
    return Address(name, addr_spec=f"{local}@{domain.encode('idna').decode()}")

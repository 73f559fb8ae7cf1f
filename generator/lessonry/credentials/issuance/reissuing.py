"""The same achievement certified again: with new dates, under a corrected name, with a new key.

What is issued again is a new credential of its own, with a number of its own. The former stays in
the register and on its owner's disk; whether it still holds is for its dates and the status list.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction

from lessonry.credentials import document, jcs, status_list
from lessonry.credentials.issuance import learner_name
from lessonry.credentials.issuance.press import Press, file_name
from lessonry.credentials.register import Entry, Register
from lessonry.domain.achievement import Achievement
from lessonry.domain.attempt import Learner
from lessonry.domain.course import Course
from lessonry.domain.credential import Credential, Level
from lessonry.errors import UsageError


@dataclass(frozen=True, slots=True, kw_only=True)
class Reissued:
    """What stands in the register now, and whether it did before."""

    entry: Entry
    former: Entry
    again: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Reissuing:
    """The press and the register, for what was issued already."""

    press: Press
    register: Register

    def renew(self, former: Entry, *, keep_expiry: bool = False) -> Reissued:
        """Certify an entry's achievement again, with new dates.

        Args:
            former: What was issued.
            keep_expiry: Whether it is to hold no longer than the former.

        Raises:
            UsageError: The course has the achievement no more.
            SheetRefusedError: The certificate cannot show the learner's name.
        """
        expires = _moment(former.expires) if keep_expiry and former.expires else None
        return self._follow(former, former.learner, keep_expiry=keep_expiry, expires=expires)

    def correct(self, former: Entry, name: str) -> Reissued:
        """Certify an entry's achievement again under another name, as long as the former held.

        Raises:
            UsageError: The course has the achievement no more, or the name is the one it has.
            SheetRefusedError: The certificate cannot show the learner's name.
        """
        if not name.strip():
            raise UsageError("The name is empty.", help="Say it: --name “…”.")
        try:
            name, _ = learner_name.clean(name)
        except learner_name.NameRefusedError as error:
            raise UsageError(str(error), help=f"Run it again {error.wanted}.") from None
        if name == former.learner:
            raise UsageError(
                f"{former.credential} is issued to “{name}” already, so there is nothing to correct."
            )
        expires = _moment(former.expires) if former.expires else None
        return self._follow(former, name, keep_expiry=True, expires=expires)

    def _follow(
        self, former: Entry, name: str, *, keep_expiry: bool, expires: datetime | None
    ) -> Reissued:
        while True:
            last = self.register.find(former.attempt)
            if last is not None and last.reissue > former.reissue:
                if last.learner != name:
                    raise UsageError(
                        f"{former.credential} was issued again already, to “{last.learner}”.",
                        help=f"Name the last one instead: {last.credential}.",
                    )
                return Reissued(entry=last, former=former, again=True)
            entry = self._entry(former, name, keep_expiry=keep_expiry, expires=expires)
            if self.register.add(entry):
                return Reissued(entry=entry, former=former, again=False)
            # Another process took the number, or the place in the status list.

    def _entry(
        self, former: Entry, name: str, *, keep_expiry: bool, expires: datetime | None
    ) -> Entry:
        press = self.press
        course = press.course.in_language(_language(former))
        achievement = self._achievement(course, former)
        reissue = former.reissue + 1
        days = achievement.valid_for_days
        if not keep_expiry:
            expires = press.now + timedelta(days=days) if days else None
        email = former.email if press.with_email and _tells_address(former) else None
        credential = Credential(
            identifier=document.identifier(press.desk.did, f"{former.attempt} {reissue}"),
            learner=Learner(name=name, email=email),
            achievement=achievement,
            course_title=course.title,
            edition=former.edition,
            counted=course.counted(former.edition),
            level=Level(former.level),
            issued=press.now,
            expires=expires,
            share=Fraction(former.score, 100) if achievement.show_score else None,
            status_index=status_list.free_index(self.register.taken()),
        )
        pdf, signed = press.print(credential, required=_required(former))
        return replace(
            former,
            credential=credential.identifier,
            reissue=reissue,
            learner=name,
            issued=document.moment(press.now),
            expires=document.moment(expires) if expires else None,
            status_index=credential.status_index,
            document=signed,
            certificate=pdf,
            name=file_name(credential),
        )

    @staticmethod
    def _achievement(course: Course, former: Entry) -> Achievement:
        achievement = course.achievement(former.achievement)
        if achievement is not None:
            return achievement
        raise UsageError(
            f"{former.credential} certifies “{former.achievement}”, and the course has no such "
            "achievement any more.",
            help=f"Bring certificates/achievements/{former.achievement}.yml back for this.",
        )


def _tells_address(former: Entry) -> bool:
    """Return whether the former credential has the hash of the learner's address in it."""
    try:
        identifiers = jcs.read(former.document)["credentialSubject"]["identifier"]
        return any(one.get("identityType") == "emailAddress" for one in identifiers)
    except (jcs.JsonError, KeyError, TypeError, AttributeError):
        return False


def _language(former: Entry) -> str | None:
    """Return the language that the former credential was issued in, where it was a translation's."""
    try:
        said = jcs.read(former.document)["credentialSubject"]["achievement"].get("inLanguage")
    except (jcs.JsonError, KeyError, TypeError, AttributeError):
        return None
    return said if isinstance(said, str) else None


def _required(former: Entry) -> Fraction | None:
    """Return the pass mark that the former credential states."""
    try:
        earned = jcs.read(former.document)["credentialSubject"]["achievement"]
        return Fraction(int(earned["resultDescription"][0]["requiredValue"]), 100)
    except (jcs.JsonError, KeyError, TypeError, ValueError, IndexError):
        return None


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)

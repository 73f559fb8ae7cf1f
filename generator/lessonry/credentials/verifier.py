"""Answers the questions of `verification` about a PDF, a credential or a scanned token."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time

from lessonry.credentials import (
    certificate,
    claims,
    document,
    jcs,
    multibase,
    proof,
    sheet_digest,
    token,
)
from lessonry.credentials import status_list as lists
from lessonry.credentials.did import DidDocument
from lessonry.credentials.proof import ProofError
from lessonry.credentials.verification import (
    Answer,
    Intact,
    IssuerKnown,
    LevelSaid,
    Sheet,
    Status,
    Time,
    Verification,
    Vouched,
    unreadable,
)
from lessonry.domain.credential import Level

LAST_MOMENT = time(23, 59, 59, tzinfo=UTC)
"""Of a day that a token names."""
IN_LINK = re.compile(r"[#&?]t=([\w-]+)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verifier:
    """What is known when the question is asked: whose keys are trusted, what is revoked, the time."""

    issuer: DidDocument | None
    status_list: bytes | None
    """The issuer's signed list as its file, where it is at hand."""
    now: datetime

    def verify(self, data: bytes) -> Verification:
        """Return the answers about a certificate PDF, a credential's JSON or a token's link."""
        if not data.strip():
            return unreadable("The file is empty.")
        if len(data) > sheet_digest.LARGEST_FILE:
            most = sheet_digest.LARGEST_FILE // 1_000_000
            return unreadable(f"The file is larger than {most} MB, and no certificate is.")
        if b"%PDF-" in data[:1024]:
            return self._pdf(data)
        if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
            return self._credential(data.removeprefix(b"\xef\xbb\xbf"), None)
        text = data.strip()
        if len(text) <= 4_000 and text.isascii():
            return self.verify_token(text.decode("ascii"))
        return unreadable("The file is neither a PDF nor a credential.")

    def verify_token(self, text: str) -> Verification:
        """Return the answers about a QR code's content: a link, or what stands behind its `#t=`."""
        link = IN_LINK.search(text)
        try:
            read, data = token.read(link[1] if link else text)
        except token.TokenError as error:
            return unreadable(f"This is no certificate and no QR code of one: {error}.")
        keys = [] if self.issuer is None else list(self.issuer.signers.values())
        key = next((key for key in keys if token.key_id(key) == read.key), None)
        vouched = Vouched(
            name=read.name,
            achievement=read.achievement,
            issued=read.issued.isoformat(),
            expires=read.expires.isoformat() if read.expires else None,
            score=None if read.score is None else f"{read.score} %",
            level=str(read.level),
            id=f"urn:uuid:{read.credential}",
        )
        if self.issuer is None or key is None:
            known = "the course's keys are not at hand" if self.issuer is None else (
                "the key that signed it is none of this course's"
            )  # fmt: skip
            intact = Answer(
                answer=Intact.UNREADABLE, sentence=f"It cannot be checked, since {known}."
            )
            foreign = IssuerKnown.ANOTHER if self.issuer else IssuerKnown.UNKNOWN
            whose = Answer(answer=foreign, sentence=f"It is not known who signed it: {known}.")
            return self._held_back(intact, whose, vouched)
        try:
            token.verify(data, self.issuer.identifier, key)
        except token.TokenError as error:
            return self._held_back(_changed(f"{error}"), None, vouched)
        from_day = datetime.combine(read.issued, datetime.min.time(), UTC)
        last = read.expires
        return Verification(
            intact=Answer(answer=Intact.YES, sentence="The code says what the issuer signed."),
            issuer=_this_course(self.issuer),
            time=self._time(from_day, datetime.combine(last, LAST_MOMENT) if last else None),
            status=self._bit(lists.PURPOSES[0], read.status_index, None),
            level=_level(read.level),
            sheet=Answer(
                answer=Sheet.NOT_GIVEN,
                sentence="A code tells nothing of the sheet: compare each field with it.",
            ),
            vouched=vouched,
        )

    def _pdf(self, pdf: bytes) -> Verification:
        try:
            inside = certificate.credential_in(pdf)
        except sheet_digest.SheetError as error:
            return unreadable(f"The PDF cannot be looked into: {error}.")
        if inside is None:
            locked = " The PDF is encrypted." if b"/Encrypt" in pdf else ""
            return unreadable(
                "There is no credential inside: this PDF is only a picture of a certificate."
                + locked
            )
        return self._credential(inside, pdf)

    def _credential(self, data: bytes, pdf: bytes | None) -> Verification:
        if len(data) > certificate.LARGEST_CREDENTIAL:
            return unreadable("The credential is larger than any credential.")
        try:
            value = jcs.read(data)
        except jcs.JsonError as error:
            return unreadable(f"The credential cannot be read: {error}.")
        if not isinstance(value, dict) or not claims.is_open_badge(value):
            return unreadable("This is no certificate: it is JSON, but no Open Badges credential.")
        vouched = claims.read(value)
        try:
            proofs = proof.proofs_of(value)
        except ProofError as error:
            return unreadable(f"It cannot be checked: {error}.")
        try:
            methods = self._check(value, proofs)
        except UncheckableError as error:
            return unreadable(f"It cannot be checked: {error}.")
        except ProofError as error:
            return self._held_back(_changed(f"{error}"), None, vouched)
        intact = Answer(answer=Intact.YES, sentence="Its content is what was signed.")
        whose = self._whose(vouched, methods)
        both = {one["cryptosuite"] for one in proofs} == set(proof.SUITES)
        if whose.answer is IssuerKnown.THIS_COURSE and not both:
            missing = _changed("one of its two signatures was taken away")
            return self._held_back(missing, None, vouched)
        level = _level(claims.level_number(value))
        return Verification(
            intact=intact,
            issuer=whose,
            time=self._time_of(value, vouched),
            status=self._status(value, trusted=whose.answer is IssuerKnown.THIS_COURSE),
            level=level,
            sheet=_sheet(value, pdf),
            vouched=vouched,
        )

    def _check(self, value: proof.Document, proofs: list[proof.Document]) -> set[str]:
        """Return the verification methods of the proofs, all of which hold."""
        methods = set()
        # The proof over every byte first: the other one is costly to check on hostile input.
        for one in sorted(proofs, key=lambda p: p.get("cryptosuite") != proof.JCS):
            method = one.get("verificationMethod")
            if not isinstance(method, str):
                raise ProofError("its signature does not say which key it was made with")
            if one.get("cryptosuite") not in proof.SUITES:
                raise UncheckableError("it is signed in a way that lessonry does not know")
            key = self.issuer.signers.get(method) if self.issuer else None
            if key is None:
                try:
                    key = multibase.decode_key(method.rpartition("#")[2])
                except ValueError:
                    raise UncheckableError("its key is elsewhere and not at hand") from None
            proof.verify(value, one, key)
            methods.add(method)
        return methods

    def _whose(self, vouched: Vouched, methods: set[str]) -> Answer:
        claimed = vouched.issuer_id or "nobody"
        if self.issuer is None:
            return Answer(
                answer=IssuerKnown.UNKNOWN,
                sentence=f"It says that {claimed} issued it; no course's keys are at hand "
                "to tell whether that is so.",
            )
        if vouched.issuer_id != self.issuer.identifier:
            return Answer(
                answer=IssuerKnown.ANOTHER,
                sentence=f"It says that {claimed} issued it, which is not this course's issuer.",
            )
        if not methods <= self.issuer.signers.keys():
            return Answer(
                answer=IssuerKnown.ANOTHER,
                sentence="It names this course's issuer, "
                "but the key that signed it is none of the issuer's: it is a forgery.",
            )
        return _this_course(self.issuer)

    def _held_back(self, intact: Answer, whose: Answer | None, vouched: Vouched) -> Verification:
        """Return the verification of what does not hold: nothing that it says is vouched for."""
        untold = "Nothing that it says can be relied on."
        return Verification(
            intact=intact,
            issuer=whose or Answer(answer=IssuerKnown.UNKNOWN, sentence=untold),
            time=Answer(answer=Time.UNKNOWN, sentence=untold),
            status=Answer(answer=Status.UNKNOWN, sentence=untold),
            level=Answer(answer=LevelSaid.UNKNOWN, sentence=untold),
            sheet=Answer(answer=Sheet.NOT_GIVEN, sentence=untold),
            vouched=vouched,
        )

    def _time_of(self, value: proof.Document, vouched: Vouched) -> Answer:
        try:
            begins = _moment(value.get("validFrom"))
            ends = _moment(value["validUntil"]) if "validUntil" in value else None
        except ValueError:
            return Answer(answer=Time.UNKNOWN, sentence="Its dates cannot be read.")
        return self._time(begins, ends)

    def _time(self, begins: datetime, ends: datetime | None) -> Answer:
        if self.now < begins:
            return Answer(
                answer=Time.NOT_YET, sentence=f"It holds only from {begins.date().isoformat()} on."
            )
        if ends is not None:
            last = ends.date().isoformat()
            if self.now >= ends:
                return Answer(answer=Time.EXPIRED, sentence=f"It expired on {last}.")
            return Answer(answer=Time.IN_TIME, sentence=f"It holds until {last}.")
        return Answer(answer=Time.IN_TIME, sentence="It holds, and does not expire.")

    def _status(self, value: proof.Document, *, trusted: bool) -> Answer:
        if not trusted:
            return _untold("only its own issuer's list could tell")
        entries = value.get("credentialStatus")
        entries = entries if isinstance(entries, list) else [entries]
        answer = _untold("it names no list")
        for entry in entries:
            if not isinstance(entry, dict) or entry.get("type") != "BitstringStatusListEntry":
                continue
            index, address = entry.get("statusListIndex"), entry.get("statusListCredential")
            if not isinstance(index, str) or not re.fullmatch(r"\d{1,9}", index):
                return _untold("its place in the list cannot be read")
            answer = self._bit(str(entry.get("statusPurpose")), int(index), str(address))
            if answer.answer is not Status.NOT_REVOKED:
                return answer
        return answer

    def _bit(self, purpose: str, index: int, address: str | None) -> Answer:
        """Return what the issuer's list says of one place in it."""
        if self.status_list is None:
            return _untold("the issuer's list is not at hand")
        try:
            value = jcs.read(self.status_list)
            subject = value["credentialSubject"]
            named, listed = value["id"], subject["statusPurpose"]
            issuer = value["issuer"]
            methods = self._check(value, proof.proofs_of(value))
            bits = lists.decode(subject["encodedList"])
            is_set = lists.is_set(bits, index)
        except (jcs.JsonError, ProofError, lists.StatusListError) as error:
            return _untold(f"the issuer's list does not hold: {error}")
        except (KeyError, TypeError, AttributeError):
            return _untold("the issuer's list cannot be read")
        signers = self.issuer.signers.keys() if self.issuer else set()
        if not self.issuer or issuer != self.issuer.identifier or not methods <= signers:
            return _untold("the list at hand is signed by somebody else")
        if (address is not None and address != named) or listed != purpose:
            return _untold("the list at hand is not the one it names")
        if not is_set:
            return Answer(answer=Status.NOT_REVOKED, sentence="The issuer has not taken it back.")
        if purpose == "suspension":
            return Answer(answer=Status.SUSPENDED, sentence="The issuer has suspended it.")
        return Answer(answer=Status.REVOKED, sentence="The issuer has revoked it.")


class UncheckableError(ProofError):
    """A proof may hold or not: what it takes to tell is not here."""


def _this_course(issuer: DidDocument) -> Answer:
    return Answer(
        answer=IssuerKnown.THIS_COURSE,
        sentence=f"It is signed with a key of this course's issuer, {issuer.identifier}.",
    )


def _changed(reason: str) -> Answer:
    return Answer(answer=Intact.CHANGED, sentence=f"It was changed since it was signed: {reason}.")


def _untold(reason: str) -> Answer:
    return Answer(
        answer=Status.UNKNOWN, sentence=f"Whether it was revoked cannot be told: {reason}."
    )


def _level(number: int | None) -> Answer:
    try:
        level = Level(number or 0)
    except ValueError:
        return Answer(answer=LevelSaid.UNKNOWN, sentence="It does not say how it was checked.")
    return Answer(
        answer=LevelSaid(str(level.value)), sentence=f"{document.level_name(level)}. {level.words}"
    )


def _sheet(value: proof.Document, pdf: bytes | None) -> Answer:
    if pdf is None:
        return Answer(
            answer=Sheet.NOT_GIVEN,
            sentence="No sheet was given; compare each field with the one you have.",
        )
    try:
        same = sheet_digest.of_file(pdf) == claims.file_digest(value)
    except sheet_digest.SheetError:
        same = False
    if same:
        return Answer(answer=Sheet.AS_ISSUED, sentence="The sheet is the one that was issued.")
    return Answer(
        answer=Sheet.CHANGED,
        sentence="The sheet was changed or saved anew since it was issued: "
        "rely on the fields below, not on the sheet.",
    )


def _moment(value: object) -> datetime:
    if not isinstance(value, str) or len(value) > 40:
        raise ValueError("not a time")
    read = datetime.fromisoformat(value)
    return read if read.tzinfo else read.replace(tzinfo=UTC)

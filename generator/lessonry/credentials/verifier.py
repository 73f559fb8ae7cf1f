"""Answers the questions of `verification` about a PDF, a credential or a scanned token."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from lessonry.credentials import (
    certificate,
    claims,
    document,
    jcs,
    multibase,
    proof,
    sheet_digest,
    token,
    well_formed,
)
from lessonry.credentials.badges import baking
from lessonry.credentials.desk import self_service
from lessonry.credentials.desk.exam_keys import ExamKey
from lessonry.credentials.did import DidDocument
from lessonry.credentials.moments import midnight, moment, moment_or_none
from lessonry.credentials.proof import ProofError
from lessonry.credentials.signatories import Signatories
from lessonry.credentials.status.status_lookup import StatusLookup, untold
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

DAY = timedelta(days=1)
"""A token names its last day, which counts in full."""
OWN_SHEET = (
    " It was drawn by whoever passed the exam, who can draw anything: "
    "rely on the fields below, not on the sheet."
)
JWT = re.compile(r"[\w-]+\.[\w-]+\.[\w-]+", re.ASCII)
IN_JWT = (
    "It is a credential in the form of a JWT, for the systems that take no other; lessonry checks "
    "certificates, badges and the credentials in them. Verify the certificate that it was made of."
)
NO_DESK = "the list of keys of the self-service desk is not at hand"
IN_LINK = re.compile(r"[#&?]t=([\w-]+)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verifier:
    """What is known when the question is asked: whose keys are trusted, what is revoked, the time."""

    issuer: DidDocument | None
    status_list: bytes | None
    """The issuer's signed list as its file, where it is at hand."""
    now: datetime
    more_lists: tuple[bytes, ...] = ()
    """Its other lists that are at hand: which certificates are suspended, and those of its desk."""
    exam_keys: tuple[ExamKey, ...] | None = None
    """What its self-service desk has certified, where that list is at hand."""

    def verify(self, data: bytes) -> Verification:
        """Return the answers about a certificate PDF, a credential's JSON or a token's link."""
        if not data.strip():
            return unreadable("The file is empty.")
        if len(data) > sheet_digest.LARGEST_FILE:
            most = sheet_digest.LARGEST_FILE // 1_000_000
            return unreadable(f"The file is larger than {most} MB, and no certificate is.")
        if b"%PDF-" in data[:1024]:
            return self._pdf(data)
        if baking.is_png(data) or baking.is_svg(data):
            return self._picture(data)
        if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
            return self._credential(data.removeprefix(b"\xef\xbb\xbf"), None)
        text = data.strip()
        if len(text) < certificate.LARGEST_CREDENTIAL and JWT.fullmatch(text.decode("latin-1")):
            return unreadable(IN_JWT)
        if len(text) <= 4_000 and text.isascii():
            return self.verify_token(text.decode("ascii"))
        return unreadable("The file is neither a PDF nor a badge nor a credential.")

    def verify_token(self, text: str) -> Verification:
        """Return the answers about a QR code's content: a link, or what stands behind its `#t=`."""
        link = IN_LINK.search(text)
        try:
            read, data = token.read(link[1] if link else text)
        except token.TokenError as error:
            return unreadable(f"This is no certificate and no QR code of one: {error}.")
        vouched = Vouched(
            name=read.name,
            achievement=read.achievement,
            issued=read.issued.isoformat(),
            expires=read.expires.isoformat() if read.expires else None,
            score=None if read.score is None else f"{read.score} %",
            level=str(read.level),
            id=f"urn:uuid:{read.credential}",
        )
        parties = [] if self.issuer is None else [self.issuer, self._signatories.desk]
        named = [
            (party, method, key)
            for party in parties
            if party is not None
            for method, key in party.signers.items()
            if token.key_id(key) == read.key
        ]
        if not named and self.exam_keys is None and read.level == Level.UNLOCKED and self._has_desk:
            intact = Answer(answer=Intact.UNREADABLE, sentence=f"It cannot be checked: {NO_DESK}.")
            whose = Answer(
                answer=IssuerKnown.UNKNOWN, sentence=f"It is not known who signed it: {NO_DESK}."
            )
            return self._held_back(intact, whose, vouched)
        if not named:
            known = "the course's keys are not at hand" if self.issuer is None else (
                "the key that signed it is none of this course's"
            )  # fmt: skip
            intact = Answer(
                answer=Intact.UNREADABLE, sentence=f"It cannot be checked, since {known}."
            )
            foreign = IssuerKnown.ANOTHER if self.issuer else IssuerKnown.UNKNOWN
            whose = Answer(answer=foreign, sentence=f"It is not known who signed it: {known}.")
            return self._held_back(intact, whose, vouched)
        signer = next((one for one in named if _signed(data, *one)), None)
        if signer is None:
            return self._held_back(_changed("its content is not what was signed"), None, vouched)
        party, method, key = signer
        intact = Answer(answer=Intact.YES, sentence="The code says what was signed.")
        from_day = midnight(read.issued)
        if not party.counts(method, from_day):
            return self._held_back(intact, _stolen_key(party, method), vouched)
        whose = self._signatories.of_token(read, party, key)
        if not whose.is_well:
            return self._held_back(intact, whose, vouched)
        last = midnight(read.expires) if read.expires else None
        return Verification(
            intact=intact,
            issuer=whose,
            time=self._time(from_day, last + DAY if last else None, last),
            status=self._lists(whose).of_index(read.status_index),
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

    def _picture(self, data: bytes) -> Verification:
        try:
            inside = baking.from_picture(data)
        except baking.BakingError as error:
            return unreadable(f"This picture is no badge: {error}.")
        if JWT.fullmatch(inside):
            return unreadable(IN_JWT)
        return self._credential(inside.encode(), None)

    def credential_of(self, data: bytes) -> bytes | None:
        """Return the JSON of the credential in a file that `verify` can read."""
        if b"%PDF-" in data[:1024]:
            return certificate.credential_in(data)
        if baking.is_png(data) or baking.is_svg(data):
            return baking.from_picture(data).encode()
        return data.removeprefix(b"\xef\xbb\xbf").strip()

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
        wrong = well_formed.wrong_field(value)
        if wrong is not None:
            return unreadable(
                f"The field “{wrong}” of the credential is missing or not what it should be."
            )
        intact = Answer(answer=Intact.YES, sentence="Its content is what was signed.")
        whose = self._signatories.of_credential(value, methods)
        both = {one["cryptosuite"] for one in proofs} == set(proof.SUITES)
        party = self._party(whose)
        if party is not None:
            if not both:
                missing = _changed("one of its two signatures was taken away")
                return self._held_back(missing, None, vouched)
            stolen = _signed_when_stolen(party, value, proofs)
            if stolen is not None:
                return self._held_back(intact, stolen, vouched)
        level = _level(claims.level_number(value))
        return Verification(
            intact=intact,
            issuer=whose,
            time=self._time_of(value, vouched),
            status=self._status(value, whose),
            level=level,
            sheet=_sheet(value, pdf, whose),
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
            key = self._signatories.key(method)
            if key is None:
                try:
                    key = multibase.decode_key(method.rpartition("#")[2])
                except ValueError:
                    raise UncheckableError("its key is elsewhere and not at hand") from None
            proof.verify(value, one, key)
            methods.add(method)
        return methods

    @property
    def _signatories(self) -> Signatories:
        return Signatories(issuer=self.issuer, exam_keys=self.exam_keys)

    @property
    def _has_desk(self) -> bool:
        return self.issuer is not None and self.issuer.desk is not None

    def _party(self, whose: Answer) -> DidDocument | None:
        """Return the keys of who signed it, where that is the issuer or its desk."""
        if whose.answer is IssuerKnown.SELF_SERVICE:
            return self._signatories.desk
        return self.issuer if whose.answer is IssuerKnown.THIS_COURSE else None

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
            begins = moment(value.get("validFrom"))
            ends = moment(value["validUntil"]) if "validUntil" in value else None
        except ValueError:
            return Answer(answer=Time.UNKNOWN, sentence="Its dates cannot be read.")
        return self._time(begins, ends)

    def _time(
        self, begins: datetime, ends: datetime | None, named: datetime | None = None
    ) -> Answer:
        if self.now < begins:
            return Answer(
                answer=Time.NOT_YET, sentence=f"It holds only from {begins.date().isoformat()} on."
            )
        if ends is not None:
            last = (named or ends).date().isoformat()
            if self.now >= ends:
                return Answer(answer=Time.EXPIRED, sentence=f"It expired on {last}.")
            return Answer(answer=Time.IN_TIME, sentence=f"It holds until {last}.")
        return Answer(answer=Time.IN_TIME, sentence="It holds, and does not expire.")

    def _status(self, value: proof.Document, whose: Answer) -> Answer:
        if self._party(whose) is None:
            return untold("only its own issuer's list could tell")
        return self._lists(whose).of_credential(value.get("credentialStatus"))

    def _lists(self, whose: Answer) -> StatusLookup:
        """Return the lists of who signed it; the desk's are signed by the issuer, not by exams."""
        assert self.issuer is not None
        is_desk = whose.answer is IssuerKnown.SELF_SERVICE
        party = self_service.of_lists(self.issuer) if is_desk else self.issuer
        first = () if self.status_list is None else (self.status_list,)
        return StatusLookup(
            issuer=party or self.issuer, files=(*first, *self.more_lists), now=self.now
        )


class UncheckableError(ProofError):
    """A proof may hold or not: what it takes to tell is not here."""


def _signed_when_stolen(
    issuer: DidDocument, value: proof.Document, proofs: list[proof.Document]
) -> Answer | None:
    """Return the answer for a signature of a day on which its key was no longer the issuer's alone."""
    begins = moment_or_none(value.get("validFrom"))
    for one in proofs:
        method = str(one.get("verificationMethod"))
        if not issuer.counts(method, begins, moment_or_none(one.get("created"))):
            return _stolen_key(issuer, method)
    return None


def _stolen_key(party: DidDocument, method: str) -> Answer:
    since = party.revoked[method].date().isoformat()
    return Answer(
        answer=IssuerKnown.REVOKED_KEY,
        sentence="It is signed with a key that was stolen from this course's issuer: what it "
        f"signed on {since} or later counts for nothing. Ask the issuer for a new certificate.",
    )


def _signed(data: bytes, party: DidDocument, _method: str, key: bytes) -> bool:
    try:
        token.verify(data, party.identifier, key)
    except token.TokenError:
        return False
    return True


def _changed(reason: str) -> Answer:
    return Answer(answer=Intact.CHANGED, sentence=f"It was changed since it was signed: {reason}.")


def _level(number: int | None) -> Answer:
    try:
        level = Level(number or 0)
    except ValueError:
        return Answer(answer=LevelSaid.UNKNOWN, sentence="It does not say how it was checked.")
    return Answer(
        answer=LevelSaid(str(level.value)), sentence=f"{document.level_name(level)}. {level.words}"
    )


def _sheet(value: proof.Document, pdf: bytes | None, whose: Answer) -> Answer:
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
        sealed = " It bears a seal, too: your PDF reader judges that."
        seal = sealed if sheet_digest.is_sealed(pdf) else ""
        # Whoever has an exam's key can draw any sheet, and sign its digest.
        by = OWN_SHEET if whose.answer is IssuerKnown.SELF_SERVICE else ""
        return Answer(
            answer=Sheet.AS_ISSUED, sentence=f"The sheet is the one that was issued.{by}{seal}"
        )
    return Answer(
        answer=Sheet.CHANGED,
        sentence="The sheet was changed or saved anew since it was issued: "
        "rely on the fields below, not on the sheet.",
    )

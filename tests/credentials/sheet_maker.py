"""A course whose page makes certificates: its kit and fonts in a folder, its scripts run by Node.js."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

from lessonry.credentials import document, multibase
from lessonry.credentials.desk import self_service
from lessonry.credentials.document import Desk
from lessonry.credentials.sheets import browser_fonts, sheet_kit
from lessonry.credentials.sheets.sheet import Sheets, VerifyLink
from lessonry.domain.achievement import Achievement
from lessonry.domain.attempt import Learner
from lessonry.domain.credential import Credential, Level
from lessonry.domain.look import PLAIN, Look
from tests.credentials.self_service_desk import DeskAtWork, Node, locked_course

SCRIPT = Path(__file__).parent.parent / "runtime" / "certificate" / "make.js"
VERIFY = "https://academy.example.org/delight/verify/"
ENDED = "2026-11-22T09:40:00.250Z"
RECORD = "eyJhbGciOiJFQ0RILUVTIn0..AAAA.BBBB.CCCC"


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What a page did with a name."""

    file: Path
    name: str
    told: dict[str, Any]

    @property
    def pdf(self) -> bytes:
        return self.file.read_bytes()


@dataclass(kw_only=True)
class Course:
    """A course as it is published, and as it issues."""

    folder: Path
    desk: DeskAtWork
    node: Node
    look: Look = PLAIN

    def __post_init__(self) -> None:
        self.desk.course = replace(
            locked_course(look=self.look),
            verify_url=VERIFY,
            url="https://academy.example.org/delight/",
        )
        fonts = self.folder / "lessonry" / "fonts"
        if not fonts.exists():
            for path, data in browser_fonts.published(None):
                (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
                (self.folder / path).write_bytes(data)
        self.write_kit()

    def write_kit(self) -> None:
        sheet = sheet_kit.kit(self.desk.course, self.achievement, self.issuer, self.folder / "none")
        kit = self.folder / "lessonry" / "kits" / "exam.json"
        kit.parent.mkdir(exist_ok=True)
        kit.write_text(json.dumps({"credential": self.desk.kit, "sheet": sheet}), "utf-8")

    @property
    def achievement(self) -> Achievement:
        return self.desk.course.achievements[0]

    @property
    def issuer(self) -> Desk:
        issuer = self.desk.course.issuer
        assert issuer
        site = self_service.site_of(self.desk.course.url or "")
        return Desk(did=self.desk.did, issuer=issuer, site=site)

    def make(self, names: dict[str, str], *, record: str = RECORD) -> dict[str, Made]:
        out = self.folder / "made"
        out.mkdir(exist_ok=True)
        attempt = {"id": "a-1", "ended": ENDED}
        question = {
            "site": str(self.folder),
            "seed": multibase.encode_base64url(self.desk.seed),
            "given": [
                {
                    "out": str(out / f"{key}.pdf"), "kit": "exam.json", "attempt": attempt,
                    "name": name, "percent": 87, "record": record,
                }
                for key, name in names.items()
            ],
        }  # fmt: skip
        file = self.folder / "question.json"
        file.write_text(json.dumps(question), "utf-8")
        told = json.loads(self.node(SCRIPT, file).stdout)
        return {
            key: Made(file=out / f"{key}.pdf", name=name, told=one)
            for (key, name), one in zip(names.items(), told, strict=True)
        }

    def issue(self, name: str, token: str = "A" * 200) -> bytes:
        """Return the sheet that typst draws of the same facts."""
        credential = Credential(
            identifier=document.identifier(self.desk.did, "a-1"),
            learner=Learner(name=name),
            achievement=self.achievement,
            course_title=self.desk.course.title,
            edition=self.desk.course.edition,
            level=Level.UNLOCKED,
            issued=datetime(2026, 11, 22, tzinfo=UTC),
            share=Fraction(87, 100),
            status_index=0,
        )
        with Sheets(self.issuer, self.folder / "none") as sheets:
            link = VerifyLink(page=VERIFY, token=token)
            return sheets.compile(credential, link=link, attachment=bytes(range(256)))

"""How long a certificate takes, from a sealed record to a file that is safe on the disk.

The same sheet is made by WeasyPrint beside it, in the same run: what counts is the ratio, since
machines differ. WeasyPrint does the drawing alone: no record, no signature, no register, no PDF/A.
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
import subprocess
import sys
import tempfile
import time
import uuid
from concurrent.futures import ProcessPoolExecutor
from importlib import import_module
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from lessonry.credentials.issuance.workers import FEW
from lessonry.credentials.sheets import ornament
from tests.credentials.course_folder import CourseFolder, write_course

LESSONRY = Path(sys.executable).with_name("lessonry")
BATCH = int(os.environ.get("LESSONRY_BENCH", "1000"))
"""Certificates of a run; 10,000 for the figures of a release."""
SHEETS = 40
"""That WeasyPrint makes."""
FONTS = Path(ornament.__file__).parent / "fonts"
STYLE = f"""
@font-face {{ font-family: "EB Garamond"; src: url("{FONTS.as_uri()}/EBGaramond-Regular.ttf") }}
@font-face {{ font-family: "EB Garamond"; font-style: italic;
  src: url("{FONTS.as_uri()}/EBGaramond-Italic.ttf") }}
@font-face {{ font-family: "EB Garamond"; font-weight: 600;
  src: url("{FONTS.as_uri()}/EBGaramond-SemiBold.ttf") }}
@page {{ size: 297mm 210mm; margin: 24mm 28mm }}
body {{ font-family: "EB Garamond"; font-size: 12pt; text-align: center; color: #1e1e1e; margin: 0 }}
.frame {{ position: fixed; left: -28mm; top: -24mm; width: 297mm; height: 210mm }}
h1 {{ font-weight: 400; font-size: 36pt; letter-spacing: .17em; color: #1d3557; margin: 8mm 0 4mm }}
p {{ margin: 3mm 0 }}
em {{ font-size: 14pt; color: #4b4b4b }}
.name {{ font-size: 40pt }}
.earned {{ font-size: 28pt; font-weight: 600; color: #1d3557 }}
.foot {{ position: fixed; bottom: 0; left: 0; right: 0; display: flex; font-size: 9pt }}
.foot > * {{ flex: 1 }}
.foot svg {{ width: 36mm }}
"""


def page(number: int) -> str:
    """Return the sheet as a page for WeasyPrint."""
    link = f"https://academy.example.org/delight/verify/#t={uuid.UUID(int=number).hex * 4}"
    return (
        f'<html lang="en"><style>{STYLE}</style><title>Certificate</title>'
        f'<div class="frame">{ornament.frame("#1d3557", "#a3843b", 297, 210)}</div>'
        "<h1>CERTIFICATE</h1><p><em>This is to certify that</em>"
        f'<p class="name">Learner {number} Öztürk-Andersson<p><em>has earned</em>'
        '<p class="earned">Beyond Expectations<p>by passing the exam of the course Delight '
        "with a score of 100 %<br>on 22 November 2026"
        '<div class="foot"><div><em>Marge Sorensen</em><br>Delight Academy</div>'
        f"<div>{ornament.seal('#1d3557', '#a3843b')}</div>"
        f"<div>Level 2: countersigned {ornament.qr(link)}</div></div>"
    )


def weasyprint_seconds() -> float | None:
    """Return the processor's seconds of a sheet by WeasyPrint; nothing where it is not installed."""
    # Apart, since what this process holds counts as held by those that it starts.
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as apart:
        return apart.submit(sheet_seconds).result()


def sheet_seconds() -> float | None:
    """Do what `weasyprint_seconds` says, in this process."""
    try:
        weasyprint = import_module("weasyprint")
        fonts = import_module("weasyprint.text.fonts").FontConfiguration()
    except (ImportError, OSError) as error:
        print(f"WeasyPrint is not here ({error}): no ratio.")
        return None
    weasyprint.HTML(string=page(0)).write_pdf(font_config=fonts)
    start = time.process_time()
    for number in range(SHEETS):
        weasyprint.HTML(string=page(number)).write_pdf(font_config=fonts)
    return (time.process_time() - start) / SHEETS


def issue(course: CourseFolder, records: Path, jobs: int) -> tuple[float, float, float]:
    """Issue into an empty register; return the seconds, the processors' seconds, and the most MB."""
    for register in course.keys.rglob("register.sqlite*"):
        register.unlink()
    out = course.folder / "issued"
    shutil.rmtree(out, ignore_errors=True)
    keys = {"LESSONRY_KEYS": str(course.keys), "LESSONRY_PASSPHRASE": "geheim"}
    start = time.perf_counter()
    with tempfile.TemporaryFile("w+") as said:
        run = subprocess.Popen(
            [LESSONRY, "issue", records, "--jobs", str(jobs)],
            cwd=course.folder, env=os.environ | keys, stdout=said, stderr=said,
        )  # fmt: skip
        # Of this run and its processes; getrusage would tell the most of all runs so far.
        _, status, used = os.wait4(run.pid, 0)
        run.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.perf_counter() - start
        if run.returncode:
            said.seek(0)
            sys.exit(said.read())
    return seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def measure() -> None:
    """Print the figures of certificates."""
    with tempfile.TemporaryDirectory() as name:
        course = write_course(Path(name))
        course.must("keys", "new", course.folder)
        few = course.folder / "few"
        few.mkdir()
        for number in range(BATCH):
            course.hand_in(f"{number:05}.jwe", f"Learner {number} Öztürk-Andersson")
        for file in sorted((course.folder / "records").iterdir())[: FEW + 1]:
            shutil.copy(file, few)
        theirs = weasyprint_seconds()
        for jobs in (1, 2):
            _, begun, _ = issue(course, few, jobs)
            seconds, spent, most = issue(course, course.folder / "records", jobs)
            # What a run takes to begin is no part of a certificate.
            each = (spent - begun) / (BATCH - FEW - 1)
            print(
                f"{BATCH:,} certificates, {jobs} {'process' if jobs == 1 else 'processes'}: "
                f"{each * 1000:.1f} ms of a core each, {BATCH / seconds:.0f} a second, "
                f"{most:.0f} MB at the most in a process"
                + (f", {theirs / each:.1f} times WeasyPrint's rate" if theirs else ""),
                flush=True,
            )
        if theirs:
            print(f"WeasyPrint: {theirs * 1000:.0f} ms of a core a sheet")


if __name__ == "__main__":
    measure()

"""A certificate made in Chromium under a strict policy: what is fetched, and that it verifies."""

from __future__ import annotations

import base64
import json
import zlib
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Page

from lessonry.credentials import certificate, claims
from lessonry.credentials.verification import LevelSaid
from lessonry.website import assets
from tests.browser import Pages, Serve
from tests.credentials.academy import Academy
from tests.credentials.self_service_desk import DeskAtWork, Node
from tests.credentials.sheet_maker import ENDED, RECORD, Course

POLICY = (
    "default-src 'none'; connect-src 'self'; style-src 'self'; img-src 'self' data:; "
    "script-src 'self'"
)
MOST = 400_000
"""Bytes that a name in Latin letters may cost, as servers send them."""
MAKE = """async ({seed, name, record, ended}) => {
  const { makeCertificate } = await import("./lessonry/certificate/certificate.js");
  const made = await makeCertificate({
    kitUrl: "lessonry/kits/exam.json", seed: Uint8Array.from(atob(seed), (c) => c.charCodeAt(0)),
    attempt: { id: "a-1", ended }, name, percent: 87, record,
  }).catch((error) => ({ refused: error.message, kind: error.name }));
  if (made.refused) return made;
  return { name: made.name, pdf: btoa(Array.from(made.bytes, (b) => String.fromCharCode(b)).join("")) };
}"""
DIGEST = """async (pdf) => {
  const { readPdf } = await import("./lessonry/verify/pdf.js");
  const { fileDigest } = await import("./lessonry/verify/sheet.js");
  const bytes = Uint8Array.from(atob(pdf), (c) => c.charCodeAt(0));
  return fileDigest(bytes, readPdf(bytes));
}"""
"""As the verify page reckons it."""
PRINT = """async ({seed, name, ended}) => {
  const { printable } = await import("./lessonry/certificate/print.js");
  document.body.replaceChildren(await printable({
    kitUrl: "lessonry/kits/exam.json", seed: Uint8Array.from(atob(seed), (c) => c.charCodeAt(0)),
    attempt: { id: "a-1", ended }, name, percent: 87,
  }));
  document.documentElement.dataset.lrPrint = "";
}"""


@pytest.fixture(scope="module")
def academy(tmp_path_factory: pytest.TempPathFactory) -> Any:
    made = Academy(folder=tmp_path_factory.mktemp("academy"))
    with made.sheets:
        yield made


@pytest.fixture(scope="module")
def course(academy: Academy, tmp_path_factory: pytest.TempPathFactory, node: Node) -> Course:
    folder = tmp_path_factory.mktemp("site")
    desk = DeskAtWork(academy=academy, folder=tmp_path_factory.mktemp("desk"), node=node)
    made = Course(folder=folder, desk=desk, node=node)
    for path, data in assets.runtime_files():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    (folder / "index.html").write_text(
        '<!doctype html><html lang="en"><title>t</title><link rel="icon" href="data:,">'
        '<link rel="stylesheet" href="lessonry/style/exam.css"><body></body></html>'
    )
    return made


def given(course: Course, name: str) -> dict[str, str]:
    seed = base64.b64encode(course.desk.seed).decode()
    return {"seed": seed, "name": name, "record": RECORD, "ended": ENDED}


def opened(open_page: Pages, serve: Serve, course: Course, *, wasm: bool, **options: Any) -> Page:
    policy = POLICY + (" 'wasm-unsafe-eval'" if wasm else "")
    return open_page(serve(course.folder, headers={"Content-Security-Policy": policy}), **options)


@pytest.mark.parametrize("name", ["Anna Lind-Ørsted", "Đặng Thị Ngọc", "אברהם כהן"])
def test_it_is_made_with_little_and_verifies(
    name: str, open_page: Pages, serve: Serve, course: Course
) -> None:
    page = opened(open_page, serve, course, wasm=True)
    fetched: list[str] = []
    page.on("response", lambda response: fetched.append(response.url))
    made = page.evaluate(MAKE, given(course, name))
    assert "refused" not in made, made
    pdf = base64.b64decode(made["pdf"])
    found = course.desk.verifier().verify(pdf)
    assert found.is_well and found.vouched.name == name
    assert found.level.answer is LevelSaid.UNLOCKED
    paths = [url.partition("://")[2].partition("/")[2].partition("?")[0] for url in fetched]
    sizes = {
        path: len(zlib.compress((course.folder / path).read_bytes(), 9)) for path in set(paths)
    }
    assert sum(sizes.values()) < MOST, sizes
    assert page.evaluate(DIGEST, made["pdf"]) == claims.file_digest(
        json.loads(certificate.credential_in(pdf) or b"")
    )
    assert made["pdf"] == page.evaluate(MAKE, given(course, name))["pdf"]


def test_once_loaded_it_needs_no_connection(open_page: Pages, serve: Serve, course: Course) -> None:
    page = opened(open_page, serve, course, wasm=True, faults=True)
    assert "pdf" in page.evaluate(MAKE, given(course, "Anna Lind"))
    page.context.set_offline(True)
    assert "pdf" in page.evaluate(MAKE, given(course, "Ben Okafor"))
    refused = page.evaluate(MAKE, given(course, "Αννα"))
    assert refused["kind"] == "Unmade" and "connection" in refused["refused"]
    page.context.set_offline(False)
    assert "pdf" in page.evaluate(MAKE, given(course, "Αννα"))


def test_without_webassembly_it_says_so_and_prints(
    open_page: Pages, serve: Serve, course: Course, tmp_path: Path
) -> None:
    page = opened(open_page, serve, course, wasm=False, faults=True)
    refused = page.evaluate(MAKE, given(course, "Anna"))
    assert refused["kind"] == "Unmade" and "WebAssembly" in refused["refused"]
    page.evaluate(PRINT, given(course, "𐌰𐌽𐌽𐌰 Lind"))
    page.emulate_media(media="print")
    assert "𐌰𐌽𐌽𐌰 Lind" in page.inner_text(".lr-print-name")
    assert "with a score of 87%, on 22 November 2026" in page.inner_text("body")
    page.screenshot(path=tmp_path / "print.png", full_page=True)
    (code,) = zxingcpp.read_barcodes(Image.open(tmp_path / "print.png"))
    assert course.desk.verifier().verify_token(code.text.partition("#t=")[2]).is_well

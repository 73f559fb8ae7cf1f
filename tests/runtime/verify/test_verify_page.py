"""The verify page in a browser: it keeps its place, and says so where a part of it does not come."""

from __future__ import annotations

from pathlib import Path
from shutil import copy, copytree

import pytest

from lessonry.rendering.environment import make_environment
from tests.browser import Pages, Serve
from tests.machine import ROOT

PACKAGE = ROOT / "generator" / "lessonry"
SHIFT = """() => new Promise((told) => {
  let sum = 0;
  new PerformanceObserver((list) => { for (const entry of list.getEntries()) sum += entry.value; })
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => told(sum), 200);
})"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, serve: Serve) -> str:
    """The tool between a heading and a footer, with the site's styles."""
    folder = tmp_path_factory.mktemp("site")
    copytree(PACKAGE / "runtime" / "verify", folder / "lessonry" / "verify")
    copy(PACKAGE / "runtime" / "words.js", folder / "lessonry")
    styles = "".join(file.read_text() for file in (PACKAGE / "runtime" / "style").glob("*.css"))
    (folder / "lessonry" / "lessonry.css").write_text(styles)
    tool = make_environment().get_template("verify.html.jinja").render()
    (folder / "index.html").write_text(
        '<!doctype html><title>t</title><link rel="stylesheet" href="lessonry/lessonry.css">'
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        '<link rel="icon" href="data:,"><style>html{font-size:20px}</style>'
        f'<body class="md-typeset"><h1>Verify</h1><div>{tool}</div><footer>Foot</footer>'
        '<script type="module">import { mount } from "./lessonry/verify/main.js";'
        'requestAnimationFrame(() => setTimeout(() => mount(document.querySelector("section")), 99))'
        "</script>"
    )
    return serve(Path(folder))


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_moves_when_the_tool_comes(open_page: Pages, site: str, width: int) -> None:
    page = open_page(site, viewport=(width, 800))
    page.wait_for_selector("[data-lr-verify-ask]:visible")
    assert page.evaluate(SHIFT) < 0.001


def test_a_module_that_does_not_load_is_told(open_page: Pages, site: str) -> None:
    page = open_page(site, faults=True)
    page.wait_for_selector("[data-lr-verify-ask]:visible")
    page.context.set_offline(True)
    page.fill("textarea", "{}")
    page.click("button[type=submit]")
    page.wait_for_function("document.querySelector('[role=status]').textContent.includes('loaded')")
    assert "check your connection" in page.inner_text("[role=status]")

"""Style sheets as they are served say what they say as they are written, as a browser reads them."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from lessonry.website import assets
from lessonry.website.minified import minified

SHEETS = sorted(
    file
    for file in assets.RUNTIME.rglob("*.css")
    if "vendor" not in file.relative_to(assets.RUNTIME).parts
)
READ = """(text) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  const told = (text) => text.replace(/\\s+/g, " ").replace(/(?<=[:,;{}(]) /g, "");
  return [...sheet.cssRules].map((rule) => told(rule.cssText));
}"""
KEPT = """/* A comment: { */
@charset "utf-8";
.a:hover > .b, .c :is(d, e) {
  content: "a:  b; { /* c */ }  ";
  background: url(data:image/svg+xml;a,b) no-repeat, url("x  y.svg");
  width: calc(1px + 2px);
  --lr-one: 1px 2px;
  &:not(:focus) { color: red; }
}
"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Page:
    return browser.new_page()


@pytest.mark.parametrize("file", SHEETS, ids=lambda file: file.stem)
def test_a_sheet_says_the_same_and_is_shorter(file: Path, page: Page) -> None:
    written = file.read_text(encoding="utf-8")
    served = minified(written)
    assert page.evaluate(READ, served) == page.evaluate(READ, written)
    assert page.evaluate(READ, served)
    assert len(served) < len(written)
    assert served.count("\n") == 1


def test_texts_addresses_and_sums_stay_whole() -> None:
    assert minified(KEPT) == (
        '@charset "utf-8";.a:hover > .b,.c :is(d,e){content:"a:  b; { /* c */ }  ";'
        'background:url(data:image/svg+xml;a,b) no-repeat,url("x  y.svg");'
        "width:calc(1px + 2px);--lr-one:1px 2px;&:not(:focus){color:red}}\n"
    )

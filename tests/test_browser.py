"""The fixtures that other tests lean on must themselves see what they are there to see."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser import Axe, Pages, Serve

FAULTS = {
    "thrown in vain": "<script>throw new Error('thrown in vain')</script>",
    "said in vain": "<script>console.error('said in vain')</script>",
    "missing.png": "<img src='missing.png' alt=''>",
    "elsewhere.example/pixel": "<img src='https://elsewhere.example/pixel.png' alt=''>",
}


def page_in(folder: Path, body: str) -> Path:
    html = f"<!doctype html><html lang='en'><title>A page</title><main><h1>A page</h1>{body}</main>"
    (folder / "index.html").write_text(html, encoding="utf-8")
    return folder


@pytest.mark.parametrize("fault", FAULTS)
def test_a_page_that_does_what_it_must_not_fails_its_test(
    fault: str, browser: Browser, serve: Serve, tmp_path: Path
) -> None:
    pages = Pages(browser)
    pages(serve(page_in(tmp_path, FAULTS[fault]))).wait_for_timeout(100)
    with pytest.raises(AssertionError, match=fault):
        pages.close()


def test_two_learners_share_no_storage(open_page: Pages, serve: Serve, tmp_path: Path) -> None:
    url = serve(page_in(tmp_path, ""), prefix="/course/")
    first, second = open_page(url), open_page(url)
    first.evaluate("localStorage.setItem('kept', 'yes')")
    assert first.context.new_page().goto(url)
    assert second.evaluate("localStorage.getItem('kept')") is None
    assert first.context.pages[1].evaluate("localStorage.getItem('kept')") == "yes"


def test_a_site_is_served_under_its_prefix_alone(
    open_page: Pages, serve: Serve, tmp_path: Path
) -> None:
    url = serve(page_in(tmp_path, ""), prefix="/course/")
    page = open_page(faults=True)
    inside, outside = page.goto(url), page.goto(url.removesuffix("course/"))
    assert inside and inside.status == 200
    assert outside and outside.status == 404


def test_axe_names_a_picture_without_words(
    open_page: Pages, serve: Serve, axe: Axe, tmp_path: Path
) -> None:
    picture = "<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw='"
    page = open_page(serve(page_in(tmp_path, f"{picture}>")), viewport=(360, 800))
    assert [line.split(" ")[0] for line in axe(page)] == ["image-alt"]
    page = open_page(serve(page_in(tmp_path, f"{picture} alt='A dot'>")), color_scheme="dark")
    assert axe(page) == []

"""Without a network: what was read and what was kept opens, editions are never mixed, and it ends."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from lessonry.diagnostics import Diagnostics
from lessonry.project import find_layout
from lessonry.website.build import build_site
from tests.browser import Axe, Pages, Serve
from tests.website.conftest import Small, contents

CONFIG = """\
site_name: Small
site_url: https://example.org/small/
theme: {{name: material, font: false, palette: {{primary: custom}}}}
plugins:
  - lessonry: {{{options}}}
markdown_extensions: [admonition, pymdownx.details]
"""
REGISTRATION = "() => navigator.serviceWorker.getRegistration().then"
READY = "() => navigator.serviceWorker.ready.then(({active}) => active.state)"
KEPT = """async () => {
  const found = [];
  for (const name of await caches.keys())
    for (const request of await (await caches.open(name)).keys()) found.push(name + " " + request.url);
  return found;
}"""
CLIP = bytes(range(256)) * 40


def course(small: Small, options: str = "course: small") -> Path:
    folder = small(
        {"mkdocs.yml": CONFIG.format(options=options), "docs/two.md": "# Two\n\nMore.\n"}
    )
    for theme in (folder / "theme").glob("*"):
        theme.unlink()
    (folder / "docs" / "clip.mp4").write_bytes(CLIP)
    return folder


def built(folder: Path) -> Path:
    assert build_site(folder, quiet=True)
    return folder / "site"


def ready(page: Page) -> None:
    """Wait until the worker has come, and has kept what the page was made of."""
    page.evaluate(READY)
    until(page, f"async () => (await ({KEPT})()).some((one) => one.includes('main.js'))")


def until(page: Page, answer: str) -> None:
    """Ask the page until it says yes; Playwright's own wait takes a promise for one."""
    for _ in range(200):
        if page.evaluate(answer):
            return
        page.wait_for_timeout(100)
    raise AssertionError(answer)


def test_a_list_names_every_file_of_the_edition_by_its_content(small: Small) -> None:
    folder = course(small)
    one = contents(built(folder))
    listed = json.loads(one["lessonry/offline/files.json"])
    assert {"", "one/", "lessonry/main.js", "clip.mp4"} <= set(listed["files"])
    assert not {"sw.js", "404.html", "sitemap.xml", ".nojekyll"} & set(listed["files"])
    assert listed["media"] == ["clip.mp4"] and listed["files"]["clip.mp4"][1] == len(CLIP)
    assert f'VERSION = "{listed["version"]}"'.encode() in one["sw.js"]
    assert contents(built(folder)) == one, "the same input makes the same bytes"
    (folder / "docs" / "two.md").write_text("# Two\n\nOther.\n", encoding="utf-8")
    other = json.loads(contents(built(folder))["lessonry/offline/files.json"])
    changed = {path for path, known in other["files"].items() if listed["files"].get(path) != known}
    assert "two/" in changed and "one/" not in changed and "lessonry/main.js" not in changed
    assert other["version"] != listed["version"]


def test_a_course_can_be_installed(small: Small) -> None:
    site = contents(built(course(small)))
    manifest = json.loads(site["manifest.webmanifest"])
    assert (manifest["name"], manifest["start_url"], manifest["scope"]) == ("Small", "./", "./")
    for icon in manifest["icons"]:
        width = int.from_bytes(site[icon["src"]][16:20], "big")
        assert icon["sizes"] == f"{width}x{width}"
    assert b'rel="manifest" href="../manifest.webmanifest"' in site["one/index.html"]


@pytest.mark.parametrize("options", ["offline: 1", "serch: false"])
def test_an_option_that_cannot_be_is_told(
    small: Small, capsys: pytest.CaptureFixture[str], options: str
) -> None:
    assert not build_site(course(small, options), quiet=True)
    assert options.partition(":")[0] in capsys.readouterr().err
    diagnostics = Diagnostics()
    find_layout(course(small, options), diagnostics)
    assert [fault.code for fault in diagnostics.errors] in (["LR011"], ["LR010"])


def test_a_trainers_own_worker_stays_as_it_is(small: Small) -> None:
    folder = course(small)
    (folder / "docs" / "sw.js").write_text("// mine\n", encoding="utf-8")
    assert contents(built(folder))["sw.js"] == b"// mine\n"


def test_a_learner_goes_on_without_a_network(
    small: Small, serve: Serve, open_page: Pages, axe: Axe
) -> None:
    site = built(course(small))
    url = serve(site, prefix="/small/")
    page = open_page(f"{url}one/", service_workers="allow", faults=True)
    ready(page)
    page.evaluate(
        "() => caches.open('lessonry /other/').then((one) => one.put('/other/a', new Response('a')))"
    )

    # What was read is kept unasked; what was not says so, in its own words.
    page.context.set_offline(True)
    page.reload()
    page.get_by_text("Which?").first.wait_for()
    page.goto(f"{url}two/")
    expect(page.get_by_role("heading", name="Not kept on this device")).to_be_visible()
    assert axe(page) == []
    page.context.set_offline(False)

    # All of it, when the learner asks.
    page.goto(url)
    offer = page.locator("[data-lr-keep]")
    offer.get_by_role("checkbox").check()
    assert axe(page) == []
    offer.get_by_role("button", name="Keep the course").click()
    expect(offer.get_by_role("status")).to_contain_text("You can go offline now")
    expect(offer).to_contain_text("kept on this device")
    page.context.set_offline(True)
    page.goto(f"{url}two/")
    expect(page.get_by_text("More.")).to_be_visible()
    page.locator("[data-lr-search][data-lr-mounted=done]").wait_for()
    page.keyboard.press("/")
    page.keyboard.type("plates")
    expect(page.locator(".lr-search-page").get_by_role("link", name="One")).to_be_visible()
    ranged = page.evaluate(
        """async () => {
          const answer = await fetch("../clip.mp4", {headers: {Range: "bytes=256-511"}});
          return [answer.status, answer.headers.get("Content-Range"), (await answer.blob()).size];
        }"""
    )
    assert ranged == [206, f"bytes 256-511/{len(CLIP)}", 256]
    # Standing is never answered from what is kept.
    assert (
        page.evaluate("() => fetch('../status/1.json').then(() => 'kept', () => 'not asked')")
        == "not asked"
    )
    page.goto(url)
    page.locator("[data-lr-keep]").get_by_role("button", name="Remove it").click()
    expect(page.locator("[data-lr-keep]").get_by_role("status")).to_contain_text("no longer kept")
    page.goto(f"{url}two/")
    expect(page.get_by_role("heading", name="Not kept on this device")).to_be_visible()
    assert any("/other/a" in one for one in page.evaluate(KEPT)), "another course's stays"


def test_a_new_edition_waits_until_the_learner_says_so(
    small: Small, serve: Serve, open_page: Pages, tmp_path: Path
) -> None:
    folder = course(small)
    hosted = tmp_path / "hosted"
    shutil.copytree(built(folder), hosted)
    url = serve(hosted, prefix="/small/")
    page = open_page(f"{url}two/", service_workers="allow", faults=True)
    ready(page)
    (folder / "docs" / "two.md").write_text("# Two\n\nQuite new.\n", encoding="utf-8")
    shutil.copytree(built(folder), hosted, dirs_exist_ok=True)

    page.evaluate(f"{REGISTRATION}((one) => one.update())")
    until(page, f"{REGISTRATION}((one) => Boolean(one.waiting))")
    page.goto(f"{url}one/")
    page.goto(f"{url}two/")
    expect(page.get_by_text("More.")).to_be_visible()  # one edition at a time
    notice = page.locator("[data-lr-edition]")
    expect(notice).to_contain_text("A new edition of this course is ready")

    # Not while an exam is sat.
    page.goto(f"{url}exam/")
    page.get_by_role("button", name="Start the exam").or_(
        page.get_by_role("button", name="Start")
    ).first.click()
    page.locator("input").last.wait_for()
    page.goto(f"{url}two/")
    page.locator("[data-lr-offline][data-lr-mounted=done]").wait_for(state="attached")
    expect(notice).to_have_count(0)
    page.evaluate("() => localStorage.clear()")
    page.reload()
    expect(page.get_by_text("More.")).to_be_visible()
    notice.get_by_role("button", name="Reload").click()
    expect(page.get_by_text("Quite new.")).to_be_visible()
    assert not [one for one in page.evaluate(KEPT) if one.count("/two/?") and "More" in one]

    # The switch: one build without it, and nothing is left on any device.
    off = CONFIG.format(options="offline: false, course: small")
    (folder / "mkdocs.yml").write_text(off, encoding="utf-8")
    shutil.rmtree(hosted)
    shutil.copytree(built(folder), hosted)
    page.evaluate(f"{REGISTRATION}((one) => one.update())")
    until(page, f"{REGISTRATION}((one) => !one)")
    assert [one for one in page.evaluate(KEPT) if "/small/" in one] == []
    page.reload()
    expect(page.get_by_text("Quite new.")).to_be_visible()

"""What the demonstration course's pages cost a learner: requests and bytes, and what Lighthouse says.

Requests and bytes are exact. Lighthouse is fetched by npm for this alone; its performance is of the
machine and the moment, the other scores are of the page.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.browser import FLAGS, launched
from tests.machine import BROWSER, ROOT, environment, find
from tests.weight import Weight, hosted_packed, weigh

PAGES = {
    "home": "",
    "lesson": "details/unasked/",
    "exam": "exam/",
    "progress": "progress/",
    "verify": "verify/",
}
KB = 1000
GOALS = {"requests": 10, "whole": 75 * KB, "script": 8 * KB, "style": 4 * KB}
"""What a page of the demonstration course may cost, bytes compressed."""
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
LIGHTHOUSE = "lighthouse@12"


def figures(weight: Weight) -> dict[str, int]:
    """Return what there are goals for."""
    return {
        "requests": len(weight.files),
        "whole": weight.whole,
        "script": weight.ours(".js"),
        "style": weight.ours(".css"),
    }


def missed(found: dict[str, int]) -> str:
    """Return the names of goals that a page misses."""
    return ", ".join(name for name, most in GOALS.items() if found[name] > most)


def lighthouse(url: str, folder: Path) -> dict[str, float] | str:
    """Return the scores that Lighthouse gives a page on a phone, or why there are none."""
    report = folder / "report.json"
    report.unlink(missing_ok=True)
    command = [
        str(Path(sys.executable).with_name("npm")), "exec", "--yes", "--", LIGHTHOUSE, url,
        "--quiet", "--output=json", f"--output-path={report}",
        f"--only-categories={','.join(CATEGORIES)}",
        f"--chrome-flags=--headless=new {' '.join(flag for flag in FLAGS if ' ' not in flag)}",
    ]  # fmt: skip
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            env={
                **environment(),
                "CHROME_PATH": str(find(BROWSER)),
                "npm_config_cache": str(folder),
            },
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    if not report.is_file():
        return (done.stderr.strip().splitlines() or ["no report"])[-1]
    told = json.loads(report.read_text("utf-8"))
    scores = told["categories"]
    shift = told["audits"]["cumulative-layout-shift"].get("numericValue", 0)
    return {
        **{name: round(100 * (scores[name]["score"] or 0)) for name in CATEGORIES},
        "layout shift": round(shift, 3),
    }


def measure(site: Path, *, scored: bool = True) -> None:
    """Print a line a page of the demonstration's site; fail where it asks others, or searches early.

    Args:
        site: The folder of the site.
        scored: Whether Lighthouse is asked too.
    """
    wrong = []
    with hosted_packed(site) as root:
        with launched() as browser:
            print(f"{'':10} {'requests':>8} {'whole':>8} {'our JS':>8} {'our CSS':>8}")
            for name, page in PAGES.items():
                weight = weigh(browser, root, page)
                found = figures(weight)
                sizes = " ".join(
                    f"{found[one] / KB:5.1f} KB" for one in ("whole", "script", "style")
                )
                over = missed(found)
                print(
                    f"{name:10} {found['requests']:8} {sizes}  {over and f'missed: {over}'}",
                    flush=True,
                )
                wrong += [f"{name} asks {url}" for url in weight.foreign]
                wrong += [f"{name} fetches {path} before a search" for path in weight.early]
        if scored:
            _score(root)
    if wrong:
        sys.exit("\n".join(wrong))


def _score(root: str) -> None:
    """Print what Lighthouse says of each page."""
    with tempfile.TemporaryDirectory() as name:
        for title, page in PAGES.items():
            told = lighthouse(root + page, Path(name))
            if isinstance(told, str):
                print(f"Lighthouse could not be asked: {told}", flush=True)
                return
            scores = ", ".join(f"{category} {score}" for category, score in told.items())
            print(f"{title:10} {scores}", flush=True)


def main() -> None:
    """Build the demonstration course, or take the site that is named, and measure it."""
    if len(sys.argv) > 1:
        measure(Path(sys.argv[1]), scored="--no-lighthouse" not in sys.argv)
        return
    with tempfile.TemporaryDirectory() as name:
        site = Path(name) / "site"
        lessonry = Path(sys.executable).with_name("lessonry")
        done = subprocess.run(
            [lessonry, "build", "--site-dir", site],
            cwd=ROOT,
            capture_output=True,
            text=True,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
            check=False,
        )
        if done.returncode:
            sys.exit(done.stderr or done.stdout)
        measure(site)


if __name__ == "__main__":
    main()

"""What a build puts around lessons: files of full ones travel sealed, the home links free ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from lessonry.access import book, place
from lessonry.website.build import build_site
from tests.cases import write
from tests.website.test_access import BARE, COURSE, DAY, held_book, opened

FILES = {
    **BARE,
    "docs/index.md": "# Home\n\n/// course\n///\n",
    "docs/free.md": "---\ndownloads: free.pdf\nrelated: full\n---\n\n# Free\n\nWords.\n",
    "docs/full.md": (
        "---\naccess: full\ndownloads: {file: full.pdf, title: The sheet}\n---\n\n"
        "# Full\n\nThe preview.\n\n<!-- more -->\n\nThe rest of it.\n"
    ),
    "docs/free.pdf": "everybody's",
    "docs/full.pdf": "of those who have a code",
}


def test_the_files_of_a_full_lesson_open_with_it_and_lie_nowhere_on_the_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = held_book()
    monkeypatch.setenv(place.VARIABLE, book.packed(made, DAY))
    folder = write(tmp_path / "course", FILES)
    assert build_site(folder, quiet=True)
    site = folder / "site"
    assert (site / "free.pdf").is_file() and not (site / "full.pdf").exists()
    home = (site / "index.html").read_text("utf-8")
    assert 'href="free.pdf" download' in home
    assert "The sheet" in home and "full.pdf" not in home
    code = made.held(DAY)[0]
    assert 'download="full.pdf"' in opened(site, "full", code) or "data:application/pdf" in opened(
        site, "full", code
    )
    assert made.course == COURSE

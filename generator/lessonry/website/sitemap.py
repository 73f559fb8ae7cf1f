"""Takes the day of the build out of the sitemap: the same course shall make the same bytes tomorrow.

MkDocs calls every page new at every build. Who sets `SOURCE_DATE_EPOCH` says a day that is meant.
"""

from __future__ import annotations

import gzip
import re
from pathlib import Path

ENTRY = re.compile(r"[ \t]*<url>.*?</url>\n?", re.DOTALL)
LAST_MODIFIED = re.compile(r"\n?[ \t]*<lastmod>[^<]*</lastmod>")


def without_dates(site: Path) -> None:
    """Rewrite `sitemap.xml` and its compressed twin, where the site has them."""
    plain, packed = site / "sitemap.xml", site / "sitemap.xml.gz"
    if plain.is_file():
        text = LAST_MODIFIED.sub("", plain.read_text("utf-8"))
        plain.write_text(text, "utf-8", newline="\n")
        if packed.is_file():
            packed.write_bytes(gzip.compress(text.encode(), mtime=0))


def add_pages(site: Path, part: Path) -> None:
    """Take the pages of a part of the site, which has a sitemap of its own, into the site's."""
    plain, packed = site / "sitemap.xml", site / "sitemap.xml.gz"
    theirs = part / "sitemap.xml"
    if not plain.is_file() or not theirs.is_file():
        return
    found = "".join(ENTRY.findall(theirs.read_text("utf-8")))
    text = plain.read_text("utf-8").replace("</urlset>", f"{found}</urlset>")
    plain.write_text(text, "utf-8", newline="\n")
    if packed.is_file():
        packed.write_bytes(gzip.compress(text.encode(), mtime=0))
    without_dates(part)

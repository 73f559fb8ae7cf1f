"""A translation's own part of the site: its pages from its folder, all else from the original's place.

A page that has no translation yet is shown as the original has it, if the course needs it; other pages
and all files are linked where the original site has them, so that nothing is on the site twice.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, unquote

from babel import Locale
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import StructureItem
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Section
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink

from lessonry.domain.languages import RIGHT_TO_LEFT, Translation, known_language
from lessonry.project.structure import find_pages
from lessonry.readers.access import MORE
from lessonry.rendering.language import in_language, spoken
from lessonry.website.assets import FOLDER
from lessonry.website.preview import TITLE, cut
from lessonry.website.site import Site

ROOT = "lr-root"
"""Stands in a translation's links for the root of the site, which MkDocs knows nothing of there."""
AT_ROOT = ("manifest.webmanifest", "sw.js")
"""What a site has once, for all of its languages."""
LINK = re.compile(r"""(\s[\w:-]+=|"search": ?)(["'])([^"'<>\s]+)\2""")
"""An attribute that may be an address, and the one that Material writes into its JSON."""
SOURCES = re.compile(r"""(\ssrcset=)(["'])([^"'<>]+)\2""")
SCOPE = re.compile(r'(__md_scope=new URL\(")([./]+)(",)')
"""Of Material's own storage, which all languages share: the reader's choice of light or dark."""
HEADING = re.compile(r'<h([1-6])(?=\s)[^>]*?\sid="([^"]+)"')
HTML_TAG = re.compile(r"<html [^>]*>")

Headings = Sequence[tuple[str, str]]
"""Level and anchor of each heading of a page, in order."""


class Elsewhere(File):
    """A page or a file that is on the site once, in the original's part: linked, and not made again."""

    def is_documentation_page(self) -> bool:
        """Return no: MkDocs must not render it here."""
        return False

    def copy_file(self, dirty: bool = False) -> None:
        """Leave it where it is."""


@dataclass(kw_only=True)
class Translated:
    """What one translation's build needs to know of the original's."""

    language: Translation
    site: Site
    """Of the translation."""
    original: Site
    files: Files
    """Of the original."""
    headings: Mapping[str, Headings]
    """Of the original's pages, by their paths in `docs/`."""
    needed: frozenset[str]
    """The pages that are shown though they are not translated."""
    outside: set[str] = field(default_factory=set)
    """Addresses of what is linked in the original's part, relative to its root."""

    def add_files(self, files: Files, config: MkDocsConfig) -> None:
        """Add the original's pages and files to those of the translation."""
        own = self.site.layout
        for file in list(self.files):
            path, there = file.src_uri, files.get_file_from_path(file.src_uri)
            if not self.original.layout.is_original(path):
                continue
            if there is not None and (file.is_documentation_page() or _is_in(there, own.docs)):
                continue
            if there is not None:
                files.remove(there)
            if path in self.needed and file.src_dir is not None:
                files.append(File(path, file.src_dir, config.site_dir, config.use_directory_urls))
                continue
            files.append(
                Elsewhere(
                    path,
                    None,
                    config.site_dir,
                    config.use_directory_urls,
                    dest_uri=file.dest_uri,
                    inclusion=file.inclusion,
                )
            )
            self.outside.add(unquote(file.url))

    def is_original(self, page: Page) -> bool:
        """Return whether a page is shown as the original has it."""
        return page.file.src_uri in self.needed and _is_in(
            page.file, self.original.layout.docs, self.site.layout.docs
        )

    def content(self, text: str, page: Page) -> str:
        """Return a page's own text with the original's anchors and places; an original marked as one."""
        if self.is_original(page):
            said = self.site.words.say(
                "This page is not translated yet. You read it in the language that it was written in."
            )
            notice = f'\n<p class="lr-notice lr-not-translated">{html.escape(said)}</p>\n'
            text = self.outward(text, page.url)
            return marked(text, notice, self.original.course.language)
        return self.outward(self._anchored(text, page), page.url)

    def _anchored(self, text: str, page: Page) -> str:
        """Return the text with the anchors that the same headings have in the original."""
        theirs = self.headings.get(page.file.src_uri, ())
        ours = HEADING.findall(text)
        if [level for level, _ in theirs] != [level for level, _ in ours]:
            return text
        named = {here: there for (_, here), (_, there) in zip(ours, theirs, strict=True)}
        named = {here: there for here, there in named.items() if here != there}
        if not named or len({*named.values()}) != len(named):
            return text
        either = "|".join(map(re.escape, sorted(named, key=len, reverse=True)))
        text = re.sub(
            rf'(\sid="|\shref="#)({either})(")',
            lambda found: found[1] + named[found[2]] + found[3],
            text,
        )
        _rename(page.toc.items, named)
        if page.present_anchor_ids is not None:
            page.present_anchor_ids |= set(named.values())
        return text

    def outward(self, text: str, url: str) -> str:
        """Return HTML whose links to what is elsewhere lead there; done twice, it changes nothing.

        Args:
            text: HTML of a page.
            url: The page's address, relative to the translation's part.
        """
        here = posixpath.dirname(unquote(url))

        def mended(link: str) -> str:
            return self._mended(link, here)

        text = LINK.sub(lambda found: found[1] + found[2] + mended(found[3]) + found[2], text)
        return SOURCES.sub(
            lambda found: found[1] + found[2] + _each(found[3], mended) + found[2], text
        )

    def _mended(self, link: str, here: str) -> str:
        end = re.search(r"[#?]|$", link)
        path = link[: end.start()] if end else link
        if not path or path.startswith(("/", "#")) or ":" in path.split("/")[0]:
            return link
        target = posixpath.normpath(posixpath.join(here, unquote(path)))
        slash = "/" if path.endswith("/") else ""
        if target.startswith("../"):
            return link
        if target in AT_ROOT:
            there = target
        elif target == ROOT or target.startswith(f"{ROOT}/"):
            there = target[len(ROOT) + 1 :]
        elif target.startswith(f"{FOLDER}/") or target + slash in self.outside:
            there = target
        else:
            return link
        up = posixpath.relpath(".", here) if here else "."
        back = posixpath.normpath(posixpath.join(up, ".."))
        made = posixpath.normpath(posixpath.join(back, there)) if there else back
        return _quoted(made + slash, path) + link[len(path) :]

    def page(self, output: str, page: Page) -> str:
        """Return a whole page, its links and its language mended."""
        output = self.outward(output, page.url)
        output = SCOPE.sub(
            lambda found: found[1] + posixpath.join(found[2], "..") + found[3], output
        )
        tag = HTML_TAG.search(output)
        if tag is None:
            return output
        code = self.language.code
        said = re.sub(r'\slang="[^"]*"', f' lang="{code}"', tag[0])
        if known_language(code) in RIGHT_TO_LEFT and "dir=" not in said:
            said = said[:-1] + ' dir="rtl">'
        return output[: tag.start()] + said + output[tag.end() :]

    def nav(self, entries: object) -> object:
        """Return the original's menu with this language's titles, less what is not here."""
        if not isinstance(entries, list):
            return entries
        own = set(find_pages(self.site.layout.docs))
        absent = set(find_pages(self.original.layout.docs)) - own - self.needed
        return list(_menu(entries, self.titles, self.language.titles, own, absent))

    @property
    def titles(self) -> Mapping[str, str]:
        """Return what parts of the menu are called, by the original's titles."""
        pairs = zip(self.original.course.modules, self.site.course.modules, strict=True)
        called = {here.title: there.title for here, there in pairs if here.title and there.title}
        return {**called, **self.language.titles}

    def name_parts(self, entries: Iterable[StructureItem]) -> None:
        """Give the parts of a menu that MkDocs made of folders their titles in this language."""
        for entry in entries:
            if isinstance(entry, Section):
                entry.title = self.titles.get(entry.title, entry.title)
                self.name_parts(entry.children)


def marked(text: str, notice: str, code: str) -> str:
    """Return a page in another language than its site's, with a notice under its title.

    What is put under the title later speaks the site's language, and where a preview ends there must
    be no element open: so the title, the preview and the rest are marked each for itself.
    """
    preview, rest = cut(text)
    title = TITLE.match(preview)
    at = title.end() if title else 0
    end = MORE.match(rest)
    mark, rest = (f"\n{end[0]}\n", rest[end.end() :]) if end else ("", rest)
    head = text[:at].replace("<h1", f"<h1{spoken(code)}", 1)
    first, second = (
        in_language(part, code) if part.strip() else "" for part in (preview[at:], rest)
    )
    return head + notice + first + mark + second


def _menu(
    entries: Iterable[object],
    parts: Mapping[str, str],
    titles: Mapping[str, str],
    own: set[str],
    absent: set[str],
) -> Iterator[object]:
    """Yield the entries of a menu; a page of the translation's own is called by its own title."""
    for entry in entries:
        title, value = (
            next(iter(entry.items())) if isinstance(entry, dict) and entry else (None, entry)
        )
        if isinstance(value, list):
            inside = list(_menu(value, parts, titles, own, absent))
            if inside:
                yield {parts.get(str(title), title): inside}
        elif value not in absent:
            said = titles.get(str(title), None if value in own else title)
            yield value if said is None else {said: value}


def native_name(code: str) -> str:
    """Return what a language calls itself: `Español`."""
    try:
        locale = Locale.parse(code, sep="-")
        name = locale.get_display_name(code.replace("-", "_")) or code
    except (ValueError, LookupError):
        return code
    return name[:1].upper() + name[1:]


def _each(sources: str, mended: Callable[[str], str]) -> str:
    parts = (part.strip().split(" ", 1) for part in sources.split(","))
    return ", ".join(" ".join([mended(first), *rest]) for first, *rest in parts)


def _quoted(made: str, former: str) -> str:
    """Return a path quoted as the former one was."""
    return quote(made) if "%" in former else made


def _is_in(file: File, folder: Path, less: Path | None = None) -> bool:
    """Return whether a file comes from a folder of pages, and not from the one `less` within."""
    source = file.abs_src_path
    if source is None or file.generated_by is not None:
        return False
    inside = Path(source).is_relative_to(folder)
    return inside and not (less is not None and Path(source).is_relative_to(less))


def _rename(anchors: Iterable[AnchorLink], named: Mapping[str, str]) -> None:
    for anchor in anchors:
        anchor.id = named.get(anchor.id, anchor.id)
        _rename(anchor.children, named)

"""Builds a course's translations into its site: a MkDocs build for each, `/es/` beside the original.

All languages have one runtime, one place in the browser's storage and one set of files; what differs
is pages, and the few modules that tell the browser of the course in words.
"""

from __future__ import annotations

import json
import logging
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.utils.yaml import yaml_load

from lessonry.diagnostics import Diagnostics
from lessonry.domain.languages import Translation, known_language
from lessonry.project.structure import INDEXES
from lessonry.project.translations import layout_of, pages_of
from lessonry.website.site import Site
from lessonry.website.sitemap import add_pages
from lessonry.website.translated import HEADING, ROOT, Headings, Translated, native_name

ALTERNATE = re.compile(r'<link rel="alternate"( href=")([^"]*)(?="[^>]* hreflang=)')
CHOICE = re.compile(r'(<a [^>]*hreflang="([^"]+)" class="md-select__link")')
CHOOSER = """\
const files = {files};
const tag = (globalThis.document?.documentElement.lang ?? "").toLowerCase();
const [first] = tag.split("-");
const load = files[tag] ?? files[first] ?? files[{own}];
const { default: course } = await load();
export { course as default };
"""
"""A module of the course's words: of one file for each language, that of the page."""
EXPORTS = re.compile(r"\bexport default\b")


@dataclass(kw_only=True)
class Languages:
    """The languages of one build of the original."""

    site: Site
    sites: dict[Translation, Site] = field(default_factory=dict)
    """Of each translation, by its language."""
    files: Files | None = None
    headings: dict[str, Headings] = field(default_factory=dict)

    @property
    def spoken(self) -> list[str]:
        """Return the languages of the interface on the site, the course's own first."""
        codes = (one.code for one in self.site.layout.translations)
        others = (known_language(code) or "en" for code in codes)
        return list(dict.fromkeys([self.site.words.language, *others]))

    @property
    def needed(self) -> frozenset[str]:
        """Return the pages that every language shows."""
        course = self.site.course
        modules = (module.path for module in course.modules if module.path)
        return frozenset({*INDEXES, *modules, *(page.path for page in pages_of(course))})

    def take_files(self, files: Files) -> None:
        """Take the translations' own files out of the original's build."""
        self.files = files
        for file in list(files):
            if not self.site.layout.is_original(file.src_uri):
                files.remove(file)

    def note_headings(self, html: str, page: Page) -> None:
        """Remember a page's anchors, which its translations take over."""
        if self.sites:
            self.headings[page.file.src_uri] = HEADING.findall(html)

    def modules(
        self, of: Callable[[Site], Iterable[tuple[str, bytes]]]
    ) -> Iterator[tuple[str, bytes]]:
        """Yield what tells the browser of the course: in every language, where there are several."""
        made = {self.site.course.language: dict(of(self.site))}
        made |= {language.code: dict(of(site)) for language, site in self.sites.items()}
        own = self.site.course.language
        for path, content in made[own].items():
            if len(made) == 1 or not EXPORTS.search(content.decode()):
                yield path, content
                continue
            folder, _, name = path.rpartition("/")
            stem = name.removesuffix(".js")
            for code, modules in made.items():
                yield f"{folder}/{stem}-{code.lower()}.js", modules[path]
            files = ", ".join(
                f'{json.dumps(code.lower())}: () => import("./{stem}-{code.lower()}.js")'
                for code in made
            )
            chooser = CHOOSER.replace("{files}", f"{{ {files} }}")
            yield path, chooser.replace("{own}", json.dumps(own.lower())).encode()

    def alternates(self, page: str, url: str, here: Translation | None) -> list[dict[str, str]]:
        """Return the languages that a page is there in, as Material's switch wants them.

        Args:
            page: Its path in `docs/`.
            url: Its address, relative to the part of its language.
            here: The language that is being built; nothing for the original.
        """
        url = "" if url in (".", "./") else url
        own = self.site.course.language
        found: list[tuple[str, Translation | None, bool]] = [
            (own, None, self._has(page, self.site.layout.docs)),
            *(
                (one.code, one, self._has(page, site.layout.docs))
                for one, site in self.sites.items()
            ),
        ]
        if sum(has for *_, has in found) < 2:
            return []
        return [
            {
                "name": native_name(code),
                "lang": code,
                "link": self._link(url, language, here) or ".",
            }
            for code, language, has in found
            if has
        ]

    def _has(self, page: str, docs: Path) -> bool:
        made = not (self.site.layout.docs / page).is_file()
        return made or page in self.needed or (docs / page).is_file()

    @staticmethod
    def _link(url: str, language: Translation | None, here: Translation | None) -> str:
        if language == here:
            return url
        part = f"{language.code}/{url}" if language else url
        return f"{ROOT}/{part}" if here else part

    @staticmethod
    def page(output: str, code: str, url: str | None) -> str:
        """Return a page whose links to other languages say more, and which Material leaves alone.

        Its script takes each for the root of a site and asks it for a sitemap, to guess what we know.
        The blank makes another text of the same list of words (HTML Living Standard, 4.6.7). In the
        header each language's name is in that language, and that of the page is the current one.

        Args:
            output: The page.
            code: Its language.
            url: Its whole address, where the site has one: search engines want whole ones.
        """

        def alternate(found: re.Match[str]) -> str:
            return f'<link rel="alternate "{found[1]}{urljoin(url or "", found[2])}'

        def said(found: re.Match[str]) -> str:
            current = ' aria-current="true"' if found[2] == code else ""
            return f'{found[1]} lang="{found[2]}"{current}'

        # All of them stand at the top; below are a thousand other links in a long course's menu.
        top, end, rest = output.partition("</header>")
        if "hreflang=" not in top:
            return output
        return f"{CHOICE.sub(said, ALTERNATE.sub(alternate, top))}{end}{rest}"

    def build(self, config: MkDocsConfig, begin: Callable[[Any, Translated], None]) -> None:
        """Build every translation into the site that was just built.

        Args:
            config: The original's.
            begin: Makes the plugin of a translation's build ready.
        """
        assert self.files is not None
        for language, site in self.sites.items():
            translated = Translated(
                language=language,
                site=site,
                original=self.site,
                files=self.files,
                headings=self.headings,
                needed=self.needed,
            )
            with ExitStack() as stack:
                docs = site.layout.docs
                if not docs.is_dir():
                    docs = Path(stack.enter_context(tempfile.TemporaryDirectory()))
                stack.enter_context(unchanged(config))
                own = self._config(config, translated, docs)
                begin(own.plugins["lessonry"], translated)
                logging.getLogger("mkdocs.plugins.lessonry").info(
                    "Building the course in %s", native_name(language.code)
                )
                build(own)
            folder = Path(own.site_dir)
            (folder / "404.html").unlink(missing_ok=True)
            add_pages(Path(config.site_dir), folder)

    def _config(self, config: MkDocsConfig, translated: Translated, docs: Path) -> MkDocsConfig:
        """Return the configuration of a translation's build."""
        language = translated.language
        file = Path(config.config_file_path)
        with file.open("rb") as opened:
            theme: Any = yaml_load(opened).get("theme") or {}
        theme = {"name": theme} if isinstance(theme, str) else dict(theme)
        url = config.site_url
        edit = config.edit_uri
        made = load_config(
            str(file),
            docs_dir=str(docs),
            site_dir=str(Path(config.site_dir) / language.code),
            site_url=f"{url.rstrip('/')}/{language.code}/" if url else None,
            site_name=language.title,
            site_description=language.description,
            copyright=language.copyright,
            edit_uri=f"{edit.rstrip('/')}/{language.code}/" if config.repo_url and edit else None,
            theme={**theme, "language": spoken_by(config, language.code)},
            nav=translated.nav(config.nav),
            use_directory_urls=config.use_directory_urls,
            strict=False,  # a warning counts in the build of the original
        )
        made.dev_addr = config.dev_addr
        return made


@contextmanager
def unchanged(config: MkDocsConfig) -> Iterator[None]:
    """Let another build have the plugins: MkDocs keeps those that outlive a build, for all of them."""
    former = {name: dict(vars(plugin)) for name, plugin in config.plugins.items()}
    try:
        yield
    finally:
        for name, state in former.items():
            vars(config.plugins[name]).clear()
            vars(config.plugins[name]).update(state)


def languages_of(site: Site) -> Languages:
    """Return the languages of a site, each translation with a site of its own in it."""
    made: dict[Translation, Site] = {}
    for language in site.layout.translations:
        layout = replace(layout_of(site.layout, language), certificates=site.layout.certificates)
        made[language] = Site(
            layout=layout,
            course=site.course.in_language(language.code),
            diagnostics=Diagnostics(),
            directory_urls=site.directory_urls,
            folder=f"{language.code}/",
        )
    return Languages(site=site, sites=made)


def spoken_by(config: MkDocsConfig, code: str) -> str:
    """Return which of the theme's languages a page in `code` has; English where none is near."""
    folders = [Path(folder) / "partials" / "languages" for folder in config.theme.dirs]
    for tag in (code, code.partition("-")[0]):
        if any((folder / f"{tag}.html").is_file() for folder in folders):
            return tag
    return "en" if any(folder.is_dir() for folder in folders) else code

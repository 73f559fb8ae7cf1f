"""The MkDocs plugin, kept thin: `plugins: [lessonry]` is all that a trainer's mkdocs.yml needs.

It loads the course once a build, reports its faults in MkDocs' own log, gives the Markdown extension
its site, frames the lessons, and adds the runtime and the issuer's public files.
"""

from __future__ import annotations

import os
import re
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from jinja2 import Environment, TemplateError
from mkdocs.config import config_options
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import clean_directory
from mkdocs.utils.templates import TemplateContext

from lessonry.credentials.desk import exam_keys
from lessonry.diagnostics import Report, Severity
from lessonry.errors import LessonryError
from lessonry.rendering.environment import template_fault
from lessonry.website import assets, faults, made_files, navigation, theme_files
from lessonry.website.about import sealed_downloads
from lessonry.website.access import Closed, check_codes, open_access
from lessonry.website.audit import exam_audit
from lessonry.website.desk import check_desk, write_desk
from lessonry.website.frame import frame, not_found
from lessonry.website.languages import Languages, languages_of
from lessonry.website.lock_secret import check_locks
from lessonry.website.locks import open_locks
from lessonry.website.markdown_extension import LessonryExtension
from lessonry.website.media import front_media
from lessonry.website.offline import Offline
from lessonry.website.options import LessonryConfig
from lessonry.website.others import make_way
from lessonry.website.page_work import PageWork
from lessonry.website.pictures import pictures_in
from lessonry.website.print_pages import PrintPages
from lessonry.website.search import Search
from lessonry.website.site import Site, load_site
from lessonry.website.site_files import searched
from lessonry.website.sitemap import without_dates
from lessonry.website.translated import Translated

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

    from lessonry.website.saves import Preview

log = get_plugin_logger("lessonry")
PREVIEW = "lessonry.website.saves"
"""Loaded where somebody serves: it brings all that speaks HTTP."""
END_OF_TITLE = re.compile(r"</h1>")
STYLE_LINK = re.compile(rf"<link [^>]*{re.escape(assets.STYLE)}[^>]*>")


class LessonryPlugin(BasePlugin[LessonryConfig]):
    """One build after another of one course."""

    site: Site
    closed: Closed
    languages: Languages
    translated: Translated | None = None
    """What this build is of, where it is a translation's."""

    def __init__(self) -> None:
        """Begin, and begin anew with each command: MkDocs keeps a plugin as long as a process."""
        self.search = Search()
        self.offline = Offline()
        self.offline.digests = self.search.digests
        self.paper = PrintPages()
        self.preview: Preview | None = None
        self.pages = PageWork()
        self.is_serving = False

    def leave_network(self) -> None:
        """Build for a disk: no index that would have to be fetched, no service worker."""
        self.search.is_fetched = False
        self.offline.is_hosted = False

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether somebody is writing, and wants to see a page in spite of its faults."""
        LessonryPlugin.__init__(self)
        self.is_serving = command == "serve"
        if self.is_serving:
            self.preview = import_module(PREVIEW).Preview(self)
        self.search.is_serving = self.offline.is_serving = self.is_serving

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Load the course, report what is wrong with it, and stop there if it cannot be built.

        This comes before MkDocs empties the site's folder, so a site that was there stays.
        """
        file = Path(config.config_file_path)
        try:
            if self.translated is None:
                if self.preview is not None:
                    self.preview.take_place(config)
                self.site = load_site(
                    file.parent,
                    config=file,
                    directory_urls=config.use_directory_urls,
                    processes=self.pages.processes,
                    former=None if self.is_serving else self.pages.look(file.parent, config),
                )
                self.languages = languages_of(self.site)
        except LessonryError as error:
            raise PluginError(f"{error.message} {error.help or ''}".strip()) from error
        self.site.extensions = lambda: (config.markdown_extensions, config.mdx_configs or {})
        self.search.take_place(config, wanted=self.config.search)
        self.offline.is_on = self.config.offline
        if self.translated is None:
            self.paper.begin(self.site, wanted=self.config.print)
            modules = [module.identifier for module in self.site.course.modules]
            self.site.pictures = pictures_in(self.site.layout.docs, modules)
            self._open_locks()
            self._report()
            if not self.is_serving:
                self.pages.open(self.site.layout.folder)
                self.search.cache = self.pages.kept.home / "search" if self.pages.kept else None
                self.offline.sources = self.pages.read
        make_way(config, self.site)
        theme_files.take_place(config.theme)
        extension = LessonryExtension(site=self.site)
        config.markdown_extensions = [
            name for name in config.markdown_extensions if name != "lessonry"
        ]
        config.markdown_extensions.append(extension)
        config.extra_css.insert(0, assets.STYLE)
        self.closed.name_sign(config, self.site)
        script = config_options.ExtraScriptValue(assets.SCRIPT)
        script.type = "module"
        config.extra_javascript.append(script)
        return config

    def _open_locks(self) -> None:
        course = self.site.course
        try:
            self.site.diagnostics.extend(check_locks(course))
            self.site.diagnostics.extend(check_desk(self.site.layout))
            certificates = self.site.layout.certificates
            if self.is_serving:
                exam_keys.load(certificates)  # a preview goes on in spite of diagnostics
            for site in self._sites:
                site.locks = open_locks(site.course, certificates, keep=not self.is_serving)
            self.site.diagnostics.extend(check_codes(course))
            self.closed = open_access(course, is_preview=self.is_serving)
        except LessonryError as error:
            raise PluginError(f"{error.message} {error.help or ''}".strip()) from error

    def _report(self) -> None:
        report = Report(diagnostics=self.site.diagnostics)
        for diagnostic in self.site.diagnostics:
            write = log.error if diagnostic.severity is Severity.ERROR else log.warning
            write(report.entry(diagnostic))
        if self.site.diagnostics.errors and not self.is_serving:
            raise PluginError(f"Nothing is built: {report.summary}")

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the runtime, the issuer's public files and, where there is none, the verify page."""
        if self.translated is None:
            self.languages.take_files(files)
        whole, read = self.translated is None, self.pages.read
        made_files.add(files, config, self.site, self.languages, whole=whole, sources=read)
        if self.translated is not None:
            self.translated.add_files(files, config)
        return files

    @event_priority(-100)  # children are copies: what other plugins make of the menu is theirs too
    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Name the parts of a translation's menu where no configuration does."""
        if self.translated is not None and not config.nav:
            self.translated.name_parts(nav.items)
        if self.translated is None and self.preview is not None:
            self.preview.nav = nav
        if not self.is_serving:
            self.pages.begin(
                config,
                files,
                nav,
                self.site,
                self.translated,
                is_hosted=self.offline.is_hosted,
                is_quoted=self.paper.is_on or bool(self.languages.sites),
            )
            kept = self.pages.kept
            self.paper.keep(self.site, kept.home if kept else None, self.pages.around)
        return nav

    def on_pre_page(self, page: Page, *, config: MkDocsConfig, files: Files) -> Page:
        """Let the page before wait for its template on the disk."""
        self.pages.turn(page)
        return page

    def on_page_markdown(
        self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files
    ) -> str:
        """Tell the extension which page comes."""
        self.site.page = page.file.src_uri
        self.closed.put_sign(page)
        return markdown

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Put a lesson, or an exam's page, into its frame, under its title."""
        for warning in self.site.warnings:
            log.warning(warning)
        self.site.warnings.clear()
        self.site.page = page.file.src_uri
        if self.pages.stays(page):
            self._quote(page)
            return html
        html += sealed_downloads(self.site)
        html, front = self._in_place(html, front_media(self.site), page)
        self.paper.note(self.site, html, front, page)
        html, front = self.closed.take(self.site, html, front, page)
        head, foot = frame(self.site)
        title = END_OF_TITLE.search(html)
        at = title.end() if title else 0
        whole = html[:at] + head + front + html[at:] + foot
        self.pages.note(page, whole, (at, len(head), len(front), len(html) - at))
        return faults.MARK + whole if self.is_serving and self.translated is None else whole

    def _quote(self, page: Page) -> None:
        """Take of a page that stays what others are made of."""
        text = self.pages.quoted(page)
        if text is not None:
            self.paper.note(self.site, text.html, text.front, page)
            if self.translated is None:
                self.languages.note_headings(text.html, page)

    def _in_place(self, html: str, front: str, page: Page) -> tuple[str, str]:
        """Return a page's text and what it shows first, in a translation with the original's places."""
        if self.translated is None:
            self.languages.note_headings(html, page)
            return html, front
        return self.translated.content(html, page), self.translated.outward(front, page.url)

    @event_priority(-100)  # what others make of the templates is to be in the menu
    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Make the menu once, not once a page."""
        self.pages.rendered()
        if self.is_serving or self.pages.left(files) > navigation.FEW:
            navigation.take_place(env, config)
        nav = self.preview.nav if self.preview else None
        self.pages.finish(files, env, self.site)
        if self.translated is None:
            made, stays = self.pages.finished(files)
            self.search.foresee(Path(config.site_dir), made, stays, self.pages.processes)
        if self.preview is not None and self.translated is None and nav is not None:
            self.preview.note(config, files, nav, env, self.site)
        return env

    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Offer a page in the languages that it is there in."""
        if self.languages.sites:
            here = self.translated.language if self.translated else None
            found = self.languages.alternates(page.file.src_uri, page.url, here)
            config.extra["alternate"] = found
        return context

    @property
    def faults(self) -> str:
        """Return what is wrong, for the trainer who is looking at the preview."""
        return faults.faults(self.site.diagnostics)

    def told(self) -> dict[str, bytes]:
        """Return what tells the browser, and whoever verifies, of the course as it is now."""
        return made_files.told(self.site, self.languages)

    @event_priority(100)  # before a page is minified, or has its addresses changed
    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Link the styles of what stands on the page, and put the search into its header."""
        if self.pages.is_finished(page):
            if self.paper.wants_styles(self.site) and (whole := self.pages.whole(page)) is not None:
                self.paper.note_styles(self.site, whole, page)
            return output
        output = STYLE_LINK.sub(
            lambda link: "".join(assets.links(link[0], page.content)), output, count=1
        )
        output = self.search.on_page(output, page, self.site)
        output = self.offline.on_page(output, page, self.site)
        if self.translated:
            output = self.translated.page(output, page)
        self.paper.note_styles(self.site, output, page)
        return self.languages.page(output, self.site.course.language, page.canonical_url)

    def on_post_template(
        self, output_content: str, /, *, template_name: str, config: MkDocsConfig
    ) -> str:
        """Let the page for an address that is nobody's lead back to the course."""
        is_lost = template_name == "404.html"
        return not_found(output_content, self.site, config.site_url) if is_lost else output_content

    @event_priority(200)
    def _lay_pages(self, *, config: MkDocsConfig) -> None:
        """Put finished pages into their places before anybody looks for them there."""
        self.pages.lay()

    @event_priority(-200)  # what others write is to be searched for leaks, and listed
    def _end_build(self, *, config: MkDocsConfig) -> None:
        """Search what was built for anything that an exam keeps to itself."""
        folder = Path(config.site_dir)
        if self.translated is not None:
            return
        self.languages.build(config, self._begin)
        with self.search.on_built(folder) as told:  # Pagefind indexes the pages meanwhile
            for locks in (site.locks for site in self._sites if site.locks):
                locks.write(folder)
                for warning in locks.warnings:
                    log.warning(warning)
            for left in self.closed.write(folder, self.site.layout.docs):
                log.warning(Report(diagnostics=self.site.diagnostics).entry(left))
            for sentence in self.paper.write(folder, self._sites):
                log.warning(sentence)
            courses = (site.course for site in self._sites)
            public, sealed = self.site.public_texts(), self.closed.texts()
            exams = exam_audit(*courses, public=public, sealed=sealed)
            closed = self.closed.audit(self.site.layout)
        for sentence in told:
            log.info(sentence)
        shipped = [Path(name) for name in config.theme.dirs if name != config.theme.custom_dir]
        leaks = searched(folder, exams, closed, shipped=shipped)
        for leak in leaks:
            log.error(str(leak))
        if leaks:
            clean_directory(config.site_dir)
            raise PluginError(
                "The built site tells answers of an exam, or what only an access code opens, so it "
                "must not be published: see above."
            )
        self._certify(folder)
        if "SOURCE_DATE_EPOCH" not in os.environ:
            without_dates(Path(config.site_dir))
        for sentence in self.offline.on_built(folder, self.site):
            log.info(sentence)
        self.paper.remember()
        self.pages.write()

    on_post_build = CombinedEvent(_lay_pages, _end_build)

    @property
    def _sites(self) -> tuple[Site, ...]:
        """Return the site, and that of each translation."""
        return (self.site, *self.languages.sites.values())

    def _begin(self, plugin: LessonryPlugin, translated: Translated) -> None:
        """Make the plugin of a translation's build ready; what it seals goes in with ours."""
        site, closed = translated.site, self.closed  # MkDocs may give it the plugin that we are
        plugin.translated, plugin.site, plugin.languages = translated, site, self.languages
        plugin.pages = self.pages.of_translation()
        plugin.search, plugin.offline, plugin.paper = self.search, self.offline, self.paper
        site.print_page, site.pictures = self.site.print_page, self.site.pictures
        plugin.closed = replace(closed, course=site.course, folder=site.folder)
        site.outward = lambda text: translated.outward(text, site.own_url(site.page or "index.md"))

    def _certify(self, folder: Path) -> None:
        """List the keys of locked exams, once it is sure that the site can be published."""
        if self.site.locks is None:
            return
        try:
            for locks in (site.locks for site in self._sites if site.locks):
                for sentence in locks.certify():
                    log.info(sentence)
            write_desk(self.site.layout, folder)
        except LessonryError as error:
            raise PluginError(f"{error.message} {error.help or ''}".strip()) from error

    def on_build_error(self, *, error: Exception) -> None:
        """Turn a fault of a trainer's own template into a sentence."""
        self.pages.end()
        self.search.end()
        if isinstance(error, TemplateError):
            raise PluginError(template_fault(error)) from error

    def on_shutdown(self) -> None:
        """Leave nothing of a preview behind, for whoever builds next in this process."""
        if self.preview is not None:
            self.preview.end()
        self.search.end()
        LessonryPlugin.__init__(self)

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any
    ) -> LiveReloadServer:
        """Show each save as soon as can be, and tell faults in the browser."""
        self.search.on_serve(server)
        if self.preview is not None:
            self.preview.begin(server)
        return server

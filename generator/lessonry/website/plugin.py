"""The MkDocs plugin, kept thin: `plugins: [lessonry]` is all that a trainer's mkdocs.yml needs.

It loads the course once a build, reports its faults in MkDocs' own log, gives the Markdown extension
its site, frames the lessons, and adds the runtime and the issuer's public files.
"""

from __future__ import annotations

import html
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

from jinja2 import TemplateError
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.utils import clean_directory

from lessonry.credentials.desk import exam_keys
from lessonry.diagnostics import Report, Severity
from lessonry.errors import LessonryError
from lessonry.rendering.course import render_lesson_frame
from lessonry.rendering.environment import template_fault
from lessonry.website import assets, serving
from lessonry.website.audit import audit
from lessonry.website.desk import check_desk, write_desk
from lessonry.website.lock_secret import check_locks
from lessonry.website.locks import open_locks
from lessonry.website.markdown_extension import LessonryExtension
from lessonry.website.site import Site, load_site
from lessonry.website.sitemap import without_dates

log = get_plugin_logger("lessonry")
SEARCH_DIALOG = '<div class="md-search" data-md-component="search" role="dialog"'
SEARCH_FIELD = re.compile(r'<input[^>]*class="md-search__input"[^>]*aria-label="([^"]*)"')
END_OF_TITLE = re.compile(r"</h1>")
STYLE_LINK = re.compile(rf"<link [^>]*{re.escape(assets.STYLE)}[^>]*>")


class LessonryConfig(Config):
    """The options; `project.layout` reads them itself, since it must do without MkDocs."""

    course = config_options.Optional(config_options.Type(str))
    quizzes = config_options.Optional(config_options.Type(str))
    certificates = config_options.Optional(config_options.Type(str))
    not_lessons = config_options.Optional(config_options.ListOfItems(config_options.Type(str)))


class LessonryPlugin(BasePlugin[LessonryConfig]):
    """One build after another of one course."""

    site: Site
    is_serving: bool = False

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether somebody is writing, and wants to see a page in spite of its faults."""
        self.is_serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Load the course, report what is wrong with it, and stop there if it cannot be built.

        This comes before MkDocs empties the site's folder, so a site that was there stays.
        """
        file = Path(config.config_file_path)
        try:
            self.site = load_site(
                file.parent, config=file, directory_urls=config.use_directory_urls
            )
        except LessonryError as error:
            raise PluginError(f"{error.message} {error.help or ''}".strip()) from error
        self.site.extensions = lambda: (config.markdown_extensions, config.mdx_configs or {})
        self._open_locks()
        self._report()
        extension = LessonryExtension(site=self.site)
        config.markdown_extensions = [
            name for name in config.markdown_extensions if name != "lessonry"
        ]
        config.markdown_extensions.append(extension)
        config.extra_css.insert(0, assets.STYLE)
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
            self.site.locks = open_locks(course, certificates, keep=not self.is_serving)
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
        made = [
            *assets.runtime_files([self.site.words.language]),
            *assets.public_files(self.site.course, self.site.layout),
        ]
        if self.site.course.issuer and not files.get_file_from_path("verify.md"):
            made.append(("verify.md", assets.VERIFY_PAGE.encode()))
        for path, content in made:
            files.append(
                File.generated(
                    config,
                    path,
                    content=content,
                    inclusion=InclusionLevel.NOT_IN_NAV
                    if path.endswith(".md") and config.nav
                    else InclusionLevel.INCLUDED,
                )
            )
        return files

    def on_page_markdown(
        self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files
    ) -> str:
        """Tell the extension which page comes."""
        self.site.page = page.file.src_uri
        return markdown

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Put a lesson into its frame, under its title."""
        for warning in self.site.warnings:
            log.warning(warning)
        self.site.warnings.clear()
        self.site.page = page.file.src_uri
        lesson = self.site.lesson
        if lesson is not None:
            head, foot = render_lesson_frame(
                self.site.course, lesson, self.site.environment, self.site.url_of
            )
            title = END_OF_TITLE.search(html)
            at = title.end() if title else 0
            html = html[:at] + head + html[at:] + foot
        return self._faults() + html if self.site.diagnostics.errors else html

    def _faults(self) -> str:
        """Return what is wrong, for the trainer who is looking at the preview."""
        report = Report(diagnostics=self.site.diagnostics)
        entries = "".join(
            f"<pre>{html.escape(report.entry(fault))}</pre>"
            for fault in self.site.diagnostics.errors
        )
        return (
            '<div class="lr-faults" role="alert"><p><strong>This course cannot be published '
            f"yet.</strong> {html.escape(report.summary)}</p>{entries}</div>"
        )

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Link the styles of what stands on the page, and name Material's search dialog.

        It is named after its field, since it has no name of its own (WCAG 4.1.2).
        """
        output = STYLE_LINK.sub(
            lambda link: "".join(_links(link[0], page.content)), output, count=1
        )
        field = SEARCH_FIELD.search(output)
        name = field.group(1) if field else "Search"
        return output.replace(SEARCH_DIALOG, f'{SEARCH_DIALOG} aria-label="{name}"', 1)

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Search what was built for anything that an exam keeps to itself."""
        folder = Path(config.site_dir)
        if self.site.locks is not None:
            self.site.locks.write(folder)
            for warning in self.site.locks.warnings:
                log.warning(warning)
        leaks = audit(folder, self.site.course, self.site.public_texts())
        for leak in leaks:
            log.error(str(leak))
        if leaks:
            clean_directory(config.site_dir)
            raise PluginError(
                "The built site tells answers of an exam, so it must not be published: see above."
            )
        self._certify(folder)
        if "SOURCE_DATE_EPOCH" not in os.environ:
            without_dates(Path(config.site_dir))

    def _certify(self, folder: Path) -> None:
        """List the keys of locked exams, once it is sure that the site can be published."""
        if self.site.locks is None:
            return
        try:
            for sentence in self.site.locks.certify():
                log.info(sentence)
            write_desk(self.site.layout, folder)
        except LessonryError as error:
            raise PluginError(f"{error.message} {error.help or ''}".strip()) from error

    def on_build_error(self, *, error: Exception) -> None:
        """Turn a fault of a trainer's own template into a sentence."""
        if isinstance(error, TemplateError):
            raise PluginError(template_fault(error)) from error

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any
    ) -> LiveReloadServer:
        """Watch what MkDocs does not know of, and tell faults in the browser."""
        serving.watch(server, self.site.layout)
        server.builder = serving.telling(server.builder, Path(server.root))
        return server


def _links(link: str, content: str | None) -> Iterator[str]:
    """Yield the link to the style of every page, then like ones to what this page needs besides."""
    for path in assets.styles_of(content or ""):
        yield link.replace(assets.STYLE, path)

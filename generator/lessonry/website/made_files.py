"""The files that a site has though nobody wrote them: the runtime, public keys, pages of our own."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from lessonry.website import assets
from lessonry.website.built import Sources
from lessonry.website.languages import Languages
from lessonry.website.outline import outline_file
from lessonry.website.progress_page import PAGE as PROGRESS
from lessonry.website.progress_page import made_page, questions_file
from lessonry.website.runtime_kept import own_files
from lessonry.website.site import Site


def add(
    files: Files,
    config: MkDocsConfig,
    site: Site,
    languages: Languages,
    *,
    whole: bool,
    sources: Sources | None = None,
) -> None:
    """Add the runtime, the issuer's public files and, where there are none, the course's own pages.

    Args:
        files: Of the site, or of a translation's part.
        config: The host's.
        site: The course.
        languages: All of its languages.
        whole: Whether these are the files of the whole site, and not of a translation.
        sources: What the build reads; nothing where nothing is kept.
    """
    made: list[tuple[str, bytes]] = []
    if whole:
        modules, outline = assets.apart(dict(languages.modules(_modules)))
        made += [*modules.items(), *own_files(languages.spoken, outline, sources)]
        made += assets.public_files(site.course, site.layout)
    if site.course.issuer and not files.get_file_from_path("verify.md"):
        made.append(("verify.md", assets.verify_page(site.words)))
    if site.course.lessons and not files.get_file_from_path(PROGRESS):
        made.append((PROGRESS, made_page(site).encode()))
    for path, content in made:
        is_aside = path == PROGRESS or (path.endswith(".md") and config.nav)
        inclusion = InclusionLevel.NOT_IN_NAV if is_aside else InclusionLevel.INCLUDED
        files.append(File.generated(config, path, content=content, inclusion=inclusion))


def told(site: Site, languages: Languages) -> dict[str, bytes]:
    """Return what tells the browser, and whoever verifies, of the course, by paths in the site."""
    summary = {f"{assets.FOLDER}/course.json": assets.course_summary(site.course)}
    return {**dict(languages.modules(_modules)), **summary}


def _modules(site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield the modules that tell the browser of the course in words."""
    yield outline_file(site)
    yield questions_file(site)

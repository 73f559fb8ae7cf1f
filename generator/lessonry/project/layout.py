"""Where things lie in a course folder, as `mkdocs.yml` says."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from lessonry.diagnostics import Diagnostics, Place, Source
from lessonry.diagnostics.spelling import listed, suggestion
from lessonry.errors import UsageError
from lessonry.readers.fields import Fields, read_mapping
from lessonry.readers.files import read_source

CONFIG = "mkdocs.yml"
OPTIONS = ("course", "quizzes", "certificates", "not_lessons")
"""What `plugins: - lessonry:` may say."""
NOT_LESSONS = ("reference/", "contribute/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The folders and names of one course."""

    folder: Path
    config: Path
    name: str
    """The course's title."""
    place: Place
    """The top of the configuration, for faults that belong to no file."""
    description: str | None = None
    url: str | None = None
    """Where the site is published, with a slash at its end."""
    directory_urls: bool = True
    """Whether a page `a.md` is at `a/` (MkDocs: `use_directory_urls`)."""
    language: str = "en"
    identifier: str | None = None
    docs: Path
    quizzes: Path
    certificates: Path
    nav: object = None
    """As it stands in the configuration: nothing, or MkDocs' nested lists."""
    not_lessons: tuple[str, ...] = NOT_LESSONS
    options: dict[str, object] = field(default_factory=dict)

    @property
    def verify_url(self) -> str | None:
        """Return where the verify page is published."""
        return self.url and self.url + ("verify/" if self.directory_urls else "verify.html")

    def label(self, path: Path) -> str:
        """Return what messages call a file: relative to the course folder."""
        try:
            return path.relative_to(self.folder).as_posix()
        except ValueError:
            return path.as_posix()

    def is_lesson(self, path: str) -> bool:
        """Return whether the page `path` (in docs) can be a lesson at all."""
        return not any(
            path == pattern or (pattern.endswith("/") and path.startswith(pattern))
            for pattern in (*self.not_lessons, "index.md", "README.md", "verify.md")
        )


def find_layout(folder: Path, diagnostics: Diagnostics, *, config: Path | None = None) -> Layout:
    """Return the layout of the course in `folder`.

    Raises:
        UsageError: There is no such folder, or no configuration in it.
    """
    folder = folder.resolve()
    file = config or next(
        (folder / name for name in (CONFIG, "mkdocs.yaml") if (folder / name).is_file()), None
    )
    if file is None or not file.is_file():
        raise UsageError(
            f"There is no {CONFIG} in {folder}.",
            help="Go to the folder of your course, or make one: `lessonry new my-course`.",
        )
    fields = _read_config(file, folder, diagnostics)
    options = _plugin_options(fields)
    _check_config(fields, options, diagnostics)
    return _layout(file, folder, fields, options or {})


def _check_config(
    fields: Fields, options: dict[str, object] | None, diagnostics: Diagnostics
) -> None:
    """Note what would keep the course from being built, or from having its quizzes."""
    if fields.is_broken:
        return
    fields.require("site_name", "the course is called by it")
    url = fields.get("site_url")
    if url and not re.match(r"https?://[^/\s]+", str(url.value)):
        fields.wrong(url, "a web address (https://…)")
    if options is None:
        found = fields.get("plugins")
        place = found.place if found else fields.source.at(1)
        message = "The plugin lessonry is not switched on, so pages would show no quiz."
        diagnostics.add("LR005", message, place)
        return
    for name, value in options.items():
        place = _line_of(fields.source, name)
        if name not in OPTIONS:
            guess = suggestion(name, OPTIONS)
            help = f"Did you mean `{guess}`?" if guess else f"Known here: {listed(OPTIONS)}."
            message = f"The plugin lessonry has no option `{name}`."
            diagnostics.add("LR010", message, place, help)
        elif not isinstance(value, list if name == "not_lessons" else str):
            wanted = "a list of paths" if name == "not_lessons" else "a text"
            diagnostics.add("LR011", f"`{name}` must be {wanted}.", place, f"Write {wanted}.")


def _line_of(source: Source, name: str) -> Place:
    """Return where an option stands; the top where a parent configuration has it."""
    for number, line in enumerate(source.lines, start=1):
        if re.match(rf"[\s{{,-]*{re.escape(name)}\s*:", line):
            return source.find(name, number)
    return source.at(1)


def _layout(file: Path, folder: Path, fields: Fields, options: dict[str, object]) -> Layout:
    def value(name: str) -> object:
        found = fields.get(name)
        return found.value if found else None

    def text(raw: object) -> str | None:
        return raw.strip() or None if isinstance(raw, str) else None

    theme = value("theme")
    language = theme.get("language") if isinstance(theme, dict) else None
    url = text(value("site_url"))
    not_lessons = options.get("not_lessons")
    return Layout(
        folder=folder,
        config=file,
        name=text(value("site_name")) or folder.name,
        place=fields.source.at(1),
        description=text(value("site_description")),
        url=None if url is None else url.rstrip("/") + "/",
        directory_urls=value("use_directory_urls") is not False,
        language=text(language) or "en",
        identifier=text(options.get("course")),
        docs=folder / (text(value("docs_dir")) or "docs"),
        quizzes=folder / (text(options.get("quizzes")) or "quizzes"),
        certificates=folder / (text(options.get("certificates")) or "certificates"),
        nav=value("nav"),
        not_lessons=tuple(str(x) for x in not_lessons)
        if isinstance(not_lessons, list)
        else NOT_LESSONS,
        options=options,
    )


def _read_config(
    file: Path, folder: Path, diagnostics: Diagnostics, heirs: tuple[Path, ...] = ()
) -> Fields:
    """Return the configuration's fields, those of its `INHERIT` parent beneath them."""
    name = file.relative_to(folder).as_posix() if file.is_relative_to(folder) else file.name
    source = read_source(file, name, diagnostics)
    if source is None:
        raise UsageError(f"{file} cannot be read.", help="Save it as UTF-8 text.")
    fields = read_mapping(source, source.text, diagnostics, code="LR004")
    inherited = fields.get("INHERIT")
    if inherited is not None and isinstance(inherited.value, str):
        parent = (file.parent / inherited.value).resolve()
        if parent.is_file() and parent not in (*heirs, file.resolve()):
            above = _read_config(parent, folder, diagnostics, (*heirs, file.resolve()))
            fields.fields = {**above.fields, **fields.fields}
    return fields


def _plugin_options(fields: Fields) -> dict[str, object] | None:
    """Return what `plugins:` says of lessonry, as a list or a mapping; nothing if it is not there."""
    found = fields.get("plugins")
    plugins = found.value if found else None
    entries = plugins if isinstance(plugins, list) else [plugins]
    for entry in entries:
        if entry == "lessonry":
            return {}
        if isinstance(entry, dict) and "lessonry" in entry:
            said = entry["lessonry"]
            return {str(n): value for n, value in said.items()} if isinstance(said, dict) else {}
    return None

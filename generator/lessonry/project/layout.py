"""Where things lie in a course folder, as `mkdocs.yml` says."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from pathlib import Path

from lessonry.diagnostics import Diagnostics, Place, Source
from lessonry.diagnostics.spelling import listed, suggestion
from lessonry.domain.about import Around
from lessonry.domain.course import Completion, Opening
from lessonry.domain.languages import Translation
from lessonry.errors import UsageError
from lessonry.readers.contact import read_comments, read_feedback
from lessonry.readers.fields import Fields, read_mapping
from lessonry.readers.files import read_source
from lessonry.readers.goals import read_completion
from lessonry.readers.translations import read_translations
from lessonry.readers.workshops import read_workshops

CONFIG = "mkdocs.yml"
TRANSLATING = "i18n"
"""The name of mkdocs-static-i18n among the plugins."""
OPTIONS: dict[str, tuple[type, str]] = {
    "course": (str, "a text"),
    "quizzes": (str, "a text"),
    "certificates": (str, "a text"),
    "not_lessons": (list, "a list of paths"),
    "lessons": (str, "`open`, `required` or `in-order`"),
    "completion": (object, ""),
    "languages": (object, ""),
    "search": (bool, "`true` or `false`"),
    "print": (bool, "`true` or `false`"),
    "offline": (bool, "`true` or `false`"),
    "workshops": (object, ""),
    "changes": (str, "the name of a file in docs/"),
    "feedback": (object, ""),
    "comments": (object, ""),
    "share": (bool, "`true` or `false`"),
}
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
    opening: Opening = Opening.REQUIRED
    completion: Completion = field(default_factory=Completion)
    around: Around = field(default_factory=Around)
    """What the configuration says of workshops, feedback and comments."""
    translations: tuple[Translation, ...] = ()
    """The languages that the course is translated into."""
    original: Layout | None = None
    """Of the course that this is a translation of."""
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

    def is_original(self, path: str) -> bool:
        """Return whether a file of `docs/` is the course's own, and none of a translation's."""
        return not path.startswith(tuple(f"{one.code}/" for one in self.translations))

    def is_lesson(self, path: str) -> bool:
        """Return whether the page `path` (in docs) can be a lesson at all."""
        return not any(
            path == pattern or (pattern.endswith("/") and path.startswith(pattern))
            for pattern in (*self.not_lessons, "index.md", "README.md", "verify.md", "progress.md")
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
    layout = _layout(file, folder, fields, options or {})
    return replace(
        layout,
        translations=_translations(fields.source, options or {}, layout.language, diagnostics),
        opening=_opening(options or {}),
        completion=_completion(fields.source, options or {}, diagnostics),
        around=_around(fields.source, options or {}, diagnostics),
    )


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
    if TRANSLATING in _plugin_names(fields):
        diagnostics.add(
            "LR006",
            f"The plugin {TRANSLATING} cannot work beside lessonry, which has languages of its own.",
            _entry_of(fields.source, TRANSLATING),
        )
    for name, value in options.items():
        place = _line_of(fields.source, name)
        if name not in OPTIONS:
            guess = suggestion(name, OPTIONS)
            help = f"Did you mean `{guess}`?" if guess else f"Known here: {listed(OPTIONS)}."
            message = f"The plugin lessonry has no option `{name}`."
            diagnostics.add("LR010", message, place, help)
        elif not isinstance(value, OPTIONS[name][0]) or (
            name == "lessons" and value not in {one.value for one in Opening}
        ):
            wanted = OPTIONS[name][1]
            diagnostics.add("LR011", f"`{name}` must be {wanted}.", place, f"Write {wanted}.")


def _entry_of(source: Source, name: str) -> Place:
    """Return where a plugin is switched on; the top where a parent file does it."""
    for number, line in enumerate(source.lines, start=1):
        if re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", line.partition("#")[0]):
            return source.find(name, number)
    return source.at(1)


def _line_of(source: Source, name: str, first: int = 1) -> Place:
    """Return where an option stands, from line `first` on; the top where a parent file has it."""
    for number, line in enumerate(source.lines, start=1):
        if number >= first and re.match(rf"(?:.*[{{,])?[\s-]*{re.escape(name)}\s*:", line):
            return source.find(name, number)
    return source.at(1)


def _opening(options: dict[str, object]) -> Opening:
    said = options.get("lessons")
    return next((one for one in Opening if one.value == said), Opening.REQUIRED)


def _completion(source: Source, options: dict[str, object], diagnostics: Diagnostics) -> Completion:
    first = _line_of(source, "completion").span.line

    def place_of(name: str) -> Place:
        inside = (n for n, line in enumerate(source.lines, start=1) if n >= first and name in line)
        return source.find(name, next(inside, first))

    return read_completion(options.get("completion"), place_of, diagnostics)


def _translations(
    source: Source, options: dict[str, object], own: str, diagnostics: Diagnostics
) -> tuple[Translation, ...]:
    first = _line_of(source, "languages").span.line

    def place_of(name: str) -> Place:
        return _line_of(source, name, first)

    return tuple(read_translations(options.get("languages"), own, place_of, diagnostics))


def _around(source: Source, options: dict[str, object], diagnostics: Diagnostics) -> Around:
    def place_of(name: str) -> Place:
        inside = (n for n, line in enumerate(source.lines, start=1) if name in line)
        return source.find(name, next(inside, 1))

    return Around(
        workshops=tuple(read_workshops(options.get("workshops"), place_of, diagnostics)),
        feedback=read_feedback(options.get("feedback"), place_of, diagnostics),
        comments=read_comments(options.get("comments"), place_of, diagnostics),
        share=options.get("share") is not False,
    )


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


def _plugin_names(fields: Fields) -> set[str]:
    """Return the names of all plugins, written as a list or a mapping."""
    found = fields.get("plugins")
    plugins = found.value if found else None
    entries = plugins if isinstance(plugins, list) else [plugins]
    return {
        str(name) for entry in entries for name in (entry if isinstance(entry, dict) else [entry])
    }

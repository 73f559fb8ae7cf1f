"""The Jinja environment: our templates, and a trainer's own before them, in a sandbox.

A template `items/choice.html.jinja` in the course's `templates/` folder takes the place of ours and
can extend it as `lessonry/items/choice.html.jinja`.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial, reduce
from pathlib import Path
from typing import Protocol

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PrefixLoader,
    TemplateError,
    pass_context,
)
from jinja2.runtime import Context
from markupsafe import Markup, escape

from lessonry.domain.catch_all import speaks_of_others
from lessonry.domain.prose import Prose
from lessonry.domain.quiz import decimal
from lessonry.locales.words import Words, filled
from lessonry.rendering import figures
from lessonry.rendering.language import spoken
from lessonry.rendering.sandbox import Sandbox

BLOCK = re.compile(r"<(?:p|pre|ul|ol|dl|table|div|blockquote|details|figure|h\d)\b")
"""What a `span` or a `p` cannot hold."""
ID = re.compile(r"""\s(?:id|name)=(?:"[^"]*"|'[^']*')(?=[^<>]*>)""")
RICH = re.compile(r"<(?!/|(?:a|abbr|b|em|i|strong)\b)")
"""What a list of the browser's own (`<option>`) shows less of than the page does."""
PICTURE = re.compile(r"""<img\b[^>]*?\balt=("[^"]*"|'[^']*')[^>]*>""")
TEMPLATES = Path(__file__).parent / "templates"
SPLIT_MARK = re.compile("\ue000(?:<[^>]*>)*gap([0-9]+)(?:<[^>]*>)*\ue001")
"""A gap's mark (`domain.items.frame.gap_mark`); a highlighter puts tags around its three parts."""


class ProseRenderer(Protocol):
    """Turns an author's Markdown into HTML for one page."""

    def block(self, prose: Prose) -> str:
        """Return whole blocks: paragraphs, lists, tables."""
        ...


def make_environment(own_templates: Path | None = None, words: Words | None = None) -> Sandbox:
    """Return the environment for one course.

    Args:
        own_templates: The course's `templates/` folder, where it has one.
        words: The interface in the course's language; English where none is given.
    """
    words = words or Words()
    ours = FileSystemLoader(TEMPLATES)
    own = [FileSystemLoader(own_templates)] if own_templates and own_templates.is_dir() else []
    loader = ChoiceLoader([*own, PrefixLoader({"lessonry": ours}), ours])
    environment = Sandbox(loader, words.language)
    environment.tests["blocks"] = lambda html: BLOCK.search(str(html)) is not None
    environment.tests["catch_all"] = lambda prose: speaks_of_others(prose.markdown)
    environment.tests["rich"] = lambda html: RICH.search(str(html)) is not None
    environment.globals |= {
        "words": words,
        "say": _say(words),
        "counted": lambda n, one, many, **values: _filled(
            words.counted_pattern(n, one, many), {"n": n, **values}
        ),
    }
    environment.filters |= {
        "markdown": _block,
        "inline": _inline,
        "gaps": _gaps,
        "plain": _plain,
        "again": _again,
        "decimal": decimal,
        "listed": partial(_listed, words.say("{one}, {another}")),
        "either": partial(_listed, words.say("{one} or {another}")),
        "figure": partial(figures.figure, words),
        "points": partial(figures.points, words),
        "mark": partial(figures.mark, words),
        "spoken": spoken,
    }
    return environment


def _say(words: Words) -> Callable[..., Markup]:
    """Return what says a message; most have no placeholders, and are made up once."""
    bare = cache(lambda text: _filled(words.pattern(text), {}))
    return lambda text, **values: _filled(words.pattern(text), values) if values else bare(text)


def _filled(pattern: str, values: Mapping[str, object]) -> Markup:
    """Return a message as HTML: what is put in is escaped, unless it is HTML already."""
    return Markup(filled(str(escape(pattern)), {name: escape(v) for name, v in values.items()}))


def _listed(pattern: str, things: Sequence[Markup]) -> Markup:
    """Return things in a row; `pattern` is how the language puts one beside what came before it."""
    if not things:
        return Markup()
    return reduce(lambda one, another: _filled(pattern, {"one": one, "another": another}), things)


def words_of(environment: Environment) -> Words:
    """Return the interface that an environment's pages speak."""
    words = environment.globals["words"]
    assert isinstance(words, Words)
    return words


def template_fault(error: TemplateError) -> str:
    """Return what is wrong with a template, and in which one, in a sentence."""
    name, line = getattr(error, "name", None), getattr(error, "lineno", None)
    if line is None:
        frames = traceback.extract_tb(error.__traceback__)
        named = [frame for frame in frames if frame.filename.endswith(".jinja")]
        name, line = (named[-1].filename, named[-1].lineno) if named else (name, None)
    where = f" {name}" + (f", line {line}" if line else "") if name else ""
    reason = str(error.message or type(error).__name__).rstrip(".")
    return f"The template{where} does not work: {reason}."


@pass_context
def _block(context: Context, prose: Prose) -> Markup:
    renderer: ProseRenderer = context["prose_renderer"]
    return Markup(renderer.block(prose))


@pass_context
def _inline(context: Context, prose: Prose) -> Markup:
    """Return the HTML without the paragraph around it, where one paragraph is all there is."""
    html = str(_block(context, prose)).strip()
    inside = html.removeprefix("<p>").removesuffix("</p>")
    alone = html.startswith("<p>") and html.endswith("</p>") and "<p>" not in inside
    return Markup(inside if alone else html)


def _again(html: Markup) -> Markup:
    """Return a second copy of some HTML for the same page, without the ids that only one may have."""
    return Markup(ID.sub("", html))


def _plain(html: str) -> str:
    """Return the text of HTML in one line, of pictures what stands for them."""
    spoken = PICTURE.sub(lambda found: f" {found.group(1)[1:-1]} ", str(html))
    return Markup(spoken).striptags()


@pass_context
def _gaps(context: Context, prose: Prose, inputs: Sequence[Markup]) -> Markup:
    """Return the HTML with each gap's mark replaced by what stands for it."""
    html = str(_block(context, prose))
    return Markup(SPLIT_MARK.sub(lambda mark: str(inputs[int(mark.group(1))]), html))

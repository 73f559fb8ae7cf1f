"""Knows which texts Markdown does nothing to but put them into a paragraph: most pieces of a quiz.

For these no parser has to run. It is a list of what is surely plain, not of what is markup: a
character, a processor or a setting that it does not know means that the parser decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

from markdown import Markdown
from markdown.inlinepatterns import Pattern
from markdown.treeprocessors import InlineProcessor

WORD = r"[^\s\x00-\x1f\x7f-\xa0#$&*+<=>@\[\\\]^_`{|}~]+"
"""Of ASCII letters, digits and `! " % ' ( ) , - . / : ; ?`; of all other scripts whatever is printed."""
BEGIN = r"""(?![-!%),./:;?]|\d+[.)])"""
"""No line begins as that of a list, a definition, a heading, an admonition or a block does."""
PLAIN = re.compile(rf"{BEGIN}{WORD}(?: {WORD})*(?:\n{BEGIN}{WORD}(?: {WORD})*)*")
"""One paragraph of words with one blank between them; in ASCII no sign that Markdown is made of."""
CORE = frozenset(pattern.pattern for pattern in Markdown().inlinePatterns)
"""What Python-Markdown looks for inside a line: all of it has a sign that no plain text has."""
INERT = frozenset(
    f"{module}.{name}"
    for module, names in {
        "markdown.preprocessors": "NormalizeWhitespace HtmlBlockPreprocessor",
        "markdown.blockprocessors": (
            "EmptyBlockProcessor ListIndentProcessor CodeBlockProcessor HashHeaderProcessor "
            "SetextHeaderProcessor HRProcessor OListProcessor UListProcessor BlockQuoteProcessor "
            "ReferenceProcessor ParagraphProcessor"
        ),
        "markdown.treeprocessors": "PrettifyTreeprocessor UnescapeTreeprocessor",
        "markdown.postprocessors": "RawHtmlPostprocessor AndSubstitutePostprocessor",
        "markdown.extensions.abbr": "AbbrBlockprocessor AbbrTreeprocessor",
        "markdown.extensions.admonition": "AdmonitionProcessor",
        "markdown.extensions.attr_list": "AttrListTreeprocessor",
        "markdown.extensions.codehilite": "HiliteTreeprocessor",
        "markdown.extensions.def_list": "DefListIndentProcessor DefListProcessor",
        "markdown.extensions.fenced_code": "FencedBlockPreprocessor",
        "markdown.extensions.footnotes": (
            "FootnoteBlockProcessor FootnoteTreeprocessor FootnotePostTreeprocessor "
            "FootnoteReorderingProcessor FootnotePostprocessor"
        ),
        "markdown.extensions.legacy_attrs": "LegacyAttrs",
        "markdown.extensions.md_in_html": (
            "HtmlBlockPreprocessor MarkdownInHtmlProcessor MarkdownInHTMLPostprocessor"
        ),
        "markdown.extensions.sane_lists": "SaneOListProcessor SaneUListProcessor",
        "markdown.extensions.tables": "TableProcessor",
        "pymdownx.arithmatex": "BlockArithmatexProcessor",
        "pymdownx.blocks": "BlocksProcessor BlocksTreeprocessor",
        "pymdownx.details": "DetailsProcessor",
        "pymdownx.highlight": "HighlightTreeprocessor",
        "pymdownx.saneheaders": "SaneHeadersProcessor",
        "pymdownx.snippets": "SnippetPreprocessor",
        "pymdownx.superfences": "SuperFencesBlockPreprocessor SuperFencesCodeBlockProcessor",
        "pymdownx.tabbed": "TabbedProcessor TabbedTreeprocessor",
        "pymdownx.tasklist": "TasklistTreeprocessor",
    }.items()
    for name in names.split()
)
"""Processors that leave a plain text alone, and keep nothing from one text to the next."""
SIGNS = {
    "markdown.extensions.smarty.SubstituteTextPattern": r"""['"]|--|\.\.\.""",
    "pymdownx.arithmatex.InlineArithmatexPattern": r"[$\\]",
    "pymdownx.keys.KeysPattern": r"\+",
    "pymdownx.magiclink.MagiclinkMailPattern": "@",
    "pymdownx.smartsymbols.SmartSymbolsPattern": r"[(/]|--|\d[^\W\d]",
}
"""Of extensions whose own patterns are many or slow: what every match of one of them has."""
FILLED = ("abbrs", "auto_append")
"""Where such processors have words or files that act on any text, if a trainer gave them some."""


def is_known(markdown: Markdown) -> bool:
    """Return whether all that `markdown` has beside what acts inside a line is known here."""
    return all(
        _name(one) in INERT and not any(getattr(one, what, None) for what in FILLED)
        for one in _processors(markdown)
        if not isinstance(one, InlineProcessor)
    )


class PlainTexts:
    """Tells plain texts from others, for one Markdown object that is known."""

    def __init__(self, markdown: Markdown) -> None:
        patterns: list[Pattern] = list(markdown.inlinePatterns)
        for one in markdown.treeprocessors:
            if isinstance(
                one, InlineProcessor
            ):  # `smarty` and `smartsymbols` have one of their own
                patterns += cast("list[Pattern]", list(one.inlinePatterns))
        self.signs = list({_sign(one) for one in patterns if one.pattern not in CORE})
        """What extensions look for inside a line, such as `:smile:` or two hyphens."""

    def paragraph(self, text: str) -> str | None:
        """Return what Markdown makes of a plain text; nothing for one that it has to see."""
        if not PLAIN.fullmatch(text) or any(sign.search(text) for sign in self.signs):
            return None
        return f"<p>{text}</p>"


def _sign(pattern: Pattern) -> re.Pattern[str]:
    known = SIGNS.get(_name(pattern))
    sign: re.Pattern[str] = re.compile(known) if known else pattern.getCompiledRegExp()
    return sign


def _processors(markdown: Markdown) -> Iterator[object]:
    yield from markdown.preprocessors
    yield from markdown.parser.blockprocessors
    yield from markdown.treeprocessors
    yield from markdown.postprocessors


def _name(processor: object) -> str:
    return f"{type(processor).__module__}.{type(processor).__name__}"

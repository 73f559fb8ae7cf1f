from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown

from lessonry.website.plain import PlainTexts, is_known

WRITING: dict[str, tuple[list[str], dict[str, dict[str, Any]]]] = {
    "nothing": ([], {}),
    "delight": (
        ["admonition", "attr_list", "def_list", "md_in_html", "smarty", "tables",
        "pymdownx.betterem", "pymdownx.details", "pymdownx.mark", "pymdownx.superfences"],
        {},
    ),
    "python-markdown": (
        ["abbr", "attr_list", "codehilite", "def_list", "fenced_code", "footnotes", "legacy_attrs",
        "legacy_em", "md_in_html", "nl2br", "sane_lists", "smarty", "tables", "wikilinks"],
        {"smarty": {"smart_angled_quotes": True}},
    ),
    "pymdown": (
        ["pymdownx.arithmatex", "pymdownx.caret", "pymdownx.emoji", "pymdownx.highlight",
        "pymdownx.inlinehilite", "pymdownx.keys", "pymdownx.magiclink", "pymdownx.progressbar",
        "pymdownx.smartsymbols", "pymdownx.snippets", "pymdownx.tabbed", "pymdownx.tasklist",
        "pymdownx.tilde", "pymdownx.escapeall", "pymdownx.saneheaders", "pymdownx.bracketspan",
        "pymdownx.blocks.admonition", "pymdownx.blocks.details", "pymdownx.blocks.tab"],
        {
            "pymdownx.magiclink": {
                "user": "a", "repo": "b",
                "normalize_issue_symbols": True,
                "repo_url_shorthand": True,
                "social_url_shorthand": True,
            }
        },
    ),
}  # fmt: skip
"""What trainers switch on, by what it is."""
MADE = {name: Markdown(extensions=e, extension_configs=c) for name, (e, c) in WRITING.items()}
PIECES = st.sampled_from(
    ["a", "I", "b/c", "24", "3.", "1)", "1/2", "2nd", "c/o", "(c)", "(tm)", "word", "what's", '"so"',
    "'80s", "-", "--", "---", "...", "–", "„wie“", "schön", "हिन्दी", "مرحبا", "。", "日本", "🙂", ":",
    ":smile:", ": ", "www.example.org", "https://example.org", "me@example.org", "@me", "a/b#1",
    "#1", "#", "!", "!!!", "!2", "?", "???", "?3", "===", "///", "/// tab", "=", "+", "++ctrl++", "%",
    "*", "**b**", "_", "`c`", "~", "^", "|", "a | b", "[x]", "[^1]", "[[w]]", "![i](u)", "<", ">",
    "<b>", "&", "&amp;", "&c", "{", "{ #i }", "$", "$x$", "\\", "\\(", "--8<--", "A:",
    "Term", "*[A]: b",
    ".", ",", ";", "a.", "a)", "i.", "-a", "e.g.", "10%", "24h", "\xa0", "\u2028", "\u200b",
    "\x02", "\t",
    "0123456789012345678901234567890123456789", "\ue000gap0\ue001", "[=50% x]", "::", "github:me/b"],
)  # fmt: skip
TEXTS = st.one_of(
    st.lists(
        st.tuples(PIECES, st.sampled_from(["", " ", " ", " ", "  ", "\n", "\n\n", "\n    "]))
    ).map(lambda pairs: "".join(piece + after for piece, after in pairs).strip(" \n")),
    st.text("abcdhipstw TOCR019.,;:!?()'\"/%-\n–é。ह🙂", max_size=30),
    st.text(max_size=30),
)


@pytest.mark.parametrize("name", WRITING)
def test_whatever_is_taken_for_plain_is_what_markdown_makes_of_it(name: str) -> None:
    markdown = MADE[name]
    assert is_known(markdown)
    plain = PlainTexts(markdown)

    @settings(max_examples=400, deadline=None)
    @given(TEXTS)
    def agrees(text: str) -> None:
        made = plain.paragraph(text)
        assert made is None or made == markdown.reset().convert(text)

    agrees()


@pytest.mark.parametrize("name", WRITING)
@pytest.mark.parametrize(
    "text",
    ["Who decides?", "24 hours, 7 days", "Ein Tag – schön", "हिन्दी में"],
)
def test_ordinary_answers_need_no_parser(name: str, text: str) -> None:
    assert PlainTexts(MADE[name]).paragraph(text) == f"<p>{text}</p>"


@pytest.mark.parametrize(
    ("extension", "config"),
    [
        ("meta", {}),
        ("pymdownx.fancylists", {}),
        ("pymdownx.striphtml", {}),
        ("abbr", {"glossary": {"HTML": "Hypertext Markup Language"}}),
        ("pymdownx.snippets", {"auto_append": ["words.md"]}),
    ],
)
def test_an_extension_that_may_act_on_any_text_is_not_known(
    extension: str, config: dict[str, object]
) -> None:
    made = Markdown(extensions=[extension], extension_configs={extension: config})
    assert not is_known(made)


def test_lines_of_one_paragraph_are_plain_where_they_are_not_kept_apart() -> None:
    text = "What a day!\nWhat a night!"
    assert PlainTexts(MADE["nothing"]).paragraph(text) == f"<p>{text}</p>"
    assert PlainTexts(MADE["python-markdown"]).paragraph(text) is None

"""Strategies of texts that would be taken for something else if they could: plain, and in Markdown."""

from __future__ import annotations

from hypothesis import strategies as st

from lessonry.importers.plain_text import escaped, escaped_line

WORDS = (
    "soup", "Größe", "naïve", "שלום", "مرحبا", "日本語", "हिन्दी", "😀", "👩‍👩‍👧", "3 × 4", "½",
    "\u200f(a)\u200f",
    "[x] yes", "(x) no", "( )", "[ ] box", "- dash", "1. one", "10) ten", "# head",
    "## head", "> quote",
    "---", "===", "***", "!!! note", "!!! explanation", "??? hint", "?? why",
    "/// quiz | a", "```", "~~~",
    "[[gap]]", "[[= 3]]", "[[...]]", "[[[a]]]", "\\[[", "a => b", "=>", "<=>", "\\=>",
    "a | b", "| a | b |",
    "|---|---|", "<b>bold</b>", "<!-- x -->", "<!--", "-->", "<script>", "a < b & c > d",
    "&amp;", "{{ x }}",
    "{ #id points=2 }", "{x}", "$x^2$", "`code`", "``", "*a*", "**b**", "_c_", "[a](b)",
    "![a](b.png)", "[a]: b",
    "C:\\dir\\", "\\", "$5", "50 %", "rect(1,2,3,4) a", "true", "null", "2024-01-01",
    ": a", "a: b", "a #b", "C #",
    "it's", '"quoted"', "“curled”", "Term\n: meaning", "    indented", "http://a.b/c_d",
    "~", "==mark==",
)  # fmt: skip
"""What people, and programs, write into questions."""
BLOCKS = (
    "One.\n\nTwo.", "- a\n- b", "1. a\n2. b", "- a\n    - b\n- c", "* star\n* more",
    "```python\nx = [[1, 2], [3, 4]]\n# no heading\n- (x) no choice\n```",
    "~~~\n<!-- shown -->\n~~~", "    indented = code", "See\n`a[[0]]` and `b => c`",
    "| a | b |\n| --- | --- |\n| 1 | 2 |", "<p>HTML &amp; more</p>", "![a cat](../docs/cat.png)",
    "Break<br>\nhere", "**Bold** and *not*, [a link](https://example.org/a_b)", "$$\nx = 1\n$$",
)  # fmt: skip
"""Markdown of several forms, as it may stand in most places."""

PLAIN = st.lists(
    st.one_of(st.sampled_from(WORDS), st.text(max_size=5)), min_size=1, max_size=4
).map(" ".join)
"""Plain text of any kind."""
LINES: st.SearchStrategy[str] = PLAIN.map(escaped_line).filter(str.strip)
"""Markdown of one line."""
TEXTS: st.SearchStrategy[str] = st.one_of(
    LINES,
    st.lists(PLAIN, min_size=1, max_size=3).map("\n".join).map(escaped).filter(str.strip),
    st.sampled_from(BLOCKS),
)
"""Markdown of any number of lines."""
LISTED: st.SearchStrategy[str] = TEXTS.filter(lambda text: not text.startswith(" "))
"""The same, for lists: a line of theirs takes away what all of its lines are indented by."""

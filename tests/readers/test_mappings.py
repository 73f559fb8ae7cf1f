"""What is composed of plain lines is what PyYAML composes of them."""

from __future__ import annotations

import yaml
from hypothesis import given
from hypothesis import strategies as st

from lessonry.readers.mappings import _plain

LINES = (
    "title: Quiz 1", "mode: exam", "a:", "", "  ", "  - x", "  - x y", '  - "q"', "   - y",
    "  -", "  -x",
    "  k: v", "  l: w", "    k: v", "  - k: v", "  k:", '  "k": v', "b: 'it'", 'c: "x: y"', 'c: "x\\n"',
    "d: yes", "yes: 1", "null: ~", "e: 80%", "f: 1.5e3", "g: 2026-01-02", "h: [a]", "i: {a: b}",
    "j: |", "  text", "k: a # c", "l: a#b", "m: a:b", "n: a: b", "o: a:", "p:x", "q : x", "- a", "---",
    "...", "# c", "  # c", "r: é ünï", "s: 12:30:45", "t: 0x1F", "u: 1_000", "v: =", "<<: a", "x: *a",
    "y: &a b", "z: !t b", "aa: - b", "ab: -b", "ac: ?b", 'ad: "a" b', "ae: 'a''b'", "af: a  ",
    "ag:   a", "ah:  ", "éa: x", "1a: x", "a-b: c", "ai: a, b]", "ak: @a", "an: .5", "ao: \u00a0x",
    "ap: x\u00a0", "aq: \U0001f600", "ar: x\u2028y", "as: \ttab", "au: a\tb", 'aw: ""', "  - ''",
    "ay: a ", "bb: ..", "be: 0o7", "bi: +1", "bk: \\x", "bp: a :b", "bq: a #b", "bs: a\u3000: b",
)  # fmt: skip


@st.composite
def documents(draw: st.DrawFn) -> str:
    """Return lines of front matter, now and then with a mark put in."""
    text = "\n".join(draw(st.lists(st.sampled_from(LINES), max_size=6)))
    if draw(st.booleans()):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(st.sampled_from(" :-#'\"[]{},&*!|>%@`\\\n?=~a1\t\x85")) + text[at:]
    return text


def told(node: yaml.Node | None) -> object:
    """Return all of a node that readers ask for."""
    if node is None:
        return None
    marks = node.start_mark.index, node.end_mark.index
    if isinstance(node, yaml.ScalarNode):
        return node.tag, node.value, marks
    if isinstance(node, yaml.MappingNode):
        return node.tag, [(told(name), told(value)) for name, value in node.value], marks
    return node.tag, [told(entry) for entry in node.value], marks


@given(documents())
def test_plain_lines_compose_as_pyyaml_composes_them(text: str) -> None:
    made = _plain(text)
    if made is not None:
        assert told(made) == told(yaml.compose(text, Loader=yaml.SafeLoader))


def test_front_matter_as_most_has_it_is_composed_without_pyyaml() -> None:
    text = (
        'title: "Recovery: fix it"\nmode: exam\nobjectives:\n  a: Say so\n  b: Do so\nlist:\n  - x'
    )
    assert _plain(text) is not None

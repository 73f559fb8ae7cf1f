"""Patterns: the same in the browser, and over in no time whatever is typed."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessonry.domain.patterns import PatternError, compile_pattern, matches
from lessonry.domain.response import fold_entry
from tests.machine import ROOT, Command

TYPED = (
    "", "a", "A", "aa", "ab", "abab", "color", "Colour", "colouur", "b", "ba", "a b", "a  b", "a-b",
    "a.b", "axb", "0", "10", "1,5", "1.5", "٣", "_", "-", "]", "}", "{", "/", "\\", "|", "^", "$",
    "ß", "ẞ", "ss", "é", "É", "e\u0301", "σ", "ς", "Σ", "İ", "i", "I", "ı", "ſ", "s", "K", "k",
    "Ǆ", "ǆ", "ﬁ", "fi", "😀", "😀😀", "你好", "a\u00a0b", "a\tb", "\u2028", "it is fire", "fire",
    "the fire exit", "x", "y", "z", "n", "\u1e9e", "μ", "µ", "Ω", "Ω", "å", "Å", "ö", "Ö", "Я", "я",
)  # fmt: skip
ACCEPTED = (
    "a", "ab|ba", "colou?r", "colo(u|)r", "(?:ab)+", "(ab)*", "a{2}", "a{1,2}", "a{1,}", ".", "..",
    ".*", "a.b", r"a\.b", r"a\-b", "a-b", "[ab]+", "[^ab]", "[a-c]+", "[a-]", "[-a]", "[+-/]",
    r"[\]]", r"[\^]", r"[\w.-]+", r"[\d,]+", r"\d+", r"\D", r"\w+", r"\W", r"\s", r"a\sb", r"\S+",
    r"\bfire\b", r".*\bfire\b.*", "]", "}", r"\{", r"\/", "/", r"\\", r"\|", r"\^", r"\$", "é", "ß",
    "ẞ", "σ", "ς", "i", "I", "İ", "ı", "[a-z]", "[i-k]", "[^i]", "s", "k", "μ", "Å", "ö", "[ä-ü]",
    "😀", "😀+", "[😀-😂]", "你.", "a+?b", "a*?", "a??b", "(?:a|b)c|x", "()", "(a|)", ".*fire.*exit.*",
    "fi", "ǆ", "я", "[а-я]", "Ω",
)  # fmt: skip
REFUSED = {
    "": 0,
    "(": 0,
    ")": 0,
    "a(b": 1,
    "[": 0,
    "a[b": 1,
    "[]": 0,
    "[]-a]": 0,
    "[^]": 0,
    "*": 0,
    "a**": 2,
    "a+*": 2,
    "{2}": 0,
    "a{,2}": 1,
    "a{2": 1,
    "a{3,2}": 1,
    "a{1001}": 1,
    "^a": 0,
    "a$": 1,
    "(?=a)": 0,
    "(?!a)": 0,
    "(?<=a)": 0,
    "(?<n>a)": 0,
    "(?i)a": 0,
    r"(a)\1": 3,
    r"\p{L}": 0,
    r"\x41": 0,
    r"\u0041": 0,
    r"\n": 0,
    r"a\b+": 1,
    r"[\w-.]": 1,
    r"[a-\d]": 1,
    r"[\b]": 1,
    r"[z-a]": 1,
    "\\": 0,
    "[\\": 1,
    "(" * 100 + ")" * 100: 30,
}
HANGING = (
    "(a+)+", "(a*)*", "(a|aa)+", "(a|a)*", "(a?a?)*", "(a{1,5})*", "(a+b?)+c", "(.*)*", "((ab)*)*",
    "(a|b|ab)*", "(?:a|[ab])+", "a?" * 30 + "a" * 30, "(a|a)" * 30, ".*a.*a.*a.*a.*b",
    "(a{0,9}){9}", "((a{1000}){1000}){1000}", "(a{0,1000}){0,1000}", "a{0,1000}" * 4,
)  # fmt: skip


def test_the_browser_takes_what_we_take(node: Command) -> None:
    """Run all of the table through the runtime's own function, and through the naked `RegExp`."""
    runtime = (ROOT / "generator/lessonry/runtime/gaps/text-entry.js").as_uri()
    script = f"""
        import {{ fold, matches }} from {json.dumps(runtime)};
        const [patterns, typed] = {json.dumps([ACCEPTED, TYPED])};
        const naked = (pattern, entry, flags) => {{
          try {{ return new RegExp(`^(?:${{pattern}})$`, flags).test(entry); }} catch {{ return null; }}
        }};
        const rows = [];
        for (const pattern of patterns)
          for (const entry of typed)
            for (const ignoreCase of [false, true]) {{
              const folded = fold(entry, false);
              rows.push([matches(pattern, folded, ignoreCase),
                         naked(pattern, folded, ignoreCase ? "iu" : "u")]);
            }}
        console.log(JSON.stringify(rows));
    """
    rows = iter(json.loads(node("--input-type=module", "--eval", script).stdout))
    differing = []
    for pattern in ACCEPTED:
        for entry in TYPED:
            for ignore_case in (False, True):
                ours = matches(
                    pattern, fold_entry(entry, ignore_case=False), ignore_case=ignore_case
                )
                runtimes, naked = next(rows)
                if runtimes is not ours or naked not in (ours, None):
                    differing.append((pattern, entry, ignore_case, ours, runtimes, naked))
    assert differing == []


@pytest.mark.parametrize(("pattern", "position"), REFUSED.items())
def test_what_is_not_read_alike_is_refused_at_its_place(pattern: str, position: int) -> None:
    with pytest.raises(PatternError) as caught:
        compile_pattern(pattern, ignore_case=False)
    assert caught.value.position == position


@pytest.mark.parametrize("pattern", HANGING)
def test_what_could_hang_is_refused(pattern: str) -> None:
    with pytest.raises(PatternError):
        compile_pattern(pattern, ignore_case=False)


@pytest.mark.parametrize("pattern", ["a*a*[ab]*c", ".*a.*a.*c", "(a|b)*c", "(?:aa)*b", "a?" * 16])
def test_the_worst_that_is_taken_is_over_soon(pattern: str) -> None:
    begin = time.process_time()
    assert not matches(pattern, "a" * 1000, ignore_case=False)
    assert time.process_time() - begin < 15


def test_an_endless_entry_matches_nothing() -> None:
    assert matches("a*", "a" * 1000, ignore_case=False)
    assert not matches("a*", "a" * 1001, ignore_case=False)


@given(st.text(alphabet="ab()[]{}|?*+.,-^$\\/dwsbI1 0é", max_size=16), st.text(max_size=8))
def test_any_text_is_a_pattern_or_is_refused_within_itself(pattern: str, entry: str) -> None:
    position = 0
    try:
        matches(pattern, entry, ignore_case=True)
    except PatternError as error:
        position = error.position
    assert 0 <= position <= len(pattern)


@given(st.text(min_size=1, max_size=10))
def test_letters_and_digits_match_themselves(text: str) -> None:
    word = "".join(c for c in text if c.isalnum())
    if word:
        assert matches(word, word, ignore_case=False)

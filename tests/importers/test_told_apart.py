"""Each text format is told from the others by its text alone."""

from __future__ import annotations

import pytest

from lessonry.importers.foreign import ForeignFile
from lessonry.importers.formats import format_of

SAMPLES = (
    ("gift", "a.txt", "::Q:: What? {=a ~b}\n"),
    ("gift", "a.txt", "// comment\n\n$CATEGORY: x\n\nTea is wet. {T}\n"),
    ("gift", "a.gift", "A text\n"),
    ("mkdocs-quiz", "a.md", "# Page\n\n<quiz>\nA?\n- [x] b\n- [ ] c\n</quiz>\n"),
    ("mkdocs-quiz", "a.md", "# Page\n\n<?quiz?>\nquestion: A?\nanswer-correct: b\n<?/quiz?>\n"),
    (
        "mdbook-quiz",
        "a.toml",
        '[[questions]]\ntype = "ShortAnswer"\nprompt.prompt = "A?"\nanswer.answer = "b"\n',
    ),
    ("quizdown", "a.md", "## A?\n\n1. [x] b\n1. [ ] c\n"),
    ("quizdown", "a.md", "---\nshuffleQuestions: true\n---\n\n## Sort\n\n1. a\n2. b\n"),
    ("liascript", "a.md", "# Tea\n\nWhich?\n\n[( )] a\n[(X)] b\n"),
    ("liascript", "a.md", "<!--\nnarrator: US\n-->\n\n# Tea\n\nWhat?\n\n    [[tea]]\n"),
    ("aiken", "a.txt", "What?\nA. one\nB. two\nANSWER: A\n"),
)


@pytest.mark.parametrize(("name", "file", "text"), SAMPLES)
def test_a_text_is_told_by_itself(name: str, file: str, text: str) -> None:
    assert format_of(ForeignFile(name=file, data=text.encode())).name == name

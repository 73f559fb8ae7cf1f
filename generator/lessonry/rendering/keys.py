"""The key of an item as the page carries it, for practice: `data-lr-key`."""

from __future__ import annotations

import json
from typing import assert_never

from lessonry.domain.items import ChoiceItem, Item, TextEntryItem


def key_json(item: Item) -> str:
    """Return the key as JSON: of a choice its identifiers, of text entry a list of answers a gap.

    The shapes are those that `runtime/items/<kind>.js` reads. A concealed item has no key to give;
    ask only for practice quizzes.
    """
    match item:
        case ChoiceItem():
            key: object = sorted(item.key)
        case TextEntryItem():
            key = [
                [
                    {"text": a.text, "pattern": a.is_pattern, "ignoreCase": a.ignore_case}
                    for a in gap.answers
                ]
                for gap in item.gaps
            ]
        case _:
            assert_never(item)
    return json.dumps(key, ensure_ascii=False, separators=(",", ":"))

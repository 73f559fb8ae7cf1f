"""The key of an item as the page carries it, for practice: `data-lr-key`."""

from __future__ import annotations

import json

from lessonry.domain.items import Item
from lessonry.domain.keys import key


def key_json(item: Item) -> str:
    """Return the key as JSON, in the shape that `runtime/items/<kind>.js` reads.

    A concealed item has no key to give; ask only for practice quizzes.
    """
    return json.dumps(key(item), ensure_ascii=False, separators=(",", ":"))

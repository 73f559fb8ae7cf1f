"""How XML from elsewhere is parsed: it fetches nothing, expands nothing, and grows no huge tree."""

from __future__ import annotations

from typing import Final, TypedDict


class Settings(TypedDict):
    """What each of lxml's parsers takes."""

    resolve_entities: bool
    no_network: bool
    load_dtd: bool
    huge_tree: bool
    remove_comments: bool
    remove_pis: bool


UNTRUSTED: Final = Settings(
    resolve_entities=False,
    no_network=True,
    load_dtd=False,
    huge_tree=False,
    remove_comments=True,
    remove_pis=True,
)
"""For `etree.XMLParser(**UNTRUSTED)` and its kin: no bomb, no file of the reader's, no request."""

"""Texts as typst reads them where nothing in them has a meaning."""

from __future__ import annotations


def quoted(text: str) -> str:
    """Return text as a string of typst's."""
    told = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + told.replace("\n", "\\n").replace("\r", "").replace("\t", "\\t") + '"'

"""The runtime as a site has it, which is the same from build to build: made once, then taken."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from lessonry.website import assets
from lessonry.website.built import CACHE, DRAWS, Sources
from lessonry.website.sealed import packed_bytes, unpacked, write

RECORD: Final = "runtime.bin"


def own_files(
    languages: Sequence[str], outline: str | None, sources: Sources | None
) -> Iterable[tuple[str, bytes]]:
    """Return the runtime's files, but for those that tell of the course.

    Args:
        languages: What the interface speaks.
        outline: The module that chooses among languages, where there are several.
        sources: What the build reads; nothing where nothing is kept.
    """
    if sources is None:
        return assets.own_files(languages, outline)
    record = sources.folder / CACHE / RECORD
    programs = [sources.around[name] for name in DRAWS]
    made_of = [[*languages], outline, assets.JOINED, programs]
    said, files = unpacked(record)
    if said == made_of:
        return [(path, bytes(content)) for path, content in files.items()]
    made = [*assets.own_files(languages, outline)]
    write(record, packed_bytes(made_of, dict(made)))
    return made

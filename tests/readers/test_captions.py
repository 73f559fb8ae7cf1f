"""WebVTT as browsers read it: voices, tags, line ends; whatever stands in it, nothing breaks."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from lessonry.diagnostics import Diagnostics, Source
from lessonry.domain.media import Cue
from lessonry.readers.captions import read_captions
from lessonry.readers.files import read_source

PIECES = st.sampled_from(
    ["WEBVTT", "\n", "\n\n", "-->", "00:01.000", "01:00:02.000", " ", "<v Ada>", "</v>", "<", "NOTE",
     "STYLE", "&amp;", "text", "1", "٣", "\u2028", "\t", ">", "00:00.000 --> 00:01.000\n"]
)  # fmt: skip


def read(text: str) -> tuple[tuple[Cue, ...], Diagnostics]:
    diagnostics = Diagnostics()
    return read_captions(Source(path="a.vtt", text=text), diagnostics), diagnostics


def test_several_voices_in_a_caption_are_told_apart() -> None:
    said, diagnostics = read(
        "WEBVTT\n\n00:00.000 --> 00:02.000\n"
        "<v.loud Ada  Lovelace>Is it <i>true</i>?</v> <00:01.000>Perhaps.\n<v Ben>No &lt;really&gt;."
    )
    assert not len(diagnostics)
    assert [(c.voice, c.text) for c in said] == [
        ("Ada Lovelace", "Is it true?"),
        (None, "Perhaps."),
        ("Ben", "No <really>."),
    ]


def test_a_file_from_another_system_reads_the_same(tmp_path: Path) -> None:
    text = "\ufeffWEBVTT\r\n\r\n1\r\n01:00:00.500 --> 01:00:01.000 line:0\r\nOne\r\ntwo\r\n"
    (tmp_path / "a.vtt").write_bytes(text.encode())
    diagnostics = Diagnostics()
    source = read_source(tmp_path / "a.vtt", "a.vtt", diagnostics)
    assert source
    assert read_captions(source, diagnostics) == (
        Cue(start=3_600_500, end=3_601_000, text="One two"),
    )
    assert not len(diagnostics)


def test_what_is_told_of_a_moment_that_is_almost_right_is_how_it_is_written() -> None:
    _, diagnostics = read("WEBVTT\n\n1:2:3,45 --> 01:02:04.000\nOne")
    assert [d.help for d in diagnostics] == ["Write `01:02:03.450`."]


@given(st.lists(PIECES, max_size=40).map("".join))
def test_no_file_breaks_the_reader_and_every_caption_has_its_time(text: str) -> None:
    said, _ = read(text)
    assert all(0 <= c.start < c.end and c.text for c in said)
    assert list(said) == sorted(said, key=lambda c: c.start)

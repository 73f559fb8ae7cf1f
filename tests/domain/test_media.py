"""A recording's words as a text, and the addresses of hosts."""

from __future__ import annotations

import pytest

from lessonry.domain.media import Cue, clock, hosted_at, joined, transcript


def cue(start: float, text: str, *, length: float = 1, voice: str | None = None) -> Cue:
    begin = int(start * 1000)
    return Cue(start=begin, end=begin + int(length * 1000), text=text, voice=voice)


def texts(cues: list[Cue], chapters: list[Cue] | None = None) -> list[tuple[str | None, list[str]]]:
    return [
        (part.title, [" ".join(c.text for c in p.cues) for p in part.paragraphs])
        for part in transcript(cues, chapters or [])
    ]


def test_a_sentence_over_several_captions_stays_together_and_a_silence_ends_a_paragraph() -> None:
    said = [cue(0, "We begin,"), cue(9, "and go on."), cue(10.5, "Still."), cue(14, "Then.")]
    assert texts(said) == [(None, ["We begin, and go on. Still.", "Then."])]


def test_a_paragraph_has_one_voice_and_is_not_endless() -> None:
    said = [cue(0, "Hello.", voice="Ada"), cue(1, "Hello.", voice="Ben")]
    assert [p.voice for p in transcript(said)[0].paragraphs] == ["Ada", "Ben"]
    long = [cue(n, "word " * 30 + "end.") for n in range(8)]
    assert [len(p.cues) for p in transcript(long)[0].paragraphs] == [4, 4]


def test_chapters_part_it_and_words_before_the_first_stand_alone() -> None:
    said = [cue(0, "Before."), cue(4.8, "One."), cue(7, "More."), cue(30, "Two.")]
    chapters = [cue(5, "First"), cue(20, "Second"), cue(40, "Silent")]
    assert texts(said, chapters) == [
        (None, ["Before."]),
        ("First", ["One. More."]),
        ("Second", ["Two."]),
    ]
    assert texts([], chapters) == []


def test_lines_are_joined_with_a_blank_but_in_scripts_that_have_none() -> None:
    assert joined(["One", "two", ""]) == "One two"
    assert joined(["你好", "世界", "and"]) == "你好世界 and"


def test_a_moment_reads_as_players_show_it() -> None:
    assert [clock(ms) for ms in (0, 9_999, 192_000, 3_723_000)] == [
        "0:00",
        "0:09",
        "3:12",
        "1:02:03",
    ]


@pytest.mark.parametrize(
    ("url", "embed"),
    [
        ("https://www.youtube.com/watch?t=3&v=aqz-KE-bpKQ", "https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ?rel=0"),
        ("https://youtu.be/aqz-KE-bpKQ?si=tracks", "https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ?rel=0"),
        ("https://m.youtube.com/shorts/aqz-KE-bpKQ", "https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ?rel=0"),
        ("https://vimeo.com/22439234", "https://player.vimeo.com/video/22439234?dnt=1"),
        ("https://vimeo.com/22439234/0abc", "https://player.vimeo.com/video/22439234?dnt=1&h=0abc"),
        ("https://player.vimeo.com/video/1?h=x%22y", "https://player.vimeo.com/video/1?dnt=1&h=x%22y"),
        ("https://Tube.example.org:8443/w/kkGMgK9ZtnKfYAgnEtQxbv", "https://tube.example.org:8443/videos/embed/kkGMgK9ZtnKfYAgnEtQxbv?p2p=0&warningTitle=0"),
        ("https://tube.example.org/videos/watch/9c9de5e8-0a1e-484a-b099-e80766180a6d", "https://tube.example.org/videos/embed/9c9de5e8-0a1e-484a-b099-e80766180a6d?p2p=0&warningTitle=0"),
    ],
)  # fmt: skip
def test_an_address_of_a_host_leads_to_the_player_that_asks_for_least(url: str, embed: str) -> None:
    found = hosted_at(url)
    assert found and found.embed == embed and found.host in found.embed


@pytest.mark.parametrize(
    "url",
    [
        "https://youtube.com/@somebody",
        "https://youtube.com/watch?v=short",
        "https://vimeo.com/channels/staff",
        "https://example.org/talk.mp4",
        "https://user@tube.example.org/w/kkGMgK9ZtnKfYAgnEtQxbv",
        "javascript:alert(1)",
        "ftp://vimeo.com/1",
        "https://[vimeo.com/1",
        "https://vimeo.com:port/1",
    ],
)
def test_another_address_is_no_video(url: str) -> None:
    assert hosted_at(url) is None

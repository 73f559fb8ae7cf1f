"""Finding what a page plays: files beside it and in docs/, captions, chapters and posters by name."""

from __future__ import annotations

import os
from pathlib import Path

from lessonry.domain.media import Kind, Media
from lessonry.project import load_course
from tests.cases import FILE, FOLDER, write

CAPTIONS = "WEBVTT\n\n00:00.000 --> 00:01.000\nOne\n"


def played(folder: Path) -> tuple[Media, ...]:
    (lesson,) = load_course(folder)[0].lessons
    return lesson.media


def test_files_are_found_beside_the_page_and_in_docs(tmp_path: Path) -> None:
    case = FOLDER / "project" / "cases" / "fine-media.md"
    write(tmp_path, dict(FILE.findall(case.read_text("utf-8"))))
    video, bell, hosted, block = played(tmp_path)
    assert [(file.path, file.type) for file in video.files] == [
        ("m/talk.mp4", "video/mp4"),
        ("m/clips/talk.webm", "video/webm"),
    ]
    assert (video.title, video.identifier, video.argument) == ("3 rules", "talk", None)
    assert {one.language: one.path for one in video.captions} == {
        "en": "m/talk.vtt",
        "pt-BR": "m/talk.pt-BR.vtt",
    }
    assert bell.kind is Kind.AUDIO and bell.files[0].path == "bell.mp3"
    assert [one.cues[0].text for one in bell.captions] == ["[A bell rings]"]
    assert hosted.hosted and hosted.hosted.service == "YouTube" and not hosted.files
    assert hosted.poster == "m/talk.jpg" and hosted.chapters
    assert [one.language for one in hosted.captions] == ["en", "pt-BR"]
    assert (block.argument, block.identifier) == ("", "bell2")


def test_poster_and_chapters_that_lie_beside_it_need_no_word(tmp_path: Path) -> None:
    files = {
        "docs/one.md": "---\ntitle: One\nvideo: a b.webm\n---\n",
        "docs/a b.webm": "",
        "docs/a b.poster.webp": "",
        "docs/a b.de.vtt": CAPTIONS,
        "docs/a b.chapters.el.vtt": CAPTIONS,
        "docs/a b.chapters.vtt": CAPTIONS,
        "docs/a b.notes.vtt": "no captions",
    }
    (video,) = played(write(tmp_path, files))
    assert video.poster == "a b.poster.webp" and video.identifier == "a-b"
    assert [one.language for one in video.captions] == ["de"]
    assert [(one.language, one.cues[0].text) for one in video.chapters] == [
        ("en", "One"),
        ("el", "One"),
    ]


def test_a_file_that_hosts_refuse_is_a_warning(tmp_path: Path) -> None:
    write(tmp_path, {"docs/one.md": "---\nvideo: a.mp4\n---\n", "docs/a.en.vtt": CAPTIONS})
    (tmp_path / "docs/a.mp4").touch()
    os.truncate(tmp_path / "docs/a.mp4", 100 * 1024 * 1024)
    found = load_course(tmp_path)[1]
    assert [(d.code, d.message) for d in found] == [("LR612", "`a.mp4` has 104 MB.")]


def test_the_front_matter_of_a_page_that_is_no_lesson_is_left_to_others(tmp_path: Path) -> None:
    files = {
        "docs/one.md": "# One\n",
        "docs/reference/a.md": "---\nvideo: {of: a theme}\n---\n\n/// video | /a.mp4\n///\n",
        "docs/a.mp4": "",
        "docs/a.en.vtt": CAPTIONS,
    }
    course, found = load_course(write(tmp_path, files))
    assert not len(found)
    assert [media.argument for page in course.pages for media in page.media] == ["/a.mp4"]

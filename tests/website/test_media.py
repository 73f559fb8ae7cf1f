"""Where videos stand on pages: in their languages, and sealed with the lesson that they belong to."""

from __future__ import annotations

from pathlib import Path

from lessonry.project import load_course
from lessonry.rendering.environment import make_environment
from lessonry.rendering.media import render_media
from lessonry.website.enclosing import Enclosing
from tests.cases import write

FILES = {
    "docs/one.md": "---\ntitle: One\nvideo: talk.mp4\n---\n",
    "docs/talk.mp4": "the film itself",
    "docs/talk.en.vtt": "WEBVTT\n\n00:00.000 --> 00:01.000\nGood morning.\n",
    "docs/talk.es.vtt": "WEBVTT\n\n00:00.000 --> 00:01.000\nBuenos días.\n",
    "docs/talk.de.vtt": "WEBVTT\n\n00:00.000 --> 00:01.000\nGuten Morgen.\n",
    "docs/talk.chapters.vtt": "WEBVTT\n\n00:00.000 --> 00:01.000\nHello\n",
    "docs/talk.chapters.es.vtt": "WEBVTT\n\n00:00.000 --> 00:01.000\nHola\n",
}


def rendered(folder: Path, language: str) -> str:
    (lesson,) = load_course(folder)[0].lessons
    return render_media(
        lesson.media[0],
        make_environment(folder / "templates"),
        lambda path: f"../{path}",
        course="small",
        page="one",
        language=language,
        title="One",
        level=2,
    )


def test_a_page_in_another_language_has_its_own_chapters_and_captions_first(
    tmp_path: Path,
) -> None:
    html = rendered(write(tmp_path, FILES), "es")
    assert html.index('srclang="es"') < html.index('srclang="de"')
    assert 'srclang="es" label="Español" default' in html and html.count(" default") == 1
    assert html.count("Hola") == 2, "Among the chapters, and in the transcript of that language."
    assert html.count("Hello") == 1, "In the transcript of the other."
    chapters = html[html.index("data-lr-chapters") :]
    assert chapters.startswith("data-lr-chapters>"), "They need no word on their language."
    other = rendered(tmp_path, "ar")
    assert '<ol data-lr-chapters lang="en" dir="ltr">' in other and " default" not in other


def test_a_sealed_lesson_holds_its_video_once_and_leaves_no_file(tmp_path: Path) -> None:
    built = {f"site/{path[5:]}": text for path, text in FILES.items() if not path.endswith(".md")}
    folder = write(tmp_path, {**FILES, **built, "site/one/index.html": "<p>A preview.</p>"})
    enclosing = Enclosing(site=folder / "site", docs=folder / "docs")
    part, too_large = enclosing.enclosed(rendered(folder, "en"), "one/index.html")
    enclosing.remove()
    assert part.count("data:video/mp4") == 2 and too_large == [], (
        "The player, and a link to save it."
    )
    assert part.count("data:text/vtt") == 5
    assert 'class="lr-cue" data-lr-from="0"' in part
    assert not [*(folder / "site").glob("talk.*")]

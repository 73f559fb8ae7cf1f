"""Codes of videos, audios and their captions."""

from __future__ import annotations

from lessonry.diagnostics.codes.code import Code, error, warning

CODES: tuple[Code, ...] = (
    error(
        "LR600",
        "A file of a video or an audio is missing",
        "Learners would see an empty player, or one without its captions.",
        "video: tlak.mp4",
        "Write the path as seen from the lesson, or from docs/, and put the file into docs/.",
    ),
    error(
        "LR601",
        "Nothing to play, or two things",
        "A player plays one recording: from files of the course, or from a host.",
        "video:\n  title: A talk",
        "Say `src:` with a file, or `host:` with an address, and not both.",
    ),
    error(
        "LR602",
        "Browsers do not play this kind of file",
        "Learners would see a player that does nothing.",
        "video: talk.avi",
        "Convert it: a video to .mp4 or .webm, an audio to .mp3, .m4a or .opus.",
    ),
    error(
        "LR603",
        "Captions that are not WebVTT",
        "Browsers show captions in this form only.",
        "1\n00:00:01,000 --> 00:00:04,000\nGood morning.",
        "Save them as WebVTT: the first line is `WEBVTT`, an empty line follows.",
    ),
    error(
        "LR604",
        "A caption without a line of times of its own",
        "Browsers pass over it in silence, or show it as a part of another.",
        "WEBVTT\n\nGood morning.",
        "Give each caption its line of times, and an empty line before it.",
    ),
    error(
        "LR605",
        "A time that browsers do not understand",
        "They pass over the caption in silence.",
        "0:01 --> 0:04",
        "Write minutes, seconds and thousandths, such as `00:01.000`.",
    ),
    error(
        "LR606",
        "A caption that ends before it begins",
        "It would never be shown.",
        "00:04.000 --> 00:01.000",
        "Correct one of the two times.",
    ),
    warning(
        "LR607",
        "Two captions share a name",
        "WebVTT wants each name once in a file, and some tools lose the second.",
        "greeting\n00:01.000 --> 00:02.000\nHello.\n\ngreeting\n00:03.000 --> 00:04.000\nHello again.",
        "Rename one of them, or take the names out.",
    ),
    warning(
        "LR608",
        "No captions",
        "Who cannot hear it learns nothing from it, and there is no transcript (WCAG 1.2.2, 1.2.1).",
        "video: talk.mp4, and no talk.en.vtt beside it",
        "Put captions in WebVTT beside it, named after it and their language: talk.en.vtt.",
    ),
    warning(
        "LR609",
        "Captions that are not in order of time",
        "Players that read as they play may leave some of them out.",
        "00:04.000 --> 00:05.000\nSecond.\n\n00:01.000 --> 00:02.000\nFirst.",
        "Put the earlier one first.",
    ),
    warning(
        "LR610",
        "A video of a host without a picture",
        "Until the learner allows the host an empty frame stands there: nothing is fetched from it.",
        "video:\n  host: https://vimeo.com/22439234",
        "Put a picture into docs/ and name it: `poster: talk.webp`.",
    ),
    error(
        "LR611",
        "An address that no player is known for",
        "The page would embed something whose manners nobody checked.",
        "video:\n  host: https://example.org/talk",
        "Give the address of one video at YouTube, Vimeo or a PeerTube site, or put a file into docs/.",
    ),
    warning(
        "LR612",
        "A very large file",
        "Many hosts refuse files of 100 MB, GitHub among them, and learners wait long for it.",
        "video: lecture.mp4, of 180 MB",
        "Encode it smaller, cut it into parts, or leave it at a video host with `host:`.",
    ),
    error(
        "LR613",
        "The same recording twice on one page",
        "The browser could not tell where the learner stopped in which.",
        "video: talk.mp4 at the top, and /// video | talk.mp4 in the text",
        "Keep one of them.",
    ),
    error(
        "LR614",
        "A block of a video or an audio is never closed",
        "The rest of the page would belong to it.",
        "/// video | talk.mp4\n\nThe text goes on.",
        "Write a line with the same slashes after it.",
    ),
    error(
        "LR615",
        "A language that nobody speaks",
        "Learners choose captions by their language, and screen readers read the transcript in it.",
        "captions: {english: talk.vtt}",
        "Write the language's tag, such as `en`, `es` or `pt-BR`.",
    ),
)

"""Codes of free and full pages."""

from __future__ import annotations

from lessonry.diagnostics.codes.code import Code, error, warning

CODES: tuple[Code, ...] = (
    error(
        "LR620",
        "A home that needs a code",
        "Everybody arrives at the course's home; it says what the course is and where to begin.",
        "`access: full` in `docs/index.md`",
        "Write `access: full` into the lessons, or into the `index.md` of a module's folder, which "
        "then holds for all pages of that folder.",
    ),
    error(
        "LR621",
        "A preview that ends inside something",
        "What stands before `<!-- more -->` stays readable. Inside a list, a block quote, a note or a "
        "sentence the page cannot be cut in two.",
        "`    <!-- more -->` below a list item, in a page with `access: full`",
        "Put `<!-- more -->` on a line of its own, without blanks before it, with an empty line above "
        "and below.",
    ),
    warning(
        "LR622",
        "Full lessons without codes",
        "What is full is sealed with a key that the access codes carry. Without codes nobody could "
        "open it, so it is left out of the site, and the page says that it is not in this copy.",
        "`access: full`, and neither codes on this machine nor `LESSONRY_ACCESS` in its environment",
        "Make codes: `lessonry access new`. On a server that builds the site, set the environment "
        "variable `LESSONRY_ACCESS` to what `lessonry access for-ci` prints.",
    ),
    error(
        "LR623",
        "Access codes in the course's folder",
        "Whoever has the file opens every full lesson, now and in later builds, and the course's "
        "folder is published or shared.",
        "`access-codes.json` in the course's folder",
        "Move it back to the key folder that it came from, and take it out of the history of your "
        "repository. If others may have it, delete it and make new codes.",
    ),
    warning(
        "LR624",
        "A file of a full lesson that stays public",
        "Pictures and other files of up to 5 MB travel inside the sealed part. Larger ones would make "
        "the lesson slow for those who have a code, so they stay on the site: who knows or guesses "
        "their address can fetch them.",
        "A film of 40 MB in a lesson with `access: full`",
        "Make it smaller, or put it on a host that asks who is watching. If it may be public, move the "
        "link to it before `<!-- more -->`.",
    ),
    warning(
        "LR625",
        "A full page without a preview",
        "Who has no code sees the title and a field for a code, and cannot know what it would open.",
        "`access: full`, with no `<!-- more -->`, no `description` and no `objectives`",
        "Write a `description`, or put `<!-- more -->` on a line of its own behind the first "
        "paragraphs.",
    ),
    warning(
        "LR626",
        "A quiz that is full and free",
        "A quiz that stands on a free page, too, is readable there for everybody, with its key.",
        "`/// quiz | unasked` in a lesson with `access: full` and in one without",
        "Place it once, or make the other page full as well.",
    ),
    error(
        "LR627",
        "A full page with nothing to open",
        "Everything of it stands before `<!-- more -->`, so everybody reads all of it and a code opens "
        "nothing.",
        "`access: full`, and `<!-- more -->` in the last line",
        "Move `<!-- more -->` up to where the preview ends, or take `access: full` out.",
    ),
)

"""Edits of what a trainer writes: words come in the place of others, and go again."""

from __future__ import annotations

from typing import Final

from tests.website.edits.world import World, edit

QUIZZES: Final = ("bowls", "plates", "spoons", "forks", "cups")
LESSONS: Final = ("first/bowls", "first/plates", "first/spoons", "second/forks", "second/cups")


def text(name: str, path: str, *ways: tuple[str, str]) -> None:
    """Make an edit that puts one of some words in the place of others, or puts them back.

    Args:
        name: The edit's.
        path: A file; `{n}` is the name of a quiz, `{lesson}` of a lesson.
        ways: Words and what comes in their place.
    """

    def one(world: World, n: int) -> None:
        file = path.format(n=QUIZZES[n % 5], lesson=LESSONS[n % 5])
        found = world.read(file)
        old, new = ways[n // 5 % len(ways)]
        old, new = (part.replace("{n}", QUIZZES[n % 5]) for part in (old, new))
        # What comes in may hold what was there: so the new is looked for first.
        changed = found.replace(new, old, 1) if new and new in found else found.replace(old, new, 1)
        if changed != found:
            world.write(file, changed)

    edit(name)(one)


def front(name: str, *lines: str, path: str = "docs/{lesson}.md") -> None:
    """Make an edit that puts a line at the top of a file, or takes it out."""
    text(name, path, *(("---\n", f"---\n{line}\n") for line in lines))


text("body", "docs/{lesson}.md", ("with a", "and with a"), ("## A part", "More.\n\n## A part"))
text(
    "heading", "docs/{lesson}.md", ("## A part", "## One part"), ("A part\n", "A part { #other }\n")
)
text("another heading", "docs/{lesson}.md", ("## A part", "## Before it\n\nText.\n\n## A part"))
text(
    "link", "docs/{lesson}.md",
    ("(../about.md)", "(../exam.md)"), ("plates.md#a-part)", "plates.md#gone)"),
    ("(../nowhere.md#{n})", "(../index.md)"), ("#no-part-{n}", "#a-part"),
)  # fmt: skip
text("title", "docs/{lesson}.md", ("\n# ", "\n# All "), ("\n# ", "\n# *Very* "))
text("objective", "docs/{lesson}.md", ("[Say {n}]", "[Tell {n}]"), ("[Say {n}]", "[Say {n}, More]"))
text("named objective", "docs/second/knives.md", ("Cut well", "Cut better"), ("cut:", "cuts:"))
text("minutes", "docs/{lesson}.md", ("duration: 5", "duration: 25"))
text("done", "docs/second/knives.md", ("done: read", "done: answered"))
text("picture's words", "docs/{lesson}.md", ("![A table]", "![The table]"))
text("place of a quiz", "docs/{lesson}.md", ("/// quiz | {n}\n///\n", ""))
text("another quiz", "docs/{lesson}.md", ("A part\n", "A part\n\n/// quiz | drawn\n///\n"))
text("inline", "docs/second/forks.md", ("Now?", "Now or later?"), ("- ( ) No\n", "- ( ) Never\n"))
text("rest", "docs/second/closed.md", ("for nothing", "for less"), ("Free of", "Still free of"))
text("open", "docs/second/closed.md", ("access: full", "access: free"), ("<!-- more -->\n\n", ""))
text("exam's page", "docs/exam.md", ("Now it", "Now and then it"), ("# Exam", "# The exam"))
text("home", "docs/index.md", ("Welcome", "Be welcome"), ("# Home", "# At home"))
text("module", "docs/first/index.md", ("title: First", "title: The first"), ("What", "All that"))
text("plain page", "docs/about.md", ("nothing", "hardly anything"), ("# About", "# About this"))
text("progress", "docs/progress.md", ("How far", "And how far"))
front("title at the top", "title: A title", "title: 'An <odd> & title'")
front("description", "description: New.", "description: 'Newer'")
front("requires", "requires: [knives]", "requires: [forks]")
front("weight", "weight: 0", "workshops: [a-day]", "hide: [toc]")
front("access", "access: full", "sources: [One]", "search: {exclude: true}")
front("at the module's top", "access: full", "objectives: [All of it]", path="docs/first/index.md")
text("related", "docs/second/forks.md", ("[spoons]", "[spoons, plates]"), ("[spoons]", "[knives]"))
text("download", "docs/first/plates.md", ("A card", "The card"), ("card.txt", "own.css"))
text("media", "docs/assets/talk.en.vtt", ("Welcome", "Be welcome"), ("02.000", "03.000"))
text("broken at the top", "docs/{lesson}.md", ("duration: 5", "duration: soon"))

text("stem", "quizzes/{n}.md", ("## Which", "## And which"), ("## Fill in", "## Write in"))
text("choice", "quizzes/{n}.md", ("That one", "The other"), ("- ( ) That one\n    > No.\n", ""))
text(
    "key",
    "quizzes/{n}.md",
    ("[[= 3]]", "[[= 4]]"),
    ("(x) This", "( ) This"),
    ("[[thing]]", "[[a]]"),
)
text("feedback", "quizzes/{n}.md", ("> Yes", "> Oh yes"), ("Since *so*", "Since **so**"))
text("identifier", "quizzes/{n}.md", ("#fill-", "#filled-"), ("#which-{n}", "#where-{n}"))
text("item", "quizzes/{n}.md", ("## Where", "## Yes? { #yes }\n\n- (x) A\n- ( ) B\n\n## Where"))
text("tested", "quizzes/{n}.md", ("objective={n}-1", "objective=cut"), ("={n}-1", "=none"))
text(
    "area",
    "quizzes/{n}.md",
    ("circle(80", "circle(70"),
    ("![A picture](../docs/assets/table.svg)\n", ""),
)
text("quiz's title", "quizzes/{n}.md", ("Quiz on", "A quiz on"), ("---\n", "---\npass_mark: 50%\n"))
text("rules", "quizzes/{n}.md", ("---\n", "---\nfeedback: end\n"), ("---\n", "---\ndraw: 1\n"))
text("draw", "quizzes/drawn.md", ("tag=phone,desk", "tag=desk"), ("{ draw=1 }", "{ draw=2 }"))
text(
    "pool", "quizzes/pool.md", ("of linen", "of flax"), ("tags=desk", "tags=phone"), ("50%", "100%")
)
text(
    "exam", "quizzes/exam.md",
    ("found a hair", "found hair"), ("a bring", "a"), ("[[indemn", "[[idemn"), ("60%", "50%"),
    ("lock: true\nlock_weak: accept\n", ""), ("tag=phone", "tag=desk"),
)  # fmt: skip
text("secret in a lesson", "docs/{lesson}.md", ("A part\n", "A part\n\nIt pays a debt.\n"))
text(
    "unreadable quiz", "quizzes/{n}.md", ("- (x) This one", "- This one"), ("---\ntitle", "---\nt")
)
text("snippet", "texts/shared.md", ("several", "many"), ("And", "\n## Shared\n\nAnd"))
text("snippet below", "texts/deeper.md", ("below", "beneath"), ("(plates.md)", "(gone.md)"))
text("quiz in a snippet", "texts/deeper.md", ("And", "/// quiz | drawn\n///\n\nAnd"))
text(
    "theme",
    "theme/main.html",
    ("<main>", "<main class=own>"),
    ("{{ page.content }}", "{{ nothing }}"),
)
text(
    "what the theme looks at", "theme/main.html",
    ("{{ beside.title }}", "{{ beside.content|length }}"),
    ("{{ item.title }}<", "{{ item.toc|length }}<"),
    ("{{ config.copyright }}", "{{ build_date_utc.isoformat() }}"),
    ("{{ one.title }}", "{{ nav|length }}"),
)  # fmt: skip
text("part of the theme", "theme/part.html", ("A part", "Another part"), ("A", "{{ page.url }} A"))
text("picture", "docs/assets/table.svg", ("red", "tan"), ("<svg", "<svg id='a'"))
text("style", "docs/assets/own.css", ("teal", "navy"))
text("card", "docs/assets/card.txt", ("along", "away"), ("along", "along" + "x" * 3000))
text(
    "edition",
    "docs/changes.yml",
    ("The first", "The very first"),
    ("1:\n", "2:\n  changes: [Two]\n1:\n"),
)
text("issuer", "certificates/issuer.yml", ("name: A", "name: B"))
text(
    "achievement", "certificates/achievements/done.yml", ("Done", "All done"), ("C.", "All of it.")
)
text(
    "German page",
    "docs/de/index.md",
    ("Willkommen", "Herzlich willkommen"),
    ("# Start", "# Anfang"),
)
text("German lesson", "docs/de/first/plates.md", ("# Teller", "# Die Teller"), ("On ", "Zu "))
text("German quiz", "quizzes/de/plates.md", ("Welcher", "Welches"), ("(x) This", "(x) Das"))

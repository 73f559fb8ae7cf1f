"""Edits of the configuration, and of what it names: languages, a hook, templates."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from tests.website.edits.world import World, edit
from tests.website.rich_course import CONFIG, GERMAN


def config(name: str, *ways: Callable[[dict[str, Any]], object]) -> None:
    """Make an edit of the configuration."""

    def one(world: World, n: int) -> None:
        found = world.configured()
        ways[n % len(ways)](found)
        world.configure(found)

    edit(name)(one)


def toggled(key: str, *values: Any, inside: str = "") -> list[Callable[[dict[str, Any]], object]]:
    """Return what gives a key one of some values, or the one that it had at first."""

    def of(value: Any) -> Callable[[dict[str, Any]], object]:
        def one(found: dict[str, Any]) -> None:
            place = lessonry(found) if inside == "lessonry" else found
            begun = lessonry(CONFIG) if inside == "lessonry" else CONFIG
            first: Any = begun.get(key)
            if place.get(key) == value:
                place[key] = first
                if first is None:
                    del place[key]
            else:
                place[key] = value

        return one

    return [of(value) for value in values]


def lessonry(found: dict[str, Any]) -> dict[str, Any]:
    return next(one["lessonry"] for one in found["plugins"] if "lessonry" in one)


def extended(*names: Any) -> list[Callable[[dict[str, Any]], object]]:
    def of(name: Any) -> Callable[[dict[str, Any]], object]:
        def one(found: dict[str, Any]) -> None:
            listed = found["markdown_extensions"]
            listed.remove(name) if name in listed else listed.append(name)

        return one

    return [of(name) for name in names]


NAV: Final = CONFIG["nav"]
config("name of the site", *toggled("site_name", "Very rich", "Rich & famous"))
config("its description", *toggled("site_description", "Words", "=LESSON_WORDS="))
config("its copyright", *toggled("copyright", "By me", "By *us*"))
config("its address", *toggled("site_url", "https://example.org/poor/", ""))
config(
    "nav",
    *toggled("nav", [NAV[0], NAV[2], NAV[1], *NAV[3:]], NAV[:-1], None),
    *toggled("nav", [NAV[0], {"Steps": NAV[1]["First steps"]}, *NAV[2:]]),
    *toggled("nav", [NAV[0], {"First steps": NAV[1]["First steps"][:2]}, *NAV[2:]]),
)
config("addresses", *toggled("use_directory_urls", False))
config("extensions", *extended("smarty", "footnotes", "pymdownx.superfences", "abbr"))
config("styles", *toggled("extra_css", [], ["assets/own.css", "https://example.org/a.css"]))
config("anchors", *toggled("validation", {"links": {"anchors": "info", "not_found": "ignore"}}))
config("extra", *toggled("extra", {"version": 1}, {"status": {"new": "New"}}))
config("hook", *toggled("hooks", ["hook.py"]))
config("not in the menu", *toggled("exclude_docs", "about.md", "*.txt"))
config("order", *(toggled("lessons", "in-order", "open", inside="lessonry")))
config("print", *toggled("print", True, inside="lessonry"))
config("search", *toggled("search", True, inside="lessonry"))
config("offline", *toggled("offline", True, inside="lessonry"))
config("share", *toggled("share", False, inside="lessonry"))
config(
    "reports",
    *toggled("feedback", {"github": "a/b"}, {"mail": "b@example.org"}, inside="lessonry"),
)
config("course", *toggled("course", "richer", inside="lessonry"))
config("finished", *toggled("completion", {"lessons": "50%"}, {"exam": False}, inside="lessonry"))
config(
    "no lessons", *toggled("not_lessons", ["about.md", "second/knives.md"], [], inside="lessonry")
)
config("changes", *toggled("changes", "other.yml", inside="lessonry"))
config(
    "workshops",
    *toggled("workshops", [{"title": "A day", "when": "2027-01-01"}], inside="lessonry"),
)
config("theme's words", lambda found: found["theme"].update(locale="de"))
config(
    "Material", *toggled("theme", {"name": "material", "font": False, "features": ["toc.follow"]})
)
config("unreadable", *toggled("nav", "nothing"), *toggled("docs_dir", "nowhere"))


@edit("languages")
def languages(world: World, n: int) -> None:
    found = world.configured()
    if "languages" in lessonry(found):
        del lessonry(found)["languages"]
    else:
        words = {"nav": {"First steps": "Erste Schritte"}} if n % 2 else {}
        lessonry(found)["languages"] = {"de": words}
        for path, content in GERMAN.items():
            world.write(path, content)
    world.configure(found)


HOOK = """import os
def on_page_{event}({word}, *, page, **_):
    return {word}.replace("plates", os.environ.get("LESSON_WORDS", "plates"))
"""


@edit("what the hook does")
def hooked(world: World, n: int) -> None:
    event, word = (("markdown", "markdown"), ("content", "html"))[n % 2]
    world.write("hook.py", HOOK.format(event=event, word=word))


TEMPLATE = '{% extends "lessonry/items/choice.html.jinja" %}{% block hint %}MINE{% endblock %}'


@edit("template")
def template(world: World, n: int) -> None:
    file = world.file("templates/items/choice.html.jinja")
    if n % 3 == 0 and file.exists():
        file.unlink()
    else:
        faulty = TEMPLATE.replace("MINE", "{{ nothing.here }}")
        world.write(
            "templates/items/choice.html.jinja", faulty if n % 3 == 2 else TEMPLATE + str(n)
        )

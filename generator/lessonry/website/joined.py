"""Joins the modules of the browser's code that pages load together, so that a page asks for a few files.

Each file is a module again, at the place of the one that it is named after, and has that one's exports.
Within it each module is a function of its own, so their names stay apart; what another file needs of it
goes out as a whole, under the module's name (`$store_store`). No module stands in two files.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final

from lessonry.website.modules import (
    ADDRESS,
    ASKED,
    Module,
    place_from,
    place_of,
    read_module,
)

FILES: Final = {
    "main.js": (
        "words.js", "dom.js", "rational.js", "store/store.js", "search/search.js",
        "about/languages.js", "offline/register.js", "quiz/shuffle.js", "figures.js",
    ),
    "course/navigation.js": (
        "course/exam.js", "course/gate.js", "access/sign.js", "review/badge.js", "about/rated.js",
    ),
    "course/lesson.js": (),
    "about/lesson.js": ("about/passage.js", "about/share.js"),
    "review/due.js": (),
    "quiz/quiz.js": (
        "items/item.js", "items/choice.js", "items/gap.js", "gaps/inline-choice.js",
        "gaps/numeric-entry.js", "gaps/text-entry.js",
    ),
    "items/match.js": ("items/order.js", "items/matrix.js", "items/hotspot.js"),
    "media/consent.js": ("media/hosted.js",),
    "lock/open.js": (),
    "saving.js": (),
    "exam/learner-name.js": (),
    "exam/exam.js": (),
    "exam/lock.js": ("exam/countersign.js", "lock/canonical.js"),
    "verify/ed25519.js": ("verify/json.js", "verify/multibase.js", "verify/unreadable.js"),
    "certificate/certificate.js": (),
    "access/panel.js": ("access/link.js",),
}  # fmt: skip
"""The files that hold more than what one module brings along: of every page, of the navigation, of
lessons, of the common kinds of items, and so on. What two need stands in the first of them."""
HOLE: Final = re.compile(r"\$\{[^}]*\}")


def joined(texts: Mapping[str, str], alone: Iterable[str]) -> dict[str, str]:
    """Return the files that modules are joined to, by path.

    Args:
        texts: Our own modules by path, bare of comments.
        alone: Paths of modules that stay as they are: other people's, and those written for a course.

    Raises:
        ValueError: A module has a form that is not known, or imports what is not there.
    """
    return dict(_joined(tuple(sorted(texts.items())), frozenset(alone)))


@lru_cache(maxsize=4)
def _joined(
    texts: tuple[tuple[str, str], ...], alone: frozenset[str]
) -> tuple[tuple[str, str], ...]:
    modules = {path: read_module(text, path) for path, text in texts}
    for module in modules.values():
        for path in module.needs:
            if path not in modules and path not in alone:
                raise ValueError(f"{module.path}: {path} is not there")
    homes = _homes(modules)
    files: dict[str, list[Module]] = {}
    for path in _in_order(modules):
        files.setdefault(homes[path], []).append(modules[path])
    seen = {
        path for module in modules.values() for path in _outward(module, homes) if path in modules
    }
    return tuple((path, _file(path, inside, homes, seen)) for path, inside in sorted(files.items()))


def _homes(modules: Mapping[str, Module]) -> dict[str, str]:
    """Return the file that each module goes into, named after its first module."""
    homes: dict[str, str] = {}
    for file, others in FILES.items():
        for path in (file, *others):
            for inside in _reached(path, modules, homes):
                homes[inside] = file
    # Whatever is loaded when it is needed is a file, with what it alone brings along; the rest are, too.
    starts = {
        path
        for module in modules.values()
        for asked in module.asks
        for path in _meant(asked, modules)
    }
    wanted: dict[str, list[str]] = {}
    for start in sorted((starts | _unasked(modules)) - homes.keys()):
        for inside in _reached(start, modules, homes):
            wanted.setdefault(inside, []).append(start)
    for inside, by in wanted.items():
        homes[inside] = by[0] if len(by) == 1 and inside not in starts else inside
    return homes


def _reached(path: str, modules: Mapping[str, Module], without: Mapping[str, str]) -> list[str]:
    """Return a module and all that it must have, without those that stand elsewhere already."""
    found: dict[str, None] = {}
    left = [path]
    while left:
        one = left.pop()
        if one in modules and one not in found and one not in without:
            found[one] = None
            left += modules[one].needs
    return list(found)


def _unasked(modules: Mapping[str, Module]) -> set[str]:
    """Return the modules that no other imports: those that a worker, or a page, starts with."""
    return modules.keys() - {path for module in modules.values() for path in module.needs}


def _meant(asked: str, modules: Iterable[str]) -> list[str]:
    """Return the modules that a name with holes may mean, or the one that it names."""
    pattern = "[^/]+".join(map(re.escape, HOLE.split(asked)))
    return [path for path in modules if re.fullmatch(pattern, path)]


def _in_order(modules: Mapping[str, Module]) -> list[str]:
    """Return the paths of modules, each after those that it needs."""
    order: dict[str, None] = {}
    open_ = set()

    def visit(path: str) -> None:
        if path in open_:
            raise ValueError(f"{path} imports itself, by way of others")
        if path in order or path not in modules:
            return
        open_.add(path)
        for needed in modules[path].needs:
            visit(needed)
        open_.remove(path)
        order[path] = None

    for path in sorted(modules):
        visit(path)
    return list(order)


def _outward(module: Module, homes: Mapping[str, str]) -> set[str]:
    """Return what a module needs or asks for, by itself, of other files."""
    here = homes[module.path]
    needed = {path for path in module.needs if path in homes}
    asked = {path for asked in module.asks for path in _meant(asked, homes) if homes[path] != path}
    return {path for path in needed | asked if homes[path] != here}


def _file(path: str, inside: list[Module], homes: Mapping[str, str], seen: set[str]) -> str:
    """Return the text of one file."""
    whole: set[str] = set()
    parts: dict[str, set[str]] = {}
    for module in inside:
        for needed in module.needs:
            if needed not in homes:
                whole.add(needed)
            elif homes[needed] != path:
                parts.setdefault(homes[needed], set()).add(_name(needed))
    lines = [f'import * as {_name(one)} from "{place_from(path, one)}";' for one in sorted(whole)]
    for file, names in sorted(parts.items()):
        lines.append(f'import {{ {", ".join(sorted(names))} }} from "{place_from(path, file)}";')
    for module in inside:
        begun = "await (async () => {" if module.is_waiting else "(() => {"
        lines.append(f"const {_name(module.path)} = {begun}")
        lines += [f"const {bound} = {_name(of)};" for bound, of in module.imports]
        exports = ", ".join(
            out if out == name else f"{out}: {name}" for out, name in module.exports
        )
        lines.append(f"{_placed(module, path, homes)}return {{ {exports} }};\n}})();")
    own = next(module for module in inside if module.path == path)
    if own.exports:
        names_ = ", ".join(out for out, _ in own.exports)
        lines.append(f"export const {{ {names_} }} = {_name(path)};")
    if outward := sorted(_name(module.path) for module in inside if module.path in seen):
        lines.append(f"export {{ {', '.join(outward)} }};")
    return "\n".join(lines) + "\n"


def _placed(module: Module, file: str, homes: Mapping[str, str]) -> str:
    """Return a module's body as it must be within a file: what it names is named from there."""

    def asked(found: re.Match[str]) -> str:
        target = place_of(module.path, found[2])
        if "${" in target:
            return _one_of(found[2], module, file, homes)
        home = homes.get(target, target)
        if home == file:
            return f"Promise.resolve().then(() => {_name(target)})"
        coming = f'import("{place_from(file, home)}")'
        return coming if home == target else f"{coming}.then((file) => file.{_name(target)})"

    def address(found: re.Match[str]) -> str:
        if module.path == file:
            return found[0]
        return f'new URL("{place_from(file, module.path)}", {found[0]}).href'

    return ADDRESS.sub(address, ASKED.sub(asked, module.body))


def _one_of(named: str, module: Module, file: str, homes: Mapping[str, str]) -> str:
    """Return what loads one of several modules, some of which stand in files with others."""
    target = place_of(module.path, named)
    loads = f"import(`{place_from(file, target)}`)"
    ways = {}
    for path in _meant(target, sorted(homes)):
        if homes[path] == file:
            ways[path] = _name(path)
        elif homes[path] != path:
            ways[path] = (
                f'import("{place_from(file, homes[path])}").then((file) => file.{_name(path)})'
            )
    if not ways:
        return loads
    known = ", ".join(f'"{path}": () => {way}' for path, way in ways.items())
    return f"Promise.resolve(({{ {known} }})[`{target}`]).then((known) => known?.() ?? {loads})"


def _name(path: str) -> str:
    """Return what a module is called where several stand in one file."""
    return "$" + re.sub(r"\W", "_", path.removesuffix(".js"))

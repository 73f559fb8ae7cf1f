"""Reads how modules of the browser's code name each other: what joins and what packs them must know.

Our own modules are written in a few forms only, so that no parser of the whole language is needed; a
form that is not known here is a fault of ours, and stops the build.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import Final

NAMED: Final = re.compile(
    r"""(\bfrom\s*|\bimport\s*\(\s*|\bimport\s*)(["'`])(\.\.?/[^"'`\n]*)\2""",
)
"""Wherever a module names another by its place: the words before, the quote, the place."""
ADDRESS: Final = re.compile(r"\bimport\.meta\.url\b")
ASKED: Final = re.compile(r"""\bimport\(\s*(["`])(\.\.?/[^"`\n]*)\1\s*\)""")
"""A module that is loaded when it is needed; in back quotes, one of several."""
IMPORT: Final = re.compile(
    r"^import\s+(?:\*\s+as\s+(?P<whole>\w+)|(?P<only>\w+)|\{(?P<names>[^}]*)\})"
    r'\s+from\s+"(?P<place>\.[^"]+)";\n',
    re.MULTILINE,
)
EXPORTED: Final = re.compile(
    r"^export (?=(?:(?:async )?function\*? ?|class |const )(?:(\w+)|\{([\w\s,]*)\}))", re.MULTILINE
)
LISTED: Final = re.compile(r"^export \{([^}]*)\};\n", re.MULTILINE)
UNKNOWN: Final = re.compile(r"^(?:import\b(?!\(|\.)|export\b).*", re.MULTILINE)
INDENTED: Final = re.compile(r"^[ \t]+", re.MULTILINE)
WAITS: Final = re.compile(r"^(?:const [^=\n]*= )?await\b", re.MULTILINE)
AS: Final = re.compile(r"\s+as\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """One module, its body bare of what it imports and of the word that exports."""

    path: str
    body: str
    imports: tuple[tuple[str, str], ...]
    """What binds the names it uses, as JavaScript destructures them, with the path of whose they are."""
    exports: tuple[tuple[str, str], ...]
    """The names that others see, with what each is called within."""
    is_waiting: bool = False
    """Whether it waits for something before others have what it exports."""

    @property
    def needs(self) -> tuple[str, ...]:
        """Return the paths of what must be there before this one runs."""
        return tuple(path for _, path in self.imports)

    @property
    def asks(self) -> tuple[str, ...]:
        """Return the paths of what it may load later; one of several has a hole, `${…}`."""
        return tuple(place_of(self.path, found[2]) for found in ASKED.finditer(self.body))


def read_module(text: str, path: str) -> Module:
    """Read a module of ours, which stands bare of comments at a path.

    Raises:
        ValueError: It is in a form that is not known here.
    """
    imports = []
    for found in IMPORT.finditer(text):
        if found["whole"]:
            bound = found["whole"]
        elif found["only"]:
            bound = f"{{ default: {found['only']} }}"
        else:
            bound = (
                "{ " + ", ".join(": ".join(AS.split(one)) for one in _list(found["names"])) + " }"
            )
        imports.append((bound, place_of(path, found["place"])))
    body = IMPORT.sub("", text)
    exports = [
        (name, name) for found in EXPORTED.finditer(body) for name in _list(found[1] or found[2])
    ]
    body = EXPORTED.sub("", body)
    for found in LISTED.finditer(body):
        for one in _list(found[1]):
            inside, _, outside = AS.sub(" ", one).partition(" ")
            exports.append((outside or inside, inside))
    body = LISTED.sub("", body)
    if unknown := UNKNOWN.search(body):
        raise ValueError(f"{path}: this form is not known: {unknown[0]}")
    is_waiting = bool(WAITS.search(body))
    if not any(line.count("`") % 2 for line in body.splitlines()):  # no text over several lines
        body = INDENTED.sub("", body)
    return Module(
        path=path,
        body=body,
        imports=tuple(imports),
        exports=tuple(exports),
        is_waiting=is_waiting,
    )


def place_of(path: str, named: str) -> str:
    """Return the path of what the module at `path` names by its place."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), named))


def place_from(path: str, target: str) -> str:
    """Return the place by which the module at `path` names the one at `target`."""
    place = posixpath.relpath(target, posixpath.dirname(path) or ".")
    return place if place.startswith("../") else f"./{place}"


def _list(names: str) -> list[str]:
    return [name.strip() for name in names.split(",") if name.strip()]

"""The browser's code in a few files: the same modules, each once, none that a worker cannot have."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from lessonry.website import assets, joined
from lessonry.website.modules import ASKED, IMPORT, place_of, read_module
from tests.machine import Command

APART = {
    path.removeprefix("lessonry/"): content.decode()
    for path, content in assets.runtime_files(is_joined=False)
    if path.endswith(".js")
}
FILES = {
    path.removeprefix("lessonry/"): content.decode()
    for path, content in assets.runtime_files()
    if path.endswith(".js")
}
OURS = sorted(path for path in APART if "vendor" not in path)
WRITTEN = {"outline.js", "review/questions.js"}
"""What the build of a course adds."""
SMALL = {
    "main.js": 'import { two as second } from "./a/one.js";\n'
    'const load = () => import("./a/late.js");\n'
    "const some = (name) => import(`./kinds/${name}.js`);\nlog(second, load, some);\n",
    "a/one.js": 'import whole from "../alone.js";\nimport * as all from "./shared.js";\n'
    "export const one = whole;\nexport function two() {\n  return `\n  ${all.n}`;\n}\n",
    "a/shared.js": "const n = import.meta.url;\nexport { n };\n",
    "a/late.js": 'import { n } from "./shared.js";\nexport const late = n;\n',
    "kinds/common.js": 'export const say = () => "common";\n',
    "kinds/rare.js": 'import { say as said } from "./common.js";\nexport const say = said;\n',
}
RUN = """
import { readFileSync } from "node:fs";
globalThis.log = async (second, load, some) => {
  const said = [second(), (await load()).late];
  for (const name of ["common", "rare"]) said.push((await some(name)).say());
  console.log(JSON.stringify(said));
};
await import("./site/main.js");
"""


def test_modules_that_are_joined_do_the_same(
    tmp_path: Path, node: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(joined, "FILES", {"main.js": ("kinds/common.js",)})
    joined._joined.cache_clear()
    files = joined.joined(SMALL, ["alone.js"])
    joined._joined.cache_clear()
    assert sorted(files) == ["a/late.js", "kinds/rare.js", "main.js"]
    (tmp_path / "package.json").write_text('{"type": "module"}')
    (tmp_path / "run.js").write_text(RUN)
    said = []
    for site in (SMALL, files):
        for path, text in {**site, "alone.js": "export default 1;\n"}.items():
            file = tmp_path / "site" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
        said.append(json.loads(node(tmp_path / "run.js").stdout))
    shared = (tmp_path / "site" / "a" / "shared.js").as_uri()
    assert said[0] == said[1] == [f"\n  {shared}", shared, "common", "common"]


@pytest.mark.parametrize(
    "text",
    [
        "export default 1;\n",
        'export * from "./a.js";\n',
        'import "./a.js";\n',
        'import a, { b } from "./a.js";\n',
        "export let a = 1;\n",
    ],
)
def test_a_form_that_is_not_known_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"a\.js: this form is not known"):
        read_module(text, "a.js")


def test_what_is_not_there_and_what_goes_in_circles_is_refused() -> None:
    with pytest.raises(ValueError, match=r"a\.js: b\.js is not there"):
        joined.joined({"a.js": 'import { b } from "./b.js";\n'}, [])
    with pytest.raises(ValueError, match="imports itself"):
        joined.joined(
            {
                "a.js": 'import { b } from "./b.js";\nexport const a = 1;\n',
                "b.js": 'import { a } from "./a.js";\nexport const b = 1;\n',
            },
            [],
        )


def test_each_module_stands_in_one_file_and_each_file_is_named_after_one() -> None:
    ours = {path: text for path, text in FILES.items() if path in OURS}
    assert set(FILES) <= set(APART)
    for path in OURS:
        name = re.escape(joined._name(path))
        assert sum(len(re.findall(rf"^const {name} = ", t, re.M)) for t in ours.values()) == 1, path


def test_what_a_file_names_is_there() -> None:
    for path in OURS:
        if path not in FILES:
            continue
        text = FILES[path]
        named = [found["place"] for found in IMPORT.finditer(text)]
        named += [found[2] for found in ASKED.finditer(text) if "${" not in found[2]]
        for place in named:
            assert place_of(path, place) in {*FILES, *WRITTEN}, f"{path}: {place}"


def test_a_worker_gets_nothing_that_wants_a_page() -> None:
    left, seen = ["lock/worker.js"], set()
    while left:
        path = left.pop()
        seen.add(path)
        left += [place_of(path, found["place"]) for found in IMPORT.finditer(FILES[path])]
    assert seen == {"lock/worker.js", "lock/open.js"}

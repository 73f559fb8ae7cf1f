"""The sandbox that templates run in, which compiles each text once and judges each field once."""

from __future__ import annotations

from dataclasses import is_dataclass
from enum import Enum
from functools import cache
from types import CodeType
from typing import Any, ClassVar

from jinja2 import BaseLoader, BytecodeCache, StrictUndefined
from jinja2.bccache import Bucket
from jinja2.sandbox import SandboxedEnvironment


class Sandbox(SandboxedEnvironment):
    """Jinja's sandbox, set up as all templates of one language are."""

    def __init__(self, loader: BaseLoader, language: str) -> None:
        super().__init__(
            loader=loader,
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,  # it lives as long as a build, which reads each file once
            bytecode_cache=_Compiled(language),
        )
        self._allowed: set[tuple[type, str]] = set()

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return an attribute, as far as the sandbox lets it be seen.

        Templates do little else, and what they read most are our own data: of these the sandbox
        judges by class and name alone, so it is asked once for each.
        """
        kind: type = type(obj)
        asked = (kind, attribute)
        if asked in self._allowed:
            return getattr(obj, attribute)
        value = super().getattr(obj, attribute)
        if (
            _is_ours(kind)
            and self.is_safe_attribute(obj, attribute, value)
            and hasattr(obj, attribute)
        ):
            self._allowed.add(asked)
        return value


@cache
def _is_ours(kind: type) -> bool:
    """Return whether values of that class are data of ours, which no template can make or change."""
    is_data = is_dataclass(kind) or (issubclass(kind, Enum) and not issubclass(kind, str))
    return is_data and kind.__module__.startswith("lessonry.")


class _Compiled(BytecodeCache):
    """What was compiled, by name and text, for as long as the program runs.

    A translation and each build of a preview have an environment of their own with the same templates.
    A language has its own: Jinja puts in what filters make of constants.
    """

    codes: ClassVar[dict[tuple[str, ...], CodeType]] = {}

    def __init__(self, language: str) -> None:
        self.language = language

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what was compiled of the same text."""
        bucket.code = self.codes.get((self.language, bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it."""
        assert bucket.code is not None
        self.codes[self.language, bucket.key, bucket.checksum] = bucket.code

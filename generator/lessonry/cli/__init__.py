"""The commands: `lessonry build, serve, check, explain, new, keys, issue, verify`."""

from lessonry.cli.program import main

__all__ = ["main"]

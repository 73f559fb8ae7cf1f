"""The small course with a locked exam that the tests of SCORM play, too."""

from __future__ import annotations

from tests.exporters.scorm.conftest import final, one, trainer

__all__ = ["final", "one", "trainer"]

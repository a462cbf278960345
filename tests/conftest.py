"""What holds for every test: examples that repeat, and no warning that nobody announced."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

# Before anything of Qt is there: it says at length what is wrong with a broken clip.
os.environ.setdefault("QT_LOGGING_RULES", "qt.multimedia.*=false")

settings.register_profile("desk", derandomize=True, max_examples=100, deadline=None)
settings.register_profile(
    "ci", max_examples=1000, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "desk"))


class _Noise(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def no_unexpected_warning(request: pytest.FixtureRequest) -> Iterator[None]:
    """A warning in the log fails the test that caused it, unless the test looks at `caplog`."""
    noise = _Noise()
    logging.getLogger().addHandler(noise)
    yield
    logging.getLogger().removeHandler(noise)
    if noise.lines and "caplog" not in request.fixturenames:
        pytest.fail("unexpected in the log:\n" + "\n".join(noise.lines))

"""What holds for every test: examples that repeat, and no warning that nobody announced."""

from __future__ import annotations

import gc
import logging
import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings
from PySide6.QtCore import QCoreApplication, QEvent

# Before anything of Qt is there: it says at length what is wrong with a broken clip.
os.environ.setdefault("QT_LOGGING_RULES", "qt.multimedia.*=false")

settings.register_profile("desk", derandomize=True, max_examples=100, deadline=None)
settings.register_profile(
    "ci", max_examples=1000, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "desk"))


_WITHOUT_WIDGETS = {"core", "storage", "clipmaker"}
"""Tests in these folders make no widget; some of them make a lot of garbage."""


def _makes_widgets(request: pytest.FixtureRequest) -> bool:
    return request.path.parent.name not in _WITHOUT_WIDGETS


@pytest.fixture(autouse=True)
def garbage_is_collected_in_one_thread(request: pytest.FixtureRequest) -> Iterator[None]:
    """A widget that is taken apart in a player's thread ends the whole run (`ui.garbage`)."""
    if not _makes_widgets(request):
        yield
        return
    gc.disable()
    yield
    gc.enable()
    gc.collect(1)


@pytest.fixture(autouse=True)
def closed_windows_are_gone(request: pytest.FixtureRequest) -> Iterator[None]:
    """What a test asked to be deleted is deleted: without a running event loop, Qt waits for one.

    Qt keeps what it knows of a waiting window's style, and walks into what is no longer there
    once the application's style sheet was taken away and a new one comes.
    """
    yield
    if _makes_widgets(request) and QCoreApplication.instance() is not None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture(autouse=True, scope="module")
def no_widget_is_left_to_others(request: pytest.FixtureRequest) -> Iterator[None]:
    """What a module leaves behind is gone before another module's threads can find it."""
    yield
    if _makes_widgets(request):
        gc.collect()


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

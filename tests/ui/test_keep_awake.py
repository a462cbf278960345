"""The screen stays awake while a session runs, and a desktop that can't does no harm."""

from __future__ import annotations

import logging
from pathlib import Path
from types import TracebackType

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from backrehab.ui.keep_awake import KeepAwake
from tests.ui.mat import Mat


class FakeMode:
    """What wakepy gives; remembers what it was asked, and refuses as it is told to."""

    def __init__(
        self, *, entering: Exception | None = None, leaving: Exception | None = None
    ) -> None:
        self.calls: list[str] = []
        self.entering = entering
        self.leaving = leaving

    def __call__(self) -> FakeMode:
        return self

    def __enter__(self) -> FakeMode:
        self.calls.append("enter")
        if self.entering is not None:
            raise self.entering
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.calls.append("exit")
        if self.leaving is not None:
            raise self.leaving


def test_it_is_entered_once_and_left_once() -> None:
    mode = FakeMode()
    awake = KeepAwake(mode)

    awake.end()
    awake.begin()
    awake.begin()
    awake.end()
    awake.end()

    assert mode.calls == ["enter", "exit"]


def test_it_can_be_begun_again_for_the_next_session() -> None:
    mode = FakeMode()
    awake = KeepAwake(mode)

    for _ in range(2):
        awake.begin()
        awake.end()

    assert mode.calls == ["enter", "exit"] * 2


@pytest.mark.parametrize("error", [RuntimeError("no bus"), OSError("gone"), ValueError("odd")])
def test_a_refusal_is_logged_and_no_more(
    error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    refuses, stays = FakeMode(entering=error), FakeMode(leaving=error)
    with caplog.at_level(logging.WARNING):
        for mode in (refuses, stays):
            awake = KeepAwake(mode)
            awake.begin()
            awake.end()

    assert refuses.calls == ["enter"]
    assert stays.calls == ["enter", "exit"]
    assert len(caplog.records) == 2


def test_without_wakepy_a_session_runs_all_the_same(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "wakepy", None)
    awake = KeepAwake()

    awake.begin()
    awake.end()

    assert "can't be kept awake" in caplog.text


# In a session.


@pytest.fixture
def mode() -> FakeMode:
    return FakeMode()


@pytest.fixture
def mat(qtbot: QtBot, tmp_path: Path, mode: FakeMode) -> Mat:
    return Mat(qtbot, tmp_path, awake=KeepAwake(mode))


def test_from_the_beginning_of_a_session_to_its_end(mat: Mat, mode: FakeMode) -> None:
    assert mode.calls == []

    mat.begin("lumbar-knee-rolling", timed_seconds=5)
    assert mode.calls == ["enter"]

    mat.go(10_000)
    mat.press(Qt.Key.Key_Space)
    assert mode.calls == ["enter"]  # the next thing is said on the screen

    mat.press(Qt.Key.Key_Space)
    mat.go(60_000)
    assert not mat.view.controller.runs
    assert mode.calls == ["enter", "exit"]


def test_not_after_a_session_that_was_stopped(mat: Mat, mode: FakeMode) -> None:
    mat.begin("bridging")
    mat.go(30_000)

    mat.view.controller.stop()

    assert mode.calls == ["enter", "exit"]


def test_not_after_one_that_left_no_trace(mat: Mat, mode: FakeMode) -> None:
    mat.begin("bridging")

    mat.view.controller.stop()

    assert mode.calls == ["enter", "exit"]

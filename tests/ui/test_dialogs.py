"""The desktop's own questions: what is answered is taken, and none is left behind."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from backrehab.ui.diary_print import ask_for_printer
from backrehab.ui.saving import Form, ask_for_source, ask_where

ASK: dict[str, Callable[[QWidget], object]] = {
    "where to": lambda parent: ask_where(parent, Form.SPREADSHEET, "diary.csv"),
    "where a package goes": lambda parent: ask_where(parent, Form.PACKAGE, "diary"),
    "which file": lambda parent: ask_for_source(parent, False),
    "which folder": lambda parent: ask_for_source(parent, True),
    "which printer": ask_for_printer,
}


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    return window


def answer(monkeypatch: pytest.MonkeyPatch, give: Callable[[], int]) -> None:
    for kind in (QFileDialog, QPrintDialog):
        monkeypatch.setattr(kind, "exec", lambda _dialog: give())


def left(window: QWidget) -> list[QDialog]:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return window.findChildren(QDialog)


@pytest.mark.parametrize("question", ASK)
def test_a_question_is_gone_once_it_is_answered(
    window: QWidget, monkeypatch: pytest.MonkeyPatch, question: str
) -> None:
    answer(monkeypatch, lambda: 0)

    assert [ASK[question](window) for _ in range(3)] == [None] * 3

    assert left(window) == []


def test_it_is_gone_after_a_fault_as_well(
    window: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> int:
        raise OSError("the desktop has gone")

    answer(monkeypatch, fail)
    for ask in ASK.values():
        with pytest.raises(OSError, match="gone"):
            ask(window)

    assert left(window) == []


def test_the_file_that_was_chosen_is_given(
    window: QWidget, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(QFileDialog, "selectedFiles", lambda _dialog: [str(tmp_path / "a.csv")])
    answer(monkeypatch, lambda: 1)

    assert ask_where(window, Form.SPREADSHEET, "diary.csv") == tmp_path / "a.csv"
    assert ask_where(window, Form.PACKAGE, "diary") == tmp_path / "a.csv" / "diary"

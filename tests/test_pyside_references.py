"""PySide6 keeps Python's own constants alive.

Some releases lose a reference to `None` in each call that returns nothing, and one to `True` in
each `emit`. Before Python 3.12 that ends the program after a few thousand calls, which a running
exercise reaches in under a minute (docs/decisions.md, "Why is PySide6 held at 6.11?").
"""

import sys

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

CALLS = 300
NOISE = CALLS // 3  # other references to the constants come and go meanwhile

counts_references = pytest.mark.skipif(
    sys.version_info >= (3, 12), reason="None and True can't be lost from Python 3.12 on"
)


class Bell(QObject):
    rung = Signal(bool)


@counts_references
def test_calls_that_return_nothing_do_not_lose_none(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)

    for number in range(CALLS):
        label.setText(str(number))

    assert abs(sys.getrefcount(None) - before) < NOISE


@counts_references
def test_emitting_a_signal_does_not_lose_true(qtbot: QtBot) -> None:
    bell = Bell()
    heard: list[bool] = []
    bell.rung.connect(heard.append)
    bell.rung.emit(True)
    heard.clear()
    before = sys.getrefcount(True)

    for _ in range(CALLS):
        bell.rung.emit(True)
    heard.clear()

    assert abs(sys.getrefcount(True) - before) < NOISE

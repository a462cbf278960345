"""Buttons: each kind has its own ground, and what can't be pressed looks it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from backrehab.ui.buttons import Button, IconButton, Kind
from backrehab.ui.look import Look
from backrehab.ui.theme import LIGHT


def ground(button: Button | IconButton) -> QColor:
    """The colour beside the words."""
    return button.grab().toImage().pixelColor(button.width() // 2, 5)


@pytest.fixture
def button(qtbot: QtBot, look: Look) -> Button:
    button = Button(look, "Start")
    qtbot.addWidget(button)
    button.resize(200, 64)
    return button


@pytest.mark.parametrize(
    ("kind", "color"),
    [
        (Kind.NORMAL, LIGHT.surface),
        (Kind.MAIN, LIGHT.primary),
        (Kind.CLAY, LIGHT.surface),
        (Kind.DEMO, LIGHT.demo),
    ],
)
def test_each_kind_has_its_ground(button: Button, kind: Kind, color: str) -> None:
    button.set_kind(kind)

    assert ground(button) == QColor(color)
    assert button.property("kind") == kind.value


def test_a_quiet_button_has_no_ground_until_it_is_pressed(button: Button) -> None:
    button.set_kind(Kind.QUIET)
    bare = ground(button)

    button.setDown(True)

    assert ground(button) == QColor(LIGHT.tint) != bare


def test_a_pressed_button_answers_with_its_colour(button: Button) -> None:
    button.set_kind(Kind.MAIN)
    button.setDown(True)
    assert ground(button) == QColor(LIGHT.primary_strong)

    button.set_kind(Kind.NORMAL)
    assert ground(button) == QColor(LIGHT.tint)


def test_what_cannot_be_pressed_is_sunken_whatever_its_kind(button: Button) -> None:
    for kind in (Kind.NORMAL, Kind.MAIN):
        button.set_kind(kind)
        button.setEnabled(False)

        assert ground(button) == QColor(LIGHT.sunken)


def test_another_kind_has_room_for_its_own_words(button: Button) -> None:
    normal = button.sizeHint()
    button.set_kind(Kind.MAIN)

    assert button.sizeHint().height() > normal.height()
    assert button.sizeHint().width() > normal.width()


def test_enter_presses_a_button_of_any_kind(button: Button, qtbot: QtBot) -> None:
    for kind in Kind:
        button.set_kind(kind)
        with qtbot.waitSignal(button.clicked, timeout=0):
            QTest.keyClick(button, Qt.Key.Key_Return)

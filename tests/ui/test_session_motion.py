"""What moves in a session: the colour of a phase, and the arc; less where less is wished for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QRect
from PySide6.QtGui import QColor, QImage, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from backrehab.ui.motion import moves_less
from backrehab.ui.preferences import ReducedMotion
from backrehab.ui.theme import LIGHT
from tests.ui.mat import GET_READY_FLOOR_MS, LEAD_IN_MS, Mat

POSE = "childs-pose"  # sink 4 s, hold 10 s


SIZE = (780, 520)  # all of it is on the screen that tests have


@pytest.fixture
def mat(qtbot: QtBot, tmp_path: Path) -> Iterator[Mat]:
    mat = Mat(qtbot, tmp_path, size=SIZE)
    yield mat
    mat.view.controller.stop()
    mat.diary.close()


class Paints(QObject):
    """Remembers which parts of a widget were painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.places: list[QRect] = []
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if isinstance(event, QPaintEvent):
            self.places.append(event.rect())
        return super().eventFilter(watched, event)


def paint_now(mat: Mat) -> None:
    """Paints what is to be painted, without waiting for the screen."""
    QApplication.processEvents()
    QApplication.sendEvent(mat.window, QEvent(QEvent.Type.UpdateRequest))


def ground(mat: Mat) -> QColor:
    return mat.view.panel.grab().toImage().pixelColor(3, mat.view.panel.height() // 2)


def parts(color: QColor) -> tuple[int, int, int]:
    return color.red(), color.green(), color.blue()


def is_between(color: QColor, first: str, last: str) -> bool:
    """Whether a colour is on the way from one to the other, and neither of them."""
    return all(
        min(one, other) < now < max(one, other)
        for one, now, other in zip(
            parts(QColor(first)), parts(color), parts(QColor(last)), strict=True
        )
    )


def test_the_colour_of_a_phase_comes_in_150_ms(mat: Mat) -> None:
    mat.begin(POSE)
    mat.go(GET_READY_FLOOR_MS)

    assert mat.verb == "SINK"
    assert ground(mat) == QColor(LIGHT.ready.ground)
    mat.go(75)
    assert is_between(ground(mat), LIGHT.ready.ground, LIGHT.moving.ground)
    mat.go(75)
    assert ground(mat) == QColor(LIGHT.moving.ground)


def test_a_word_can_be_read_from_the_first_moment_on(mat: Mat) -> None:
    mat.begin(POSE)
    mat.go(GET_READY_FLOOR_MS)

    picture = mat.view.panel.verb.grab().toImage()
    lightest = max(
        picture.pixelColor(x, y).lightness()
        for x in range(0, picture.width(), 2)
        for y in range(0, picture.height(), 2)
    )
    assert lightest - ground(mat).lightness() > 60


def test_a_pause_has_its_colour_at_once_and_going_on_brings_the_other_back(mat: Mat) -> None:
    mat.begin(POSE)
    mat.go(GET_READY_FLOOR_MS + 5_000)

    mat.view.controller.pause()
    assert ground(mat) == QColor(LIGHT.paused.ground)
    mat.view.controller.resume()
    mat.go(LEAD_IN_MS + 75)
    assert is_between(ground(mat), LIGHT.ready.ground, LIGHT.hold.ground)
    mat.go(75)
    assert ground(mat) == QColor(LIGHT.hold.ground)


def test_with_less_motion_colours_change_at_once_and_the_arc_by_seconds(mat: Mat) -> None:
    mat.preferences.reduced_motion = ReducedMotion.ON
    mat.begin(POSE)
    ring = mat.view.panel.ring

    mat.go(900)
    assert (mat.number, ring.part_left) == ("20", 1.0)
    mat.go(100)
    assert (mat.number, ring.part_left) == ("19", 0.95)
    mat.go(GET_READY_FLOOR_MS - 1_000)
    assert ground(mat) == QColor(LIGHT.moving.ground)
    mat.go(1_500)
    assert mat.view.panel.strip.place == (0, 0.25)


@pytest.mark.parametrize(
    ("choice", "less"), [(ReducedMotion.ON, True), (ReducedMotion.OFF, False)]
)
def test_the_persons_choice_of_motion_holds(choice: ReducedMotion, less: bool) -> None:
    assert moves_less(choice) is less


def test_between_two_seconds_only_the_end_of_the_arc_is_painted(mat: Mat) -> None:
    mat.show().begin(POSE)
    mat.go(GET_READY_FLOOR_MS + 4_000 + 1_100)  # in the hold, its colour has come
    ring = mat.view.panel.ring
    paint_now(mat)
    paints = {part: Paints(part) for part in (ring, mat.view.panel.verb, mat.view.stage)}

    for _ in range(20):
        mat.go(33)
        paint_now(mat)

    assert len(paints.pop(ring).places) >= 15
    whole = ring.width() * ring.height()
    small = Paints(ring)
    mat.go(33)
    paint_now(mat)
    assert [place.width() * place.height() < whole / 20 for place in small.places] == [True]
    assert [part.places for part in paints.values()] == [[], []]


def test_painted_bit_by_bit_the_ring_is_as_painted_at_once(mat: Mat) -> None:
    mat.show().begin(POSE)
    mat.go(GET_READY_FLOOR_MS + 4_000 + 500)
    ring = mat.view.panel.ring
    for _ in range(200):  # nearly all of the hold, its last three seconds too
        mat.go(44)
        paint_now(mat)

    bit_by_bit = on_screen(ring)
    ring.update()
    paint_now(mat)
    at_once = on_screen(ring)

    assert farthest_apart(bit_by_bit, at_once) <= 24  # the soft edge of less than half a dot


def on_screen(widget: QWidget) -> QImage:
    """What was painted of a widget, as it is in its window."""
    window = widget.window()
    place = QRect(widget.mapTo(window, widget.rect().topLeft()), widget.size())
    picture = window.screen().grabWindow(window.winId()).toImage()
    return picture.copy(place)


def farthest_apart(one: QImage, other: QImage) -> int:
    assert one.size() == other.size()
    assert not one.size().isEmpty()
    return max(
        abs(first - second)
        for x in range(0, one.width(), 3)
        for y in range(0, one.height(), 3)
        for first, second in zip(
            parts(one.pixelColor(x, y)), parts(other.pixelColor(x, y)), strict=True
        )
    )

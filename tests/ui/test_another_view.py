"""A second picture of an exercise stands where the clip leaves room, or not at all."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from backrehab.players.fake import FakePlayer
from backrehab.ui.another_view import free_corner
from backrehab.ui.clip_frame import ClipFrame
from tests.ui.mat import LIBRARY, MARKS, make_look

WIDE = QSize(1280, 720)
STAGE = QRect(0, 0, 600, 340)
BRIDGING = LIBRARY.exercise("bridging")


def test_it_takes_the_top_right_corner_where_all_is_free() -> None:
    assert free_corner(STAGE, WIDE, []) == QRect(406, 14, 180, 101)


def test_it_goes_to_another_corner_where_the_figure_is() -> None:
    assert free_corner(STAGE, WIDE, [QRect(350, 0, 250, 150)]) == QRect(406, 225, 180, 101)
    assert free_corner(STAGE, WIDE, [QRect(350, 0, 250, 340)]) == QRect(14, 14, 180, 101)


def test_it_is_smaller_where_there_is_less_room() -> None:
    assert free_corner(STAGE, WIDE, [QRect(0, 105, 600, 235)]) == QRect(430, 14, 156, 87)


def test_a_figure_everywhere_leaves_none() -> None:
    assert free_corner(STAGE, WIDE, [STAGE]) is None
    assert free_corner(QRect(0, 0, 300, 170), WIDE, []) is None  # too small to be of use


places = st.builds(
    QRect, st.integers(0, 500), st.integers(0, 300), st.integers(1, 600), st.integers(1, 400)
)


@given(
    area=st.builds(QRect, st.just(0), st.just(0), st.integers(1, 2000), st.integers(1, 1200)),
    taken=st.lists(places, max_size=3),
)
def test_it_covers_nothing_and_is_whole(area: QRect, taken: list[QRect]) -> None:
    place = free_corner(area, WIDE, taken)

    if place is not None:
        assert area.contains(place)
        assert not any(place.intersects(other) for other in taken)


# In the frame of the exercise page


@pytest.fixture
def videos(tmp_path: Path) -> Path:
    """A clip whose figure keeps to the left half, with a still and a second picture."""
    (tmp_path / "bridging.webm").write_bytes(b"a clip, for the fake player")
    marks = {**MARKS, "safe_box": [0.0, 0.0, 0.5, 1.0]}
    (tmp_path / "bridging.json").write_text(json.dumps(marks), encoding="utf-8")
    picture = QImage(320, 180, QImage.Format.Format_RGB32)
    picture.fill(QColor(200, 40, 40))
    assert picture.save(str(tmp_path / "bridging.webp"))
    assert picture.save(str(tmp_path / "bridging.2.webp"))
    return tmp_path


@pytest.fixture
def frame(qtbot: QtBot) -> Iterator[ClipFrame]:
    player = FakePlayer()
    frame = ClipFrame(make_look(), player)
    qtbot.addWidget(frame)
    frame.resize(640, 360)
    with qtbot.waitExposed(frame):
        frame.show()
    yield frame
    frame.hide()


def show(frame: ClipFrame, videos: Path) -> None:
    frame.show_exercise(BRIDGING, videos / "bridging.webm", videos)


def test_the_second_picture_stands_beside_the_figure(frame: ClipFrame, videos: Path) -> None:
    show(frame, videos)
    view = frame.another_view

    assert view.isVisible()
    assert view.accessibleName() == "Another view"
    assert frame.rect().contains(view.geometry())
    assert not view.geometry().intersects(frame.stage.figure_place())
    assert not view.geometry().intersects(frame.pause_button.geometry())
    assert QColor(view.grab().toImage().pixel(view.rect().center())).red() > 150


def test_it_gives_way_where_the_window_gets_small(frame: ClipFrame, videos: Path) -> None:
    show(frame, videos)

    frame.resize(300, 170)
    assert not frame.another_view.isVisible()
    frame.resize(900, 500)
    assert frame.another_view.isVisible()


@pytest.mark.parametrize("broken", ["bridging.2.webp", "bridging.json"])
def test_without_a_picture_or_a_known_place_there_is_none(
    frame: ClipFrame, videos: Path, broken: str
) -> None:
    """Nothing is known of where a figure is that has no marks: it may be anywhere."""
    (videos / broken).unlink()

    show(frame, videos)

    assert not frame.another_view.isVisible()


def test_a_picture_that_cannot_be_read_is_left_out(frame: ClipFrame, videos: Path) -> None:
    (videos / "bridging.2.webp").write_text("not a picture", encoding="utf-8")

    show(frame, videos)

    assert not frame.another_view.isVisible()


def test_the_next_exercise_does_not_keep_it(frame: ClipFrame, videos: Path) -> None:
    show(frame, videos)
    assert frame.another_view.isVisible()

    frame.show_exercise(LIBRARY.exercise("pelvic-rocking"), None, videos)

    assert not frame.another_view.isVisible()

"""The surface shows a clip whole and without bars, or the exercise in words."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from backrehab.core.model import Exercise
from backrehab.players.fake import FakePlayer
from backrehab.ui.surface import ClipStage, picture_place
from backrehab.ui.theme import DARK, LIGHT, Tokens
from tests.ui.mat import LIBRARY, make_look

SKY, FLOOR, FIGURE = QColor("#EEF2F6"), QColor("#C8D0D8"), QColor("#0E6A66")
LEFT = QColor("#22375E")


def clip_picture() -> QImage:
    """Sky above, floor below, the figure in the middle, a blue mark at the left."""
    picture = QImage(160, 90, QImage.Format.Format_RGB32)
    picture.fill(SKY)
    painter = QPainter(picture)
    painter.fillRect(0, 80, 160, 10, FLOOR)
    painter.fillRect(70, 20, 20, 60, FIGURE)
    painter.fillRect(30, 40, 10, 10, LEFT)
    painter.end()
    return picture


class WidePlayer(FakePlayer):
    """Its clips are 16:9, whatever pixels it hands out."""

    def picture_size(self) -> QSize:
        return QSize(160, 90)


@pytest.fixture
def player(qtbot: QtBot) -> FakePlayer:
    return WidePlayer(runs_by_itself=False)


def stage_of(qtbot: QtBot, player: FakePlayer, size: QSize, tokens: Tokens = LIGHT) -> ClipStage:
    stage = ClipStage(make_look(tokens))
    qtbot.addWidget(stage)
    stage.resize(size)
    stage.show_player(player)
    player.picture.emit(clip_picture())
    return stage


@pytest.mark.parametrize(
    ("picture", "area", "place"),
    [
        pytest.param((1280, 720), (1280, 720), QRect(0, 0, 1280, 720), id="the same shape"),
        pytest.param((1280, 720), (960, 640), QRect(-89, 0, 1138, 640), id="less wide: covered"),
        pytest.param((1280, 720), (800, 800), QRect(-76, 132, 952, 536), id="square: safe box"),
        pytest.param((1280, 720), (1600, 720), QRect(160, 0, 1280, 720), id="wider: whole"),
        pytest.param((720, 1280), (900, 640), QRect(270, 0, 360, 640), id="a phone's clip"),
    ],
)
def test_the_figure_is_never_cut_and_the_picture_never_past_covering(
    picture: tuple[int, int], area: tuple[int, int], place: QRect
) -> None:
    assert picture_place(QSize(*picture), QRect(0, 0, *area)) == place


@pytest.mark.parametrize(
    "size",
    [
        pytest.param(QSize(480, 270), id="same shape"),
        pytest.param(QSize(320, 320), id="bars above and below"),
        pytest.param(QSize(640, 270), id="bars left and right"),
    ],
)
def test_what_is_left_over_has_the_colours_of_the_clips_own_edge(
    qtbot: QtBot, player: FakePlayer, size: QSize
) -> None:
    picture = stage_of(qtbot, player, size).grab().toImage()
    right, bottom = size.width() - 1, size.height() - 1

    for corner in (QPoint(0, 0), QPoint(right, 0)):
        assert picture.pixelColor(corner) == SKY
    for corner in (QPoint(0, bottom), QPoint(right, bottom)):
        assert picture.pixelColor(corner) == FLOOR
    assert picture.pixelColor(right // 2, bottom // 2) == FIGURE


def test_the_pictures_true_shape_is_the_players_not_its_pixels(
    qtbot: QtBot, player: FakePlayer
) -> None:
    stage = stage_of(qtbot, player, QSize(320, 180))
    player.picture.emit(clip_picture().scaled(160, 120))  # stretched on its way

    picture = stage.grab().toImage()

    assert picture.pixelColor(62, 90) == LEFT
    assert picture.pixelColor(160, 90) == FIGURE
    assert picture.pixelColor(0, 0) == SKY


def test_the_other_side_is_the_mirror_image(qtbot: QtBot, player: FakePlayer) -> None:
    stage = stage_of(qtbot, player, QSize(320, 180))
    assert stage.grab().toImage().pixelColor(70, 90) == LEFT

    stage.set_mirrored(True)

    picture = stage.grab().toImage()
    assert picture.pixelColor(70, 90) == SKY
    assert picture.pixelColor(249, 90) == LEFT


def test_in_the_dark_the_clip_is_dimmed(qtbot: QtBot, player: FakePlayer) -> None:
    stage = stage_of(qtbot, player, QSize(320, 180), DARK)

    dimmed = stage.grab().toImage().pixelColor(5, 5)

    assert dimmed.lightnessF() == pytest.approx(SKY.lightnessF() * 0.61, abs=0.03)


def test_without_a_player_it_is_the_exercise_in_words(qtbot: QtBot) -> None:
    stage = ClipStage(make_look())
    qtbot.addWidget(stage)
    stage.resize(974, 652)
    exercise = LIBRARY.exercise("sciatic-nerve-gliding")
    blank = stage.grab().toImage()

    stage.set_still(exercise.title, exercise.steps)

    assert stage.shows_words
    assert stage.grab().toImage() != blank
    assert stage.accessibleName().startswith("Sciatic nerve gliding. No clip. 1. Sit on the")


@pytest.mark.parametrize("exercise", LIBRARY.exercises, ids=lambda exercise: exercise.id)
@pytest.mark.parametrize(
    "size", [QSize(974, 652), QSize(730, 484), QSize(800, 236)], ids=lambda size: f"{size.width()}"
)
def test_the_words_of_every_exercise_stay_inside(
    qtbot: QtBot, exercise: Exercise, size: QSize
) -> None:
    stage = ClipStage(make_look())
    qtbot.addWidget(stage)
    stage.resize(size)
    stage.set_still(exercise.title, exercise.steps)

    picture = stage.grab().toImage()

    ground = QColor(make_look().theme.tokens.sunken)
    for x in range(0, size.width(), 3):
        assert picture.pixelColor(x, size.height() - 3) == ground
    for y in range(0, size.height(), 3):
        assert picture.pixelColor(size.width() - 3, y) == ground


def test_a_clip_that_fails_gives_way_to_the_words_and_says_so(
    qtbot: QtBot, player: FakePlayer
) -> None:
    stage = stage_of(qtbot, player, QSize(320, 180))
    stage.set_still("Bridging", ["Lift."])
    assert not stage.shows_words

    with qtbot.waitSignal(stage.words_changed, timeout=0):
        player.failed.emit("the file is empty")

    assert stage.shows_words


def test_after_leaving_a_player_none_of_its_pictures_is_shown(
    qtbot: QtBot, player: FakePlayer
) -> None:
    stage = stage_of(qtbot, player, QSize(320, 180))

    stage.leave_player()
    player.picture.emit(clip_picture())
    player.failed.emit("too late")

    assert stage.picture().isNull()
    assert stage.shows_words


def test_another_player_takes_the_first_ones_place(qtbot: QtBot, player: FakePlayer) -> None:
    stage = stage_of(qtbot, player, QSize(320, 180))
    other = WidePlayer(runs_by_itself=False)

    stage.show_player(other)
    player.picture.emit(clip_picture())

    assert stage.picture().isNull()
    other.picture.emit(clip_picture())
    assert not stage.picture().isNull()


def test_a_click_is_told_but_not_one_that_is_let_go_outside(
    qtbot: QtBot, player: FakePlayer
) -> None:
    stage = stage_of(qtbot, player, QSize(320, 180))
    stage.show()
    left = Qt.MouseButton.LeftButton

    with qtbot.waitSignal(stage.clicked, timeout=0):
        QTest.mouseClick(stage, left)
    with qtbot.assertNotEmitted(stage.clicked):
        QTest.mousePress(stage, left)
        QTest.mouseRelease(stage, left, pos=QPoint(-20, 10))
        QTest.mouseClick(stage, Qt.MouseButton.RightButton)


def test_rounded_corners_let_the_page_through(qtbot: QtBot, player: FakePlayer) -> None:
    stage = ClipStage(make_look(), rounded=True)
    qtbot.addWidget(stage)
    stage.resize(320, 180)
    stage.show_player(player)
    player.picture.emit(clip_picture())

    picture = stage.grab().toImage()

    assert picture.pixelColor(0, 0) != SKY
    assert picture.pixelColor(20, 20) == SKY

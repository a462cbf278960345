"""The cards of the library: their words have room, their pictures are there at once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from backrehab.core.model import Programme
from backrehab.storage.content import load_library
from backrehab.ui.library_card import ExerciseCard
from backrehab.ui.look import Look
from backrehab.ui.theme import TEXT_SIZES, ThemeChoice

RESOURCES = Path(__file__).parents[2] / "resources"
VIDEOS = RESOURCES / "videos"
LIBRARY = load_library(RESOURCES)
STILLS = sorted(
    still for clip in VIDEOS.glob("*.webm") if (still := clip.with_suffix(".webp")).is_file()
)
RED = QColor("#C81E1E")


def make_card(qtbot: QtBot, look: Look, exercise_id: str, videos: Path = VIDEOS) -> ExerciseCard:
    card = ExerciseCard(look, LIBRARY.exercise(exercise_id), videos)
    qtbot.addWidget(card)
    card.set_picture_size(QSize(102, 68))
    card.show_programme(Programme(), LIBRARY.notices.not_from_page)
    return card


def reads(card: ExerciseCard) -> QColor:
    """The colour in the middle of its picture."""
    return card.grab().toImage().pixelColor(10 + 51, card.height() // 2)


@pytest.mark.parametrize("still", STILLS, ids=lambda still: still.stem)
def test_the_small_copy_of_a_still_shows_the_same(still: Path) -> None:
    """Else: python tools/make_small_pictures.py."""
    few = QSize(32, 18)
    whole, small = (
        QImage(str(file)).scaled(few, mode=Qt.TransformationMode.SmoothTransformation)
        for file in (still, still.with_suffix(".small.webp"))
    )

    assert (small.width(), small.height()) == (32, 18)
    apart = [
        abs(whole.pixelColor(x, y).lightness() - small.pixelColor(x, y).lightness())
        for x in range(32)
        for y in range(18)
    ]
    assert sum(apart) / len(apart) < 4


@pytest.mark.parametrize("percent", TEXT_SIZES)
def test_a_card_grows_with_its_words(qtbot: QtBot, look: Look, percent: int) -> None:
    look.apply(ThemeChoice.LIGHT, percent)
    card = make_card(qtbot, look, "sciatic-nerve-gliding-with-ball")

    narrow = card.minimumSizeHint().width()

    assert card.heightForWidth(narrow) > card.heightForWidth(2_000)
    own = Programme().with_changes(card.exercise.id, {"times_a_day": 1})
    before = card.heightForWidth(2_000)
    card.show_programme(own, LIBRARY.notices.not_from_page)
    assert card.heightForWidth(2_000) >= before
    assert "Your own dose" in card.accessibleName()


def test_a_still_without_a_small_copy_comes_after_the_first_sight(
    qtbot: QtBot, look: Look, tmp_path: Path
) -> None:
    look.apply(ThemeChoice.LIGHT, 100)
    still = QImage(1280, 720, QImage.Format.Format_RGB32)
    still.fill(RED)
    assert still.save(str(tmp_path / "bridging.webp"))
    card = make_card(qtbot, look, "bridging", tmp_path)
    card.resize(300, 90)

    assert reads(card) != RED  # the figure

    qtbot.waitUntil(lambda: reads(card).red() > 180 > 60 > reads(card).green())


def test_a_still_that_cannot_be_read_leaves_the_figure(
    qtbot: QtBot, look: Look, tmp_path: Path
) -> None:
    look.apply(ThemeChoice.LIGHT, 100)
    (tmp_path / "bridging.webp").write_text("not a picture")
    broken = make_card(qtbot, look, "bridging", tmp_path)
    plain = make_card(qtbot, look, "bridging", tmp_path / "empty")
    for card in (broken, plain):
        card.resize(300, 90)
    figure = plain.grab().toImage()
    broken.grab()
    broken._load_picture()

    assert broken.grab().toImage() == figure


def test_the_small_copy_is_there_at_the_first_sight(
    qtbot: QtBot, look: Look, tmp_path: Path
) -> None:
    look.apply(ThemeChoice.LIGHT, 100)
    shutil.copy(VIDEOS / "bridging.small.webp", tmp_path)
    card = make_card(qtbot, look, "bridging", tmp_path)
    plain = make_card(qtbot, look, "bridging", tmp_path / "empty")
    for each in (card, plain):
        each.resize(300, 90)

    assert card.grab().toImage() != plain.grab().toImage()

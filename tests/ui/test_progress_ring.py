"""Rings of rounds: as many parts as are asked for, the done ones filled."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from math import cos, radians, sin

import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from backrehab.core.rounds import DayRounds
from backrehab.core.text import NOTHING
from backrehab.ui.look import Look
from backrehab.ui.progress_ring import ProgressRing
from backrehab.ui.theme import LIGHT
from backrehab.ui.week_bar import WeekBar
from tests.ui.shell import name_of


def picture(qtbot: QtBot, look: Look, done: int, planned: int) -> QImage:
    ring = ProgressRing(look, "Bridging")
    qtbot.addWidget(ring)
    ring.show_count(done, planned)
    ring.resize(ring.sizeHint())
    return ring.grab().toImage()


def parts(image: QImage, color: str) -> int:
    """How many arcs of this colour the ring has, seen going round it once."""
    wanted = QColor(color)
    seen = []
    for degree in range(720):
        angle = radians(degree / 2)
        point = image.pixelColor(round(23 + 20.5 * sin(angle)), round(23 - 20.5 * cos(angle)))
        near = max(
            abs(point.red() - wanted.red()),
            abs(point.green() - wanted.green()),
            abs(point.blue() - wanted.blue()),
        )
        seen.append(near < 12)
    rises = sum(now and not before for before, now in zip([seen[-1], *seen], seen, strict=False))
    return rises or int(all(seen))


@pytest.mark.parametrize(
    ("done", "planned", "filled", "empty"),
    [
        (0, 4, 0, 4),
        (1, 4, 1, 3),
        (2, 3, 2, 1),
        (4, 4, 4, 0),
        (6, 4, 4, 0),  # more than asked for: full, with the true number inside
        (6, 6, 6, 0),
        (0, 1, 0, 1),
        (1, 1, 1, 0),
        (3, 9, 1, 1),  # more than six are one plain arc
        (0, 9, 0, 1),
    ],
)
def test_one_part_for_each_round(
    qtbot: QtBot, look: Look, done: int, planned: int, filled: int, empty: int
) -> None:
    image = picture(qtbot, look, done, planned)

    assert parts(image, LIGHT.primary) == filled
    assert parts(image, LIGHT.track) == empty


def test_it_says_its_count_in_words_too(qtbot: QtBot, look: Look) -> None:
    ring = ProgressRing(look, "Bridging")
    qtbot.addWidget(ring)
    assert (ring.words, ring.accessibleDescription()) == ("", "")

    ring.show_count(1, 3)
    assert (name_of(ring), ring.accessibleDescription()) == ("Bridging", "1 of 3 today")

    ring.forget()
    assert (ring.words, ring.accessibleDescription()) == ("", "")


def test_a_long_count_has_its_room(qtbot: QtBot, look: Look) -> None:
    ring = ProgressRing(look, "Bridging")
    qtbot.addWidget(ring)
    ring.show_count(4, 4)
    short = ring.sizeHint().width()
    ring.show_count(10, 12)

    assert ring.sizeHint().width() > short


def test_the_week_has_seven_days_each_in_its_own_place(qtbot: QtBot, look: Look) -> None:
    bar = WeekBar(look)
    qtbot.addWidget(bar)
    monday = date(2026, 3, 2)
    week = [DayRounds(monday + timedelta(days=n), min(n, 4), 4, n > 5) for n in range(7)]
    bar.show_week(week, monday)
    for width in (304, 700):
        bar.resize(width, bar.sizeHint().height())
        columns = [bar._column(number) for number in range(7)]

        assert columns[0].left() == 0
        assert columns[-1].right() <= width - 1
        for before, after in pairwise(columns):
            assert before.right() < after.left()
    assert not bar.grab().toImage().isNull()
    assert NOTHING not in bar.accessibleDescription()  # it is read out: "none"

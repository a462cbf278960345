"""The panel can be read from the mat, whatever the window and whatever it says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QFont, QFontMetrics, QFontMetricsF, QImage
from pytestqt.qtbot import QtBot

from backrehab.core.model import Side
from backrehab.core.timeline import PhaseKind
from backrehab.ui.big_text import BigText, screen_font
from backrehab.ui.session_controls import SessionControls
from backrehab.ui.session_panel import PanelWords, panel_place
from backrehab.ui.theme import DARK
from tests.ui.mat import GET_READY_CHAIR_MS, LEAD_IN_MS, LIBRARY, Mat, make_look

SIZES = [
    pytest.param((1024, 600), id="1024x600"),
    pytest.param((1366, 768), id="1366x768"),
    pytest.param((1920, 1080), id="1920x1080"),
    pytest.param((3840, 2160), id="3840x2160"),
    pytest.param((1080, 1920), id="1080x1920"),
    pytest.param((1024, 768), id="4:3"),
    pytest.param((800, 560), id="smallest"),
    pytest.param((900, 1400), id="portrait"),
]


@pytest.fixture(params=SIZES)
def mat(request: pytest.FixtureRequest, qtbot: QtBot, tmp_path: Path) -> Iterator[Mat]:
    mat = Mat(qtbot, tmp_path, size=request.param)
    yield mat
    mat.view.controller.stop()
    mat.diary.close()


def white_rows(picture: QImage, place: QRect) -> list[int]:
    """The rows of a part of the picture that have pure white in them."""
    part = picture.copy(place).convertToFormat(QImage.Format.Format_Grayscale8)
    dots, line = bytes(part.constBits()), part.bytesPerLine()
    return [y for y in range(part.height()) if 255 in dots[y * line : y * line + part.width()]]


def tallest_run(rows: list[int]) -> int:
    """How high the tallest block of rows without a gap is."""
    best = run = 0
    before = -2
    for row in rows:
        run = run + 1 if row == before + 1 else 1
        best, before = max(best, run), row
    return best


@pytest.mark.parametrize("seconds", [1, 8, 12, 20, 44], ids=str)
def test_the_number_is_at_least_15_per_cent_of_the_windows_height(mat: Mat, seconds: int) -> None:
    mat.begin("single-leg-stance", hold_seconds=60)
    mat.go(GET_READY_CHAIR_MS + 2_000 + (60 - seconds) * 1_000)
    ring = mat.view.panel.ring
    assert ring.number == str(seconds)

    picture = ring.grab().toImage()
    # Within the arc there is only the number and, below it, the unit.
    third = picture.width() // 3
    number = tallest_run(
        white_rows(picture, QRect(third, third // 4, third, picture.height() - third // 2))
    )

    assert number / mat.view.height() >= 0.15


def test_nothing_on_the_panel_overlaps_or_leaves_it(mat: Mat) -> None:
    mat.begin("single-leg-stance")
    for _ in range(80):
        mat.go(500)
        panel = mat.view.panel
        parts = [panel.verb, panel.ring, panel.strip, panel.count, panel.side, panel.next]
        shown = [
            part
            for part in parts
            if part.isVisibleTo(panel) and (not isinstance(part, BigText) or part.text())
        ]
        for index, part in enumerate(shown):
            assert panel.rect().contains(part.geometry()), (mat.verb, part)
            for other in shown[index + 1 :]:
                assert not part.geometry().intersects(other.geometry()), (mat.verb, part, other)


SHORT: Mapping[str, Mapping[str, int]] = {
    exercise.id: {"timed_seconds": 10} if exercise.dose.is_timed else {"reps": 1}
    for exercise in LIBRARY.exercises
} | {"bridging": {"reps": 2, "sets": 2}}
"""Every kind of phase comes in it, but not 15 times over."""


def assert_all_can_be_read(mat: Mat) -> None:
    """Nothing is cut, nothing is too small, and no two things lie on each other."""
    surface, panel, high = mat.view.surface, mat.view.panel, mat.view.height()
    beside = mat.view.width() * 2 >= high * 3
    unit = min(high, mat.view.width() * 0.75)
    least = {
        panel.verb: 0.108 * high - 1,
        panel.count: (0.05 if beside else 0.024) * high,
        panel.side: 0.028 * high,
        panel.next: (0.027 if beside else 0.018) * high,
        surface.title: 0.037 * unit,
        surface.place: 0.03 * unit,
        surface.time_left: 0.03 * unit,
        surface.card.lead: 0.035 * unit,
        surface.card.time_left: 0.035 * unit,
        surface.card.name: 0.053 * unit,
        surface.card.words: 0.034 * unit,
    }
    seen = {
        text: size for text, size in least.items() if text.isVisibleTo(mat.view) and text.text()
    }
    for text, size in seen.items():
        px, lines = text.fit(text.size())
        assert " ".join(lines) == text.text()
        assert px >= size, (mat.verb, text.text(), px / high)
        parent = text.parentWidget()
        assert parent is not None
        assert parent.rect().contains(text.geometry()), (mat.verb, text.text())
    for one, other in combinations([*seen, panel.ring], 2):
        if one.parentWidget() is other.parentWidget():
            assert not one.geometry().intersects(other.geometry()), (mat.verb, one, other)
    assert panel.ring.number_font().pixelSize() >= 0.226 * high
    if surface.card.isVisibleTo(mat.view):
        assert surface.card.height() <= 0.5 * mat.view.stage.height() + 1


@pytest.mark.parametrize("clip", [True, False], ids=["clip", "words"])
def test_everything_can_be_read_in_every_phase_of_every_exercise(mat: Mat, clip: bool) -> None:
    exercises = [exercise.id for exercise in LIBRARY.exercises]
    mat.begin_routine(*exercises, clip=clip, changes=SHORT)
    kinds = set()
    while mat.view.controller.runs:
        assert mat.progress is not None
        kind = mat.progress.phase.kind
        assert_all_can_be_read(mat)
        if kind not in kinds:
            kinds.add(kind)
            mat.view.controller.pause()
            assert_all_can_be_read(mat)
            mat.view.controller.resume()
            assert_all_can_be_read(mat)
            mat.go(LEAD_IN_MS)
        mat.go_to_next_phase()

    assert kinds == set(PhaseKind) - {PhaseKind.DONE}


@pytest.mark.parametrize("number", ["1", "9", "20", "44", "58", "120", "300"])
def test_no_number_lies_on_the_arc(mat: Mat, number: str) -> None:
    mat.begin("bridging")
    ring = mat.view.panel.ring
    ring.show_number(number, "seconds")

    ink = QFontMetricsF(ring.number_font()).tightBoundingRect(number)
    stroke = mat.view.height() * 0.012
    assert ink.width() <= ring.width() - 2 * stroke, (ink.width(), ring.width())


def test_the_verb_is_never_smaller_than_its_least_where_the_panel_is_beside_the_clip(
    mat: Mat,
) -> None:
    if mat.view.width() * 2 < mat.view.height() * 3:
        return
    least = 0.108 * mat.view.height()
    mat.begin("bridging")

    panel = mat.view.panel
    for exercise in LIBRARY.exercises:
        verbs = exercise.verbs
        for word in (verbs.move, verbs.hold, verbs.return_, "Get ready", "Switch side", "Paused"):
            panel.show_words(PanelWords("hold", word.upper(), "", "", ""), strip=False)
            px, lines = panel.verb.fit(panel.verb.size())
            assert px >= round(least) - 1 or not word, (word, px, lines)
            metrics = QFontMetrics(screen_font(px, QFont.Weight.Bold))
            widest = max((metrics.horizontalAdvance(line) for line in lines), default=0)
            clear = panel.width() - widest >= 16 or px <= round(least)
            assert clear, (word, "touches the edges of the panel, and could be smaller")


@pytest.mark.parametrize(
    ("window", "panel"),
    [
        pytest.param((1366, 768), QRect(974, 0, 392, 768), id="as drawn"),
        pytest.param((1200, 800), QRect(856, 0, 344, 800), id="just 3:2"),
        pytest.param((1024, 768), QRect(0, 484, 1024, 284), id="less wide: below"),
        pytest.param((900, 1400), QRect(0, 622, 900, 778), id="portrait: what the clip leaves"),
    ],
)
def test_the_panel_is_at_the_right_or_below(window: tuple[int, int], panel: QRect) -> None:
    size = QSize(*window)

    place, at_bottom = panel_place(size, SessionControls.height_for(size))

    assert place == panel
    assert at_bottom == (panel.left() == 0)


def test_the_controls_are_large_and_have_room_between_them(mat: Mat) -> None:
    mat.begin("bridging")

    buttons = mat.view.controls.buttons
    for button in buttons:
        assert button.height() >= 88
        assert button.width() >= 88
        assert mat.view.controls.rect().contains(button.geometry())
    for left, right in pairwise(buttons):
        assert right.geometry().left() - left.geometry().right() > 7


def test_each_kind_of_phase_has_its_colour_and_its_word(qtbot: QtBot, tmp_path: Path) -> None:
    look = make_look(DARK)
    mat = Mat(qtbot, tmp_path, look=look)
    seen = {}
    mat.begin("single-leg-stance", sides=(Side.LEFT, Side.RIGHT))

    for _ in range(2 * 50):
        mat.go(500)
        seen[mat.verb] = mat.view.panel.panel
    mat.view.controller.stop()

    tokens = look.theme.tokens
    assert seen["LIFT"] == tokens.moving == seen["LOWER"]
    assert seen["HOLD"] == tokens.hold
    assert seen["RIGHT"] == tokens.switching
    assert seen["LEFT"] == tokens.ready == seen["BREATHE"]
    mat.diary.close()


def test_the_ends_of_the_arc_turn_white_in_the_last_three_seconds(
    qtbot: QtBot, tmp_path: Path
) -> None:
    mat = Mat(qtbot, tmp_path)
    mat.begin("childs-pose")
    mat.go(20_000 + 4_000)
    ring = mat.view.panel.ring

    def top_of_arc() -> QColor:
        picture = ring.grab().toImage()
        return picture.pixelColor(picture.width() // 2 + 2, picture.width() // 26)

    mat.go(6_000)
    assert top_of_arc() == QColor(mat.look.theme.tokens.hold.arc)
    mat.go(1_000)
    assert top_of_arc() == QColor("white")
    mat.view.controller.stop()
    mat.diary.close()

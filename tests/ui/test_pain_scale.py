"""Eleven big buttons for pain: in bands for the worst during exercise, plain otherwise."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from backrehab.ui.pain_scale import PainScale
from backrehab.ui.theme import DARK, LIGHT
from tests.ui.mat import LIBRARY, make_look

GUIDE = LIBRARY.pain_guide
QUESTION = "How bad was your pain at its worst?"


class Around(QWidget):
    """A scale between two buttons, in front, as keys need it."""

    def __init__(self, qtbot: QtBot, scale: PainScale, width: int = 1300) -> None:
        super().__init__()
        self.before, self.after = QPushButton("Before"), QPushButton("After")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in (self.before, scale, self.after):
            column.addWidget(widget)
        column.addStretch(1)
        qtbot.addWidget(self)
        self.resize(width, 700)
        with qtbot.waitExposed(self):
            self.show()
        self.activateWindow()
        self.before.setFocus()

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            QTest.keyClick(self.focusWidget(), key)


def answer(scale: PainScale) -> int | None:
    return scale.value


@pytest.fixture
def scale(qtbot: QtBot) -> PainScale:
    return PainScale(make_look(), GUIDE, QUESTION)


@pytest.fixture
def around(qtbot: QtBot, scale: PainScale) -> Around:
    return Around(qtbot, scale)


def test_each_number_says_its_band_in_two_words(scale: PainScale) -> None:
    names = [button.accessibleName() for button in scale.buttons]

    assert names[:4] == [f"{number}, green, mild" for number in range(4)]
    assert names[4:6] == ["4, amber, medium", "5, amber, medium"]
    assert names[6:] == [f"{number}, red, strong" for number in range(6, 11)]
    assert {button.accessibleDescription() for button in scale.buttons} == {QUESTION}


def test_without_the_guide_a_number_is_only_a_number(qtbot: QtBot) -> None:
    plain = PainScale(make_look(), None)
    qtbot.addWidget(plain)

    assert [button.accessibleName() for button in plain.buttons] == [str(n) for n in range(11)]
    assert plain.band(8) is None


def test_a_press_chooses_and_says_so_once(around: Around, scale: PainScale, qtbot: QtBot) -> None:
    assert answer(scale) is None

    with qtbot.waitSignal(scale.chosen, timeout=0) as chosen:
        QTest.mouseClick(scale.buttons[4], Qt.MouseButton.LeftButton)

    assert chosen.args == [4]
    assert answer(scale) == 4
    assert scale.band(4) is GUIDE.bands[1]


def test_a_screen_reader_hears_which_number_is_chosen(scale: PainScale) -> None:
    scale.choose(7)
    states = [QAccessible.queryAccessibleInterface(it).state() for it in scale.buttons]

    assert [number for number, state in enumerate(states) if state.checked] == [7]


def test_the_scale_is_one_tab_stop_and_arrows_go_by_number(
    around: Around, scale: PainScale
) -> None:
    around.press(Qt.Key.Key_Tab)
    assert around.focusWidget() is scale.buttons[0]
    assert answer(scale) is None, "to arrive is not to answer"

    around.press(Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right)
    assert answer(scale) == 3
    around.press(Qt.Key.Key_Left)
    assert answer(scale) == 2
    around.press(Qt.Key.Key_End, Qt.Key.Key_Right)
    assert answer(scale) == 10
    around.press(Qt.Key.Key_Home, Qt.Key.Key_Left)
    assert answer(scale) == 0

    around.press(Qt.Key.Key_Tab)
    assert around.focusWidget() is around.after
    around.press(Qt.Key.Key_Backtab)
    assert around.focusWidget() is scale.buttons[0]


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_no_pain_is_an_answer_of_its_own(around: Around, scale: PainScale, key: Qt.Key) -> None:
    around.press(Qt.Key.Key_Tab, key)

    assert answer(scale) == 0


def test_digits_do_nothing(around: Around, scale: PainScale) -> None:
    around.press(Qt.Key.Key_Tab, Qt.Key.Key_5, Qt.Key.Key_1, Qt.Key.Key_0)

    assert answer(scale) is None
    assert around.focusWidget() is scale.buttons[0]


def test_cleared_it_is_as_before_the_first_answer(around: Around, scale: PainScale) -> None:
    scale.choose(9)
    scale.clear()

    assert answer(scale) is None
    around.press(Qt.Key.Key_Tab)
    assert around.focusWidget() is scale.buttons[0]


def test_what_is_put_in_from_the_diary_is_no_answer_of_the_person(
    scale: PainScale, qtbot: QtBot
) -> None:
    with qtbot.assertNotEmitted(scale.chosen):
        scale.choose(6)
        scale.clear()


def test_at_the_size_of_the_design_the_buttons_have_its_measures(qtbot: QtBot) -> None:
    scale = PainScale(make_look(), GUIDE)
    around = Around(qtbot, scale, width=1232)
    assert around.isVisible()
    sizes = {(button.width(), button.height()) for button in scale.buttons}
    places = [button.geometry() for button in scale.buttons]
    gaps = [b.left() - a.right() - 1 for a, b in pairwise(places)]

    assert sizes == {(100, 148)}
    assert gaps == [10, 10, 10, 26, 10, 26, 10, 10, 10, 10]


@pytest.mark.parametrize("banded", [True, False], ids=["bands", "plain"])
@pytest.mark.parametrize("percent", [100, 150, 200])
@pytest.mark.parametrize("width", [380, 480, 768, 1000, 1334, 1900])
def test_at_every_width_all_are_in_sight_apart_and_large_enough(
    qtbot: QtBot, width: int, percent: int, banded: bool
) -> None:
    scale = PainScale(make_look(DARK, percent), GUIDE if banded else None)
    qtbot.addWidget(scale)
    scale.resize(width, scale.heightForWidth(width))
    with qtbot.waitExposed(scale):
        scale.show()

    parts = [it for it in scale.children() if isinstance(it, QWidget) and it.isVisible()]
    boxes = [part.geometry() for part in parts]
    assert len(boxes) == 11 + (3 if banded else 0) + 2
    for button in scale.buttons:
        assert button.width() >= 44
        assert button.height() >= 44
    for box in boxes:
        assert scale.rect().contains(box)
    for one, box in enumerate(boxes):
        assert not any(box.intersects(other) for other in boxes[one + 1 :])


def test_a_chosen_number_is_told_by_more_than_its_colour(qtbot: QtBot) -> None:
    """With all bands in one colour, as in high contrast, a chosen one still looks different."""
    scale = PainScale(make_look(LIGHT), GUIDE)
    around = Around(qtbot, scale)
    assert around.isVisible()
    before = scale.buttons[2].grab().toImage()
    scale.choose(2)
    after = scale.buttons[2].grab().toImage()

    ground = (12, scale.buttons[2].height() // 2)
    assert before.pixelColor(*ground).name().upper() == LIGHT.surface
    assert after.pixelColor(*ground).name().upper() == LIGHT.green
    tick = (scale.buttons[2].width() // 2, round(scale.buttons[2].height() * 0.72))
    assert before.pixelColor(*tick).name().upper() == LIGHT.green
    assert LIGHT.on_band in {
        after.pixelColor(tick[0] + x, tick[1] + y).name().upper()
        for x in range(-8, 9)
        for y in range(-8, 9)
    }

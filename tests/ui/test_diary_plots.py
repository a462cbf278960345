"""The plots of the diary: single figures that can be looked at, walked through and read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from backrehab.core.diary import OwnReport, RecordedBy
from backrehab.core.diary_range import Stretch
from backrehab.core.model import Side
from backrehab.storage.diary_views import Amount, PainAnswer, PainKind
from backrehab.ui.amount_plot import AmountPlot, Measure, amount_marks
from backrehab.ui.pain_plot import NONE_CHOSEN, NOTHING, PainPlot, answer_words
from backrehab.ui.plot_paint import frame_of, paint_plot
from backrehab.ui.theme import ThemeChoice
from tests.storage.played import NINE
from tests.ui.mat import LIBRARY, make_look

DAY = NINE.date()
STRETCH = Stretch(DAY, DAY + timedelta(days=27), has_earlier=False, has_later=False)


def told(kind: PainKind, value: int, day: int = 0, **more: object) -> PainAnswer:
    answer = PainAnswer(f"session {day}", NINE + timedelta(days=day), kind, value)
    for name, what in more.items():
        object.__setattr__(answer, name, what)
    return answer


ANSWERS = (
    told(PainKind.WORST, 5),
    told(PainKind.AFTER, 5, minutes=41),
    told(PainKind.BEFORE, 3, 1),
    told(PainKind.WORST, 6, 2, exercise="Bridging"),
    told(PainKind.MORNING, 2, 3),
)


@pytest.fixture
def pain(qtbot: QtBot) -> Iterator[PainPlot]:
    look = make_look()
    card = PainPlot(look, LIBRARY.pain_guide)
    qtbot.addWidget(card)
    card.resize(640, 330)
    card.show_answers(ANSWERS, STRETCH)
    card.show()
    yield card
    look.apply(ThemeChoice.LIGHT, 100)


def values(card: PainPlot | AmountPlot) -> list[tuple[str, int]]:
    return [(mark.kind, mark.value) for mark in card.plot.marks]


def test_each_answer_is_one_mark_and_nothing_is_made_of_them(pain: PainPlot) -> None:
    assert values(pain) == [("after", 5), ("worst", 5), ("worst", 6)]

    for kind in ("before", "morning"):
        pain.marks.buttons[kind].click()

    assert values(pain) == [
        *(("after", 5), ("worst", 5), ("before", 3), ("worst", 6), ("morning", 2)),
    ]


def test_bands_stand_only_behind_the_worst_pain_alone(pain: PainPlot) -> None:
    guide = LIBRARY.pain_guide.bands

    def bands() -> object:
        assert pain.figure is not None
        return pain.figure.bands

    assert bands() == ()
    pain.marks.buttons["after"].click()
    assert bands() == guide
    pain.marks.buttons["before"].click()
    assert bands() == ()
    pain.marks.buttons["worst"].click()
    assert bands() == (), "the pain before has no bands, alone or not"


def test_the_bands_are_seen_and_away_again(pain: PainPlot) -> None:
    def ground() -> set[str]:
        picture = pain.plot.grab().toImage()
        x = picture.width() // 2 + 3
        return {picture.pixelColor(x, y).name() for y in range(picture.height())}

    tints = {"#e0f2e6", "#fdefcf", "#fbe3e0"}
    assert not tints & ground()

    pain.marks.buttons["after"].click()

    assert tints <= ground()


def test_arrow_keys_walk_the_marks_and_each_is_read_out(pain: PainPlot) -> None:
    plot = pain.plot
    said = []
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_End, Qt.Key.Key_Left):
        QTest.keyClick(plot, key)
        said.append(plot.words)
        assert plot.accessibleDescription() == plot.words

    assert said == [
        "41 minutes later: 5. Mon 2 Mar 2026, 09:00.",
        "Worst: 5. Mon 2 Mar 2026, 09:00.",
        "Worst, Bridging: 6. Wed 4 Mar 2026, 09:00.",
        "Worst: 5. Mon 2 Mar 2026, 09:00.",
    ]
    assert plot.accessibleName() == "Pain, 0 to 10, 3 marks"


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (None, "Afterwards"),
        (41, "41 minutes later"),
        (280, "4 hours later"),
        (3 * 24 * 60, "3 days later"),
    ],
)
def test_a_mark_says_how_much_later_it_was_told(minutes: int | None, words: str) -> None:
    assert answer_words(told(PainKind.AFTER, 5, minutes=minutes)) == words


def test_no_time_is_promised_by_the_name_of_what_is_told_afterwards(pain: PainPlot) -> None:
    assert dict(pain.legend())["after"] == "Afterwards"


TWELVE = Stretch(DAY, DAY + timedelta(days=83), has_earlier=False, has_later=False)


@pytest.mark.parametrize("percent", [100, 200])
def test_marks_of_twelve_weeks_stay_inside_the_plot(qtbot: QtBot, percent: int) -> None:
    look = make_look()
    look.apply(ThemeChoice.LIGHT, percent)
    card = PainPlot(look, LIBRARY.pain_guide)
    qtbot.addWidget(card)
    card.resize(640, 330)
    many = [told(PainKind.WORST, 6, day) for day in (0, 40, 83) for _ in range(8)]
    card.show_answers(many, TWELVE)
    card.show()
    axis = card.plot.rect()
    assert card.figure is not None

    frame = frame_of(look, card.figure, QRectF(axis))

    half = frame.mark / 2
    for point in frame.points:
        assert frame.field.left() <= point.x() - half
        assert point.x() + half <= frame.field.right()
    look.apply(ThemeChoice.LIGHT, 100)


@pytest.mark.parametrize("days", range(78, 92))
def test_the_last_day_s_name_ends_inside_the_plot(pain: PainPlot, days: int) -> None:
    until = DAY + timedelta(days=days)
    pain.show_answers(
        [told(PainKind.WORST, 6)], Stretch(DAY, until, has_earlier=False, has_later=False)
    )
    assert pain.figure is not None
    area = QRectF(0, 0, 500, 190)
    picture = QImage(540, 190, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    painter = QPainter(picture)
    paint_plot(painter, make_look(), pain.figure, area)
    painter.end()

    beyond = picture.copy(500, 0, 40, 190)
    white = QImage(40, 190, QImage.Format.Format_RGB32)
    white.fill(Qt.GlobalColor.white)
    assert beyond == white


def test_marks_are_smaller_where_the_days_are_narrow(pain: PainPlot) -> None:
    def size(stretch: Stretch) -> float:
        pain.show_answers([told(PainKind.WORST, 6)] * 2, stretch)
        assert pain.figure is not None
        return frame_of(make_look(), pain.figure, QRectF(0, 0, 600, 190)).mark

    year = Stretch(DAY, DAY + timedelta(days=364), has_earlier=False, has_later=False)
    sizes = [size(stretch) for stretch in (STRETCH, TWELVE, year)]
    assert sizes == sorted(sizes, reverse=True)
    assert len(set(sizes)) == 3


def test_two_equal_marks_of_a_day_are_told_apart_in_twelve_weeks(pain: PainPlot) -> None:
    pain.show_answers([told(PainKind.WORST, 6, 40)] * 2, TWELVE)
    assert pain.figure is not None

    frame = frame_of(make_look(), pain.figure, QRectF(0, 0, 860, 230))

    first, second = (point.x() for point in frame.points)
    assert second - first >= frame.mark / 2 - 0.01
    assert frame.mark > 6


def test_a_filled_mark_never_hides_a_hollow_one(pain: PainPlot) -> None:
    def hollow() -> float:
        """How much of the colour of the outlines there is."""
        picture = pain.plot.grab().toImage()
        colors = (
            picture.pixelColor(x, y)
            for x in range(picture.width())
            for y in range(picture.height())
        )
        return sum(max(0, color.green() - color.red() - 20) for color in colors)

    after = told(PainKind.AFTER, 5, 40)
    elsewhere = [told(PainKind.WORST, 5, 70)] * 4  # so that the marks are as small in both
    pain.show_answers([after, *elsewhere], TWELVE)
    alone = hollow()
    assert alone > 0

    pain.show_answers([after, *[told(PainKind.WORST, 5, 40)] * 3, *elsewhere], TWELVE)

    assert hollow() == pytest.approx(alone, rel=0.1)


def test_enter_and_a_click_on_a_chosen_mark_lead_to_its_session(
    pain: PainPlot, qtbot: QtBot
) -> None:
    QTest.keyClick(pain.plot, Qt.Key.Key_End)
    with qtbot.waitSignal(pain.session_wanted, timeout=0) as wanted:
        QTest.keyClick(pain.plot, Qt.Key.Key_Return)
    assert wanted.args == ["session 2"]

    place = pain.plot.place_of(2).toPoint()
    with qtbot.waitSignal(pain.session_wanted, timeout=0) as wanted:
        QTest.mouseClick(pain.plot, Qt.MouseButton.LeftButton, pos=place)
    assert wanted.args == ["session 2"]


def test_escape_takes_the_box_away(pain: PainPlot) -> None:
    QTest.keyClick(pain.plot, Qt.Key.Key_Home)
    assert pain.plot.words

    QTest.keyClick(pain.plot, Qt.Key.Key_Escape)

    assert pain.plot.words == ""


def test_the_box_with_the_figure_is_seen(pain: PainPlot) -> None:
    before = pain.plot.grab().toImage()

    QTest.keyClick(pain.plot, Qt.Key.Key_Home)

    assert pain.plot.grab().toImage() != before


@pytest.mark.parametrize("kind", list(PainKind))
def test_every_question_has_a_mark_of_its_own(pain: PainPlot, kind: PainKind) -> None:
    pictures = []
    for other in PainKind:
        pain.marks.buttons[other].setChecked(True)
        pain.show_answers([told(other, 5, 14)], STRETCH)
        picture = (
            pain.plot.grab()
            .toImage()
            .convertToFormat(pain.plot.grab().toImage().Format.Format_Grayscale8)
        )
        pictures.append((other, picture))
    own = dict(pictures)[kind]

    assert [other for other, picture in pictures if picture == own] == [kind]


def test_the_table_holds_the_same_numbers_newest_first(pain: PainPlot) -> None:
    pain.table_button.click()

    figures = pain.table.figures
    rows = [
        tuple(figures.index(row, column).data() for column in range(3))
        for row in range(figures.rowCount())
    ]
    assert pain.table.isVisible()
    assert rows == [
        ("Wed 4 Mar 2026, 09:00", "Worst, Bridging", "6"),
        ("Mon 2 Mar 2026, 09:00", "Worst", "5"),
        ("Mon 2 Mar 2026, 09:00", "41 minutes later", "5"),
    ]
    assert pain.table_button.accessibleName() == "Pain, 0 to 10: as a plot"
    pain.table_button.click()
    assert pain.plot.isVisible()


def test_where_there_is_no_answer_it_says_so(pain: PainPlot) -> None:
    pain.show_answers((), STRETCH)
    assert pain.nothing.text() == NOTHING
    assert pain.nothing.isVisible()
    assert not pain.table_button.isEnabled()

    for kind in ("worst", "after"):
        pain.marks.buttons[kind].click()

    assert pain.nothing.text() == NONE_CHOSEN


# Times and seconds.


def done(side: Side | None, reps: int | None = None, **more: object) -> Amount:
    amount = Amount(
        session_id="session",
        at=NINE,
        side=side,
        recorded_by=RecordedBy.TIMER,
        reps_target=None if reps is None else 15,
        reps_timed=reps,
        own_report=None,
        own_report_reps=None,
        hold_seconds_target=None,
        hold_seconds_timed=None,
        timed_seconds_target=None,
        timed_seconds_timed=None,
    )
    for name, what in more.items():
        object.__setattr__(amount, name, what)
    return amount


@pytest.fixture
def amount(qtbot: QtBot) -> AmountPlot:
    card = AmountPlot(make_look())
    qtbot.addWidget(card)
    card.resize(640, 330)
    card.show()
    return card


def test_times_of_each_side_are_marks_of_their_own(amount: AmountPlot) -> None:
    told_reps = done(Side.RIGHT, 11, own_report_reps=9)
    amount.show_amounts("Stance", [done(Side.LEFT, 15), told_reps], STRETCH)

    assert [(mark.kind, mark.value, mark.words, mark.said) for mark in amount.plot.marks] == [
        ("left", 15, "Times, left", "15 of 15"),
        ("right", 11, "Times, right", "11 of 15"),
        ("told", 9, "Times, told, right", "9"),
    ]
    assert amount.title.text() == "Stance: times"
    assert not amount.marks.buttons["alone"].isVisible()


def test_seconds_held_can_be_chosen_where_there_is_a_hold(amount: AmountPlot) -> None:
    held = done(None, 10, hold_seconds_target=3, hold_seconds_timed=31)
    amount.show_amounts("Bridging", [held], STRETCH)
    assert amount.measure.isVisible()

    amount.measure.pick(Measure.HOLD)

    assert [(mark.value, mark.said) for mark in amount.plot.marks] == [(31, "31 of 45")]
    assert amount.title.text() == "Bridging: seconds held"


def test_a_timed_exercise_shows_its_seconds(amount: AmountPlot) -> None:
    rolled = done(None, timed_seconds_target=60, timed_seconds_timed=55)
    amount.show_amounts("Knee rolling", [rolled], STRETCH)

    assert [(mark.kind, mark.value, mark.said) for mark in amount.plot.marks] == [
        ("alone", 55, "55 of 60")
    ]
    assert not amount.measure.isVisible()
    assert amount.title.text() == "Knee rolling: seconds"


def by_hand(side: Side | None = None, **more: object) -> Amount:
    """All of it was done without the program."""
    return done(side, None, recorded_by=RecordedBy.MANUAL, own_report=OwnReport.ALL, **more)


def test_seconds_that_were_typed_by_hand_are_marks(amount: AmountPlot) -> None:
    rolled = by_hand(timed_seconds_target=60)
    amount.show_amounts("Knee rolling", [rolled], STRETCH)

    assert [(mark.kind, mark.value, mark.words, mark.said) for mark in amount.plot.marks] == [
        ("told", 60, "Seconds, told", "60")
    ]
    assert amount.legend() == (("told", "Told by you"),)
    amount.table_button.click()
    figures = amount.table.figures
    assert [figures.index(0, column).data() for column in range(3)] == [
        *("Mon 2 Mar 2026, 09:00", "Seconds, told", "60"),
    ]


def test_holds_that_were_typed_by_hand_are_marks_of_each_side(amount: AmountPlot) -> None:
    held = [
        by_hand(side, reps_target=3, own_report_reps=3, hold_seconds_target=5) for side in Side
    ]
    amount.show_amounts("Stance", held, STRETCH)

    amount.measure.pick(Measure.HOLD)

    assert [(mark.kind, mark.value, mark.words) for mark in amount.plot.marks] == [
        ("told", 15, "Seconds held, told, left"),
        ("told", 15, "Seconds held, told, right"),
    ]


@pytest.mark.parametrize(
    ("recorded_by", "own_report"),
    [
        (RecordedBy.MANUAL, OwnReport.SOME),
        (RecordedBy.MANUAL, OwnReport.NONE),
        (RecordedBy.MANUAL, None),
        (RecordedBy.TIMER, OwnReport.ALL),
    ],
    ids=["some is no number", "none", "not told", "the timer has its own figure"],
)
def test_no_seconds_are_made_up_for_the_person(
    recorded_by: RecordedBy, own_report: OwnReport | None
) -> None:
    rolled = done(None, timed_seconds_target=60, recorded_by=recorded_by, own_report=own_report)

    assert amount_marks([rolled], Measure.TIMED) == ()


def test_a_side_can_be_put_away(amount: AmountPlot) -> None:
    amount.show_amounts("Stance", [done(Side.LEFT, 15), done(Side.RIGHT, 9)], STRETCH)

    amount.marks.buttons["left"].click()

    assert values(amount) == [("right", 9)]


def test_days_are_the_ones_in_sight(pain: PainPlot) -> None:
    assert pain.figure is not None
    assert (pain.figure.days.first, pain.figure.days.last) == (DAY, date(2026, 3, 29))

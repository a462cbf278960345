"""The plot of one exercise: times, seconds held or seconds moving, for each side."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from enum import StrEnum

from PySide6.QtWidgets import QWidget

from backrehab.core.diary import OwnReport, RecordedBy
from backrehab.core.diary_range import Stretch
from backrehab.core.plot import Days, Mark, scale_for
from backrehab.storage.diary_views import Amount
from backrehab.ui.look import Look
from backrehab.ui.pick import Pick
from backrehab.ui.plot_card import PlotCard
from backrehab.ui.plot_paint import Figure

NOTHING = "No figure of it in these days."
NONE_CHOSEN = "Choose above what to show."


class Measure(StrEnum):
    """What is counted of an exercise."""

    REPS = "reps"
    HOLD = "hold"
    TIMED = "timed"


WORDS = {Measure.REPS: "Times", Measure.HOLD: "Seconds held", Measure.TIMED: "Seconds"}
_KINDS = (("alone", "Timed"), ("left", "Left"), ("right", "Right"), ("told", "Told by you"))


def measures_of(amounts: Iterable[Amount]) -> tuple[Measure, ...]:
    """What these entries have figures of."""
    found = {measure for amount in amounts for measure in Measure if _asked(amount, measure)}
    return tuple(measure for measure in Measure if measure in found)


def amount_marks(amounts: Iterable[Amount], measure: Measure) -> tuple[Mark, ...]:
    """A mark for each figure the timer has, and for each the person told."""
    marks = []
    for amount in amounts:
        timed, asked, told = (of(amount, measure) for of in (_timed, _asked, _told))
        side = str(amount.side or "")
        if timed is not None:
            said = str(timed) if asked is None else f"{timed} of {asked}"
            marks.append(_mark(amount, timed, side or "alone", side or "timed", said, measure))
        if told is not None:
            words = f"told, {side}" if side else "told"
            marks.append(_mark(amount, told, "told", words, str(told), measure))
    return tuple(marks)


def _mark(amount: Amount, value: int, kind: str, words: str, said: str, measure: Measure) -> Mark:
    return Mark(
        at=amount.at,
        value=value,
        kind=kind,
        words=f"{WORDS[measure]}, {words}",
        said=said,
        session_id=amount.session_id,
    )


def _timed(amount: Amount, measure: Measure) -> int | None:
    return {
        Measure.REPS: amount.reps_timed,
        Measure.HOLD: amount.hold_seconds_timed,
        Measure.TIMED: amount.timed_seconds_timed,
    }[measure]


def _asked(amount: Amount, measure: Measure) -> int | None:
    """What was asked for in all, or typed by hand; the hold is that of one repetition."""
    if measure is Measure.HOLD:
        if amount.hold_seconds_target is None or amount.reps_target is None:
            return None
        return amount.hold_seconds_target * amount.reps_target
    return amount.reps_target if measure is Measure.REPS else amount.timed_seconds_target


def _told(amount: Amount, measure: Measure) -> int | None:
    """What the person says was done: times, and by hand the seconds they typed.

    Of these they can only say that it was all, some or none; some is no number.
    """
    if measure is Measure.REPS:
        return amount.own_report_reps
    all_by_hand = amount.own_report is OwnReport.ALL and amount.recorded_by is RecordedBy.MANUAL
    return _asked(amount, measure) if all_by_hand else None


class AmountPlot(PlotCard):
    """What is counted can be chosen where there is more than one figure."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, "Times and seconds", _KINDS, [kind for kind, _ in _KINDS], parent)
        self.measure = Pick(look, "What is counted", list(WORDS.items()))
        self.head.insertWidget(1, self.measure)
        self._amounts: Sequence[Amount] = ()
        self._stretch: Stretch | None = None
        self._title = ""
        self.marks_changed.connect(self._show)
        self.measure.chosen.connect(self._show)

    def stops(self) -> tuple[QWidget, ...]:
        return self.measure, *super().stops()

    @property
    def figure(self) -> Figure | None:
        """What is plotted, for the printed page."""
        if self._stretch is None:
            return None
        marks = self._marks(self.marks.shown())
        days = Days(self._stretch.first, self._stretch.last)
        every = amount_marks(self._amounts, Measure(self.measure.choice()))
        return Figure(days, scale_for(mark.value for mark in every), marks)

    def show_amounts(self, title: str, amounts: Sequence[Amount], stretch: Stretch) -> None:
        """The figures of an exercise in the days in sight."""
        self._title, self._amounts, self._stretch = title, amounts, stretch
        measures = measures_of(amounts) or (Measure.REPS,)
        self.measure.set_choices([(measure, WORDS[measure]) for measure in measures])
        self.measure.setVisible(len(measures) > 1)
        self._show()

    def _marks(self, kinds: Container[str]) -> tuple[Mark, ...]:
        every = amount_marks(self._amounts, Measure(self.measure.choice()))
        return tuple(mark for mark in every if mark.kind in kinds)

    def _show(self) -> None:
        figure = self.figure
        if figure is None or self._stretch is None:
            return
        measure = Measure(self.measure.choice())
        self.rename(f"{self._title}: {WORDS[measure].lower()}")
        there = {mark.kind for mark in amount_marks(self._amounts, measure)}
        for kind, button in self.marks.buttons.items():
            button.setVisible(kind in there)
        self.show_figure(figure, self._stretch, NONE_CHOSEN if there else NOTHING)

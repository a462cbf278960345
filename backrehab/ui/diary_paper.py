"""What goes on paper of the diary: the page as it is shown, with all rows of its days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from backrehab.core.diary_range import DayRange, days_words
from backrehab.core.model import Notices
from backrehab.core.text import short_date
from backrehab.storage.diary import Diary
from backrehab.storage.diary_views import DiaryViews
from backrehab.ui.calendar_card import CalendarCard
from backrehab.ui.diary_print import PRINTED_MOST, DiaryPaper, PlotOnPaper
from backrehab.ui.diary_table import Shown
from backrehab.ui.plot_card import PlotCard


def make_paper(
    diary: Diary,
    notices: Notices,
    shown: Shown,
    totals: str,
    calendar: CalendarCard,
    plots: Iterable[PlotCard],
) -> DiaryPaper:
    """The paper of what is shown.

    Raises:
        DiaryError: the diary can't be read.
    """
    days, today = shown.days, shown.now.date()
    sessions, rest = DiaryViews(diary).sessions(
        days.since, days.until, exercise_id=shown.exercise_id, limit=PRINTED_MOST
    )
    dates = days_words(DayRange(days.since, days.until or today))
    code = f"Code: {diary.person_code}" if diary.person_code else ""
    return DiaryPaper(
        title="Exercise diary",
        days=", ".join(part for part in (totals, dates, code) if part),
        weeks=replace(calendar.calendar.weeks, chosen=None),
        weeks_words=f"{calendar.title.text()}: {calendar.total.text()}",
        plots=tuple(
            PlotOnPaper(plot.title.text(), plot.shown_figure, plot.legend())
            for plot in plots
            if plot.shown_figure is not None and plot.shown_figure.marks
        ),
        sessions=sessions,
        shown=replace(shown, today_words=False),  # every row has its date
        small_print=(
            "Raw figures. The timer can't know what the person did. "
            "Pain is what the person told, from 0 to 10.",
            notices.intended_purpose,
            " ".join(notices.credits),
            f"Printed by BackRehab on {short_date(today)}.",
        ),
        note=f"The newest {PRINTED_MOST} sessions are printed." if rest else "",
    )

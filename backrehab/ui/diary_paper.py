"""What goes on paper of the diary: all weeks and rows of the days chosen, and their plots."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from backrehab.core.diary_range import DayRange, days_words
from backrehab.core.model import Notices
from backrehab.core.text import short_date
from backrehab.storage.diary import Diary
from backrehab.storage.diary_views import DiaryViews
from backrehab.ui.calendar_card import CalendarCard
from backrehab.ui.calendar_paint import Weeks
from backrehab.ui.diary_print import PRINTED_MOST, DiaryPaper, PlotOnPaper
from backrehab.ui.diary_table import Shown
from backrehab.ui.paper_weeks import WEEKS_MOST, PaperWeeks, sum_of
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
    views = DiaryViews(diary)
    days, today = shown.days, shown.now.date()
    sessions, rest = views.sessions(
        days.since, days.until, exercise_id=shown.exercise_id, limit=PRINTED_MOST
    )
    dates = days_words(DayRange(days.since, days.until or today))
    code = f"Code: {diary.person_code}" if diary.person_code else ""
    begun = views.first_day() or today
    weeks = replace(calendar.whole, mondays=calendar.whole.mondays[-WEEKS_MOST:])
    return DiaryPaper(
        title="Exercise diary",
        days=", ".join(part for part in (totals, dates, code) if part),
        dates=dates,
        weeks=PaperWeeks(weeks, begun),
        weeks_words=f"{calendar.title.text()}: {calendar.total_words}",
        weeks_note=_weeks_note(calendar.whole, begun),
        times=_times(views, days) if shown.exercise_id is None else (),
        plots=tuple(
            PlotOnPaper(_plot_title(plot), plot.shown_figure, plot.legend())
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


def _weeks_note(weeks: Weeks, begun: date) -> str:
    """What the figures of the weeks are of: the diary doesn't know earlier programmes."""
    whole = sum_of(weeks, begun)
    planned = max((day.planned for day in weeks.days.values()), default=0)
    parts = []
    if planned:
        parts.append(
            f"Done of planned: {whole.done} of {whole.planned}. Planned is {planned} a day, "
            "as the programme is now, from the first day of the diary."
        )
    if len(weeks.mondays) > WEEKS_MOST:
        parts.append(f"The newest {WEEKS_MOST} weeks are printed.")
    return " ".join(parts)


def _times(views: DiaryViews, days: DayRange) -> tuple[tuple[str, int], ...]:
    done: Counter[str] = Counter()
    for day in views.days(days.since, days.until).values():
        done.update(day.completions)
    return tuple(
        (exercise.title, done[exercise.exercise_id])
        for exercise in views.exercises_in_diary()
        if done[exercise.exercise_id]
    )


def _plot_title(plot: PlotCard) -> str:
    """With its days, where they are a part of those chosen."""
    title, figure = plot.title.text(), plot.shown_figure
    if plot.turning.isHidden() or figure is None:
        return title
    return f"{title}, {days_words(DayRange(figure.days.first, figure.days.last))}"

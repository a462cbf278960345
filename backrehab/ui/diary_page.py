"""The diary: weeks, plots and sessions of the days chosen, and the ways out of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from backrehab.core.clock import Clock
from backrehab.core.diary_range import (
    DayRange,
    Span,
    own_at_first,
    range_of,
    range_words,
    stretch,
    sunday_of,
)
from backrehab.core.errors import DiaryError, PrintError
from backrehab.core.model import Library
from backrehab.core.text import count, day_words
from backrehab.storage.diary_views import DiaryViews
from backrehab.ui.amount_plot import AmountPlot
from backrehab.ui.calendar_card import CalendarCard
from backrehab.ui.diary_layout import DiaryLayout
from backrehab.ui.diary_table import DiaryTable, Shown
from backrehab.ui.diary_view import DiaryView
from backrehab.ui.look import Look
from backrehab.ui.nothing_card import NothingCard
from backrehab.ui.one_errand import OneErrand
from backrehab.ui.pain_plot import PainPlot
from backrehab.ui.plot_card import PlotCard
from backrehab.ui.reflow import Room
from backrehab.ui.saving import AskWhere, Form, ask_where
from backrehab.ui.saving_days import SavingDays
from backrehab.ui.scroll_page import ScrollPage
from backrehab.ui.unsaved_words import NOTHING_SINCE, OPEN_IT
from backrehab.ui.workspace import Workspace

if TYPE_CHECKING:
    from backrehab.ui.diary_print import DiaryPaper

PLOT_WEEKS = 53
EVERY_EXERCISE = ""


class DiaryPage(ScrollPage):
    """Reads the diary whenever it is shown: the weeks, the plots and the rows in sight.

    Where there is little room the page scrolls as a whole, else the table in it.

    Signals:
        library_wanted: The person wants to find something to do.
        session_wanted: To one session in full; arg: its id.
        delete_wanted: A session is to be taken out; arg: it.
        put_back_wanted: What was taken out last is to be put back.
        by_hand_wanted: A session is to be added by hand.
        ways_out_wanted: The page that takes the diary out in other forms, or another one in.
        goals_wanted: To what the person wants to do again.
        diary_wanted: The diary, which is not open, is to be opened.
        said: Something was done; arg: what, in words.
    """

    library_wanted = Signal()
    session_wanted = Signal(str)
    delete_wanted = Signal(object)
    put_back_wanted = Signal()
    by_hand_wanted = Signal()
    goals_wanted = Signal()
    diary_wanted = Signal()
    ways_out_wanted = Signal()
    said = Signal(str)

    def __init__(
        self,
        look: Look,
        clock: Clock,
        library: Library,
        resources: Path,
        parent: QWidget | None = None,
        *,
        ask_where: AskWhere = ask_where,
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._library = library
        self._workspace: Workspace | None = None
        self._own = DayRange()
        self._turned = {"calendar": 0, "plots": 0}
        self._trouble = self._fresh = False
        self.table = DiaryTable(self)
        self.view = DiaryView(look, self.table)
        self.calendar = CalendarCard(look, library)
        self.pain = PainPlot(look, library.pain_guide)
        self.amount = AmountPlot(look)
        self._plots = (self.pain, self.amount)
        self.nothing = NothingCard(look)
        self.parts = DiaryLayout(
            look, clock, self, (self.calendar, self.pain, self.amount), self.view, self.nothing
        )
        self.errands = OneErrand(look, self)
        self._saving = SavingDays(self, self.errands, clock, library, resources, ask_where)
        self._saving.said.connect(self.said)
        self._connect()

    def set_workspace(self, workspace: Workspace) -> None:
        """Whose diary it is; it is read when the page is shown."""
        self.leave()
        self._workspace = workspace
        self._fresh = False
        self.parts.exercise.choose_first()
        self.calendar.choose(None)
        if self.isVisible():
            self.refresh()

    def arrange(self, room: Room) -> None:
        """The edge of the page, as the window has room."""
        self.parts.arrange(room)

    @property
    def days(self) -> DayRange:
        """The days the page is about."""
        return range_of(self._span, self._today(), self._own)

    def refresh(self) -> None:
        """Reads the diary again."""
        if self._workspace is None:
            return
        self._fresh = True
        self._trouble = False
        try:
            self._read(DiaryViews(self._workspace.diary))
        except DiaryError as error:
            self._say_unreadable(str(error))

    def _read(self, views: DiaryViews) -> None:
        first = views.first_day()
        is_closed = self._workspace is not None and self._workspace.only_in_memory
        self.parts.not_saved.setVisible(is_closed and first is not None)
        self.parts.show_tools(any_at_all=first is not None)
        self._show_put_back()
        if first is None and is_closed:
            self.parts.say_nothing(NOTHING_SINCE, OPEN_IT)
            return
        if first is None:
            self.parts.say_nothing(
                "Nothing yet. What you do is written down here.", "Go to the library"
            )
            return
        exercises = views.exercises_in_diary()
        self.parts.exercise.set_choices(
            [
                (EVERY_EXERCISE, "All exercises"),
                *((exercise.exercise_id, exercise.title) for exercise in exercises),
            ]
        )
        sessions = views.count_sessions(self.days.since, self.days.until, self._exercise_id)
        if not sessions:
            self.parts.say_nothing(f"There is nothing{self._range_words()}.", "Show all")
            return
        self._read_cards(views, first)
        self._read_rows(views, sessions)

    def _show_put_back(self) -> None:
        """The way back is there until the next start, when what was deleted is forgotten."""
        from backrehab.storage.diary_changes import last_deleted

        assert self._workspace is not None
        shown = last_deleted(self._workspace.diary) is not None
        button = self.parts.put_back_button
        if button.hasFocus() and not shown:
            self.parts.by_hand_button.setFocus(Qt.FocusReason.OtherFocusReason)
        button.setVisible(shown)

    def _read_cards(self, views: DiaryViews, first: date) -> None:
        """The weeks and the plots, as far as they are in sight."""
        assert self._workspace is not None
        today = self._today()
        since, until = self.days.within(first, today)
        exercise_id = self._exercise_id
        about, programme = self.parts.exercise.text(), self._workspace.programme
        self.calendar.read(views, programme, (since, until), today, exercise_id, about)
        # To the end of its week, as the calendar beside it has it.
        last = until if self.days.until else sunday_of(until)
        part = stretch(since, last, PLOT_WEEKS, self._turned["plots"])
        answers = views.pain_answers(part.first, part.last, exercise_id)
        self.pain.show_answers(answers, part, about if exercise_id else "")
        self.amount.setVisible(exercise_id is not None and not self.parts.rows_alone)
        if exercise_id is not None:
            amounts = views.amounts(exercise_id, part.first, part.last)
            self.amount.show_amounts(self.parts.exercise.text(), amounts, part)

    def _read_rows(self, views: DiaryViews, sessions: int) -> None:
        chosen = self.calendar.chosen
        days = self.days if chosen is None else DayRange(chosen, chosen)
        sections = {section.id: section.title for section in self._library.sections}
        assert self._workspace is not None
        asks = self._workspace.preferences.ask_pain_after
        minutes = self._library.pain_guide.after_exercise_minutes if asks else None
        shown = Shown(self._clock.now(), days, self._exercise_id, sections, asked_after=minutes)
        self.table.read(views, shown)
        words = f"{count(sessions, 'session')}{self._range_words()}"
        if chosen is None:
            self.parts.show_rows(words, "")
        else:
            day = day_words(chosen, self._today())
            rows = self.table.rowCount()
            empty = "" if rows else f"Nothing on {day}."
            self.parts.show_rows(f"{count(rows, 'session')}, {day}", day, empty)

    # The ways out.

    def save_as(self, form: Form) -> None:
        """Saves all exercises of the days chosen in a form, where the person says."""
        workspace = self._workspace
        if workspace is not None:
            words = f"There is nothing in your diary {range_words(self._span, self.days)}"
            nothing = f"{words.rstrip()}."
            self._saving.save(lambda: workspace.diary, form, self.days, nothing)

    def print_page(self) -> None:
        """Asks for a printer, and prints what is shown."""
        from backrehab.ui.diary_print import ask_for_printer, print_diary

        if self._workspace is None:
            return
        if self._is_empty():
            self.errands.tell("Nothing to print", self._nothing_there())
            return
        printer = ask_for_printer(self)
        if printer is None:
            return
        try:
            print_diary(printer, self.paper())
        except (DiaryError, PrintError) as error:
            self.errands.tell("The diary is not printed", str(error))

    def leave(self) -> None:
        """Stops what is being saved; everything stays as it was."""
        self.errands.leave()

    def paper(self) -> DiaryPaper:
        """What is shown, to be printed: the plots in sight, and all weeks and rows.

        Raises:
            DiaryError: the diary can't be read.
        """
        from backrehab.ui.diary_paper import make_paper

        assert self._workspace is not None
        shown = self.table.shown
        plots: list[PlotCard] = [self.pain] if shown.exercise_id is None else [*self._plots]
        return make_paper(
            self._workspace.diary,
            self._library.notices,
            shown,
            self.parts.totals.text(),
            self.calendar,
            plots,
        )

    def _is_empty(self) -> bool:
        return self.parts.shows_nothing

    # What the person does.

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.parts.take_height(self.height())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._fresh:
            self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        self._fresh = False
        self.leave()
        super().hideEvent(event)

    def _connect(self) -> None:
        parts = self.parts
        parts.range.chosen.connect(self._choose_range)
        parts.exercise.chosen.connect(self._begin_again)
        parts.since.chosen.connect(self._choose_own)
        parts.until.chosen.connect(self._choose_own)
        parts.every_day_button.clicked.connect(self._show_every_day)
        parts.by_hand_button.clicked.connect(self.by_hand_wanted)
        parts.put_back_button.clicked.connect(self.put_back_wanted)
        parts.goals_button.clicked.connect(self.goals_wanted)
        parts.ways_out_button.clicked.connect(self.ways_out_wanted)
        parts.export_button.clicked.connect(lambda: self.save_as(Form.SPREADSHEET))
        parts.page_button.clicked.connect(lambda: self.save_as(Form.REPORT_PDF))
        parts.print_button.clicked.connect(self.print_page)
        self.nothing.button.clicked.connect(self._press_nothing)
        self.table.failed.connect(self._say_unreadable)
        self.view.session_wanted.connect(self.session_wanted)
        self.view.delete_wanted.connect(self.delete_wanted)
        self.calendar.day_chosen.connect(self.refresh)
        self.calendar.turned.connect(self.refresh)
        for plot in self._plots:
            plot.session_wanted.connect(self.session_wanted)
            plot.turned.connect(self._turn_plots)
        bar = self.verticalScrollBar()
        bar.valueChanged.connect(self._bring_more)
        bar.rangeChanged.connect(self._bring_more)
        self.view.selectionModel().currentChanged.connect(self._follow_row)

    def _choose_range(self) -> None:
        own = self._span is Span.OWN
        if own:
            since, until = self._own.within(*own_at_first(self._today()))
            self._own = DayRange(since, until)
            self.parts.since.show_day(since)
            self.parts.until.show_day(until)
        self.parts.show_own_days(own)
        self._begin_again()

    def _choose_own(self) -> None:
        since, until = self.parts.since.day, self.parts.until.day
        if since is None or until is None:
            return  # the field says so; what is shown stays
        self._own = DayRange(min(since, until), max(since, until))
        self._begin_again()

    def _begin_again(self) -> None:
        """Other days, or another exercise: from the newest of them on."""
        self._turned["plots"] = 0
        self.calendar.begin_again()
        self.refresh()
        self.view.scrollToTop()

    def _show_every_day(self) -> None:
        self.calendar.choose(None)
        self.refresh()

    def _turn_plots(self, way: int) -> None:
        self._turned["plots"] = max(0, self._turned["plots"] + way)
        self.refresh()

    def _press_nothing(self) -> None:
        if self._trouble:
            self.refresh()
        elif self.parts.range.isVisibleTo(self) and not (
            self._span is Span.ALL and self._exercise_id is None
        ):
            self.parts.range.choose(Span.ALL)
            self.parts.exercise.choose_first()
            self._choose_range()
        elif self._workspace is not None and self._workspace.only_in_memory:
            self.diary_wanted.emit()
        else:
            self.library_wanted.emit()

    # Words and days.

    @property
    def _span(self) -> Span:
        return Span(self.parts.range.choice())

    @property
    def _exercise_id(self) -> str | None:
        return self.parts.exercise.choice() or None

    def _today(self) -> date:
        return self._clock.now().date()

    def _range_words(self) -> str:
        words = range_words(self._span, self.days)
        about = f" of {self.parts.exercise.text()}" if self._exercise_id else ""
        return f"{about} {words}".rstrip()

    def _nothing_there(self) -> str:
        return f"There is nothing in your diary{self._range_words()}."

    def _say_unreadable(self, words: str) -> None:
        self._trouble = True
        self.parts.say_nothing(words, "Try again")

    # Rows as they are scrolled to.

    def _bring_more(self) -> None:
        """The next rows, before the end of those that are there comes in sight."""
        bar = self.verticalScrollBar()
        if self.table.waits and bar.maximum() and bar.maximum() - bar.value() < bar.pageStep():
            self.table.bring_more()

    def _follow_row(self, row: QModelIndex) -> None:
        """Scrolls to the row that was gone to by key; a table that scrolls does so itself."""
        if self.table.waits:
            place = self.view.visualRect(row)
            middle = self.view.viewport().mapTo(self.content, place.center())
            self.ensureVisible(0, middle.y(), 0, place.height() // 2 + 8)

    def _follow_focus(self, old: QWidget | None, now: QWidget | None) -> None:
        if now is not self.view:  # higher than the window: its row is what is followed
            super()._follow_focus(old, now)

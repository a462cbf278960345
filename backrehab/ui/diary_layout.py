"""Where the parts of the diary page stand, and which of them are in sight."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from backrehab.core.clock import Clock
from backrehab.core.diary_range import SPAN_WORDS, Span
from backrehab.ui.amount_plot import AmountPlot
from backrehab.ui.buttons import Button, Kind
from backrehab.ui.calendar_card import CalendarCard
from backrehab.ui.controls import Card, Label
from backrehab.ui.day_field import days_from_to
from backrehab.ui.diary_view import DiaryView
from backrehab.ui.look import Look
from backrehab.ui.nothing_card import NothingCard
from backrehab.ui.pain_plot import PainPlot
from backrehab.ui.pick import Pick
from backrehab.ui.reflow import NO_LIMIT, Arrangement, FlowLayout, Room, units
from backrehab.ui.scroll_page import ScrollPage
from backrehab.ui.theme import Role
from backrehab.ui.unsaved_words import ONLY_SINCE

_NARROW, _SLIM = 1100, 640
_NARROW_LINE = 900
_ROOM_FOR_ROWS = 740
"""On a page of fewer units the page scrolls, and not the table in it."""

_CALENDAR_WIDE = 446
_ALL_THE_ROOM = 1000


class DiaryLayout:
    """Puts the parts onto the page, and shows those that have something to say."""

    def __init__(
        self,
        look: Look,
        clock: Clock,
        page: ScrollPage,
        cards: tuple[CalendarCard, PainPlot, AmountPlot],
        view: DiaryView,
        nothing: NothingCard,
    ) -> None:
        self._look = look
        self._page = page
        self.calendar, self.pain, self.amount = cards
        self.view = view
        self.nothing = nothing
        self._scrolls = self._narrow = self._slim = False
        self._wide = True
        self._shape: tuple[bool, bool, bool] | None = None
        self.rows_alone = False
        self.shows_nothing = True
        self.title = Label("Diary", Role.PAGE_TITLE, wraps=False)
        self.range = Pick(look, "Days", list(SPAN_WORDS.items()))
        self.range.choose(Span.FOUR_WEEKS)
        self.exercise = Pick(look, "Exercise", [("", "All exercises")])
        self.since, self.until = days_from_to(look, clock, "To")
        self.every_day_button = Button(look, "", "x")
        self.by_hand_button = Button(look, "Add by hand", "plus")
        self.put_back_button = Button(look, "Put back deleted", "undo-2", Kind.QUIET)
        self.put_back_button.setAccessibleName("Put back what was deleted")
        self.put_back_button.hide()
        self.goals_button = Button(look, "My goals", kind=Kind.QUIET)
        self.ways_out_button = Button(look, "Out and in", kind=Kind.QUIET)
        self.ways_out_button.setAccessibleName("Take the diary out, or bring one in")
        self.export_button = Button(look, "Spreadsheet", "table")
        self.export_button.setAccessibleName("Save as a spreadsheet")
        self.export_button.setToolTip("Save these days as a file for a spreadsheet (CSV)")
        self.page_button = Button(look, "One page PDF", "file-text")
        self.page_button.setAccessibleName("Save as one page of PDF")
        self.print_button = Button(look, "Print", "printer")
        self.not_saved = Label(ONLY_SINCE, Role.BODY, "clay")
        self.totals = Label("", Role.CAPTION, "ink2")
        self.no_rows = Label("", Role.BODY, "ink2")
        self.rows_button = Button(look, "Show all rows", "chevron-down", Kind.QUIET)
        self.rows_button.clicked.connect(self._swap_rows)
        for part in (self.not_saved, self.every_day_button, self.no_rows):
            part.hide()
        self._lay_out()

    def arrange(self, room: Room) -> None:
        """Side by side or under each other, as the window has room."""
        page = self._page
        page.set_edge(room.edge, room.most_width)
        page.body.setSpacing(12 if room.is_short else 16)
        wide = room.arrangement is Arrangement.WIDE
        self._wide = wide
        self._narrow, self._slim = room.units_wide < _NARROW, room.units_wide < _SLIM
        directions = QBoxLayout.Direction
        beside = directions.LeftToRight if wide else directions.TopToBottom
        self._cards.setDirection(beside)
        self._cards.setSpacing(20 if wide else 12)
        most = self._look.theme.px(_CALENDAR_WIDE) if wide else NO_LIMIT
        self.calendar.setMaximumWidth(most)
        self.calendar.setMinimumWidth(most if wide else 0)
        in_line = directions.LeftToRight if room.units_wide >= _NARROW_LINE else beside
        self._line.setDirection(in_line)
        row = room.units_wide >= 1000
        self._head.setDirection(directions.LeftToRight if row else directions.TopToBottom)
        self.nothing.figure.setVisible(not room.is_short)
        self.take_height(page.height())
        self._show_cards()

    def take_height(self, height: int) -> None:
        """How high the page is, below the bars of the window."""
        scrolls = not self._wide or units(height, self._look.theme.text_percent) < _ROOM_FOR_ROWS
        if scrolls != self._scrolls:
            self._scrolls = scrolls
            self._show_cards()

    def show_tools(self, *, any_at_all: bool) -> None:
        """An empty diary has nothing to choose from, print or save."""
        tools = (self.export_button, self.page_button, self.print_button)
        for tool in (*tools, self.range, self.exercise):
            tool.setVisible(any_at_all)

    def show_own_days(self, shown: bool) -> None:
        """The two days of a range of one's own."""
        self._own.setVisible(shown)

    def say_nothing(self, words: str, button: str) -> None:
        """One sentence and one button in the place of everything."""
        self.nothing.words.setText(words)
        self.nothing.button.set_text(button)
        self.shows_nothing = True
        self._show_cards()

    def show_rows(self, totals: str, day: str, empty: str = "") -> None:
        """The rows; of one `day` alone where it is told. `empty` where it has none."""
        self.totals.setText(totals)
        self.every_day_button.set_text(f"{day} only")
        self.every_day_button.setAccessibleName(f"{day} only: show all days again")
        self.every_day_button.setVisible(bool(day))
        self.no_rows.setText(empty)
        self.no_rows.setVisible(bool(empty))
        self.view.setVisible(not empty)
        self.shows_nothing = False
        self._show_cards()

    def _show_cards(self) -> None:
        rows = not self.shows_nothing
        alone = self.rows_alone and not self._scrolls
        # With one plot more there is no room for a table that scrolls by itself.
        whole = not alone and (self._scrolls or bool(self.exercise.choice()))
        if self._shape != (self._narrow, self._slim, whole):
            self._shape = (self._narrow, self._slim, whole)
            self.view.set_shape(narrow=self._narrow, slim=self._slim, whole=whole)
        self._rows_card.setVisible(rows)
        self.nothing.setVisible(not rows)
        for card in (self.calendar, self.pain):
            card.setVisible(rows and not alone)
        self.amount.setVisible(rows and not alone and bool(self.exercise.choice()))
        self.totals.setVisible(rows)
        self.rows_button.setVisible(rows and not self._scrolls)
        if not rows:
            self.every_day_button.hide()

    def _swap_rows(self) -> None:
        self.rows_alone = not self.rows_alone
        self.rows_button.set_text("Show the weeks" if self.rows_alone else "Show all rows")
        self.rows_button.set_icon("chevron-up" if self.rows_alone else "chevron-down")
        self._show_cards()

    def _lay_out(self) -> None:
        head = QWidget()
        tools = FlowLayout(gap=10)
        for button in (
            self.range,
            self.by_hand_button,
            self.export_button,
            self.page_button,
            self.print_button,
        ):
            tools.addWidget(button)
        row = self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight, head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.title, 1, Qt.AlignmentFlag.AlignTop)
        row.addLayout(tools)
        self._own = QWidget()
        own = FlowLayout(self._own, gap=16)
        own.addWidget(self.since)
        own.addWidget(self.until)
        self._own.hide()
        filters = FlowLayout(gap=10)
        for part in (self.exercise, self.every_day_button):
            filters.addWidget(part)
        links = FlowLayout(gap=4)
        for link in (
            self.put_back_button,
            self.goals_button,
            self.ways_out_button,
            self.rows_button,
        ):
            links.addWidget(link)
        line = self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        line.setSpacing(12)
        line.addLayout(filters)
        line.addWidget(self.totals, _ALL_THE_ROOM)
        line.addStretch(1)  # else the links would leave their edge where there are no totals
        line.addLayout(links)
        self._cards = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._cards.addWidget(self.calendar)
        self._cards.addWidget(self.pain, 1)
        self._rows_card = Card()
        inside = QVBoxLayout(self._rows_card)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.view)
        self.no_rows.setContentsMargins(20, 20, 20, 20)
        inside.addWidget(self.no_rows)
        body = self._page.body
        self._page.set_edge(32, 1_000_000)
        body.addWidget(head)
        body.addWidget(self.not_saved)
        body.addWidget(self._own)
        body.addLayout(self._cards)
        body.addLayout(line)
        body.addWidget(self.amount)
        body.addWidget(self._rows_card, 1)
        body.addWidget(self.nothing, 1)
        self._keep_tab_order()

    def _keep_tab_order(self) -> None:
        """As it is read: from the tools down to the rows."""
        stops = (
            *(self.range, self.by_hand_button, self.export_button, self.page_button),
            *(self.print_button, *self.since.stops(), *self.until.stops()),
            *(*self.calendar.stops(), *self.pain.stops(), self.exercise, self.every_day_button),
            *(
                self.put_back_button,
                self.goals_button,
                self.ways_out_button,
                self.rows_button,
                *self.amount.stops(),
                self.view,
                self.nothing.button,
            ),
        )
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

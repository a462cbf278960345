"""Which days of the diary go out, and the code that goes with them."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from backrehab.core.clock import Clock
from backrehab.core.diary_range import SPAN_WORDS, DayRange, Span, own_at_first, range_of
from backrehab.core.errors import DiaryError
from backrehab.core.goals import words_fault
from backrehab.core.text import count
from backrehab.ui.announce import announce
from backrehab.ui.choices import SegmentedChoice
from backrehab.ui.controls import Card, Label
from backrehab.ui.day_field import days_from_to
from backrehab.ui.look import Look
from backrehab.ui.reflow import FlowLayout
from backrehab.ui.theme import Role
from backrehab.ui.workspace import Workspace

_CODE_MOST = 40
"""So much may be typed; a code that came with a diary may be longer."""

Days = tuple[date | None, date | None]
"""The first and the last day, both included; `None` is no bound."""


class DaysCard(Card):
    """The days, with how much is in them.

    Attributes:
        fault: Why no days are chosen, in words; "" where some are.
    """

    def __init__(self, look: Look, clock: Clock) -> None:
        super().__init__()
        self._clock = clock
        self._workspace: Workspace | None = None
        self.range = SegmentedChoice(look, "Which days", list(SPAN_WORDS.items()))
        self.range.choose(Span.ALL)
        self.since, self.until = days_from_to(look, clock, "To, included")
        since, until = own_at_first(clock.now().date())
        self.since.show_day(since)
        self.until.show_day(until)
        self.inside = Label("", Role.BODY)
        self._own = QWidget()
        fields = FlowLayout(self._own, gap=16)
        fields.addWidget(self.since)
        fields.addWidget(self.until)
        self._own.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 20, 20)
        column.setSpacing(12)
        for widget in (Label("Which days", Role.CARD_TITLE), self.range, self._own, self.inside):
            column.addWidget(widget)
        column.addStretch(1)
        self.range.chosen.connect(self.refresh)
        self.since.changed.connect(self.refresh)
        self.until.changed.connect(self.refresh)

    def set_workspace(self, workspace: Workspace) -> None:
        """Whose diary it is."""
        self._workspace = workspace
        if self.isVisible():
            self.refresh()

    @property
    def days(self) -> Days:
        """Those that are chosen; they hold where there is no `fault`."""
        own = DayRange(self.since.day, self.until.day)
        chosen = range_of(self._span, self._clock.now().date(), own)
        return chosen.since, chosen.until

    @property
    def _span(self) -> Span:
        return Span(self.range.choice())

    @property
    def fault(self) -> str:
        since, until = self.days
        if self._span is Span.OWN and (since is None or until is None):
            return "Put the days right first."
        if since is not None and until is not None and since > until:
            return "The last day is before the first day."
        return ""

    def refresh(self) -> None:
        """Counts what is in the days."""
        self._own.setVisible(self._span is Span.OWN)
        if self._workspace is None:
            return
        words = self.fault
        if not words:
            diary = self._workspace.diary
            try:
                sessions = diary.count_sessions(*self.days)
                rows = diary.count_entries(*self.days)
            except DiaryError as error:
                words = str(error)
            else:
                words = "There is nothing in your diary in these days."
                if rows:
                    words = (
                        f"{count(sessions, 'session')} with {count(rows, 'row')} in these days."
                    )
        if words != self.inside.text():
            self.inside.setText(words)
            announce(self.inside, words)


class CodeCard(Card):
    """The optional code that stands on all that goes out, and never a name.

    Signals:
        failed: It can't be kept; arg: why, in words.
    """

    failed = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._workspace: Workspace | None = None
        self._shown = ""
        self.field = QLineEdit()
        self.field.setAccessibleName("Code")
        self.field.setProperty("focus_radius", 12)
        self.field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 20, 20)
        column.setSpacing(8)
        column.addWidget(Label("A code on it", Role.CARD_TITLE))
        column.addWidget(
            Label("Your clinic may give you one. Leave it empty if not. No name is written.")
        )
        column.addWidget(self.field)
        column.addStretch(1)
        self._look = look
        self.field.editingFinished.connect(self.keep)
        look.changed.connect(self._take_look)
        self._take_look()

    def set_workspace(self, workspace: Workspace) -> None:
        """Whose diary it is."""
        self._workspace = workspace
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Shows the code in force."""
        if self._workspace is not None:
            try:
                self.field.setText(self._workspace.diary.person_code)
                self._shown = self.field.text()  # the field may show the code in its own way
            except DiaryError as error:
                self.failed.emit(str(error))

    def keep(self) -> bool:
        """Keeps what is typed, if anything was; says whether that could be done."""
        typed = self.field.text()
        if self._workspace is None or typed == self._shown:
            return True
        code = typed.strip()
        try:
            if code == self._workspace.diary.person_code:
                return True
            if code and (fault := words_fault(code, _CODE_MOST)):
                self.failed.emit(fault)
                return False
            self._workspace.diary.person_code = code
        except DiaryError as error:
            self.failed.emit(str(error))
            return False
        self._shown = typed
        return True

    def _take_look(self) -> None:
        self.field.setFixedHeight(max(48, self._look.theme.metrics(Role.BODY).lineSpacing() + 24))

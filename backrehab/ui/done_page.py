"""After a session: what was done in plain words, how it went, and what next."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from backrehab.core.session_summary import Done, ExerciseSummary
from backrehab.ui.bottom_row import BottomRow
from backrehab.ui.buttons import Button, Kind
from backrehab.ui.controls import Card, IconLabel, Label
from backrehab.ui.look import Look
from backrehab.ui.note_field import NoteField
from backrehab.ui.pain_scale import PainScale
from backrehab.ui.reflow import is_short, is_tight, page_edge, units
from backrehab.ui.report_row import ReportRow
from backrehab.ui.scroll_page import ScrollPage
from backrehab.ui.session_answers import GivenAnswers
from backrehab.ui.theme import Role

AGAIN = "Do it again"
_MOST_WIDTH = 1000
_STACKS_BELOW = 780
_EFFORT = "How hard was it?"
_EFFORT_ENDS = ("0 is no effort at all", "10 is as hard as you can work")
_NO_REPORT = "You left this out. That is written down too."
_REPORT = "The timer can't see you. Tell it how much you did, or leave this."


class DonePage(QWidget):
    """Facts, no praise and no blame; nothing on it has to be answered.

    Attributes:
        rows: The exercises of the session, one row each.

    Signals:
        reasoned: The person said why an exercise was left out; args: its index, the words.
        effort_told: The person said how hard it was; arg: 0 to 10.
        reported: The person said how much of an exercise they did; args: its index, an
            `OwnReport`, and a number or `None`.
        noted: There is a new note; arg: it.
        question_wanted: The person goes back to the pain question.
        again_wanted: The same session once more.
        leave_wanted: The person has finished.
    """

    reported = Signal(int, object, object)
    reasoned = Signal(int, str)
    effort_told = Signal(int)
    noted = Signal(str)
    question_wanted = Signal()
    again_wanted = Signal()
    leave_wanted = Signal()

    def __init__(self, look: Look, after_exercise: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.rows: list[ReportRow] = []
        self._shown: list[QWidget] = []
        self.setProperty("page", "true")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.title = Label("How did it go?", Role.PAGE_TITLE)
        self.words = Label("", Role.BODY, "ink2")
        self._card = Card()
        self._rows = QVBoxLayout(self._card)
        self._rows.setContentsMargins(22, 6, 22, 6)
        self._rows.setSpacing(0)
        self.effort_words = Label(_EFFORT, Role.ROW_TITLE)
        self.effort = PainScale(look, None, _EFFORT, ends=_EFFORT_ENDS)
        self.effort.set_low(True)
        self.effort.chosen.connect(self.effort_told)
        self.note = NoteField(look)
        self.note.noted.connect(self.noted)
        self.note.refused.connect(self._see_note)
        self.after = Label(after_exercise, Role.BODY)
        self._after_card = Card("tint")
        if not after_exercise:
            self._after_card.hide()
        self.question_button = Button(look, "Back", "chevron-left")
        self.question_button.clicked.connect(lambda: self._leave_for(self.question_wanted))
        self.again_button = Button(look, AGAIN, "rotate-ccw", Kind.QUIET)
        self.again_button.clicked.connect(lambda: self._leave_for(self.again_wanted))
        self.note_button = Button(look, "Add a note", "pencil", Kind.QUIET)
        self.note_button.clicked.connect(self._open_note)
        self._icons = {
            self.question_button: "chevron-left",
            self.again_button: "rotate-ccw",
            self.note_button: "pencil",
        }
        self.leave_button = Button(look, "Finish", kind=Kind.MAIN)
        self.leave_button.clicked.connect(self.leave)
        self._lay_out()

    def show_done(
        self, exercises: Sequence[ExerciseSummary], answers: GivenAnswers, *, asked: bool
    ) -> None:
        """Shows a session and what was told of it; `asked` says the pain question came before."""
        for old in self._shown:
            self._rows.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.rows, self._shown = [], []
        for exercise in exercises:
            if self.rows:
                rule = QFrame()
                rule.setProperty("rule", "true")
                self._add(rule)
            index = exercise.exercise_index
            row = ReportRow(self._look, exercise, is_in_diary=answers.can_tell(index))
            row.show_report(
                answers.of_exercise(index, "own_report"),
                answers.of_exercise(index, "own_report_reps"),
            )
            row.reported.connect(
                lambda report, times, index=index: self.reported.emit(index, report, times)
            )
            row.show_reason(answers.of_exercise(index, "skip_reason") or "")
            row.reasoned.connect(lambda words, index=index: self.reasoned.emit(index, words))
            row.opened.connect(lambda row=row: self._page.bring_into_sight(row))
            self.rows.append(row)
            self._add(row)
        nothing = all(exercise.done is Done.NONE for exercise in exercises)
        self.words.setText(_NO_REPORT if nothing else _REPORT)
        alone = len(exercises) == 1 and not nothing
        self.effort_words.setVisible(alone)
        self.effort.setVisible(alone)
        self.effort.choose(answers.of_exercise(0, "effort_0_10"))
        note = answers.of_session("note") or ""
        self.note.show_note(note)
        self._show_note(bool(note))
        self.question_button.setVisible(asked)
        self._stack()
        self._page.verticalScrollBar().setValue(0)

    def take_keyboard(self) -> None:
        """Puts the keyboard on the way out."""
        self.leave_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """As Finish does: out, unless the note can't be kept."""
        self._leave_for(self.leave_wanted)

    def _leave_for(self, wanted: SignalInstance) -> None:
        if all(row.may_leave() for row in self.rows) and self.note.may_leave():
            wanted.emit()

    def _add(self, widget: QWidget) -> None:
        self._shown.append(widget)
        self._rows.addWidget(widget)

    def _open_note(self) -> None:
        self._show_note(True)
        self.note.field.setFocus(Qt.FocusReason.TabFocusReason)
        self._see_note()

    def _see_note(self) -> None:
        self._page.bring_into_sight(self.note)

    def _show_note(self, shown: bool) -> None:
        self.note.setVisible(shown)
        self.note_button.setVisible(not shown)

    def _lay_out(self) -> None:
        after = QHBoxLayout(self._after_card)
        after.setContentsMargins(22, 14, 22, 14)
        after.setSpacing(16)
        icon = IconLabel(self._look, "clock", "primary", 28)
        after.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        self._after_words = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._after_words.setSpacing(4)
        self._after_words.addWidget(Label("After you exercise:", Role.ROW_TITLE, wraps=False))
        self._after_words.addSpacing(8)
        self._after_words.addWidget(self.after, 1)
        after.addLayout(self._after_words, 1)
        self._page = ScrollPage()
        body = self._page.body
        body.setSpacing(13)
        head = QVBoxLayout()
        head.setSpacing(6)
        head.addWidget(self.title)
        head.addWidget(self.words)
        body.addLayout(head)
        body.addWidget(self._card)
        body.addWidget(self._after_card)
        body.addWidget(self.effort_words)
        body.addWidget(self.effort)
        body.addWidget(self.note)
        body.addStretch(1)
        self._bottom = BottomRow(
            [self.question_button, self.again_button], [self.note_button, self.leave_button]
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._page, 1)
        column.addWidget(self._bottom)

    def _stack(self) -> None:
        stacked = units(self.width(), self._look.theme.text_percent) < _STACKS_BELOW
        directions = QBoxLayout.Direction
        direction = directions.TopToBottom if stacked else directions.LeftToRight
        self._after_words.setDirection(direction)
        for row in self.rows:
            row.stack(stacked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._page.scroll_by_key(event.key()):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        theme = self._look.theme
        window = self.window()
        short = is_short(window.height(), theme.text_percent)
        tight = is_tight(self.width(), window.height(), theme.text_percent)
        self.again_button.set_text("Again" if tight else AGAIN)
        self.note_button.set_text("Note" if tight else "Add a note")
        for button, icon in self._icons.items():
            button.set_icon(None if tight else icon)
        edge = page_edge(self.width(), window.height(), theme.text_percent)
        most = theme.px(_MOST_WIDTH)
        side = max(edge, (self.width() - most) // 2)
        self._page.set_edge(edge, most)
        self._bottom.set_edges(side, 12 if short else 28)
        self.leave_button.setMinimumWidth(min(theme.px(220), self.width() // 3))
        self._stack()
        super().resizeEvent(event)

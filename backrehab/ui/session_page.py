"""One session of the diary in full, and the person's own part of it to put right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from backrehab.core.by_hand import is_by_hand
from backrehab.core.clock import Clock
from backrehab.core.diary import DiarySession, EntryAnswers, SessionAnswers
from backrehab.core.errors import DiaryError
from backrehab.core.model import PainGuide
from backrehab.core.open_questions import first_day, minutes_after
from backrehab.core.session_facts import (
    later_words,
    session_words,
)
from backrehab.core.text import when_words
from backrehab.storage.diary import Diary
from backrehab.ui.answer_row import AnswerRow
from backrehab.ui.buttons import Button
from backrehab.ui.change_log import ChangeLog
from backrehab.ui.controls import Card, Label, Rule
from backrehab.ui.entry_part import EntryPart
from backrehab.ui.look import Look
from backrehab.ui.note_field import NoteField
from backrehab.ui.reflow import Arrangement, FlowLayout, Room, clear
from backrehab.ui.scroll_page import ScrollPage
from backrehab.ui.tab_order import keep_reading_order
from backrehab.ui.theme import Role
from backrehab.ui.two_numbers import TwoNumbers
from backrehab.ui.workspace import Workspace

_MOST_WIDTH = 980
_SLIM = 640
_QUESTIONS = {
    "pain_before_0_10": ("Before", "How was your pain before?"),
    "pain_worst_session_0_10": ("Worst during", "How bad was your pain at its worst?"),
    "pain_after_0_10": ("30 minutes after", "How was your pain 30 minutes after?"),
    "pain_next_morning_0_10": ("Next morning", "How was your pain the next morning?"),
}
_GONE = "This session is not in your diary any more."


class SessionPage(ScrollPage):
    """Facts of the timer are only shown; every answer goes into the diary as it is given.

    Attributes:
        parts: The exercises and sides, one each.
        rows: The four questions about pain, by their names in `SessionAnswers`.

    Signals:
        back_wanted: Back to the diary.
        delete_wanted: To take the session out; arg: the `DiarySession`.
        entry_delete_wanted: To take one exercise out; arg: the `DiaryEntry`.
        change_wanted: To put right the day, time and figures of one by hand; arg: its id.
        changed: An answer was written.
    """

    back_wanted = Signal()
    delete_wanted = Signal(object)
    entry_delete_wanted = Signal(object)
    change_wanted = Signal(str)
    changed = Signal()

    def __init__(
        self, look: Look, clock: Clock, guide: PainGuide, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._clock = clock
        self._guide = guide
        self._workspace: Workspace | None = None
        self._session: DiarySession | None = None
        self._session_id = ""
        self.parts: list[EntryPart] = []
        self.back_button = Button(look, "Diary", "chevron-left")
        self.back_button.setAccessibleName("Back to Diary")
        self.back_button.clicked.connect(self._leave)
        self.title = Label("", Role.PAGE_TITLE)
        self.words = Label("", Role.BODY, "ink2")
        self.trouble = Label("", Role.BODY, "clay")
        self.trouble.hide()
        self.change_button = Button(look, "Change day, time or figures", "pencil")
        self.change_button.clicked.connect(self._want_change)
        self.delete_button = Button(look, "Delete this session", "trash-2")
        self.delete_button.clicked.connect(self._want_delete)
        self.two_numbers = TwoNumbers(look, guide.after_exercise)
        self.rows: dict[str, AnswerRow] = {}
        self.note = NoteField(look, "Your note on the whole session")
        self.note.noted.connect(self._tell_note)
        self._note_shown: str | None = None
        self.log = ChangeLog(look)
        self.log.opened.connect(lambda: self.bring_into_sight(self.log))
        self._lay_out()

    @property
    def session(self) -> DiarySession | None:
        """The session in sight."""
        return self._session

    def show_session(self, workspace: Workspace, session_id: str) -> None:
        """Shows one session of this person's diary."""
        self._workspace = workspace
        self._session_id = session_id
        self._note_shown = None
        for row in self.rows.values():
            row.close_scale()
        self.log.fold()
        self.refresh()
        self.verticalScrollBar().setValue(0)

    def refresh(self) -> None:
        """Reads the session again."""
        if self._workspace is None:
            return
        try:
            self._session = self._workspace.diary.session(self._session_id)
        except DiaryError as error:
            self._session = None
            self._say(str(error))
        else:
            self._say("" if self._session else _GONE)
        for widget in self._whole:
            widget.setVisible(self._session is not None)
        if self._session is not None:
            self._show(self._session)

    def arrange(self, room: Room) -> None:
        """The edge of the page, as the window has room."""
        self.set_edge(room.edge, self._look.theme.px(_MOST_WIDTH))
        self.body.setSpacing(12 if room.is_short else 18)
        self.back_button.setVisible(room.arrangement is not Arrangement.TOP_BAR)
        self.two_numbers.stack(room.units_wide < _SLIM)

    def may_leave(self) -> bool:
        """Hands notes on; false where one can't be kept as it is."""
        return self.note.may_leave() and all(part.may_leave() for part in self.parts)

    def _show(self, session: DiarySession) -> None:
        now = self._clock.now()
        self.title.setText(when_words(session.started_at, now.date()))
        self.words.setText(session_words(session))
        self.change_button.setVisible(is_by_hand(session))
        self._show_answers(session.answers)
        # One that can't be kept yet stays, to be put right.
        if session.note != self._note_shown and not self.note.field.hasFocus():
            self._note_shown = session.note
            self.note.show_note(session.note)
        if len(self.parts) == len(session.entries) and all(
            map(EntryPart.is_of, self.parts, session.entries)
        ):
            for part, entry in zip(self.parts, session.entries, strict=True):
                part.show_answers(entry)
        else:
            self._show_parts(session)
        if self._workspace is not None:
            self.log.show_changes(self._workspace.diary, session, now)

    def _show_answers(self, answers: SessionAnswers) -> None:
        self.two_numbers.show_answers(answers)
        for name, row in self.rows.items():
            row.show_value(getattr(answers, name))
        self.rows["pain_after_0_10"].title.setText(later_words(answers.pain_after_minutes))

    def _show_parts(self, session: DiarySession) -> None:
        clear(self._exercises)
        self.parts = []
        for entry in session.entries:
            if self.parts:
                self._exercises.addWidget(Rule())
            part = EntryPart(self._look, entry, self._guide)
            part.answered.connect(self._answer_entry)
            part.delete_wanted.connect(self._want_entry_deleted)
            part.opened.connect(lambda part=part: self._see(part))
            self.parts.append(part)
            self._exercises.addWidget(part)
        keep_reading_order(self)

    def _see(self, opened: QWidget) -> None:
        keep_reading_order(self)
        self.bring_into_sight(opened)

    # What the person tells

    def _tell(self, **told: object) -> None:
        """Writes these answers alone; all others stay as the diary has them now."""
        if self._workspace is None:
            return
        now = self._clock.now()
        diary = self._workspace.diary
        try:
            session = diary.session(self._session_id)
            if session is not None:
                if "pain_after_0_10" in told:
                    number = told["pain_after_0_10"]
                    told["pain_after_minutes"] = _minutes_of(number, session, diary, now)
                answers: SessionAnswers = replace(session.answers, **told)  # type: ignore[arg-type]
                diary.answer_session(session.session_id, answers, now)
        except DiaryError as error:
            self._say(str(error))
            return
        self._wrote()

    def _tell_note(self, note: str) -> None:
        self._note_shown = note
        self._tell(note=note)

    def _answer_entry(self, entry_id: str, told: Mapping[str, object]) -> None:
        if self._workspace is None:
            return
        diary = self._workspace.diary
        try:
            session = diary.session(self._session_id)
            for entry in session.entries if session is not None else ():
                if entry.entry_id == entry_id:
                    answers: EntryAnswers = replace(entry.answers, **told)  # type: ignore[arg-type]
                    diary.answer_entry(entry_id, answers, self._clock.now())
        except DiaryError as error:
            self._say(str(error))
            return
        self._wrote()

    def _wrote(self) -> None:
        self.refresh()
        self.changed.emit()

    def _say(self, words: str) -> None:
        self.trouble.setText(words)
        self.trouble.setVisible(bool(words))
        if words:
            self.bring_into_sight(self.trouble)

    # Ways out

    def _leave(self) -> None:
        if self.may_leave():
            self.back_wanted.emit()

    def _want_delete(self) -> None:
        if self._session is not None:
            self.delete_wanted.emit(self._session)

    def _want_entry_deleted(self, entry_id: str) -> None:
        for entry in self._session.entries if self._session else ():
            if entry.entry_id == entry_id:
                self.entry_delete_wanted.emit(entry)

    def _want_change(self) -> None:
        if self.may_leave():
            self.change_wanted.emit(self._session_id)

    def _lay_out(self) -> None:
        top = QWidget()
        tools = FlowLayout(top, gap=12)
        for button in (self.back_button, self.change_button, self.delete_button):
            tools.addWidget(button)
        head = QVBoxLayout()
        head.setSpacing(2)
        head.addWidget(self.title)
        head.addWidget(self.words)
        pain = Card()
        column = QVBoxLayout(pain)
        column.setContentsMargins(22, 16, 16, 14)
        column.setSpacing(4)
        column.addWidget(Label("Pain, 0 to 10", Role.CARD_TITLE))
        for name, (title, question) in _QUESTIONS.items():
            guide = self._guide if name == "pain_worst_session_0_10" else None
            row = AnswerRow(self._look, title, question, guide)
            row.told.connect(lambda number, name=name: self._tell(**{name: number}))
            row.opened.connect(lambda row=row: self._see(row))
            self.rows[name] = row
            column.addWidget(row)
        exercises = Card()
        inside = QVBoxLayout(exercises)
        inside.setContentsMargins(22, 16, 16, 8)
        inside.setSpacing(4)
        inside.addWidget(Label("Exercises", Role.CARD_TITLE))
        self._exercises = QVBoxLayout()
        self._exercises.setSpacing(0)
        inside.addLayout(self._exercises)
        self._whole = (
            self.words,
            pain,
            self.two_numbers,
            exercises,
            self.note,
            self.delete_button,
        )
        self.body.addWidget(top)
        self.body.addLayout(head)
        self.body.addWidget(self.trouble)
        self.body.addWidget(self.two_numbers)
        self.body.addWidget(pain)
        self.body.addWidget(exercises)
        self.body.addWidget(self.note)
        self.body.addWidget(self.log)
        self.body.addStretch(1)


def _minutes_of(number: object, session: DiarySession, diary: Diary, now: datetime) -> int | None:
    """How long after the end this number is told; one that is put right keeps what it had."""
    if number is None:
        return None
    if session.pain_after_0_10 is not None:
        return session.pain_after_minutes
    return minutes_after(session.session_id, diary.sessions(first_day(now)), now)

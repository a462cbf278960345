"""Writing into the diary what was done without the program, and putting it right later."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from backrehab.core.by_hand import ManualEntry, ManualSession, manual_session, when_fault
from backrehab.core.clock import Clock, local_instant
from backrehab.core.diary import DiaryEntry, DiarySession, SessionAnswers
from backrehab.core.errors import DiaryError
from backrehab.core.model import Library
from backrehab.core.text import day_words
from backrehab.core.typed_times import (
    DAY_FAULT,
    TIME_FAULT,
    day_text,
    read_day,
    read_time,
    time_text,
)
from backrehab.storage.diary_changes import add_by_hand, change_by_hand
from backrehab.ui.announce import announce
from backrehab.ui.answer_row import AnswerRow
from backrehab.ui.bottom_row import BottomRow
from backrehab.ui.controls import Button, Card, Kind, Label, Rule, ScrollPage
from backrehab.ui.look import Look
from backrehab.ui.manual_exercise import ManualExercise
from backrehab.ui.note_field import NoteField
from backrehab.ui.reflow import Arrangement, Room, clear
from backrehab.ui.tab_order import keep_reading_order
from backrehab.ui.theme import Role
from backrehab.ui.typed_field import TypedField
from backrehab.ui.workspace import Workspace

_MOST_WIDTH = 900
_SLIM = 700
_MINUTES_A_STEP = 5
_QUESTIONS = {
    "pain_before_0_10": ("Before", "How was your pain before?"),
    "pain_worst_session_0_10": ("Worst during", "How bad was your pain at its worst?"),
    "pain_after_0_10": ("30 minutes after", "How was your pain 30 minutes after?"),
    "pain_next_morning_0_10": ("Next morning", "How was your pain the next morning?"),
}
_NONE_TICKED = "Tick at least one exercise first."


class ByHandPage(QWidget):
    """Day and time, the exercises with their figures, and pain and a note if one likes.

    Nothing is written before Save is pressed.

    Attributes:
        day, time: When it was.
        exercises: All there are, one each, to be ticked.
        rows: The questions about pain, by their names in `SessionAnswers`.

    Signals:
        saved: It is in the diary; args: the session's id, and whether it is new.
        back_wanted: Not after all.
    """

    saved = Signal(str, bool)
    back_wanted = Signal()

    def __init__(
        self,
        look: Look,
        clock: Clock,
        library: Library,
        videos: Path,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._clock = clock
        self._library = library
        self._videos = videos
        self._workspace: Workspace | None = None
        self._session: DiarySession | None = None
        self._room: Room | None = None
        self._was_tried = False
        self.setProperty("page", "true")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.back_button = Button(look, "Diary", "chevron-left")
        self.back_button.clicked.connect(self.back_wanted)
        self.title = Label("", Role.PAGE_TITLE)
        self.words = Label("", Role.BODY, "ink2")
        self.day = TypedField(look, "Day", "The day before", "The day after", self._step_day)
        self.time = TypedField(look, "Time", "Earlier", "Later", self._step_time)
        self.exercises: list[ManualExercise] = []
        self.rows: dict[str, AnswerRow] = {}
        self.note = NoteField(look)
        self.trouble = Label("", Role.BODY, "clay")
        self.trouble.hide()
        self._page = ScrollPage()
        self.save_button = Button(look, "Save", "save", Kind.MAIN)
        self.save_button.clicked.connect(self.save)
        for field in (self.day, self.time):
            field.changed.connect(self._look_at_when)
        self._lay_out()

    def begin(self, workspace: Workspace, session: DiarySession | None = None) -> None:
        """An empty page, or one with what was written by hand before."""
        self._workspace = workspace
        self._session = session
        self._was_tried = False
        now = self._clock.now()
        at = session.started_at if session else now
        self.title.setText("Change what you wrote" if session else "Add by hand")
        self.words.setText(
            "Put right what is not as it was."
            if session
            else "For exercises you did without BackRehab. Only what you tick is written down."
        )
        back = "Session" if session else "Diary"
        self.back_button.set_text(back)
        self.back_button.setAccessibleName(f"Back to {back}")
        self.day.show_text(day_text(at.date()))
        self.time.show_text(time_text(at.time()))
        answers = session.answers if session else SessionAnswers()
        for name, row in self.rows.items():
            row.show_value(getattr(answers, name))
            row.close_scale()
        self.note.show_note(answers.note)
        self._show_exercises(workspace, session)
        self._say("")
        self._look_at_when()
        self._page.verticalScrollBar().setValue(0)

    def save(self) -> None:
        """Writes it down, or says what is missing and goes there."""
        self._was_tried = True
        if self._workspace is None or not self._look_at_when(aloud=True):
            return
        if not any(exercise.is_ticked for exercise in self.exercises) and not self._kept():
            self._say(_NONE_TICKED)
            if self.exercises:
                first = self.exercises[0].row
                first.setFocus(Qt.FocusReason.OtherFocusReason)
                self._page.bring_into_sight(first)
            return
        if not self.note.may_leave():
            return
        now = self._clock.now()
        at = self._when()
        assert at is not None
        manual = ManualSession(at, self._entries(), self._answers())
        diary = self._workspace.diary
        try:
            if self._session is None:
                session_id = add_by_hand(diary, manual, self._library.version, now)
            else:
                session_id = self._session.session_id
                change_by_hand(diary, session_id, manual, now)
        except DiaryError as error:
            self._say(str(error))
            return
        self.saved.emit(session_id, self._session is None)

    def arrange(self, room: Room) -> None:
        """The edge of the page, as the window has room."""
        self._room = room
        self._page.set_edge(room.edge, self._look.theme.px(_MOST_WIDTH))
        self._fit_bottom()
        self.back_button.setVisible(room.arrangement is not Arrangement.TOP_BAR)
        self._page.body.setSpacing(12 if room.is_short else 18)
        directions = QBoxLayout.Direction
        stacked = room.units_wide < _SLIM
        self._when_row.setDirection(directions.TopToBottom if stacked else directions.LeftToRight)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_bottom()

    def _fit_bottom(self) -> None:
        """What is pinned begins and ends where the page's content does."""
        if self._room is None:
            return
        px = self._look.theme.px
        side = max(self._room.edge, (self.width() - px(_MOST_WIDTH)) // 2)
        self.save_button.setMinimumWidth(min(px(220), self.width() // 3))
        self._bottom.set_edges(side, 12 if self._room.is_short else 20)
        self._trouble_line.setContentsMargins(side, 0, side, 0)

    # When

    def _when(self) -> datetime | None:
        now = self._clock.now()
        day, at = read_day(self.day.text, now.date()), read_time(self.time.text)
        if day is None or at is None:
            return None
        before = self._session.started_at if self._session else None
        if before is not None and (before.date(), time_text(before.time())) == (
            day,
            time_text(at),
        ):
            return before  # as it was, to the second and in its own time zone
        return local_instant(day, at, now)

    def _look_at_when(self, *, aloud: bool = False) -> bool:
        """Says how the day was understood, or what stands against day or time."""
        now = self._clock.now()
        day, at = read_day(self.day.text, now.date()), read_time(self.time.text)
        self.day.say("" if day is None else _day_in_full(day, now.date()))
        day_fault = time_fault = ""
        if day is None:
            day_fault = DAY_FAULT
        if at is None:
            time_fault = TIME_FAULT
        if day is not None and at is not None:
            fault = when_fault(day, at, now)
            if fault and day == now.date():
                time_fault = fault
            else:
                day_fault = fault
            instant = self._when()
            if not fault and instant is not None and instant > now:
                time_fault = f"That time is still to come. It is {now:%H:%M} now."
        elif day is not None and day > now.date():
            day_fault = when_fault(day, now.time(), now)
        self.day.show_fault(day_fault, aloud=aloud)
        self.time.show_fault(time_fault, aloud=aloud)
        for field, fault in ((self.day, day_fault), (self.time, time_fault)):
            if fault and aloud:
                field.field.setFocus(Qt.FocusReason.OtherFocusReason)
                self._page.bring_into_sight(field)
                break
        return not (day_fault or time_fault)

    def _step_day(self, text: str, steps: int) -> str:
        today = self._clock.now().date()
        day = read_day(text, today) or today
        if day == date.min or day == date.max:
            return day_text(today)
        return day_text(min(day + timedelta(days=steps), today))

    def _step_time(self, text: str, steps: int) -> str:
        now = self._clock.now()
        at = read_time(text) or now.time()
        minutes = (at.hour * 60 + at.minute) // _MINUTES_A_STEP + steps
        if steps < 0 and at.minute % _MINUTES_A_STEP:
            minutes += 1
        minutes = minutes * _MINUTES_A_STEP % (24 * 60)
        return f"{minutes // 60:02}:{minutes % 60:02}"

    # What

    def _show_exercises(self, workspace: Workspace, session: DiarySession | None) -> None:
        clear(self._list)
        self.exercises = []
        chosen = {exercise.id for exercise in workspace.programme.exercises(self._library)}
        ordered = sorted(
            self._library.exercises, key=lambda exercise: exercise.id not in chosen
        )  # those of the programme first, else as in the library
        written: dict[str, list[DiaryEntry]] = {}
        for entry in session.entries if session else ():
            written.setdefault(entry.exercise_id, []).append(entry)
        for exercise in ordered:
            if self.exercises:
                self._list.addWidget(Rule())
            one = ManualExercise(
                self._look,
                exercise,
                self._videos,
                workspace.programme,
                written.get(exercise.id, ()),
            )
            one.ticked.connect(self._take_tick)
            self.exercises.append(one)
            self._list.addWidget(one)
        keep_reading_order(self)

    def _kept(self) -> tuple[ManualEntry, ...]:
        """Entries of exercises that aren't among those here any more."""
        if self._session is None:
            return ()
        known = {exercise.exercise.id for exercise in self.exercises}
        return tuple(
            entry
            for entry in manual_session(self._session).entries
            if entry.planned.exercise_id not in known
        )

    def _entries(self) -> tuple[ManualEntry, ...]:
        entries = list(self._kept())
        position = max((entry.planned.position_in_session for entry in entries), default=0)
        for exercise in self.exercises:
            if exercise.is_ticked:
                position += 1
                entries += exercise.entries(position)
        return tuple(entries)

    def _answers(self) -> SessionAnswers:
        before = self._session.answers if self._session else SessionAnswers()
        return SessionAnswers(
            pain_before_0_10=self.rows["pain_before_0_10"].value,
            pain_worst_session_0_10=self.rows["pain_worst_session_0_10"].value,
            pain_after_0_10=self.rows["pain_after_0_10"].value,
            pain_after_minutes=before.pain_after_minutes,
            pain_next_morning_0_10=self.rows["pain_next_morning_0_10"].value,
            note=self.note.text,
        )

    def _see(self, opened: QWidget) -> None:
        keep_reading_order(self)
        self._page.bring_into_sight(opened)

    def _take_tick(self) -> None:
        keep_reading_order(self)  # its figures may be new
        if any(exercise.is_ticked for exercise in self.exercises):
            self._say("")

    def _say(self, words: str) -> None:
        self.trouble.setText(words)
        self.trouble.setVisible(bool(words))
        if words:
            announce(self.trouble, words)

    # Qt's own, and the places of everything

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._page.scroll_by_key(event.key()):
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        when = Card()
        column = QVBoxLayout(when)
        column.setContentsMargins(22, 16, 22, 18)
        column.setSpacing(10)
        column.addWidget(Label("When was it?", Role.CARD_TITLE))
        self._when_row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._when_row.setSpacing(24)
        for field in (self.day, self.time):
            self._when_row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        column.addLayout(self._when_row)
        what = Card()
        inside = QVBoxLayout(what)
        inside.setContentsMargins(1, 16, 1, 6)
        inside.setSpacing(8)
        head = Label("What did you do?", Role.CARD_TITLE)
        head.setContentsMargins(21, 0, 21, 0)
        inside.addWidget(head)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        inside.addLayout(self._list)
        pain = Card()
        answers = QVBoxLayout(pain)
        answers.setContentsMargins(22, 16, 16, 14)
        answers.setSpacing(4)
        answers.addWidget(Label("Pain, 0 to 10", Role.CARD_TITLE))
        answers.addWidget(Label("You can leave these out.", Role.CAPTION))
        for name, (title, question) in _QUESTIONS.items():
            guide = self._library.pain_guide if name == "pain_worst_session_0_10" else None
            row = AnswerRow(self._look, title, question, guide)
            row.opened.connect(lambda row=row: self._see(row))
            self.rows[name] = row
            answers.addWidget(row)
        body = self._page.body
        top = QVBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignLeft)
        top.addWidget(self.title)
        top.addWidget(self.words)
        body.addLayout(top)
        for widget in (when, what, pain, self.note):
            body.addWidget(widget)
        body.addStretch(1)
        self._bottom = BottomRow([], [self.save_button])
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._page, 1)
        self._trouble_line = QHBoxLayout()
        self._trouble_line.addWidget(self.trouble)
        outer.addLayout(self._trouble_line)
        outer.addWidget(self._bottom)


def _day_in_full(day: date, today: date) -> str:
    """The day in words, so that a slip of the finger is seen: "Sat 21 Nov"."""
    return day_words(day, today)

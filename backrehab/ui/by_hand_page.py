"""Writing into the diary what was done without the program, and putting it right later."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from backrehab.core.by_hand import ManualEntry, ManualSession, manual_session
from backrehab.core.by_hand_doses import alike
from backrehab.core.clock import Clock
from backrehab.core.diary import DiarySession, SessionAnswers
from backrehab.core.errors import DiaryError
from backrehab.core.model import Library
from backrehab.storage.diary_changes import add_by_hand, change_by_hand
from backrehab.ui.announce import announce
from backrehab.ui.answer_row import AnswerRow
from backrehab.ui.bottom_row import BottomRow
from backrehab.ui.buttons import Button, Kind
from backrehab.ui.by_hand_draft import Draft, Drafts
from backrehab.ui.controls import Card, Label, Rule
from backrehab.ui.look import Look
from backrehab.ui.manual_exercise import ManualExercise
from backrehab.ui.note_field import NoteField
from backrehab.ui.reflow import Arrangement, Room, clear
from backrehab.ui.scroll_page import ScrollPage
from backrehab.ui.tab_order import keep_reading_order
from backrehab.ui.theme import Role
from backrehab.ui.when_card import WhenCard
from backrehab.ui.workspace import Workspace

_MOST_WIDTH = 900
_SLIM = 700
_QUESTIONS = {
    "pain_before_0_10": ("Before", "How was your pain before?"),
    "pain_worst_session_0_10": ("Worst during", "How bad was your pain at its worst?"),
    "pain_after_0_10": ("30 minutes after", "How was your pain 30 minutes after?"),
    "pain_next_morning_0_10": ("Next morning", "How was your pain the next morning?"),
}
_BEGUN = "What you began is still here. It is not saved yet."
_STILL_THERE = "Not saved yet. What you began is still there when you come back."
_NONE_TICKED = "Tick at least one exercise first."


class ByHandPage(QWidget):
    """Day and time, the exercises with their figures, and pain and a note if one likes.

    Nothing is written before Save is pressed. What was begun is there again when the page is
    opened again, until it is saved or dropped.

    Attributes:
        when: Its day and time; `day` and `time` are the fields in it.
        exercises: All there are, to be ticked: one each, or more where the diary has more.
        rows: The questions about pain, by their names in `SessionAnswers`.

    Signals:
        saved: It is in the diary; args: the session's id, and whether it is new.
        back_wanted: Not now.
        said: Something was done; args: what, and how to undo it (or None).
    """

    saved = Signal(str, bool)
    back_wanted = Signal()
    said = Signal(str, object)

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
        self._drafts = Drafts()
        self._filled: Draft | None = None
        self.setProperty("page", "true")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.back_button = Button(look, "Diary", "chevron-left")
        self.back_button.clicked.connect(self._go_back)
        self.title = Label("", Role.PAGE_TITLE)
        self.words = Label("", Role.BODY, "ink2")
        self.drop_button = Button(look, "", "rotate-ccw", Kind.QUIET)
        self.drop_button.clicked.connect(self._drop)
        self.when = WhenCard(look, clock)
        self.day, self.time = self.when.day, self.when.time
        self.exercises: list[ManualExercise] = []
        self.rows: dict[str, AnswerRow] = {}
        self.note = NoteField(look)
        self.trouble = Label("", Role.BODY, "clay")
        self.trouble.hide()
        self._page = ScrollPage()
        self.save_button = Button(look, "Save", "save", Kind.MAIN)
        self.save_button.clicked.connect(self.save)
        self._lay_out()

    def begin(self, workspace: Workspace, session: DiarySession | None = None) -> None:
        """An empty page, or one written by hand before; as far as it was begun last time."""
        self._keep()
        draft = self._drafts.of(workspace, session)
        self._fill(workspace, session)
        if draft is not None:
            self._show_draft(draft)
        self.drop_button.setVisible(draft is not None)
        self._say("")
        self._page.verticalScrollBar().setValue(0)

    def refresh(self) -> None:
        """Shows what was put back into the session while it is being put right."""
        if self._workspace is None or self._session is None or not self.isVisible():
            return
        try:
            session = self._workspace.diary.session(self._session.session_id)
        except DiaryError as error:
            self._say(str(error))
            return
        filled, begun = self._filled, self._draft()
        if session is None or session == self._session or filled is None:
            return
        self._fill(self._workspace, session)
        if begun != filled:
            self._show_draft(begun.beside(filled, self._draft()))

    def _fill(self, workspace: Workspace, session: DiarySession | None) -> None:
        self._workspace = workspace
        self._session = session
        self.title.setText("Change what you wrote" if session else "Add by hand")
        self.words.setText(
            "Put right what is not as it was."
            if session
            else "For exercises you did without BackRehab. Only what you tick is written down."
        )
        self.drop_button.set_text("Put it back as it was" if session else "Empty the page")
        back = "Session" if session else "Diary"
        self.back_button.set_text(back)
        self.back_button.setAccessibleName(f"Back to {back}")
        self.when.show_instant(session.started_at if session else None)
        answers = session.answers if session else SessionAnswers()
        for name, row in self.rows.items():
            row.show_value(getattr(answers, name))
            row.close_scale()
        self.note.show_note(answers.note)
        self._show_exercises(workspace)
        self._filled = self._draft()

    def save(self) -> None:
        """Writes it down, or says what is missing and goes there."""
        if self._workspace is None:
            return
        if wrong := self.when.look_at(aloud=True):
            wrong.field.setFocus(Qt.FocusReason.OtherFocusReason)
            self._page.bring_into_sight(wrong)
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
        at = self.when.instant()
        assert at is not None
        manual = ManualSession(at, self._entries(), self._answers())
        diary = self._workspace.diary
        try:
            if self._session is None:
                session_id = add_by_hand(diary, manual, self._library.version, now)
            else:
                session_id = self._session.session_id
                seen = [entry.entry_id for entry in self._written()]
                change_by_hand(diary, session_id, manual, now, seen=seen)
        except DiaryError as error:
            self._say(str(error))
            return
        is_new = self._session is None
        self._drafts.drop(self._workspace, self._session)
        self._workspace = self._session = None
        self.saved.emit(session_id, is_new)

    def arrange(self, room: Room) -> None:
        """The edge of the page, as the window has room."""
        self._room = room
        self._page.set_edge(room.edge, self._look.theme.px(_MOST_WIDTH))
        self._fit_bottom()
        self.back_button.setVisible(room.arrangement is not Arrangement.TOP_BAR)
        self._page.body.setSpacing(12 if room.is_short else 18)
        self.when.stack(room.units_wide < _SLIM)

    def _go_back(self) -> None:
        begun = self._keep()
        self.back_wanted.emit()
        if begun:
            self.said.emit(_STILL_THERE, None)

    # What was begun

    def _draft(self) -> Draft:
        ticked = (exercise.draft() for exercise in self.exercises)
        return Draft(
            self.day.text,
            self.time.text,
            tuple(one for one in ticked if one is not None),
            tuple((name, row.value) for name, row in self.rows.items()),
            self.note.text,
        )

    def _show_draft(self, draft: Draft) -> None:
        self.words.setText(_BEGUN)
        self.day.show_text(draft.day)
        self.time.show_text(draft.time)
        self.when.look_at()
        ticked = {(one.exercise_id, one.row_no): one for one in draft.exercises}
        for exercise in self.exercises:
            exercise.show_draft(ticked.get(exercise.key))
        for name, value in draft.answers:
            self.rows[name].show_value(value)
        self.note.show_note(draft.note)
        keep_reading_order(self)  # figures came and went

    def _keep(self) -> bool:
        """Keeps what was begun, for when the page is opened again; whether anything was."""
        if self._workspace is None:
            return False
        draft = self._draft()
        if draft == self._filled:
            self._drafts.drop(self._workspace, self._session)
            return False
        self._drafts.keep(self._workspace, self._session, draft)
        return True

    def _drop(self) -> None:
        """Begins again, as if nothing had been begun."""
        workspace, session, draft = self._workspace, self._session, self._draft()
        assert workspace is not None
        self.day.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._filled = draft  # so that it is nothing to keep
        self.begin(workspace, session)
        words = "It is as it was." if session else "The page is empty."
        self.said.emit(words, lambda: self._take_up(workspace, session, draft))

    def _take_up(self, workspace: Workspace, session: DiarySession | None, draft: Draft) -> None:
        """What was dropped is there again, now or when the page is opened again."""
        if self._workspace is workspace and self._session == session:
            self._show_draft(draft)
            self.drop_button.show()
        else:
            self._drafts.keep(workspace, session, draft)

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

    # What

    def _show_exercises(self, workspace: Workspace) -> None:
        clear(self._list)
        self.exercises = []
        chosen = {exercise.id for exercise in workspace.programme.exercises(self._library)}
        ordered = sorted(
            self._library.exercises, key=lambda exercise: exercise.id not in chosen
        )  # those of the programme first, else as in the library
        written: dict[str, list[ManualEntry]] = {}
        for entry in self._written():
            written.setdefault(entry.planned.exercise_id, []).append(entry)
        for exercise in ordered:
            rows = alike(written.get(exercise.id, ())) or [[]]
            for row_no, row in enumerate(rows, 1):
                if self.exercises:
                    self._list.addWidget(Rule())
                one = ManualExercise(
                    self._look,
                    exercise,
                    self._videos,
                    workspace.programme,
                    row,
                    (row_no, len(rows)),
                )
                one.ticked.connect(lambda one=one: self._take_tick(one))
                self.exercises.append(one)
                self._list.addWidget(one)
        keep_reading_order(self)

    def _written(self) -> tuple[ManualEntry, ...]:
        """What the diary had of the session when the page was filled."""
        return manual_session(self._session).entries if self._session is not None else ()

    def _kept(self) -> tuple[ManualEntry, ...]:
        """Entries of exercises that aren't among those here any more."""
        known = {exercise.exercise.id for exercise in self.exercises}
        return tuple(entry for entry in self._written() if entry.planned.exercise_id not in known)

    def _entries(self) -> tuple[ManualEntry, ...]:
        entries = list(self._kept())
        position = max((entry.planned.position_in_session for entry in self._written()), default=0)
        for exercise in self.exercises:
            if exercise.is_ticked and not exercise.is_written:
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

    def _take_tick(self, exercise: ManualExercise) -> None:
        keep_reading_order(self)  # its figures may be new
        if exercise.is_ticked:
            self._page.bring_into_sight(exercise)
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
        top.addWidget(self.drop_button, 0, Qt.AlignmentFlag.AlignLeft)
        body.addLayout(top)
        for widget in (self.when, what, pain, self.note):
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

"""The mat view: a session over the whole window, from getting ready to what was done."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from backrehab.core.clock import Clock
from backrehab.core.diary import planned_entries
from backrehab.core.engine import Progress, State
from backrehab.core.events import (
    Event,
    ExerciseStarted,
    LeadInStarted,
    Paused,
    PhaseStarted,
    Resumed,
    SessionEnded,
)
from backrehab.core.follow import is_mirrored
from backrehab.core.going_on import GoOn
from backrehab.core.model import PainGuide
from backrehab.core.routine import Routine
from backrehab.players.base import Player
from backrehab.storage.clip_marks import marks_of
from backrehab.storage.diary import Diary
from backrehab.storage.routine_text import routine_to_text
from backrehab.ui.after_pages import AfterPages
from backrehab.ui.buttons import Kind
from backrehab.ui.clip_follower import ClipFollower
from backrehab.ui.full_screen import FullScreen
from backrehab.ui.keep_awake import KeepAwake
from backrehab.ui.look import Look
from backrehab.ui.mat_surface import MatSurface
from backrehab.ui.message import Answer, Message, show_message
from backrehab.ui.motion import moves_less
from backrehab.ui.pointer_rest import PointerRest
from backrehab.ui.rest_question import RestQuestion
from backrehab.ui.session import BUSY_MS, SessionController
from backrehab.ui.session_answers import GivenAnswers
from backrehab.ui.session_controls import CARRY_ON
from backrehab.ui.session_cues import CuePlayer, Speaker
from backrehab.ui.session_record import SessionRecord
from backrehab.ui.workspace import Workspace

_TOGGLE_KEYS = {
    Qt.Key.Key_Space,
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_MediaPlay,
    Qt.Key.Key_MediaPause,
    Qt.Key.Key_MediaTogglePlayPause,
}
_NOT_SAVED = "What you do is not in your diary yet. "
_SCREEN_LOST = f"The screen was unplugged. Press {CARRY_ON} when you are ready."
_BUSY = "The computer was busy for a moment. It goes on by itself."
_ASLEEP = f"The computer was asleep. Press {CARRY_ON} when you are ready."


class _Begun(NamedTuple):
    """What a session was started with, to do it again."""

    routine: Routine
    workspace: Workspace
    content_version: str


class SessionView(QWidget):
    """A routine from getting ready to what was done, then back to where it was started.

    Attributes:
        surface: What is seen while it runs; `stage`, `panel` and `controls` are parts of it.
        rest_question: Asked between exercises, for whoever set it so.
        after: What is seen afterwards.
        message: The question that is being asked, if any.
        controller: Runs the session.

    Signals:
        finished: The person leaves the session, done or not.
        help_wanted: The person wants the help cards; the session is paused and stays so.
    """

    finished = Signal()
    help_wanted = Signal()

    def __init__(
        self,
        look: Look,
        clock: Clock,
        player: Player,
        tones: CuePlayer,
        parent: QWidget | None = None,
        *,
        videos: Path,
        guide: PainGuide | None = None,
        awake: KeepAwake | None = None,
        speaker: Speaker | None = None,
    ) -> None:
        """`videos` holds the clips.

        `guide` is for the questions about pain and the rule for afterwards, all shown as it is.
        `awake` keeps the screen on; the desktop is asked to unless told.
        """
        super().__init__(parent)
        self._look = look
        self._clock = clock
        self._videos = videos
        self._begun: _Begun | None = None
        self._record: SessionRecord | None = None
        self._answers: GivenAnswers | None = None
        self._exercise_index = 0
        self._gap_from_ms: int | None = None
        self.message: Message | None = None
        self._full_screen = FullScreen(self)
        self._full_screen.screen_lost.connect(self._say_screen_lost)

        self.surface = MatSurface(look, videos, self)
        self.stage, self.panel = self.surface.stage, self.surface.panel
        self.controls = self.surface.controls
        self.rest_question: RestQuestion | None = None
        if guide is not None:
            self.rest_question = RestQuestion(look, guide, self.surface, self.stage)
            self.rest_question.keyboard_left.connect(self.take_keyboard)
        self._guide = guide
        self._layers = QStackedLayout(self)
        self._layers.setContentsMargins(0, 0, 0, 0)
        self._layers.addWidget(self.surface)

        self.controller = SessionController(clock, tones, self, speaker=speaker)
        self._follower = ClipFollower(player, self.stage)
        self._awake = awake or KeepAwake()
        self._pointer = PointerRest(self.surface)
        self.controller.happened.connect(self._on_event)
        self.controller.progressed.connect(self._on_progress)
        self.stage.clicked.connect(self.controller.toggle)
        self.controls.stop_wanted.connect(self.ask_to_end)
        self.controls.back_wanted.connect(self.controller.back)
        self.controls.pause_wanted.connect(self.controller.toggle)
        self.controls.skip_wanted.connect(self.controller.skip)
        self.controls.sound_wanted.connect(self._change_sounds)
        self.controls.help_wanted.connect(self._ask_for_help)

    @cached_property
    def after(self) -> AfterPages:
        """Made at the end of the first session; its start is not kept waiting."""
        after = AfterPages(self._look, self._guide, self)
        after.again_wanted.connect(lambda: self._when_saved(self._do_again))
        after.finished.connect(lambda: self._when_saved(self._leave))
        after.save_wanted.connect(self._save_again)
        after.help_wanted.connect(self.help_wanted)
        self._layers.addWidget(after)
        return after

    def begin(
        self,
        routine: Routine,
        workspace: Workspace,
        content_version: str,
        *,
        pain_before: int | None = None,
        go_on: GoOn | None = None,
    ) -> None:
        """Starts a session; it runs at once, with its getting ready.

        `pain_before` is written once the diary has the session. `go_on` is the unfinished session
        that this one goes on with.
        """
        self.controller.stop()  # one that still ran is kept as it stands
        self._awake.begin()
        self._begun = _Begun(routine, workspace, content_version)
        self._record = SessionRecord(
            workspace.diary,
            self._clock,
            [
                planned_entries(exercise, planned, position)
                for position, (exercise, planned) in enumerate(
                    zip(routine.exercises, routine.planned, strict=True), 1
                )
            ],
            content_version,
            plan=routine_to_text(routine),
            go_on=go_on,
        )
        self._answers = GivenAnswers(workspace.diary, self._clock, self._record)
        if pain_before is not None:
            self._answers.tell_session(pain_before_0_10=pain_before)
        if self.rest_question is not None:
            preferences = workspace.preferences
            self.rest_question.begin(routine, self._record, self._answers, preferences)
        self._layers.setCurrentWidget(self.surface)
        self._full_screen.fill(workspace.preferences.display)
        self.surface.begin(routine, moves_less=moves_less(workspace.preferences.reduced_motion))
        self._show_sounds()
        first = go_on.to_do[0].exercise_index if go_on else 0
        if first > 0:
            self.surface.show_exercise(first)
        self._open_clip(first)
        self.controller.begin(routine, self._record, self._follower, go_on)
        self.take_keyboard()

    def _open_clip(self, index: int) -> None:
        assert self._begun is not None
        self._exercise_index = index
        routine = self._begun.routine
        name = routine.exercises[index].clip
        clip = self._videos / name if name else None
        self._follower.open(clip)
        if clip is not None:
            # The rest before it names no side: it shows the one that comes.
            side = routine.planned[index].sides[0]
            self.stage.set_mirrored(is_mirrored(marks_of(clip), side))

    def take_keyboard(self) -> None:
        """Puts the keyboard where the next step is: its keys work from there at once."""
        if self.message is not None:
            self.message.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._layers.currentWidget() is not self.surface:
            self.after.take_keyboard()
        else:
            self.controls.pause_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask_to_end(self) -> None:
        """Pauses and asks whether to end here; ends at once what is over anyway."""
        if not self.controller.runs or self.message is not None:
            return
        ran = self.controller.state is not State.PAUSED
        self.controller.pause()
        self._pointer.show()
        answers = (
            Answer("Keep going", Kind.MAIN, "play"),
            Answer("End here", Kind.NORMAL, "square"),
        )
        self.message = show_message(
            self, self._look, "End here?", "What you did is kept.", answers, large=True
        )
        self.message.answered.connect(lambda place: self._end_or_not(place == 1, ran=ran))

    def _end_or_not(self, end: bool, *, ran: bool) -> None:
        self.message = None
        if end:
            self.controller.stop()
        elif ran:
            self.controller.resume()

    # What the controller says.

    def _on_event(self, event: Event) -> None:
        assert self._record is not None
        assert self._answers is not None
        self._answers.write()
        if self.rest_question is not None:
            self.rest_question.take(event)
        match event:
            case Paused():
                self._pointer.show()
                self._gap_from_ms = event.at_ms if event.by_gap else None
                self.surface.say(_ASLEEP if event.by_gap else "")
            case LeadInStarted():
                since_ms, self._gap_from_ms = self._gap_from_ms, None
                busy = since_ms is not None and event.at_ms - since_ms <= BUSY_MS
                self.surface.say(_BUSY if busy else "")
            case PhaseStarted() | Resumed():
                self.surface.say("")
            case ExerciseStarted() if event.exercise_index != self._exercise_index:
                self.surface.show_exercise(event.exercise_index)
                self._open_clip(event.exercise_index)
            case SessionEnded():
                self._show_done()
            case _:
                pass
        trouble = self._record.trouble or self._answers.trouble
        self.surface.say_diary(_NOT_SAVED + trouble if trouble else "")

    def _on_progress(self, progress: Progress) -> None:
        if progress.state is not State.FINISHED:
            now_ms = self._clock.monotonic_ms()
            self._pointer.look(now_ms)
            self.surface.show_progress(progress, self.controller.phases, now_ms)

    def _show_done(self) -> None:
        self._awake.end()
        assert self._begun is not None
        assert self._record is not None
        assert self._answers is not None
        self._follower.close()
        self._pointer.show()
        if self.message is not None:
            self.message.answer(0)
        self._full_screen.give_back()
        if not self._record.anything_written:
            # Nothing was begun, so there is nothing to say about it.
            self._begun = None
            self.finished.emit()
            return
        self._layers.setCurrentWidget(self.after)
        self.after.show_session(
            self._begun.routine, self._record, self._answers, self._begun.workspace
        )
        self.take_keyboard()

    # What the person wants.

    def _say_screen_lost(self) -> None:
        """Nobody could see what to do: the session waits on the screen that is left."""
        if self.controller.runs:
            self.controller.pause()
            self.surface.say(_SCREEN_LOST)

    def _ask_for_help(self) -> None:
        self.controller.pause()
        self._pointer.show()
        self.help_wanted.emit()

    def _change_sounds(self) -> None:
        if self._begun is not None:
            preferences = self._begun.workspace.preferences
            preferences.sounds = not preferences.sounds
            self._show_sounds()

    def _show_sounds(self) -> None:
        if self._begun is not None:
            on = self._begun.workspace.preferences.sounds
            cues = self.controller.cues
            cues.take_preferences(self._begun.workspace.preferences)
            self.controls.show_sounds(on=on, available=cues.available)

    def _do_again(self) -> None:
        if self._begun is not None:
            self.begin(*self._begun)

    def put_diary(self, diary: Diary) -> None:
        """What is told after a session goes into this one, which has it."""
        for writes in (self._record, self._answers):
            if writes is not None:
                writes.put_diary(diary)

    def save_again(self) -> str:
        """Tries once more to write what waits; what stands in the way of it, "" for nothing."""
        if self._begun is None or self._record is None or self._answers is None:
            return ""
        self._record.try_again()
        self._answers.write()
        if "after" in vars(self):
            self.after.show_saved()
        return self._record.trouble or self._answers.trouble

    def _save_again(self) -> None:
        if self._record is not None:
            self._record.try_again()
        if self._answers is not None:
            self._answers.write()
            self.after.show_saved()

    def _when_saved(self, go_on: Callable[[], None]) -> None:
        """Goes on once all is in the diary, or when the person would rather lose it."""
        self._save_again()
        if not (trouble := self.after.trouble):
            go_on()
            return
        answers = (Answer("Try again", Kind.MAIN, "save"), Answer("Leave it", Kind.NORMAL))
        text = f"{trouble} If you go on now, this is not in your diary."
        self.message = show_message(self, self._look, "It is not saved yet", text, answers)
        self.message.answered.connect(lambda place: self._save_or_lose(go_on, lose=place == 1))

    def _save_or_lose(self, go_on: Callable[[], None], *, lose: bool) -> None:
        self.message = None
        if lose:
            go_on()
        else:
            self._when_saved(go_on)

    def _leave(self) -> None:
        self._begun = None
        self.finished.emit()

    # Qt's own.

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if event.isAutoRepeat() or self._layers.currentWidget() is not self.surface:
            super().keyPressEvent(event)
        elif key in _TOGGLE_KEYS:
            self.controller.toggle()
        elif key == Qt.Key.Key_Escape:
            self.ask_to_end()
        elif key == Qt.Key.Key_F11:
            self._full_screen.toggle()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        # Whoever covers the session, such as the help cards, finds it paused afterwards.
        self.controller.pause()
        self._pointer.show()
        super().hideEvent(event)

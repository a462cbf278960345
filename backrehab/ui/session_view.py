"""The mat view: the clip, one verb and one number, over the whole window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QHideEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QStackedLayout, QWidget

from backrehab.core.clock import Clock
from backrehab.core.diary import Outcome, planned_entries
from backrehab.core.engine import Progress, State
from backrehab.core.events import Event, LeadInStarted, Paused, PhaseStarted, SessionEnded
from backrehab.core.model import Exercise
from backrehab.core.text import big_number
from backrehab.core.timeline import PhaseKind, PlannedExercise
from backrehab.players.base import Player
from backrehab.ui.announce import announce
from backrehab.ui.big_text import BigText
from backrehab.ui.clip_follower import ClipFollower
from backrehab.ui.controls import Kind
from backrehab.ui.done_page import DonePage
from backrehab.ui.look import Look
from backrehab.ui.message import Answer, Message, NoticeLine, show_message
from backrehab.ui.pointer_rest import PointerRest
from backrehab.ui.session import CuePlayer, SessionController
from backrehab.ui.session_controls import CARRY_ON, SessionControls
from backrehab.ui.session_panel import SessionPanel, panel_place
from backrehab.ui.session_record import SessionRecord
from backrehab.ui.session_words import (
    beats,
    panel_words,
    part_left,
    shows_pace,
    spoken_words,
)
from backrehab.ui.surface import ClipStage
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
_THUMBNAIL = QSize(270, 180)  # sharp on twice as dense screens too
_NEARLY_OVER_MS = 3_000
_NOT_SAVED = "What you do is not in your diary yet. "
_ASLEEP = f"The computer was asleep. Press {CARRY_ON} when you are ready."


class _Begun(NamedTuple):
    """What a session was started with, to do it again."""

    exercise: Exercise
    planned: PlannedExercise
    clip: Path | None
    workspace: Workspace
    content_version: str


class SessionView(QWidget):
    """One exercise from getting ready to what was done, then back to where it was started.

    Attributes:
        message: The question that is being asked, if any.

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
        after_exercise: str = "",
    ) -> None:
        """`after_exercise` is the rule for afterwards, shown as it is when the session is over."""
        super().__init__(parent)
        self._look = look
        self._clock = clock
        self._tones = tones
        self._begun: _Begun | None = None
        self._record: SessionRecord | None = None
        self._shown: tuple[State, int] | None = None
        self._lead_in_ms = 1
        self.message: Message | None = None
        self._state_before = Qt.WindowState.WindowNoState
        self._full_screen = False

        self._surface = QWidget(self)
        self.stage = ClipStage(look, self._surface)
        self.title = BigText(self._surface)
        self.notice = NoticeLine(look, self._surface)
        self.diary_notice = NoticeLine(look, self._surface)
        self.controls = SessionControls(look, self._surface)
        self.panel = SessionPanel(look, self._surface)
        self.done_page = DonePage(look, after_exercise, self)
        self._layers = QStackedLayout(self)
        self._layers.setContentsMargins(0, 0, 0, 0)
        self._layers.addWidget(self._surface)
        self._layers.addWidget(self.done_page)

        self.controller = SessionController(clock, tones, self)
        self._follower = ClipFollower(player, self.stage)
        self._pointer = PointerRest(self._surface)
        self.controller.happened.connect(self._on_event)
        self.controller.progressed.connect(self._on_progress)
        self.stage.clicked.connect(self.controller.toggle)
        self.stage.began.connect(self._take_thumbnail)
        self.stage.words_changed.connect(self._name_stage)
        self.controls.stop_wanted.connect(self.ask_to_end)
        self.controls.back_wanted.connect(self.controller.back)
        self.controls.pause_wanted.connect(self.controller.toggle)
        self.controls.skip_wanted.connect(self.controller.skip)
        self.controls.sound_wanted.connect(self._change_sounds)
        self.controls.help_wanted.connect(self._ask_for_help)
        self.done_page.again_wanted.connect(lambda: self._when_saved(self._do_again))
        self.done_page.leave_wanted.connect(lambda: self._when_saved(self._leave))
        self.done_page.save_wanted.connect(self._save_again)
        self.done_page.help_wanted.connect(self.help_wanted)
        look.changed.connect(self._take_look)
        self._take_look()

    def begin(
        self,
        exercise: Exercise,
        planned: PlannedExercise,
        clip: Path | None,
        workspace: Workspace,
        content_version: str,
    ) -> None:
        """Starts a session of one exercise; it runs at once, with its getting ready."""
        self._begun = _Begun(exercise, planned, clip, workspace, content_version)
        self._shown = None
        self._record = SessionRecord(
            workspace.diary, self._clock, [planned_entries(exercise, planned, 1)], content_version
        )
        self._layers.setCurrentWidget(self._surface)
        self.title.setText(exercise.title)
        self.stage.set_still(exercise.title, exercise.steps)
        self.panel.set_thumbnail(QImage())
        self.panel.set_beats(beats(exercise, planned.prescription))
        self.notice.say("")
        self.diary_notice.say("")
        self._show_sounds()
        self._fill_screen()
        self._follower.open(clip)
        self.controller.begin([planned], self._record, self._follower)
        self._arrange()
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
        match event:
            case Paused():
                self._pointer.show()
                self.notice.say(_ASLEEP if event.by_gap else "")
            case LeadInStarted():
                self._lead_in_ms = event.duration_ms
                self.notice.say("")
            case PhaseStarted():
                self.notice.say("")
            case SessionEnded():
                self._show_done(event.outcome)
            case _:
                pass
        trouble = self._record.trouble
        self.diary_notice.say(_NOT_SAVED + trouble if trouble else "")
        self._arrange_notices()

    def _on_progress(self, progress: Progress) -> None:
        if self._begun is None or progress.state is State.FINISHED:
            return
        self._pointer.look(self._clock.monotonic_ms())
        phases = self.controller.phases
        number = big_number(progress, phases)
        self.panel.show_number(number.number, number.unit)
        if self._shown != (progress.state, progress.phase_index):
            self._shown = (progress.state, progress.phase_index)
            exercise = self._begun.exercise
            words = panel_words(progress, phases, exercise)
            self.panel.show_words(words, strip=shows_pace(progress))
            self.controls.show_going(going=progress.state is not State.PAUSED)
            spoken = spoken_words(progress, phases, exercise)
            announce(self.panel.ring, spoken)
        phase = progress.phase
        long = phase.duration_ms > _NEARLY_OVER_MS and phase.kind is not PhaseKind.GET_READY
        left = part_left(progress)
        if progress.state is State.LEADING_IN:
            left = progress.lead_in_remaining_ms / self._lead_in_ms
        self.panel.ring.show_left(
            left,
            nearly_over=long and 0 < progress.remaining_ms <= _NEARLY_OVER_MS,
        )
        if shows_pace(progress):
            self.panel.strip.show_phase(phase.kind, 1 - part_left(progress))

    def _show_done(self, outcome: Outcome) -> None:
        assert self._begun is not None
        assert self._record is not None
        self._follower.close()
        self._pointer.show()
        if self.message is not None:
            self.message.answer(0)
        self._leave_full_screen()
        if not self._record.anything_written:
            # Nothing was begun, so there is nothing to say about it.
            self._begun = None
            self.finished.emit()
            return
        self.done_page.show_results(
            self._begun.exercise,
            self._begun.planned,
            self._record.results,
            outcome,
            trouble=self._record.trouble,
            is_demo=self._begun.workspace.is_demo,
        )
        self._layers.setCurrentWidget(self.done_page)
        self.done_page.leave_button.setFocus(Qt.FocusReason.OtherFocusReason)

    # What the person wants.

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
            self._tones.set_enabled(on)
            self.controls.show_sounds(on=on, available=self._tones.available)

    def _do_again(self) -> None:
        if self._begun is not None:
            self.begin(*self._begun)

    def _save_again(self) -> None:
        if self._record is not None:
            self._record.try_again()
            assert self._begun is not None
            self.done_page.show_saved(self._record.trouble, is_demo=self._begun.workspace.is_demo)

    def _when_saved(self, go_on: Callable[[], None]) -> None:
        """Goes on once all is in the diary, or when the person would rather lose it."""
        self._save_again()
        if self._record is None or not self._record.trouble:
            go_on()
            return
        answers = (Answer("Try again", Kind.MAIN, "save"), Answer("Leave it", Kind.NORMAL))
        text = f"{self._record.trouble} If you go on now, this is not in your diary."
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

    # How it looks.

    def _take_thumbnail(self) -> None:
        size = self.stage.picture_size().scaled(
            _THUMBNAIL, Qt.AspectRatioMode.KeepAspectRatioByExpanding
        )
        smooth = Qt.TransformationMode.SmoothTransformation
        picture = self.stage.picture()
        self.panel.set_thumbnail(
            picture.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
        )

    def _name_stage(self) -> None:
        """The name stands on the picture; where there is none the stage says it by itself."""
        self.title.setVisible(not self.stage.shows_words)

    def _take_look(self) -> None:
        self.title.set_ink(self._look.theme.color("on_stage"))

    def _arrange(self) -> None:
        window = self.size()
        controls_height = self.controls.height_for(window)
        panel, at_bottom = panel_place(window, controls_height)
        self.panel.setGeometry(panel)
        self.panel.set_window_size(window, at_bottom=at_bottom)
        wide = window.width() if at_bottom else panel.left()
        high = panel.top() if at_bottom else window.height()
        self.controls.setGeometry(0, high - controls_height, wide, controls_height)
        self.controls.set_window_size(window)
        self.stage.setGeometry(0, 0, wide, high - controls_height)
        unit = min(window.height(), window.width() * 0.75)
        margin = round(unit * 0.036)
        self.title.set_type(unit * 0.039, QFont.Weight.Bold)
        self.title.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.title.setGeometry(margin, round(unit * 0.03), wide - 2 * margin, round(unit * 0.052))
        self._arrange_notices()

    def _arrange_notices(self) -> None:
        stage = self.stage.geometry()
        px = max(19.0, min(self.height(), self.width() * 0.75) * 0.031)
        bottom = stage.bottom() - 12
        for line in (self.diary_notice, self.notice):
            line.set_px(px)
            if line.isVisibleTo(self._surface):
                height = line.height_for(stage.width() - 24)
                line.setGeometry(QRect(12, bottom - height, stage.width() - 24, height))
                line.raise_()
                bottom -= height + 8

    def _fill_screen(self) -> None:
        window = self.window()
        if window.isVisible() and not self._full_screen:
            self._state_before = window.windowState()
            self._full_screen = True
            window.setWindowState(self._state_before | Qt.WindowState.WindowFullScreen)

    def _leave_full_screen(self) -> None:
        if self._full_screen:
            self._full_screen = False
            self.window().setWindowState(self._state_before)

    # Qt's own.

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if event.isAutoRepeat():
            super().keyPressEvent(event)
        elif self._layers.currentWidget() is self.done_page:
            if key == Qt.Key.Key_Escape:
                self._when_saved(self._leave)
            else:
                super().keyPressEvent(event)
        elif key in _TOGGLE_KEYS:
            self.controller.toggle()
        elif key == Qt.Key.Key_Escape:
            self.ask_to_end()
        elif key == Qt.Key.Key_F11:
            if self._full_screen:
                self._leave_full_screen()
            else:
                self._fill_screen()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: ARG002 - Qt's signature
        self._arrange()

    def hideEvent(self, event: QHideEvent) -> None:
        # Whoever covers the session, such as the help cards, finds it paused afterwards.
        self.controller.pause()
        self._pointer.show()
        super().hideEvent(event)

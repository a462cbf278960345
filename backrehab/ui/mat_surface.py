"""What is seen during a session: the clip, its name, the panel, the controls and notices."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QImage, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from backrehab.core.engine import Progress, State
from backrehab.core.routine import Routine
from backrehab.core.session_text import big_number
from backrehab.core.timeline import Phase, PhaseKind
from backrehab.ui.announce import announce
from backrehab.ui.big_text import BigText
from backrehab.ui.look import Look
from backrehab.ui.message import NoticeLine
from backrehab.ui.session_controls import SessionControls
from backrehab.ui.session_panel import SessionPanel, panel_place
from backrehab.ui.session_words import beats, panel_words, part_left, shows_pace, spoken_words
from backrehab.ui.surface import ClipStage

_THUMBNAIL = QSize(270, 180)  # sharp on twice as dense screens too
_NEARLY_OVER_MS = 3_000


class MatSurface(QWidget):
    """Shows the progress it is given; repaints only what is different.

    Attributes:
        stage: The clip, or the exercise in words.
        title: The exercise's name on the clip.
        notice: Says why the session stands still by itself.
        diary_notice: Says that the diary can't be written.
        controls: The buttons.
        panel: Verb, number and the rest.
    """

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._routine: Routine | None = None
        self._shown: tuple[State, int] | None = None
        self.stage = ClipStage(look, self)
        self.title = BigText(self)
        self.title.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.notice = NoticeLine(look, self)
        self.diary_notice = NoticeLine(look, self)
        self.controls = SessionControls(look, self)
        self.panel = SessionPanel(look, self)
        self.stage.began.connect(self._take_thumbnail)
        self.stage.turned.connect(self._take_thumbnail)
        self.stage.words_changed.connect(self._name_stage)
        look.changed.connect(self._take_look)
        self._take_look()

    def begin(self, routine: Routine) -> None:
        """Gets ready for a session, with its first exercise."""
        self._routine = routine
        self.say("")
        self.say_diary("")
        self.show_exercise(0)

    def show_exercise(self, index: int) -> None:
        """The session comes to this exercise of the routine."""
        assert self._routine is not None
        exercise = self._routine.exercises[index]
        self._shown = None
        self.title.setText(exercise.title)
        self.stage.set_still(exercise.title, exercise.steps)
        self.panel.set_thumbnail(QImage())
        self.panel.set_beats(beats(exercise, self._routine.planned[index].prescription))
        self._arrange()

    def show_progress(self, progress: Progress, phases: tuple[Phase, ...]) -> None:
        """Shows a moment of the session."""
        if self._routine is None:
            return
        exercises = self._routine.exercises
        number = big_number(progress, phases)
        self.panel.show_number(number.number, number.unit)
        if self._shown != (progress.state, progress.phase_index):
            self._shown = (progress.state, progress.phase_index)
            words = panel_words(progress, phases, exercises)
            self.panel.show_words(words, strip=shows_pace(progress))
            self.controls.show_going(going=progress.state is not State.PAUSED)
            announce(self.panel.ring, spoken_words(progress, phases, exercises))
        self._show_time_left(progress)

    def say(self, text: str) -> None:
        """A notice that stays until another one, or an empty one, takes its place."""
        self.notice.say(text)
        self._arrange_notices()

    def say_diary(self, text: str) -> None:
        """The same for what the diary has to say."""
        self.diary_notice.say(text)
        self._arrange_notices()

    def _show_time_left(self, progress: Progress) -> None:
        phase = progress.phase
        if progress.state is State.LEADING_IN:
            assert self._routine is not None
            left = progress.lead_in_remaining_ms / (self._routine.times.lead_in_seconds * 1000)
            self.panel.ring.show_left(left, nearly_over=False)
            return
        # While getting ready there is nothing to be warned of.
        long = phase.duration_ms > _NEARLY_OVER_MS and phase.kind is not PhaseKind.GET_READY
        nearly_over = long and 0 < progress.remaining_ms <= _NEARLY_OVER_MS
        self.panel.ring.show_left(part_left(progress), nearly_over=nearly_over)
        if shows_pace(progress):
            self.panel.strip.show_phase(phase.kind, 1 - part_left(progress))

    def _take_thumbnail(self) -> None:
        if self.stage.picture().isNull():
            return
        size = self.stage.picture_size().scaled(
            _THUMBNAIL, Qt.AspectRatioMode.KeepAspectRatioByExpanding
        )
        smooth = Qt.TransformationMode.SmoothTransformation
        picture = self.stage.picture()
        if self.stage.mirrored:
            picture = picture.flipped(Qt.Orientation.Horizontal)
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
        unit = self._unit()
        margin = round(unit * 0.036)
        self.title.set_type(unit * 0.039, QFont.Weight.Bold)
        self.title.setGeometry(margin, round(unit * 0.03), wide - 2 * margin, round(unit * 0.052))
        self._arrange_notices()

    def _arrange_notices(self) -> None:
        stage = self.stage.geometry()
        bottom = stage.bottom() - 12
        for line in (self.diary_notice, self.notice):
            line.set_px(max(19.0, self._unit() * 0.031))
            if line.isVisibleTo(self):
                height = line.height_for(stage.width() - 24)
                line.setGeometry(QRect(12, bottom - height, stage.width() - 24, height))
                line.raise_()
                bottom -= height + 8

    def _unit(self) -> float:
        """What sizes on the clip go by: the window's height, less where it is narrow."""
        return min(self.height(), self.width() * 0.75)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: ARG002 - Qt's signature
        self._arrange()

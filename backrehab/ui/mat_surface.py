"""What is seen during a session: the clip, its name, the panel, the controls and notices."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QImage, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from backrehab.core.engine import Progress, State
from backrehab.core.model import Exercise
from backrehab.core.routine import Routine
from backrehab.core.session_text import (
    big_number,
    coming_words,
    routine_place,
    time_left_words,
)
from backrehab.core.timeline import Phase, PhaseKind
from backrehab.ui.announce import announce
from backrehab.ui.big_text import BigText
from backrehab.ui.look import Look
from backrehab.ui.message import NoticeLine
from backrehab.ui.next_card import NextCard
from backrehab.ui.picture import small_still_beside
from backrehab.ui.session_controls import SessionControls
from backrehab.ui.session_panel import SessionPanel, panel_place
from backrehab.ui.session_words import beats, panel_words, part_left, shows_pace, spoken_words
from backrehab.ui.surface import ClipStage

_THUMBNAIL = QSize(270, 180)  # sharp on twice as dense screens too
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_NEARLY_OVER_MS = 3_000
_SWAP_MS = 150
"""How long the colour of one phase takes to become that of the next."""


class MatSurface(QWidget):
    """Shows the progress it is given; repaints only what is different.

    Attributes:
        stage: The clip, or the exercise in words.
        title: The exercise's name on the clip.
        place: Under it, which exercise of the session it is.
        time_left: Under that, how long the session still takes.
        card: What comes next, during the rest before it.
        notice: Says why the session stands still by itself.
        diary_notice: Says that the diary can't be written.
        controls: The buttons.
        panel: Verb, number and the rest.
    """

    def __init__(self, look: Look, videos: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._videos = videos
        self._coming: Exercise | None = None
        self._routine: Routine | None = None
        self._shown: tuple[State, int] | None = None
        self._shown_ms = 0
        self._moves_less = False
        self.stage = ClipStage(look, self)
        self.title = BigText(self)
        self.place = BigText(self)
        self.time_left = BigText(self)
        self.card = NextCard(look, self)
        self.card.hide()
        self.notice = NoticeLine(look, self)
        self.diary_notice = NoticeLine(look, self)
        self.controls = SessionControls(look, self)
        self.panel = SessionPanel(look, self)
        self.stage.began.connect(self._take_thumbnail)
        self.stage.turned.connect(self._take_thumbnail)
        self.stage.turned.connect(self._arrange_stage)
        self.stage.words_changed.connect(self._arrange_stage)
        look.changed.connect(self._take_look)
        self._take_look()

    def begin(self, routine: Routine, *, moves_less: bool = False) -> None:
        """Gets ready for a session, with its first exercise.

        Where it `moves_less`, colours change at once and the arc goes on by whole seconds.
        """
        self._routine = routine
        self._moves_less = moves_less
        self.say("")
        self.say_diary("")
        self.show_exercise(0)

    def show_exercise(self, index: int) -> None:
        """The session comes to this exercise of the routine."""
        assert self._routine is not None
        exercise = self._routine.exercises[index]
        self._shown = None
        self._coming = None
        self.title.setText(exercise.title)
        self.place.setText(routine_place(index, self._routine.exercises))
        self.card.say(exercise.title, coming_words(exercise))
        self.stage.set_still(exercise.title, exercise.steps)
        self.panel.set_thumbnail(QImage())
        self.panel.set_beats(beats(exercise, self._routine.planned[index].prescription))
        self._arrange()

    def show_progress(self, progress: Progress, phases: tuple[Phase, ...], now_ms: int) -> None:
        """Shows a moment of the session, which is now."""
        if self._routine is None:
            return
        exercises = self._routine.exercises
        number = big_number(progress, phases)
        self.panel.show_number(number.number, number.unit)
        if self._shown != (progress.state, progress.phase_index):
            self._shown = (progress.state, progress.phase_index)
            self._shown_ms = now_ms
            words = panel_words(progress, phases, exercises)
            self.panel.show_words(words, strip=shows_pace(progress))
            self.controls.show_going(going=progress.state is not State.PAUSED)
            announce(self.panel.ring, spoken_words(progress, phases, exercises))
            self._show_coming(progress, phases)
            self.card.setVisible(progress.phase.kind is PhaseKind.REST_BETWEEN)
            self._arrange_stage()
        # A pause stands still at once, and so does what is seen of it.
        at_once = self._moves_less or progress.state is State.PAUSED
        self.panel.show_swap(1.0 if at_once else (now_ms - self._shown_ms) / _SWAP_MS)
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
        words = time_left_words(progress.session_remaining_ms)
        if self.time_left.text() != words:
            self.time_left.setText(words)
            self.card.time_left.setText(words)
        assert self._routine is not None
        lead_in_ms = self._routine.times.lead_in_seconds * 1000
        left = part_left(progress, lead_in_ms, by_seconds=self._moves_less)
        self.panel.ring.show_left(left, nearly_over=_is_nearly_over(progress))
        if shows_pace(progress):
            self.panel.strip.show_phase(progress.phase.kind, 1 - left)

    def _show_coming(self, progress: Progress, phases: tuple[Phase, ...]) -> None:
        """Beside "Next: Bridging" there is a picture of that, not of what is done now."""
        assert self._routine is not None
        following = phases[progress.phase_index + 1 : progress.phase_index + 2]
        comes = following and following[0].exercise_index != progress.phase.exercise_index
        coming = self._routine.exercises[following[0].exercise_index] if comes else None
        if coming != self._coming:
            self._coming = coming
            self._take_thumbnail()

    def _take_thumbnail(self) -> None:
        if self._coming is not None:
            still = small_still_beside(self._videos / self._coming.clip)
            self.panel.set_thumbnail(QImage(str(still)) if self._coming.clip else QImage())
            return
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

    def _take_look(self) -> None:
        on_picture = "ink" if self.stage.shows_words else "on_stage"
        self.title.set_ink(self._look.theme.color(on_picture))
        self.place.set_ink(self._look.theme.color(on_picture))
        self.time_left.set_ink(self._look.theme.color(on_picture))

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
        self._arrange_stage()
        self._arrange_notices()

    def _arrange_stage(self) -> None:
        """What lies over the stage, and how much of it is left to the picture.

        The name stands on the picture, in the corner that its maker left free, which is the
        other one once it is turned over. Where there is no picture the stage says the name.
        """
        stage, unit = self.stage.geometry(), self._unit()
        margin = round(unit * 0.036)
        room = stage.width() - 2 * margin
        resting = self.card.isVisibleTo(self)
        words = self.stage.shows_words
        turned = self.stage.mirrored and not words
        for text in (self.title, self.place, self.time_left):
            text.setAlignment(_RIGHT if turned else _LEFT)
        self.title.setVisible(not words and not resting)
        self.place.setVisible(not resting)
        self.time_left.setVisible(not resting)
        self.title.set_type(unit * 0.039, QFont.Weight.Bold)
        self.title.setGeometry(margin, round(unit * 0.03), room, round(unit * 0.052))
        self.place.set_type(unit * 0.031, QFont.Weight.Normal)
        self.time_left.set_type(unit * 0.031, QFont.Weight.Normal)
        y, line = round(unit * (0.02 if words else 0.084)), round(unit * 0.042)
        self.place.setGeometry(margin, y, room // 2, line)
        if turned:
            self.place.move(margin + room - room // 2, y)
        self.time_left.setGeometry(self.place.geometry())
        if words:
            self.time_left.move(margin + room - room // 2, y)
            self.time_left.setAlignment(_RIGHT)
        elif self.place.text():
            self.time_left.move(self.place.x(), y + line)
        if resting:
            self.card.set_unit(unit)
            height = min(self.card.wanted_height(stage.width()), round(stage.height() * 0.5))
            self.card.put(QRect(0, 0, stage.width(), height))
            self.stage.set_head(height, says_name=True)
        else:
            self.stage.set_head(round(unit * 0.05) if words else 0)
        self._take_look()

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


def _is_nearly_over(progress: Progress) -> bool:
    """Whether the arc's ends say so; while getting ready there is nothing to be warned of."""
    phase = progress.phase
    long = phase.duration_ms > _NEARLY_OVER_MS and phase.kind is not PhaseKind.GET_READY
    running = progress.state is not State.LEADING_IN
    return running and long and 0 < progress.remaining_ms <= _NEARLY_OVER_MS

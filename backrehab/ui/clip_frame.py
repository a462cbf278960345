"""The clip of the exercise page: it goes round while it is in sight, and can be paused."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt, Slot
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QStackedLayout, QVBoxLayout, QWidget

from backrehab.core.model import Exercise
from backrehab.players.base import Player
from backrehab.storage.clip_marks import marks_of
from backrehab.ui.another_view import AnotherView
from backrehab.ui.buttons import Button, IconButton
from backrehab.ui.controls import Card, Label
from backrehab.ui.look import Look
from backrehab.ui.picture import ExercisePicture, still_beside
from backrehab.ui.surface import ClipStage
from backrehab.ui.theme import Role

_INSET = 14
_LEAST_FIGURE = 96


class _NoClip(Card):
    """What stands in the clip's place: a drawn figure and a word where to look instead."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__("tint", parent)
        self.figure = ExercisePicture(look, 20)
        self._words = Label("", Role.CAPTION, "ink2")
        self._words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 16)
        column.addWidget(self.figure, 1)
        column.addWidget(self._words)

    def set_exercise(self, exercise: Exercise, videos: Path) -> None:
        self.figure.set_exercise(exercise, videos)
        self._words.setText("There is no clip here. Follow the steps.")
        steps = " ".join(f"{no}. {step}" for no, step in enumerate(exercise.steps, 1))
        self.setAccessibleName(f"{exercise.title}. No clip. {steps}")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        words = self._words.heightForWidth(self.width() - 24)
        self._words.setVisible(self.height() >= words + 28 + _LEAST_FIGURE)


class ClipFrame(QWidget):
    """Plays a clip as long as it is shown; without one it shows a figure instead."""

    def __init__(self, look: Look, player: Player, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._player = player
        self._clip: Path | None = None
        self._plays = False
        self._held = False
        self.stage = ClipStage(look, self, rounded=True)
        self._no_clip = _NoClip(look, self)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.stage)
        self._stack.addWidget(self._no_clip)
        self.another_view = AnotherView(look, self)
        self.pause_button = Button(look, "Pause clip", "pause", parent=self)
        self.pause_icon = IconButton(look, "pause", "Pause clip", parent=self)
        self._compact = False
        for button in (self.pause_button, self.pause_icon):
            button.clicked.connect(self._toggle)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        player.failed.connect(self._give_up)
        look.changed.connect(self._place)
        self.stage.began.connect(self._place)

    @property
    def has_clip(self) -> bool:
        """Whether a clip is shown, rather than the figure."""
        return self._clip is not None

    def show_exercise(self, exercise: Exercise, clip: Path | None, videos: Path) -> None:
        """The clip of another exercise, or the figure where there is none."""
        self._leave()
        self._clip = clip if clip is not None and clip.is_file() else None
        self.stage.set_still(exercise.title, exercise.steps)
        self._no_clip.set_exercise(exercise, videos)
        self._held = False
        self._show_state()
        if self.isVisible():
            self._play()

    def set_compact(self, compact: bool) -> None:
        """The pause button as an icon alone, where its words would cover the figure."""
        self._compact = compact
        self._show_state()

    def sizeHint(self) -> QSize:
        return QSize(640, 360)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, 120)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._play()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._leave()

    def _play(self) -> None:
        if self._clip is None or self._plays:
            return
        self._plays = True
        marks = marks_of(self._clip)
        self.stage.set_safe_box(marks.safe_box if marks else None)
        self.stage.show_player(self._player, still_beside(self._clip))
        self.another_view.show_clip(self._clip)
        self._place()
        self._player.open(self._clip, loop=True, held_at_ms=0 if self._held else None)

    def _leave(self) -> None:
        if self._plays:
            self._plays = False
            self.another_view.hide()
            self._player.stop()
            self.stage.leave_player()

    def _toggle(self) -> None:
        self._held = not self._held
        if self._held:
            self._player.hold()
        else:
            self._player.resume()
        self._show_state()

    @Slot(str)
    def _give_up(self, _reason: str) -> None:
        if self._plays:
            self._leave()
            self._clip = None
            self._show_state()

    def _show_state(self) -> None:
        has_clip = self._clip is not None
        self._stack.setCurrentWidget(self.stage if has_clip else self._no_clip)
        word, icon = ("Play clip", "play") if self._held else ("Pause clip", "pause")
        self.pause_button.set_text(word)
        self.pause_button.set_icon(icon)
        self.pause_icon.set_name(word)
        self.pause_icon.set_icon(icon)
        self.pause_button.setVisible(has_clip and not self._compact)
        self.pause_icon.setVisible(has_clip and self._compact)
        self._place()

    @Slot()
    def _place(self) -> None:
        button_at = QRect()
        for button in (self.pause_button, self.pause_icon):
            button.adjustSize()
            button.move(_INSET, self.height() - button.height() - _INSET)
            button.raise_()
            if button.isVisibleTo(self):
                button_at = button.geometry()
        if self._plays:
            taken = (self.stage.figure_place(), button_at)
            self.another_view.place_in(self.stage.geometry(), taken)

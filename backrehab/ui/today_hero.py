"""The next round: what it is called, the way it goes, and one big button to start it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from backrehab.core.model import Programme
from backrehab.core.round_text import round_title, rounds_done_words, way_words
from backrehab.core.text import duration_words
from backrehab.ui.buttons import Button, Kind
from backrehab.ui.controls import Card, Label
from backrehab.ui.look import Look
from backrehab.ui.picture import ExercisePicture
from backrehab.ui.reflow import Arrangement, Room
from backrehab.ui.theme import Role

if TYPE_CHECKING:
    from backrehab.core.rounds import Rounds

_PICTURE_WIDTH, _PICTURE_HEIGHT = 204, 156
_PICTURE_FROM = 560
"""From this width on, in units, there is room for a picture beside the words."""


class Hero(Card):
    """One thing to do next; nothing is said of it before the diary was read.

    Attributes:
        button: Starts what is shown, or leads to choosing exercises.
        session_title: What the session is called.
    """

    def __init__(self, look: Look, videos: Path, parent: QWidget | None = None) -> None:
        super().__init__("hero", parent)
        self._look = look
        self._videos = videos
        self._has_room = self._has_exercise = False
        self.session_title = ""
        self.title = Label("", Role.CARD_TITLE)
        self.words = Label("", Role.BODY, "ink2")
        self.button = Button(look, "", "play", Kind.MAIN)
        self.picture = ExercisePicture(look, 14)
        self._column = QVBoxLayout()
        self._column.setSpacing(4)
        self._column.addStretch(1)
        self._column.addWidget(self.title)
        self._column.addWidget(self.words)
        self._column.addSpacing(12)
        line = QHBoxLayout()
        line.addWidget(self.button)
        line.addStretch(1)
        self._column.addLayout(line)
        self._column.addStretch(1)
        self._row = QHBoxLayout(self)
        self._row.setSpacing(16)
        self._row.addLayout(self._column, 1)
        self._row.addWidget(self.picture)
        look.changed.connect(self._take_look)
        self._take_look()

    def wait(self) -> None:
        """Until it is known what was done today."""
        self.title.setText("Your next round")
        self.words.setText("")
        self.button.set_text("Start next round")
        self._has_exercise = False
        self._show_picture()

    def show_rounds(self, rounds: Rounds, programme: Programme) -> None:
        """The next round, that all are done, or that there is nothing to do yet."""
        if not rounds.exercises:
            self.title.setText("You have not chosen any exercises for your day.")
            self.words.setText("")
            self.button.set_kind(Kind.MAIN)
            self.button.set_icon(None)
            self.button.set_text("Choose exercises")
        else:
            self._show_next(rounds, programme)
        self.words.setVisible(bool(self.words.text()))
        self._has_exercise = bool(rounds.next_exercises)
        if self._has_exercise:
            self.picture.set_exercise(rounds.next_exercises[0], self._videos)
        self._show_picture()

    def arrange(self, room: Room) -> None:
        """The picture only where there is room for it."""
        edge = 16 if room.is_short else 26
        self._row.setContentsMargins(edge, 16, 16, 16)
        wide = room.arrangement is Arrangement.WIDE
        self._has_room = wide or (not room.is_short and room.units_wide >= _PICTURE_FROM)
        self._show_picture()

    def _show_next(self, rounds: Rounds, programme: Programme) -> None:
        from backrehab.core.routine import make_routine

        self.session_title = round_title(rounds)
        routine = make_routine(self.session_title, rounds.next_exercises, programme)
        length = duration_words(routine.length_ms)
        self.button.set_icon("play")
        if rounds.all_done:
            self.title.setText("All rounds done today")
            self.words.setText(rounds_done_words(rounds))
            self.button.set_kind(Kind.QUIET)
            self.button.set_text(f"Do another round, {length}")
        else:
            self.title.setText(self.session_title)
            self.words.setText(way_words(routine.exercises))
            self.button.set_kind(Kind.MAIN)
            start = "Start" if rounds.planned == 1 else "Start next round"
            self.button.set_text(f"{start}, {length}")

    def _show_picture(self) -> None:
        self.picture.setVisible(self._has_room and self._has_exercise)

    def _take_look(self) -> None:
        scale = (100 + self._look.theme.text_percent) / 200
        size = round(_PICTURE_WIDTH * scale), round(_PICTURE_HEIGHT * scale)
        self.picture.setFixedSize(*size)

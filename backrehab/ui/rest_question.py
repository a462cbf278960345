"""Between two exercises: how bad was the pain, for whoever wants to say so. Nothing waits."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QWidget

from backrehab.core.events import Event, ExerciseEnded, PhaseStarted, SessionEnded
from backrehab.core.model import PainGuide
from backrehab.core.routine import Routine
from backrehab.core.timeline import PhaseKind
from backrehab.ui.big_text import BigText
from backrehab.ui.look import Look
from backrehab.ui.pain_page import QUESTION
from backrehab.ui.pain_scale import PainScale
from backrehab.ui.preferences import AskWorst, Preferences
from backrehab.ui.session_answers import GivenAnswers
from backrehab.ui.session_record import SessionRecord
from backrehab.ui.sized_look import SizedLook

_OPTIONAL = "You need not answer. This goes away by itself."
_AWAY = 12
_INSIDE = 0.026
_DESIGN_HEIGHT = 768
_MOST_OF_STAGE = 0.6
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class RestQuestion(QWidget):
    """A card over the lower part of the picture while the session rests between exercises.

    It never takes the keyboard by itself, stops nothing, and is gone when the next exercise
    gets ready. Sizes follow the screen, as everything does that is seen during a session.

    Attributes:
        scale: The eleven numbers.

    Signals:
        keyboard_left: It goes away while it has the keyboard.
        answered: The person chose a number; it is in the diary or waits there.
    """

    keyboard_left = Signal()
    answered = Signal()

    def __init__(self, look: Look, guide: PainGuide, surface: QWidget, stage: QWidget) -> None:
        """Stands over `stage`, which is part of the `surface` that fills the screen."""
        super().__init__(surface)
        self._look = look
        self._sized = SizedLook(look, self)
        self._surface, self._stage = surface, stage
        self._routine: Routine | None = None
        self._record: SessionRecord | None = None
        self._answers: GivenAnswers | None = None
        self._preferences: Preferences | None = None
        self._ended: int | None = None
        self.title = BigText(self)
        self.words = BigText(self)
        self.scale = PainScale(self._sized, guide, QUESTION, self, ends=None)
        self.scale.set_low(True)
        self.scale.chosen.connect(self._choose)
        for text in (self.title, self.words):
            text.setAlignment(_LEFT)
        stage.installEventFilter(self)
        look.changed.connect(self._take_look)
        self._take_look()
        self.hide()

    def begin(
        self,
        routine: Routine,
        record: SessionRecord,
        answers: GivenAnswers,
        preferences: Preferences,
    ) -> None:
        """A session begins; its events follow."""
        self._routine, self._record, self._answers = routine, record, answers
        self._preferences = preferences
        self._ended = None
        self._go_away()

    def take(self, event: Event) -> None:
        """Comes with the rest after an exercise, and goes with whatever follows it."""
        match event:
            case ExerciseEnded():
                self._ended = event.exercise_index
            case PhaseStarted() if event.phase.kind is PhaseKind.REST_BETWEEN:
                self._ask()
            case PhaseStarted() | SessionEnded():
                self._go_away()
            case _:
                pass

    def _ask(self) -> None:
        if self._routine is None or self._record is None or self._preferences is None:
            return
        if self._preferences.ask_worst is not AskWorst.AFTER_EACH or not any(
            result.exercise_index == self._ended and result.active_ms > 0
            for result in self._record.results
        ):
            return
        assert self._ended is not None
        assert self._answers is not None
        title = self._routine.exercises[self._ended].title
        self.title.setText(f"{title}: how bad was your pain at its worst?")
        self.setAccessibleName(self.title.text())
        self.scale.set_name(self.title.text())
        self.scale.choose(self._answers.of_exercise(self._ended, "pain_worst_exercise_0_10"))
        self._say()
        self._arrange()
        self.show()
        self.raise_()

    def _choose(self, number: int) -> None:
        if self._answers is not None and self._ended is not None:
            self._answers.tell_exercise(self._ended, pain_worst_exercise_0_10=number)
            self._say()
            self.answered.emit()

    def _say(self) -> None:
        number = self.scale.value
        band = None if number is None else self.scale.band(number)
        if number is None:
            self.words.setText(_OPTIONAL)
        else:
            name = f"{number}, {band.id}, {band.word}" if band else str(number)
            self.words.setText(f"You picked {name}.")

    def _go_away(self) -> None:
        focused = QApplication.focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            self.keyboard_left.emit()
        self.hide()

    # Where it stands.

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        moved = event.type() in {QEvent.Type.Resize, QEvent.Type.Move}
        if watched is self._stage and moved and self.isVisibleTo(self._surface):
            self._arrange()
        return False

    def _arrange(self) -> None:
        stage = self._stage.geometry()
        window = self._surface.size()
        unit = min(window.height(), round(window.width() * 0.75))
        self._sized.set_percent(max(50, unit * 100 // _DESIGN_HEIGHT))
        inside = round(_INSIDE * unit)
        wide = stage.width() - 2 * _AWAY
        room = wide - 2 * inside
        title, words = round(unit * 0.046), round(unit * 0.036)
        around = inside * 2 + title + words + round(unit * 0.014)
        self.scale.name_bands(True)
        # What comes next is to be read above it.
        if around + self.scale.heightForWidth(room) > stage.height() * _MOST_OF_STAGE:
            self.scale.name_bands(False)
        scale = self.scale.heightForWidth(room)
        high = around + scale
        top = max(stage.top(), stage.bottom() - high - _AWAY)
        self.setGeometry(QRect(stage.left() + _AWAY, top, wide, high))
        self.title.set_type(unit * 0.036, QFont.Weight.Bold)
        self.words.set_type(unit * 0.027, QFont.Weight.Normal)
        self.title.setGeometry(inside, inside, room, title)
        self.words.setGeometry(inside, inside + title, room, words)
        self.scale.setGeometry(QRect(inside, high - inside - scale, room, scale))

    def sizeHint(self) -> QSize:
        return self.size()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()  # a miss between two numbers must not pause the session

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._look.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("line"), 1))
        painter.setBrush(theme.color("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 16, 16)

    def _take_look(self) -> None:
        self.title.set_ink(self._look.theme.color("ink"))
        self.words.set_ink(self._look.theme.color("ink2"))
        self.update()

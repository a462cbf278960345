"""A card over the page while an errand takes long: how far it is, and a way to stop it."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from backrehab.ui.announce import announce
from backrehab.ui.errand import Errand
from backrehab.ui.look import Look
from backrehab.ui.message import Answer, Message

LONG_MS = 500
"""What takes longer shows how far it is."""


class Working(QObject):
    """Shows the card when it is time, and takes it away when the errand is over.

    Attributes:
        message: The card, once it is there.
    """

    def __init__(self, look: Look, over: QWidget, title: str, errand: Errand) -> None:
        super().__init__(errand)
        self._look = look
        self._window = over
        self._title = title
        self._errand = errand
        self._percent = 0
        self.message: Message | None = None
        self._due = QTimer(self, singleShot=True, interval=LONG_MS)
        self._due.timeout.connect(self.show)
        errand.progressed.connect(self._take)
        errand.over.connect(self.go)
        self._due.start()

    def show(self) -> None:
        """Shows the card now."""
        self._due.stop()
        answers = [Answer("Stop", icon="x")]
        self.message = Message(self._window, self._look, self._title, self._words(), answers)
        self.message.answered.connect(self._stop)
        announce(self.message, self._title)

    def go(self) -> None:
        """Takes the card away; the errand goes on, or is over."""
        self._due.stop()
        if self.message is not None:
            message, self.message = self.message, None
            message.answered.disconnect(self._stop)
            message.answer(0)

    def _stop(self) -> None:
        self.message = None
        self._errand.break_off()

    def _take(self, percent: int) -> None:
        self._percent = percent
        if self.message is not None:
            self.message.text.setText(self._words())

    def _words(self) -> str:
        return f"{self._percent} % is done. If you stop, everything stays as it was."

"""No player at all: every clip is answered with the reason why there are no clips."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QSize, QTimer

from backrehab.players.base import Player

SWITCHED_OFF: Final = "clips are switched off"


class NullPlayer(Player):
    """For `--player none`, and for a computer on which nothing can play a clip."""

    def __init__(self, reason: str = SWITCHED_OFF, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reason = reason
        self._answer = QTimer(self, singleShot=True, interval=0)
        self._answer.timeout.connect(self._say_why)

    @property
    def name(self) -> str:
        return "none"

    def version(self) -> str:
        return ""

    def open(
        self,
        path: Path,  # noqa: ARG002 - the contract's; nothing is opened
        *,
        loop: bool = True,  # noqa: ARG002
        rate: float = 1.0,  # noqa: ARG002
        held_at_ms: int | None = None,  # noqa: ARG002
    ) -> None:
        self._answer.start()

    def hold(self) -> None:
        """No clip, no effect."""

    def resume(self) -> None:
        """No clip, no effect."""

    def seek(self, position_ms: int) -> None:
        """No clip, no effect."""

    def set_rate(self, rate: float) -> None:
        """No clip, no effect."""

    def stop(self) -> None:
        self._answer.stop()

    def close(self) -> None:
        self.stop()

    def picture_size(self) -> QSize:
        return QSize()

    def _say_why(self) -> None:
        self.failed.emit(self._reason)

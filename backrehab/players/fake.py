"""Players without a video library: one that shows nothing, one that records its calls."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage

from backrehab.players.base import Player


class NullPlayer(Player):
    """`--player none`: no clip is shown, and none of them is a fault."""

    name = "none"

    def open(
        self, path: Path, *, loop: bool = True, rate: float = 1.0, held_at_ms: int | None = None
    ) -> None:
        """Nothing to show: the screen keeps the exercise in words."""

    def set_rate(self, rate: float) -> None:
        pass

    def picture_size(self) -> QSize:
        return QSize()

    def _pause(self, on: bool) -> None:
        pass

    def _seek(self, position_ms: int) -> None:
        pass

    def _stop(self) -> None:
        pass


class FakePlayer(Player):
    """Sends pictures when a test says so, and keeps a list of what it was asked.

    Attributes:
        calls: Such as `("open", path)`, `("hold",)`, `("seek", 1500)`, in order.
    """

    name = "fake"

    def __init__(self) -> None:
        super().__init__()
        self.calls: list[tuple[object, ...]] = []
        self._size = QSize(320, 180)

    def send_picture(self, color: str = "#22375E") -> None:
        """One more picture of the clip has been played."""
        image = QImage(self._size, QImage.Format.Format_RGB32)
        image.fill(QColor(color))
        self._show(image)

    def send_end(self) -> None:
        """The clip came to its end."""
        self._finished()

    def set_rate(self, rate: float) -> None:
        self.calls.append(("rate", rate))

    def picture_size(self) -> QSize:
        return self._size

    def close(self) -> None:
        super().close()
        self.calls.append(("close",))

    def _open(self, path: Path, loop: bool, rate: float) -> None:
        self.calls.append(("open", path, loop, rate))

    def _pause(self, on: bool) -> None:
        self.calls.append(("hold",) if on else ("resume",))

    def _seek(self, position_ms: int) -> None:
        self.calls.append(("seek", position_ms))

    def _stop(self) -> None:
        self.calls.append(("stop",))

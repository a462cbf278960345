"""The sample clips, and how the number of a frame is read back from its picture."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QImage, qGray

from backrehab.players.base import Player

SAMPLES = Path(__file__).parents[1] / "samples"
WEBM = SAMPLES / "numbered.webm"
MP4 = SAMPLES / "numbered.mp4"
FRAMES = 50
FRAME_MS = 40

_BITS = 8


def number_of(image: QImage) -> int:
    """The frame number: eight blocks along the top, lowest bit at the left."""
    block = image.width() / _BITS
    y = image.height() // 9
    bits = (qGray(image.pixel(int((bit + 0.5) * block), y)) > 128 for bit in range(_BITS))
    return sum(1 << bit for bit, white in enumerate(bits) if white)


class Watch(QObject):
    """Everything a player sends, in order.

    Attributes:
        heard: frame numbers, and "started", "ended" and "failed" among them.
        reasons: why clips failed.
    """

    def __init__(self, player: Player) -> None:
        super().__init__()
        self.heard: list[int | str] = []
        self.reasons: list[str] = []
        self.size = (0, 0)
        player.picture.connect(self._picture)
        player.started.connect(self._started)
        player.ended.connect(self._ended)
        player.failed.connect(self._failed)

    @property
    def numbers(self) -> list[int]:
        """Of the pictures alone."""
        return [heard for heard in self.heard if isinstance(heard, int)]

    @property
    def last(self) -> int | None:
        return self.numbers[-1] if self.numbers else None

    @property
    def words(self) -> list[str]:
        """The other signals alone."""
        return [heard for heard in self.heard if isinstance(heard, str)]

    def forget(self) -> None:
        self.heard.clear()

    @Slot(QImage)
    def _picture(self, image: QImage) -> None:
        self.size = image.width(), image.height()
        self.heard.append(number_of(image))

    @Slot()
    def _started(self) -> None:
        self.heard.append("started")

    @Slot()
    def _ended(self) -> None:
        self.heard.append("ended")

    @Slot(str)
    def _failed(self, words: str) -> None:
        self.heard.append("failed")
        self.reasons.append(words)

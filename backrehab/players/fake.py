"""A player without a decoder: generated pictures that say their number, and a list of calls."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QPainter

from backrehab.players.base import NOT_PLAYABLE, ClipPlayer, Stage

WIDTH: Final = 320
HEIGHT: Final = 180
NUMBER_BITS: Final = 8
NUMBER_HEIGHT: Final = 40
"""The number stands in the top rows: eight blocks, lowest bit at the left, white for 1."""

FRAME_MS: Final = 40

_EBML = b"\x1a\x45\xdf\xa3"


class FakePlayer(ClipPlayer):
    """Plays any file that begins like a video, as 25 numbered pictures a second.

    Attributes:
        calls: every call of the contract, as its name followed by what it was given.
        position_ms: where the clip stands.
    """

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        clip_ms: int = 2_000,
        runs_by_itself: bool = False,
    ) -> None:
        """Unless it `runs_by_itself`, a picture comes only when `send_picture` is called."""
        super().__init__(parent)
        self.calls: list[tuple[object, ...]] = []
        self.position_ms = 0
        self._frames = clip_ms // FRAME_MS
        self._runs_by_itself = runs_by_itself
        self._beat = QTimer(self, timerType=Qt.TimerType.PreciseTimer)
        self._beat.timeout.connect(self.send_picture)

    @property
    def name(self) -> str:
        return "fake"

    def version(self) -> str:
        return ""

    # ---- the contract, written down

    def open(
        self,
        path: Path,
        *,
        loop: bool = True,
        rate: float = 1.0,
        held_at_ms: int | None = None,
    ) -> None:
        self.calls.append(("open", path, loop, rate, held_at_ms))
        super().open(path, loop=loop, rate=rate, held_at_ms=held_at_ms)

    def hold(self) -> None:
        self.calls.append(("hold",))
        super().hold()

    def resume(self) -> None:
        self.calls.append(("resume",))
        super().resume()

    def seek(self, position_ms: int) -> None:
        self.calls.append(("seek", position_ms))
        super().seek(position_ms)

    def set_rate(self, rate: float) -> None:
        self.calls.append(("set_rate", rate))
        super().set_rate(rate)

    def stop(self) -> None:
        self.calls.append(("stop",))
        super().stop()

    def close(self) -> None:
        self.calls.append(("close",))
        super().close()

    # ---- for tests

    @property
    def is_held(self) -> bool:
        return self._held

    def send_picture(self) -> None:
        """The next picture, as if its time had come; the first one shows where it was opened."""
        if self._stage is Stage.LOADING:
            self._decoding()
            self._stand_at(self._start_ms)
        elif self.position_ms + FRAME_MS < self._frames * FRAME_MS:
            self.position_ms += FRAME_MS
        elif self._loop:
            self.position_ms = 0
        else:
            self.send_end()
            return
        self._show(self._picture())

    def send_end(self) -> None:
        """As if the clip had come to its end."""
        self._beat.stop()
        self._reached_end()

    def send_failure(self, words: str) -> None:
        """As if the clip had turned out to be broken."""
        self._fail(words)

    # ---- the orders

    def _load(self, path: Path) -> None:
        if self._runs_by_itself:
            generation = self._generation
            QTimer.singleShot(0, self, lambda: self._decode(path, generation))

    def _decode(self, path: Path, generation: int) -> None:
        if generation != self._generation:
            return
        if not _begins_like_a_video(path):
            self._fail(NOT_PLAYABLE)
            return
        if self._held:
            self._set_paused(True)
        else:
            self._run()
        self.send_picture()

    def _pause(self, paused: bool) -> None:
        if paused:
            self._beat.stop()
        else:
            self._run()

    def _go_to(self, position_ms: int) -> None:
        self._stand_at(position_ms)
        generation = self._generation
        QTimer.singleShot(0, self, lambda: self._show_sought(generation))

    def _show_sought(self, generation: int) -> None:
        if generation == self._generation:
            self._show(self._picture(), sought=True)

    def _play_at_rate(self, rate: float) -> None:
        self._beat.setInterval(round(FRAME_MS / rate))

    def _unload(self) -> None:
        self._beat.stop()

    def _run(self) -> None:
        if self._runs_by_itself and not self._held:
            self._beat.start(round(FRAME_MS / self._rate))

    def _stand_at(self, position_ms: int) -> None:
        self.position_ms = min(position_ms // FRAME_MS, self._frames - 1) * FRAME_MS

    def _picture(self) -> QImage:
        return numbered_picture(self.position_ms // FRAME_MS)


def numbered_picture(number: int) -> QImage:
    """A grey picture that carries `number` (modulo 256) where the sample clips carry theirs."""
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    image.fill(QColor(128, 128, 128))
    painter = QPainter(image)
    block = WIDTH // NUMBER_BITS
    for bit in range(NUMBER_BITS):
        white = bool(number >> bit & 1)
        painter.fillRect(
            bit * block, 0, block, NUMBER_HEIGHT, QColor("white" if white else "black")
        )
    painter.end()
    return image


def _begins_like_a_video(path: Path) -> bool:
    """Matroska's mark, or an MP4 that wasn't cut off before its table of contents."""
    content = path.read_bytes()
    return content.startswith(_EBML) or (content[4:8] == b"ftyp" and b"moov" in content)

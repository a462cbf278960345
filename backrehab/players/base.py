"""The contract for showing a clip, in words; libVLC, Qt Multimedia and the fake keep it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QSize, QTimer, Signal
from PySide6.QtGui import QImage

FIRST_PICTURE_MS = 4_000
"""No picture within this time counts as a clip that can't be played."""


class Player(QObject):
    """Shows one clip at a time as a stream of pictures. GUI thread only.

    Clips have no sound here. The session never waits for a player: a clip that fails is said by
    `failed` and the exercise runs on.

    Attributes:
        name: What it is called in About and on the command line.

    Signals:
        picture: A picture to show; it may be scaled, `picture_size` has the true aspect.
        started: The first picture of the clip has been sent.
        ended: A clip opened with `loop=False` has sent its last picture.
        failed: The clip can't be played; arg: the reason, for the log. Nothing more follows.
    """

    picture = Signal(QImage)
    started = Signal()
    ended = Signal()
    failed = Signal(str)
    name = "player"

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pictures = 0
        self._held = False
        self._awaits_one = False
        self._open_clip: Path | None = None
        self._patience = QTimer(self, singleShot=True, interval=FIRST_PICTURE_MS)
        self._patience.timeout.connect(lambda: self._fail("no picture came"))

    def version(self) -> str:
        """The version of the library behind it."""
        return ""

    def open(
        self, path: Path, *, loop: bool = True, rate: float = 1.0, held_at_ms: int | None = None
    ) -> None:
        """Shows the clip at `path`, from its start; what was open before is stopped.

        Args:
            path: The file; faults come as `failed`, from the event loop, never as an exception.
            loop: Goes round until it is told otherwise.
            rate: 0.5 to 2.0 times the clip's own speed.
            held_at_ms: Shows the picture at that position and stays still.
        """
        self.stop()
        self._open_clip = path
        self._held = False
        if not path.is_file() or path.stat().st_size == 0:
            QTimer.singleShot(0, self, lambda: self._fail_if_open(path, "no such clip, or empty"))
            return
        self._patience.start()
        self._open(path.resolve(), loop, rate)
        if held_at_ms is not None:
            self.hold()
            self.seek(held_at_ms)

    def hold(self) -> None:
        """Freezes the picture that is shown. Holding twice is holding."""
        self._held = True
        self._pause(True)

    def resume(self) -> None:
        """Goes on from the frozen picture."""
        self._held = False
        self._pause(False)

    def seek(self, position_ms: int) -> None:
        """Goes to a position of the clip; while held, that picture is shown and stays."""
        self._awaits_one = self._held
        self._seek(position_ms)

    def set_rate(self, rate: float) -> None:
        """Changes the speed, 0.5 to 2.0 times the clip's own, without a jump."""
        raise NotImplementedError

    def stop(self) -> None:
        """Ends the clip; no picture or signal of it comes afterwards. Stopping twice is fine."""
        self._patience.stop()
        self._pictures = 0
        self._awaits_one = False
        self._open_clip = None
        self._stop()

    def close(self) -> None:
        """Gives everything back; the player can't be used afterwards. Closing twice is fine."""
        self.stop()

    def picture_size(self) -> QSize:
        """The clip's true size in pixels, empty before the first picture."""
        raise NotImplementedError

    # What a player does in its own way

    def _open(self, path: Path, loop: bool, rate: float) -> None:
        raise NotImplementedError

    def _pause(self, on: bool) -> None:
        raise NotImplementedError

    def _seek(self, position_ms: int) -> None:
        raise NotImplementedError

    def _stop(self) -> None:
        raise NotImplementedError

    # What is the same for all

    def _show(self, image: QImage) -> None:
        """A picture has come: shown unless the clip is held and none was asked for."""
        if self._open_clip is None or (self._held and self._pictures and not self._awaits_one):
            return
        self._awaits_one = False
        self._pictures += 1
        self.picture.emit(image)
        if self._pictures == 1:
            self._patience.stop()
            self.started.emit()

    def _finished(self) -> None:
        """The clip came to its end; without a single picture it was none."""
        if self._pictures == 0:
            self._fail("it has no picture that can be shown")
        else:
            self.ended.emit()

    def _fail(self, reason: str) -> None:
        self.stop()
        self.failed.emit(reason)

    def _fail_if_open(self, path: Path, reason: str) -> None:
        """For faults found at once but told later: another clip may be open by then."""
        if self._open_clip == path:
            self._fail(reason)

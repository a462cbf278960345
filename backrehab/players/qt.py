"""Qt Multimedia behind the player contract: exact, seamless, and there with Qt itself."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer, QUrl, Signal, Slot, qVersion
from PySide6.QtMultimedia import QMediaPlayer, QVideoFrame, QVideoSink

from backrehab.core.errors import PlayerUnavailable
from backrehab.players.base import NOT_PLAYABLE, ClipPlayer, Stage

NAME: Final = "Qt Multimedia"

_GRACE_MS = 300
"""How long a picture that was sought is waited for, before the nearest one has to do."""


class _ClipFrames(QVideoSink):
    """The frames of one clip. They are queued by Qt's threads, so some come after its end."""

    came = Signal(QVideoFrame, int)

    def __init__(self, generation: int, parent: QObject) -> None:
        super().__init__(parent)
        self._generation = generation
        self.videoFrameChanged.connect(self._mark)

    @Slot(QVideoFrame)
    def _mark(self, frame: QVideoFrame) -> None:
        self.came.emit(frame, self._generation)


class QtPlayer(ClipPlayer):
    """Decodes with the FFmpeg inside Qt; without an audio output there is no sound to fail.

    Raises:
        PlayerUnavailable: what decodes can't be loaded.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._media = QMediaPlayer(self)
        if not self._media.isAvailable():  # the plugin lacks a system library
            raise PlayerUnavailable(NAME, "its FFmpeg plugin can't be loaded")
        self._frames: _ClipFrames | None = None
        self._changing = False  # stop() and setSource() tell of it before they return
        self._sought_ms: int | None = None
        self._passed_over = QVideoFrame()
        self._shown_ms: int | None = None
        self._grace = QTimer(self, singleShot=True, interval=_GRACE_MS)
        self._grace.timeout.connect(self._show_nearest)
        self._media.mediaStatusChanged.connect(self._take_status)
        self._media.errorOccurred.connect(self._take_error)

    @property
    def name(self) -> str:
        return NAME

    def version(self) -> str:
        return qVersion()

    def shown_ms(self) -> int | None:
        return self._shown_ms

    # ---- the orders

    def _load(self, path: Path) -> None:
        self._frames = _ClipFrames(self._generation, self)
        self._frames.came.connect(self._take_frame)
        self._media.setVideoSink(self._frames)
        # A clip that it can't decode would go round for ever, a million log lines a minute:
        # it is told to go round once there is a picture.
        self._media.setLoops(1)
        self._media.setSource(QUrl.fromLocalFile(str(path)))
        self._media.setPlaybackRate(self._rate)
        if self._held:
            self._set_paused(True)
        else:
            self._media.play()

    def _pause(self, paused: bool) -> None:
        if paused:
            self._media.pause()
        else:
            self._media.play()

    def _go_to(self, position_ms: int) -> None:
        # A millisecond later, as on the very edge of two frames it takes the one before.
        self._media.setPosition(min(position_ms + 1, max(0, self._media.duration() - 1)))
        if self._held:
            self._sought_ms = self._media.position()
            self._grace.start()

    def _play_at_rate(self, rate: float) -> None:
        self._media.setPlaybackRate(rate)

    def _unload(self) -> None:
        self._grace.stop()
        self._sought_ms = None
        self._passed_over = QVideoFrame()
        self._shown_ms = None
        self._changing = True
        self._media.stop()
        self._media.setSource(QUrl())
        self._changing = False
        if self._frames is not None:
            self._frames.deleteLater()
            self._frames = None

    # ---- what Qt tells

    @Slot(QVideoFrame, int)
    def _take_frame(self, frame: QVideoFrame, generation: int) -> None:
        # At the end of a clip an invalid frame comes: the last picture stays.
        if generation != self._generation or not frame.isValid():
            return
        if self._stage is Stage.LOADING:
            self._decoding()
            if self._loop:
                self._media.setLoops(QMediaPlayer.Loops.Infinite)
            if self._loop or self._start_ms:  # without a seek a short clip would not go round
                self._go_to(self._start_ms)
        if self._held and self._sought_ms is not None:
            if not _is_at(frame, self._sought_ms):
                self._passed_over = frame
                return
            self._show_sought(frame)
        else:
            if not self._held:
                self._shown_ms = frame.startTime() // 1_000
            self._show(frame.toImage())

    def _show_sought(self, frame: QVideoFrame) -> None:
        self._grace.stop()
        self._sought_ms = None
        self._passed_over = QVideoFrame()
        self._shown_ms = frame.startTime() // 1_000
        self._show(frame.toImage(), sought=True)

    @Slot()
    def _show_nearest(self) -> None:
        if self._held and self._passed_over.isValid():
            self._show_sought(self._passed_over)

    @Slot(QMediaPlayer.MediaStatus)
    def _take_status(self, status: QMediaPlayer.MediaStatus) -> None:
        if self._changing or self._stage is Stage.IDLE:
            return
        if status is QMediaPlayer.MediaStatus.EndOfMedia:
            self._reached_end()

    @Slot(QMediaPlayer.Error, str)
    def _take_error(self, _error: QMediaPlayer.Error, _words: str) -> None:
        # An error in the middle of a clip is played over; one at its start is its end.
        if not self._changing and self._stage is Stage.LOADING:
            self._fail_soon(NOT_PLAYABLE)


def _is_at(frame: QVideoFrame, position_ms: int) -> bool:
    """Whether a frame is shown at this moment of the clip."""
    return frame.startTime() <= position_ms * 1_000 < max(frame.endTime(), frame.startTime() + 1)

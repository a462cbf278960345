"""The least that gets a first picture out of each library: what ours is measured beside.

No watch over broken files, no generations, no holding, no true size: open, and a picture comes.
"""

from __future__ import annotations

import ctypes
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QMediaPlayer, QVideoFrame, QVideoSink

from backrehab.players.libvlc import start_libvlc


class BareQt(QObject):
    picture = Signal(QImage)

    def __init__(self) -> None:
        super().__init__()
        self._media = QMediaPlayer(self)
        self._sink = QVideoSink(self)
        self._media.setVideoSink(self._sink)
        self._sink.videoFrameChanged.connect(self._take)

    def open(self, path: Path, *, loop: bool = False) -> None:
        self._media.stop()
        self._media.setLoops(QMediaPlayer.Loops.Infinite if loop else QMediaPlayer.Loops.Once)
        self._media.setSource(QUrl.fromLocalFile(str(path)))
        self._media.play()

    def stop(self) -> None:
        self._media.stop()

    def close(self) -> None:
        self.stop()

    @Slot(QVideoFrame)
    def _take(self, frame: QVideoFrame) -> None:
        if frame.isValid():
            self.picture.emit(frame.toImage())


_WIDTH, _HEIGHT = 1280, 720
_PITCH = _WIDTH * 4
_LOCK = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.POINTER(ctypes.c_void_p))
_DISPLAY = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_void_p)


class BareVlc(QObject):
    """Python-vlc with one buffer of a size that is known beforehand."""

    picture = Signal(QImage)
    _drawn = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._vlc = start_libvlc()
        self._media: Any = self._vlc.instance.media_player_new()
        self._memory = ctypes.create_string_buffer(_PITCH * _HEIGHT)
        self._callbacks = _LOCK(self._lock), _DISPLAY(lambda *_: self._drawn.emit())
        self._media.video_set_callbacks(self._callbacks[0], None, self._callbacks[1], None)
        self._media.video_set_format("RV32", _WIDTH, _HEIGHT, _PITCH)
        self._drawn.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def open(self, path: Path, *, loop: bool = False) -> None:
        self._media.stop()
        media = self._vlc.instance.media_new_path(str(path))
        media.add_option(":no-audio")
        if loop:
            media.add_option(":input-repeat=65535")
        self._media.set_media(media)
        media.release()
        self._media.play()

    def stop(self) -> None:
        self._media.stop()

    def close(self) -> None:
        self.stop()
        self._media.release()
        self._vlc.instance.release()

    def _lock(self, _opaque: Any, planes: Any) -> int:
        planes[0] = ctypes.addressof(self._memory)
        return 1

    @Slot()
    def _take(self) -> None:
        pixels = memoryview(self._memory).cast("B")
        form = QImage.Format.Format_RGB32
        self.picture.emit(QImage(pixels, _WIDTH, _HEIGHT, _PITCH, form).copy())

"""The memory that libVLC draws into, and how its pictures get out of libVLC's threads.

libVLC calls from threads of its own. In there nothing may be asked of libVLC, no widget may be
touched, no lock may be waited for that the GUI thread could hold, and no exception may leave: it
would be printed and forgotten. So a call only copies the picture, puts it into a box for one, and
sends a signal, which Qt queues. A second picture replaces one that nobody has fetched; it needs no
second signal, so nothing piles up while the GUI is busy.
"""

from __future__ import annotations

import ctypes
import logging
import time
from collections import deque
from typing import Any, Final

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QImage

log = logging.getLogger(__name__)

LARGEST: Final = QSize(1920, 1080)
"""libVLC scales larger pictures down to fit."""

_ALIGNMENT: Final = 64
_LINES: Final = 32
_BUFFERS: Final = 3
_AGAIN_SECONDS: Final = 0.06
_BREAK_SECONDS: Final = 0.25
_PADDING: Final = 64
"""By so many pixels at most is a size larger than the one before because of padding alone."""

# The chroma comes as a plain pointer: python-vlc's own type is handed a copy of it, and what is
# written there has no effect.
_FORMAT = ctypes.CFUNCTYPE(
    ctypes.c_uint,
    ctypes.POINTER(ctypes.c_void_p),
    ctypes.c_void_p,
    ctypes.POINTER(ctypes.c_uint),
    ctypes.POINTER(ctypes.c_uint),
    ctypes.POINTER(ctypes.c_uint),
    ctypes.POINTER(ctypes.c_uint),
)
_LOCK = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.POINTER(ctypes.c_void_p))
_DISPLAY = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_void_p)


class _Buffer:
    """Memory for one picture, aligned as libVLC's faster routines need it."""

    def __init__(self, width: int, height: int, pitch: int, lines: int) -> None:
        self._memory = ctypes.create_string_buffer(pitch * lines + _ALIGNMENT)
        self.address = _up_to(ctypes.addressof(self._memory), _ALIGNMENT)
        self._shape = width, height, pitch

    def picture(self) -> QImage:
        """A copy, which stays when libVLC draws here again."""
        width, height, pitch = self._shape
        memory = (ctypes.c_ubyte * (pitch * height)).from_address(self.address)
        pixels = memoryview(memory).cast("B")
        return QImage(pixels, width, height, pitch, QImage.Format.Format_RGB32).copy()


class VlcPictures(QObject):
    """Lends memory to one media player and keeps its newest picture.

    It has to live until the media player is released: libVLC holds bare pointers to `callbacks`
    and to the memory.

    Attributes:
        counting: whether it matters that a picture is drawn again while there is no other yet.
        drawn: how many pictures libVLC has drawn so far, fetched or not; again is not counted.
        breaks: how often it drew nothing for a while; some pictures may be left out then.
        generation: written on each picture; set by the GUI thread before a clip is played.
        callbacks: for libVLC: what sets the format, lends memory and takes the drawn picture.

    Signals:
        arrived: there is a picture to `fetch`. Sent from libVLC's thread: connect it queued.
    """

    arrived = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.counting = False
        self.drawn = 0
        self._previous = QImage()
        self.breaks = 0
        self._drawn_at = 0.0
        self.generation = 0
        self.callbacks = _FORMAT(self._set_format), _LOCK(self._lend), _DISPLAY(self._take)
        self._size = 0, 0
        self._size_of = -1  # the generation
        self._shape = 0, 0, 0
        self._buffers: list[_Buffer] = []
        self._lent = 0
        self._box: deque[tuple[int, QImage]] = deque(maxlen=1)  # its steps are atomic
        self._announced = False
        self._has_complained = False

    def fetch(self) -> tuple[int, QImage] | None:
        """The newest picture with its clip's generation; None if it was fetched before."""
        self._announced = False  # first this: what comes in between is then announced again
        return self._box.pop() if self._box else None

    def clear(self) -> None:
        self._box.clear()

    # ---- libVLC's threads

    def _set_format(
        self, _opaque: Any, chroma: Any, width: Any, height: Any, pitch: Any, lines: Any
    ) -> int:
        """Asks for 32-bit pictures, and for as few pixels as it was first called with.

        It is called up to three times for a clip: with the size that the file names, then with
        what the decoder makes of it, padding included. libVLC stretches the picture to whatever
        is asked for, so the smaller size is nearer the truth.
        """
        try:
            size = width[0], height[0]
            more = size[0] - self._size[0], size[1] - self._size[1]
            is_padded = all(0 <= pixels < _PADDING for pixels in more)
            if self._size_of != self.generation or not is_padded:
                self._size, self._size_of = size, self.generation
            width[0], height[0] = _fitting(*self._size)
            pitch[0] = _up_to(width[0] * 4, _ALIGNMENT)
            lines[0] = _up_to(height[0], _LINES)
            ctypes.memmove(chroma, b"RV32", 4)
            shape = width[0], height[0], pitch[0]
            if shape != self._shape:
                self._shape = shape
                self._buffers = [_Buffer(*shape, lines[0]) for _ in range(_BUFFERS)]
        except Exception as error:  # noqa: BLE001 - none may leave for libVLC
            self._complain(error)
            return 0
        return _BUFFERS

    def _lend(self, _opaque: Any, planes: Any) -> int:
        try:
            self._lent = (self._lent + 1) % _BUFFERS
            planes[0] = self._buffers[self._lent].address
        except Exception as error:  # noqa: BLE001 - none may leave for libVLC
            self._complain(error)
        return self._lent + 1  # 0 would be a null pointer

    def _take(self, _opaque: Any, lent: int | None) -> None:
        try:
            picture = self._buffers[(lent or 1) - 1].picture()
            self._count(picture)
            self._box.append((self.generation, picture))
            if not self._announced:
                self._announced = True
                self.arrived.emit()
        except Exception as error:  # noqa: BLE001 - none may leave for libVLC
            self._complain(error)

    def _count(self, picture: QImage) -> None:
        now = time.monotonic()
        since, self._drawn_at = now - self._drawn_at, now
        again = self.counting and since > _AGAIN_SECONDS and picture == self._previous
        self._previous = picture
        self.drawn += not again
        self.breaks += since > _BREAK_SECONDS

    def _complain(self, error: Exception) -> None:
        """Once: thirty a second would fill the log."""
        if not self._has_complained:
            self._has_complained = True
            log.error("in a call from libVLC", exc_info=error)


def _fitting(width: int, height: int) -> tuple[int, int]:
    """The size, or where it is too large the largest of its shape; both numbers even."""
    scale = min(1.0, LARGEST.width() / width, LARGEST.height() / height)
    return max(2, int(width * scale) & ~1), max(2, int(height * scale) & ~1)


def _up_to(size: int, step: int) -> int:
    return (size + step - 1) // step * step

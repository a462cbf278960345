"""What happens in libVLC's threads, called as libVLC would call it."""

from __future__ import annotations

import ctypes
import logging
import threading
from typing import Any

import pytest
from PySide6.QtCore import QSize, Qt
from pytestqt.qtbot import QtBot

from backrehab.players.vlc_pictures import VlcPictures


class Caller:
    """libVLC's side: asks for a format, draws and hands over."""

    def __init__(self, pictures: VlcPictures) -> None:
        self._set_format, self._lend, self._take = pictures.callbacks
        self.size = QSize()
        self.pitch = 0

    def set_format(self, width: int, height: int) -> int:
        chroma = ctypes.create_string_buffer(b"I420", 4)
        w, h = ctypes.c_uint(width), ctypes.c_uint(height)
        pitch, lines = ctypes.c_uint(), ctypes.c_uint()
        opaque = ctypes.c_void_p()
        buffers: int = self._set_format(
            ctypes.pointer(opaque), ctypes.addressof(chroma), w, h, pitch, lines
        )
        assert chroma.raw == b"RV32"
        assert pitch.value % 64 == 0
        assert lines.value % 32 == 0
        self.size, self.pitch = QSize(w.value, h.value), pitch.value
        return buffers

    def draw(self, value: int) -> None:
        plane = ctypes.c_void_p()
        lent: Any = self._lend(None, ctypes.pointer(plane))
        assert plane.value is not None
        assert plane.value % 64 == 0
        ctypes.memset(plane.value, value, self.pitch * self.size.height())
        self._take(None, lent)


@pytest.fixture
def pictures(qtbot: QtBot) -> VlcPictures:
    return VlcPictures()


def grey(mail: object) -> tuple[int, int]:
    """The generation and the grey of a picture."""
    assert isinstance(mail, tuple)
    generation, image = mail
    return generation, image.pixel(1, 1) & 0xFF


def test_a_picture_is_a_copy_with_the_generation_of_its_clip(pictures: VlcPictures) -> None:
    caller = Caller(pictures)
    assert caller.set_format(320, 192) > 1
    assert caller.size == QSize(320, 192)

    pictures.generation = 7
    caller.draw(10)
    mail = pictures.fetch()
    for value in (20, 30, 40, 50):
        caller.draw(value)

    assert grey(mail) == (7, 10)


def test_only_the_newest_picture_is_kept_and_announced_once(
    pictures: VlcPictures, qtbot: QtBot
) -> None:
    caller = Caller(pictures)
    caller.set_format(320, 192)
    announced: list[int] = []
    pictures.arrived.connect(lambda: announced.append(1), Qt.ConnectionType.DirectConnection)

    for value in (10, 20, 30):
        caller.draw(value)

    assert len(announced) == 1
    assert grey(pictures.fetch()) == (0, 30)
    assert pictures.fetch() is None
    caller.draw(40)
    assert len(announced) == 2


def test_a_cleared_picture_is_gone(pictures: VlcPictures) -> None:
    caller = Caller(pictures)
    caller.set_format(320, 192)
    caller.draw(10)

    pictures.clear()

    assert pictures.fetch() is None


@pytest.mark.parametrize(
    ("width", "height", "expected"),
    [
        (3840, 2176, QSize(1904, 1080)),
        (2176, 3840, QSize(612, 1080)),
        (1920, 1080, QSize(1920, 1080)),
        (321, 181, QSize(320, 180)),
    ],
    ids=["4K", "4K upright", "as large as can be", "odd"],
)
def test_libvlc_is_asked_to_scale_what_is_too_large(
    pictures: VlcPictures, width: int, height: int, expected: QSize
) -> None:
    caller = Caller(pictures)

    caller.set_format(width, height)
    caller.draw(10)

    assert caller.size == expected
    assert grey(pictures.fetch()) == (0, 10)


def test_the_padding_of_the_decoder_is_not_asked_for(pictures: VlcPictures) -> None:
    caller = Caller(pictures)

    for width, height in ((1280, 720), (1280, 720), (1280, 736)):
        caller.set_format(width, height)
        assert caller.size == QSize(1280, 720)


def test_a_clip_s_size_is_not_kept_for_the_next(pictures: VlcPictures) -> None:
    caller = Caller(pictures)
    caller.set_format(1280, 720)

    pictures.generation = 1
    caller.set_format(1280, 736)

    assert caller.size == QSize(1280, 736)


def test_a_size_that_changes_within_a_clip_is_taken(pictures: VlcPictures) -> None:
    caller = Caller(pictures)
    caller.set_format(1280, 720)

    caller.set_format(400, 720)
    assert caller.size == QSize(400, 720)
    caller.set_format(1920, 1080)
    assert caller.size == QSize(1920, 1080)
    caller.draw(10)
    assert grey(pictures.fetch()) == (0, 10)


def test_a_fault_is_logged_once_and_does_not_leave(
    pictures: VlcPictures, caplog: pytest.LogCaptureFixture
) -> None:
    _, lend, take = pictures.callbacks

    with caplog.at_level(logging.ERROR):
        for _ in range(3):  # no format was set: there are no buffers
            lend(None, ctypes.pointer(ctypes.c_void_p()))
            take(None, 1)

    assert [record.message for record in caplog.records] == ["in a call from libVLC"]


def test_no_picture_is_lost_between_two_threads(pictures: VlcPictures, qtbot: QtBot) -> None:
    """The last one arrives however the two interleave."""
    caller = Caller(pictures)
    caller.set_format(64, 32)
    seen: list[int] = []

    def fetch() -> None:
        mail = pictures.fetch()
        if mail is not None:
            seen.append(grey(mail)[1])

    pictures.arrived.connect(fetch, Qt.ConnectionType.QueuedConnection)

    def draw() -> None:
        for value in range(1, 200):
            caller.draw(value)

    for _ in range(20):
        seen.clear()
        thread = threading.Thread(target=draw)
        thread.start()
        qtbot.waitUntil(lambda: bool(seen) and seen[-1] == 199, timeout=4_000)
        thread.join()
        assert seen == sorted(seen)

"""What every player promises, and the rules that those who play by themselves share.

All of it happens in the GUI thread. A player shows nothing itself: it hands out pictures, and a
widget paints the latest one. Nothing is timed by a player: when to hold and when to move is
said by the session's own clock, and a clip that can't be shown never stops a session.
"""

from __future__ import annotations

from enum import Enum, auto
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QSize, QTimer, Signal
from PySide6.QtGui import QImage

SLOWEST_RATE: Final = 0.5
FASTEST_RATE: Final = 2.0

FIRST_PICTURE_MS: Final = 4_000
"""How long a clip may take to its first picture. Broken files often end or wait without a word."""

MISSING: Final = "the file isn't there"
EMPTY: Final = "the file is empty"
NOT_A_FILE: Final = "it is a folder, not a video file"
NO_PICTURE: Final = "no picture came from the file"
NOT_PLAYABLE: Final = "the file isn't a video that can be shown"


class Player(QObject):
    """Shows one clip at a time, as pictures, without sound.

    Each `open` is followed by `started` or `failed`, unless the next `open`, `stop` or `close`
    comes first; neither is sent before `open` has returned. A clip that started and then can't
    go on, as when its disk is taken out, may still fail. After `stop`, `close` or the next
    `open` nothing of the old clip is sent any more.

    Signals:
        picture: the next picture to show. It may be stretched: draw it into the shape of
            `picture_size()`.
        started: the first picture of this clip has just been handed out.
        ended: a clip opened without `loop` has shown its last picture, which stays. Until the
            next `open`, `hold`, `resume`, `seek` and `set_rate` have no effect. An end that is
            reached while held is told after `resume`.
        failed: this clip can't be shown, with the reason in plain words, in lower case and
            without a full stop. The player is then as after `stop`.
    """

    picture = Signal(QImage)
    started = Signal()
    ended = Signal()
    failed = Signal(str)

    @property
    def name(self) -> str:
        """What plays, as shown in About: "libVLC", "Qt Multimedia" or "none"."""
        raise NotImplementedError

    def version(self) -> str:
        """The version of what plays; "" where there is none."""
        raise NotImplementedError

    def prepare(self) -> None:
        """Loads what the first clip will need, so that it opens sooner. May be left out."""

    def open(
        self,
        path: Path,
        *,
        loop: bool = True,
        rate: float = 1.0,
        held_at_ms: int | None = None,
    ) -> None:
        """Leaves the clip before and starts this one.

        With `held_at_ms` it shows the picture of that moment and stays still, as if `hold` had
        been called, until `resume`.
        """
        raise NotImplementedError

    def hold(self) -> None:
        """Freezes the picture that is shown; held before the first picture, that one is shown."""
        raise NotImplementedError

    def resume(self) -> None:
        """Goes on from where it stands; no effect while it isn't held."""
        raise NotImplementedError

    def seek(self, position_ms: int) -> None:
        """Goes to a moment of the clip; while held its picture is shown and stays.

        Qt Multimedia finds the exact picture, libVLC may be a few pictures beside it. A moment
        after the end is the last one.
        """
        raise NotImplementedError

    def set_rate(self, rate: float) -> None:
        """Plays slower or faster, within 0.5 to 2.0."""
        raise NotImplementedError

    def stop(self) -> None:
        """Leaves the clip; nothing is sent any more. What was painted may stay painted."""
        raise NotImplementedError

    def close(self) -> None:
        """Gives everything back for good, before the application ends; a second call is fine."""
        raise NotImplementedError

    def shown_ms(self) -> int | None:
        """The moment of the clip at which the picture handed out last begins; None if unknown."""
        return None

    def picture_size(self) -> QSize:
        """The true shape of the clip last shown; an empty size before the first picture."""
        raise NotImplementedError


class Stage(Enum):
    """Where a clip is, for what decodes it."""

    IDLE = auto()
    LOADING = auto()  # no picture has been decoded
    PLAYING = auto()  # pictures come, or would if it were not held
    ENDED = auto()


class ClipPlayer(Player):
    """The rules of the contract, over a few plain orders to whatever decodes.

    What decodes calls `_decoding` with its first picture, `_show` with each one to be shown,
    `_reached_end` and `_fail`; it is told what to do by `_load`, `_pause`, `_go_to`,
    `_play_at_rate`, `_unload` and `_release`. Everything that was under way when a clip was left
    carries that clip's `_generation` and is recognised by it.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stage = Stage.IDLE
        self._generation = 0
        self._path = Path()
        self._loop = True
        self._rate = 1.0
        self._held = False
        self._paused = False  # what the decoder was told
        self._start_ms = 0
        self._pictures = 0  # that have come since the decoding began
        self._has_started = False
        self._size = QSize()
        self._closed = False
        self._patience = QTimer(self, singleShot=True, interval=FIRST_PICTURE_MS)
        self._patience.timeout.connect(self._lose_patience)

    # ---- the contract

    def open(
        self,
        path: Path,
        *,
        loop: bool = True,
        rate: float = 1.0,
        held_at_ms: int | None = None,
    ) -> None:
        if self._closed:
            return
        self.stop()
        self._path = path
        self._loop = loop
        self._rate = within_limits(rate)
        self._held = held_at_ms is not None
        self._start_ms = max(0, held_at_ms or 0)
        self._has_started = False
        self._stage = Stage.LOADING
        trouble = file_trouble(path)
        if trouble:
            self._fail_soon(trouble)
            return
        self._begin()

    def hold(self) -> None:
        if self._held or self._stage not in {Stage.LOADING, Stage.PLAYING}:
            return
        self._held = True
        if self._has_started:  # else as soon as there is a picture to freeze
            self._set_paused(True)

    def resume(self) -> None:
        if not self._held:
            return
        self._held = False
        if self._stage is Stage.ENDED:
            self.ended.emit()
        elif self._stage is not Stage.IDLE:
            self._set_paused(False)

    def seek(self, position_ms: int) -> None:
        position_ms = max(0, position_ms)
        if self._stage is Stage.LOADING:
            self._start_ms = position_ms
        elif self._stage is Stage.PLAYING:
            self._go_to(position_ms)
        elif self._stage is Stage.ENDED and self._held:
            self.open(self._path, loop=self._loop, rate=self._rate, held_at_ms=position_ms)

    def set_rate(self, rate: float) -> None:
        self._rate = within_limits(rate)
        if self._stage in {Stage.LOADING, Stage.PLAYING}:
            self._play_at_rate(self._rate)

    def stop(self) -> None:
        self._patience.stop()
        self._generation += 1
        self._held = False
        was, self._stage = self._stage, Stage.IDLE
        if was is not Stage.IDLE:
            self._unload()

    def close(self) -> None:
        if self._closed:
            return
        self.stop()
        self._closed = True
        self._release()

    def picture_size(self) -> QSize:
        return QSize(self._size)

    def _begin(self) -> None:
        self._pictures = 0
        self._paused = False
        self._patience.start()
        self._load(self._path.absolute())

    # ---- what the decoder tells

    def _decoding(self) -> None:
        """The first picture has come out of the decoder, be it shown or not."""
        self._stage = Stage.PLAYING

    def _show(self, image: QImage, *, sought: bool = False) -> None:
        """Hands out a picture; while held only the first one and one that was sought."""
        self._pictures += 1
        self._patience.stop()
        if self._held and self._has_started and not sought:
            return
        first, self._has_started = not self._has_started, True
        generation = self._generation
        if first:
            self._size = self._true_size(image)
            if self._held:
                self._set_paused(True)
        self.picture.emit(image)
        if first and generation == self._generation:  # whoever got the picture may have left
            self.started.emit()

    def _set_paused(self, paused: bool) -> None:
        """Tells the decoder to stand still or to go on, unless it does so already."""
        if paused is not self._paused:
            self._paused = paused
            self._pause(paused)

    def _reached_end(self) -> None:
        if not self._pictures:
            self._fail(NOT_PLAYABLE)
        elif self._loop:  # a decoder that goes round by itself may do so a limited number of times
            self._unload()
            self._start_ms = 0
            self._stage = Stage.LOADING
            self._begin()
        else:
            self._patience.stop()
            self._stage = Stage.ENDED
            if not self._held:
                self.ended.emit()

    def _fail(self, words: str) -> None:
        self.stop()
        self.failed.emit(words)

    def _fail_soon(self, words: str) -> None:
        """For what may be noticed before `open` has returned."""
        generation = self._generation

        def fail() -> None:
            if generation == self._generation:
                self._fail(words)

        QTimer.singleShot(0, self, fail)

    def _lose_patience(self) -> None:
        self._fail(NO_PICTURE)

    # ---- the orders

    def _load(self, path: Path) -> None:
        """Begins to decode; at the first picture pauses if `_held` and goes to `_start_ms`."""
        raise NotImplementedError

    def _pause(self, paused: bool) -> None:
        raise NotImplementedError

    def _go_to(self, position_ms: int) -> None:
        """Seeks; while held the picture that comes is shown with `sought=True`."""
        raise NotImplementedError

    def _play_at_rate(self, rate: float) -> None:
        raise NotImplementedError

    def _unload(self) -> None:
        raise NotImplementedError

    def _release(self) -> None:
        """Gives back what `_unload` keeps for the next clip."""

    def _true_size(self, image: QImage) -> QSize:
        return image.size()


def within_limits(rate: float) -> float:
    """The nearest rate that both decoders play evenly."""
    return min(max(rate, SLOWEST_RATE), FASTEST_RATE)


def file_trouble(path: Path) -> str:
    """What can be said of a file without decoding it; "" if it is there and holds something."""
    try:
        if path.is_dir():
            return NOT_A_FILE
        return "" if path.stat().st_size else EMPTY
    except OSError:
        return MISSING

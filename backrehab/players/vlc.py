"""libVLC 3 behind the player contract: pictures through memory, no window of its own.

libVLC tells nothing of where a picture stands in its clip. But it draws each picture once, so from
one that is known on they are counted. While it is paused it draws the same
picture again several times a second, for up to two pictures after a pause it goes on drawing, and
a seek that comes in that time, or near the clip's end, is carried out but not drawn. So a seek
while held waits until the pause has settled, takes the first picture that looks different, and is
given again a moment later, as `HeldSeek` says.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QImage

from backrehab.players.base import NOT_PLAYABLE, ClipPlayer, Stage
from backrehab.players.libvlc import NAME, start_libvlc
from backrehab.players.vlc_held_seek import HeldSeek
from backrehab.players.vlc_pictures import VlcPictures

log = logging.getLogger(__name__)

_OPTIONS: Final = (
    ":no-audio",
    ":no-sub-autodetect-file",
    # Read 50 ms ahead. With libVLC's own 300 ms a clip that is held in its last second is read to
    # its end, and leaving it then blocks for up to three seconds.
    ":file-caching=50",
)
_GO_ROUND: Final = ":input-repeat=65535"  # its largest number; the clip is then opened again

_SETTLED_AFTER_FRAMES: Final = 2.5
_SETTLED_AFTER_MS: Final = 100
_SEEK_AGAIN_MS: Final = 150


class VlcPlayer(ClipPlayer):
    """One media player of one instance, for every clip of the run: each new one would leak.

    Raises:
        PlayerUnavailable: libVLC 3 can't be had here.
    """

    _end_came = Signal(int)
    _error_came = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        self._libvlc = start_libvlc()
        super().__init__(parent)
        self._media: Any = self._libvlc.instance.media_player_new()
        self._pictures_out = VlcPictures(self)
        self._pictures_out.arrived.connect(self._fetch, Qt.ConnectionType.QueuedConnection)
        set_format, lend, take = self._pictures_out.callbacks
        self._media.video_set_format_callbacks(set_format, None)
        self._media.video_set_callbacks(lend, None, take, None)
        self._end_came.connect(self._take_end, Qt.ConnectionType.QueuedConnection)
        self._error_came.connect(self._take_error, Qt.ConnectionType.QueuedConnection)
        kinds = self._libvlc.module.EventType
        self._events = {
            kinds.MediaPlayerEndReached: self._end_came,
            kinds.MediaPlayerEncounteredError: self._error_came,
        }
        for kind, signal in self._events.items():
            self._media.event_manager().event_attach(kind, self._pass_on, signal)
        self._last = QImage()  # the last that was drawn, be it shown or not
        self._fps = 25.0
        self._drawn = 0  # pictures that are counted
        self._breaks = -1  # until then
        self._frame: int | None = None  # the number of the one shown last, where that is known
        self._sought: HeldSeek | None = None
        self._settling = QTimer(self, singleShot=True)
        self._settling.timeout.connect(self._seek_held)
        self._again = QTimer(self, singleShot=True, interval=_SEEK_AGAIN_MS)
        self._again.timeout.connect(self._seek_held)

    @property
    def name(self) -> str:
        return NAME

    def version(self) -> str:
        return self._libvlc.version

    def shown_ms(self) -> int | None:
        return None if self._frame is None else int(self._frame * 1_000 / self._fps)

    # ---- the orders

    def _load(self, path: Path) -> None:
        self._pictures_out.counting = True
        self._pictures_out.generation = self._generation
        # Only ever a path: anything else with a colon in it would be taken for an address.
        media = self._libvlc.instance.media_new_path(str(path))
        for option in (*_OPTIONS, _GO_ROUND) if self._loop else _OPTIONS:
            media.add_option(option)
        self._media.set_media(media)
        media.release()
        self._media.set_rate(self._rate)
        self._media.play()  # always says yes; what is wrong comes later

    def _pause(self, paused: bool) -> None:
        self._pictures_out.counting = not paused
        if paused:
            self._frame = None  # a few more may be drawn
            self._settling.start(self._settling_ms())
        else:
            if self._sought is not None and not self._sought.given:
                self._media.set_time(self._sought.position_ms)
                self._frame = None
            self._seek_no_more()
            self._count_from(self._frame)
            self._drawn += 1  # the one that stands is drawn once more
        self._media.set_pause(int(paused))

    def _go_to(self, position_ms: int) -> None:
        frame_no = self._frame_at(position_ms)
        position_ms = int(frame_no * 1_000 / self._fps)
        if not self._held:
            self._count_from(frame_no - 1)
            self._media.set_time(position_ms)
            return
        self._frame = frame_no
        self._sought = HeldSeek(position_ms)
        if not self._settling.isActive():
            self._seek_held()

    def _play_at_rate(self, rate: float) -> None:
        self._media.set_rate(rate)

    def _unload(self) -> None:
        self._seek_no_more()
        self._media.stop()  # returns when the clip's threads have ended
        self._pictures_out.clear()
        self._last = QImage()
        self._frame = None

    def _release(self) -> None:
        for kind in self._events:
            self._media.event_manager().event_detach(kind)
        self._media.release()
        self._libvlc.instance.release()

    def _true_size(self, image: QImage) -> QSize:
        """The picture that was drawn is stretched by the decoder's padding; the clip isn't."""
        size = QSize(*self._media.video_get_size(0))
        if size.isEmpty():
            return image.size()
        # A phone's clip may be turned: the picture is, this size isn't.
        upright = (image.width() > image.height()) == (size.width() > size.height())
        return size if upright else size.transposed()

    # ---- seeking while held

    def _seek_held(self) -> None:
        """Looks at what the seek before has drawn, and gives the seek if that isn't enough."""
        sought = self._sought
        if sought is None:
            return
        if sought.given:
            looks_like_the_start = not self._has_started and not self._last.isNull()
            if looks_like_the_start or sought.look(self._last):
                self._show(self._last, sought=True)
        is_left = sought is not self._sought  # by whoever got the picture
        if sought.wants_another and not is_left:
            sought.given += 1
            self._media.set_time(sought.position_ms)
            self._again.start()

    def _is_sought(self, image: QImage) -> bool:
        is_new = not self._settling.isActive() and image != self._last
        return is_new and self._sought is not None and self._sought.drawn(image)

    def _seek_no_more(self) -> None:
        self._settling.stop()
        self._again.stop()
        self._sought = None

    def _settling_ms(self) -> int:
        ms = round(_SETTLED_AFTER_FRAMES * 1_000 / self._fps / self._rate)
        return max(_SETTLED_AFTER_MS, ms)

    def _frame_at(self, position_ms: int) -> int:
        """The picture of a moment: libVLC shows the first that begins no earlier than it is told.

        A millisecond early is taken for that moment. The very last picture can't be sought.
        """
        self._fps = self._media.get_fps() or self._fps
        frame_no = int((position_ms + 1) * self._fps / 1_000)
        frames = self._frames()
        return min(frame_no, max(frames - 2, 0)) if frames else frame_no

    def _frames(self) -> int:
        """How many pictures the clip has; 0 while that isn't known."""
        length_ms: int = self._media.get_length()
        return max(0, round(length_ms * self._fps / 1_000))

    # ---- what libVLC tells

    def _pass_on(self, _event: Any, signal: Any) -> None:
        """In libVLC's thread: hands over which clip it was, nothing else."""
        try:
            signal.emit(self._pictures_out.generation)
        except Exception:
            log.exception("in an event from libVLC")

    @Slot()
    def _fetch(self) -> None:
        mail = self._pictures_out.fetch()
        if mail is None or mail[0] != self._generation:
            return
        image = mail[1]
        if self._stage is Stage.LOADING:
            self._decoding()
            self._fps = self._media.get_fps() or self._fps
            self._count_from(0)
            if self._held:
                self._set_paused(True)
            if self._held or self._start_ms:
                self._go_to(self._start_ms)
        else:
            self._count()
        if not self._held or (not self._has_started and not self._start_ms):
            self._show(image)
        elif self._is_sought(image):
            self._show(image, sought=True)
        self._last = image

    def _count_from(self, frame_no: int | None) -> None:
        """The next picture that is drawn follows this one."""
        self._frame = frame_no
        self._drawn = self._pictures_out.drawn
        self._breaks = -1  # until the next one is drawn there may be a break

    def _count(self) -> None:
        """Keeps the number of the picture that is shown, while they follow one another."""
        new = self._pictures_out.drawn - self._drawn
        if self._frame is None or self._held or new <= 0:
            return
        if self._breaks not in {-1, self._pictures_out.breaks}:
            self._frame = None
            return
        self._breaks = self._pictures_out.breaks
        self._drawn += new
        self._frame += new
        if frames := self._frames():
            self._frame %= frames

    @Slot(int)
    def _take_end(self, generation: int) -> None:
        if generation == self._generation:
            self._reached_end()

    @Slot(int)
    def _take_error(self, generation: int) -> None:
        if generation == self._generation:
            self._fail(NOT_PLAYABLE)

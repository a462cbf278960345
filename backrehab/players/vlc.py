"""libVLC 3 behind the player contract: pictures through memory, no window of its own.

libVLC tells nothing of where a picture stands in its clip. While it is paused it draws the same
picture again several times a second, for up to two pictures after a pause it goes on drawing, and
a seek that comes in that time, or near the clip's end, is carried out but not drawn. So a seek
while held waits until the pause has settled, takes the first picture that looks different, and is
given again a moment later.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QImage

from backrehab.players.base import NOT_PLAYABLE, ClipPlayer, Stage
from backrehab.players.libvlc import NAME, start_libvlc
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
_SEEKS: Final = 3


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
        self._target_ms: int | None = None  # what is sought while held
        self._seeks_left = 0
        self._settling = QTimer(self, singleShot=True)
        self._settling.timeout.connect(self._seek_held)
        self._again = QTimer(self, singleShot=True, interval=_SEEK_AGAIN_MS)
        self._again.timeout.connect(self._seek_held)

    @property
    def name(self) -> str:
        return NAME

    def version(self) -> str:
        return self._libvlc.version

    # ---- the orders

    def _load(self, path: Path) -> None:
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
        if paused:
            self._settling.start(self._settling_ms())
        else:
            if self._target_ms is not None and self._seeks_left == _SEEKS:
                self._media.set_time(self._target_ms)  # it had still to be given
            self._forget_target()
        self._media.set_pause(int(paused))

    def _go_to(self, position_ms: int) -> None:
        position_ms = self._frame_start_ms(position_ms)
        if not self._held:
            self._media.set_time(position_ms)
            return
        self._target_ms = position_ms
        self._seeks_left = _SEEKS
        if not self._settling.isActive():
            self._seek_held()

    def _play_at_rate(self, rate: float) -> None:
        self._media.set_rate(rate)

    def _unload(self) -> None:
        self._forget_target()
        self._media.stop()  # returns when the clip's threads have ended
        self._pictures_out.clear()
        self._last = QImage()

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
        """Gives the seek, and gives it again, since one that comes amiss isn't drawn."""
        if self._target_ms is None:
            return
        if self._seeks_left < _SEEKS and not self._has_started and not self._last.isNull():
            self._show(self._last)  # the moment that is sought looks like the clip's start
        if self._seeks_left:
            self._seeks_left -= 1
            self._media.set_time(self._target_ms)
            self._again.start()

    def _forget_target(self) -> None:
        self._settling.stop()
        self._again.stop()
        self._target_ms = None

    def _settling_ms(self) -> int:
        fps = self._media.get_fps() or 25.0
        return max(_SETTLED_AFTER_MS, round(_SETTLED_AFTER_FRAMES * 1_000 / fps / self._rate))

    def _frame_start_ms(self, position_ms: int) -> int:
        """When the picture of a moment begins: libVLC shows the first that begins no earlier.

        A millisecond early is taken for that moment. The very last picture can't be sought.
        """
        fps = self._media.get_fps()
        if not fps:
            return position_ms
        last = int(self._media.get_length() * fps / 1_000) - 2
        frame_no = min(int((position_ms + 1) * fps / 1_000), max(last, 0))
        return int(frame_no * 1_000 / fps)

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
            if self._held:
                self._set_paused(True)
            if self._held or self._start_ms:
                self._go_to(self._start_ms)
        if not self._held or (not self._has_started and not self._start_ms):
            self._show(image)
        elif not self._settling.isActive() and image != self._last:
            self._show(image, sought=self._target_ms is not None)
        self._last = image

    @Slot(int)
    def _take_end(self, generation: int) -> None:
        if generation == self._generation:
            self._reached_end()

    @Slot(int)
    def _take_error(self, generation: int) -> None:
        if generation == self._generation:
            self._fail(NOT_PLAYABLE)

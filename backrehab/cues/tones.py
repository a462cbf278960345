"""A tone for each cue; where there is no sound, silence and nothing else."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QAudioDevice, QMediaDevices, QSoundEffect

    from backrehab.core.cues import Cue

log = logging.getLogger(__name__)

_RENEW_MS = 800
"""After this the tone that sounded while a device came has ended."""


class Tones(QObject):
    """Plays the tones in `folder`, `go.wav` for `Cue.GO`.

    A newer cue cuts off an older one, so that they never overlap. Nothing here raises: a computer
    without a sound device, or without Qt Multimedia, is silent and the screen says it all.

    Signals:
        available_changed: There is something to hear them with now, or nothing any more.
        device_changed: Another device is the usual one, or there is none any more.
    """

    available_changed = Signal()
    device_changed = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._enabled = True
        self._volume = 1.0
        self._devices: QMediaDevices | None = None
        self._device_id = b""
        self._effects: dict[Cue, QSoundEffect] = {}
        self._playing: QSoundEffect | None = None
        self._lengths_ms: dict[Cue, int] = {}
        self._loaded = False
        self._renew = QTimer(self)
        self._renew.setSingleShot(True)
        self._renew.setInterval(_RENEW_MS)
        self._renew.timeout.connect(self._remake)

    @property
    def available(self) -> bool:
        """Whether there is anything to hear them with."""
        self.load()
        return bool(self._effects)

    def load(self) -> None:
        """Gets the tones ready, so that the first is not late. Loading twice is loading once."""
        if self._loaded:
            return
        self._loaded = True
        try:
            from PySide6.QtMultimedia import QMediaDevices
        except ImportError as error:  # a system library is missing, such as libpulse
            log.info("no sound: %s", error)
            return
        self._devices = QMediaDevices(self)
        self._devices.audioOutputsChanged.connect(self._take_devices)
        self._take_devices()

    def play(self, cue: Cue) -> None:
        """Starts a tone and returns at once; does nothing while switched off."""
        if self._enabled:
            self.try_out(cue)

    def try_out(self, cue: Cue) -> None:
        """Plays a tone even while switched off, to hear what it would be like."""
        self.load()
        self.stop()
        self._playing = self._effects.get(cue)
        if self._playing is not None:
            self._playing.play()

    def stop(self) -> None:
        """Cuts off the tone that still sounds."""
        if self._playing is not None:
            self._playing.stop()

    def length_ms(self, cue: Cue) -> int:
        """How long a tone sounds; 0 for one that can't be read."""
        if cue not in self._lengths_ms:
            self._lengths_ms[cue] = _length_ms(self._folder / f"{cue}.wav")
        return self._lengths_ms[cue]

    def set_volume(self, percent: int) -> None:
        """0 to 100, as loud as it seems to the ear."""
        # Ears hear loudness in steps of a ratio: the square comes close to that.
        self._volume = (percent / 100) ** 2
        for effect in self._effects.values():
            effect.setVolume(self._volume)

    def set_enabled(self, enabled: bool) -> None:
        """Switches all tones on or off."""
        self._enabled = enabled
        if not enabled:
            self.stop()

    def _take_devices(self) -> None:
        """An effect keeps to the device it was made for: for another one they are made again.

        Also for one of the same name, a little later: Qt does not tell of the last device that
        goes (6.11 with PulseAudio), so it may be that device come back, and an effect made before
        stays silent on it for ever.
        """
        from PySide6.QtMultimedia import QMediaDevices

        device = QMediaDevices.defaultAudioOutput()
        device_id = b"" if device.isNull() else bytes(device.id().data())
        if device_id == self._device_id:
            self._renew.start()
            return
        self._device_id = device_id
        had_effects = bool(self._effects)
        self._remake()
        self.device_changed.emit()
        if bool(self._effects) is not had_effects:
            self.available_changed.emit()

    def _remake(self) -> None:
        from PySide6.QtMultimedia import QMediaDevices

        self._renew.stop()
        self._drop_effects()
        device = QMediaDevices.defaultAudioOutput()
        if not device.isNull():
            self._make_effects(device)

    def _drop_effects(self) -> None:
        """Deletes them at once: all of a device share one way to it, which goes with the last."""
        from shiboken6 import delete

        self._playing = None
        for effect in self._effects.values():
            effect.stop()
            delete(effect)
        self._effects = {}

    def _make_effects(self, device: QAudioDevice) -> None:
        from PySide6.QtCore import QUrl
        from PySide6.QtMultimedia import QSoundEffect

        from backrehab.core.cues import Cue  # with it comes the whole engine

        for cue in Cue:
            effect = QSoundEffect(device, self)
            tone = (self._folder / f"{cue}.wav").absolute()
            effect.setSource(QUrl.fromLocalFile(str(tone)))
            effect.setVolume(self._volume)
            self._effects[cue] = effect


def _length_ms(file: Path) -> int:
    import wave

    try:
        with wave.open(str(file)) as sound:
            samples, rate_hz = int(sound.getnframes()), int(sound.getframerate())
            return samples * 1000 // rate_hz
    except (OSError, EOFError, wave.Error) as error:
        log.info("%s can't be read: %s", file.name, error)
        return 0

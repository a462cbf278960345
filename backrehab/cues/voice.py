"""The computer's own voice, where it has one; else silence and nothing else."""

from __future__ import annotations

import logging
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QPluginLoader, Signal

if TYPE_CHECKING:
    from PySide6.QtTextToSpeech import QTextToSpeech, QVoice

log = logging.getLogger(__name__)


class Lack(StrEnum):
    """Why nothing can be said."""

    NOTHING = ""
    NO_VOICE = "no voice"
    NO_ENGLISH = "no English voice"


class Voice(QObject):
    """Says English words.

    Newer words cut off older ones. Nothing here raises: a computer without a voice, or with one
    that fails, is silent and the screen says it all.

    Args:
        engine: Qt's name for what speaks; empty for the system's own.
        parent: What it belongs to.

    Signals:
        ready_changed: There is a voice now, or there is none any more.
    """

    ready_changed = Signal()

    def __init__(self, engine: str = "", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._enabled = True
        self._volume = 1.0
        self._loaded = False
        self._speech: QTextToSpeech | None = None
        self._lack = Lack.NO_VOICE
        self._was_ready = False

    @property
    def ready(self) -> bool:
        """Whether anything can be said now."""
        self.load()
        return self._lack is Lack.NOTHING and self._in_order()

    @property
    def lack(self) -> Lack:
        """What is missing; nothing where it is ready."""
        if self.ready:
            return Lack.NOTHING
        return self._lack or Lack.NO_VOICE

    def load(self) -> None:
        """Gets the voice ready, so that its first words are not late. Twice is once."""
        if not self._loaded:
            self._loaded = True
            self._make()
            self._was_ready = self._lack is Lack.NOTHING and self._in_order()

    def look_again(self) -> None:
        """Makes a voice that has failed anew, as when the sound device it spoke to is another."""
        if self._loaded and not self._in_order():
            self._make()
            self._tell()

    def say(self, words: str) -> None:
        """Begins to speak and comes back at once."""
        if self._enabled:
            self.try_out(words)

    def try_out(self, words: str) -> None:
        """Says words even while switched off, to hear what it would be like."""
        if words and self.ready and self._speech is not None:
            self._speech.say(words)

    def stop(self) -> None:
        """Cuts off what is being said."""
        if self._speech is not None and self._speaks():
            self._speech.stop()

    def set_volume(self, percent: int) -> None:
        """0 to 100."""
        self._volume = percent / 100
        if self._speech is not None:
            self._speech.setVolume(self._volume)

    def set_enabled(self, enabled: bool) -> None:
        """Switches the voice on or off."""
        self._enabled = enabled
        if not enabled:
            self.stop()

    def _make(self) -> None:
        self._drop()
        try:
            from PySide6.QtTextToSpeech import QTextToSpeech
        except ImportError as error:  # a system library is missing
            log.info("no voice: %s", error)
            return
        if not self._engine and not _has_engine():
            return
        speech = QTextToSpeech(self._engine, self) if self._engine else QTextToSpeech(self)
        self._speech = speech
        speech.stateChanged.connect(self._take_state)
        self._choose_voice()

    def _drop(self) -> None:
        self._lack = Lack.NO_VOICE
        if self._speech is not None:
            self._speech.stateChanged.disconnect(self._take_state)
            self._speech.deleteLater()
            self._speech = None

    def _choose_voice(self) -> None:
        """The system's own choice where it is English, else a British one, else any English."""
        speech = self._speech
        if speech is None or not self._in_order():
            log.info("no voice: %s", speech.errorString() if speech else "")
            return
        if _is_english(speech.voice()):
            self._lack = Lack.NOTHING
        else:
            self._lack = self._change_locale(speech)
        speech.setVolume(self._volume)

    def _change_locale(self, speech: QTextToSpeech) -> Lack:
        english = QLocale.Language.English
        locales = [place for place in speech.availableLocales() if place.language() is english]
        british = QLocale.Country.UnitedKingdom
        locales.sort(key=lambda place: place.territory() is not british)
        for place in locales:
            speech.setLocale(place)
            if _is_english(speech.voice()):
                return Lack.NOTHING
        return Lack.NO_ENGLISH

    def _take_state(self) -> None:
        """Some engines are ready only after a while, and any may fail."""
        if self._lack is not Lack.NOTHING and self._in_order():
            self._choose_voice()
        self._tell()

    def _tell(self) -> None:
        if self.ready is not self._was_ready:
            self._was_ready = self.ready
            self.ready_changed.emit()

    def _in_order(self) -> bool:
        if self._speech is None:
            return False
        state = type(self._speech).State
        known = self._speech.engine() and (self._speech.engine() != "mock" or self._engine)
        return bool(known) and self._speech.state() in {
            state.Ready,
            state.Speaking,
            state.Paused,
        }

    def _speaks(self) -> bool:
        return self._speech is not None and (
            self._speech.state() is type(self._speech).State.Speaking
        )


def _has_engine() -> bool:
    """Whether Qt can load what speaks to the system; asked first, as Qt itself complains aloud."""
    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)) / "texttospeech"
    if not folder.is_dir():
        return True  # it may be built in
    for file in sorted(folder.iterdir()):
        loader = QPluginLoader(str(file))
        if "mock" not in file.name and loader.load():
            return True
        log.info("no voice: %s", loader.errorString())
    return False


def _is_english(voice: QVoice) -> bool:
    return bool(voice.name()) and voice.locale().language() is QLocale.Language.English

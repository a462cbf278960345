"""What the person set in Settings: how it looks and sounds, nothing about their health."""

from __future__ import annotations

from collections.abc import Set
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings

from backrehab.ui.theme import TEXT_SIZES, ThemeChoice

if TYPE_CHECKING:
    from backrehab.core.cues import Cue


class AskWorst(StrEnum):
    """When to ask for the worst pain during exercise."""

    AFTER_EACH = "after_each"
    AT_THE_END = "at_the_end"
    NEVER = "never"


class ReducedMotion(StrEnum):
    """Whether things on the screen move less; `SYSTEM` does as the computer is set."""

    SYSTEM = "system"
    ON = "on"
    OFF = "off"


class Preferences:
    """Settings in an ini file, or in memory only (`file=None`, for the demo).

    A value that makes no sense counts as not set: settings never stop the program.
    """

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._values: dict[str, str] = {}
        if file is not None:
            settings = QSettings(str(file), QSettings.Format.IniFormat)
            self._values = {key: str(settings.value(key)) for key in settings.allKeys()}

    @property
    def theme(self) -> ThemeChoice:
        value = self._values.get("look/theme", "")
        return ThemeChoice(value) if value in set(ThemeChoice) else ThemeChoice.SYSTEM

    @theme.setter
    def theme(self, choice: ThemeChoice) -> None:
        self._keep("look/theme", choice.value)

    @property
    def text_percent(self) -> int:
        return self._whole("look/text_percent", 100, frozenset(TEXT_SIZES))

    @text_percent.setter
    def text_percent(self, percent: int) -> None:
        self._keep("look/text_percent", str(percent))

    @property
    def reduced_motion(self) -> ReducedMotion:
        value = self._values.get("look/reduced_motion", "")
        return ReducedMotion(value) if value in set(ReducedMotion) else ReducedMotion.SYSTEM

    @reduced_motion.setter
    def reduced_motion(self, choice: ReducedMotion) -> None:
        self._keep("look/reduced_motion", choice.value)

    @property
    def display(self) -> str:
        """The key of the display sessions use; empty until chosen: the one the window is on."""
        return self._values.get("look/display", "")

    @display.setter
    def display(self, key: str) -> None:
        self._keep("look/display", key)

    @property
    def sounds(self) -> bool:
        """Whether anything is heard at all, tones or voice."""
        return self._is_on("sound/on")

    @sounds.setter
    def sounds(self, on: bool) -> None:
        self._keep_on("sound/on", on)

    @property
    def cue_kinds_off(self) -> frozenset[Cue]:
        """The tones switched off one by one; none at first."""
        from backrehab.core.cues import Cue  # with it comes the whole engine

        names = set(self._values.get("sound/kinds_off", "").split())
        return frozenset(cue for cue in Cue if cue.value in names)

    @cue_kinds_off.setter
    def cue_kinds_off(self, cues: Set[Cue]) -> None:
        self._keep("sound/kinds_off", " ".join(sorted(cue.value for cue in cues)))

    @property
    def voice(self) -> bool:
        """Whether words are spoken."""
        return self._is_on("sound/voice")

    @voice.setter
    def voice(self, on: bool) -> None:
        self._keep_on("sound/voice", on)

    @property
    def voice_counts(self) -> bool:
        """Whether the voice counts the repetitions too."""
        return self._is_on("sound/voice_counts")

    @voice_counts.setter
    def voice_counts(self, on: bool) -> None:
        self._keep_on("sound/voice_counts", on)

    @property
    def volume(self) -> int:
        """In per cent, 0 to 100."""
        return self._whole("sound/volume", 80, frozenset(range(101)))

    @volume.setter
    def volume(self, percent: int) -> None:
        self._keep("sound/volume", str(percent))

    @property
    def ask_pain_before(self) -> bool:
        """Whether to ask, before a session, how the pain is now."""
        return self._is_on("pain/ask_before")

    @ask_pain_before.setter
    def ask_pain_before(self, on: bool) -> None:
        self._keep_on("pain/ask_before", on)

    @property
    def ask_worst(self) -> AskWorst:
        value = self._values.get("pain/ask_worst", "")
        return AskWorst(value) if value in set(AskWorst) else AskWorst.AT_THE_END

    @ask_worst.setter
    def ask_worst(self, choice: AskWorst) -> None:
        self._keep("pain/ask_worst", choice.value)

    @property
    def ask_pain_after(self) -> bool:
        """Whether to ask, half an hour after a session, how the pain is."""
        return self._is_on("pain/ask_after")

    @ask_pain_after.setter
    def ask_pain_after(self, on: bool) -> None:
        self._keep_on("pain/ask_after", on)

    @property
    def ask_next_morning(self) -> bool:
        """Whether to ask the next morning how the pain is."""
        return self._is_on("pain/ask_morning")

    @ask_next_morning.setter
    def ask_next_morning(self, on: bool) -> None:
        self._keep_on("pain/ask_morning", on)

    @property
    def ask_with_tone(self) -> bool:
        """Whether a soft tone says that half an hour is over; only if it was switched on."""
        return self._values.get("pain/ask_tone", "false") == "true"

    @ask_with_tone.setter
    def ask_with_tone(self, on: bool) -> None:
        self._keep_on("pain/ask_tone", on)

    @property
    def first_run_read(self) -> bool:
        """Whether the notice of the first start was acknowledged."""
        return self._values.get("start/notice_read", "false") == "true"

    @first_run_read.setter
    def first_run_read(self, read: bool) -> None:
        self._keep_on("start/notice_read", read)

    @property
    def privacy_told(self) -> str:
        """What was said of files that others can read: it is said once."""
        return self._values.get("start/privacy_told", "")

    @privacy_told.setter
    def privacy_told(self, words: str) -> None:
        self._keep("start/privacy_told", words)

    @property
    def region(self) -> str:
        """The id of the help cards' region; empty until chosen, which means the first one."""
        return self._values.get("help/region", "")

    @region.setter
    def region(self, region_id: str) -> None:
        self._keep("help/region", region_id)

    def copy_in_memory(self) -> Preferences:
        """The same settings, changed without touching the file."""
        copy = Preferences(None)
        copy._values = dict(self._values)
        return copy

    def _is_on(self, key: str) -> bool:
        """On unless it was switched off."""
        return self._values.get(key, "true") != "false"

    def _keep_on(self, key: str, on: bool) -> None:
        self._keep(key, "true" if on else "false")

    def _whole(self, key: str, default: int, allowed: frozenset[int]) -> int:
        value = self._values.get(key, "")
        if value.isascii() and value.isdigit() and int(value) in allowed:
            return int(value)
        return default

    def _keep(self, key: str, value: str) -> None:
        self._values[key] = value
        if self._file is not None:
            settings = QSettings(str(self._file), QSettings.Format.IniFormat)
            settings.setValue(key, value)
            settings.sync()

"""What the person set in Settings: how it looks and sounds, nothing about their health."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSettings

from backrehab.ui.theme import TEXT_SIZES, ThemeChoice


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
    def sounds(self) -> bool:
        return self._values.get("sound/on", "true") != "false"

    @sounds.setter
    def sounds(self, on: bool) -> None:
        self._keep("sound/on", "true" if on else "false")

    @property
    def volume(self) -> int:
        """In per cent, 0 to 100."""
        return self._whole("sound/volume", 80, frozenset(range(101)))

    @volume.setter
    def volume(self, percent: int) -> None:
        self._keep("sound/volume", str(percent))

    @property
    def first_run_read(self) -> bool:
        """Whether the notice of the first start was acknowledged."""
        return self._values.get("start/notice_read", "false") == "true"

    @first_run_read.setter
    def first_run_read(self, read: bool) -> None:
        self._keep("start/notice_read", "true" if read else "false")

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

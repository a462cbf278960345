"""The things of one person that the screens work on, real or of the demo."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from backrehab.core.model import Programme
from backrehab.storage.diary import Diary
from backrehab.ui.preferences import Preferences


@dataclass(slots=True)
class Workspace:
    """A diary, a programme and settings that belong together.

    `keep_programme` writes a changed programme down; the demo's only forgets it at the end.
    `troubles` are plain words about what went wrong on opening, shown until they are closed.
    """

    diary: Diary
    programme: Programme
    preferences: Preferences
    keep_programme: Callable[[Programme], None]
    is_demo: bool = False
    troubles: tuple[str, ...] = ()

    def change_programme(self, programme: Programme) -> None:
        """Puts a changed programme in force and keeps it."""
        self.programme = programme
        self.keep_programme(programme)

"""The things of one person that the screens work on, real or of the demo."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from backrehab.core.model import Programme
from backrehab.ui.preferences import Preferences

if TYPE_CHECKING:
    from backrehab.storage.diary import Diary

OpenDiary = Callable[[], "Diary"]
"""Gives the diary; one in memory where the file can't be used."""


class Workspace:
    """A diary, a programme and settings that belong together.

    Args:
        diary: It, or what opens it: that waits until it is first used.
        programme: The figures and the sore side in force.
        preferences: How it looks and sounds.
        keep_programme: Writes a changed programme down; the demo's only forgets it at the end.
        is_demo: Whether all of it is made up.
        troubles: Plain words about what went wrong on opening, shown until they are closed.
        owner: Whose they are; "" where one person uses the computer and no name is needed.
    """

    def __init__(
        self,
        diary: Diary | OpenDiary,
        programme: Programme,
        preferences: Preferences,
        keep_programme: Callable[[Programme], None],
        is_demo: bool = False,
        troubles: tuple[str, ...] = (),
        owner: str = "",
    ) -> None:
        self._diary = diary
        self.programme = programme
        self.preferences = preferences
        self.keep_programme = keep_programme
        self.is_demo = is_demo
        self.troubles = troubles
        self.owner = owner

    @property
    def diary(self) -> Diary:
        """The diary, opened now if it was not yet."""
        if callable(self._diary):
            self._diary = self._diary()
        return self._diary

    def put_diary(self, diary: Diary) -> None:
        """Puts another diary in the place of the one so far, which is closed."""
        self.close()
        self._diary = diary

    @property
    def is_open(self) -> bool:
        """Whether the diary was wanted so far."""
        return not callable(self._diary)

    @property
    def only_in_memory(self) -> bool:
        """Whether a real person's diary has no file, as the true one could not be opened."""
        return not self.is_demo and str(self.diary.path) == ":memory:"

    def change_programme(self, programme: Programme) -> None:
        """Puts a changed programme in force and keeps it."""
        self.programme = programme
        self.keep_programme(programme)

    def close(self) -> None:
        """Closes the diary, where it was opened."""
        if not callable(self._diary):
            self._diary.close()

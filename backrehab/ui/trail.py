"""The way a person came by: which page is in sight, and where Back leads."""

from __future__ import annotations

PLACES = ("today", "library", "diary", "settings")
"""Pages one goes to from everywhere; nothing lies before them."""

ALONE = frozenset({"first_run", "session", "sore_side"})
"""Pages without the ways to others: they have one thing to do."""


class Trail:
    """Names of pages, the one in sight last; never without one once it has begun."""

    def __init__(self) -> None:
        self._names: list[str] = []

    @property
    def current(self) -> str:
        return self._names[-1] if self._names else ""

    @property
    def before(self) -> str:
        """Where Back leads; "" where it leads nowhere."""
        return self._names[-2] if len(self._names) > 1 else ""

    @property
    def place(self) -> str:
        """The place the way began at; "" where it began elsewhere."""
        return self._names[0] if self._names and self._names[0] in PLACES else ""

    @property
    def is_alone(self) -> bool:
        """Whether the page in sight, or the one it helps with, has one thing to do."""
        return self.current in ALONE or (self.current == "help" and self.before in ALONE)

    @property
    def has_one_thing_to_do(self) -> bool:
        """Whether such a page is anywhere on the way: it isn't left by a key for another."""
        return not ALONE.isdisjoint(self._names)

    def begin(self, *names: str) -> None:
        """Forgets the way and stands on the last of these."""
        self._names = list(names)

    def go_to(self, name: str) -> None:
        """A place forgets the way; a page that is on the way is gone back to."""
        if name in PLACES:
            self._names = [name]
        elif name in self._names:
            del self._names[self._names.index(name) + 1 :]
        else:
            self._names.append(name)

    def leave(self, name: str = "") -> None:
        """Leaves a page and all after it, the one in sight by default; at worst to today."""
        name = name or self.current
        if name in self._names:
            del self._names[self._names.index(name) :]
        if not self._names:
            self._names = ["today"]

    def drop(self, name: str) -> None:
        """Takes a page out of the way, so that Back doesn't lead to it."""
        if name in self._names:
            self._names.remove(name)

"""The faults of the world outside, each with its data and plain words; bugs are never among them.

`str(error)` is what a person reads: what happened, what is safe and what to do, in whole
sentences. Anything that is not a `BackrehabError` is a bug and goes to the log.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


class BackrehabError(Exception):
    """Something outside the program stands in the way; `str()` is fit for a patient to read."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a content file.

    `path` is the place in the document (`sections[2].exercises[0].dose.sets`), "" for the whole
    file; `hint` is a "did you mean" or empty.
    """

    path: str
    found: str
    expected: str
    hint: str = ""

    def __str__(self) -> str:
        place = f"{self.path}: " if self.path else ""
        hint = f" (did you mean {self.hint!r}?)" if self.hint else ""
        return f"{place}found {self.found}, expected {self.expected}{hint}"


class ContentError(BackrehabError):
    """A content file or pack can't be used; holds every problem that was found in it."""

    def __init__(self, file: Path, problems: tuple[Problem, ...]) -> None:
        self.file = file
        self.problems = problems
        super().__init__(file, problems)

    def __str__(self) -> str:
        lines = [f"{self.file}: {problem}" for problem in self.problems]
        return "\n".join(lines)


class UnknownExercise(BackrehabError):
    """No exercise of the library has this id; `near` is the one that may have been meant."""

    def __init__(self, exercise_id: str, ids: tuple[str, ...]) -> None:
        self.exercise_id = exercise_id
        self.ids = ids
        from difflib import get_close_matches  # seldom needed

        self.near = next(iter(get_close_matches(exercise_id, ids, n=1)), "")
        super().__init__(exercise_id, ids)

    def __str__(self) -> str:
        hint = f"Did you mean {self.near}?" if self.near else f"There are: {', '.join(self.ids)}."
        return f"There is no exercise {self.exercise_id!r}. {hint}"


class PlayerUnavailable(BackrehabError):
    """A way of playing clips can't be had on this computer; `reason` says why."""

    def __init__(self, player: str, reason: str) -> None:
        self.player = player
        self.reason = reason
        super().__init__(player, reason)

    def __str__(self) -> str:
        return f"{self.player} can't show clips here: {self.reason}"


class DiaryError(BackrehabError):
    """The diary file at `path` can't be opened, read or written."""

    def __init__(self, path: Path, words: str) -> None:
        self.path = path
        self.words = words
        super().__init__(path, words)

    def __str__(self) -> str:
        return self.words


class ExportError(BackrehabError):
    """A file for the outside can't be written to `path`."""

    def __init__(self, path: Path, words: str) -> None:
        self.path = path
        self.words = words
        super().__init__(path, words)

    def __str__(self) -> str:
        return self.words


class GoalRefused(BackrehabError):
    """A goal or a score can't be kept as it was told; the words say it all."""


class PrintError(BackrehabError):
    """Nothing, or not all of it, can be printed; the words say it all."""


class TakeInError(BackrehabError):
    """A file with diary rows at `path` can't be read, or is no such file."""

    def __init__(self, path: Path, words: str) -> None:
        self.path = path
        self.words = words
        super().__init__(path, words)

    def __str__(self) -> str:
        return self.words


class ProgrammeError(BackrehabError):
    """The programme file at `path` can't be written."""

    def __init__(self, path: Path, words: str) -> None:
        self.path = path
        self.words = words
        super().__init__(path, words)

    def __str__(self) -> str:
        return self.words


class BackupError(BackrehabError):
    """A copy of the diary at `path` can't be made, read or put back."""

    def __init__(self, path: Path, words: str) -> None:
        self.path = path
        self.words = words
        super().__init__(path, words)

    def __str__(self) -> str:
        return self.words


class PeopleError(BackrehabError):
    """Something about the people who share a data folder can't be done; the words say it all."""


class NameRefused(PeopleError):
    """A name can't be taken; `is_own` is for one's own, as somebody else is added."""

    def __init__(self, words: str, *, is_own: bool) -> None:
        self.is_own = is_own
        super().__init__(words)

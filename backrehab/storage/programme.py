"""The person's own figures and choices, in a small JSON file that is never lost.

```json
{"format": 1, "sore_side": "left", "changes": {"bridging": {"sets": 2}},
 "exercises": ["bridging", "sit-to-stand"], "times": {"switch_side_seconds": 12}}
```

Without `exercises` nobody has chosen any yet; `times` holds those that are not the usual ones.
Exercises that the content doesn't have are kept: they may be another pack's.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from backrehab.core.errors import ContentError, Problem, ProgrammeError
from backrehab.core.model import LIMITS, TIME_LIMITS, Limits, Programme, SoreSide
from backrehab.core.session_times import DEFAULT_TIMES
from backrehab.storage.document import Cursor
from backrehab.storage.json_file import read_json
from backrehab.storage.presence import is_there
from backrehab.storage.whole_file import whole_file

FORMAT = 1

_MOST_EXERCISES = 500
"""More than any pack can hold, so that a broken file is told from a long one."""


@dataclass(frozen=True, slots=True)
class OpenedProgramme:
    """A programme as far as its file could be used, and what stood in the way.

    `kept_as` is where the file as it was is kept when something was wrong with it; `None` when
    all was well, or when it could only be left where it is.
    """

    file: Path
    programme: Programme = field(default_factory=Programme)
    problems: tuple[Problem, ...] = ()
    kept_as: Path | None = None

    @property
    def troubles(self) -> tuple[str, ...]:
        """What to tell the person, in plain words; nothing when all was well."""
        if not self.problems:
            return ()
        kept = (
            f"The file as it was is kept as {self.kept_as}."
            if self.kept_as
            else "The file was left just as it is."
        )
        found = "\n".join(str(problem) for problem in self.problems)
        return (
            f"Some of your own figures in {self.file} can't be used, so the usual ones stand in "
            f"for them. {kept} Please look through your exercises and set your figures again.\n"
            f"{found}",
        )


def load_programme(path: Path) -> OpenedProgramme:
    """The programme at `path`, the plain one when there is no file.

    Figures that are unknown or out of their limits are left out, everything else is used. A file
    with anything wrong in it is first put aside under a dated name.
    """
    if not is_there(path):
        return OpenedProgramme(path)
    try:
        value = read_json(path)
    except ContentError as error:
        return OpenedProgramme(path, problems=error.problems, kept_as=_put_aside(path))
    programme, problems = _read(value)
    if not problems:
        return OpenedProgramme(path, programme)
    return OpenedProgramme(path, programme, problems, _replace(path, programme))


def save_programme(path: Path, programme: Programme) -> None:
    """Writes the programme down, whole or not at all; a missing folder is made.

    Raises:
        ProgrammeError: it can't be written; `str()` is fit for a patient.
    """
    with _door(path):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with whole_file(path) as file:
            file.write(_text(programme).encode())


def _text(programme: Programme) -> str:
    document: dict[str, object] = {"format": FORMAT}
    if programme.sore_side is not None:
        document["sore_side"] = programme.sore_side
    document["changes"] = {key: dict(changes) for key, changes in programme.changes.items()}
    if programme.exercise_ids is not None:
        document["exercises"] = sorted(programme.exercise_ids)
    times = {
        name: getattr(programme.times, name)
        for name in TIME_LIMITS
        if getattr(programme.times, name) != getattr(DEFAULT_TIMES, name)
    }
    if times:
        document["times"] = times
    return json.dumps(document, indent=2) + "\n"


def _read(value: object) -> tuple[Programme, tuple[Problem, ...]]:
    root = Cursor.root(value)
    root.record(("format",), ("sore_side", "changes", "exercises", "times"))
    root["format"].whole(Limits(FORMAT, FORMAT))
    if not isinstance(value, dict) or value.get("format") != FORMAT:
        return Programme(), tuple(root.problems)
    programme = Programme()
    if side := root["sore_side"].word([side.value for side in SoreSide]):
        programme = programme.with_sore_side(SoreSide(side))
    at_changes = root["changes"]
    changes = value.get("changes")
    by_exercise = changes if isinstance(changes, dict) else {}
    at_changes.record((), tuple(by_exercise))
    for exercise_id, figures in by_exercise.items():
        usable = _figures(at_changes[exercise_id], figures, LIMITS)
        programme = programme.with_changes(exercise_id, usable)
    ids = root["exercises"].each(Cursor.text, 0, _MOST_EXERCISES)
    if isinstance(value.get("exercises"), list):
        programme = programme.with_exercises(exercise_id for exercise_id in ids if exercise_id)
    if "times" in value:
        times = _figures(root["times"], value["times"], TIME_LIMITS)
        programme = programme.with_times(replace(DEFAULT_TIMES, **times))
    return programme, tuple(root.problems)


def _figures(at: Cursor, figures: object, all_limits: Mapping[str, Limits]) -> dict[str, int]:
    """The figures of one place that can be used; the others are noted."""
    at.record((), tuple(all_limits))
    used: dict[str, int] = {}
    for name, limits in all_limits.items():
        if isinstance(figures, dict) and name in figures:
            before = len(at.problems)
            figure = at[name].whole(limits)
            if len(at.problems) == before:
                used[name] = figure
    return used


def _put_aside(path: Path) -> Path | None:
    """Gives a file that can't be read another name; `None` where it has to stay."""
    with suppress(OSError):
        if path.is_file():
            return path.rename(_dated(path))
    return None


def _replace(path: Path, programme: Programme) -> Path | None:
    """Copies the file under a dated name, then writes what could be used of it in its place.

    `None` where that can't be done: then the file stays as it is, and the next start sees the
    same problems again.
    """
    with suppress(OSError, ProgrammeError):
        kept_as = _dated(path)
        with whole_file(kept_as) as copy:
            copy.write(path.read_bytes())
        save_programme(path, programme)
        return kept_as
    return None


def _dated(path: Path) -> Path:
    """A free name with the date the file was last changed on, in UTC."""
    changed_at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=int(path.stat().st_mtime))
    stem = f"{path.stem}.put-aside-{changed_at:%Y-%m-%dT%H%M%SZ}"
    name = path.with_name(stem + path.suffix)
    number = 1
    while name.exists():
        number += 1
        name = path.with_name(f"{stem}-{number}{path.suffix}")
    return name


@contextmanager
def _door(path: Path) -> Iterator[None]:
    """The one door for errors: a fault of the disk goes on as `ProgrammeError`."""
    try:
        yield
    except OSError as error:
        # Not loaded with the rest: what goes wrong seldom brings SQLite with it.
        from backrehab.storage import fault_words
        from backrehab.storage.faults import Fault, fault_of

        reason = fault_words.PROGRAMME[fault_of(error) or Fault.DISK]
        raise ProgrammeError(
            path,
            f"Your own figures couldn't be kept in {path}: {reason}. They stay in use until you "
            "close BackRehab, and the figures kept before are as they were. Put that right, then "
            "change a figure again.",
        ) from error

"""What copies of a diary are called, and where they lie: the name tells when and why.

diary-2026-03-02.sqlite                          made by itself on that day
diary-2026-03-02-181500-before-version-2.sqlite  before the tables were changed
diary-2026-03-02-181500-before-restore.sqlite    before an older copy took its place
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

BACKUPS = "backups"
"""The folder of whole, checked copies, beside the diary."""

SET_ASIDE = "set-aside"
"""The folder of diaries that were put aside as they were, beside the diary."""

_NAME = re.compile(
    r"(?P<stem>.+)-(?P<day>\d{4}-\d{2}-\d{2})"
    r"(?:-(?P<time>\d{6})(?:-(?P<reason>before-version-\d+|before-restore)(?:-\d+)?)?)?",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class CopyName:
    """What a copy's name tells; `reason` is "" for one made by itself, once a day."""

    day: date
    reason: str


def backups_of(diary: Path) -> Path:
    """The folder of a diary's copies; it may not be there yet."""
    return diary.parent / BACKUPS


def daily_copy(diary: Path, day: date) -> Path:
    """Where the copy goes that is made by itself on this day."""
    return backups_of(diary) / f"{diary.stem}-{day.isoformat()}{diary.suffix}"


def copy_before_version(diary: Path, last_changed_at: datetime, version: int) -> Path:
    """Where the copy goes that is made before a diary is brought to `version`.

    Named after the moment the diary was last written: a second try copies the same again, or has
    another name where somebody wrote in between.
    """
    name = f"{diary.stem}-{_moment(last_changed_at)}-before-version-{version}{diary.suffix}"
    return backups_of(diary) / name


def copy_before_restore(diary: Path, now: datetime) -> Path:
    """Where the copy goes that is made before another one takes the diary's place."""
    name = f"{diary.stem}-{_moment(now)}-before-restore{diary.suffix}"
    return unused(backups_of(diary) / name)


def place_set_aside(diary: Path, now: datetime) -> Path:
    """Where a diary goes that is put aside as it is."""
    name = f"{diary.stem}-{_moment(now)}{diary.suffix}"
    return unused(diary.parent / SET_ASIDE / name)


def read_name(diary: Path, copy: Path) -> CopyName | None:
    """What the name of a copy tells; `None` for a file that isn't one of this diary's."""
    match = _NAME.fullmatch(copy.stem)
    if match is None or match["stem"] != diary.stem or copy.suffix != diary.suffix:
        return None
    try:
        day = date.fromisoformat(match["day"])
    except ValueError:
        return None
    if match["time"] and not match["reason"]:
        return None
    return CopyName(day, match["reason"] or "")


def time_of(copy: Path) -> time | None:
    """When on its day a copy was made; the one made by itself, once a day, has no time."""
    match = _NAME.fullmatch(copy.stem)
    if match is None or not match["time"]:
        return None
    try:
        return time.fromisoformat(match["time"])
    except ValueError:
        return None


def copies_of(diary: Path) -> list[Path]:
    """Whatever has the name of one of this diary's copies, by name; it is not looked into."""
    try:
        return sorted(path for path in backups_of(diary).iterdir() if read_name(diary, path))
    except OSError:
        return []


def unused(path: Path) -> Path:
    """This name, or with a number after it the first that nothing has."""
    number, free = 1, path
    while free.exists() or free.is_symlink():
        number += 1
        free = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return free


def _moment(at: datetime) -> str:
    return at.strftime("%Y-%m-%d-%H%M%S")

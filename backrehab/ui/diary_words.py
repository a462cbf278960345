"""What is said when the diary can't be opened: what happened, what is safe, what can be done."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from backrehab.core.text import count, held_words, long_date
from backrehab.storage.examine import DiaryState
from backrehab.storage.rescue import Rescue, Taken, Way
from backrehab.storage.salvage import Counts

TITLES: Mapping[DiaryState, str] = MappingProxyType(
    {
        DiaryState.SEALED: "Your diary is under a passphrase",
        DiaryState.NEWER: "Your diary is from a newer BackRehab",
        DiaryState.NOT_A_DATABASE: "Your diary can't be read",
        DiaryState.DAMAGED: "Part of your diary can't be read",
        DiaryState.LOST: "Your diary is not there",
        DiaryState.LOCKED: "Your diary is in use",
        DiaryState.FULL: "The disk is full",
        DiaryState.READ_ONLY: "Your diary can't be written",
        DiaryState.FOLDER_GONE: "Your diary is not there",
        DiaryState.NO_WAY: "Your diary can't be opened",
    }
)

MEANWHILE = (
    "You can exercise all the same. What you do is kept only while this window is open, until "
    "your diary can be opened."
)

_UNTOUCHED = "Nothing was deleted: the file was left just as it is, and it will be kept."

LOST = (
    "The file is gone, or nothing is left in it. BackRehab did not delete it. If you moved it, "
    "put it back. Then press “Not now”, and “Open my diary” at the top."
)

_NEW_IS_EMPTY = "A new diary begins empty. You can still put a copy back later."

OTHER_WAYS = "Other ways"
OTHER_TITLE = "What else can be done"
NOT_NOW = "Not now"
BACK = "Back"

FAILED_TITLE = "That didn't work"


def sessions_words(count: int) -> str:
    """A number of sessions as it is said."""
    return "1 session" if count == 1 else f"{count:,} sessions"


def question(rescue: Rescue) -> str:
    """What is said with the choices."""
    state, main = rescue.found.state, rescue.ways[0]
    if main is Way.TRY_AGAIN or state is DiaryState.NEWER:
        return f"{rescue.found.words}\n\n{MEANWHILE}"
    about = LOST if state is DiaryState.LOST else _UNTOUCHED
    return "\n\n".join((about, _offer(main, rescue), MEANWHILE))


def _offer(way: Way, rescue: Rescue) -> str:
    copy = rescue.backup
    if way is Way.SALVAGE:
        words = (
            f"BackRehab can still read {_readable_words(rescue.readable)} in it, and save them."
        )
        if copy is not None:
            words += f" What is missing comes from your copy of {long_date(copy.day)}."
        return words
    if way is Way.USE_COPY and copy is not None:
        words = f"There is a good copy of {long_date(copy.day)}: {holds(rescue)}."
        if rescue.found.state is DiaryState.LOST:
            return f"{words} {_NEW_IS_EMPTY}"
        return words
    if rescue.found.state is DiaryState.LOST:
        return "None of the copies can be opened. You can begin a new diary; they stay."
    return "No copy of it was found. You can begin a new diary."


def _readable_words(found: Counts) -> str:
    """Exercises are named only where no session tells of them."""
    if found.sessions:
        return sessions_words(found.sessions)
    return held_words(0, found.goals, found.scores) or count(found.entries, "exercise")


def holds(rescue: Rescue) -> str:
    """What is in the newest good copy."""
    contents = rescue.backup.contents if rescue.backup else None
    if contents is None or contents.is_empty:
        return "it is empty"
    if contents.last_day is None:
        return held_words(0, contents.goals, contents.scores)
    return f"{sessions_words(contents.sessions)}, the last on {long_date(contents.last_day)}"


def other_ways(rescue: Rescue) -> str:
    """What is said with the rest of the choices."""
    lines = [LOST if rescue.found.state is DiaryState.LOST else _UNTOUCHED]
    if Way.USE_COPY in rescue.ways and rescue.backup is not None:
        lines.append(f"Your copy of {long_date(rescue.backup.day)} has {holds(rescue)}.")
    lines.append(_NEW_IS_EMPTY)
    return "\n\n".join(lines)


def button(way: Way, rescue: Rescue) -> str:
    """What stands on the button of a way."""
    match way:
        case Way.TRY_AGAIN:
            return "Try again"
        case Way.SALVAGE:
            return "Save what can be read"
        case Way.BEGIN_ANEW:
            return "Begin a new diary"
        case Way.USE_COPY:
            return f"Use the copy of {long_date(rescue.backup.day) if rescue.backup else ''}"


DONE_TITLE = "Your diary is back"


def outcome(taken: Taken, carried: int) -> str:
    """What is said when a way has been gone."""
    lines = []
    if taken.way is Way.BEGIN_ANEW:
        lines.append("You have a new diary.")
    else:
        lines.append(f"It holds {sessions_words(taken.sessions)}.")
    if carried:
        lines.append(f"What you did meanwhile is in it too: {sessions_words(carried)}.")
    if taken.kept is not None:
        lines.append(f"The diary that was there before is kept here: {taken.kept}")
    return "\n\n".join(lines)

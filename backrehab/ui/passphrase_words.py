"""What is said about the passphrase of a diary."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

from backrehab.core.text import count, long_date
from backrehab.storage.copy_names import SET_ASIDE
from backrehab.storage.passphrase import Sealed
from backrehab.storage.rescue import Rescue
from backrehab.ui.diary_words import LOST as GONE
from backrehab.ui.diary_words import holds, sessions_words

FIELD = "Your passphrase"
SHOW = "Show what I type"
MISSING = "Type your passphrase first."
WRONG = "That is not it. Nothing is lost; try again."
LEAVE = "Leave it"

# At the start

CLOSED = "Your diary is under a passphrase"
OPEN_IT = "Open my diary"
OPEN_COPIES = "Open the copies"
COPIES_CLOSED = (
    f"{GONE}\n\nIts copies are under a passphrase. Type it, then you can use the newest of them. "
    "The exercises work without it, too."
)
WITHOUT = "Without my diary for now"
LOST = "I have forgotten it, or never set one"
OPENED = "Your diary is open"


def closed_words(sessions: int) -> str:
    """What is asked for, and what waits for it; `sessions` is how many were done meanwhile."""
    if not sessions:
        return "Type it, then your diary opens. The exercises work without it, too."
    return (
        f"What you did meanwhile is not in it yet: {sessions_words(sessions)}. Type your "
        "passphrase, then it goes in. If you close the program first, it is lost."
    )


def carried_words(sessions: int) -> str:
    """What was done while it was closed."""
    return f"What you did meanwhile is in it now: {sessions_words(sessions)}."


# When it is forgotten

LOST_TITLE = "Without the passphrase"
TRY_TO_REMEMBER = "Try to remember it"
NOW_PLAIN = "It has no passphrase. You can set one in Settings."


def lost_paragraphs(rescue: Rescue, copies: int) -> tuple[str, ...]:
    """What can be done without it; `copies` is how many there are of the diary."""
    if rescue.are_copies_closed:
        return (
            "Nobody can open the copies without their passphrase. Not even we can.",
            "They are kept, whatever you choose. If you remember it later, Settings can put one "
            "back. If you saved a spreadsheet before, a new diary can take it in.",
        )
    said = [
        "Nobody can open this diary without its passphrase. Not even we can.",
        "If you never set one, the file was spoilt, or it is not your diary.",
        "Your diary is kept, whatever you choose. If you saved a spreadsheet before, a new diary "
        "can take it in.",
    ]
    if rescue.backup is not None:
        day = long_date(rescue.backup.day)
        said.append(f"A copy of {day} opens without a passphrase: {holds(rescue)}.")
    elif copies:
        said.append(
            "Its copies are kept, too. If you remember it later, Settings can put one back."
        )
    return tuple(said)


# Settings

NONE_SET = (
    "Your diary has no passphrase. Whoever uses your account can read it. "
    "Lock the screen when you go away."
)
ONE_SET = (
    "Your diary is under a passphrase. It is asked for at each start. "
    "Close BackRehab when you go away: while it is open, anybody here can read your diary."
)
NOT_IN_DEMO = "Leave demo mode to set a passphrase for your own diary."
NOT_IN_MEMORY = "Your diary is not open, so nothing can be changed here. Open it first."
NOT_IN_SESSION = "A session is on. End it first."
NOT_COVERED = (
    "Not under it: files you save, such as a spreadsheet or a report; your exercises and "
    "settings; diaries that were set aside. The disk may still hold traces of what was written "
    "before, as of any deleted file."
)
SET, CHANGE, TAKE_OFF = "Set a passphrase", "Change the passphrase", "Take it off"

NOBODY = "If you forget it, nobody can open your diary."
SAVE_FIRST = "Save a spreadsheet first…"
NEW_FIELD = "Your new passphrase"
AGAIN_FIELD = "The same again"
HINT = (
    "Four or more words are good. Pick words that don't belong together, and that nobody would "
    "guess about you. Spaces count."
)
WRITTEN_DOWN = "I have written it down in a safe place"
PUT_UNDER = "Put my diary under it"
NO_NEW_ONE = "Type a passphrase."
NOT_AGAIN = "Type it once more."
NOT_THE_SAME = "The two are not the same. Type it once more."
NOT_WRITTEN_DOWN = "Write it down and tick the box. Then you can go on."

PRESENT_TEXT = "First type the passphrase you have now."
GO_ON = "Go on"
TAKE_OFF_TEXT = (
    "Then whoever uses your account can read your diary and its copies. "
    "Type your passphrase to go on."
)
SAVED_NOTHING = "Your diary has nothing to save yet."


def saved_words(rows: int, to: Path) -> str:
    """What was saved before."""
    return f"Saved {count(rows, 'row')} to {to}"


class Change(StrEnum):
    """What is done to a diary and its copies."""

    SET = "set"
    CHANGE = "change"
    TAKE_OFF = "take_off"


TITLES = {
    Change.SET: "Set a passphrase",
    Change.CHANGE: "Change the passphrase",
    Change.TAKE_OFF: "Take the passphrase off?",
}
DOING = {
    Change.SET: "Your diary is being put under the passphrase",
    Change.CHANGE: "Your diary is being put under the new passphrase",
    Change.TAKE_OFF: "The passphrase is being taken off",
}
DONE = {
    Change.SET: "Your passphrase is set",
    Change.CHANGE: "Your passphrase is changed",
    Change.TAKE_OFF: "The passphrase is off",
}
FAILED = {
    Change.SET: "The passphrase was not set",
    Change.CHANGE: "The passphrase was not changed",
    Change.TAKE_OFF: "The passphrase was not taken off",
}
_NOW = {
    Change.SET: "under the passphrase now",
    Change.CHANGE: "under the new passphrase now",
    Change.TAKE_OFF: "no longer under a passphrase",
}
BEFORE_NOW = "Until now your diary was open. An expert may still find parts of it on this disk."
MOST_NAMED = 6


def progress_words(percent: int) -> str:
    """How far it is with the copies; the diary itself comes first."""
    done = f"{percent} % of its copies are done." if percent else "The diary itself comes first."
    return f"{done} Please wait until this is over."


def done_words(change: Change, sealed: Sealed) -> str:
    """How many it was done to: "Your diary and 12 copies are under the passphrase now."."""
    if not sealed.copies:
        return f"Your diary is {_NOW[change]}."
    copies = "1 copy" if sealed.copies == 1 else f"{sealed.copies:,} copies"
    return f"Your diary and {copies} are {_NOW[change]}."


def left_words(change: Change, left: Sequence[Path]) -> str:
    """Which files are as they were before, and what can be done about them; "" for none."""
    if not left:
        return ""
    files = "This file was" if len(left) == 1 else f"These {len(left):,} files were"
    aside = any(path.parent.name == SET_ASIDE for path in left)
    spoilt = any(path.parent.name != SET_ASIDE for path in left)
    kinds = [
        "set aside earlier" if aside else "",
        "can't be read" if spoilt else "",
    ]
    why = " or ".join(kind for kind in kinds if kind)
    can = {
        Change.SET: "Others may read what is in there without a passphrase.",
        Change.CHANGE: "What is in there is not under the new passphrase.",
        Change.TAKE_OFF: "What is in there may still be under a passphrase.",
    }[change]
    return f"{files} not changed: {why}. {can} Delete what you no longer need."


def file_lines(left: Sequence[Path]) -> str:
    """Where these files are, and how many more there are than are named."""
    named = [str(path) for path in left[:MOST_NAMED]]
    if len(left) > MOST_NAMED:
        named.append(f"and {len(left) - MOST_NAMED:,} more")
    return "\n".join(named)


# The copies

COPY_CLOSED = "This copy is under a passphrase."
OPEN_COPY = "Open it with its passphrase"
COPY_TITLE = "This copy is under a passphrase"
COPY_FIELD = "The passphrase of this copy"
COPY_TEXT = "It may be one you had before. Type it to see what is in the copy."
COPY_OPEN = "Open the copy"
NOW_UNDER_ITS = "Your diary is under the passphrase of this copy now."

"""What is said about the copies of a diary."""

from __future__ import annotations

from backrehab.core.text import count, held_words, short_date
from backrehab.core.typed_times import time_text
from backrehab.storage.backup import Backup
from backrehab.storage.contents import BackupContents
from backrehab.storage.copy_names import time_of

QUESTION = "Put this copy back?"
PUT_BACK, LEAVE = "Put it back", "Leave it"
DONE, FAILED = "The copy is back", "The copy was not put back"


def title_words(copy: Backup) -> str:
    """What a copy is called on the screen."""
    return f"Copy of {day_and_time(copy)}"


def day_and_time(copy: Backup) -> str:
    """A copy's day, with the time where it isn't the day's own: "28 Nov 2026, 17:13"."""
    at = time_of(copy.path)
    day = short_date(copy.day)
    return day if at is None else f"{day}, {time_text(at)}"


def why_words(reason: str) -> str:
    """Why a copy was made that isn't the day's own; "" for one that is."""
    if not reason:
        return ""
    if reason == "before-restore":
        return "Made before an older copy was put back."
    return "Made before BackRehab changed how the diary is kept."


def holds_words(contents: BackupContents) -> str:
    """What a diary has in it: "12 sessions, 1 Mar 2026 to 20 Mar 2026"."""
    if contents.first_day is None or contents.last_day is None:
        return held_words(0, contents.goals, contents.scores) or "No sessions"
    sessions = count(contents.sessions, "session")
    if contents.first_day == contents.last_day:
        return f"{sessions}, {short_date(contents.first_day)}"
    return f"{sessions}, {short_date(contents.first_day)} to {short_date(contents.last_day)}"


def question(copy: Backup, contents: BackupContents, present: BackupContents) -> str:
    """What is inside, and what becomes of the diary as it is now."""
    kept = (
        "It isn't lost: it becomes a copy too, and you can put it back the same way."
        if not present.is_empty
        else "It is set aside."
    )
    return (
        f"{title_words(copy)}:\n{holds_words(contents)}.\n\n"
        f"Your diary now:\n{holds_words(present)}.\n{kept}"
    )


def outcome(contents: BackupContents) -> str:
    """What there is now that a copy is back."""
    return f"Your diary now has: {holds_words(contents)}."

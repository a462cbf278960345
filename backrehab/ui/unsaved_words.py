"""What is said while a diary is not open, and of what is in no file yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backrehab.core.text import held_words

if TYPE_CHECKING:
    from backrehab.storage.only_here import Holdings
    from backrehab.ui.workspace import Workspace

NOT_OPEN = "Your diary is not open. What you do now is not saved in it yet."
NOT_OPEN_SHORT = "Not saved yet: your diary is not open."
OPEN_IT = "Open my diary"
NOT_YET = "It is not saved yet: your diary is not open."
ONLY_SINCE = "Your diary is not open. Here is only what you did since then. It is not saved yet."
NOTHING_SINCE = "Your diary is not open, so what is in it can't be shown."
NO_COPIES = "Your diary is not open, so its copies can't be shown. Open it first."

SAVED_AGAIN = "Your diary is open again. What you did meanwhile is saved in it."
OPEN_AGAIN = "Your diary is open again."

TITLE = "This is not saved yet"
TRY_AGAIN = "Try again"
SPREADSHEET = "Save a spreadsheet"
CLOSE = "Close without saving"
CLOSE_NOW = "Close"
BACK = "Don't close"
SESSION_WAITS = "What you did in your last session is not in your diary yet."


def kept_words(workspace: Workspace) -> str:
    """Whether what was just told is in the diary: it is, or it will be once it can be opened."""
    if workspace.only_in_memory:
        return NOT_YET
    return "It is in your diary."


def lost_words(held: Holdings) -> str:
    """What is lost with the window: "1 session and 2 goals are only in this window."."""
    what = held_words(held.sessions, held.goals, held.scores)
    is_one = held.sessions + held.goals + held.scores == 1
    rest = "is only in this window. Close it now, and it is lost."
    if not is_one:
        rest = "are only in this window. Close it now, and they are lost."
    return f"{what} {rest}"


def spreadsheet_words(saved: str, held: Holdings) -> str:
    """What is said once a spreadsheet is there: how it comes in again, and what is not in it."""
    words = f"{saved}. You can bring it in later: Diary, then Out and in."
    missing = "goals" if held.goals else ""
    if held.scores:
        missing = f"{missing} and scores" if missing else "scores"
    return f"{words} Your {missing} are not in it." if missing else words

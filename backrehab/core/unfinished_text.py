"""What is said at the start about a session that was cut off: what it was, when, what was done."""

from __future__ import annotations

from datetime import datetime

from backrehab.core.diary import UnfinishedSession
from backrehab.core.going_on import GoOn, Hindrance
from backrehab.core.text import count, side_words, when_words
from backrehab.core.timeline import sets_in_exercise

_WHY_NOT = {
    Hindrance.TOO_LONG_AGO: "That was more than 12 hours ago, so you can't go on with it.",
    Hindrance.NO_PLAN: "You can't go on with it, but you can start again.",
    Hindrance.CHANGED: (
        "The exercises have changed since then. You can't go on with it, but you can start again."
    ),
}


def unfinished_words(
    unfinished: UnfinishedSession, way_on: GoOn | Hindrance, now: datetime
) -> str:
    """Everything a person needs to choose between going on and keeping what was done."""
    when = when_words(unfinished.last_seen_at, now.date())
    when = when[:1].lower() + when[1:] if when.startswith(("Today", "Yesterday")) else when
    lines = [f"The program was cut off in the middle: {when}."]
    if isinstance(way_on, GoOn):
        lines.append(place_reached(way_on))
    done = sum(entry.sets_done for entry in unfinished.entries)
    if done:
        lines.append(f"In your diary: {count(done, 'finished set')}.")
    else:
        lines.append("No set was finished yet.")
    if isinstance(way_on, Hindrance):
        lines.append(_WHY_NOT[way_on])
    return "\n".join(lines)


def place_reached(go_on: GoOn) -> str:
    """Where it goes on: "You were at exercise 3 of 6: Bridging, set 2 of 3."."""
    coming = go_on.coming
    routine = go_on.routine
    exercise = routine.exercises[coming.exercise_index]
    place = exercise.title
    exercises = len(routine.exercises)
    if exercises > 1:
        place = f"exercise {coming.exercise_index + 1} of {exercises}: {place}"
    sets = sets_in_exercise(go_on.phases, coming.exercise_index)
    if sets > 1:
        place += f", set {coming.set_no} of {sets}"
    if len(routine.planned[coming.exercise_index].sides) > 1:
        place += f", {side_words(coming.side).lower()}"
    return f"You were at {place}."

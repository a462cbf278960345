"""A routine as JSON text and back: how the diary remembers what a running session set out to do.

The exercises are kept by their ids alone. What is read back is checked as strictly as what a
person types: a session that is gone on with must not do what nobody planned.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

from backrehab.core.errors import UnknownExercise
from backrehab.core.model import (
    LIMITS,
    REPS_FIGURES,
    TIME_LIMITS,
    TIMED_FIGURES,
    Library,
    Limits,
    Position,
    Prescription,
    RepsPrescription,
    Side,
    SideRule,
    TimedPrescription,
)
from backrehab.core.routine import Routine
from backrehab.core.session_times import SessionTimes
from backrehab.core.timeline import PlannedExercise

_FORM = 1
"""Of the text; another program may write another one."""


def routine_to_text(routine: Routine) -> str:
    """All that `routine_from_text` needs."""
    return json.dumps(
        {
            "form": _FORM,
            "title": routine.title,
            "times": asdict(routine.times),
            "exercises": [
                {
                    "id": planned.exercise_id,
                    "position": planned.position,
                    "sides": planned.sides,
                    "dose": asdict(planned.prescription),
                }
                for planned in routine.planned
            ],
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def routine_from_text(text: str, library: Library) -> Routine | None:
    """The routine; `None` where an exercise is no longer there or a figure makes no sense."""
    try:
        document = json.loads(text)
        if document["form"] != _FORM or not isinstance(document["title"], str):
            return None
        planned = tuple(_planned(each) for each in document["exercises"])
        if not planned:
            return None
        return Routine(
            title=document["title"],
            exercises=tuple(library.exercise(each.exercise_id) for each in planned),
            planned=planned,
            times=SessionTimes(**_times(document["times"])),
        )
    except (ValueError, LookupError, TypeError, RecursionError, UnknownExercise):
        return None


def _planned(document: Mapping[str, Any]) -> PlannedExercise:
    sides = tuple(None if side is None else Side(side) for side in document["sides"])
    if not sides or len(set(sides)) < len(sides) or (None in sides and len(sides) > 1):
        raise ValueError(f"no sides to do: {sides}")
    return PlannedExercise(
        exercise_id=document["id"],
        position=Position(document["position"]),
        prescription=_prescription(document["dose"]),
        sides=sides,
    )


def _prescription(document: Mapping[str, Any]) -> Prescription:
    side = SideRule(document["side"])
    if "timed_seconds" in document:
        return TimedPrescription(side=side, **_figures(document, TIMED_FIGURES, LIMITS))
    return RepsPrescription(side=side, **_figures(document, REPS_FIGURES, LIMITS))


def _times(document: Mapping[str, Any]) -> dict[str, int]:
    names = tuple(field.name for field in fields(SessionTimes))
    return _figures(document, names, TIME_LIMITS)


def _figures(
    document: Mapping[str, Any], names: tuple[str, ...], limits: Mapping[str, Limits]
) -> dict[str, int]:
    figures = {name: document[name] for name in names}
    for name, figure in figures.items():
        if type(figure) is not int or not limits[name].least <= figure <= limits[name].most:
            raise ValueError(f"{name} can't be {figure!r}")
    return figures

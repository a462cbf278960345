"""The order of exercises in a session: on the floor first, then on a chair, then standing."""

from __future__ import annotations

from collections.abc import Iterable

from backrehab.core.model import Exercise, Position


def routine_order(exercises: Iterable[Exercise]) -> tuple[Exercise, ...]:
    """On the floor first, then on a chair, then standing: people get down and up once."""
    return tuple(sorted(exercises, key=lambda exercise: _height(exercise.position)))


def _height(position: Position) -> int:
    if position.on_the_floor:
        return 0
    return 1 if position is Position.SITTING else 2

"""What the content says, and what a person changes about it."""

from __future__ import annotations

from pathlib import Path

import pytest

from backrehab.core.errors import UnknownExercise
from backrehab.core.model import (
    Position,
    Programme,
    RepsPrescription,
    Side,
    SideRule,
    SoreSide,
    TimedPrescription,
    sides_to_do,
)
from backrehab.storage.content import load_library

LIBRARY = load_library(Path(__file__).parents[2] / "resources")
LEFT, RIGHT = Side.LEFT, Side.RIGHT


@pytest.mark.parametrize(
    ("rule", "sore", "sides"),
    [
        pytest.param(SideRule.NONE, SoreSide.LEFT, (None,), id="no sides"),
        pytest.param(SideRule.ALTERNATING, SoreSide.LEFT, (None,), id="both within a rep"),
        pytest.param(SideRule.EACH, None, (LEFT, RIGHT), id="left first"),
        pytest.param(SideRule.EACH, SoreSide.LEFT, (LEFT, RIGHT), id="sore left first"),
        pytest.param(SideRule.EACH, SoreSide.RIGHT, (RIGHT, LEFT), id="sore right first"),
        pytest.param(SideRule.EACH, SoreSide.BOTH, (LEFT, RIGHT), id="both sore"),
        pytest.param(SideRule.EACH, SoreSide.ASK, (LEFT, RIGHT), id="no need to ask"),
        pytest.param(SideRule.AFFECTED, SoreSide.LEFT, (LEFT,), id="the left alone"),
        pytest.param(SideRule.AFFECTED, SoreSide.RIGHT, (RIGHT,), id="the right alone"),
        pytest.param(SideRule.AFFECTED, SoreSide.BOTH, (LEFT, RIGHT), id="one after the other"),
    ],
)
def test_sides_are_done_in_their_order(
    rule: SideRule, sore: SoreSide | None, sides: tuple[Side | None, ...]
) -> None:
    assert sides_to_do(rule, sore) == sides


@pytest.mark.parametrize("sore", [None, SoreSide.ASK])
def test_an_unknown_sore_side_has_to_be_asked(sore: SoreSide | None) -> None:
    with pytest.raises(ValueError, match="asked first"):
        sides_to_do(SideRule.AFFECTED, sore)


def test_own_figures_go_on_top_of_the_doses() -> None:
    bridging = LIBRARY.exercise("bridging").dose
    rolling = LIBRARY.exercise("lumbar-knee-rolling").dose

    assert bridging.prescription({"sets": 3, "times_a_day": 2}) == RepsPrescription(
        3, 15, 2, 3, 3, 1, 60, SideRule.NONE
    )
    assert rolling.prescription() == TimedPrescription(60, 6, SideRule.ALTERNATING)
    assert (bridging.is_timed, rolling.is_timed) == (False, True)


def test_lying_and_hands_and_knees_are_on_the_floor() -> None:
    on_the_floor = {position for position in Position if position.on_the_floor}

    assert on_the_floor == set(Position) - {Position.SITTING, Position.STANDING}


def test_exercises_and_sections_are_found_by_their_ids() -> None:
    for section in LIBRARY.sections:
        assert LIBRARY.section(section.id) is section
        for exercise in section.exercises:
            assert LIBRARY.exercise(exercise.id) is exercise
    with pytest.raises(UnknownExercise, match="no exercise 'plank'"):
        LIBRARY.exercise("plank")
    with pytest.raises(KeyError, match="yoga"):
        LIBRARY.section("yoga")


def test_a_help_cards_signs_are_those_of_all_its_groups() -> None:
    for region in LIBRARY.help_regions:
        for card in region.cards:
            assert card.lead == card.groups[0].lead
            assert len(card.signs) == sum(len(group.signs) for group in card.groups)


def test_a_programme_keeps_own_figures_until_they_are_reset() -> None:
    empty = Programme()
    changed = empty.with_changes("bridging", {"sets": 2}).with_sore_side(SoreSide.LEFT)
    both = changed.with_changes("childs-pose", {"reps": 3})

    assert both.changes_of("bridging") == {"sets": 2}
    assert both.changes_of("childs-pose") == {"reps": 3}
    assert both.sore_side is SoreSide.LEFT
    assert both.with_changes("childs-pose", {}) == changed
    assert empty == Programme()
    assert empty.changes_of("bridging") == {}

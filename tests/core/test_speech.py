"""What a voice says, and that it has the time to say it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backrehab.core.cues import Cue, cues_between
from backrehab.core.engine import Engine, Event, State
from backrehab.core.model import (
    Exercise,
    Position,
    Programme,
    RepsPrescription,
    Side,
    SideRule,
    SoreSide,
    TimedPrescription,
)
from backrehab.core.routine import Routine, make_routine
from backrehab.core.session_times import SessionTimes
from backrehab.core.speech import kit_words, number_words, spoken_ms, words_between
from backrehab.core.timeline import PhaseKind, PlannedExercise, compile_timeline
from backrehab.paths import find_resources
from backrehab.storage.content import load_library
from tests.core.strategies import plans, session_times

LIBRARY = load_library(find_resources())
TONE_MS = 400


class Listener:
    """Goes through a session in steps of a tenth of a second; writes down what is said when."""

    def __init__(
        self,
        exercises: tuple[Exercise, ...],
        plan: tuple[PlannedExercise, ...],
        times: SessionTimes | None = None,
        *,
        counts: bool = True,
    ) -> None:
        times = times or SessionTimes()
        self.exercises = exercises
        self.counts = counts
        self.phases = compile_timeline(plan, times)
        self.engine = Engine(self.phases, times=times)
        self.now_ms = 0
        self.progress = self.engine.progress(0)
        self.said: list[tuple[int, str]] = []
        self.cues: list[tuple[int, Cue]] = []
        self.hear(self.engine.start(0))

    @classmethod
    def of(cls, routine: Routine, *, counts: bool = True) -> Listener:
        return cls(routine.exercises, routine.planned, routine.times, counts=counts)

    def hear(self, events: list[Event]) -> None:
        before, self.progress = self.progress, self.engine.progress(self.now_ms)
        for cue in cues_between(self.phases, before, events, self.progress):
            self.cues.append((self.now_ms, cue))
        words = words_between(
            self.phases,
            self.exercises,
            events,
            self.progress,
            tone_ms=TONE_MS,
            counts=self.counts,
        )
        if words:
            self.said.append((self.now_ms, words))

    def look(self, wait_ms: int = 100) -> None:
        self.now_ms += wait_ms
        self.hear(self.engine.advance(self.now_ms))

    def look_until_end(self) -> Listener:
        while self.engine.state is not State.FINISHED:
            self.look()
        return self

    @property
    def words(self) -> list[str]:
        return [words for _, words in self.said]


def routine(*ids: str, sore_side: SoreSide | None = None, **figures: int) -> Routine:
    programme = Programme(sore_side=sore_side)
    for exercise_id in ids:
        programme = programme.with_changes(exercise_id, figures)
    return make_routine("Round 1", [LIBRARY.exercise(one) for one in ids], programme)


def test_a_session_is_told_from_its_name_to_its_end() -> None:
    listener = Listener.of(routine("bridging", reps=3)).look_until_end()

    assert listener.words == [
        "Bridging. Get ready. Lie on your back.",
        "Lift. One.",
        "Hold.",
        "Lower.",
        "Lift. Two.",
        "Hold.",
        "Lower.",
        "Last one.",
        "Hold.",
        "Lower.",
        "Finished.",
    ]


def test_counting_can_be_left_out() -> None:
    listener = Listener.of(routine("bridging", reps=2), counts=False).look_until_end()

    assert listener.words[1:5] == ["Lift.", "Hold.", "Lower.", "Last one."]


def test_a_rest_says_what_comes_and_what_to_fetch() -> None:
    listener = Listener.of(routine("bridging", "sit-to-stand", reps=1)).look_until_end()

    assert listener.words[4:6] == [
        "Rest. Get up slowly. Next: Sit to stand. You need a firm chair without wheels and "
        "a wall for the back of the chair.",
        "Get ready. Sit down.",
    ]


def test_what_is_at_hand_already_is_not_asked_for() -> None:
    listener = Listener.of(routine("pelvic-rocking", "lumbar-knee-rolling", reps=1))
    listener.look_until_end()

    assert listener.words[-4:] == [
        "Rest. Next: Lumbar knee rolling.",
        "Get ready. Lie on your back.",
        "Roll for 60 seconds.",
        "Finished.",
    ]


def test_the_side_is_told_before_its_turn() -> None:
    listener = Listener.of(routine("single-leg-stance", reps=1)).look_until_end()

    assert listener.words[0] == "Single leg stance. Get ready. Stand on your left leg."
    assert "Switch side. Stand on your right leg." in listener.words


def test_a_side_without_words_of_its_own_is_told_too() -> None:
    plan = PlannedExercise(
        "bridging",
        Position.LYING,
        RepsPrescription(2, 1, 3, 0, 0, 0, 20, SideRule.EACH),
        (Side.LEFT, Side.RIGHT),
    )
    listener = Listener((LIBRARY.exercise("bridging"),), (plan,)).look_until_end()

    assert listener.words == [
        "Bridging. Get ready. Lie on your back. Left side.",
        "Lift.",
        "Switch to the right side.",
        "Lift.",
        "Rest. Next: set two of two. Left side.",
        "Lift.",
        "Switch to the right side.",
        "Lift.",
        "Finished.",
    ]


def test_a_lead_in_says_get_ready_and_then_again_what_to_do() -> None:
    listener = Listener.of(routine("childs-pose", reps=1))
    while listener.progress.phase.kind is not PhaseKind.HOLD:
        listener.look()
    listener.hear(listener.engine.pause(listener.now_ms))
    said = len(listener.said)
    for _ in range(30):
        listener.look()
    assert listener.words[said:] == []

    listener.hear(listener.engine.resume(listener.now_ms))
    for _ in range(35):
        listener.look()
    assert listener.words[said:] == ["Get ready.", "Hold."]


def test_after_a_pause_nobody_is_told_the_time_of_a_whole_exercise() -> None:
    listener = Listener.of(routine("lumbar-knee-rolling"))
    while listener.now_ms < 40_000:
        listener.look()
    listener.hear(listener.engine.pause(listener.now_ms))
    listener.hear(listener.engine.resume(listener.now_ms))
    for _ in range(35):
        listener.look()

    assert listener.words[-3:] == ["Roll for 60 seconds.", "Get ready.", "Roll."]


def test_a_stopped_session_ends_without_words() -> None:
    listener = Listener.of(routine("bridging"))
    listener.look()
    said = list(listener.said)

    listener.hear(listener.engine.stop(listener.now_ms))

    assert listener.said == said


@pytest.mark.parametrize(
    ("move_seconds", "first", "last"),
    [(1, "Lift.", "Lift."), (2, "Lift. One.", "Last one."), (3, "Lift. One.", "Lift. Last one.")],
)
def test_a_short_move_is_told_in_fewer_words(move_seconds: int, first: str, last: str) -> None:
    dose = RepsPrescription(1, 2, move_seconds, 2, 2, 1, 0, SideRule.NONE)
    plan = PlannedExercise("bridging", Position.LYING, dose, (None,))
    words = Listener((LIBRARY.exercise("bridging"),), (plan,)).look_until_end().words

    assert (words[1], words[4]) == (first, last)


@given(plans, session_times)
def test_nothing_is_said_that_the_next_tone_would_cut_off(
    plan: list[PlannedExercise], times: SessionTimes
) -> None:
    exercises = tuple(LIBRARY.exercise(planned.exercise_id) for planned in plan)
    listener = Listener(exercises, tuple(plan), times).look_until_end()

    starts = [at_ms for at_ms, _ in listener.cues]
    for at_ms, words in listener.said:
        coming = [start for start in starts if start > at_ms]
        assert not coming or at_ms + TONE_MS + spoken_ms(words) <= coming[0], words


@given(plans)
def test_something_is_said_wherever_there_is_a_tone_and_three_seconds(
    plan: list[PlannedExercise],
) -> None:
    exercises = tuple(LIBRARY.exercise(planned.exercise_id) for planned in plan)
    listener = Listener(exercises, tuple(plan)).look_until_end()

    spoken = {at_ms for at_ms, _ in listener.said}
    starts = [at_ms for at_ms, _ in listener.cues]
    for (at_ms, cue), following in zip(listener.cues, [*starts[1:], 10**9], strict=True):
        if cue is not Cue.TICK and following - at_ms >= 3_000:
            assert at_ms in spoken, cue


@given(st.integers(1, 99))
def test_a_count_is_a_number_in_letters(number: int) -> None:
    words = number_words(number)

    assert words.replace("-", "").isalpha()
    assert [other for other in range(1, 100) if number_words(other) == words] == [number]


def test_counts_are_said_as_people_say_them() -> None:
    said = [number_words(number) for number in (1, 15, 20, 21, 60, 120)]

    assert said == ["one", "fifteen", "twenty", "twenty-one", "sixty", "120"]


def test_more_words_and_more_sentences_take_longer() -> None:
    assert spoken_ms("") == 0
    assert spoken_ms("Lift.") == 600
    assert spoken_ms("Lift. Three.") == 600 + 400 + 250
    assert spoken_ms("Last one.") == 600 + 400
    assert spoken_ms("Twenty-one.") == 600 + 400


def test_what_one_may_do_without_is_not_asked_for() -> None:
    kit = ("A mat.", "A cushion for your knees, if you like.")

    assert kit_words(kit) == "You need a mat."
    assert kit_words(kit, at_hand=("A mat.",)) == ""
    assert kit_words(()) == ""


def test_a_timed_phase_says_for_how_long() -> None:
    dose = TimedPrescription(150, 5, SideRule.NONE)
    plan = PlannedExercise("lumbar-knee-rolling", Position.LYING, dose, (None,))
    exercises = (LIBRARY.exercise("lumbar-knee-rolling"),)

    words = Listener(exercises, (plan,)).look_until_end().words

    assert words[1] == "Roll for 2 minutes 30 seconds."

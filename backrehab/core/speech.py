"""Events to words: what a voice says, and only what it has the time to say.

Each moment has its wordings, the fullest first. The first one that fits into what is left of the
phase is said; where none fits, the tone alone has to do. Nobody is talked at while already doing
the next thing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import assert_never

from backrehab.core.cues import TICK_MARKS_MS, cue_for, has_ticks
from backrehab.core.engine import (
    Event,
    LeadInStarted,
    PhaseStarted,
    Progress,
    Resumed,
    SessionEnded,
    State,
)
from backrehab.core.model import Exercise, Position, Side
from backrehab.core.session_text import phase_word, position_words
from backrehab.core.text import seconds_words, side_words
from backrehab.core.timeline import Phase, PhaseKind, reps_in_set, sets_in_exercise

START_MS = 200
"""How long a system's voice takes until it begins; most take less."""

WORD_MS = 400
"""A word of an unhurried voice: 150 words a minute, as these engines speak when left alone."""

STOP_MS = 250
"""The silence between two sentences."""

_ONES = (
    *("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen"),
)
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def words_between(
    phases: Sequence[Phase],
    exercises: Sequence[Exercise],
    events: Sequence[Event],
    now: Progress,
    *,
    tone_ms: int = 0,
    counts: bool = True,
) -> str:
    """What is to be said of what has happened; "" for nothing.

    It belongs to the event that `cues_between` has the tone of.

    Args:
        phases: Those of the session.
        exercises: Those of the session, in order.
        events: What has happened since the last look.
        now: The progress after it.
        tone_ms: How long the tone sounds, which is waited for.
        counts: Whether repetitions are counted aloud.
    """
    if now.state is State.PAUSED:
        return ""
    for event in reversed(events):
        if cue_for(event, phases, now.phase) is not None:
            room_ms = room_for_words(now) - tone_ms
            wordings = _wordings(event, phases, exercises, now, counts=counts)
            return next((words for words in wordings if spoken_ms(words) <= room_ms), "")
    return ""


def spoken_ms(words: str) -> int:
    """About how long a voice takes to say something."""
    sentences = [part for part in re.split(r"[.:,]", words) if part.strip()]
    if not sentences:
        return 0
    spoken = words.replace("-", " ").split()
    return START_MS + len(spoken) * WORD_MS + (len(sentences) - 1) * STOP_MS


def room_for_words(now: Progress) -> int:
    """How much time there is until the next tone; a countdown's ticks are not talked over."""
    if now.state is State.FINISHED:
        return _NO_END_MS
    if now.state is State.LEADING_IN:
        return now.lead_in_remaining_ms
    if has_ticks(now.phase):
        coming = [mark for mark in TICK_MARKS_MS if mark < now.remaining_ms]
        return now.remaining_ms - max(coming, default=0)
    return now.remaining_ms


_NO_END_MS = 60_000
"""After the end nothing follows that could cut anything off."""


def number_words(number: int) -> str:
    """A count in words, as the voice says it: "three", "twenty-one"; from a hundred in digits."""
    if number < len(_ONES):
        return _ONES[number]
    if number > 99:
        return str(number)
    tens, ones = divmod(number, 10)
    return f"{_TENS[tens]}-{_ONES[ones]}" if ones else _TENS[tens]


def _wordings(
    event: Event,
    phases: Sequence[Phase],
    exercises: Sequence[Exercise],
    now: Progress,
    *,
    counts: bool,
) -> Sequence[str]:
    match event:
        case LeadInStarted():
            return ("Get ready.",)
        case SessionEnded():
            return ("Finished.",)
        case Resumed() if now.phase.kind is PhaseKind.TIMED:
            return (f"{exercises[now.phase.exercise_index].verbs.move}.",)  # not for how long
        case PhaseStarted() | Resumed():
            return _of_phase(phases, now.phase_index, exercises, counts=counts)
        case _:
            return ()


def _of_phase(
    phases: Sequence[Phase], index: int, exercises: Sequence[Exercise], *, counts: bool
) -> Sequence[str]:
    """What a phase asks for, the fullest wording first."""
    phase = phases[index]
    exercise = exercises[phase.exercise_index]
    verb = f"{phase_word(phase.kind, exercise.verbs)}."
    side = _sentence(side_words(phase.side, exercise.side_words))
    match phase.kind:
        case PhaseKind.GET_READY:
            return _get_ready(phases, index, exercise, side)
        case PhaseKind.MOVE:
            return _move(phases, phase, verb, counts=counts)
        case PhaseKind.HOLD | PhaseKind.RETURN:
            return (verb,)
        case PhaseKind.TIMED:
            time = seconds_words(phase.duration_ms // 1000)
            return (f"{verb[:-1]} for {time}.", verb)
        case PhaseKind.SWITCH_SIDE:
            return _switch(exercise, phase.side, side)
        case PhaseKind.REST:
            return _rest(phases, index, exercise)
        case PhaseKind.REST_BETWEEN:
            return _rest_between(exercises, phase.exercise_index)
        case PhaseKind.GAP | PhaseKind.DONE:
            return ()
        case _ as never:
            assert_never(never)


def _get_ready(
    phases: Sequence[Phase], index: int, exercise: Exercise, side: str
) -> Sequence[str]:
    """The name comes first unless the rest before it has said it."""
    plain = "Get ready."
    placed = _joined(plain, _placed(exercise.position, side))
    told = index > 0 and phases[index - 1].kind is PhaseKind.REST_BETWEEN
    named = () if told else (_joined(f"{exercise.title}.", placed),)
    return (*named, placed, _joined(plain, side), plain)


def _placed(position: Position, side: str) -> str:
    """How to lie, sit or stand, and on which side; "Stand on your left leg." says both."""
    words = _sentence(position_words(position))
    return side if side and side.split()[0] == words.split()[0] else _joined(words, side)


def _move(phases: Sequence[Phase], phase: Phase, verb: str, *, counts: bool) -> Sequence[str]:
    """Of the last rep it is more use to know that it is the last: the verb is known by then."""
    reps = reps_in_set(phases, phase)
    if reps > 1 and phase.rep_no == reps:
        return (f"{verb} Last one.", "Last one.", verb)
    if counts and reps > 1 and phase.rep_no is not None:
        return (f"{verb} {_sentence(number_words(phase.rep_no))}", verb)
    return (verb,)


def _switch(exercise: Exercise, side: Side | None, words: str) -> Sequence[str]:
    if side is None or exercise.side_words:
        return (_joined("Switch side.", words), "Switch side.")
    return (f"Switch to the {side.value} side.", "Switch side.")


def _rest(phases: Sequence[Phase], index: int, exercise: Exercise) -> Sequence[str]:
    coming = phases[index + 1]
    sets = sets_in_exercise(phases, coming.exercise_index)
    following = "Rest."
    if coming.set_no is not None:
        place = f"set {number_words(coming.set_no)} of {number_words(sets)}"
        following = f"Rest. Next: {place}."
    side = _sentence(side_words(coming.side, exercise.side_words))
    return (_joined(following, side), following, "Rest.")


def _rest_between(exercises: Sequence[Exercise], coming: int) -> Sequence[str]:
    """What comes, and what has to be at hand for it that wasn't needed before."""
    exercise = exercises[coming]
    before = exercises[coming - 1] if coming > 0 else None
    rises = before and before.position.on_the_floor and not exercise.position.on_the_floor
    rest = "Rest. Get up slowly." if rises else "Rest."
    named = f"{rest} Next: {exercise.title}."
    kit = kit_words(exercise.kit, before.kit if before else ())
    return (_joined(named, kit), named, rest, "Rest.")


def kit_words(kit: Sequence[str], at_hand: Sequence[str] = ()) -> str:
    """What has to be fetched, in a sentence: "You need a firm chair."; "" for nothing."""
    needed = [
        item.rstrip(".")
        for item in kit
        if item not in at_hand and not item.rstrip(".").endswith("if you like")
    ]
    if not needed:
        return ""
    return f"You need {' and '.join(item[:1].lower() + item[1:] for item in needed)}."


def _joined(*sentences: str) -> str:
    return " ".join(sentence for sentence in sentences if sentence)


def _sentence(words: str) -> str:
    """With its capital and its full stop; "" stays ""."""
    return f"{words[:1].upper()}{words[1:]}." if words else ""

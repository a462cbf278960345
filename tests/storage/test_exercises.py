"""What the program's own content says: the page's figures, our words, nothing left out."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from backrehab.core.model import (
    LIMITS,
    REPS_FIGURES,
    TIMED_FIGURES,
    Exercise,
    Library,
    Position,
    SideRule,
    Source,
)
from backrehab.storage.content import load_library
from backrehab.storage.pack_check import check_pack

RESOURCES = Path(__file__).parents[2] / "resources"

PURPOSE = (
    "BackRehab shows the exercises you were given, times them with you, and keeps your own notes. "
    "It is not for diagnosis, monitoring or treatment decisions."
)
NOT_NHS = "BackRehab is not made, checked or approved by NHS Ayrshire & Arran."

KEPT_OUT = re.compile(
    r"\b(monitor|analys|analyz|detect|diagnos|alarm|assess|calculat|treatment|recommend)\w*",
    re.IGNORECASE,
)
MOST_WORDS = 20
SHINGLE_WORDS = 7

LYING, CHAIR, STANDING = Position.LYING, Position.SITTING, Position.STANDING
NONE, EACH, SORE = SideRule.NONE, SideRule.EACH, SideRule.AFFECTED


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library(RESOURCES)


def _texts(value: object, key: str = "") -> Iterator[str]:
    """Every text a person can come to see; ids, files and the like are not among them."""
    unseen = {"id", "clip", "$schema", "source", "kind", "side", "position", "adjustable"}
    unseen |= {"shape", "version"}
    if key in unseen:
        return
    match value:
        case str():
            yield value
        case list():
            for entry in value:
                yield from _texts(entry, key)
        case dict():
            for inner, entry in value.items():
                yield from _texts(entry, inner)
        case _:
            pass


def _seen_texts() -> list[str]:
    document = json.loads((RESOURCES / "exercises.json").read_text(encoding="utf-8"))
    return list(_texts(document))


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", re.sub("[\u2019']", "", text.lower()))


def test_the_shipped_pack_has_no_problem() -> None:
    assert check_pack(RESOURCES).problems == ()


def test_the_sections_and_exercises_stand_in_the_order_of_the_library_page(
    library: Library,
) -> None:
    order = {section.id: [e.id for e in section.exercises] for section in library.sections}

    assert order == {
        "mobility": [
            "lumbar-knee-rolling",
            "pelvic-rocking",
            "childs-pose",
            "sitting-rocking",
            "forward-bend-in-sitting",
        ],
        "strengthening": ["bridging", "sit-to-stand", "single-leg-stance", "wall-press-ups"],
        "neurodynamics": [
            "sciatic-nerve-gliding",
            "sciatic-nerve-gliding-with-ball",
            "femoral-nerve-gliding",
        ],
    }


def test_in_mobility_and_strengthening_one_gets_down_to_the_floor_only_once(
    library: Library,
) -> None:
    for section in library.sections[:2]:
        ranks = [_height(exercise.position) for exercise in section.exercises]

        assert ranks == sorted(ranks)


def _height(position: Position) -> int:
    return 0 if position.on_the_floor else 1 if position is Position.SITTING else 2


@pytest.mark.parametrize(
    ("exercise_id", "tempo", "sets", "reps", "side", "position", "times_a_day"),
    [
        ("pelvic-rocking", (2, 2, 2, 1), "1d", "6d", NONE, LYING, "3p"),
        ("sitting-rocking", (3, 0, 3, 1), "1d", "6d", NONE, CHAIR, "3p"),
        ("childs-pose", (4, 10, 4, 3), "1d", "5p", NONE, Position.HANDS_AND_KNEES, "3p"),
        ("forward-bend-in-sitting", (3, 5, 3, 2), "1d", "10p", NONE, CHAIR, "3p"),
        ("bridging", (2, 3, 3, 1), "1p", "15p", NONE, LYING, "1d"),
        ("sit-to-stand", (2, 1, 3, 1), "1p", "15p", NONE, CHAIR, "1d"),
        ("single-leg-stance", (2, 5, 2, 3), "1d", "3d", EACH, STANDING, "1d"),
        ("wall-press-ups", (3, 0, 2, 1), "1p", "15p", NONE, STANDING, "1d"),
    ],
)
def test_repetitions_are_those_of_the_page_and_ours_where_it_is_silent(
    library: Library,
    exercise_id: str,
    tempo: tuple[int, int, int, int],
    sets: str,
    reps: str,
    side: SideRule,
    position: Position,
    times_a_day: str,
) -> None:
    exercise = library.exercise(exercise_id)
    figures = exercise.dose.figures
    names = ("move_seconds", "hold_seconds", "return_seconds", "gap_seconds")

    assert tuple(figures[name].value for name in names) == tempo
    assert _marked(exercise, "sets") == sets
    assert _marked(exercise, "reps") == reps
    assert _marked(exercise, "times_a_day") == times_a_day
    assert figures["rest_seconds"].value == 60
    assert (exercise.dose.side, exercise.position) == (side, position)


@pytest.mark.parametrize(
    ("exercise_id", "seconds", "cycle", "side", "position", "times_a_day"),
    [
        ("lumbar-knee-rolling", "60p", 6, SideRule.ALTERNATING, LYING, "4p"),
        ("sciatic-nerve-gliding", "30p", 5, SORE, CHAIR, "3d"),
        ("sciatic-nerve-gliding-with-ball", "30p", 5, SORE, CHAIR, "3d"),
        ("femoral-nerve-gliding", "30d", 5, SORE, Position.LYING_FACE_DOWN, "3d"),
    ],
)
def test_timed_doses_are_those_of_the_page_and_ours_where_it_is_silent(
    library: Library,
    exercise_id: str,
    seconds: str,
    cycle: int,
    side: SideRule,
    position: Position,
    times_a_day: str,
) -> None:
    exercise = library.exercise(exercise_id)

    assert _marked(exercise, "timed_seconds") == seconds
    assert exercise.dose.figures["cycle_seconds"].value == cycle
    assert _marked(exercise, "times_a_day") == times_a_day
    assert (exercise.dose.side, exercise.position) == (side, position)


def _marked(exercise: Exercise, name: str) -> str:
    """A figure with p for the page or d for a default: "15p"."""
    figure = exercise.times_a_day if name == "times_a_day" else exercise.dose.figures[name]
    return f"{figure.value}{figure.source[0]}"


def test_only_these_seconds_are_the_pages_own(library: Library) -> None:
    """A tempo is never on the page; two holds in words and four in numbers are."""
    seconds = {
        (exercise.id, name): figure.page_says
        for exercise in library.exercises
        for name, figure in exercise.dose.figures.items()
        if name.endswith("_seconds") and figure.page_says
    }

    assert seconds == {
        ("lumbar-knee-rolling", "timed_seconds"): "60 seconds",
        ("pelvic-rocking", "hold_seconds"): "a few seconds",
        ("childs-pose", "hold_seconds"): "10 seconds",
        ("forward-bend-in-sitting", "hold_seconds"): "5 seconds",
        ("bridging", "hold_seconds"): "a few seconds",
        ("single-leg-stance", "hold_seconds"): "5 seconds, building up to 60",
        ("sciatic-nerve-gliding", "timed_seconds"): "30 seconds",
        ("sciatic-nerve-gliding-with-ball", "timed_seconds"): "30 seconds",
    }


def test_every_figure_is_within_the_limits_of_its_buttons(library: Library) -> None:
    for exercise in library.exercises:
        for name, figure in {**exercise.dose.figures, "times_a_day": exercise.times_a_day}.items():
            assert LIMITS[name].least <= figure.value <= LIMITS[name].most


def test_the_femoral_glide_says_that_it_is_not_from_the_page(library: Library) -> None:
    not_from_page = [e for e in library.exercises if not e.from_page]

    assert [exercise.id for exercise in not_from_page] == ["femoral-nerve-gliding"]
    assert not_from_page[0].off_at_first
    assert "Not from the NHS page; check with your physiotherapist" in not_from_page[0].notice
    figures = [*not_from_page[0].dose.figures.values(), not_from_page[0].times_a_day]
    assert {figure.source for figure in figures} == {Source.DEFAULT}


def test_only_the_femoral_glide_is_off_at_first(library: Library) -> None:
    assert [e.id for e in library.exercises if e.off_at_first] == ["femoral-nerve-gliding"]


def test_every_exercise_has_four_to_six_steps_and_a_clip_of_its_own_name(
    library: Library,
) -> None:
    for exercise in library.exercises:
        assert 4 <= len(exercise.steps) <= 6, exercise.id
        assert exercise.clip == f"{exercise.id}.webm"


def test_steps_hold_no_number_of_the_dose(library: Library) -> None:
    """A person changes the dose; a number in the steps would then say otherwise."""
    for exercise in library.exercises:
        assert not any(re.search(r"\d", step) for step in exercise.steps), exercise.id


def test_each_exercise_says_when_to_stop(library: Library) -> None:
    for exercise in library.exercises:
        cautions = " ".join(exercise.cautions)

        assert "Stop if this makes your pain much worse." in exercise.cautions
        for sign in ("chest pain", "dizzy", "faint", "breathe", "999 if it does not ease"):
            assert sign in cautions, exercise.id


def test_single_leg_stance_keeps_hold_and_eyes_off_the_screen(library: Library) -> None:
    for texts in (library.exercise("single-leg-stance").cautions, library.notices.stop_now):
        cautions = " ".join(texts).lower()

        for words in ("hold on to something solid", "listen", "do not turn to the screen"):
            assert words in cautions


def test_nerve_glides_stop_at_the_first_pull(library: Library) -> None:
    for exercise in library.section("neurodynamics").exercises:
        assert (
            "stop at the first pull" in exercise.cautions[0].lower() + exercise.cautions[1].lower()
        )
        assert "Never push further." in " ".join(exercise.cautions)


def test_sides_are_named_in_the_words_of_the_exercise(library: Library) -> None:
    words = {e.id: e.side_words.replace("{side}", "left") for e in library.exercises}

    assert words["single-leg-stance"] == "Stand on your left leg"
    assert words["sciatic-nerve-gliding"] == "Your left leg"
    assert words["bridging"] == ""


def test_verbs_are_single_words_for_the_big_display(library: Library) -> None:
    verbs = {e.id: (e.verbs.move, e.verbs.hold, e.verbs.return_) for e in library.exercises}

    assert verbs["bridging"] == ("Lift", "Hold", "Lower")
    assert verbs["sit-to-stand"] == ("Lean", "Stand", "Sit")
    assert verbs["lumbar-knee-rolling"] == ("Roll", "", "")


def test_what_can_be_adjusted_is_what_makes_sense(library: Library) -> None:
    assert {e.id: e.dose.adjustable for e in library.exercises} == {
        "lumbar-knee-rolling": ("timed_seconds",),
        "pelvic-rocking": ("reps", "hold_seconds"),
        "childs-pose": ("reps", "hold_seconds"),
        "sitting-rocking": ("reps",),
        "forward-bend-in-sitting": ("reps", "hold_seconds"),
        "bridging": ("sets", "reps", "hold_seconds"),
        "sit-to-stand": ("sets", "reps"),
        "single-leg-stance": ("hold_seconds", "reps"),
        "wall-press-ups": ("sets", "reps"),
        "sciatic-nerve-gliding": ("timed_seconds",),
        "sciatic-nerve-gliding-with-ball": ("timed_seconds",),
        "femoral-nerve-gliding": ("timed_seconds",),
    }


def test_the_pages_progressions_stand_as_text(library: Library) -> None:
    progressions = {e.id: " ".join(e.progressions) for e in library.exercises if e.progressions}

    assert set(progressions) == {
        "pelvic-rocking",
        "sitting-rocking",
        "bridging",
        "sit-to-stand",
        "single-leg-stance",
        "wall-press-ups",
    }
    for exercise_id in ("bridging", "sit-to-stand", "wall-press-ups"):
        assert "3 sets of 15" in progressions[exercise_id]
    assert "60 seconds" in progressions["single-leg-stance"]


def test_the_pain_guide_has_the_usual_bands_marked_as_ours(library: Library) -> None:
    bands = [(b.id, b.least, b.most, b.shape, b.source) for b in library.pain_guide.bands]

    assert bands == [
        ("green", 0, 3, "circle", Source.DEFAULT),
        ("amber", 4, 5, "triangle", Source.DEFAULT),
        ("red", 6, 10, "octagon", Source.DEFAULT),
    ]
    assert len(library.pain_guide.changes_in_red) == 5
    assert library.pain_guide.after_exercise_minutes == 30
    assert "within 30 minutes" in library.pain_guide.after_exercise
    assert "12 weeks" in library.pain_guide.expectation
    assert library.pain_guide.medicines == (
        "A GP or pharmacist can tell you which painkillers may help you keep moving."
    )


SIGNS = {
    "emergency": (
        ("both legs", "pain", "tingling", "weakness", "numbness", "new or getting worse"),
        ("numb or strange", "bottom", "genitals", "inner thighs"),
        ("cannot pee", "losing control of your pee"),
        ("losing control of your poo",),
        ("problems with sex", "erection", "feeling"),
        ("chest pain",),
        ("serious accident",),
    ),
    "urgent": (
        ("high temperature", "hot", "shivery", "unwell"),
        ("losing weight without trying",),
        ("new lump", "swelling", "change", "shape"),
        ("no better with rest", "worse at night"),
        ("cough", "sneeze", "poo"),
        ("between your shoulders",),
        ("minor fall", "weak bones", "long use of steroids"),
        ("unsteady", "walk"),
    ),
    "see_someone": (
        ("exercises", "much worse"),
        ("no better after a few weeks",),
        ("stops you", "daily"),
        ("worried or not sure",),
        ("pregnant", "midwife or GP"),
    ),
}


def test_no_sign_is_left_out_in_any_region(library: Library) -> None:
    for region in library.help_regions:
        for card in region.cards:
            expected = SIGNS[card.id]

            assert len(card.signs) == len(expected), (region.id, card.id)
            for sign, words in zip(card.signs, expected, strict=True):
                assert all(word in sign for word in words), (region.id, sign)


def test_scotland_comes_first_and_sends_the_first_five_signs_to_111_or_a_and_e(
    library: Library,
) -> None:
    scotland = library.help_regions[0]
    emergency = scotland.cards[0]

    assert [region.id for region in library.help_regions] == [
        "scotland",
        "england",
        "wales",
        "northern-ireland",
    ]
    assert [len(group.signs) for group in emergency.groups] == [5, 2]
    assert emergency.groups[0].lead.startswith("Call 111 or go to A&E now")
    assert emergency.groups[1].lead.startswith("Call 999 or go to A&E")


def test_stop_now_names_every_reason(library: Library) -> None:
    words = " ".join(library.notices.stop_now)

    for reason in ("chest pain", "bad breathlessness", "dizziness", "faint", "999", "much worse"):
        assert reason in words
    assert "stop at the first pull. Never push further." in words


def test_the_purpose_sentence_stands_word_for_word(library: Library) -> None:
    assert library.notices.intended_purpose == PURPOSE


def test_the_credits_name_the_page_and_say_who_has_not_approved_this(library: Library) -> None:
    words = " ".join(library.notices.credits)

    assert "low back pain page of the NHS Ayrshire & Arran MSK patient portal" in words
    assert NOT_NHS in words
    assert library.notices.not_nhs == NOT_NHS


def test_no_word_of_a_medical_device_is_used() -> None:
    found = [text for text in _seen_texts() if text != PURPOSE and KEPT_OUT.search(text)]

    assert found == []


def test_no_sentence_is_longer_than_twenty_words() -> None:
    sentences = [s for text in _seen_texts() for s in re.split(r"(?<=[.!?])\s+", text)]

    assert [s for s in sentences if len(s.split()) > MOST_WORDS] == []


def test_no_seven_words_in_a_row_are_quoted_from_the_page() -> None:
    """The page's own words are not kept here, only short hashes of each seven in a row."""
    page = set((Path(__file__).parent / "page_shingles.txt").read_text("ascii").split())
    quoted = []
    for text in _seen_texts():
        words = _words(text)
        for index in range(len(words) - SHINGLE_WORDS + 1):
            shingle = " ".join(words[index : index + SHINGLE_WORDS])
            if hashlib.sha256(shingle.encode()).hexdigest()[:12] in page:
                quoted.append(shingle)

    assert quoted == []


def test_the_names_of_figures_are_those_of_the_limits() -> None:
    assert {*TIMED_FIGURES, *REPS_FIGURES, "times_a_day"} == set(LIMITS)

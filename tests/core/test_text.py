"""Numbers in words, held against the exercises that are shipped."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backrehab.core import text
from backrehab.core.diary import DiaryEntry, Outcome, RecordedBy
from backrehab.core.model import (
    LIMITS,
    REPS_FIGURES,
    TIMED_FIGURES,
    Dose,
    Figure,
    Prescription,
    RepsPrescription,
    Side,
    SideRule,
    Source,
    TimedPrescription,
)
from backrehab.storage.content import load_library
from tests.core.strategies import prescriptions

LIBRARY = load_library(Path(__file__).parents[2] / "resources")
TODAY = date(2026, 11, 22)


# Time that runs.


@pytest.mark.parametrize(
    ("ms", "seconds"),
    [
        pytest.param(30_000, 30, id="a whole one stays"),
        pytest.param(29_001, 30, id="begun seconds count"),
        pytest.param(29_000, 29, id="until they are over"),
        pytest.param(1, 1, id="not over yet"),
        pytest.param(0, 0, id="over"),
        pytest.param(-1, 0, id="looked late"),
    ],
)
def test_seconds_left_are_rounded_up(ms: int, seconds: int) -> None:
    assert text.seconds_left(ms) == seconds


@given(st.integers(0, 4_000_000))
def test_seconds_left_reach_nothing_exactly_when_it_is_over(ms: int) -> None:
    seconds = text.seconds_left(ms)

    assert 0 <= seconds * 1_000 - ms < 1_000
    assert (seconds == 0) == (ms == 0)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "less than a minute"),
        (29, "less than a minute"),
        (30, "about 1 minute"),
        (89, "about 1 minute"),
        (90, "about 2 minutes"),
        (154, "about 3 minutes"),
        (3_600, "about 60 minutes"),
    ],
)
def test_a_length_is_told_to_the_nearest_minute(seconds: int, words: str) -> None:
    assert text.duration_words(seconds * 1_000) == words


@given(st.integers(0, 20_000_000))
def test_no_length_is_about_nothing(ms: int) -> None:
    assert "about 0" not in text.duration_words(ms)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (1, "1 second"),
        (90, "90 seconds"),
        (119, "119 seconds"),
        (120, "2 minutes"),
        (121, "2 minutes 1 second"),
        (600, "10 minutes"),
    ],
)
def test_seconds_become_minutes_from_two_on(seconds: int, words: str) -> None:
    assert text.seconds_words(seconds) == words


# Doses.


@pytest.mark.parametrize(
    ("exercise_id", "changes", "words", "page"),
    [
        ("lumbar-knee-rolling", {}, "60 seconds", "Page: 60 seconds"),
        (
            "pelvic-rocking",
            {},
            "6 times, hold 2 s",
            "Page: 5 to 10 times, hold a few seconds",
        ),
        ("sitting-rocking", {}, "6 times", "Page: 5 to 10 times"),
        ("childs-pose", {}, "5 times, hold 10 s", "Page: 5 times, hold 10 seconds"),
        (
            "forward-bend-in-sitting",
            {"reps": 1},
            "1 time, hold 5 s",
            "Page: 10 times, hold 5 seconds",
        ),
        (
            "bridging",
            {},
            "1 set of 15, hold 3 s",
            "Page: 1 to 3 sets of 15, hold a few seconds",
        ),
        (
            "bridging",
            {"sets": 3, "hold_seconds": 0},
            "3 sets of 15",
            "Page: 1 to 3 sets of 15, hold a few seconds",
        ),
        ("sit-to-stand", {}, "1 set of 15", "Page: 1 to 3 sets of 15"),
        (
            "single-leg-stance",
            {},
            "3 times, hold 5 s, each side",
            "Page: hold 5 seconds, building up to 60, each side",
        ),
        ("wall-press-ups", {}, "1 set of 15", "Page: 1 to 3 sets of 15"),
        ("sciatic-nerve-gliding", {}, "30 seconds, sore side", "Page: 30 seconds, sore side"),
        ("femoral-nerve-gliding", {"timed_seconds": 150}, "2 minutes 30 seconds, sore side", ""),
    ],
)
def test_the_doses_that_are_shipped_read_well(
    exercise_id: str, changes: Mapping[str, int], words: str, page: str
) -> None:
    dose = LIBRARY.exercise(exercise_id).dose

    assert text.dose_words(dose.prescription(changes), dose.adjustable) == words
    assert text.page_words(dose) == page


def test_a_prescription_alone_tells_all_it_has() -> None:
    three_sets = RepsPrescription(3, 10, 2, 5, 2, 1, 60, SideRule.EACH)

    assert text.dose_words(three_sets) == "3 sets of 10, hold 5 s, each side"
    assert text.dose_words(replace(three_sets, sets=1)) == "10 times, hold 5 s, each side"


@given(prescriptions)
def test_one_of_a_thing_is_never_many(prescription: Prescription) -> None:
    words = text.dose_words(prescription)

    assert not re.search(r"\b1 (times|sets|seconds|minutes)\b", words)
    assert not re.search(r"(?<!\d)(?!1\b)\d+ (time|set|second|minute)\b", words)


def page_dose(**says: str) -> Dose:
    figures = {
        name: Figure(1, Source.PAGE if name in says else Source.DEFAULT, says.get(name, ""))
        for name in REPS_FIGURES
    }
    return Dose(SideRule.NONE, figures, ())


@pytest.mark.parametrize(
    ("says", "words"),
    [
        ({"sets": "1", "reps": "15"}, "1 set of 15"),
        ({"sets": "3"}, "3 sets"),
        ({"reps": "1"}, "1 time"),
        ({"reps": "as many as you can"}, "as many as you can"),
        ({"sets": "a few", "reps": "10"}, "a few sets of 10"),
        ({}, ""),
    ],
)
def test_what_the_page_says_is_put_together_from_its_parts(
    says: dict[str, str], words: str
) -> None:
    assert text.page_range(page_dose(**says)) == words


def test_every_figure_has_a_name_beside_its_stepper() -> None:
    assert set(text.FIGURE_NAMES) == {*TIMED_FIGURES, *REPS_FIGURES, "times_a_day"}
    assert set(text.FIGURE_NAMES) == set(LIMITS)


@pytest.mark.parametrize(
    ("name", "value", "amount", "words"),
    [
        ("sets", 1, "1", "1 set"),
        ("reps", 15, "15", "15 times"),
        ("hold_seconds", 3, "3 s", "3 seconds"),
        ("timed_seconds", 150, "150 s", "2 minutes 30 seconds"),
        ("times_a_day", 1, "1", "once a day"),
        ("times_a_day", 4, "4", "4 times a day"),
    ],
)
def test_a_figure_is_short_in_its_frame_and_full_when_read_aloud(
    name: str, value: int, amount: str, words: str
) -> None:
    silent = Figure(value, Source.DEFAULT)
    page = Figure(value, Source.DEFAULT, "a few seconds")

    assert text.figure_amount(name, value) == amount
    assert text.figure_spoken(name, value, silent) == words
    assert text.figure_spoken(name, value, page) == f"{words}, page says a few seconds"
    assert text.figure_page_words(silent) == ""
    assert text.figure_page_words(page) == "Page: a few seconds"


# Sides.


def test_a_side_is_told_in_the_exercises_own_words() -> None:
    stance = LIBRARY.exercise("single-leg-stance")
    assert text.side_words(Side.LEFT, stance.side_words) == "Stand on your left leg"
    assert text.side_words(Side.RIGHT) == "Right side"
    assert text.side_words(None, stance.side_words) == ""


# The diary.


ENTRY = DiaryEntry(
    entry_id="e",
    exercise_id="bridging",
    exercise_title="Bridging",
    section_id="strengthening",
    side=None,
    position_in_session=1,
    started_at=datetime(2026, 11, 21, 18, 5, tzinfo=UTC),
    ended_at=None,
    recorded_by=RecordedBy.TIMER,
    outcome=Outcome.STOPPED,
    skip_reason="",
    sets_target=3,
    sets_timed=2,
    reps_target=45,
    reps_timed=31,
    hold_seconds_target=3,
    hold_seconds_timed=93,
    timed_seconds_target=None,
    timed_seconds_timed=None,
    active_seconds=200,
    paused_seconds=0,
    own_report=None,
    own_report_reps=None,
    effort_0_10=None,
    pain_worst_exercise_0_10=None,
    note="",
    edited_at=None,
)
NO_REPS = replace(ENTRY, sets_target=None, reps_target=None, reps_timed=None)


@pytest.mark.parametrize(
    ("entry", "asked", "done"),
    [
        pytest.param(ENTRY, "3 sets of 15, hold 3 s", "31 of 45", id="sets"),
        pytest.param(
            replace(ENTRY, sets_target=1, reps_target=6, reps_timed=6, hold_seconds_target=None),
            "6 times",
            "6 of 6",
            id="reps without a hold",
        ),
        pytest.param(
            replace(NO_REPS, timed_seconds_target=60, timed_seconds_timed=25),
            "60 seconds",
            "25 of 60 seconds",
            id="timed",
        ),
        pytest.param(
            replace(NO_REPS, timed_seconds_target=60), "60 seconds", text.NOTHING, id="by hand"
        ),
        pytest.param(NO_REPS, text.NOTHING, text.NOTHING, id="nothing asked"),
    ],
)
def test_asked_and_done_stand_side_by_side(entry: DiaryEntry, asked: str, done: str) -> None:
    assert text.asked_words(entry) == asked
    assert text.done_words(entry) == done


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (datetime(2026, 11, 22, 12, 18, tzinfo=UTC), "Today, 12:18"),
        (datetime(2026, 11, 21, 8, 5, tzinfo=UTC), "Yesterday, 08:05"),
        (datetime(2026, 11, 19, 17, 30, tzinfo=UTC), "Thu 19 Nov, 17:30"),
        (datetime(2025, 12, 31, 23, 59, tzinfo=UTC), "Wed 31 Dec 2025, 23:59"),
        (datetime(2026, 11, 23, 0, 0, tzinfo=UTC), "Mon 23 Nov, 00:00"),
    ],
)
def test_a_day_is_named_as_people_name_it(at: datetime, words: str) -> None:
    assert text.when_words(at, TODAY) == words


@pytest.mark.parametrize(
    ("day", "long", "short"),
    [
        (date(2026, 3, 2), "2 March 2026", "2 Mar 2026"),
        (date(2026, 9, 30), "30 September 2026", "30 Sep 2026"),
        (date(999, 12, 31), "31 December 999", "31 Dec 999"),
    ],
)
def test_a_date_has_the_name_of_its_month(day: date, long: str, short: str) -> None:
    assert (text.long_date(day), text.short_date(day)) == (long, short)


def test_no_name_of_a_day_or_month_comes_from_the_system() -> None:
    """It would be in the language of the system, in the middle of English."""
    codes = re.compile(r"%[aAbBcpxX]\b|QLocale\(\)|import calendar\b")
    package = Path(text.__file__).parents[1]

    asked = [file.name for file in package.rglob("*.py") if codes.search(file.read_text("utf-8"))]

    assert asked == []


def test_a_timed_prescription_names_its_sides() -> None:
    assert text.dose_words(TimedPrescription(60, 6, SideRule.EACH)) == "60 seconds, each side"

"""One session of the diary in words: facts beside what the person told, and no more."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from backrehab.core.by_hand import when_fault
from backrehab.core.clock import local_instant
from backrehab.core.diary import DiaryEntry, DiarySession, Outcome, OwnReport, RecordedBy
from backrehab.core.diary_text import session_what
from backrehab.core.model import Side
from backrehab.core.session_facts import (
    change_words,
    fact_lines,
    later_words,
    session_words,
    told_words,
)

NINE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

ENTRY = DiaryEntry(
    entry_id="e",
    exercise_id="bridging",
    exercise_title="Bridging",
    section_id="strengthening",
    side=None,
    position_in_session=1,
    started_at=NINE,
    ended_at=NINE,
    recorded_by=RecordedBy.TIMER,
    outcome=Outcome.COMPLETED,
    skip_reason="",
    sets_target=1,
    sets_timed=1,
    reps_target=15,
    reps_timed=15,
    hold_seconds_target=None,
    hold_seconds_timed=None,
    timed_seconds_target=None,
    timed_seconds_timed=None,
    active_seconds=120,
    paused_seconds=0,
    own_report=None,
    own_report_reps=None,
    effort_0_10=None,
    pain_worst_exercise_0_10=None,
    note="",
    edited_at=None,
)
SESSION = DiarySession(
    session_id="s",
    person_code="",
    started_at=NINE,
    ended_at=NINE + timedelta(minutes=6),
    outcome=Outcome.COMPLETED,
    pain_before_0_10=None,
    pain_worst_session_0_10=None,
    pain_after_0_10=None,
    pain_after_minutes=None,
    pain_next_morning_0_10=None,
    note="",
    edited_at=None,
    app_version="1",
    content_version="1",
    entries=(ENTRY,),
)
TIMED = replace(
    ENTRY,
    sets_target=None,
    sets_timed=None,
    reps_target=None,
    reps_timed=None,
    timed_seconds_target=60,
    timed_seconds_timed=25,
    outcome=Outcome.STOPPED,
    paused_seconds=130,
)
SKIPPED = replace(ENTRY, outcome=Outcome.SKIPPED, skip_reason="sore knee", active_seconds=0)
BY_HAND = replace(
    ENTRY,
    recorded_by=RecordedBy.MANUAL,
    side=Side.RIGHT,
    reps_timed=None,
    reps_target=3,
    hold_seconds_target=5,
)


@pytest.mark.parametrize(
    ("entry", "lines"),
    [
        (ENTRY, ("Asked for: 15 times.", "Done. Timed: 15 of 15 times.")),
        (
            TIMED,
            (
                "Asked for: 60 seconds.",
                "Ended early. Timed: 25 of 60 seconds, paused for 2 minutes 10 seconds.",
            ),
        ),
        (SKIPPED, ("Asked for: 15 times.", "Left out. Sore knee.")),
        (BY_HAND, ("You wrote: 3 times, hold 5 s.",)),
    ],
)
def test_what_was_asked_and_timed_is_said(entry: DiaryEntry, lines: tuple[str, ...]) -> None:
    assert fact_lines(entry) == lines


def test_what_was_told_is_said_and_nothing_where_nothing_was() -> None:
    told = replace(ENTRY, own_report=OwnReport.SOME, own_report_reps=1, effort_0_10=0)

    assert told_words(ENTRY) == ""
    assert told_words(told) == "You did some of it, 1 time. How hard it was: 0 of 10."


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (None, "30 minutes after"),
        (1, "1 minute after"),
        (43, "43 minutes after"),
        (119, "1 hour 59 minutes after"),
        (120, "2 hours after"),
        (47 * 60, "47 hours after"),
        (48 * 60, "2 days after"),
    ],
)
def test_the_time_that_went_by_is_said_as_it_was(minutes: int | None, words: str) -> None:
    assert later_words(minutes) == words


def test_both_sides_of_an_exercise_are_one() -> None:
    session = replace(
        SESSION, entries=(replace(ENTRY, side=Side.LEFT), replace(ENTRY, side=Side.RIGHT))
    )

    assert session_words(session) == "1 exercise, about 6 minutes. Written down by the timer."
    by_hand = replace(session, entries=(BY_HAND,))
    assert session_words(by_hand) == "1 exercise. Added by hand."


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Strengthening", "Mobility and strengthening"),
        ("ACL rehab", "Mobility and ACL rehab"),
        ("X", "Mobility and x"),
    ],
)
def test_a_title_that_begins_with_letters_that_stand_for_words_keeps_them(
    title: str, words: str
) -> None:
    other = replace(ENTRY, exercise_id="other", section_id="other", position_in_session=2)
    entries = (replace(ENTRY, section_id="mobility"), other)

    what = session_what(
        replace(SESSION, entries=entries), {"mobility": "Mobility", "other": title}
    )

    assert what == words


def test_a_change_says_when_and_what_stood_there() -> None:
    at = NINE - timedelta(days=1)

    assert change_words(at, "", "pain_before_0_10", None, "4", NINE) == (
        "Yesterday, 09:00. Pain before: 4."
    )
    assert change_words(at, "Bridging", "note", "a\nb", "", NINE) == (
        "Yesterday, 09:00. Bridging, note: nothing, before that a b."
    )
    assert change_words(
        at, "", "started_at", "2026-03-08T12:00:00+00:00", "2026-03-01T17:30:00+01:00", NINE
    ) == ("Yesterday, 09:00. Day and time: Yesterday, 17:30, before that Sun 8 Mar, 12:00.")
    long = change_words(at, "", "note", None, "word " * 100, NINE)
    assert len(long) < 120


def test_a_day_to_come_is_no_day_to_write_of() -> None:
    tomorrow = NINE.date() + timedelta(days=1)

    assert when_fault(NINE.date(), NINE.time(), NINE) == ""
    assert "still to come" in when_fault(tomorrow, NINE.time(), NINE)
    assert "It is 09:00 now" in when_fault(NINE.date(), (NINE + timedelta(minutes=1)).time(), NINE)


def test_a_local_time_has_the_offset_of_its_own_day(monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    monkeypatch.setenv("TZ", "Europe/London")
    time.tzset()
    try:
        now = datetime(2026, 7, 1, 9, 0, tzinfo=UTC).astimezone()
        winter = local_instant(datetime(2026, 1, 15, tzinfo=UTC).date(), now.time(), now)
        summer = local_instant(now.date(), now.time(), now)
    finally:
        monkeypatch.undo()
        time.tzset()

    assert winter.utcoffset() == timedelta(0)
    assert summer.utcoffset() == timedelta(hours=1)


def test_a_number_told_after_43_minutes_is_not_called_one_after_30() -> None:
    at = datetime(2026, 3, 2, 9, 43, tzinfo=UTC)

    words = change_words(at, "", "pain_after_0_10", None, "5", at)

    assert words == "Today, 09:43. Pain after: 5."


def test_why_it_was_left_out_is_one_sentence() -> None:
    lines = fact_lines(replace(SKIPPED, skip_reason="no chair\nhere!"))

    assert lines[-1] == "Left out. No chair here!"
    assert fact_lines(SKIPPED)[-1] == "Left out. Sore knee."

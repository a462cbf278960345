"""Which question about pain is open at which moment, for one session and for many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backrehab.core.diary import (
    DiaryEntry,
    DiarySession,
    Outcome,
    RecordedBy,
    SessionAnswers,
)
from backrehab.core.open_question_text import (
    about_words,
    answered_words,
    head_words,
    notice_words,
    question_words,
)
from backrehab.core.open_questions import (
    Asking,
    Moment,
    OpenQuestion,
    may_come,
    minutes_after,
    open_question,
    was_timed,
    with_answer,
    without_answer,
)

LONDON = ZoneInfo("Europe/London")
ASKING = Asking(after_minutes=30)
MINUTE = timedelta(minutes=1)


def entry(
    seconds: int = 60, recorded_by: RecordedBy = RecordedBy.TIMER, position: int = 1
) -> DiaryEntry:
    at = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
    return DiaryEntry(
        entry_id="entry",
        exercise_id="bridging",
        exercise_title="Bridging",
        section_id="strengthening",
        side=None,
        position_in_session=position,
        started_at=at,
        ended_at=at,
        recorded_by=recorded_by,
        outcome=Outcome.COMPLETED,
        skip_reason="",
        sets_target=1,
        sets_timed=1 if seconds else 0,
        reps_target=15,
        reps_timed=15 if seconds else 0,
        hold_seconds_target=None,
        hold_seconds_timed=None,
        timed_seconds_target=None,
        timed_seconds_timed=None,
        active_seconds=seconds,
        paused_seconds=0,
        own_report=None,
        own_report_reps=None,
        effort_0_10=None,
        pain_worst_exercise_0_10=None,
        note="",
        edited_at=None,
    )


TIMED = (entry(), entry(position=2))
BY_HAND = (entry(0, RecordedBy.MANUAL),)


def session(
    began: datetime,
    ended: datetime | None = None,
    entries: tuple[DiaryEntry, ...] = TIMED,
    answers: SessionAnswers = SessionAnswers(),  # noqa: B008 - it can't be changed
    *,
    name: str = "",
    after_skipped: bool = False,
    morning_skipped: bool = False,
) -> DiarySession:
    return DiarySession(
        session_id=name or began.isoformat(),
        person_code="",
        started_at=fixed(began),
        ended_at=None if ended is None else fixed(ended),
        outcome=None if ended is None else Outcome.COMPLETED,
        pain_before_0_10=answers.pain_before_0_10,
        pain_worst_session_0_10=answers.pain_worst_session_0_10,
        pain_after_0_10=answers.pain_after_0_10,
        pain_after_minutes=answers.pain_after_minutes,
        pain_next_morning_0_10=answers.pain_next_morning_0_10,
        note=answers.note,
        edited_at=None,
        app_version="",
        content_version="",
        entries=entries,
        after_skipped=after_skipped,
        morning_skipped=morning_skipped,
    )


def fixed(at: datetime) -> datetime:
    """As the diary gives it back: with the offset that was in force."""
    return datetime.fromisoformat(at.isoformat())


def sunday(hours: int, minutes: int = 0) -> datetime:
    return datetime(2026, 11, 22, hours, minutes, tzinfo=LONDON)


def monday(hours: int, minutes: int = 0) -> datetime:
    return datetime(2026, 11, 23, hours, minutes, tzinfo=LONDON)


def asked(
    sessions: Sequence[DiarySession], now: datetime, asking: Asking = ASKING
) -> Moment | None:
    question = open_question(sessions, fixed(now), asking)
    return question.moment if question else None


NOON_ROUND = session(sunday(12, 18), sunday(12, 25))


# Half an hour later.


def test_the_question_comes_thirty_minutes_after_the_end_and_not_before() -> None:
    assert asked([NOON_ROUND], sunday(12, 54)) is None
    assert asked([NOON_ROUND], sunday(12, 55)) is Moment.AFTER
    assert asked([NOON_ROUND], sunday(23, 59)) is Moment.AFTER
    assert asked([NOON_ROUND], monday(0, 0)) is None


def test_the_pack_says_how_long_after() -> None:
    assert asked([NOON_ROUND], sunday(12, 36), Asking(after_minutes=10)) is Moment.AFTER


def test_the_next_session_ends_it_as_soon_as_something_was_done() -> None:
    running = session(sunday(14), None)
    left_at_once = session(sunday(14), sunday(14, 1), (entry(0),))

    assert asked([NOON_ROUND, running], sunday(14, 5)) is None
    question = open_question([left_at_once, NOON_ROUND], sunday(14, 50), ASKING)
    assert question is not None
    assert question.session_id == NOON_ROUND.session_id


def test_what_was_written_by_hand_after_it_does_not_end_it() -> None:
    by_hand = session(sunday(14), sunday(14), BY_HAND)

    assert asked([NOON_ROUND, by_hand], sunday(13)) is Moment.AFTER
    question = open_question([by_hand, NOON_ROUND], sunday(14, 50), ASKING)
    assert question is not None
    assert question.session_id == NOON_ROUND.session_id
    answered = replace(NOON_ROUND, pain_after_0_10=0)
    assert asked([answered, by_hand], sunday(14, 50)) is None


def test_a_number_told_of_afterwards_has_its_minutes_as_long_as_it_is_asked_for() -> None:
    name = NOON_ROUND.session_id
    by_hand = session(sunday(14), sunday(14), BY_HAND)
    second = session(sunday(18), sunday(18, 5))

    assert minutes_after(name, [NOON_ROUND], sunday(12, 35)) == 10, "sooner than it is asked"
    assert minutes_after(name, [by_hand, NOON_ROUND], sunday(15)) == 155
    assert minutes_after(name, [NOON_ROUND], sunday(23, 59)) == 694
    assert minutes_after(name, [NOON_ROUND], monday(0, 0)) is None
    assert minutes_after(name, [second, NOON_ROUND], sunday(18, 40)) is None
    assert minutes_after(name, [], monday(9)) is None
    assert minutes_after(by_hand.session_id, [by_hand], sunday(14, 40)) is None
    over_midnight = session(sunday(23, 50), monday(0, 5))
    night = over_midnight.session_id
    assert minutes_after(night, [over_midnight], monday(0, 35)) == 30
    assert minutes_after(night, [over_midnight], monday(4)) is None


@pytest.mark.parametrize(
    "entries", [(), (entry(0),), (entry(60, RecordedBy.MANUAL),)], ids=["none", "left", "by hand"]
)
def test_without_a_timed_exercise_nothing_is_asked(entries: tuple[DiaryEntry, ...]) -> None:
    untimed = session(sunday(12), sunday(12, 10), entries)

    assert not was_timed(untimed)
    for now in (sunday(12, 40), sunday(23, 59), monday(8)):
        assert asked([untimed], now) is None


def test_answered_or_skipped_it_is_gone_and_the_one_before_is_not_asked_instead() -> None:
    earlier = session(sunday(9), sunday(9, 10))
    answered = replace(NOON_ROUND, pain_after_0_10=0, pain_after_minutes=31)
    skipped = replace(NOON_ROUND, after_skipped=True)

    assert asked([earlier, answered], sunday(13)) is None
    assert asked([earlier, skipped], sunday(13)) is None


def test_switched_off_it_is_not_asked() -> None:
    assert asked([NOON_ROUND], sunday(13), Asking(30, after=False)) is None
    assert asked([NOON_ROUND], monday(9), Asking(30, morning=False)) is None


def test_late_in_the_evening_there_is_no_time_left_for_it() -> None:
    late = session(sunday(23, 30), sunday(23, 45))

    assert asked([late], sunday(23, 59)) is None
    assert asked([late], monday(0, 15)) is None
    assert asked([late], monday(4)) is Moment.MORNING


def test_over_midnight_it_is_asked_in_the_night_and_then_the_morning_is() -> None:
    over_midnight = session(sunday(23, 50), monday(0, 5))

    assert asked([over_midnight], monday(0, 34)) is None
    assert asked([over_midnight], monday(0, 35)) is Moment.AFTER
    assert asked([over_midnight], monday(3, 59)) is Moment.AFTER
    assert asked([over_midnight], monday(4)) is Moment.MORNING
    answered = replace(over_midnight, pain_next_morning_0_10=2)
    assert asked([answered], monday(4, 1)) is None


def test_one_that_lasted_all_night_is_not_asked_about_the_morning_after() -> None:
    all_night = session(sunday(23), monday(7))

    assert asked([all_night], monday(7, 5)) is None
    assert asked([all_night], monday(7, 30)) is Moment.AFTER


# The next morning.


def test_the_morning_is_from_four_until_noon_or_the_first_session() -> None:
    assert asked([NOON_ROUND], monday(3, 59)) is None
    assert asked([NOON_ROUND], monday(4)) is Moment.MORNING
    assert asked([NOON_ROUND], monday(23, 59)) is Moment.MORNING
    assert asked([NOON_ROUND], monday(12) + timedelta(hours=12)) is None

    running = session(monday(8), None)
    assert asked([NOON_ROUND, running], monday(11, 59)) is Moment.MORNING
    assert asked([NOON_ROUND, running], monday(12)) is None
    afternoon = session(monday(15), None)
    assert asked([NOON_ROUND, afternoon], monday(15)) is None


def test_it_is_about_the_last_session_of_the_day_before() -> None:
    evening = session(sunday(19), sunday(19, 10))
    question = open_question([evening, NOON_ROUND], monday(8), ASKING)

    assert question is not None
    assert question.session_id == evening.session_id
    assert asked([replace(evening, morning_skipped=True), NOON_ROUND], monday(8)) is None
    assert asked([replace(evening, pain_next_morning_0_10=0)], monday(8)) is None
    assert asked([evening], monday(8) + timedelta(days=1)) is None


def test_half_an_hour_after_todays_session_comes_before_the_morning() -> None:
    early = session(monday(8), monday(8, 10))

    assert asked([NOON_ROUND, early], monday(8, 39)) is Moment.MORNING
    assert asked([NOON_ROUND, early], monday(8, 40)) is Moment.AFTER
    skipped = replace(early, after_skipped=True)
    assert asked([NOON_ROUND, skipped], monday(8, 41)) is Moment.MORNING


# Clocks that jump.


def test_half_an_hour_is_real_time_when_the_clocks_go_back() -> None:
    """On 25 October 2026 the hour from 1 to 2 comes twice."""
    ended = datetime(2026, 10, 25, 1, 45, tzinfo=LONDON)
    again = fixed(datetime(2026, 10, 25, 1, 10, tzinfo=LONDON, fold=1))
    in_the_night = session(ended - 10 * MINUTE, ended)

    assert asked([in_the_night], again) is None
    question = open_question([in_the_night], again + 5 * MINUTE, ASKING)
    assert question is not None
    assert question.minutes(again + 5 * MINUTE) == 30


def test_half_an_hour_is_real_time_when_the_clocks_go_forward() -> None:
    """On 29 March 2026 it is 2 o'clock right after 1."""
    ended = datetime(2026, 3, 29, 0, 50, tzinfo=LONDON)
    late = session(ended - 10 * MINUTE, ended)

    assert asked([late], datetime(2026, 3, 29, 2, 15, tzinfo=LONDON)) is None
    assert asked([late], datetime(2026, 3, 29, 2, 20, tzinfo=LONDON)) is Moment.AFTER


def test_after_a_journey_the_real_time_is_kept() -> None:
    """Lunch in London, the evening in New York: five hours more of the same day."""
    there = datetime(2026, 11, 22, 17, 25, tzinfo=ZoneInfo("America/New_York"))
    question = open_question([NOON_ROUND], fixed(there), ASKING)

    assert question is not None
    assert question.minutes(there) == 10 * 60


def test_with_the_clock_set_back_nothing_is_asked_too_early() -> None:
    assert asked([NOON_ROUND], sunday(11)) is None
    assert asked([NOON_ROUND], sunday(9) - timedelta(days=1)) is None


# What holds for all of them.

ZONES = [ZoneInfo(name) for name in ("Europe/London", "Pacific/Apia", "America/St_Johns")]
FIRST = datetime(2026, 3, 27, tzinfo=UTC)  # the clocks change on the 29th
instants = st.integers(0, 4 * 24 * 60).map(lambda minutes: FIRST + minutes * MINUTE)


@st.composite
def sessions_and_now(draw: st.DrawFn) -> tuple[list[DiarySession], datetime]:
    zone = draw(st.sampled_from(ZONES))
    starts = draw(st.lists(instants, max_size=5, unique=True))
    found = []
    for number, at in enumerate(sorted(starts)):
        began = at.astimezone(zone)
        length = draw(st.integers(0, 600))
        entries = draw(st.sampled_from([TIMED, (entry(0),), (entry(9, RecordedBy.MANUAL),)]))
        numbers = st.none() | st.integers(0, 10)
        found.append(
            session(
                began,
                (at + length * MINUTE).astimezone(zone),
                entries,
                SessionAnswers(
                    pain_after_0_10=draw(numbers), pain_next_morning_0_10=draw(numbers)
                ),
                name=str(number),
                after_skipped=draw(st.booleans()),
                morning_skipped=draw(st.booleans()),
            )
        )
    return draw(st.permutations(found)), fixed(draw(instants).astimezone(zone))


def of(question: OpenQuestion, sessions: Sequence[DiarySession]) -> DiarySession:
    return next(it for it in sessions if it.session_id == question.session_id)


@given(sessions_and_now())
def test_only_what_can_be_answered_is_asked(drawn: tuple[list[DiarySession], datetime]) -> None:
    sessions, now = drawn
    question = open_question(sessions, now, ASKING)
    if question is None:
        return
    about = of(question, sessions)
    assert about.ended_at is not None
    assert about.ended_at <= now
    assert was_timed(about)
    assert may_come(sessions, now, ASKING)
    if question.moment is Moment.AFTER:
        assert question.minutes(now) >= 30
        assert about.ended_at.date() == now.date()
        assert about.pain_after_0_10 is None
        assert not about.after_skipped
    else:
        assert now.time() >= time(4)
        assert about.day == now.date() - timedelta(days=1)
        assert about.pain_next_morning_0_10 is None
        assert not about.morning_skipped


@given(sessions_and_now())
def test_answered_or_skipped_once_it_never_comes_back(
    drawn: tuple[list[DiarySession], datetime],
) -> None:
    sessions, now = drawn
    question = open_question(sessions, now, ASKING)
    if question is None:
        return
    about = of(question, sessions)
    morning = question.moment is Moment.MORNING
    told = with_answer(about.answers, question, 0, now)
    answered = replace(
        about,
        pain_after_0_10=told.pain_after_0_10,
        pain_next_morning_0_10=told.pain_next_morning_0_10,
    )
    skipped = (
        replace(about, morning_skipped=True) if morning else replace(about, after_skipped=True)
    )
    for put_away in (answered, skipped):
        rest = [put_away if it is about else it for it in sessions]
        for later in (timedelta(), MINUTE, timedelta(hours=5), timedelta(days=1)):
            again = open_question(rest, now + later, ASKING)
            if again is not None:
                assert (again.moment, again.session_id) != (question.moment, about.session_id)


@given(sessions_and_now())
def test_the_order_of_the_sessions_is_of_no_matter(
    drawn: tuple[list[DiarySession], datetime],
) -> None:
    sessions, now = drawn

    assert open_question(sessions, now, ASKING) == open_question(sessions[::-1], now, ASKING)


@given(sessions_and_now(), st.integers(0, 26 * 60))
def test_where_the_clock_need_not_be_watched_no_question_comes(
    drawn: tuple[list[DiarySession], datetime], minutes: int
) -> None:
    """As far as the same day goes: a new one is read anew."""
    sessions, now = drawn
    later = now + minutes * MINUTE
    if later.date() == now.date() and not may_come(sessions, now, ASKING):
        assert open_question(sessions, later, ASKING) is None


# Answers.


def question_about(about: DiarySession, now: datetime) -> OpenQuestion:
    question = open_question([about], fixed(now), ASKING)
    assert question is not None
    return question


def test_an_answer_keeps_the_time_that_really_passed_and_all_other_answers() -> None:
    told = SessionAnswers(pain_before_0_10=3, note="Stiff")
    about = session(sunday(12, 18), sunday(12, 25), answers=told)
    question = question_about(about, sunday(12, 55))
    answers = with_answer(about.answers, question, 4, sunday(13, 9))

    assert answers == replace(told, pain_after_0_10=4, pain_after_minutes=44)
    assert without_answer(answers, Moment.AFTER) == told


def test_the_answer_of_the_morning_has_no_minutes() -> None:
    question = question_about(NOON_ROUND, monday(8))
    answers = with_answer(NOON_ROUND.answers, question, 0, monday(8))

    assert answers == SessionAnswers(pain_next_morning_0_10=0)
    assert without_answer(answers, Moment.MORNING) == SessionAnswers()


# Words.


def test_half_an_hour_later_in_words() -> None:
    about = session(sunday(12, 18), sunday(12, 25), answers=SessionAnswers(pain_before_0_10=3))
    now = sunday(12, 58)
    question = question_about(about, now)

    assert head_words(question, now) == "33 minutes later"
    assert question_words(question, now) == "How is your pain now?"
    assert about_words(question, now) == (
        "Your last round ended at 12:25. Your pain was 3 before it."
    )
    assert notice_words(question, now) == "33 minutes later: how is your pain now?"
    assert answered_words(question, 4, now) == "Pain 33 minutes later: 4."


def test_what_was_not_told_before_is_not_said() -> None:
    question = question_about(NOON_ROUND, sunday(13))

    assert about_words(question, sunday(13)) == "Your last round ended at 12:25."


@pytest.mark.parametrize(
    ("now", "head"),
    [
        (sunday(13, 8), "43 minutes later"),
        (sunday(13, 25), "1 hour later"),
        (sunday(13, 26), "1 hour 1 minute later"),
        (sunday(14, 24), "1 hour 59 minutes later"),
        (sunday(14, 25), "2 hours later"),
        (sunday(16, 24), "3 hours later"),
    ],
)
def test_later_says_how_much_later(now: datetime, head: str) -> None:
    assert head_words(question_about(NOON_ROUND, now), now) == head


def test_the_next_morning_in_words() -> None:
    alone = session(sunday(18, 40), sunday(18, 45), (entry(),))
    question = question_about(alone, monday(8))

    assert head_words(question, monday(8)) == "The next morning"
    assert question_words(question, monday(8)) == "How is your pain this morning?"
    assert question_words(question, monday(12)) == "How was your pain this morning?"
    assert about_words(question, monday(8)) == "Your last exercise yesterday ended at 18:45."
    assert answered_words(question, 2, monday(8)).startswith("Pain the next morning: 2.")


def test_after_midnight_the_end_was_today() -> None:
    about = session(sunday(23, 50), monday(0, 5))
    question = question_about(about, monday(8))

    assert about_words(question, monday(8)) == "Your last round ended at 00:05."
    assert about.day == date(2026, 11, 22)

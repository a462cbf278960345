"""Which question about pain is open now: half an hour after a session, or the morning after it.

At most one is, and each belongs to one session. Days are the person's own: the local day where
they were then, and the local day it is where they are now.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from backrehab.core.diary import DiarySession, RecordedBy, SessionAnswers

MORNING_FROM = time(4)
"""Before this it is still the night."""

MORNING_UNTIL = time(12)
"""The question of the morning stays until now, or until the first session of the day."""

_MINUTE = timedelta(minutes=1)


class Moment(StrEnum):
    """What a question asks about."""

    AFTER = "after"
    MORNING = "morning"


@dataclass(frozen=True, slots=True)
class Asking:
    """Which questions the person wants; `after_minutes` is the page's own figure."""

    after_minutes: int
    after: bool = True
    morning: bool = True


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question that can be answered now, and the session it is about."""

    moment: Moment
    session_id: str
    began_at: datetime
    ended_at: datetime
    pain_before_0_10: int | None
    exercises: int

    def minutes(self, now: datetime) -> int:
        """How long ago the session ended, in whole minutes."""
        return _minutes_since(self.ended_at, now)


def first_day(now: datetime) -> date:
    """No question that can be open now is about a session that began before this day."""
    return now.date() - timedelta(days=1)


def open_question(
    sessions: Iterable[DiarySession], now: datetime, asking: Asking
) -> OpenQuestion | None:
    """The one question to ask now; `sessions` are those of the last days, in any order.

    Half an hour after a session comes first: it can't wait, and the morning can. One that was
    written by hand neither has that question nor ends another's: nobody knows when it was over.
    """
    done = _in_order(filter(_something_was_done, sessions))
    last_timed = _last_timed(done)
    if asking.after and last_timed and _after_is_open(last_timed, now, asking.after_minutes):
        return _question(Moment.AFTER, last_timed)
    if not asking.morning or now.time() < MORNING_FROM:
        return None
    last = _last_of_the_day_before(done, now.date())
    if last is None or _is_answered(last, Moment.MORNING) or not _ended_in_the_night(last, now):
        return None
    if now.time() >= MORNING_UNTIL and any(it.day == now.date() for it in done):
        return None
    return _question(Moment.MORNING, last)


def may_come(sessions: Iterable[DiarySession], now: datetime, asking: Asking) -> bool:
    """Whether a question may open by itself while this day lasts, and the next one begins."""
    days = {now.date(), first_day(now)}
    return any(
        was_timed(it)
        and bool({it.day, it.ended_at.date() if it.ended_at else None} & days)
        and not (
            (_is_answered(it, Moment.AFTER) or not asking.after)
            and (_is_answered(it, Moment.MORNING) or not asking.morning)
        )
        for it in sessions
    )


def with_answer(
    answers: SessionAnswers, question: OpenQuestion, pain_0_10: int, now: datetime
) -> SessionAnswers:
    """The answers of its session with this one put in."""
    if question.moment is Moment.MORNING:
        return replace(answers, pain_next_morning_0_10=pain_0_10)
    minutes = question.minutes(now)
    return replace(answers, pain_after_0_10=pain_0_10, pain_after_minutes=minutes)


def without_answer(answers: SessionAnswers, moment: Moment) -> SessionAnswers:
    """The answers of a session without the one to this question."""
    if moment is Moment.MORNING:
        return replace(answers, pain_next_morning_0_10=None)
    return replace(answers, pain_after_0_10=None, pain_after_minutes=None)


def minutes_after(session_id: str, sessions: Iterable[DiarySession], now: datetime) -> int | None:
    """How long ago a session ended, while a number for afterwards is about how it is now.

    That is as long as its question would be asked. Later it is remembered, and belongs to no
    minute that anybody knows. `sessions` are those of the last days, in any order.
    """
    last = _last_timed(_in_order(sessions))
    if last is None or last.session_id != session_id or not _is_its_day(last, now):
        return None
    assert last.ended_at is not None
    return _minutes_since(last.ended_at, now)


def was_timed(session: DiarySession) -> bool:
    """Whether the timer played any exercise of it, however short."""
    return any(
        entry.recorded_by is RecordedBy.TIMER
        and any((entry.active_seconds, entry.reps_timed, entry.timed_seconds_timed))
        for entry in session.entries
    )


def _something_was_done(session: DiarySession) -> bool:
    """Whether anything was: a session that was left while getting ready is as good as none."""
    return was_timed(session) or any(
        entry.recorded_by is RecordedBy.MANUAL for entry in session.entries
    )


def _after_is_open(session: DiarySession, now: datetime, after_minutes: int) -> bool:
    """From so many minutes after its end until its day ends, or the next morning begins."""
    if _is_answered(session, Moment.AFTER) or not _is_its_day(session, now):
        return False
    assert session.ended_at is not None
    return _instant(now) >= _instant(session.ended_at) + after_minutes * _MINUTE


def _is_its_day(session: DiarySession, now: datetime) -> bool:
    """Whether the day it ended on still goes on, and no next morning has begun."""
    ended_at = session.ended_at
    return (
        ended_at is not None
        and ended_at.date() == now.date()
        and not _is_asked_in_the_morning(session, now)
    )


def _is_asked_in_the_morning(session: DiarySession, now: datetime) -> bool:
    """Whether the night between lies over: it began yesterday, and this is the next morning."""
    return (
        session.day < now.date()
        and now.time() >= MORNING_FROM
        and _ended_in_the_night(session, now)
    )


def _ended_in_the_night(session: DiarySession, now: datetime) -> bool:
    """Whether it was over before this morning began."""
    if session.ended_at is None or _instant(session.ended_at) > _instant(now):
        return False
    ended = session.ended_at
    return ended.date() < now.date() or (
        ended.date() == now.date() and ended.time() < MORNING_FROM
    )


def _in_order(sessions: Iterable[DiarySession]) -> list[DiarySession]:
    return sorted(sessions, key=lambda it: _instant(it.started_at))


def _last_timed(done: list[DiarySession]) -> DiarySession | None:
    timed = [session for session in done if was_timed(session)]
    return timed[-1] if timed else None


def _last_of_the_day_before(done: list[DiarySession], today: date) -> DiarySession | None:
    """The last that was timed on the day before this one; `done` is in the order of time."""
    yesterday = today - timedelta(days=1)
    return _last_timed([session for session in done if session.day == yesterday])


def _is_answered(session: DiarySession, moment: Moment) -> bool:
    """Whether it was answered or put away."""
    if moment is Moment.AFTER:
        return session.after_skipped or session.pain_after_0_10 is not None
    return session.morning_skipped or session.pain_next_morning_0_10 is not None


def _question(moment: Moment, session: DiarySession) -> OpenQuestion:
    assert session.ended_at is not None
    return OpenQuestion(
        moment=moment,
        session_id=session.session_id,
        began_at=session.started_at,
        ended_at=session.ended_at,
        pain_before_0_10=session.pain_before_0_10,
        exercises=len({entry.position_in_session for entry in session.entries}),
    )


def _instant(at: datetime) -> datetime:
    """Within one time zone Python compares the faces of the clocks, which go back in autumn."""
    return at.astimezone(UTC)


def _minutes_since(ended_at: datetime, now: datetime) -> int:
    return max(0, (_instant(now) - _instant(ended_at)) // _MINUTE)

"""What an open question about pain says, in plain British English."""

from __future__ import annotations

from datetime import datetime, timedelta

from backrehab.core.open_questions import MORNING_UNTIL, Moment, OpenQuestion
from backrehab.core.text import elapsed_words


def head_words(question: OpenQuestion, now: datetime) -> str:
    """Which moment it is about: "43 minutes later", "2 hours later", "The next morning"."""
    if question.moment is Moment.MORNING:
        return "The next morning"
    return f"{elapsed_words(question.minutes(now))} later"


def question_words(question: OpenQuestion, now: datetime) -> str:
    """The question itself."""
    if question.moment is Moment.AFTER:
        return "How is your pain now?"
    if now.time() < MORNING_UNTIL:
        return "How is your pain this morning?"
    return "How was your pain this morning?"


def about_words(question: OpenQuestion, now: datetime) -> str:
    """Which session it is about, and the pain before it where that was told."""
    what = "round" if question.exercises > 1 else "exercise"
    ended = question.ended_at
    day = " yesterday" if ended.date() == now.date() - timedelta(days=1) else ""
    words = f"Your last {what}{day} ended at {ended:%H:%M}."
    if question.pain_before_0_10 is not None:
        words += f" Your pain was {question.pain_before_0_10} before it."
    return words


def notice_words(question: OpenQuestion, now: datetime) -> str:
    """The same in a line, for who is on another page."""
    return f"{head_words(question, now)}: {_lower(question_words(question, now))}"


def answered_words(question: OpenQuestion, pain_0_10: int, now: datetime) -> str:
    """What was written down."""
    if question.moment is Moment.MORNING:
        return f"Pain the next morning: {pain_0_10}."
    later = elapsed_words(question.minutes(now))
    return f"Pain {later} later: {pain_0_10}."


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]

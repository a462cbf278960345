"""What the person tells of a session is in the file at once, or waits and says so."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from backrehab.core.diary import DiarySession, OwnReport
from backrehab.core.model import Side
from backrehab.storage.diary import Diary
from backrehab.ui.session_answers import GivenAnswers
from tests.ui.run import Run


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Run]:
    run = Run(tmp_path / "diary.sqlite", "bridging", "single-leg-stance")
    yield run
    run.diary.close()


def session_in_file(run: Run) -> DiarySession:
    """What another program would find in the file now."""
    with Diary.open(run.path) as second:
        (session,) = second.sessions()
        return session


def pains_in_file(run: Run) -> dict[tuple[str, Side | None], int | None]:
    entries = session_in_file(run).entries
    return {(it.exercise_id, it.side): it.pain_worst_exercise_0_10 for it in entries}


def test_pain_before_waits_for_the_session_and_is_then_written(run: Run) -> None:
    run.answers.tell_session(pain_before_0_10=3)
    assert run.diary.sessions() == []
    assert run.answers.trouble == "", "to wait for the session is no trouble"

    run.go(21)
    assert run.answers.write()

    assert session_in_file(run).pain_before_0_10 == 3


def test_an_answer_is_in_the_file_at_once_and_another_takes_its_place(run: Run) -> None:
    run.go(21)

    run.answers.tell_session(pain_worst_session_0_10=4)
    assert session_in_file(run).pain_worst_session_0_10 == 4
    run.answers.tell_session(pain_worst_session_0_10=7, note="Stiff at first")
    assert session_in_file(run).pain_worst_session_0_10 == 7
    run.answers.tell_session(pain_worst_session_0_10=None)

    session = session_in_file(run)
    assert session.pain_worst_session_0_10 is None
    assert session.note == "Stiff at first"
    assert run.answers.of_session("note") == "Stiff at first"


def test_both_sides_of_an_exercise_get_its_answer_and_no_other_exercise(run: Run) -> None:
    run.go(21)
    run.skip()
    run.go(600)

    run.answers.tell_exercise(
        1, pain_worst_exercise_0_10=2, own_report=OwnReport.SOME, own_report_reps=2
    )

    assert pains_in_file(run) == {
        ("bridging", None): None,
        ("single-leg-stance", Side.LEFT): 2,
        ("single-leg-stance", Side.RIGHT): 2,
    }
    reports = {(it.own_report, it.own_report_reps) for it in session_in_file(run).entries[1:]}
    assert reports == {(OwnReport.SOME, 2)}
    assert run.answers.of_exercise(1, "own_report_reps") == 2
    assert run.answers.of_exercise(0, "own_report_reps") is None


def test_what_was_answered_before_is_kept_beside_a_new_answer(run: Run) -> None:
    run.go(21)
    run.answers.tell_session(pain_before_0_10=5)
    later = GivenAnswers(run.diary, run.clock, run.record)

    later.tell_session(note="Went on after the power cut")

    assert session_in_file(run).pain_before_0_10 == 5


def test_a_session_that_is_gone_on_with_days_later_is_found(run: Run) -> None:
    run.go(21)
    run.clock.advance(9 * 24 * 3_600_000)

    run.answers.tell_session(pain_worst_session_0_10=1)

    assert session_in_file(run).pain_worst_session_0_10 == 1


def test_what_cannot_be_written_waits_and_says_so(run: Run) -> None:
    run.go(21)
    run.skip()
    run.go(120)
    other = sqlite3.connect(run.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    run.answers.tell_session(pain_worst_session_0_10=6)
    run.answers.tell_exercise(1, pain_worst_exercise_0_10=6)

    assert "diary" in run.answers.trouble
    assert not run.answers.all_written
    assert session_in_file(run).pain_worst_session_0_10 is None

    other.close()
    assert run.answers.write()

    assert run.answers.trouble == ""
    assert session_in_file(run).pain_worst_session_0_10 == 6
    assert pains_in_file(run)["single-leg-stance", Side.LEFT] == 6


def test_answers_come_after_what_was_timed(run: Run) -> None:
    """A diary that can't be written when the session begins gets the session first."""
    other = sqlite3.connect(run.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    run.go(30)
    assert run.record.trouble

    run.answers.tell_session(pain_before_0_10=2)
    assert run.answers.trouble == run.record.trouble

    other.close()
    assert run.answers.write()
    assert run.record.trouble == ""
    assert session_in_file(run).pain_before_0_10 == 2


@pytest.mark.parametrize(
    "answers", [{"pain_worst_session_0_10": 11}, {"note": "bell\x07"}], ids=["scale", "note"]
)
def test_what_the_diary_does_not_hold_is_refused_and_forgotten(
    run: Run, answers: dict[str, object]
) -> None:
    run.go(21)
    with pytest.raises(ValueError, match=r"scale|character"):
        run.answers.tell_session(**answers)

    assert run.answers.all_written

"""The report says the figures of the spreadsheet, on one page, and nothing about them."""

from __future__ import annotations

import csv
import io
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QFontDatabase, QImage
from PySide6.QtPdf import QPdfDocument
from pytestqt.qtbot import QtBot

from backrehab.core.diary import EntryAnswers, Outcome, OwnReport, RecordedBy, SessionAnswers
from backrehab.core.errors import DiaryError, ExportError
from backrehab.core.model import Side
from backrehab.core.text import short_date
from backrehab.documents.page import EVERYTHING, LINES, make_page
from backrehab.documents.report import make_report, monday_of
from backrehab.documents.report_file import write_report
from backrehab.documents.report_text import page_text
from backrehab.storage.content import load_library
from backrehab.storage.demo import fill_demo
from backrehab.storage.diary import Diary
from backrehab.storage.export import write_csv
from backrehab.storage.goals import add_clinic_score, add_goal, put_away_goal, score_goal
from tests.documents.papers import pdf_pages, pdf_words
from tests.storage.played import BRIDGING, KNEE_ROLLING, NINE, bridging_set, stance, write_session
from tests.storage.spoilt import drop_rules
from tools.twelve_weeks import fill as twelve_weeks

ROOT = Path(__file__).parents[2]
RESOURCES = ROOT / "resources"
LIBRARY = load_library(RESOURCES)
NOW = datetime(2026, 3, 28, 21, tzinfo=UTC)
PRINTED = date(2026, 3, 29)


@pytest.fixture
def diary() -> Iterator[Diary]:
    with Diary.in_memory() as diary:
        yield diary


@pytest.fixture(scope="module")
def demo() -> Iterator[Diary]:
    with Diary.in_memory() as diary:
        fill_demo(diary, LIBRARY, NOW)
        yield diary


def text_of(
    diary: Diary, since: date | None = None, until: date | None = None, lines: int = EVERYTHING
) -> str:
    report = make_report(diary, since, until)
    assert report is not None
    return page_text(make_page(report, LIBRARY.notices, PRINTED, lines))


def write(diary: Diary, to: Path, since: date | None = None, until: date | None = None) -> int:
    return write_report(diary, to, LIBRARY.notices, RESOURCES, PRINTED, since, until)


def spreadsheet(
    diary: Diary, since: date | None = None, until: date | None = None
) -> list[dict[str, str]]:
    stream = io.BytesIO()
    write_csv(diary, stream, since, until)
    return list(csv.DictReader(io.StringIO(stream.getvalue().decode("utf-8-sig"), newline="")))


def total(rows: list[dict[str, str]], name: str) -> int:
    return sum(int(row[name]) for row in rows if row[name])


WEEKS = [
    pytest.param(None, None, id="all"),
    pytest.param(date(2026, 3, 22), date(2026, 3, 28), id="a week"),
    pytest.param(date(2026, 3, 9), None, id="since"),
    pytest.param(None, date(2026, 3, 8), id="until"),
]


# The figures.


@pytest.mark.parametrize(("since", "until"), WEEKS)
def test_every_figure_of_an_exercise_is_the_spreadsheets(
    demo: Diary, since: date | None, until: date | None
) -> None:
    """Worked out a second time here, from the cells of the CSV file."""
    lines = text_of(demo, since, until).splitlines()
    groups: dict[tuple[str, str], list[dict[str, str]]] = {}
    for row in spreadsheet(demo, since, until):
        groups.setdefault((row["exercise_title"], row["side"]), []).append(row)

    start = lines.index("Exercises") + 1
    assert len(groups) == len(lines[start : lines.index("", start)])
    for (title, side), rows in groups.items():
        timed = [row for row in rows if row["recorded_by"] == "timer"]
        outcomes = Counter(row["outcome"] for row in rows)
        parts = [
            f"done {outcomes['completed']}",
            f"stopped {outcomes['stopped']}",
            f"skipped {outcomes['skipped']}",
            f"by hand {len(rows) - len(timed)}",
        ]
        if rows[0]["sets_target"]:
            sets = total(timed, "sets_timed"), total(timed, "sets_target")
            reps = total(timed, "reps_timed"), total(timed, "reps_target")
            parts += [f"sets {sets[0]} of {sets[1]}", f"times {reps[0]} of {reps[1]}"]
        if rows[0]["hold_seconds_target"]:
            asked = sum(int(r["hold_seconds_target"]) * int(r["reps_target"]) for r in timed)
            parts.append(f"seconds {total(timed, 'hold_seconds_timed')} of {asked} held")
        if rows[0]["timed_seconds_target"]:
            moved = total(timed, "timed_seconds_timed")
            asked = total(timed, "timed_seconds_target")
            parts.append(f"seconds {moved} of {asked} moving")
        if efforts := [int(row["effort_0_10"]) for row in rows if row["effort_0_10"]]:
            parts.append(f"effort {len(efforts)} ({min(efforts)} to {max(efforts)})")
        about = f"{title}, {side}" if side else title
        assert f"{about}: {', '.join(parts)}" in lines


@pytest.mark.parametrize(("since", "until"), WEEKS)
def test_rounds_and_sessions_are_those_of_the_diary(
    demo: Diary, since: date | None, until: date | None
) -> None:
    text = text_of(demo, since, until)
    rounds = [max(counts.values()) for counts in demo.completions(since, until).values()]
    ids = {row["session_id"]: row["session_outcome"] for row in spreadsheet(demo, since, until)}
    outcomes = Counter(ids.values())

    words = ", ".join(f"{number} {word}" for word, number in sorted(outcomes.items()))
    days = sorted(demo.completions())
    asked = (min(until or days[-1], days[-1]) - max(since or days[0], days[0])).days + 1
    assert f"\nDays with rounds: {len(rounds)} of {asked}\n" in text
    assert f"\nRounds: {sum(rounds)}\n" in text
    assert f"\nSessions: {len(ids)} ({words})\n" in text


@pytest.mark.parametrize(("since", "until"), WEEKS)
def test_the_persons_own_reports_are_counted_as_the_spreadsheet_has_them(
    demo: Diary, since: date | None, until: date | None
) -> None:
    told = Counter(row["own_report"] for row in spreadsheet(demo, since, until))

    words = ", ".join(f"{told[word]} {word}" for word in ("all", "some", "none"))
    of_how_many = told["all"] + told["some"] + told["none"]
    assert of_how_many > 1
    assert f"\nOwn report of {of_how_many} exercises: {words}\n" in text_of(demo, since, until)


def test_without_an_own_report_there_is_no_line_about_it(diary: Diary) -> None:
    write_session(diary)

    assert "Own report" not in text_of(diary)


@pytest.mark.usefixtures("qapp")
def test_twelve_weeks_each_have_a_row_before_all_notes_have_one(tmp_path: Path) -> None:
    file = tmp_path / "weeks.pdf"
    with Diary.in_memory() as diary:
        fill_demo(diary, LIBRARY, NOW, times_four_weeks=3)
        write_report(diary, file, LIBRARY.notices, RESOURCES, NOW.date())
        mondays = {monday_of(session.started_at.date()) for session in diary.sessions()}

    words = " ".join(pdf_words(file))
    assert pdf_pages(file) == 1
    assert len(mondays) >= 12
    for monday in mondays:
        assert short_date(monday) in words


def test_every_answer_about_pain_stands_by_its_date(demo: Diary) -> None:
    since, until = date(2026, 3, 22), date(2026, 3, 28)
    names = {
        "pain_before_0_10": "before",
        "pain_worst_session_0_10": "worst",
        "pain_after_0_10": "after",
        "pain_after_minutes": "minutes after",
        "pain_next_morning_0_10": "next morning",
    }
    text = text_of(demo, since, until)
    pains = text[text.index("Pain, as told\n") : text.index("\n\nNotes")].splitlines()[1:]
    said = dict(line.split(": ", 1) for line in pains)

    for row in spreadsheet(demo, since, until):
        at = datetime.fromisoformat(row["session_started_at"])
        told = {word: row[name] for name, word in names.items() if row[name]}
        line = said.get(f"{at.day} Mar 2026, {at:%H:%M}", "")
        found = dict(re.findall(r"(?:^|, )([a-z][a-z ]*?) (\d+)", line))
        found.pop("worst in exercises", None)
        assert found == told


def test_the_worst_in_each_exercise_stands_as_it_was_told(diary: Diary) -> None:
    session = diary.begin_session(NINE, "1.0")
    for side, pain in ((Side.LEFT, 3), (Side.RIGHT, 5)):
        entry = diary.begin_entry(session, stance(side), NINE)
        diary.answer_entry(entry, EntryAnswers(pain_worst_exercise_0_10=pain), NINE)
    diary.begin_entry(session, BRIDGING, NINE)

    assert "2 Mar 2026, 09:00: worst in exercises 3, 5\n" in text_of(diary)


def test_nought_is_told_and_what_was_not_asked_is_not(diary: Diary) -> None:
    session_id = write_session(diary)
    diary.answer_session(session_id, SessionAnswers(pain_worst_session_0_10=0), NINE)

    assert "2 Mar 2026, 09:00: worst 0\n" in text_of(diary)


def test_a_session_with_no_answer_has_no_line_about_pain(diary: Diary) -> None:
    write_session(diary)

    assert "Pain, as told" not in text_of(diary)


def test_rows_by_hand_ask_nothing_of_the_timer(diary: Diary) -> None:
    session = diary.begin_session(NINE, "1.0")
    entry = diary.begin_entry(session, BRIDGING, NINE)
    diary.add_set(entry, bridging_set(ended_at=NINE))
    by_hand = replace(BRIDGING, position_in_session=2)
    entry = diary.begin_entry(session, by_hand, NINE, recorded_by=RecordedBy.MANUAL)
    diary.end_entry(entry, Outcome.COMPLETED, NINE)

    text = text_of(diary)

    assert (
        "Bridging: done 1, stopped 0, skipped 0, by hand 1, sets 1 of 2, times 15 of 30, "
        "seconds 45 of 90 held\n"
    ) in text
    assert "“Done” counts rows by hand too, unless their own report is “none”; sets," in text
    assert "1 exercise not ended yet.\n" in text
    assert "Sessions: 1 (1 not ended)\n" in text


def test_by_hand_none_of_it_is_not_done_and_what_was_timed_is(diary: Diary) -> None:
    by_timer, by_hand = RecordedBy.TIMER, RecordedBy.MANUAL
    for days, rows in enumerate(
        (
            ((BRIDGING, by_timer), (stance(Side.LEFT), by_hand), (KNEE_ROLLING, by_hand)),
            ((KNEE_ROLLING, by_hand),),
        )
    ):
        at = NINE + timedelta(days=days)
        session = diary.begin_session(at, "1.0")
        for position, (planned, recorded_by) in enumerate(rows, 1):
            in_place = replace(planned, position_in_session=position)
            entry = diary.begin_entry(session, in_place, at, recorded_by=recorded_by)
            diary.end_entry(entry, Outcome.COMPLETED, at)
            diary.answer_entry(entry, EntryAnswers(own_report=OwnReport.NONE), at)

    text = text_of(diary)

    assert "\nDays with rounds: 1 of 2\nRounds: 1\n" in text
    assert "\nOwn report of 4 exercises: 0 all, 0 some, 4 none\n" in text
    assert "\nBridging: done 1, stopped 0, skipped 0, by hand 0, " in text
    assert "\nSingle leg stance, left: done 0, stopped 0, skipped 0, by hand 1\n" in text
    assert "\nKnee rolling: done 0, stopped 0, skipped 0, by hand 2\n" in text


def test_effort_is_told_of_each_exercise_by_hand_too(diary: Diary) -> None:
    session = diary.begin_session(NINE, "1.0")
    for number, effort in enumerate((7, 0, None), 1):
        planned = replace(BRIDGING, position_in_session=number)
        by_hand = RecordedBy.MANUAL if effort == 0 else RecordedBy.TIMER
        entry = diary.begin_entry(session, planned, NINE, recorded_by=by_hand)
        diary.answer_entry(entry, EntryAnswers(effort_0_10=effort), NINE)

    assert ", effort 2 (0 to 7)\n" in text_of(diary)


def test_an_exercise_that_was_held_and_later_moved_tells_both(diary: Diary) -> None:
    moved = replace(KNEE_ROLLING, exercise_id="bridging", exercise_title="Bridging")
    write_session(diary, NINE, BRIDGING)
    write_session(diary, NINE + timedelta(days=1), moved)

    assert ", seconds 0 of 90 held, 0 of 60 moving\n" in text_of(diary)


def test_notes_stand_with_their_session_or_exercise(diary: Diary) -> None:
    session = diary.begin_session(NINE, "1.0")
    entry = diary.begin_entry(session, KNEE_ROLLING, NINE)
    diary.answer_session(session, SessionAnswers(note="Stiff,\r\nthen better."), NINE)
    diary.answer_entry(entry, EntryAnswers(note="On the bed."), NINE)

    assert (
        "\nNotes\n2 Mar 2026, 09:00: Stiff, then better.\n"
        "2 Mar 2026, 09:00, Knee rolling: On the bed.\n"
    ) in text_of(diary)


# Goals and scores from the clinic.


def part_of(text: str, title: str) -> list[str]:
    """The lines under a head, up to the next empty one."""
    lines = text.splitlines()
    start = lines.index(title) + 1
    return lines[start : lines.index("", start)]


def test_goals_and_scores_stand_in_the_words_and_numbers_they_were_given(diary: Diary) -> None:
    write_session(diary)
    shop = add_goal(diary, "Walk to the\nshop", NINE)
    add_goal(diary, "Sleep through", NINE)
    for days, number in ((0, 3), (14, 0), (14, 10)):
        score_goal(diary, shop, number, NINE + timedelta(days=days))
    for days, name, value in ((20, "Sit to stand test", "11 in 30 s"), (1, "ODI", "46 %")):
        add_clinic_score(diary, name, value, NINE.date() + timedelta(days=days), NINE)
    add_clinic_score(diary, "ODI", "38 %", NINE.date() + timedelta(days=9), NINE)

    assert part_of(text_of(diary), "Goals and scores") == [
        "Walk to the shop: 3 (2 Mar), 0 (16 Mar), 10 (16 Mar)",
        "Sleep through: no number in these days",
        "Score from the clinic, Sit to stand test: 11 in 30 s (22 Mar)",
        "Score from the clinic, ODI: 46 % (3 Mar), 38 % (11 Mar)",
    ]


def test_goals_and_scores_are_those_of_the_days_chosen(diary: Diary) -> None:
    write_session(diary)
    for words, made, away, scored in (
        ("Kept", 0, None, (0, 1, 2, 3)),
        ("Put away since", 0, 9, (2,)),
        ("Put away, no number", 0, 9, (3,)),
        ("Made later", 3, None, (3,)),
    ):
        goal = add_goal(diary, words, NINE + timedelta(days=made))
        for day in scored:
            score_goal(diary, goal, 5, NINE + timedelta(days=day))
        if away is not None:
            put_away_goal(diary, goal, NINE + timedelta(days=away))
    for day in range(4):
        add_clinic_score(diary, "ODI", f"{40 + day}", NINE.date() + timedelta(days=day), NINE)
    write_session(diary, NINE + timedelta(days=1))

    text = text_of(diary, NINE.date() + timedelta(days=1), NINE.date() + timedelta(days=2))

    assert part_of(text, "Goals and scores") == [
        "Kept: 5 (3 Mar), 5 (4 Mar)",
        "Put away since (put away): 5 (4 Mar)",
        "Score from the clinic, ODI: 41 (3 Mar), 42 (4 Mar)",
    ]


def test_a_goal_that_was_put_away_says_so_on_paper_too(
    qtbot: QtBot, diary: Diary, tmp_path: Path
) -> None:
    write_session(diary)
    for words in ("Dig", "Dance"):
        goal = add_goal(diary, words, NINE)
        score_goal(diary, goal, 3, NINE)
    put_away_goal(diary, goal, NINE + timedelta(days=1))

    write(diary, tmp_path / "report.pdf")

    assert "Dig: 3 (2 Mar) Dance (put away): 3 (2 Mar)" in " ".join(
        pdf_words(tmp_path / "report.pdf")
    )


def test_days_of_two_years_are_told_with_the_year(diary: Diary) -> None:
    write_session(diary)
    add_clinic_score(diary, "ODI", "46", date(2025, 11, 3), NINE)
    add_clinic_score(diary, "ODI", "38", date(2026, 1, 5), NINE)

    assert ": 46 (3 Nov 2025), 38 (5 Jan 2026)\n" in text_of(diary)


def test_with_no_goal_and_no_score_nothing_is_said_of_them(demo: Diary) -> None:
    assert "Goals and scores" not in text_of(demo)


def test_paper_has_the_newest_numbers_and_says_how_many_more_there_are(diary: Diary) -> None:
    write_session(diary)
    for words in ("Walk to the shop", "Sleep through", "Dance", "Lift", "Drive"):
        goal = add_goal(diary, words, NINE)
        for week in range(40):
            score_goal(diary, goal, week % 11, NINE + timedelta(weeks=week))
    for number in range(30):
        add_clinic_score(diary, f"Test {number}", "7", NINE.date() + timedelta(days=number), NINE)

    text, on_paper = text_of(diary), text_of(diary, lines=LINES)

    whole = part_of(text, "Goals and scores")
    kept = part_of(on_paper, "Goals and scores")
    assert len(whole) == 35
    assert "older in the diary" not in text
    for line, short in zip(whole, kept, strict=False):
        words, numbers = line.split(": ")
        newest, _, older = short.removeprefix(f"{words}: ").partition("; ")
        assert numbers.endswith(newest)
        assert numbers.count("(") == newest.count("(") + int(f"0{older}".split()[0])
    assert kept[-1].startswith("Score from the clinic, Test ")
    left = len(whole) - len(kept)
    assert f"In the diary, not here: {left} more of the goals and scores.\n" in on_paper


def test_a_week_for_each_row_goes_before_older_numbers_and_notes(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with Diary.in_memory() as diary:
        twelve_weeks(diary, NOW, 5)
        write(diary, tmp_path / "report.pdf")
        mondays = {monday_of(session.started_at.date()) for session in diary.sessions()}

    words = " ".join(pdf_words(tmp_path / "report.pdf"))
    assert pdf_pages(tmp_path / "report.pdf") == 1
    for monday in mondays:
        assert short_date(monday) in words
    assert "Score from the clinic, Questionnaire at the clinic: 46 (" in words
    assert "more of the goals" not in words


# The days.


@pytest.mark.parametrize(
    ("since", "until", "words"),
    [
        ("2026-03-03", "2026-03-09", "3 Mar 2026 to 9 Mar 2026, both included"),
        ("2026-03-02", "2026-03-12", "2 Mar 2026 to 12 Mar 2026, both included"),
        ("2026-03-03", None, "From 3 Mar 2026; the last session was on 12 Mar 2026"),
        (None, "2026-03-09", "To 9 Mar 2026; the first session was on 2 Mar 2026"),
        (None, None, "The whole diary: 2 Mar 2026 to 12 Mar 2026"),
        (
            "2026-03-01",
            "2026-03-31",
            "1 Mar 2026 to 31 Mar 2026; the first session was on 2 Mar 2026, "
            "the last on 12 Mar 2026",
        ),
        (
            "2026-03-01",
            "2026-03-09",
            "1 Mar 2026 to 9 Mar 2026; the first session was on 2 Mar 2026",
        ),
        (
            "2026-03-04",
            "2026-03-31",
            "4 Mar 2026 to 31 Mar 2026; the last session was on 12 Mar 2026",
        ),
        ("0001-01-01", "9999-12-31", "The whole diary: 2 Mar 2026 to 12 Mar 2026"),
        ("0001-01-01", "2026-03-09", "To 9 Mar 2026; the first session was on 2 Mar 2026"),
    ],
)
def test_the_days_that_were_chosen_are_told(
    diary: Diary, since: str | None, until: str | None, words: str
) -> None:
    for day in (0, 4, 10):
        write_session(diary, NINE + timedelta(days=day))

    assert text_of(diary, *days_of(since, until)).splitlines()[1] == words


@pytest.mark.parametrize(
    ("since", "until", "words"),
    [
        pytest.param("2026-03-03", "2026-03-09", "1 of 7", id="the diary has days around"),
        pytest.param("0001-01-01", "9999-12-31", "3 of 11", id="far away on both sides"),
        pytest.param("2026-03-01", "2026-03-05", "1 of 4", id="before the first"),
        pytest.param("2026-03-08", "2026-04-30", "1 of 5", id="after the last, and to come"),
    ],
)
def test_days_that_the_diary_is_not_about_are_no_days_without_rounds(
    diary: Diary, since: str, until: str, words: str
) -> None:
    for day in (0, 4, 10):
        write_session(diary, NINE + timedelta(days=day))

    assert f"\nDays with rounds: {words}\n" in text_of(diary, *days_of(since, until))


def test_a_session_of_a_clock_gone_wrong_brings_no_days_to_come(diary: Diary) -> None:
    for at in (NINE, NINE + timedelta(days=10_000)):
        write_session(diary, at)

    days_so_far = (PRINTED - NINE.date()).days + 1
    assert f"\nDays with rounds: 2 of {days_so_far + 1}\n" in text_of(diary)


def days_of(since: str | None, until: str | None) -> tuple[date | None, date | None]:
    first, last = (None if day is None else date.fromisoformat(day) for day in (since, until))
    return first, last


def test_a_code_stands_there_only_when_it_was_given(diary: Diary) -> None:
    write_session(diary)
    without = text_of(diary)
    diary.person_code = "B-17"

    assert "Code" not in without
    assert "\nCode: B-17\n" in text_of(diary)


def test_the_purpose_the_credit_and_the_day_stand_under_it(demo: Diary) -> None:
    text = text_of(demo)

    assert LIBRARY.notices.intended_purpose in text
    assert LIBRARY.notices.not_nhs in text
    assert text.endswith("Made by BackRehab on 29 Mar 2026.\n")


def test_nothing_is_concluded(demo: Diary) -> None:
    text = text_of(demo).replace(LIBRARY.notices.intended_purpose, "")

    verdicts = r"averag|mean|trend|better|worse\b|improv|normal|progress|score|risk|ready|%"
    without_notes = re.sub(r"\nNotes\n.*?\n\n", "\n", text, flags=re.DOTALL)
    assert re.findall(verdicts, without_notes, re.IGNORECASE) == []


# What doesn't fit.


def test_what_does_not_fit_is_summed_up_by_week_to_the_digit(demo: Diary) -> None:
    text = text_of(demo)

    assert "\nBy week\nPain and effort: how many answers (lowest to highest)." in text
    assert (
        " Pain after: as a rule 30 minutes later; where it was told later, the spreadsheet (CSV) "
        "has the minutes. It has every answer.\n"
    ) in text
    assert "spreadsheet (CSV)" in text
    by_week: dict[date, list[dict[str, str]]] = {}
    for row in spreadsheet(demo):
        day = date.fromisoformat(row["session_started_at"][:10])
        by_week.setdefault(day - timedelta(days=day.weekday()), []).append(row)
    for monday, rows in by_week.items():
        sessions = {row["session_id"]: row for row in rows}.values()
        days = demo.completions(monday, monday + timedelta(days=6))
        rounds = sum(max(counts.values()) for counts in days.values())
        parts = [f"days with rounds {len(days)}", f"rounds {rounds}", f"sessions {len(sessions)}"]
        for name, word, answered in (
            ("pain_before_0_10", "pain before", sessions),
            ("pain_worst_session_0_10", "worst pain", sessions),
            ("pain_worst_exercise_0_10", "worst in exercises", rows),
            ("pain_after_0_10", "pain after", sessions),
            ("pain_next_morning_0_10", "pain next morning", sessions),
            ("effort_0_10", "effort", rows),
        ):
            told = [int(row[name]) for row in answered if row[name]]
            if told:
                parts.append(f"{word} {len(told)} ({min(told)} to {max(told)})")
        name = f"{monday.day} {monday:%b} {monday.year}"
        assert f"Week from {name}: {', '.join(parts)}\n" in text


def test_of_many_weeks_the_older_ones_share_a_row_on_paper(diary: Diary) -> None:
    for week in range(60):
        session_id = write_session(diary, NINE + timedelta(weeks=week))
        diary.answer_session(session_id, SessionAnswers(pain_before_0_10=week % 11), NINE)

    on_paper = text_of(diary, lines=LINES).splitlines()
    lines = [line for line in on_paper if line.startswith("Week from")]

    assert lines[-1] == (
        "Week from 19 Apr 2027: days with rounds 1, rounds 1, sessions 1, pain before 1 (4 to 4)"
    )
    assert lines[0].startswith("Week from 2 Mar 2026 to ")
    counts = [int(number) for line in lines for number in re.findall(r"sessions (\d+)", line)]
    assert sum(counts) == 60
    assert len(lines) < 40
    assert text_of(diary).count("\nWeek from ") == 60


def test_notes_that_do_not_fit_on_paper_are_counted_and_stand_in_the_text(diary: Diary) -> None:
    for day in range(60):
        session_id = write_session(diary, NINE + timedelta(days=day))
        note = f"Number {day}." if day < 59 else "Long. " * 600
        diary.answer_session(session_id, SessionAnswers(note=note), NINE)

    on_paper = text_of(diary, lines=LINES)

    kept = len(re.findall(r"Number \d+\.", on_paper))
    assert f"In the spreadsheet (CSV), not here: {59 - kept} older notes.\n" in on_paper
    assert "Long. Long. …\n" in on_paper
    assert "A note that ends with “…” is whole in the spreadsheet (CSV).\n" in on_paper

    text = text_of(diary)
    assert re.findall(r"Number (\d+)\.", text) == [f"{day}" for day in range(59)]
    assert f": {'Long. ' * 599}Long.\n" in text
    assert "not here" not in text
    assert "…" not in text


def test_text_has_every_exercise(diary: Diary) -> None:
    planned = [
        replace(BRIDGING, exercise_id=f"exercise-{number}", position_in_session=number)
        for number in range(1, 61)
    ]
    write_session(diary, NINE, *planned)

    assert "In the spreadsheet (CSV), not here: 22 more exercises.\n" in text_of(
        diary, lines=LINES
    )
    text = text_of(diary)
    assert text.count("\nBridging: done 1, ") == 60
    assert "not here" not in text


# On paper.


@pytest.mark.parametrize(("since", "until"), WEEKS)
def test_the_pdf_is_one_page_with_the_words_of_the_text(
    qtbot: QtBot, demo: Diary, tmp_path: Path, since: date | None, until: date | None
) -> None:
    """Every figure of the text stands on the paper, and the other way about."""
    write(demo, tmp_path / "report.pdf", since, until)
    write(demo, tmp_path / "report.txt", since, until)

    words = pdf_words(tmp_path / "report.pdf")
    text = (tmp_path / "report.txt").read_text("utf-8")

    assert pdf_pages(tmp_path / "report.pdf") == 1
    on_paper = Counter(re.findall(r"\d+", " ".join(words)))
    in_text = Counter(re.findall(r"\d+", text))
    assert on_paper == in_text
    small_print = text[text.index("Raw figures") :].split()
    assert " ".join(small_print) in " ".join(words)


@pytest.mark.usefixtures("qtbot")
def test_paper_and_text_differ_in_the_older_notes_alone(tmp_path: Path) -> None:
    with Diary.in_memory() as diary:
        fill_demo(diary, LIBRARY, NOW, times_four_weeks=3)
        sessions = diary.sessions()
        notes = sum(bool(session.note) for session in sessions) + sum(
            bool(entry.note) for session in sessions for entry in session.entries
        )
        notes += len(
            {
                (session.session_id, entry.exercise_id)
                for session in sessions
                for entry in session.entries
                if entry.skip_reason
            }
        )
        write(diary, tmp_path / "report.pdf")
        write(diary, tmp_path / "report.txt")

    text = (tmp_path / "report.txt").read_text("utf-8")
    in_text = text[text.index("\nNotes\n") + 7 : text.index("\n\nRaw figures")].splitlines()
    assert len(in_text) == notes
    paper = " ".join(pdf_words(tmp_path / "report.pdf"))
    shown = [note for note in in_text if note in paper]
    assert 0 < len(shown) < notes
    assert shown == in_text[-len(shown) :]
    assert f"In the spreadsheet (CSV), not here: {notes - len(shown)} older notes." in paper
    above = Counter(re.findall(r"\d+", text[: text.index("\nNotes\n")]))
    assert above == Counter(re.findall(r"\d+", paper[: paper.index(" Notes ")]))


@pytest.mark.parametrize("what", ["years", "notes", "exercises", "goals"])
def test_whatever_the_diary_holds_the_page_is_one(
    qtbot: QtBot, diary: Diary, tmp_path: Path, what: str
) -> None:
    for number in range({"years": 300, "notes": 12, "exercises": 60, "goals": 12}[what]):
        planned = BRIDGING
        if what == "exercises":
            title = f"<b>Exercise</b> & company of a clinic that likes long titles, {number}"
            planned = replace(BRIDGING, exercise_id=f"exercise-{number}", exercise_title=title)
        at = NINE + timedelta(weeks=number if what == "years" else 0, hours=number)
        session_id = write_session(diary, at, planned)
        note = "הגב כואב 腰が痛い, better later. " * 100 if what == "notes" else ""
        diary.answer_session(session_id, SessionAnswers(number % 11, note=note), NINE)
        if what == "goals":
            goal = add_goal(diary, "Walk<b> far & wide " * 10, NINE)
            score_goal(diary, goal, 10, at)
            put_away_goal(diary, goal, at)
            add_clinic_score(diary, f"{number}" * 50, "w" * 40, at.date(), at)

    write(diary, tmp_path / "report.pdf")

    assert pdf_pages(tmp_path / "report.pdf") == 1
    assert "Made by BackRehab on 29 Mar 2026." in " ".join(pdf_words(tmp_path / "report.pdf"))
    assert_within_margins(tmp_path / "report.pdf")


def test_long_figures_take_a_second_line_and_no_row(
    qtbot: QtBot, diary: Diary, tmp_path: Path
) -> None:
    for number in range(10):
        planned = replace(
            BRIDGING,
            exercise_id=f"exercise-{number}",
            exercise_title=f"Exercise of the clinic {number}",
            sets_target=10**11,
            reps_target=10**11,
            hold_seconds_target=6,
        )
        write_session(diary, NINE + timedelta(hours=number), planned)

    write(diary, tmp_path / "report.pdf")

    assert pdf_words(tmp_path / "report.pdf").count(f"{6 * 10**11}") == 10
    assert_within_margins(tmp_path / "report.pdf")


def assert_within_margins(file: Path) -> None:
    """Nothing runs over the edge."""
    picture = rendered(file)
    margin = picture.width() * 12 // 210
    for x in (*range(margin), *range(picture.width() - margin, picture.width())):
        for y in range(0, picture.height(), 3):
            assert picture.pixelColor(x, y).lightness() > 250


def rendered(file: Path) -> QImage:
    document = QPdfDocument()
    document.load(str(file))
    picture = document.render(0, QSize(620, 877))
    paper = QImage(picture.size(), QImage.Format.Format_RGB32)
    paper.fill("white")
    from PySide6.QtGui import QPainter

    painter = QPainter(paper)
    painter.drawImage(0, 0, picture)
    painter.end()
    return paper


def test_the_pdf_names_no_person_unless_a_code_was_given(
    qtbot: QtBot, diary: Diary, tmp_path: Path
) -> None:
    write_session(diary)
    titles = []
    for code in ("", "B-17"):
        diary.person_code = code
        write(diary, tmp_path / "report.pdf")
        document = QPdfDocument()
        document.load(str(tmp_path / "report.pdf"))
        titles.append(str(document.metaData(QPdfDocument.MetaDataField.Title)))
        assert document.metaData(QPdfDocument.MetaDataField.Author) == ""

    days = "2 Mar 2026 to 2 Mar 2026"
    assert titles == [f"Exercise diary, {days}", f"Exercise diary, B-17, {days}"]


def test_the_pdf_is_called_after_the_days_that_were_chosen(
    qtbot: QtBot, diary: Diary, tmp_path: Path
) -> None:
    write_session(diary)
    write(diary, tmp_path / "report.pdf", date(2026, 3, 1), date(9999, 12, 31))

    document = QPdfDocument()
    document.load(str(tmp_path / "report.pdf"))

    title = document.metaData(QPdfDocument.MetaDataField.Title)
    assert title == "Exercise diary, 1 Mar 2026 to 2 Mar 2026"


def test_the_pdf_carries_our_font(qtbot: QtBot, diary: Diary, tmp_path: Path) -> None:
    write_session(diary)

    write(diary, tmp_path / "report.pdf")

    raw = (tmp_path / "report.pdf").read_bytes()
    assert b"AtkinsonHyperlegibleNext-Regular" in raw
    assert b"/FontFile2" in raw


def test_more_pdfs_load_no_more_fonts(qtbot: QtBot, diary: Diary, tmp_path: Path) -> None:
    """Qt numbers the fonts it is given, and gives none of them back by itself."""
    write_session(diary)
    font = str(min((RESOURCES / "fonts").glob("*.ttf")))
    write(diary, tmp_path / "report.pdf")
    before = QFontDatabase.addApplicationFont(font)

    for _ in range(2):
        write(diary, tmp_path / "report.pdf")

    after = QFontDatabase.addApplicationFont(font)
    assert after == before + 1
    for number in (before, after):
        QFontDatabase.removeApplicationFont(number)


def test_the_page_reads_without_colour(qtbot: QtBot, demo: Diary, tmp_path: Path) -> None:
    """Ink is dark on paper: what is there in colour is there in grey."""
    write(demo, tmp_path / "report.pdf")

    picture = rendered(tmp_path / "report.pdf")

    colours = [picture.pixelColor(x, y) for x in range(620) for y in range(0, 877, 2)]
    inked = [(c.red(), c.green(), c.blue()) for c in colours if c.lightness() < 200]
    assert len(inked) > 2_000
    assert all(max(ink) - min(ink) < 60 for ink in inked)


# The file.


@pytest.mark.parametrize("name", ["report.pdf", "report.txt", "REPORT.PDF"])
def test_an_empty_range_writes_nothing(diary: Diary, tmp_path: Path, name: str) -> None:
    write_session(diary)

    assert write(diary, tmp_path / name, since=date(2026, 3, 3)) == 0

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["report", "report.doc", "report.csv"])
def test_another_kind_of_file_is_refused(diary: Diary, tmp_path: Path, name: str) -> None:
    write_session(diary)

    with pytest.raises(ExportError, match=r"has to end with \.pdf or \.txt"):
        write(diary, tmp_path / name)

    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_told(qtbot: QtBot, diary: Diary, tmp_path: Path) -> None:
    write_session(diary)

    for name in ("report.pdf", "report.txt"):
        with pytest.raises(ExportError, match="There is no folder"):
            write(diary, tmp_path / "gone" / name)


def test_plain_text_needs_no_qt() -> None:
    """It works where no font or screen library does."""
    script = "import sys, backrehab.documents.report_file; print(*sys.modules, sep='\\n')"

    loaded = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()

    assert "backrehab.documents.report_text" in loaded
    assert not any(name.startswith("PySide6") for name in loaded)


def test_a_date_spoilt_by_a_failing_disk_is_told_as_damage(diary: Diary) -> None:
    """One bit makes 21 into 31 February, which SQLite takes."""
    write_session(diary, datetime(2026, 2, 21, 9, tzinfo=UTC))
    database = diary._database
    drop_rules(database.execute)
    database.execute("UPDATE session SET started_at = replace(started_at, '02-21', '02-31')")

    with pytest.raises(DiaryError, match="can't be read"):
        make_report(diary)


def test_why_an_exercise_was_left_out_is_a_note_once_for_both_sides(diary: Diary) -> None:
    session_id = diary.begin_session(NINE, "1")
    for side in Side:
        entry_id = diary.begin_entry(session_id, stance(side), NINE)
        diary.end_entry(entry_id, Outcome.SKIPPED, NINE, "Knee sore")
    diary.end_session(session_id, Outcome.COMPLETED, NINE)

    assert text_of(diary).count("Left out: Knee sore") == 1

"""The way out of the diary page into a spreadsheet."""

from __future__ import annotations

import csv
from pathlib import Path

import pandas
from pytestqt.qtbot import QtBot

from backrehab.storage.diary import Diary
from backrehab.ui.diary_page import DiaryPage
from backrehab.ui.message import Message
from tests.ui.diary_page.pages import Asked, write


def test_the_spreadsheet_holds_what_is_shown_and_where_it_is_is_said(
    page: DiaryPage, diary: Diary, asked: Asked, qtbot: QtBot
) -> None:
    write(diary, "single-leg-stance", days_ago=1)
    write(diary, "bridging", reps=11)
    write(diary, days_ago=40)
    said: list[str] = []
    page.said.connect(said.append)
    page.show()
    page.parts.export_button.click()
    qtbot.waitUntil(lambda: page.errands.errand is None)

    assert asked.names == ["backrehab-diary-2026-03-02.csv"]
    assert asked.answer is not None
    assert said == [f"Saved 3 rows to {asked.answer}"]
    with asked.answer.open(encoding="utf-8-sig", newline="") as file:
        by_csv = list(csv.DictReader(file))
    by_pandas = pandas.read_csv(asked.answer)
    assert [row["exercise_id"] for row in by_csv] == [
        "single-leg-stance",
        "single-leg-stance",
        "bridging",
    ]
    assert [row["side"] for row in by_csv] == ["right", "left", ""]
    assert list(by_pandas["reps_timed"]) == [15, 15, 11]
    assert list(by_pandas.columns) == list(by_csv[0])


def test_nothing_happens_when_the_person_changes_their_mind(
    page: DiaryPage, diary: Diary, asked: Asked, tmp_path: Path
) -> None:
    write(diary)
    asked.answer = None
    page.show()

    page.parts.export_button.click()

    assert page.errands.errand is None
    assert list(tmp_path.glob("*.csv")) == []


def test_an_empty_range_writes_no_file_and_says_so(
    page: DiaryPage, diary: Diary, asked: Asked, tmp_path: Path
) -> None:
    write(diary, days_ago=30)
    page.show()

    page.parts.export_button.click()

    (message,) = page.findChildren(Message)
    assert message.text.text() == (
        "There is nothing in your diary in the last 4 weeks. No file was written. "
        "Choose other days."
    )
    assert asked.names == []
    assert list(tmp_path.glob("*.csv")) == []


def test_an_exercise_that_was_not_done_in_the_days_stands_in_no_way(
    page: DiaryPage, diary: Diary, asked: Asked, qtbot: QtBot
) -> None:
    """What is chosen there is for looking; the file has all exercises of the days."""
    write(diary, "bridging")
    write(diary, "sit-to-stand", days_ago=60)
    page.show()
    page.parts.exercise.pick("sit-to-stand")
    assert page.parts.shows_nothing
    said: list[str] = []
    page.said.connect(said.append)

    page.parts.export_button.click()
    qtbot.waitUntil(lambda: page.errands.errand is None)

    assert said == [f"Saved 1 row to {asked.answer}"]


def test_a_file_that_cant_be_written_is_told_in_words_with_what_to_do(
    page: DiaryPage, diary: Diary, asked: Asked, tmp_path: Path, qtbot: QtBot
) -> None:
    write(diary)
    said: list[str] = []
    page.said.connect(said.append)
    asked.answer = tmp_path / "no such folder" / "out.csv"
    page.show()

    page.parts.export_button.click()
    qtbot.waitUntil(lambda: page.errands.errand is None)

    (message,) = page.findChildren(Message)
    assert message.title.text() == "Not saved"
    assert "Choose another folder, then try again." in message.text.text()
    message.buttons[0].click()
    assert not message.isVisible()
    assert said == []

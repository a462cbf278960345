"""The diary on paper: what is shown, page after page, as text that can be found again."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from backrehab.core.diary import SessionAnswers
from backrehab.core.model import Programme
from backrehab.storage.diary import Diary
from backrehab.ui.diary_page import DiaryPage
from backrehab.ui.diary_print import lay_on_a4, print_diary
from backrehab.ui.preferences import Preferences
from backrehab.ui.workspace import Workspace
from tests.fakes import ManualClock
from tests.storage.played import BRIDGING, write_session
from tests.ui.mat import LIBRARY, RESOURCES, make_look

CLOCK = ManualClock()

needs_pdftotext = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="pdftotext (poppler-utils) is not there"
)


@pytest.fixture
def diary() -> Iterator[Diary]:
    with Diary.in_memory() as diary:
        yield diary


@pytest.fixture
def page(qtbot: QtBot, diary: Diary) -> DiaryPage:
    page = DiaryPage(make_look(), CLOCK, LIBRARY, RESOURCES)
    qtbot.addWidget(page)
    page.resize(1154, 768)
    workspace = Workspace(diary, Programme(), Preferences(None), lambda _programme: None)
    page.set_workspace(workspace)
    return page


def write(diary: Diary, days_ago: int, *, worst: int | None = None) -> None:
    at = CLOCK.now() - timedelta(days=days_ago)
    session_id = write_session(diary, at, BRIDGING)
    if worst is not None:
        diary.answer_session(session_id, SessionAnswers(pain_worst_session_0_10=worst), at)


def printed(page: DiaryPage, to: Path) -> list[str]:
    """The text of each page of paper."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(to))
    lay_on_a4(printer)
    pages = print_diary(printer, page.paper())
    run = subprocess.run(
        ["pdftotext", "-layout", str(to), "-"], check=True, capture_output=True, text=True
    )
    found = run.stdout.split("\f")[:-1]
    assert len(found) == pages
    return found


@needs_pdftotext
def test_paper_holds_what_the_page_shows(page: DiaryPage, diary: Diary, tmp_path: Path) -> None:
    write(diary, 0, worst=5)
    write(diary, 3, worst=7)
    write(diary, 40)
    page.show()

    [text] = printed(page, tmp_path / "diary.pdf")

    assert "2 sessions in the last 4 weeks, from 9 Feb 2026 to 2 Mar 2026" in text
    assert "Rounds each day: 2 rounds in 4 weeks" in text
    assert "Pain, 0 to 10" in text
    assert text.count("Bridging") == 2
    assert "Mon 2 Mar 2026, 09:00" in text
    assert "Fri 27 Feb 2026, 09:00" in text
    assert "Today" not in text


@needs_pdftotext
def test_every_page_carries_the_purpose_and_the_credit(
    page: DiaryPage, diary: Diary, tmp_path: Path
) -> None:
    for day in range(60):
        write(diary, day)
    page.parts.range.choose("12")
    page.show()

    pages = printed(page, tmp_path / "diary.pdf")

    assert len(pages) > 1
    for number, text in enumerate(pages, 1):
        words = " ".join(text.split())
        assert LIBRARY.notices.intended_purpose in words
        assert all(credit in words for credit in LIBRARY.notices.credits)
        assert f"Page {number}" in words
        assert "Asked for" in words, "the heads stand over the rows of each page"
    assert sum(text.count("Bridging") for text in pages) == 60


@needs_pdftotext
def test_bands_are_told_by_their_words_on_paper(
    page: DiaryPage, diary: Diary, tmp_path: Path
) -> None:
    write(diary, 0, worst=5)
    page.show()
    page.pain.marks.buttons["after"].click()

    [text] = printed(page, tmp_path / "diary.pdf")

    for band in LIBRARY.pain_guide.bands:
        assert f"{band.id}, {band.word}" in text


@needs_pdftotext
def test_with_one_exercise_its_figures_are_printed_too(
    page: DiaryPage, diary: Diary, tmp_path: Path
) -> None:
    write(diary, 0)
    page.show()
    page.parts.exercise.pick("bridging")

    [text] = printed(page, tmp_path / "diary.pdf")

    assert "Bridging: each day: 1 time in 4 weeks" in text
    assert "Bridging: times" in text
    assert "1 session of Bridging in the last 4 weeks" in text


def test_paper_has_no_colour(page: DiaryPage, diary: Diary, tmp_path: Path) -> None:
    write(diary, 0, worst=5)
    page.show()
    page.pain.marks.buttons["after"].click()
    picture = tmp_path / "page"
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "diary.pdf"))
    lay_on_a4(printer)
    print_diary(printer, page.paper())
    if shutil.which("pdftoppm") is None:
        pytest.skip("pdftoppm (poppler-utils) is not there")

    subprocess.run(
        ["pdftoppm", "-r", "40", "-singlefile", str(tmp_path / "diary.pdf"), str(picture)],
        check=True,
    )

    raw = picture.with_suffix(".ppm").read_bytes()
    pixels = raw[-(len(raw) // 3 - 10) * 3 :]
    assert pixels[0::3] == pixels[1::3] == pixels[2::3]
    assert min(pixels) < 60

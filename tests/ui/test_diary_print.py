"""The diary on paper: what is shown, page after page, as text that can be found again."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from backrehab.core.by_hand import ManualEntry, ManualSession, own_answers
from backrehab.core.diary import Outcome, SessionAnswers
from backrehab.core.model import Programme
from backrehab.core.text import short_date
from backrehab.storage.diary import Diary
from backrehab.storage.diary_changes import add_by_hand
from backrehab.ui import diary_print
from backrehab.ui.diary_page import DiaryPage
from backrehab.ui.diary_print import lay_on_a4, print_diary
from backrehab.ui.message import Message
from backrehab.ui.preferences import Preferences
from backrehab.ui.workspace import Workspace
from tests.fakes import ManualClock
from tests.storage.played import BRIDGING, KNEE_ROLLING, write_session
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


def into_file(printer: QPrinter, to: Path) -> QPrinter:
    """The printer as one that writes a PDF."""
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(to))
    lay_on_a4(printer)
    return printer


def printed(page: DiaryPage, to: Path) -> list[str]:
    """The text of each page of paper."""
    printer = into_file(QPrinter(QPrinter.PrinterMode.HighResolution), to)
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
    assert "Bridging: 2" in text, "how often in all"
    assert text.count("Bridging") == 2 + 1
    assert "Mon 2 Mar 2026, 09:00" in text
    assert "Fri 27 Feb 2026, 09:00" in text
    assert "Today" not in text


@needs_pdftotext
def test_pain_that_was_told_late_has_its_time_on_paper(
    page: DiaryPage, diary: Diary, tmp_path: Path
) -> None:
    write(diary, 0)
    [session] = diary.sessions()
    told = SessionAnswers(pain_after_0_10=4, pain_after_minutes=119)
    diary.answer_session(session.session_id, told, CLOCK.now())
    page.show()

    [text] = printed(page, tmp_path / "diary.pdf")

    assert "Afterwards" in text
    assert "4 (119 min)" in text.replace("\N{NO-BREAK SPACE}", " ")
    assert "30 min later" not in text


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
        assert f"Page {number} of {len(pages)}" in words
        assert "Asked for" in words, "the heads stand over the rows of each page"
    assert sum(text.count("Bridging") for text in pages) == 60 + 1


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_a_printer_that_takes_nothing_is_told(
    page: DiaryPage, diary: Diary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(diary, 0)
    page.show()
    nowhere = into_file(QPrinter(), tmp_path / "no such folder" / "diary.pdf")
    monkeypatch.setattr(diary_print, "ask_for_printer", lambda _parent: nowhere)

    page.print_page()

    [message] = page.findChildren(Message)
    assert message.title.text() == "The diary is not printed"
    assert "Nothing was printed." in message.text.text()


def test_a_printer_that_stops_between_two_pages_is_told(
    page: DiaryPage, diary: Diary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class NoMorePaper(QPrinter):
        def newPage(self) -> bool:  # noqa: N802 - Qt's name
            return False

    for day in range(60):
        write(diary, day)
    page.parts.range.choose("12")
    page.show()
    printer = into_file(NoMorePaper(), tmp_path / "diary.pdf")
    monkeypatch.setattr(diary_print, "ask_for_printer", lambda _parent: printer)

    page.print_page()

    [message] = page.findChildren(Message)
    assert "some pages are missing" in message.text.text()


def weeks_in(pages: list[str]) -> list[str]:
    """The days the printed weeks begin on, as they are read."""
    found = [re.findall(r"(\d+ [A-Z][a-z]{2}(?: \d{4})?)  +[\d\N{EN DASH}]", it) for it in pages]
    return [day for days in found for day in days]


@needs_pdftotext
@pytest.mark.parametrize(("span", "weeks"), [("12", 12), ("52", 52)])
def test_every_week_of_the_days_chosen_is_printed_with_its_sum(
    page: DiaryPage, diary: Diary, tmp_path: Path, span: str, weeks: int
) -> None:
    for day in range(0, 364, 7):
        write(diary, day)
    page.parts.range.choose(span)
    page.show()
    monday = CLOCK.now().date()
    mondays = [monday - timedelta(weeks=week) for week in range(weeks)]

    pages = printed(page, tmp_path / "diary.pdf")

    assert f"Rounds each day: {weeks} rounds in {weeks} weeks" in pages[0]
    assert page.calendar.total.text().startswith(f"{weeks} rounds in {weeks} weeks, 4 in sight;")
    with_year = len({day.year for day in mondays}) > 1
    names = {short_date(day, with_year=with_year) for day in mondays}
    assert names <= set(weeks_in(pages))
    text = "\n".join(pages)
    assert text.count("1 of 28") == weeks - 1
    assert text.count("  1 of 4\n") == 1, "days to come are not planned yet"
    assert f"Done of planned: {weeks} of {(weeks - 1) * 28 + 4}." in text


@needs_pdftotext
def test_days_before_the_diary_began_ask_for_nothing(
    page: DiaryPage, diary: Diary, tmp_path: Path
) -> None:
    write(diary, 1)
    page.parts.range.choose("12")
    page.show()

    [text] = printed(page, tmp_path / "diary.pdf")

    assert "Done of planned: 1 of 8." in text
    assert text.count("Week") == 2, "two columns on A4"
    assert "Planned is 4 a day, as the programme is now" in text
    assert len(weeks_in([text])) >= 12


@needs_pdftotext
def test_the_first_page_says_how_often_each_exercise_was_done(
    page: DiaryPage, diary: Diary, tmp_path: Path
) -> None:
    for day in range(3):
        write(diary, day)
    write_session(diary, CLOCK.now(), KNEE_ROLLING)
    write_session(diary, CLOCK.now(), KNEE_ROLLING, outcome=Outcome.STOPPED)
    write(diary, 40)
    page.parts.range.choose("4")
    page.show()

    [first, *_] = printed(page, tmp_path / "diary.pdf")

    assert "Done to the end, how often" in first
    assert "Bridging: 3" in first
    assert "Knee rolling: 1" in first


def test_the_pdf_has_a_title_that_tells_no_code(
    page: DiaryPage, diary: Diary, tmp_path: Path
) -> None:
    if shutil.which("pdfinfo") is None:
        pytest.skip("pdfinfo (poppler-utils) is not there")
    diary.person_code = "P-17"
    write(diary, 0)
    page.show()

    printed(page, tmp_path / "diary.pdf")

    run = subprocess.run(
        ["pdfinfo", str(tmp_path / "diary.pdf")], check=True, capture_output=True, text=True
    )
    [title] = [line for line in run.stdout.splitlines() if line.startswith("Title:")]
    assert title.split(maxsplit=1)[1] == "Exercise diary, from 9 Feb 2026 to 2 Mar 2026"


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


@needs_pdftotext
def test_seconds_that_were_typed_by_hand_are_printed_as_told(
    page: DiaryPage, diary: Diary, tmp_path: Path
) -> None:
    typed = ManualEntry(KNEE_ROLLING, own_answers(KNEE_ROLLING))
    add_by_hand(diary, ManualSession(CLOCK.now(), (typed,)), LIBRARY.version, CLOCK.now())
    page.show()
    page.parts.exercise.pick(KNEE_ROLLING.exercise_id)

    [text] = printed(page, tmp_path / "diary.pdf")

    assert "Knee rolling: seconds" in text
    assert "Told by you" in text


def test_paper_has_no_colour(page: DiaryPage, diary: Diary, tmp_path: Path) -> None:
    write(diary, 0, worst=5)
    page.show()
    page.pain.marks.buttons["after"].click()
    picture = tmp_path / "page"
    printer = into_file(QPrinter(QPrinter.PrinterMode.HighResolution), tmp_path / "diary.pdf")
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

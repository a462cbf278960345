"""The diary out of the program and back into it, as a person does it on the screen."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from backrehab.core.diary_range import Span
from backrehab.core.model import Programme
from backrehab.paths import find_resources
from backrehab.storage.demo import fill_demo
from backrehab.storage.diary import Diary
from backrehab.storage.progress import Progress
from backrehab.ui.diary_page import DiaryPage
from backrehab.ui.errand import Errand
from backrehab.ui.message import Message
from backrehab.ui.preferences import Preferences
from backrehab.ui.reflow import Room
from backrehab.ui.saving import FORMS, Form
from backrehab.ui.ways_out_days import DaysCard
from backrehab.ui.ways_out_page import WaysOutPage
from backrehab.ui.working import Working
from backrehab.ui.workspace import Workspace
from tests.fakes import ManualClock
from tests.ui.mat import LIBRARY, make_look
from tests.ui.shell import Shell, settle

CLOCK = ManualClock()


class Screen:
    """The page with a diary of four weeks in a file, and what was said and asked."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.folder = folder
        self.qtbot = qtbot
        self.diary = Diary.open(folder / "diary.sqlite")
        fill_demo(self.diary, LIBRARY, CLOCK.now())
        self.answer: Path | None = None
        self.names: list[str] = []
        self.said: list[str] = []
        self.page = WaysOutPage(
            make_look(),
            CLOCK,
            LIBRARY,
            find_resources(),
            ask_where=self._ask_where,
            ask_for_source=lambda _parent, _is_folder: self.answer,
        )
        qtbot.addWidget(self.page)
        self.page.set_workspace(
            Workspace(self.diary, Programme(), Preferences(None), lambda _: None)
        )
        self.page.said.connect(self.said.append)
        self.page.resize(1000, 800)
        self.page.arrange(Room(1000, 800, 100))
        self.page.show()

    def save(self, form: Form, to: Path | None) -> None:
        self.answer = to
        self.page.buttons[form].click()
        self.finish()

    def finish(self) -> None:
        """Waits until nothing is being done any more."""
        self.qtbot.waitUntil(lambda: self.page.errands.errand is None)

    def bring(self, source: Path) -> str:
        self.answer = source
        self.page.way_in.file_button.click()
        self.finish()
        return self.page.way_in.words.text()

    def message(self) -> Message | None:
        """The card in sight."""
        settle()
        found = (it for it in self.page.window().findChildren(Message) if it.isVisible())
        return next(found, None)

    def _ask_where(self, _parent: QWidget, _form: Form, name: str) -> Path | None:
        self.names.append(name)
        return self.answer


@pytest.fixture
def screen(qtbot: QtBot, tmp_path: Path) -> Iterator[Screen]:
    screen = Screen(qtbot, tmp_path)
    yield screen
    screen.page.hide()
    screen.diary.close()


def rows_of(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as text:
        return list(csv.DictReader(text))


def test_all_four_forms_are_written_and_say_what_was_saved(screen: Screen) -> None:
    rows = screen.diary.count_entries()
    for form in Form:
        to = screen.folder / f"out{FORMS[form].end}"
        screen.save(form, to)

        what = "the report" if form in {Form.REPORT_PDF, Form.REPORT_TEXT} else f"{rows} rows"
        assert screen.said[-1] == f"Saved {what} to {to}"
    assert len(rows_of(screen.folder / "out.csv")) == rows
    assert (screen.folder / "out.pdf").read_bytes().startswith(b"%PDF")
    assert "BackRehab" in (screen.folder / "out.txt").read_text()
    assert (screen.folder / "out" / "datapackage.json").is_file()
    assert screen.names[0] == f"backrehab-diary-{CLOCK.now().date().isoformat()}.csv"


def test_only_the_days_chosen_go_out_and_the_page_counts_them_first(screen: Screen) -> None:
    days = screen.page.days
    days.range.button(Span.OWN).click()
    last = CLOCK.now().date() - timedelta(days=7)
    first = last - timedelta(days=6)
    for field, day in ((days.since, first), (days.until, last)):
        field.field.setText(f"{day:%d.%m.%y}")
    rows = screen.diary.count_entries(first, last)
    to = screen.folder / "week.csv"
    screen.save(Form.SPREADSHEET, to)

    assert 0 < rows < screen.diary.count_entries()
    assert days.inside.text().endswith(f" with {rows} rows in these days.")
    written = [date.fromisoformat(row["session_started_at"][:10]) for row in rows_of(to)]
    assert len(written) == rows
    assert first <= min(written) <= max(written) <= last


@pytest.mark.parametrize("span", [span for span in Span if span is not Span.OWN])
def test_a_span_is_the_same_days_here_and_in_the_diary(qtbot: QtBot, span: Span) -> None:
    card = DaysCard(make_look(), CLOCK)
    qtbot.addWidget(card)
    diary = DiaryPage(make_look(), CLOCK, LIBRARY, find_resources())
    qtbot.addWidget(diary)

    card.range.choose(span)
    diary.parts.range.choose(span)

    assert card.days == (diary.days.since, diary.days.until)
    assert card.range.button(span).text() == diary.parts.range.text()


def test_days_with_nothing_in_them_are_said_and_nothing_is_asked_or_written(
    screen: Screen,
) -> None:
    days = screen.page.days
    days.range.button(Span.OWN).click()
    for field in (days.since, days.until):
        field.field.setText("1/1/2020")
    screen.save(Form.SPREADSHEET, screen.folder / "none.csv")

    assert days.inside.text() == "There is nothing in your diary in these days."
    message = screen.message()
    assert message is not None
    assert "No file was written." in message.text.text()
    assert not (screen.folder / "none.csv").exists()
    assert screen.names == []


def test_a_last_day_before_the_first_is_said(screen: Screen) -> None:
    days = screen.page.days
    days.range.button(Span.OWN).click()
    days.until.field.setText(days.since.text)
    days.until.fewer_button.click()

    assert days.inside.text() == "The last day is before the first day."


def test_days_that_are_none_are_not_taken_for_all_days(screen: Screen) -> None:
    days = screen.page.days
    days.range.button(Span.OWN).click()
    screen.page.resize(1400, 768)
    settle()
    place = days.until.pos()
    assert place.y() == days.since.y()
    days.since.field.setText("30/13/2026")
    settle()
    assert days.until.pos() == place, "the field beside it stays where it is"
    screen.save(Form.SPREADSHEET, screen.folder / "none.csv")

    assert days.inside.text() == "Put the days right first."
    assert days.since.fault.isVisible()
    assert not (screen.folder / "none.csv").exists()


def test_the_code_stands_on_every_row(screen: Screen) -> None:
    screen.page.code.field.setText(" K-17 ")
    screen.save(Form.SPREADSHEET, screen.folder / "code.csv")

    assert screen.diary.person_code == "K-17"
    assert {row["person_code"] for row in rows_of(screen.folder / "code.csv")} == {"K-17"}


def test_a_long_code_that_came_with_a_diary_is_neither_cut_nor_changed(screen: Screen) -> None:
    code = "clinic-north/ward-7/participant-0001234567890"
    screen.diary.person_code = code
    field = screen.page.code.field
    screen.page.code.refresh()

    field.editingFinished.emit()
    screen.save(Form.SPREADSHEET, screen.folder / "code.csv")

    assert (field.text(), screen.diary.person_code) == (code, code)
    field.setText(f"{code}1")
    field.editingFinished.emit()
    message = screen.message()
    assert message is not None
    assert message.text.text() == "There is room for 40 characters; this has 46."
    assert screen.diary.person_code == code
    field.setText("")
    field.editingFinished.emit()
    assert screen.diary.person_code == ""


def test_a_code_of_more_than_one_line_stays_as_it_is(screen: Screen) -> None:
    screen.diary.person_code = "ward 7\nbed 3 "
    screen.page.code.refresh()

    screen.page.code.field.editingFinished.emit()

    assert screen.diary.person_code == "ward 7\nbed 3 "


def test_a_file_that_can_not_be_written_is_said(screen: Screen) -> None:
    screen.save(Form.SPREADSHEET, screen.folder / "no" / "such" / "folder.csv")

    message = screen.message()
    assert message is not None
    assert message.title.text() == "Not saved"
    assert screen.said == []


def test_no_answer_to_where_leaves_all_as_it_was(screen: Screen) -> None:
    screen.save(Form.REPORT_PDF, None)

    assert screen.said == []
    assert screen.message() is None


def test_a_file_is_looked_at_before_anything_is_taken_in(screen: Screen, tmp_path: Path) -> None:
    rows = screen.diary.count_entries()
    file = tmp_path / "diary.csv"
    screen.save(Form.SPREADSHEET, file)
    assert screen.bring(file).startswith(f"0 rows can come in. {rows} rows are in your diary")
    assert not screen.page.way_in.take_button.isVisible()
    assert screen.page.way_in.leave_button.text() == "Close"

    newest = screen.diary.sessions()[0]
    with screen.diary.writing() as database:
        database.execute("DELETE FROM session WHERE session_id = ?", (newest.session_id,))
    gone = rows - screen.diary.count_entries()
    assert screen.bring(file).startswith(f"{gone} row{'s' if gone > 1 else ''} can come in.")
    assert screen.diary.count_entries() == rows - gone, "it was only looked at"

    with screen.qtbot.waitSignal(screen.page.taken_in):
        screen.page.way_in.take_button.click()
    screen.finish()
    assert screen.diary.count_entries() == rows
    assert screen.said[-1] == f"Took in {gone} row{'s' if gone > 1 else ''}."
    assert not screen.page.way_in.found.isVisible()


def test_every_refused_row_has_its_reason(screen: Screen, tmp_path: Path) -> None:
    file = tmp_path / "diary.csv"
    screen.save(Form.SPREADSHEET, file)
    lines = file.read_bytes().split(b"\r\n")
    lines[1] = lines[1].replace(b"timer", b"a guess")
    file.write_bytes(b"\r\n".join(lines))

    assert "1 row can't come in." in screen.bring(file)
    reasons = [label.text() for label in screen.page.way_in.problems.findChildren(QLabel)]
    assert any("line 2, recorded_by" in reason for reason in reasons)


class ManyRefused:
    """A file of which no row can come in, looked at."""

    def __init__(self, screen: Screen, folder: Path) -> None:
        file = folder / "many.csv"
        screen.save(Form.SPREADSHEET, file)
        file.write_bytes(file.read_bytes().replace(b",timer,", b",clock,"))
        screen.bring(file)
        self.card = screen.page.way_in
        self.lines = [line for line in rows_of(file) if line["recorded_by"] == "clock"]
        self.names: list[str] = []
        self.to: Path | None = folder / "list.txt"
        self.card.ask_for_list = self._ask

    def _ask(self, _parent: QWidget, name: str) -> Path | None:
        self.names.append(name)
        return self.to


def test_of_many_refused_rows_the_whole_list_can_be_saved(screen: Screen, tmp_path: Path) -> None:
    many = ManyRefused(screen, tmp_path)
    card = many.card
    more = len(many.lines) - 30
    assert more > 0
    assert card.more.text() == f"And {more} more reasons. Save the list to see them all."
    card.save_button.click()

    assert many.names == ["many-not-taken.txt"]
    assert card.more.text() == f"Saved all of them to {many.to}"
    written = (tmp_path / "list.txt").read_text("utf-8").splitlines()
    assert len(written) == len(many.lines)
    shown = [label.text() for label in card.problems.findChildren(QLabel) if label.isVisible()]
    assert written[:30] == shown
    assert written[-1].endswith("found 'clock', expected timer or manual")


def test_a_list_that_cant_be_saved_is_said_and_no_answer_writes_nothing(
    screen: Screen, tmp_path: Path
) -> None:
    many = ManyRefused(screen, tmp_path)
    for place, why in (("no/such.txt", "no folder"), ("diary.sqlite", "keeps a diary")):
        many.to = tmp_path / place
        many.card.save_button.click()
        assert why in many.card.more.text()
    many.to = None
    said = many.card.more.text()
    many.card.save_button.click()
    assert many.card.more.text() == said
    assert not list(tmp_path.glob("*.txt"))


def test_few_reasons_are_all_there_to_read(screen: Screen, tmp_path: Path) -> None:
    file = tmp_path / "diary.csv"
    screen.save(Form.SPREADSHEET, file)
    file.write_bytes(file.read_bytes().replace(b",timer,", b",clock,", 30))

    screen.bring(file)

    assert not screen.page.way_in.more.isVisible()
    assert not screen.page.way_in.save_button.isVisible()


def test_something_else_is_turned_away_in_words(screen: Screen, tmp_path: Path) -> None:
    file = tmp_path / "shopping.csv"
    file.write_text("milk,2\n")
    screen.bring(file)

    message = screen.message()
    assert message is not None
    assert message.title.text() == "It can't come in"
    assert not screen.page.way_in.found.isVisible()


def test_a_folder_that_was_moved_away_is_said_and_nothing_is_made_in_its_place(
    qtbot: QtBot, tmp_path: Path
) -> None:
    own = tmp_path / "own"
    own.mkdir()
    screen = Screen(qtbot, own)
    own.rename(tmp_path / "elsewhere")
    screen.save(Form.REPORT_PDF, tmp_path / "out.pdf")

    message = screen.message()
    assert message is not None
    assert message.title.text() == "Not saved"
    assert f"Your diary is no longer at {own / 'diary.sqlite'}" in message.text.text()
    assert not own.exists()
    assert not (tmp_path / "out.pdf").exists()
    screen.page.hide()
    screen.diary.close()


def test_long_work_can_be_stopped_and_leaves_nothing_behind(screen: Screen) -> None:
    to = screen.folder / "long.csv"
    screen.answer = to
    screen.page.buttons[Form.SPREADSHEET].click()
    errand, working = screen.page.errands.errand, screen.page.errands.working
    assert errand is not None
    assert working is not None
    errand.break_off()  # it is told at its next step, or was done already
    screen.finish()

    assert to.exists() == (screen.said[-1] != "Stopped. Nothing was saved.")


def test_the_card_of_long_work_says_how_far_it_is_and_stops_it(
    qtbot: QtBot, screen: Screen
) -> None:
    told: list[str] = []
    reached, go_on = Event(), Event()

    def work(progress: Progress) -> None:
        progress(30, 100)
        reached.set()
        assert go_on.wait(10)
        progress(31, 100)
        told.append("went on")

    errand = Errand(work, screen.page)
    working = Working(make_look(), screen.page, "Saving", errand)
    errand.start()
    assert reached.wait(10)
    working.show()
    settle()
    message = screen.message()
    assert message is not None
    assert message.text.text().startswith("30 % is done.")
    with qtbot.waitSignal(errand.broken_off):
        message.buttons[0].click()
        go_on.set()

    assert told == []
    assert screen.message() is None


def test_the_page_is_reached_from_diary_and_settings_and_left_again(shell: Shell) -> None:
    window = shell.window
    window.show_page("diary")
    settle()
    shell.click(window.pages.diary.parts.ways_out_button)
    assert shell.shows(window.pages.ways_out)
    assert shell.has_focus(window.pages.ways_out.back_button)
    assert window.pages.ways_out.back_button.text() == "Diary"
    shell.press(Qt.Key.Key_Escape)
    assert shell.shows(window.pages.diary)

    window.show_page("settings")
    window.pages.settings.ways_out.button.click()
    settle()
    assert window.pages.ways_out.back_button.text() == "Settings"
    shell.click(window.pages.ways_out.back_button)
    assert shell.shows(window.pages.settings)


def test_a_diary_only_in_memory_goes_out_and_comes_in_as_well(
    shell: Shell, tmp_path: Path, qtbot: QtBot
) -> None:
    page = shell.window.pages.ways_out
    fill_demo(shell.workspace.diary, LIBRARY, CLOCK.now())
    shell.window.show_page("ways_out")
    page._saving.ask_where = lambda _parent, _form, _name: tmp_path / "demo.csv"
    page.buttons[Form.SPREADSHEET].click()
    qtbot.waitUntil(lambda: page.errands.errand is None)

    assert len(rows_of(tmp_path / "demo.csv")) == shell.workspace.diary.count_entries()
    assert shell.window.toast.label.text().startswith("Saved ")

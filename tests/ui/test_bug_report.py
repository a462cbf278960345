"""A bug in any thread is in the log whole, and said to the person; what was asked for says no."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from backrehab.paths import find_resources
from backrehab.storage.progress import Progress
from backrehab.ui.bug_report import BugReport
from backrehab.ui.errand import Errand
from backrehab.ui.one_errand import OneErrand
from backrehab.ui.passphrase_card import PassphraseCard
from tests.storage.spoilt import write_diary
from tests.ui.mat import make_look
from tests.ui.shell import settle

OUR_FAULT = "it is our fault"
ROOT = find_resources().parent

PROGRAM = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
import backrehab.storage.backup as backup
from backrehab.app import Start, make_application
from backrehab.paths import Paths, find_resources
from backrehab.players.choice import PlayerChoice
from backrehab.run import run_window
from backrehab.ui.preferences import Preferences

folder = Path(sys.argv[1])
paths = Paths(find_resources(), find_resources(), folder)
Preferences(paths.settings).first_run_read = True

def keep_backup(diary, now):
    raise ZeroDivisionError("a bug in the day's copy")

backup.keep_backup = keep_backup

def look():
    for box in QApplication.topLevelWidgets():
        if isinstance(box, QMessageBox) and box.isVisible():
            print(box.text(), flush=True)
            QApplication.exit(0)

app = make_application()
timer = QTimer()
timer.timeout.connect(look)
timer.start(50)
sys.exit(run_window(paths, Start(PlayerChoice.NONE)))
"""


@pytest.fixture
def report(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> Iterator[BugReport]:
    """All bugs come here, as in the program."""
    for module, name in ((sys, "excepthook"), (threading, "excepthook")):
        monkeypatch.setattr(module, name, getattr(module, name))
    report = BugReport()
    report.take_all()
    yield report
    for box in boxes():
        box.close()
    settle()


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(900, 600)
    with qtbot.waitExposed(page):
        page.show()
    return page


def boxes() -> list[QMessageBox]:
    return [
        it
        for it in QApplication.topLevelWidgets()
        if isinstance(it, QMessageBox) and it.isVisible()
    ]


def stumble(*_: object) -> bool:
    raise KeyError("a bug")


def test_a_bug_in_another_thread_is_logged_and_said_once(
    qtbot: QtBot, report: BugReport, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(2):
        thread = threading.Thread(target=stumble)
        thread.start()
        thread.join()

    qtbot.waitUntil(lambda: bool(boxes()))
    settle()
    assert [OUR_FAULT in box.text() for box in boxes()] == [True]
    assert caplog.text.count("KeyError: 'a bug'") == 2


def test_a_bug_in_an_errand_is_logged_and_the_errand_says_that_it_failed(
    qtbot: QtBot, report: BugReport, caplog: pytest.LogCaptureFixture
) -> None:
    parent = QObject()
    told: list[str] = []
    errand = Errand(stumble, parent)
    errand.done.connect(lambda _: told.append("done"))
    errand.failed.connect(lambda error: told.append(str(error)))

    with qtbot.waitSignal(errand.over):
        errand.start()

    assert [OUR_FAULT in words for words in told] == [True]
    assert "KeyError: 'a bug'" in caplog.text
    qtbot.waitUntil(lambda: bool(boxes()))


def test_a_page_whose_errand_had_a_bug_is_free_for_the_next(
    qtbot: QtBot, report: BugReport, page: QWidget, tmp_path: Path
) -> None:
    from backrehab.storage.diary import Diary

    errands = OneErrand(make_look(), page)
    with Diary.open(write_diary(tmp_path / "diary.sqlite", 1)) as diary:

        def work(_diary: Diary, _progress: Progress) -> None:
            stumble()

        errand = errands.begin("Saving", diary, work)
        errand.failed.connect(lambda error: errands.tell("Not saved", str(error)))
        errand.start()
        qtbot.waitUntil(lambda: errands.errand is None)

    from backrehab.ui.message import Message

    (message,) = page.findChildren(Message)
    assert message.title.text() == "Not saved"
    assert OUR_FAULT in message.text.text()


def test_a_bug_while_a_passphrase_is_tried_leaves_the_card_to_be_used(
    qtbot: QtBot, report: BugReport, page: QWidget
) -> None:
    answers = iter([stumble, lambda _typed: True])
    card = PassphraseCard(
        page, make_look(), "Closed", "Type it.", "Open it", lambda typed: next(answers)(typed)
    )
    card.ask()
    card.field.field.setText("four plain words")
    card.go_button.click()
    qtbot.waitUntil(lambda: OUR_FAULT in card.field.fault.text())

    card.field.field.setText("four plain words")
    with qtbot.waitSignal(card.right):
        card.go_button.click()
    card.leave()


def test_a_bug_in_the_days_copy_is_in_the_log_of_the_program_and_said(tmp_path: Path) -> None:
    write_diary(tmp_path / "diary.sqlite", 1)
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path)],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert ran.returncode == 0, ran.stderr
    assert OUR_FAULT in ran.stdout
    (log,) = tmp_path.glob("*.log")
    assert "ZeroDivisionError: a bug in the day's copy" in log.read_text(encoding="utf-8")

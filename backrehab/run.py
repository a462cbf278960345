"""From the command to the last window: the log, who it is, one window after the other."""

from __future__ import annotations

import logging
import os
import sys
from contextlib import ExitStack
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication

from backrehab.app import ANOTHER_PERSON, Program, Start, make_application, people_of
from backrehab.core.clock import SystemClock
from backrehab.core.errors import BackrehabError
from backrehab.paths import Paths
from backrehab.ui.bug_report import BugReport
from backrehab.ui.look import Look
from backrehab.ui.one_window import OneWindow
from backrehab.ui.preferences import Preferences

log = logging.getLogger("backrehab")

_LOG_BYTES = 500_000
"""A log that has grown beyond this is begun afresh at the next start."""


def run_window(paths: Paths, start: Start) -> int:
    """The window from start to end; returns the exit status.

    Raises:
        BackrehabError: it can't start, in words to show.
    """
    os.umask(0o077)  # what is written from here on is this person's alone
    app = make_application()
    if start.demo:
        return _run(app, paths, start, None)
    _keep_log(paths)
    one_window = OneWindow(paths.data_dir)
    if one_window.hand_over(start.exercise_id or ""):
        return 0
    try:
        return _run(app, paths, start, one_window)
    finally:
        one_window.close()


def _run(app: QApplication, paths: Paths, start: Start, one_window: OneWindow | None) -> int:
    BugReport(app).take_all()
    said = ""
    while True:
        if not start.demo:
            person = _who(app, paths, one_window, said)
            if person is None:
                return 0
            paths = replace(paths, person=person)
        status, said = _run_for_one(app, paths, start, one_window, said)
        if status != ANOTHER_PERSON:
            return status
        start = replace(start, demo=False, exercise_id=None)


def _who(app: QApplication, paths: Paths, one_window: OneWindow | None, said: str) -> str | None:
    """Whose things are shown: asked where there are several; `None` when nobody was chosen.

    `said` is what was done before, to be said where it is asked.
    """
    people = people_of(paths)
    if not people.are_several:
        return people.people[0].id
    from backrehab.ui.people_page import ask_who

    look = Look(paths.resources)
    own = [Preferences(replace(paths, person=person.id).settings) for person in people.people]
    # Large enough for each of them, in the colours of the first.
    look.apply(own[0].theme, max(one.text_percent for one in own))
    app.setQuitOnLastWindowClosed(False)  # another one is to come
    person = ask_who(look, people, paths, one_window, region=own[0].region, said=said)
    look.deleteLater()
    return person


def _run_for_one(
    app: QApplication, paths: Paths, start: Start, one_window: OneWindow | None, said: str
) -> tuple[int, str]:
    """The window of one person; `ANOTHER_PERSON` where somebody else is to be asked for.

    `said` is what was done before. With the status comes what was done since, in words.
    """
    try:
        program = Program(paths, start, SystemClock())
    except BackrehabError as error:
        if _was_a_double_click(paths, start):
            from backrehab.ui.fault import show_fault_and_wait

            show_fault_and_wait(str(error))
        raise
    if one_window is not None:
        one_window.raised.connect(program.window.come_forward)
        program.window.in_sight.connect(one_window.listen, Qt.ConnectionType.QueuedConnection)
    with ExitStack() as watched:

        def watch_signals() -> None:
            from backrehab.ui.end_signals import EndSignals  # nothing before the first picture

            watched.callback(EndSignals().close)

        program.window.in_sight.connect(watch_signals)
        program.show(said if not people_of(paths).are_several else "")
        app.setQuitOnLastWindowClosed(True)
        # The desktop is about to end everything; whether it really does, nobody knows yet.
        app.commitDataRequest.connect(program.keep)
        try:
            status = app.exec()
        finally:
            program.close()
    said = ""
    if status == ANOTHER_PERSON:
        app.setQuitOnLastWindowClosed(False)
        program.window.close()
        for gone in (program, program.window):  # with all that was still to come of them
            gone.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        if program.is_to_be_deleted:
            said = _delete(paths)
    return status, said


def _delete(paths: Paths) -> str:
    """Deletes everything of a person; gives what to say of it where it is gone on."""
    from backrehab.core.errors import PeopleError
    from backrehab.storage.people import delete_person, load_people

    person = load_people(paths.data_dir).by_id(paths.person)
    try:
        left = delete_person(paths.data_dir, paths.person)
    except PeopleError as error:
        from backrehab.ui.fault import show_fault_and_wait

        show_fault_and_wait(str(error))
        return ""
    if person is None or not person.name:
        return "Your diary is deleted. This is a new one, with nothing in it."
    words = f"{person.name} is deleted."
    if left.are_several:
        return words
    (other,) = left.people
    whose = f"{other.name}'s diary" if other.name else "a new diary, with nothing in it"
    return f"{words} This is {whose} now."


def _was_a_double_click(paths: Paths, start: Start) -> bool:
    """Whether nobody reads the terminal: what is only printed there would be lost.

    Who asked for an exercise, a pack or a player did so in a terminal.
    """
    asked = start != Start() or paths.content != paths.resources
    on_screen = QApplication.platformName() not in {"offscreen", "minimal"}
    return on_screen and not asked and (sys.stderr is None or not sys.stderr.isatty())


def _keep_log(paths: Paths) -> None:
    """A small log beside the diary, where it can be written; it never holds what was typed."""
    try:
        paths.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        if paths.log.exists() and paths.log.stat().st_size > _LOG_BYTES:
            paths.log.replace(paths.log.with_name(f"{paths.log.name}.1"))
        handler = logging.FileHandler(paths.log, encoding="utf-8")
    except OSError:
        return  # the diary says the same in plain words
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.getLogger().addHandler(handler)

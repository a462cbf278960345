"""The verbs that take the diary out, or rows back in: what they say, and how they end."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

from backrehab.core.clock import Clock
from backrehab.core.errors import BackrehabError
from backrehab.core.text import count
from backrehab.paths import Paths
from backrehab.stdout import writing_stdout
from backrehab.storage.diary import Diary
from backrehab.storage.presence import is_there
from backrehab.storage.progress import Progress
from backrehab.storage.reading import diary_to_read
from backrehab.storage.sqlite import is_lost

DONE = 0

Say = Callable[[str], None]

_SAID_FROM = 20_000
_EVERY_PERCENT = 5


class NothingToDo(BackrehabError):
    """The verb has nothing to work with; the words are all there is to say."""


def run_export(options: Namespace, paths: Paths, say: Say) -> int:
    """`export`: a spreadsheet, to a file or the screen, or a data package."""
    from backrehab.storage.data_package import export_package
    from backrehab.storage.export import export_csv, write_csv

    to_screen = options.to == "-"
    if to_screen and options.format == "datapackage":
        raise NothingToDo("A data package is a folder, so it can't go to the screen.")
    days = (options.since, options.until)
    with _diary_of(options, paths) as diary:
        if options.format == "datapackage":
            rows = export_package(diary, Path(options.to), *days, progress("rows"))
        elif to_screen:
            with writing_stdout() as stdout:
                rows = write_csv(diary, stdout, *days)
        else:
            rows = export_csv(diary, Path(options.to), *days, progress("rows"))
    _require(rows)
    if not to_screen:
        say(f"Wrote {count(rows, 'row')} to {options.to}")
    return DONE


def run_report(options: Namespace, paths: Paths, clock: Clock, say: Say) -> int:
    """`report`: one page for the physiotherapist, as PDF or plain text."""
    from backrehab.documents.report_file import write_report
    from backrehab.storage.content import load_library

    tell = progress("rows")
    with _diary_of(options, paths) as diary:
        notices = load_library(paths.content).notices
        rows = write_report(
            diary,
            options.to,
            notices,
            paths.resources,
            clock.now().date(),
            options.since,
            options.until,
            tell,
        )
    _require(rows)
    tell(rows, rows)
    say(f"Wrote the report of {count(rows, 'row')} to {options.to}")
    return DONE


def run_import(options: Namespace, paths: Paths, say: Say) -> int:
    """`import`: rows of a spreadsheet or data package, each problem on a line of its own."""
    from backrehab.storage.import_diary import import_diary

    if options.check and not is_there(paths.diary):
        diary = Diary.in_memory()  # nothing is kept, so no diary is made either
    else:
        diary = Diary.open(paths.diary)
    with diary:
        done = import_diary(
            diary, options.source, only_look=options.check, on_progress=progress("bytes")
        )
    for problem in done.problems:
        say(str(problem))
    taken = "could be taken in" if options.check else "taken in"
    say(
        f"{count(done.taken, 'row')} {taken}, {done.there_already} there already, "
        f"{done.refused} refused."
    )
    if done.refused:
        raise NothingToDo(f"{count(done.refused, 'row')} refused; what is wrong stands above.")
    return DONE


def progress(what: str) -> Progress:
    """Says on the screen how far long work is; a file or a pipe for errors hears nothing."""
    due = 0  # the percentage from which it is said again
    hears = sys.stderr.isatty()

    def tell(done: int, total: int) -> None:
        nonlocal due
        percent = 100 * done // max(total, 1)
        if not hears or total < _SAID_FROM or percent < due:
            return
        due = min(percent + _EVERY_PERCENT, 100) if percent < 100 else 101
        end = "" if percent < 100 else "\n"
        sys.stderr.write(f"\r{done:,} of {total:,} {what}{end}")
        sys.stderr.flush()

    return tell


@contextmanager
def _diary_of(options: Namespace, paths: Paths) -> Generator[Diary]:
    if options.since and options.until and options.since > options.until:
        raise NothingToDo(f"{options.since} is after {options.until}: no day lies between them.")
    if not is_there(paths.diary) and not is_lost(paths.diary):
        raise NothingToDo(f"There is no diary in {paths.data_dir} yet; nothing was written.")
    with diary_to_read(paths.diary) as diary:
        yield diary


def _require(rows: int) -> None:
    if rows == 0:
        raise NothingToDo("The diary has no entries in these days; nothing was written.")

"""The verbs of the command line; each imports what it needs, so that the window is there soon."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from backrehab import __version__
from backrehab.core.errors import BackrehabError
from backrehab.paths import Paths, default_data_dir, find_resources
from backrehab.stdout import StdoutFault, writing_stdout

if TYPE_CHECKING:
    from backrehab.core.model import Exercise, Side, SoreSide
    from backrehab.core.timeline import Phase

DONE, COULD_NOT = 0, 1

PURPOSE = (
    "BackRehab shows the exercises you were given, times them with you, and keeps your own notes. "
    "It is not for diagnosis, monitoring or treatment decisions."
)

_LOST_PASSPHRASE = (
    "If nobody knows the passphrase, or the file is spoilt, use --lost-passphrase: the copy then "
    "takes the diary's place, and the file there now is kept."
)


class CouldNot(BackrehabError):
    """A verb can't be carried out; the words are all there is to say."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one verb, the window when none is given.

    Returns:
        0 done, 1 could not (said on stderr). Wrong usage leaves with 2 (argparse).
    """
    if isinstance(sys.stdout, TextIOWrapper):
        # As stderr has it: a name the terminal can't show is no reason to stop halfway.
        sys.stdout.reconfigure(errors="backslashreplace")
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.verb is not _window and (options.demo or options.exercise):
        parser.error("--demo and --exercise are for the window, not for a verb")
    resources = find_resources()
    paths = Paths(
        resources=resources,
        content=options.content or resources,
        data_dir=options.data_dir or default_data_dir(),
    )
    verb: Callable[[argparse.Namespace, Paths], int] = options.verb
    try:
        if "person" in options:
            paths = replace(paths, person=_whose(options, paths))
        return verb(options, paths)
    except StdoutFault as error:
        _leave_stdout()
        _say(str(error), sys.stderr)
    except BackrehabError as error:
        _say(str(error), sys.stderr)
    except KeyboardInterrupt:
        _say("Broken off before the end.", sys.stderr)
    except BrokenPipeError:
        _leave_stdout()  # the reader, such as `head`, has enough
    return COULD_NOT


def _whose(options: argparse.Namespace, paths: Paths) -> str:
    """Whose diary a verb is about; its files are made private first, as the window does it."""
    from backrehab.storage.people import the_person
    from backrehab.storage.permissions import keep_private

    keep_private(paths.data_dir, whole=options.data_dir is None)
    return the_person(paths.data_dir, options.person).id


def _leave_stdout() -> None:
    """Nothing more is written there; nor shall Python trip over it on leaving."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="backrehab",
        description=f"{PURPOSE} Without a verb it opens the window.",
        epilog="Exit status: 0 done, 1 could not, 2 wrong usage.",
    )
    parser.set_defaults(verb=_window, content=None, data_dir=None, player="auto")
    _add_common(parser)
    parser.add_argument("--version", action="version", version=f"BackRehab {__version__}")
    parser.add_argument(
        "--demo",
        action="store_true",
        help="show the program with a made-up diary; nothing of a real one is read or written",
    )
    parser.add_argument("--exercise", metavar="ID", help="go straight to one exercise")
    verbs = parser.add_subparsers(title="verbs", metavar="VERB")

    def add(name: str, verb: Callable[..., int], words: str) -> argparse.ArgumentParser:
        sub = verbs.add_parser(name, help=words, description=words[0].upper() + words[1:] + ".")
        sub.set_defaults(verb=verb)
        _add_common(sub)
        return sub

    check = add("check", _check, "name every problem of a content pack, one per line")
    check.add_argument("pack", nargs="?", type=Path, metavar="PACK", help="the pack's folder")
    timeline = add("timeline", _timeline, "print the phases a dose becomes")
    timeline.add_argument("exercise_id", metavar="ID")
    timeline.add_argument("--json", action="store_true", help="a JSON list instead of a table")
    rehearse = add("rehearse", _rehearse, "play a session without a person, and time it")
    rehearse.add_argument("exercise_id", metavar="ID")
    rehearse.add_argument(
        "--reps", type=_count, metavar="N", help="only N reps of one set, or N cycles"
    )
    rehearse.add_argument("--json", action="store_true", help="JSON instead of a table")
    export = add("export", _export, "write the diary to a CSV file for a spreadsheet")
    export.add_argument("--to", required=True, metavar="FILE.csv", help="- is the screen")
    export.add_argument(
        "--format",
        choices=("csv", "datapackage"),
        default="csv",
        help="datapackage: a folder with two tables and their explanation, for R and Python",
    )
    report = add("report", _report, "write one page for the physiotherapist, PDF or plain text")
    report.add_argument("--to", required=True, type=Path, metavar="FILE.pdf|FILE.txt")
    for verb in (export, report):
        verb.add_argument("--since", type=_day, metavar="DATE", help="first day, as 2026-03-01")
        verb.add_argument("--until", type=_day, metavar="DATE", help="last day, included")
    take_in = add("import", _import, "take rows of an exported diary in; none comes in twice")
    take_in.add_argument("source", type=Path, metavar="FILE.csv|DIR")
    take_in.add_argument("--check", action="store_true", help="only say what would be taken in")
    backup = add("backup", _backup, "write a copy of the diary to a file")
    backup.add_argument("--to", required=True, type=Path, metavar="FILE", help="the copy")
    restore = add("restore", _restore, "put a copy in the diary's place; the present one is kept")
    restore.add_argument("file", type=Path, metavar="FILE", help="the copy")
    restore.add_argument(
        "--look", action="store_true", help="only say what the copy holds; nothing is changed"
    )
    restore.add_argument(
        "--lost-passphrase",
        action="store_true",
        help="nobody knows the passphrase of the present diary, or its file is spoilt",
    )
    for of_somebody in (timeline, export, report, take_in, backup, restore):
        of_somebody.add_argument(
            "--person", metavar="NAME", help="whose, where several people use this computer"
        )
    for of_diary in (export, report, take_in, backup, restore):
        of_diary.add_argument(
            "--passphrase-file",
            type=Path,
            metavar="FILE",
            help="its first line opens a diary under a passphrase; - is what is piped in",
        )
    add("self-test", _self_test, "try the window, the players and a diary, and say what works")
    return parser


def _add_common(parser: argparse.ArgumentParser) -> None:
    """The options that may stand before or after a verb."""
    missing = argparse.SUPPRESS  # so that a verb's default can't undo what stood before it
    parser.add_argument(
        "--data-dir", type=Path, metavar="DIR", default=missing, help="another folder of yours"
    )
    parser.add_argument(
        "--content", type=Path, metavar="PACK", default=missing, help="a clinic's own exercises"
    )
    parser.add_argument(
        "--player",
        choices=("auto", "vlc", "qt", "none"),
        default=missing,
        help="what plays the clips (auto: libVLC where it works, else Qt)",
    )


def _day(words: str) -> date:
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{words!r} is not a day such as 2026-03-01") from None


def _count(words: str) -> int:
    if not (words.isascii() and words.isdigit() and 0 < int(words) < 1_000):
        raise argparse.ArgumentTypeError(f"{words!r} is not a whole number from 1 to 999")
    return int(words)


def _say(words: str, to: TextIO | None = None) -> None:
    """Says a line at once, so that a stream that takes nothing more is noticed here.

    Raises:
        StdoutFault: what stdout leads to can't be written.
    """
    if to is not None:
        to.write(f"{words}\n")
        return
    with writing_stdout():
        sys.stdout.write(f"{words}\n")


def _window(options: argparse.Namespace, paths: Paths) -> int:
    # What is made while starting stays: to look for garbage in it again and again takes a tenth
    # of the time until the window is there. The program sees to it from then on.
    gc.disable()
    from backrehab.app import Start
    from backrehab.players.choice import PlayerChoice
    from backrehab.run import run_window

    return run_window(
        paths,
        Start(PlayerChoice(options.player), demo=options.demo, exercise_id=options.exercise),
    )


def _check(options: argparse.Namespace, paths: Paths) -> int:
    from backrehab.storage.pack_check import check_pack

    report = check_pack(options.pack or paths.content)
    for line in report.lines:
        _say(line)
    for note in report.notes:
        _say(f"note: {note}")
    if report.lines:
        count = len(report.lines)
        raise CouldNot(f"{count} problem{'s' if count > 1 else ''} found; see above.")
    _say(f"{report.file}: no problems found.")
    return DONE


def _timeline(options: argparse.Namespace, paths: Paths) -> int:
    from backrehab.core.text import dose_words, duration_words
    from backrehab.core.timeline import PlannedExercise, compile_timeline, total_ms
    from backrehab.storage.content import load_library
    from backrehab.storage.programme import load_programme

    library = load_library(paths.content)
    exercise = library.exercise(options.exercise_id)
    programme = load_programme(paths.programme).programme
    sides = _sides_to_print(exercise, programme.sore_side)
    prescription = exercise.dose.prescription(programme.changes_of(exercise.id))
    phases = compile_timeline(
        [PlannedExercise(exercise.id, exercise.position, prescription, sides)]
    )
    if options.json:
        import json

        _say(json.dumps([_phase_json(phase) for phase in phases], indent=1))
        return DONE
    _say(f"{exercise.title}: {dose_words(prescription)}, {duration_words(total_ms(phases))}")
    _say(f"{'kind':<12} {'ms':>7} {'set':>4} {'rep':>4}  side")
    for phase in phases:
        cells = (phase.set_no or "-", phase.rep_no or "-", phase.side or "-")
        _say("{:<12} {:>7} {:>4} {:>4}  {}".format(phase.kind, phase.duration_ms, *cells))
    return DONE


def _sides_to_print(exercise: Exercise, sore_side: SoreSide | None) -> tuple[Side | None, ...]:
    """One side without a name while the sore side isn't told: both would last twice as long."""
    from backrehab.core.model import sides_to_do

    try:
        return sides_to_do(exercise.dose.side, sore_side)
    except ValueError:
        return (None,)


def _phase_json(phase: Phase) -> dict[str, str | int | None]:
    shape: dict[str, str | int | None] = {
        "kind": phase.kind.value,
        "duration_ms": phase.duration_ms,
        "set": phase.set_no,
        "rep": phase.rep_no,
        "side": phase.side.value if phase.side else None,
    }
    if phase.cycle_ms is not None:
        shape["cycle_ms"] = phase.cycle_ms
    return shape


def _export(options: argparse.Namespace, paths: Paths) -> int:
    from backrehab.ways_out import run_export

    _unlock(options, paths.diary)
    return run_export(options, paths, _say)


def _report(options: argparse.Namespace, paths: Paths) -> int:
    from backrehab.core.clock import SystemClock
    from backrehab.ways_out import run_report

    _unlock(options, paths.diary)
    return run_report(options, paths, SystemClock(), _say)


def _import(options: argparse.Namespace, paths: Paths) -> int:
    from backrehab.ways_out import run_import

    _unlock(options, paths.diary)
    return run_import(options, paths, _say)


def _rehearse(options: argparse.Namespace, paths: Paths) -> int:
    from backrehab.rehearse import run_rehearsal

    return run_rehearsal(
        paths, options.exercise_id, options.player, options.reps, _say, as_json=options.json
    )


def _unlock(options: argparse.Namespace, file: Path, *, or_else: str = "") -> None:
    """Asks for the passphrase of a diary or a copy that is under one."""
    from backrehab.unlocking import unlock_file

    unlock_file(file, options.passphrase_file, or_else=or_else)


def _backup(options: argparse.Namespace, paths: Paths) -> int:
    from backrehab.storage.backup import write_backup

    _unlock(options, paths.diary)
    contents = write_backup(paths.diary, options.to)
    _say(f"Wrote a copy of the diary to {options.to}: {contents}.")
    return DONE


def _restore(options: argparse.Namespace, paths: Paths) -> int:
    from backrehab.core.clock import SystemClock
    from backrehab.storage.contents import look_into
    from backrehab.storage.restore import restore

    _unlock(options, options.file)
    if options.look:
        _say(f"{options.file} holds {look_into(options.file)}.")
        return DONE
    if not options.lost_passphrase:
        _unlock(options, paths.diary, or_else=_LOST_PASSPHRASE)
    done = restore(options.file, paths.diary, SystemClock().now())
    _say(f"The diary is now what {options.file} holds: {done.contents}.")
    if done.kept is not None:
        _say(f"The diary that was there before is kept: {done.kept}")
    return DONE


def _self_test(options: argparse.Namespace, paths: Paths) -> int:
    from backrehab.self_test import run_self_test

    return run_self_test(paths, options.player, _say)

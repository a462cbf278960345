"""Every way the program writes anything, each as a generator that pauses between its writes.

What it yields was said to be saved by then: ids as in `home.ids_of`, or "" for nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from functools import partial
from pathlib import Path
from types import MappingProxyType
from uuid import uuid4

from backrehab.core.by_hand import ManualEntry, ManualSession
from backrehab.core.diary import (
    EntryAnswers,
    Outcome,
    OwnReport,
    PlannedEntry,
    SessionAnswers,
    SetDone,
)
from backrehab.core.model import SoreSide
from backrehab.core.people import FIRST
from backrehab.documents.report_file import write_report
from backrehab.paths import find_resources
from backrehab.storage.backup import keep_backup, newest_good_backup, write_backup
from backrehab.storage.content import load_library
from backrehab.storage.data_package import export_package
from backrehab.storage.diary import Diary
from backrehab.storage.diary_changes import add_by_hand, delete_session, undelete_session
from backrehab.storage.export import export_csv
from backrehab.storage.forgetting import forget_deleted
from backrehab.storage.goals import add_clinic_score, add_goal, put_away_goal, score_goal
from backrehab.storage.import_diary import import_diary
from backrehab.storage.passphrase import put_under, take_off
from backrehab.storage.people import add_person, delete_person, load_people
from backrehab.storage.programme import load_programme, save_programme
from backrehab.storage.restore import begin_anew, restore
from backrehab.storage.salvage import salvage
from tools.disk_faults.home import DAMAGED, DIARY, NOW, OLD, OUT, SOURCE, SOURCE_PACKAGE

Write = Callable[[Path], Iterator[str]]

_BRIDGING = PlannedEntry("bridging", "Bridging", "strengthening", None, 1, 3, 45, 3)
PASSPHRASE = "four words for a try"


def _begins(home: Path) -> Iterator[str]:
    Diary.open(home / "new" / str(uuid4()) / DIARY).close()
    yield ""


def _is_brought_up(home: Path) -> Iterator[str]:
    Diary.open(home / OLD).close()
    yield ""


def _session(home: Path) -> Iterator[str]:
    with Diary.open(home / DIARY) as diary:
        session_id = diary.begin_session(NOW, "1.0.0", plan="{}")
        yield f"session {session_id}"
        entry_id = diary.begin_entry(session_id, _BRIDGING, NOW)
        yield f"entry {entry_id}"
        for number in (1, 2, 3):
            at = NOW + timedelta(minutes=number)
            diary.add_set(entry_id, SetDone(number, 15, 45_000, 0, 90_000, 0, True, at))
            yield f"set {entry_id} {number}"
        diary.end_entry(entry_id, Outcome.COMPLETED, NOW)
        yield ""
        diary.end_session(session_id, Outcome.COMPLETED, NOW)
        yield ""
        diary.answer_entry(entry_id, EntryAnswers(own_report=OwnReport.ALL), NOW)
        yield ""
        diary.answer_session(session_id, SessionAnswers(pain_before_0_10=3, note="x" * 4_000), NOW)
        yield ""


def _by_hand(home: Path) -> Iterator[str]:
    entry = ManualEntry(planned=_BRIDGING, answers=EntryAnswers(own_report=OwnReport.ALL))
    with Diary.open(home / DIARY) as diary:
        at = NOW - timedelta(days=1)
        session = ManualSession(at, (entry,))
        yield f"session {add_by_hand(diary, session, '1.0.0', NOW)}"


def _corrections(home: Path) -> Iterator[str]:
    with Diary.open(home / DIARY) as diary:
        for session in diary.sessions(limit=3):
            diary.answer_session(session.session_id, SessionAnswers(note="Put right."), NOW)
            yield ""


def _goals(home: Path) -> Iterator[str]:
    with Diary.open(home / DIARY) as diary:
        goal_id = add_goal(diary, "Walk to the shop", NOW)
        yield ""
        score_goal(diary, goal_id, 4, NOW)
        yield ""
        put_away_goal(diary, goal_id, NOW)
        yield ""
        add_clinic_score(diary, "A score", "12 of 50", NOW.date(), NOW)
        yield ""


def _deleted_and_back(home: Path) -> Iterator[str]:
    with Diary.open(home / DIARY) as diary:
        session_id = diary.begin_session(NOW, "1.0.0")
        diary.end_session(session_id, Outcome.STOPPED, NOW)
        yield f"session {session_id}"
        delete_session(diary, session_id, NOW)
        yield ""
        undelete_session(diary, session_id)
        yield f"session {session_id}"


def _deleted_for_good(home: Path) -> Iterator[str]:
    """A session of its own: the others have to stay."""
    with Diary.open(home / DIARY) as diary:
        session_id = diary.begin_session(NOW, "1.0.0")
        diary.end_session(session_id, Outcome.STOPPED, NOW)
        yield ""
        delete_session(diary, session_id, NOW)
        yield ""
        forget_deleted(diary)
        yield ""


def _spreadsheet(home: Path) -> Iterator[str]:
    with Diary.open(home / DIARY) as diary:
        export_csv(diary, home / OUT / "diary.csv")
        yield ""


def _package(home: Path) -> Iterator[str]:
    with Diary.open(home / DIARY) as diary:
        export_package(diary, home / OUT / str(uuid4()))
        yield ""


def _report(name: str, home: Path) -> Iterator[str]:
    resources = find_resources()
    notices = load_library(resources).notices
    with Diary.open(home / DIARY) as diary:
        write_report(diary, home / OUT / name, notices, resources, NOW.date())
        yield ""


def _taken_in(source: str, home: Path) -> Iterator[str]:
    with Diary.open(home / DIARY) as diary:
        import_diary(diary, home / source)
        yield "session session-0010"


def _days_copy(home: Path) -> Iterator[str]:
    keep_backup(home / DIARY, NOW)  # what stands in the way is in its answer
    yield ""


def _copy(home: Path) -> Iterator[str]:
    write_backup(home / DIARY, home / OUT / f"{uuid4()}.sqlite")
    yield ""


def _put_back(home: Path) -> Iterator[str]:
    copy = newest_good_backup(home / DIARY, NOW.date())
    if copy is not None:  # else none can be read now, and none is offered
        restore(copy.path, home / DIARY, NOW)
    yield ""


def _begun_anew(home: Path) -> Iterator[str]:
    begin_anew(home / DIARY, NOW)
    yield ""


def _saved_from_damage(home: Path) -> Iterator[str]:
    salvage(home / DAMAGED, NOW)
    yield ""


def _programme(home: Path) -> Iterator[str]:
    file = home / "programme.json"
    programme = load_programme(file).programme
    for side in (SoreSide.RIGHT, SoreSide.LEFT):
        save_programme(file, programme.with_sore_side(side))
        yield ""


def _people(home: Path) -> Iterator[str]:
    name = f"Cem {uuid4().hex[:8]}"
    people = add_person(home, FIRST, "Ann", name)
    yield ""
    person = people.by_name(name)
    assert person is not None
    assert load_people(home).by_name(name) == person
    delete_person(home, person.id)
    yield ""


def _passphrase(home: Path) -> Iterator[str]:
    """Put on and taken off again; the key is known meanwhile, so that anybody can look."""
    put_under(home / DIARY, PASSPHRASE)
    yield ""
    take_off(home / DIARY)
    yield ""


WRITES: Mapping[str, Write] = MappingProxyType(
    {
        "a diary is begun": _begins,
        "an older diary is brought up": _is_brought_up,
        "a session with its sets and answers": _session,
        "a session by hand": _by_hand,
        "answers put right": _corrections,
        "goals and clinic scores": _goals,
        "deleted and put back": _deleted_and_back,
        "deleted for good": _deleted_for_good,
        "spreadsheet": _spreadsheet,
        "data package": _package,
        "report as PDF": partial(_report, "report.pdf"),
        "report as text": partial(_report, "report.txt"),
        "taken in from a spreadsheet": partial(_taken_in, SOURCE),
        "taken in from a package": partial(_taken_in, SOURCE_PACKAGE),
        "the day's copy": _days_copy,
        "a copy by hand": _copy,
        "a copy put back": _put_back,
        "begun anew": _begun_anew,
        "saved from damage": _saved_from_damage,
        "my exercises": _programme,
        "people": _people,
        "passphrase on and off": _passphrase,
    }
)

"""The verbs as a person types them: real files, real exit statuses."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from backrehab import __version__
from backrehab.cli import main
from backrehab.core.diary import Outcome, PlannedEntry, SetDone
from backrehab.storage.diary import Diary
from backrehab.storage.people import add_person
from backrehab.storage.rescue import look_for_ways
from tests.storage.spoilt import overwrite

Run = Callable[..., tuple[int, str, str]]
STARTED = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: str) -> tuple[int, str, str]:
        try:
            status = main(["--data-dir", str(tmp_path / "person"), *arguments])
        except SystemExit as leaving:
            status = int(leaving.code or 0)
        said = capsys.readouterr()
        return status, said.out, said.err

    return run


def write_one_session(folder: Path) -> None:
    planned = PlannedEntry("childs-pose", "Child's pose", "mobility", None, 1, 1, 5, 10)
    ended = STARTED + timedelta(seconds=122)
    with closing(Diary.open(folder / "diary.sqlite")) as diary:
        session = diary.begin_session(STARTED, "1.0")
        entry = diary.begin_entry(session, planned, STARTED)
        diary.add_set(entry, SetDone(1, 5, 50_000, 0, 102_000, 0, True, ended))
        diary.end_entry(entry, Outcome.COMPLETED, ended)
        diary.end_session(session, Outcome.COMPLETED, ended)


def test_the_timeline_of_childs_pose_is_five_stretches_of_ten_seconds(run: Run) -> None:
    status, out, err = run("timeline", "childs-pose", "--json")

    phases = json.loads(out)
    assert (status, err) == (0, "")
    assert phases[0] == {
        "kind": "get_ready",
        "duration_ms": 20_000,
        "set": None,
        "rep": None,
        "side": None,
    }
    assert [p["duration_ms"] for p in phases if p["kind"] == "hold"] == [10_000] * 5
    assert [p["kind"] for p in phases].count("gap") == 4
    assert sum(p["duration_ms"] for p in phases) == 122_000


def test_a_timed_dose_is_one_phase_with_its_cycle(run: Run) -> None:
    status, out, _ = run("timeline", "sciatic-nerve-gliding", "--json")

    timed = [phase for phase in json.loads(out) if phase["kind"] == "timed"]
    assert status == 0
    assert [(p["duration_ms"], p["cycle_ms"], p["side"]) for p in timed] == [(30_000, 5_000, None)]


def test_the_timeline_as_a_table_names_exercise_dose_and_length(run: Run) -> None:
    status, out, _ = run("timeline", "bridging")

    assert status == 0
    assert out.splitlines()[0].startswith("Bridging: 15 times, hold 3 s, about")
    assert out.splitlines()[-1].startswith("done")


def test_an_unknown_exercise_is_named_with_the_one_that_was_meant(run: Run) -> None:
    status, out, err = run("timeline", "brigding")

    assert (status, out) == (1, "")
    assert err == "There is no exercise 'brigding'. Did you mean bridging?\n"


def test_the_shipped_content_has_no_problems(run: Run) -> None:
    status, out, err = run("check")

    assert (status, err) == (0, "")
    assert out.splitlines()[-1].endswith("exercises.json: no problems found.")


def test_a_bad_pack_is_reported_a_problem_a_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "exercises.json").write_text('{"version": 3, "sectoins": []}')

    status, out, err = run("check", str(tmp_path))

    assert status == 1
    assert all(line.startswith(str(tmp_path)) for line in out.splitlines())
    assert any("did you mean 'sections'" in line for line in out.splitlines())
    assert err.endswith("problems found; see above.\n")


def test_the_diary_is_exported_and_read_back_by_the_csv_reader(run: Run, tmp_path: Path) -> None:
    write_one_session(tmp_path / "person")
    target = tmp_path / "out.csv"

    status, out, err = run("export", "--to", str(target))

    with target.open(encoding="utf-8-sig", newline="") as file:
        [row] = csv.DictReader(file)
    assert (status, err) == (0, "")
    assert out == f"Wrote 1 row to {target}\n"
    assert (row["exercise_id"], row["reps_timed"], row["hold_seconds_timed"]) == (
        "childs-pose",
        "5",
        "50",
    )


def test_the_export_goes_to_the_screen_where_the_file_is_a_dash(run: Run, tmp_path: Path) -> None:
    write_one_session(tmp_path / "person")

    status, out, _ = run("export", "--to", "-")

    [row] = csv.DictReader(io.StringIO(out.lstrip("\ufeff")))
    assert status == 0
    assert row["outcome"] == "completed"


@pytest.mark.parametrize(
    ("since", "until", "status"),
    [
        pytest.param("2026-03-02", "2026-03-02", 0, id="both days are included"),
        pytest.param("2026-03-03", "2026-03-09", 1, id="after the session"),
        pytest.param("2026-02-01", "2026-03-01", 1, id="before the session"),
        pytest.param("2026-03-09", "2026-03-01", 1, id="the wrong way round"),
        pytest.param("next week", "2026-03-01", 2, id="not a day"),
    ],
)
def test_an_export_keeps_to_its_days(
    run: Run, tmp_path: Path, since: str, until: str, status: int
) -> None:
    write_one_session(tmp_path / "person")
    target = tmp_path / "out.csv"

    got, _, err = run("export", "--to", str(target), "--since", since, "--until", until)

    assert got == status
    assert target.exists() == (status == 0)
    assert bool(err) == (status != 0)


def test_an_export_without_a_diary_makes_none(run: Run, tmp_path: Path) -> None:
    status, _, err = run("export", "--to", str(tmp_path / "out.csv"))

    assert status == 1
    assert "There is no diary" in err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("verb", ["check", "timeline", "export", "self-test", ""])
def test_every_verb_explains_itself(run: Run, verb: str) -> None:
    status, out, err = run(*filter(None, [verb, "--help"]))

    assert (status, err) == (0, "")
    assert "usage: backrehab" in out


def test_the_version_is_said(run: Run) -> None:
    assert run("--version") == (0, f"BackRehab {__version__}\n", "")


@pytest.mark.parametrize(
    "arguments",
    [
        ["dance"],
        ["timeline"],
        ["export"],
        ["--player", "film"],
        ["--demo", "export", "--to", "-"],
        ["--exercise", "bridging", "check"],
    ],
    ids=[
        "unknown verb",
        "no exercise",
        "no file",
        "unknown player",
        "a demo without a window",
        "an exercise without a window",
    ],
)
def test_wrong_usage_leaves_with_two(run: Run, arguments: list[str]) -> None:
    assert run(*arguments)[0] == 2


# Copies of the diary.


def test_a_backup_says_what_it_holds_and_can_be_put_back(run: Run, tmp_path: Path) -> None:
    write_one_session(tmp_path / "person")
    copy = tmp_path / "copy.sqlite"

    status, out, err = run("backup", "--to", str(copy))

    assert (status, err) == (0, "")
    holds = "1 session with 1 entry, 2026-03-02 to 2026-03-02"
    assert out == f"Wrote a copy of the diary to {copy}: {holds}.\n"
    assert run("restore", str(copy), "--look") == (0, f"{copy} holds {holds}.\n", "")

    write_one_session(tmp_path / "person")
    status, out, err = run("restore", str(copy))

    assert (status, err) == (0, "")
    first, second = out.splitlines()
    assert first == f"The diary is now what {copy} holds: {holds}."
    assert second.startswith("The diary that was there before is kept: ")
    with closing(Diary.open(tmp_path / "person" / "diary.sqlite")) as diary:
        assert diary.count_sessions() == 1
    with closing(Diary.open(Path(second.partition(": ")[2]))) as kept:
        assert kept.count_sessions() == 2


def test_looking_into_a_copy_makes_no_diary(run: Run, tmp_path: Path) -> None:
    write_one_session(tmp_path / "elsewhere")

    status, _, _ = run("restore", "--look", str(tmp_path / "elsewhere" / "diary.sqlite"))

    assert status == 0
    assert not (tmp_path / "person").exists()


def test_what_is_no_copy_is_refused_in_one_line(run: Run, tmp_path: Path) -> None:
    write_one_session(tmp_path / "person")
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear Anne,\n" * 40)

    for arguments in (("restore", str(letter)), ("restore", str(letter), "--look")):
        status, out, err = run(*arguments)
        assert (status, out) == (1, "")
        assert err.startswith(f"{letter} is not a copy of a diary")
        assert err.count("\n") == 1


def test_without_a_diary_there_is_no_backup(run: Run, tmp_path: Path) -> None:
    status, out, err = run("backup", "--to", str(tmp_path / "copy.sqlite"))

    assert (status, out) == (1, "")
    assert "There is no diary" in err
    assert list(tmp_path.iterdir()) == []


def spoil_the_header(diary: Path) -> None:
    diary.write_bytes(b"spoilt".ljust(100, b".") + diary.read_bytes()[100:])


def leave_only_noise(diary: Path) -> None:
    diary.write_bytes(os.urandom(diary.stat().st_size))


def damage(diary: Path) -> None:
    overwrite(diary, 4_096, diary.stat().st_size - 4_096)


@pytest.mark.parametrize("spoil", [spoil_the_header, leave_only_noise, damage])
@pytest.mark.parametrize("verb", ["export", "report", "backup"])
def test_a_spoilt_diary_names_the_way_that_saves_most(
    run: Run, tmp_path: Path, spoil: Callable[[Path], None], verb: str
) -> None:
    """Which is never to begin a new one: there is a good copy."""
    diary = tmp_path / "person" / "diary.sqlite"
    write_one_session(diary.parent)
    (diary.parent / "backups").mkdir()
    shutil.copy(diary, diary.parent / "backups" / "diary-2026-03-02.sqlite")
    spoil(diary)

    status, out, err = run(verb, "--to", str(tmp_path / "out.txt"))

    assert (status, out) == (1, "")
    assert "When you next start BackRehab, it looks for what can be saved and for copies." in err
    assert "new diary" not in err
    assert look_for_ways(diary, STARTED).backup is not None, "and so it does"


@pytest.mark.parametrize("arguments", [("backup",), ("restore",), ("restore", "a", "b")])
def test_wrong_usage_of_the_copies_is_told(run: Run, arguments: tuple[str, ...]) -> None:
    status, out, err = run(*arguments)

    assert (status, out) == (2, "")
    assert err.startswith("usage: ")


def test_each_of_several_people_is_asked_for_by_name(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "person"
    write_one_session(folder)
    add_person(folder, "", "Anna", "Ben")
    target = tmp_path / "out.csv"

    assert run("export", "--to", str(target)) == (
        1,
        "",
        "Several people use this: Anna, Ben. Say whose diary it is with --person NAME.\n",
    )
    status, _, err = run("export", "--to", str(target), "--person", "Ben")
    assert (status, "There is no diary in" in err) == (1, True)
    assert run("export", "--to", str(target), "--person", "anna")[0] == 0
    backup = tmp_path / "copy.sqlite"
    assert run("backup", "--to", str(backup), "--person", "Anna")[0] == 0
    assert run("restore", str(backup), "--person", "Ben")[0] == 0
    assert run("export", "--to", str(target), "--person", "Ben")[0] == 0
    assert (folder / "people" / "2" / "diary.sqlite").is_file()
    assert run("report", "--to", str(tmp_path / "out.txt"), "--person", "Ben")[0] == 0
    assert run("import", str(target), "--person", "Ben")[0] == 0
    assert run("timeline", "bridging", "--person", "Ben")[0] == 0

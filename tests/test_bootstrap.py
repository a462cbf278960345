"""The set-up command, from a first start to a broken one."""

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest

import bootstrap
from tests.small_project import Project, make_project

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def bare(tmp_path: Path) -> Project:
    return make_project(tmp_path)


@dataclass
class FirstStarts:
    """A project whose set-up was interrupted, and what two starts at once then made of it."""

    project: Project
    left_over: Path
    outcomes: list[subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def first_starts(tmp_path_factory: pytest.TempPathFactory) -> FirstStarts:
    project = make_project(tmp_path_factory.mktemp("first"))
    left_over = project.folder / ".venv" / "lib" / "half-written"
    left_over.parent.mkdir(parents=True)
    left_over.touch()
    processes = [project.popen("run", "self-test"), project.popen("run", "self-test")]
    outcomes = []
    for process in processes:
        with process:
            out, err = process.communicate(timeout=120)
        outcomes.append(subprocess.CompletedProcess("run", process.returncode, out, err))
    return FirstStarts(project, left_over, outcomes)


@pytest.fixture
def ready(first_starts: FirstStarts, tmp_path: Path) -> Project:
    """A copy of a project that was set up to run."""
    folder = tmp_path / "copied"
    shutil.copytree(first_starts.project.folder, folder, symlinks=True)
    return Project(folder, dict(first_starts.project.environment))


def test_two_first_starts_at_once_set_up_once_and_both_run(first_starts: FirstStarts) -> None:
    outcomes = first_starts.outcomes

    assert [done.returncode for done in outcomes] == [0, 0], outcomes
    assert all(json.loads(done.stdout)["arguments"] == ["self-test"] for done in outcomes)
    told = "".join(done.stderr for done in outcomes)
    assert told.count("Setting up") == 1
    assert told.count("waiting") == 1


def test_an_interrupted_set_up_is_done_again_from_the_start(first_starts: FirstStarts) -> None:
    assert first_starts.project.stamp.exists()
    assert not first_starts.left_over.exists()


def test_a_later_start_becomes_the_program_where_the_reader_is(
    ready: Project, tmp_path: Path
) -> None:
    with ready.popen("run", "export", "--to", "-", "fail", folder=tmp_path) as process:
        out, err = process.communicate(timeout=60)

    told = json.loads(out)
    assert told["arguments"] == ["export", "--to", "-", "fail"]
    assert Path(told["folder"]) == tmp_path
    assert process.returncode == 7
    assert err == ""
    if os.name == "posix":
        assert told["process"] == process.pid


def test_the_tests_get_their_tools_and_no_window(ready: Project, tmp_path: Path) -> None:
    del ready.environment["QT_QPA_PLATFORM"]

    done = ready.start("test", "-q", "tests", folder=tmp_path)

    told = json.loads(done.stdout)
    assert told["arguments"] == ["-q", "tests"]
    assert told["platform"] == "offscreen"
    assert Path(told["folder"]) == ready.folder
    assert "Adding the developers' tools" in done.stderr
    assert ready.start("run", "self-test").stderr == ""


def test_without_a_network_one_line_says_so_and_what_was_there_still_runs(ready: Project) -> None:
    del ready.environment["PIP_NO_INDEX"], ready.environment["PIP_FIND_LINKS"]
    ready.environment["PIP_INDEX_URL"] = "http://127.0.0.1:9/"  # nobody listens there

    done = ready.start("test")

    assert done.returncode == 1
    assert done.stderr.splitlines()[1:] == [bootstrap.NO_NETWORK]
    assert ready.start("run", "self-test").returncode == 0


def test_a_package_other_than_the_locked_one_is_refused(ready: Project) -> None:
    lock = ready.folder / "requirements-dev.lock"
    name, sha256 = lock.read_text().split("sha256:")
    lock.write_text(f"{name}sha256:{sha256[::-1].strip()}\n")

    done = ready.start("test")

    assert done.returncode == 1
    assert done.stderr.splitlines()[1:] == [bootstrap.WRONG_HASH]


def test_check_changes_nothing(bare: Project) -> None:
    before = sorted(bare.folder.rglob("*"))

    done = bare.start("check")

    assert "Not set up yet" in done.stderr
    assert done.stdout == ""
    assert sorted(bare.folder.rglob("*")) == before


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there always is a screen")
def test_without_a_screen_the_window_is_refused_in_one_line(bare: Project) -> None:
    del bare.environment["QT_QPA_PLATFORM"]

    done = bare.start("run", "--demo")

    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "No screen was found" in done.stderr
    assert not (bare.folder / ".venv").exists()


@pytest.mark.parametrize("arguments", [(), ("walk",), ("check", "everything")])
def test_wrong_usage_shows_how_it_is_used(bare: Project, arguments: tuple[str, ...]) -> None:
    done = bare.start(*arguments)

    assert done.returncode == 2
    assert "bootstrap.py test" in done.stderr


def test_help_says_what_the_commands_do(bare: Project) -> None:
    done = bare.start("--help")

    assert done.returncode == 0
    assert all(f"bootstrap.py {command}" in done.stdout for command in ("run", "test", "check"))


@pytest.fixture
def stamp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The stamp of a .venv that has a Python."""
    monkeypatch.setattr(bootstrap, "STAMP", tmp_path / "set-up.json")
    monkeypatch.setattr(bootstrap, "VENV_PYTHON", Path(sys.executable))
    return bootstrap.STAMP


def test_a_stamp_stands_for_what_was_set_up(stamp: Path) -> None:
    stamp.write_text(json.dumps(bootstrap.wanted_in_venv("run")))
    assert bootstrap.is_ready("run")
    assert not bootstrap.is_ready("test")

    stamp.write_text(json.dumps(bootstrap.wanted_in_venv("test")))
    assert bootstrap.is_ready("run")
    assert bootstrap.is_ready("test")


def test_no_stamp_no_set_up(stamp: Path) -> None:
    assert not stamp.exists()
    assert not bootstrap.is_ready("run")


@pytest.mark.parametrize("text", ["", "{", "[]", "{}"])
def test_a_broken_stamp_is_none(stamp: Path, text: str) -> None:
    stamp.write_text(text)

    assert not bootstrap.is_ready("run")


@pytest.mark.parametrize("part", ["python", "requirements.lock"])
def test_another_python_or_lock_file_needs_a_new_set_up(stamp: Path, part: str) -> None:
    stamp.write_text(json.dumps({**bootstrap.wanted_in_venv("run"), part: "another"}))

    assert not bootstrap.is_ready("run")


def test_a_set_up_whose_python_was_removed_is_none(
    stamp: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    stamp.write_text(json.dumps(bootstrap.wanted_in_venv("run")))
    gone = tmp_path / "python"
    gone.symlink_to(tmp_path / "removed")
    monkeypatch.setattr(bootstrap, "VENV_PYTHON", gone)

    assert not bootstrap.is_ready("run")


# --- Its parts -----------------------------------------------------------------------------


def test_python_3_8_can_still_read_it() -> None:
    ast.parse((ROOT / "bootstrap.py").read_text(encoding="utf-8"), feature_version=(3, 8))


@pytest.mark.parametrize("version", [(3, 8, 18), (3, 10, 13), (3, 15, 0)])
def test_another_python_is_told_what_is_needed(version: tuple[int, ...]) -> None:
    told = bootstrap.python_fault(version)

    assert told == (f"BackRehab needs Python 3.11 to 3.14; this is {'.'.join(map(str, version))}.")


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 14, 9)])
def test_the_pythons_it_needs_are_welcome(version: tuple[int, ...]) -> None:
    assert bootstrap.python_fault(version) == ""


def test_it_accepts_the_pythons_that_the_project_names() -> None:
    with (ROOT / "pyproject.toml").open("rb") as file:
        named = tomllib.load(file)["project"]["requires-python"]
    (oldest_major, oldest), (newest_major, newest) = bootstrap.OLDEST, bootstrap.NEWEST

    assert named == f">={oldest_major}.{oldest},<{newest_major}.{newest + 1}"


def test_it_knows_each_verb_of_the_program_as_one_without_a_window() -> None:
    helped = subprocess.run(
        [sys.executable, "-m", "backrehab", "--help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    verbs = set(re.findall(r"^ {4}([a-z][a-z-]*)(?: {2}|$)", helped.stdout, re.MULTILINE))

    assert {word for word in bootstrap.WINDOWLESS if word[0] != "-"} == verbs


def test_the_lock_files_hold_versions_and_hashes_but_no_address() -> None:
    for name in bootstrap.LOCKS["test"]:
        lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
        wanted = [line for line in lines if not line.startswith((" ", "#"))]

        assert all("==" in line and line.endswith("\\") for line in wanted)
        assert "://" not in "".join(lines)


@pytest.mark.parametrize(
    ("sign", "line"),
    [
        ("OSError: [Errno 28] No space left on device: '/x'", bootstrap.DISK_FULL),
        ("WARNING: Retrying (...): Temporary failure in name resolution", bootstrap.NO_NETWORK),
        ("ReadTimeoutError(Read timed out. (read timeout=15))", bootstrap.NO_NETWORK),
        ("ERROR: No matching distribution found for pyside6", bootstrap.NO_BUILD),
        ("ERROR: something nobody thought of", ""),
    ],
)
def test_known_faults_have_a_plain_line(sign: str, line: str) -> None:
    assert bootstrap.fault_in(f"Collecting pyside6\n{sign}\n") == line

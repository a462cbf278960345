"""One diary in the place of another, with each step made to fail, or to be the last."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from backrehab.core.errors import BackupError, DiaryError
from backrehab.storage import keys
from backrehab.storage.backup import write_backup
from backrehab.storage.contents import look_into
from backrehab.storage.copy_names import SET_ASIDE
from backrehab.storage.diary import Diary
from backrehab.storage.restore import begin_anew, restore
from tests.storage.played import NINE, write_session
from tests.storage.spoilt import overwrite, write_cut_off, write_diary
from tests.storage.steps import KILLED, Steps, taking
from tests.storage.test_restore import everything

ROOT = Path(__file__).parents[2]
TEN = NINE + timedelta(days=300, hours=1)

OLD, NEW = 4 + 3, 0
"""Sessions of the diary that was cut off, three of them in its log only, and of a new one."""


@pytest.fixture(autouse=True)
def nothing_told_before() -> None:
    """A passphrase told in another test would be tried here, with steps of its own."""
    keys.forget_all()


@pytest.fixture(scope="module")
def cut_off(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a diary and the log beside it, as a power cut leaves them."""
    folder = tmp_path_factory.mktemp("cut_off")
    write_cut_off(folder / "diary.sqlite", 4, 3)
    return folder


def steps_of(change: Callable[[Path], object], file: Path) -> int:
    """How many steps it takes; the diary has changed afterwards."""
    with taking(Steps(file.parent)) as steps:
        change(file)
    return len(steps.taken)


def anew(file: Path) -> None:
    begin_anew(file, TEN)


def sessions_of(file: Path) -> int:
    with Diary.open(file) as diary:
        return diary.count_sessions()


def require_old_or_new(folder: Path) -> str:
    """Which diary stands there when the program starts again, with all that was in the old one."""
    file = folder / "diary.sqlite"
    sessions = sessions_of(file)
    aside = folder / SET_ASIDE
    kept = sorted(aside.glob("*.sqlite")) if aside.is_dir() else []
    assert not file.with_name("diary.sqlite.ready").exists()
    if sessions == OLD:
        assert not any(path.samefile(file) for path in kept)
        return "old"
    assert sessions == NEW
    assert OLD in [look_into(path).sessions for path in kept]
    return "new"


def refuse_links(*_: object, **__: object) -> None:
    raise PermissionError(1, "Operation not permitted")


@pytest.fixture(params=["links", "no links"])
def disk(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """One that knows second names for a file, and one that doesn't, as a stick for every computer.

    Names are refused to this process; the other test has its own way.
    """
    if request.param == "no links":
        monkeypatch.setattr(os, "link", refuse_links)
    return str(request.param)


def test_a_fault_at_any_step_leaves_the_diary_with_its_log(
    cut_off: Path, tmp_path: Path, disk: str
) -> None:
    count = steps_of(anew, shutil.copytree(cut_off, tmp_path / "all") / "diary.sqlite")
    said = set()
    for number in range(count):
        folder = shutil.copytree(cut_off, tmp_path / str(number))
        before = everything(folder)
        try:
            with taking(Steps(folder, spoilt=number)) as steps:
                anew(folder / "diary.sqlite")
        except DiaryError:
            after = everything(folder)
            assert {name: after[name] for name in before} == before
            left = {name for name in after if name not in before}
            assert not left if disk == "links" else all(SET_ASIDE in name for name in left)
            assert require_old_or_new(folder) == "old"
            said.add("old")
        else:
            assert require_old_or_new(folder) == "new"
            said.add("new")
        assert steps.came_to_it
    assert said == {"old", "new"}  # that a new name lasts can't be asked for on every disk


def test_a_disk_that_fails_for_good_has_one_of_them_when_it_works_again(
    cut_off: Path, tmp_path: Path, disk: str
) -> None:
    count = steps_of(anew, shutil.copytree(cut_off, tmp_path / "all") / "diary.sqlite")
    said = set()
    for number in range(count):
        folder = shutil.copytree(cut_off, tmp_path / str(number))
        try:
            with taking(Steps(folder, spoilt=number, for_good=True)):
                anew(folder / "diary.sqlite")
        except DiaryError:
            pass
        said.add(require_old_or_new(folder))
    assert said == {"old", "new"}, disk


KILLER = """
import os, sys
from pathlib import Path
from tests.storage.steps import Steps, taking
from tests.storage.test_in_place import anew, refuse_links

if sys.argv[1] == "no links":
    os.link = refuse_links
for number, folder in enumerate(sys.argv[2:]):
    if (child := os.fork()) == 0:
        with taking(Steps(Path(folder), spoilt=number, deadly=True)):
            anew(Path(folder, "diary.sqlite"))
        os._exit(0)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


def test_killed_at_any_step_one_of_them_is_there_at_the_next_start(
    cut_off: Path, tmp_path: Path, disk: str
) -> None:
    count = steps_of(anew, shutil.copytree(cut_off, tmp_path / "all") / "diary.sqlite")
    folders = [shutil.copytree(cut_off, tmp_path / str(number)) for number in range(count)]
    killed = subprocess.run(
        [sys.executable, "-c", KILLER, disk, *folders],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    ends = killed.stdout.split()
    assert len(ends) == count, killed.stderr
    assert ends.count(str(KILLED)) > 20, killed.stderr
    assert set(ends) <= {str(KILLED), "0"}, killed.stderr

    stand = [require_old_or_new(folder) for folder in folders]

    assert stand == sorted(stand, reverse=True)  # first the old ones, then the new ones
    assert set(stand) == {"old", "new"}


def test_a_copy_that_cant_take_its_place_leaves_a_damaged_diary_as_it_was(
    cut_off: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.sqlite"
    write_backup(write_diary(tmp_path / "elsewhere" / "diary.sqlite", 2), copy)
    folder = shutil.copytree(cut_off, tmp_path / "own")
    file = folder / "diary.sqlite"
    overwrite(file, 4_096)
    before = everything(folder)
    with taking(Steps(folder)) as steps:
        restore(copy, file, TEN)
    renamed = [number for number, (event, _) in enumerate(steps.taken) if event == "os.rename"]
    for number in renamed:
        shutil.rmtree(folder)
        shutil.copytree(cut_off, folder)
        overwrite(file, 4_096)
        with taking(Steps(folder, spoilt=number)), pytest.raises((DiaryError, BackupError)):
            restore(copy, file, TEN)

        assert everything(folder) == before


def test_what_was_set_aside_is_not_written_to_by_the_diary_that_stayed(
    cut_off: Path, tmp_path: Path
) -> None:
    """As when the program is killed between giving a second name and the change."""
    folder = shutil.copytree(cut_off, tmp_path / "own")
    file, aside = folder / "diary.sqlite", folder / SET_ASIDE
    aside.mkdir()
    other = aside / "diary-2026-01-01-101010.sqlite"
    write_diary(other, 1)
    for end in ("", "-wal"):
        (aside / f"diary-2026-03-01-101010.sqlite{end}").hardlink_to(f"{file}{end}")

    with Diary.open(file) as diary:
        write_session(diary, TEN)

    assert sessions_of(file) == OLD + 1
    assert list(aside.iterdir()) == [other]


def test_a_second_name_elsewhere_is_left(cut_off: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(cut_off, tmp_path / "own")
    (folder / "mine.sqlite").hardlink_to(folder / "diary.sqlite")

    assert sessions_of(folder / "diary.sqlite") == OLD

    assert (folder / "mine.sqlite").samefile(folder / "diary.sqlite")


def test_while_somebody_is_about_to_change_it_the_diary_is_not_opened(
    cut_off: Path, tmp_path: Path
) -> None:
    folder = shutil.copytree(cut_off, tmp_path / "own")
    file = folder / "diary.sqlite"
    write_diary(folder / "diary.sqlite.ready", 1)
    script = (
        "import sys; from pathlib import Path\n"
        "from backrehab.storage.in_place import _nobody_else\n"
        "with _nobody_else(Path(sys.argv[1])):\n    print(flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", script, str(file)]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "\n"
        with pytest.raises(DiaryError, match="Another program"):
            Diary.open(file)
        other.communicate("")

    assert sessions_of(file) == 1

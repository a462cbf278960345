"""One write at a time with a fault in its way, and once more when the fault is gone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from random import Random
from shutil import copytree, rmtree
from types import MappingProxyType

from backrehab.core.errors import BackrehabError
from backrehab.storage.passphrase import unlock
from tools.disk_faults.home import DIARY, MEANWHILE, Kept, ids_if_any, ids_of
from tools.disk_faults.writes import PASSPHRASE, WRITES, Write

NOBODY = 65_534
_DISK_KB = 16_384
_FREE_KB = (0, 4, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1_024)
_STEPS = 12


@dataclass(slots=True)
class Tally:
    """What came of one kind of fault."""

    tries: int = 0
    done: int = 0
    refused: int = 0
    again: int = 0
    breaches: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a write ended: what it said was saved, and in which words it was refused, if it was."""

    told: tuple[str, ...]
    refused: str = ""
    bug: str = ""


def perform(write: Write, home: Path, before_step: Callable[[int], None] | None = None) -> Outcome:
    """Runs a write to its end; `before_step` is called before each of its steps, from 0."""
    told: list[str] = []
    try:
        with closing(_generator(write, home)) as steps:
            for number in range(1_000):
                if before_step is not None:
                    before_step(number)
                said = next(steps, None)
                if said is None:
                    break
                if said:
                    told.append(said)
    except BackrehabError as error:
        return Outcome(tuple(told), refused=str(error) or "(no words)")
    except Exception:  # whatever it is, it is what is looked for here
        return Outcome(tuple(told), bug=traceback.format_exc(limit=-4))
    return Outcome(tuple(told))


def _generator(write: Write, home: Path) -> Generator[str, None, None]:
    yield from write(home)  # `closing` wants its `close`


class Trial:
    """A folder of its own for each try, out of one that was made once."""

    def __init__(self, template: Path, tally: Tally) -> None:
        self._template = template
        self._kept = Kept(template)
        self._tally = tally

    def run(
        self,
        name: str,
        home: Path,
        fault: Callable[[Write, Path], Outcome],
        lift: Callable[[], None],
    ) -> None:
        """`fault` performs the write with something in its way; `lift` takes that away."""
        self._tally.tries += 1
        outcome = fault(WRITES[name], home)
        lift()
        self._judge(name, outcome, home)
        if outcome.bug:
            return
        self._tally.refused += bool(outcome.refused)
        self._tally.done += not outcome.refused
        again = perform(WRITES[name], home)
        if again.refused:
            self._breach(name, f"not again with the fault gone: {again.refused}")
        else:
            self._tally.again += 1
            self._judge(name, again, home)

    def new_home(self, home: Path) -> Path:
        """The folder as it was at first."""
        rmtree(home, ignore_errors=True)
        copytree(self._template, home)
        return home

    def _judge(self, name: str, outcome: Outcome, home: Path) -> None:
        unlock(home / DIARY, PASSPHRASE)  # where the fault came between putting it on and off
        if outcome.bug:
            self._breach(name, outcome.bug)
        if outcome.refused and not _is_plain(outcome.refused):
            self._breach(name, f"not in plain words: {outcome.refused}")
        for breach in self._kept.breaches(home):
            self._breach(name, breach)
        if outcome.told:
            with tempfile.TemporaryDirectory() as folder:
                copy = copytree(home, Path(folder) / "home")
                there = ids_of(copy / DIARY) | ids_if_any(copy / MEANWHILE / DIARY)
                if missing := set(outcome.told) - there:
                    self._breach(name, f"said to be saved, but isn't: {sorted(missing)}")

    def _breach(self, name: str, words: str) -> None:
        self._tally.breaches.append(f"{name}: {words}")


def _is_plain(words: str) -> bool:
    """Whether it is sentences for a person, with a way on, and no name of an error."""
    return words.endswith(".") and "Error" not in words and "Errno" not in words


# Full disks


def can_mount() -> bool:
    """Whether disks can be made here: root in a container often may not."""
    if os.getuid() != 0:
        return False
    with tempfile.TemporaryDirectory() as folder:
        made = subprocess.run(_mount(folder, 64), capture_output=True, check=False)
        if made.returncode == 0:
            subprocess.run(["umount", folder], check=True)
        return made.returncode == 0


def _mount(folder: Path | str, kilobytes: int) -> list[str]:
    return ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(folder)]


@contextmanager
def _disk() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(_mount(folder, _DISK_KB), check=True)
        try:
            yield Path(folder)
        finally:
            subprocess.run(["umount", folder], check=True)


def fill_disks(template: Path, rounds: int, random: Random, tally: Tally) -> None:
    """Each write with each of these amounts of room, and rounds more drawn by chance."""
    trial = Trial(template, tally)
    with _disk() as disk:
        home, ballast = disk / "home", disk / "ballast"
        for name in WRITES:
            some = _FREE_KB if rounds else random.sample(_FREE_KB, 3)
            by_chance = [random.randrange(256) * 4 for _ in range(rounds)]
            for free in (*some, *by_chance):
                trial.new_home(home)
                _leave_free(ballast, free)
                trial.run(name, home, perform, ballast.unlink)


def _leave_free(ballast: Path, kilobytes: int) -> None:
    room = os.statvfs(ballast.parent)
    taken = room.f_bavail * room.f_frsize - kilobytes * 1_024
    ballast.write_bytes(bytes(max(taken, 0)))


def read_only_disks(template: Path, rounds: int, random: Random, tally: Tally) -> None:
    """A disk that can only be read, from the beginning."""
    trial = Trial(template, tally)
    names = list(WRITES) if rounds else random.sample(list(WRITES), 6)
    with _disk() as disk:
        for name in names:
            home = trial.new_home(disk / "home")
            _remount(disk, "ro")
            trial.run(name, home, perform, lambda: _remount(disk, "rw"))


def _remount(disk: Path, how: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{how}", str(disk)], check=True)


# Rights that go, and folders that vanish


def _folder_read_only(home: Path) -> None:
    home.chmod(0o500)


def _files_read_only(home: Path) -> None:
    for path in home.rglob("*"):
        if path.is_file():
            path.chmod(0o400)


def _nothing_allowed(home: Path) -> None:
    home.chmod(0o000)


def _folder_away(home: Path) -> None:
    home.rename(home.with_name("away"))


LOSSES: MappingProxyType[str, Callable[[Path], None]] = MappingProxyType(
    {
        "the folder can only be read": _folder_read_only,
        "the files can only be read": _files_read_only,
        "nothing is allowed": _nothing_allowed,
        "the folder is gone": _folder_away,
    }
)


def lose_rights(template: Path, rounds: int, random: Random, tally: Tally) -> None:
    """Each write by an ordinary user, with the loss before it and in the middle of it."""
    trial = Trial(template, tally)
    pairs = [(name, loss) for name in WRITES for loss in LOSSES]
    if not rounds:
        pairs = random.sample(pairs, 8)
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        own = Path(folder) / "own"
        for name, loss in pairs:
            for step in (0, random.randrange(1, _STEPS)):
                rmtree(own, ignore_errors=True)
                own.mkdir()
                home = trial.new_home(own / "home")
                _give(own, NOBODY)

                lossy = partial(_as_ordinary_user, name, loss, step)
                trial.run(name, home, lossy, lambda: _give_back(own))


def _give(folder: Path, user: int) -> None:
    if os.getuid() == 0:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, user, user)


def _give_back(own: Path) -> None:
    away, home = own / "away", own / "home"
    if away.exists():
        # What was begun anew at the old place must not hide what was there.
        if home.exists():
            home.rename(away / MEANWHILE)
        away.rename(home)
    home.chmod(0o700)
    for path in home.rglob("*"):
        path.chmod(0o700 if path.is_dir() else 0o600)
    _give(own, 0)


def _as_ordinary_user(name: str, loss: str, step: int, _write: Write, home: Path) -> Outcome:
    """In a process of its own, as rights mean nothing to root."""
    told = subprocess.run(
        [sys.executable, "-m", "tools.disk_faults.tries", name, home, loss, str(step)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    if told.returncode:
        return Outcome((), bug=told.stderr[-2_000:])
    said = json.loads(told.stdout.splitlines()[-1])
    return Outcome(tuple(said["told"]), said["refused"], said["bug"])


def _child(name: str, home: Path, loss: str, step: int) -> None:
    write = WRITES[name]
    with tempfile.TemporaryDirectory() as folder:  # all that is imported on the way, as root
        perform(write, copytree(home, Path(folder) / "home"))
    if os.getuid() == 0:
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, 0)
        os.setresuid(NOBODY, NOBODY, 0)

    def lose(number: int) -> None:
        if number == step:
            LOSSES[loss](home)

    outcome = perform(write, home, lose)
    sys.stdout.write(json.dumps(asdict(outcome)) + "\n")


if __name__ == "__main__":
    _child(sys.argv[1], Path(sys.argv[2]), sys.argv[3], int(sys.argv[4]))

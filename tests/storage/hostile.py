"""A world that stands in the way, made for a moment: no rights, no room, another program."""

from __future__ import annotations

import os
import resource
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

NOBODY = 65_534


@contextmanager
def without_root() -> Iterator[None]:
    """As an ordinary user inside, whoever runs the tests: root may write what is read-only."""
    if os.getuid() != 0:
        yield
        return
    groups = os.getgroups()
    os.setgroups([])
    os.setresgid(NOBODY, NOBODY, 0)
    os.setresuid(NOBODY, NOBODY, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)
        os.setresgid(0, 0, 0)
        os.setgroups(groups)


def give_away(*paths: Path) -> None:
    """Makes these the ordinary user's own."""
    if os.getuid() == 0:
        for path in paths:
            os.chown(path, NOBODY, NOBODY)


@contextmanager
def file_size_limit(most_bytes: int) -> Iterator[None]:
    """No file can grow past so many bytes inside; every user may be limited so."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def small_disk(folder: Path, kilobytes: int) -> Iterator[None]:
    """A disk of its own at `folder`, of so many kilobytes; see `can_mount`."""
    size = f"size={kilobytes}k"
    subprocess.run(["mount", "-t", "tmpfs", "-o", size, "tmpfs", folder], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", folder], check=True)


def can_mount() -> bool:
    """Whether `small_disk` can be had: root in a container often may not mount."""
    if os.getuid() != 0 or shutil.which("unshare") is None:
        return False
    trial = subprocess.run(["unshare", "--mount", "true"], capture_output=True, check=False)
    return trial.returncode == 0


def fill_up(folder: Path) -> Path:
    """Leaves no room on the disk of `folder`; the file that took it."""
    ballast = folder / "ballast"
    # Unbuffered, in ever smaller pieces, until not even one byte fits.
    with ballast.open("wb", buffering=0) as file:
        for piece in (65_536, 4_096, 512, 1):
            try:
                while True:
                    file.write(bytes(piece))
            except OSError:
                pass
    return ballast


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Another program keeps the database for itself inside."""
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        yield
        other.execute("ROLLBACK")

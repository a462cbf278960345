"""Finding libVLC: each way in which it can be missing ends in one plain reason."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from ctypes.util import find_library
from pathlib import Path
from typing import Any

import pytest

from backrehab.core.errors import PlayerUnavailable
from backrehab.players.libvlc import ARGUMENTS, start_libvlc
from tests.players.conftest import make_vlc


class FakeModule:
    """What is used of python-vlc's module."""

    def __init__(self, version: str, instance: object | None = "an instance") -> None:
        self._version = version
        self._instance = instance
        self.arguments: list[list[str]] = []

    def libvlc_get_version(self) -> bytes:
        return self._version.encode()

    def Instance(self, arguments: list[str]) -> object | None:  # noqa: N802 - python-vlc's name
        self.arguments.append(arguments)
        return self._instance


def test_a_libvlc_3_is_started_with_our_arguments() -> None:
    module = FakeModule("3.0.24 Vetinari")

    found = start_libvlc(lambda: module)

    assert (found.module, found.instance, found.version) == (module, "an instance", "3.0.24")
    assert module.arguments == [list(ARGUMENTS)]


@pytest.mark.parametrize("version", ["2.2.8 Weatherwax", "4.0.0-dev Otto Chriek"])
def test_another_version_is_not_even_started(version: str) -> None:
    module = FakeModule(version)

    with pytest.raises(PlayerUnavailable, match=r"version 3 is needed") as caught:
        start_libvlc(lambda: module)

    assert version.split()[0] in caught.value.reason
    assert module.arguments == []


def test_a_library_that_does_not_start_has_no_plugins() -> None:
    with pytest.raises(PlayerUnavailable, match="plugins may be missing"):
        start_libvlc(lambda: FakeModule("3.0.24", instance=None))


@pytest.mark.parametrize(
    "fault",
    [SystemExit(1), OSError(193, "wrong kind"), KeyError("HOMEDRIVE"), NameError("no function")],
    ids=lambda fault: type(fault).__name__,
)
def test_whatever_the_import_does_becomes_a_reason(fault: BaseException) -> None:
    def import_module() -> Any:
        raise fault

    with pytest.raises(PlayerUnavailable, match="can't be loaded") as caught:
        start_libvlc(import_module)

    assert type(fault).__name__ in caught.value.reason


def test_without_python_vlc_the_package_is_named() -> None:
    def import_module() -> Any:
        raise ModuleNotFoundError("No module named 'vlc'", name="vlc")

    with pytest.raises(PlayerUnavailable, match="python-vlc is not installed"):
        start_libvlc(import_module)


def test_ctrl_c_is_not_taken_for_a_missing_library() -> None:
    def import_module() -> Any:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        start_libvlc(import_module)


def test_the_working_folder_stays_what_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On Windows the import goes to VLC's folder, and stays there if it fails."""
    monkeypatch.chdir(tmp_path)

    def import_module() -> Any:
        os.chdir("/")
        raise OSError(193, "wrong kind")

    with pytest.raises(PlayerUnavailable):
        start_libvlc(import_module)

    assert Path.cwd() == tmp_path


_TRY = """
from backrehab.core.errors import PlayerUnavailable
from backrehab.players.libvlc import start_libvlc
try:
    print("found", start_libvlc().version)
except PlayerUnavailable as error:
    print(error)
"""


def tried_in_a_process(**environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", _TRY],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.parametrize("kind", ["missing", "garbage"])
def test_a_library_named_in_the_environment_that_is_none_is_a_reason(
    tmp_path: Path, kind: str
) -> None:
    """python-vlc ends the program for that."""
    library = tmp_path / "libvlc.so"
    if kind == "garbage":
        library.write_bytes(b"not a library")

    said = tried_in_a_process(PYTHON_VLC_LIB_PATH=str(library))

    assert said.startswith("libVLC can't show clips here: the VLC library can't be loaded (")
    assert "SystemExit" in said


@pytest.mark.vlc
@pytest.mark.skipif(sys.platform != "linux", reason="copies the Linux library")
def test_the_real_library_without_its_plugins_is_a_reason(tmp_path: Path) -> None:
    """It looks for them beside itself: a copy in an empty folder finds none."""
    make_vlc().close()  # skips where there is no libVLC at all
    for name in (find_library("vlc"), find_library("vlccore")):
        assert name is not None
        shutil.copy(path_of(name), tmp_path / name)

    said = tried_in_a_process(
        PYTHON_VLC_LIB_PATH=str(tmp_path / str(find_library("vlc"))),
        LD_LIBRARY_PATH=str(tmp_path),
        VLC_PLUGIN_PATH=str(tmp_path),
    )

    assert "its plugins may be missing" in said


@pytest.mark.vlc
def test_libvlc_knows_all_our_arguments() -> None:
    """One that it doesn't know, and it would not start at all."""
    make_vlc().close()

    assert tried_in_a_process().startswith("found 3.")


def path_of(library: str) -> Path:
    """Where the dynamic linker finds a library."""
    listing = subprocess.run(
        ["/sbin/ldconfig", "-p"], capture_output=True, text=True, check=True
    ).stdout
    line = next(line for line in listing.splitlines() if line.strip().startswith(library))
    return Path(line.split("=>")[1].strip())

"""What a wheel carries: everything the program needs without its checkout."""

import subprocess
import sys
import zipfile
from collections.abc import Iterator
from configparser import ConfigParser
from importlib import import_module
from pathlib import Path

import pytest

import backrehab

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[zipfile.ZipFile]:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    (built,) = folder.glob("*.whl")
    with zipfile.ZipFile(built) as archive:
        yield archive


def test_every_resource_is_in_the_wheel(wheel: zipfile.ZipFile) -> None:
    resources = {
        f"backrehab/_resources/{path.relative_to(ROOT / 'resources').as_posix()}"
        for path in (ROOT / "resources").rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }

    assert "backrehab/_resources/exercises.json" in resources
    assert resources <= set(wheel.namelist())


def test_every_module_is_in_the_wheel_and_nothing_else_is(wheel: zipfile.ZipFile) -> None:
    modules = {path.relative_to(ROOT).as_posix() for path in (ROOT / "backrehab").rglob("*.py")}
    about = f"backrehab-{backrehab.__version__}.dist-info/"

    others = {
        name
        for name in wheel.namelist()
        if not name.startswith((about, "backrehab/_resources/")) and not name.endswith("/")
    }

    assert others == modules


def test_the_commands_it_installs_start_something_that_exists(wheel: zipfile.ZipFile) -> None:
    named = wheel.read(f"backrehab-{backrehab.__version__}.dist-info/entry_points.txt")
    entry_points = ConfigParser()
    entry_points.read_string(named.decode())

    assert set(entry_points["console_scripts"]) == {"backrehab"}
    assert set(entry_points["gui_scripts"]) == {"backrehab-window"}
    for kind in entry_points.sections():
        for target in entry_points[kind].values():
            module, _, function = target.partition(":")
            assert callable(getattr(import_module(module), function))


def test_the_licence_is_in_the_wheel(wheel: zipfile.ZipFile) -> None:
    licence = f"backrehab-{backrehab.__version__}.dist-info/licenses/LICENSE"

    assert wheel.read(licence) == (ROOT / "LICENSE").read_bytes()

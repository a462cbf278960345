"""A project that is set up in seconds, without a network: for the tests of bootstrap.py."""

import base64
import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

import bootstrap

# Stands in for the program and for pytest: tells what it was started with.
TELLER = """
import json, os, sys
print(json.dumps({"arguments": sys.argv[1:], "folder": os.getcwd(), "process": os.getpid(),
                  "platform": os.environ.get("QT_QPA_PLATFORM", "")}))
raise SystemExit(7 if "fail" in sys.argv else 0)
"""


def make_wheel(folder: Path, name: str, files: dict[str, str]) -> str:
    """Write a package by hand. Returns its line for a lock file."""
    about = f"{name}-1.0.dist-info"
    files = {
        **files,
        f"{about}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n",
        f"{about}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = [
        f"{path},sha256={base64.urlsafe_b64encode(digest).rstrip(b'=').decode()},{len(text)}"
        for path, text in files.items()
        if (digest := hashlib.sha256(text.encode()).digest())
    ]
    record.append(f"{about}/RECORD,,")
    wheel = folder / f"{name}-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for path, text in files.items():
            archive.writestr(path, text)
        archive.writestr(f"{about}/RECORD", "\n".join(record) + "\n")
    return f"{name}==1.0 --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}\n"


@dataclass
class Project:
    """A checkout with bootstrap.py, lock files that name hand-made packages, and a program."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)

    def popen(self, *arguments: str, folder: Path | None = None) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, str(self.folder / "bootstrap.py"), *arguments],
            cwd=folder or self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def start(
        self, *arguments: str, folder: Path | None = None
    ) -> subprocess.CompletedProcess[str]:
        with self.popen(*arguments, folder=folder) as process:
            out, err = process.communicate(timeout=120)
        return subprocess.CompletedProcess(arguments, process.returncode, out, err)

    @property
    def stamp(self) -> Path:
        return self.folder / ".venv" / bootstrap.STAMP.name


def make_project(parent: Path) -> Project:
    """A project that was never set up."""
    shelf = parent / "shelf"
    shelf.mkdir()
    folder = parent / "a project"  # people's folders have spaces in their names
    (folder / "backrehab").mkdir(parents=True)
    (folder / "backrehab" / "__init__.py").touch()
    (folder / "backrehab" / "__main__.py").write_text("import bell\n" + TELLER)
    shutil.copy(bootstrap.__file__, folder)
    (folder / "requirements.lock").write_text(make_wheel(shelf, "bell", {"bell.py": ""}))
    (folder / "requirements-dev.lock").write_text(
        make_wheel(shelf, "pytest", {"pytest.py": TELLER})
    )
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in {"CI", "DISPLAY", "WAYLAND_DISPLAY", "PYTHONPATH"}
        and not name.startswith(("PIP_", "COV_"))
    }
    environment |= {
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": shelf.as_uri(),
        "QT_QPA_PLATFORM": "offscreen",
    }
    return Project(folder, environment)

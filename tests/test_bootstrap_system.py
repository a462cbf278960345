"""What the set-up command does where system packages are missing: three kinds of person."""

import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

import bootstrap

LINE = "sudo apt-get update; sudo apt-get install -y --no-install-recommends libgl1 libegl1"


@dataclass
class Debian:
    """A system that answers as it is told to; it keeps what was asked of it."""

    tools: set[str] = field(default_factory=lambda: {"apt-get", "sudo"})
    user: int = 1000
    typed: str | None = None  # at a terminal, when it asks; None: there is no terminal
    install_fails: bool = False
    commands: list[list[str]] = field(default_factory=list)

    def run(self, command: Sequence[str], **_: object) -> subprocess.CompletedProcess[str]:
        self.commands.append(list(command))
        fails = self.install_fails and "install" in command
        return subprocess.CompletedProcess(command, int(fails), "E: no such package\n")

    def isatty(self) -> bool:
        return self.typed is not None

    def readline(self) -> str:
        return f"{self.typed}\n"


@pytest.fixture
def debian(monkeypatch: pytest.MonkeyPatch) -> Debian:
    debian = Debian()
    monkeypatch.setattr("os.geteuid", lambda: debian.user, raising=False)
    monkeypatch.setattr("shutil.which", lambda tool: tool if tool in debian.tools else None)
    monkeypatch.setattr("subprocess.run", debian.run)
    monkeypatch.setattr("sys.stdin", debian)
    return debian


def test_root_gets_the_packages_without_a_question(debian: Debian) -> None:
    debian.user = 0

    bootstrap.install_packages(["libgl1", "libegl1"])

    update, install = debian.commands
    assert "update" in update
    assert {"install", "libgl1", "libegl1"} <= set(install)
    assert "sudo" not in install


@pytest.mark.parametrize("typed", ["", "y", "Yes"])
def test_a_person_at_a_terminal_is_asked_and_may_agree(
    debian: Debian, capsys: pytest.CaptureFixture[str], typed: str
) -> None:
    debian.typed = typed

    bootstrap.install_packages(["libgl1", "libegl1"])

    assert LINE in capsys.readouterr().err
    assert [command[0] for command in debian.commands] == ["sudo", "sudo"]


def test_a_person_who_says_no_finds_nothing_changed(debian: Debian) -> None:
    debian.typed = "n"

    with pytest.raises(SystemExit) as stopped:
        bootstrap.install_packages(["libgl1"])

    assert stopped.value.code == 1
    assert debian.commands == []


def test_without_a_terminal_the_exact_line_is_told(
    debian: Debian, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        bootstrap.install_packages(["libgl1", "libegl1"])

    assert stopped.value.code == 1
    assert capsys.readouterr().err.splitlines()[-1].strip() == LINE
    assert debian.commands == []


def test_a_system_without_apt_is_told_the_names(
    debian: Debian, capsys: pytest.CaptureFixture[str]
) -> None:
    debian.tools = {"dnf"}

    with pytest.raises(SystemExit) as stopped:
        bootstrap.install_packages(["libgl1", "libegl1"])

    assert stopped.value.code == 1
    assert "libgl1 libegl1" in capsys.readouterr().err
    assert debian.commands == []


def test_packages_that_cannot_be_had_end_the_set_up(
    debian: Debian, capsys: pytest.CaptureFixture[str]
) -> None:
    debian.user, debian.install_fails = 0, True

    with pytest.raises(SystemExit) as stopped:
        bootstrap.install_packages(["libgl1"])

    assert stopped.value.code == 1
    assert "E: no such package" in capsys.readouterr().err


@pytest.mark.skipif(not bootstrap.ON_LINUX, reason="only Linux leaves libraries to its packages")
def test_only_the_libraries_that_do_not_load_are_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    absent = {"libpulse.so.0", "libxcb-cursor.so.0"}
    monkeypatch.setattr(bootstrap, "loads", lambda library: library not in absent)

    assert bootstrap.missing_packages(window=False) == ["libpulse0"]
    assert bootstrap.missing_packages(window=True) == ["libpulse0", "libxcb-cursor0"]


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch, debian: Debian) -> Debian:
    """A Linux with a screen and everything set up, VLC aside; starting anything ends here."""

    def start(command: str, _arguments: list[str]) -> None:
        raise SystemExit(f"started {command}")

    monkeypatch.setattr(bootstrap, "ON_LINUX", True)
    monkeypatch.setattr(bootstrap, "has_display", lambda: True)
    monkeypatch.setattr(bootstrap, "has_vlc", lambda: False)
    monkeypatch.setattr(bootstrap, "missing_packages", lambda **_: [])
    monkeypatch.setattr(bootstrap, "prepare_venv", lambda _: None)
    monkeypatch.setattr(bootstrap, "start", start)
    debian.user = 0
    return debian


def test_the_program_starts_without_vlc_and_says_how_to_get_it(
    settled: Debian, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="started run"):
        bootstrap.run([])

    told = capsys.readouterr().err
    assert told.startswith("Optional")
    assert "libvlc5 vlc-plugin-base" in told
    assert told.count("\n") == 1
    assert settled.commands == []


@pytest.mark.parametrize(
    ("in_ci", "has_vlc", "installs"),
    [("true", False, True), ("true", True, False), ("", False, False)],
)
def test_vlc_is_installed_unasked_only_for_the_tests_in_ci(
    settled: Debian, monkeypatch: pytest.MonkeyPatch, in_ci: str, has_vlc: bool, installs: bool
) -> None:
    monkeypatch.setenv("CI", in_ci)
    monkeypatch.setattr(bootstrap, "has_vlc", lambda: has_vlc)

    with pytest.raises(SystemExit, match="started test"):
        bootstrap.test([])

    asked = {word for command in settled.commands for word in command}
    assert ({"libvlc5", "vlc-plugin-base"} <= asked) == installs
    assert bool(asked) == installs

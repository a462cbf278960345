#!/usr/bin/env python3
"""Set up and start BackRehab from a checkout. Needs nothing but Python.

  python3 bootstrap.py run  [...]   set up what is missing, then start the program
  python3 bootstrap.py test [...]   the same with the developers' tools, then run the tests
  python3 bootstrap.py check        say what is missing; change nothing

What follows `run` goes to the program, what follows `test` goes to pytest.
On Windows write `py` for `python3`.
"""
# How it works: the system libraries are tried by loading them, the missing ones are installed
# with apt-get (asked first), then .venv is filled from the lock files. A stamp in .venv, written
# last, says what is in it: while it still fits, a start costs a few file reads.
#
# This file must at least load on old Pythons, so that they can be told what is needed.

from __future__ import annotations

import contextlib
import ctypes
import errno
import hashlib
import importlib.util
import json
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Iterator, NoReturn, Sequence

ON_WINDOWS, ON_LINUX = os.name == "nt", platform.system() == "Linux"
HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
VENV_PYTHON = VENV / ("Scripts/python.exe" if ON_WINDOWS else "bin/python")
STAMP = VENV / "set-up.json"
TURN = HERE / ".venv.lock"  # beside .venv, which a new set-up empties

OLDEST, NEWEST = (3, 11), (3, 14)
LOCKS = {
    "run": ("requirements.lock",),
    "test": ("requirements.lock", "requirements-dev.lock"),
}
DOWNLOAD = {"run": "260 MB", "test": "330 MB"}
ROOM = "1.5 GB"  # .venv with the developers' tools, and the downloads beside it

# Words of the command line that need no window (backrehab --help lists them).
WINDOWLESS = {
    "backup",
    "check",
    "export",
    "import",
    "rehearse",
    "report",
    "restore",
    "self-test",
    "timeline",
    "--version",
    "--help",
    "-h",
}

# What PySide6's own files link to: the library's name -> its Debian and Ubuntu package.
ALWAYS = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libX11.so.6": "libx11-6",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libbrotlidec.so.1": "libbrotli1",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    # Without these three Qt Multimedia is not there, or is there and plays nothing.
    "libpulse.so.0": "libpulse0",
    "libXext.so.6": "libxext6",
    "libXrandr.so.2": "libxrandr2",
    "libdrm.so.2": "libdrm2",
}
FOR_A_WINDOW = {
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
}
VLC_PACKAGES = ("libvlc5", "vlc-plugin-base")
VLC_PLUGINS = ("lib*/vlc/plugins/codec/*.so", "lib/*/vlc/plugins/codec/*.so")  # in /usr

DISK_FULL = (
    f"The disk is full: about {ROOM} are needed in {HERE} and in the folder for temporary "
    "files. Make room, then start again."
)
NO_NETWORK = (
    "No network: the packages have to be downloaded once. Connect to one, then start again."
)
WRONG_HASH = (
    "A downloaded package is not the one in the lock file, so nothing was installed. "
    "Try once more; if it happens again, please report it."
)
NO_BUILD = (
    "There is no ready-made Qt for this computer. It needs 64-bit Windows 10, macOS 13, "
    "or Linux with glibc 2.34 (Debian 12, Ubuntu 22.04), or newer."
)
# What pip or venv says -> the one line the reader gets; the first that fits.
FAULTS = {
    "No space left on device": DISK_FULL,
    "not enough space on the disk": DISK_FULL,
    "DO NOT MATCH THE HASHES": WRONG_HASH,
    "Max retries exceeded": NO_NETWORK,
    "Failed to establish a new connection": NO_NETWORK,
    "Temporary failure in name resolution": NO_NETWORK,
    "Connection broken": NO_NETWORK,
    "Read timed out": NO_NETWORK,
    "ConnectTimeoutError": NO_NETWORK,
    "Cannot connect to proxy": NO_NETWORK,
    "Network is unreachable": NO_NETWORK,
    "No matching distribution": NO_BUILD,
}


def say(text: str) -> None:
    """Tell the person; stdout belongs to the program that is started."""
    print(text, file=sys.stderr, flush=True)


def stop(text: str) -> NoReturn:
    say(text)
    raise SystemExit(1)


# --- Python and the system's libraries -----------------------------------------------------


def python_fault(version: tuple[int, ...]) -> str:
    """What is wrong with this Python, or nothing."""
    if OLDEST <= version[:2] <= NEWEST:
        return ""
    return "BackRehab needs Python {}.{} to {}.{}; this is {}.".format(
        *OLDEST, *NEWEST, ".".join(map(str, version[:3]))
    )


def loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def has_display() -> bool:
    """Whether a window can be shown; only X and Wayland leave that in doubt."""
    if not ON_LINUX:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def has_vlc() -> bool:
    """Whether VLC's library is here, with the plugins it needs to play anything."""
    if sys.platform == "darwin":
        return Path("/Applications/VLC.app").exists()
    if ON_WINDOWS:
        places = (os.environ.get(name, "") for name in ("PROGRAMFILES", "PROGRAMW6432"))
        return any(Path(place, "VideoLAN/VLC/libvlc.dll").exists() for place in places if place)
    return loads("libvlc.so.5") and any(any(Path("/usr").glob(plugins)) for plugins in VLC_PLUGINS)


def missing_packages(*, window: bool) -> list[str]:
    """Debian names of the system packages that are not here but needed."""
    missing = []
    if ON_LINUX:
        wanted = {**ALWAYS, **FOR_A_WINDOW} if window else ALWAYS
        missing = [package for library, package in wanted.items() if not loads(library)]
        # Debian takes venv and its pip out of Python.
        if not all(map(importlib.util.find_spec, ("venv", "ensurepip"))):
            missing.append("python{}.{}-venv".format(*sys.version_info))
    return missing


def apt_get(packages: Sequence[str]) -> str:
    """The line for a shell that installs these packages."""
    sudo = "" if os.geteuid() == 0 else "sudo "
    line = "apt-get install -y --no-install-recommends " + " ".join(packages)
    return f"{sudo}apt-get update; {sudo}{line}"


def install_packages(packages: Sequence[str]) -> None:
    """Install system packages: as root at once, as a person at a terminal after asking."""
    names = " ".join(packages)
    if not shutil.which("apt-get"):
        stop(
            f"These system libraries are missing (named as in Debian): {names}.\n"
            "Install them with your system's own package tool, then start again."
        )
    line = apt_get(packages)
    if os.geteuid() != 0:
        if not (shutil.which("sudo") and sys.stdin and sys.stdin.isatty()):
            stop(f"System packages are missing. Run this line, then start again:\n  {line}")
        say(f"BackRehab needs some system packages:\n  {line}\nInstall them now? [Y/n] ")
        if input().strip().lower() not in ("", "y", "yes"):
            stop("Nothing was changed.")
    say(f"Installing system packages: {names}")
    # A new machine has no package lists yet. Where the update fails, those at hand may do.
    apt(["update"])
    done = apt(["install", "-y", "--no-install-recommends", *packages])
    if done.returncode:
        say(done.stdout.strip())
        stop(f"The packages could not be installed. Run this line, then start again:\n  {line}")


def apt(arguments: list[str]) -> subprocess.CompletedProcess[str]:
    command = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", *arguments]
    command += ["-o", "Acquire::Retries=3", "-o", "DPkg::Lock::Timeout=120"]
    if os.geteuid() != 0:
        command.insert(0, "sudo")
    return subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )


# --- .venv ---------------------------------------------------------------------------------


def wanted_in_venv(command: str) -> dict[str, str]:
    """What .venv is made of for this command; the stamp holds the same."""
    made_of = {"python": "{}.{} {}".format(*sys.version_info[:2], platform.machine())}
    for lock in LOCKS[command]:
        made_of[lock] = hashlib.sha256((HERE / lock).read_bytes()).hexdigest()
    return made_of


def found_in_venv() -> dict[str, str]:
    """What a finished set-up put there; nothing where one was interrupted or Python is gone."""
    try:
        made_of = json.loads(STAMP.read_text(encoding="utf-8")) if VENV_PYTHON.exists() else {}
    except (OSError, ValueError):
        return {}
    return made_of if isinstance(made_of, dict) else {}


def is_ready(command: str) -> bool:
    return wanted_in_venv(command).items() <= found_in_venv().items()


def prepare_venv(command: str) -> None:
    """Bring .venv to what the lock files say, one process at a time."""
    if is_ready(command):
        return
    with our_turn():
        wanted, found = wanted_in_venv(command), found_in_venv()
        if wanted.items() <= found.items():  # another process has just done it
            return
        if found and found.items() <= wanted.items():
            say("Adding the developers' tools to .venv (about 70 MB to download).")
        else:
            say(f"Setting up {VENV} (once; about {DOWNLOAD[command]} to download).")
            found = {}
            make_venv()
        # No stamp while pip works: a set-up that was interrupted is done again from the start.
        STAMP.unlink(missing_ok=True)
        fault = install([lock for lock in LOCKS[command] if lock not in found])
        # Pip fetches everything before it installs anything, so what was there still stands.
        if not fault:
            STAMP.write_text(json.dumps(wanted), encoding="utf-8")
        elif fault == NO_NETWORK and found:
            STAMP.write_text(json.dumps(found), encoding="utf-8")
        if fault:
            stop(fault)


def make_venv() -> None:
    # From inside .venv the Python behind it does the work, as .venv is emptied.
    python = getattr(sys, "_base_executable", "") or sys.executable
    made = run_quietly([python, "-m", "venv", "--clear", str(VENV)])
    if made.returncode:
        stop(fault_in(made.stderr) or f"{VENV} could not be made:\n{made.stderr.strip()}")


def install(locks: list[str]) -> str:
    """Install what the lock files name. Returns what went wrong, or nothing."""
    command = [str(VENV_PYTHON), "-m", "pip", "install", "--no-user", "--no-input"]
    command += ["--disable-pip-version-check", "--retries", "2"]
    # The lock files are whole. Left to look for more, pip before 23.3 takes the newest release of
    # what another package asks for with an extra, and stops as no lock names it.
    command += ["--require-hashes", "--no-deps", "--only-binary=:all:"]
    command += ["--no-compile"]  # Python does it at the first import; this saves 15 seconds
    for lock in locks:
        command += ["-r", str(HERE / lock)]
    installed = run_quietly(command)
    if installed.returncode == 0:
        return ""
    return fault_in(installed.stderr) or f"Pip could not go on:\n{installed.stderr.strip()}"


def fault_in(output: str) -> str:
    """The plain sentence for what pip or venv complained of, or nothing."""
    return next((sentence for sign, sentence in FAULTS.items() if sign in output), "")


def run_quietly(command: list[str]) -> subprocess.CompletedProcess[str]:
    """Run a step of the set-up: progress is shown at a terminal, complaints are kept."""
    return subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=None if sys.stdout.isatty() else subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
        close_fds=False,  # the lock is held for as long as this step lives, even if we die
        check=False,
    )


@contextlib.contextmanager
def our_turn() -> Iterator[None]:
    """Wait until no other process sets up this folder. The system ends it if we crash."""
    with TURN.open("a+b") as file:
        if not take_lock(file.fileno(), wait=False):
            say("Another start is setting up this folder; waiting for it.")
            while not take_lock(file.fileno(), wait=True):
                pass
        os.set_inheritable(file.fileno(), not ON_WINDOWS)
        yield


def take_lock(number: int, *, wait: bool) -> bool:
    """Lock an open file until it is closed. A wait may end without it: ask again."""
    if sys.platform == "win32":
        import msvcrt

        try:
            msvcrt.locking(number, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
    else:
        import fcntl

        try:
            fcntl.flock(number, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


# --- The three commands --------------------------------------------------------------------


def start(command: str, arguments: list[str]) -> NoReturn:
    """Become the program, or pytest; on Windows, which can't, wait for it."""
    environment = dict(os.environ)
    if command == "test":
        os.chdir(HERE)
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
        line = [str(VENV_PYTHON), "-m", "pytest", *arguments]
    else:
        # The reader's own folder stays the current one: `export --to` names files in it.
        # -P keeps that folder out of the search for modules.
        environment["PYTHONPATH"] = str(HERE)
        if not has_display():
            environment.setdefault("QT_QPA_PLATFORM", "offscreen")
        line = [str(VENV_PYTHON), "-P", "-m", "backrehab", *arguments]
    if ON_WINDOWS:
        raise SystemExit(subprocess.call(line, env=environment))
    os.execve(line[0], line, environment)


def run(arguments: list[str]) -> NoReturn:
    windowless = not WINDOWLESS.isdisjoint(arguments)
    if not (has_display() or windowless or "QT_QPA_PLATFORM" in os.environ):
        stop("No screen was found (DISPLAY is not set), and BackRehab needs one for its window.")
    packages = missing_packages(window=has_display())
    if packages:
        install_packages(packages)
    prepare_venv("run")
    if not (has_vlc() or windowless):
        say("Optional: with VLC more kinds of video play. " + how_to_get_vlc())
    start("run", arguments)


def test(arguments: list[str]) -> NoReturn:
    packages = missing_packages(window=False)
    if os.environ.get("CI") and shutil.which("apt-get") and not has_vlc():
        packages += VLC_PACKAGES
    if packages:
        install_packages(packages)
    prepare_venv("test")
    start("test", arguments)


def check() -> int:
    """Say what is missing. Returns 1 where a start would have to install system packages."""
    packages = missing_packages(window=has_display())
    if packages:
        say("System packages are missing. To get them:\n  " + apt_get(packages))
    else:
        say("Python and the system's libraries: all there.")
    if not has_display():
        say("No screen was found (DISPLAY is not set): only commands without a window will work.")
    if not is_ready("run"):
        size = DOWNLOAD["run"]
        say(f"Not set up yet: `python3 bootstrap.py run` does it (about {size} to download).")
    elif not is_ready("test"):
        say("The developers' tools are not set up: `python3 bootstrap.py test` does it.")
    if not has_vlc():
        say("Optional: VLC is not there. " + how_to_get_vlc())
    return 1 if packages else 0


def how_to_get_vlc() -> str:
    if ON_LINUX:
        return "To get it: " + apt_get(VLC_PACKAGES)
    return "To get it, install VLC 3 (64-bit)."


def main(arguments: list[str]) -> int:
    command, rest = (arguments[0] if arguments else ""), arguments[1:]
    if command in ("-h", "--help", "help"):
        print(__doc__.strip())
        return 0
    if command not in ("run", "test", "check") or (command == "check" and rest):
        say(__doc__.strip())
        return 2
    fault = python_fault(sys.version_info[:3])
    if fault:
        stop(fault)
    if command == "check":
        return check()
    try:
        if command == "run":
            run(rest)
        test(rest)
    except OSError as error:
        if error.errno == errno.ENOSPC:
            stop(DISK_FULL)
        stop(f"The set-up could not go on: {error}")


if __name__ == "__main__":
    try:
        raise SystemExit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        say("\nStopped.")
        raise SystemExit(130) from None

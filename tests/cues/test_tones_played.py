"""The tones on a sound server of their own, where nobody hears them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(
    shutil.which("pulseaudio") is None or shutil.which("pactl") is None,
    reason="there is no PulseAudio to start",
)

SOUNDS = Path(__file__).parents[2] / "resources" / "sounds"

# Waits, with a limit, for what the sound server does in its own time.
_PLAY = """
import array, json, subprocess, sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer
from PySide6.QtMultimedia import QSoundEffect
from backrehab.core.cues import Cue
from backrehab.cues.tones import Tones

app = QCoreApplication([])
said = {}

def until(condition):
    loop, looks, limit = QEventLoop(), QTimer(interval=5), QTimer(singleShot=True, interval=8000)
    looks.timeout.connect(lambda: condition() and loop.quit())
    limit.timeout.connect(loop.quit)
    looks.start(); limit.start()
    loop.exec()
    return condition()

def plug_in(sink):
    named = f"sink_name={sink}"
    command = ["pactl", "load-module", "module-null-sink", named]
    module = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    subprocess.run(["pactl", "set-default-sink", sink], check=True)
    return module.strip()

def loudest(sink):
    # Of what the sink plays while the tone for rest is asked for.
    command = ["parec", f"--device={sink}.monitor", "--format=s16le", "--raw"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as record:
        heard = array.array("h", record.stdout.read(4096))  # it runs
        tones.play(Cue.REST)
        while len(heard) < 2 * 44_100:
            heard.frombytes(record.stdout.read(4096))
        record.terminate()
    return max(heard)

def unplug(module):
    subprocess.run(["pactl", "unload-module", module], check=True)

def effects():
    return tones.findChildren(QSoundEffect)

def loaded():
    return all(effect.status() is QSoundEffect.Status.Ready for effect in effects())

def all_on(sink):
    return all(sink.encode() in effect.audioDevice().id().data() for effect in effects())

def sounding():
    return sorted(effect.source().fileName() for effect in effects() if effect.isPlaying())

tones = Tones(Path(sys.argv[1]))
tones.set_volume(50)
changes = []
tones.available_changed.connect(lambda: changes.append(tones.available))
said["without a device"] = tones.available
tones.play(Cue.GO)

one = plug_in("one")
said["plugged in"] = until(lambda: changes == [True])
said["effects"] = len(effects())
said["loaded"] = until(loaded)
said["volumes"] = sorted({round(effect.volume(), 2) for effect in effects()})

tones.play(Cue.HOLD)
said["first"] = until(lambda: sounding() == ["hold.wav"])
tones.play(Cue.GO)
said["second"] = until(lambda: sounding() == ["go.wav"])
tones.set_enabled(False)
said["switched off"] = until(lambda: sounding() == [])
tones.play(Cue.HOLD)
said["while off"] = sounding()
tones.set_enabled(True)

before = effects()
two = plug_in("two")
said["another device"] = until(lambda: effects() and not set(effects()) & set(before))
said["loaded again"] = until(loaded)
tones.play(Cue.GO)
said["on the other device"] = until(lambda: sounding() == ["go.wav"])

tones.play(Cue.HOLD)
unplug(two)
unplug(one)  # Qt may tell that there is none any more, or not
for cue in Cue:
    tones.play(cue)
three = plug_in("three")
said["plugged in again"] = until(lambda: effects() and all_on("three") and loaded())
said["nothing is caught up with"] = sounding()
tones.play(Cue.REST)
said["heard again"] = until(lambda: sounding() == ["rest.wav"])

before = effects()
unplug(three)  # the only one: Qt does not tell
plug_in("three")
said["made for the same one again"] = until(lambda: not set(effects()) & set(before) and loaded())
said["heard on the same one again"] = loudest("three") > 1_000
said["effects in the end"] = len(effects())
print(json.dumps(said))
"""


@pytest.fixture
def sound_server(tmp_path: Path) -> Iterator[dict[str, str]]:
    """Its address, as environment variables; it knows no real device and nobody else."""
    socket = tmp_path / "socket"
    environment = {
        **os.environ,
        "HOME": str(tmp_path),
        "XDG_RUNTIME_DIR": str(tmp_path),
        "PULSE_SERVER": f"unix:{socket}",
    }
    command = [
        "pulseaudio",
        "-n",
        "--daemonize=no",
        "--exit-idle-time=-1",
        f"--load=module-native-protocol-unix socket={socket} auth-anonymous=1",
    ]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            wait_for(socket, server)
            yield environment
        finally:
            server.terminate()


def wait_for(socket: Path, server: subprocess.Popen[bytes]) -> None:
    for _ in range(100):
        if socket.exists():
            return
        try:
            server.wait(0.05)
        except subprocess.TimeoutExpired:
            continue
        break
    pytest.skip("PulseAudio does not start here")


def test_tones_are_heard_one_at_a_time_and_follow_the_devices(
    sound_server: dict[str, str],
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _PLAY, str(SOUNDS)],
        env=sound_server,
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {
        "without a device": False,
        "plugged in": True,
        "effects": 9,
        "loaded": True,
        "volumes": [0.25],
        "first": True,
        "second": True,
        "switched off": True,
        "while off": [],
        "another device": True,
        "loaded again": True,
        "on the other device": True,
        "plugged in again": True,
        "nothing is caught up with": [],
        "heard again": True,
        "made for the same one again": True,
        "heard on the same one again": True,
        "effects in the end": 9,
    }

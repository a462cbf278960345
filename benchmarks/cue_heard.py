"""From `play` to the first sound: our tones beside a bare QMediaPlayer, as a server heard them.

A PulseAudio of its own has one sink that nobody hears; what it plays is recorded, and the onset of
each tone is looked for in that record. A real device adds its own time to both alike.
"""

from __future__ import annotations

import array
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import wave
from bisect import bisect
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer, QUrl

from backrehab.core.cues import Cue
from backrehab.cues.tones import Tones
from backrehab.paths import find_resources
from benchmarks.rows import Row, percentile, ratio

PLAYS = 30
QUICK_PLAYS = 6
RATE_HZ = 48_000
BETWEEN_MS = 450
LOUD = 300
"""Of 32768: a tone is heard from here on. Between the tones the record is silent to the bit."""


def measure(*, quick: bool = False) -> Iterable[Row]:
    if not all(shutil.which(program) for program in ("pulseaudio", "parec")):
        print("PulseAudio is not installed: nothing is measured.")
        return
    plays = QUICK_PLAYS if quick else PLAYS
    with tempfile.TemporaryDirectory() as folder, _server(Path(folder)) as environment:
        child = [sys.executable, "-m", __name__, str(plays)]
        done = subprocess.run(
            child, env=environment, stdout=subprocess.PIPE, text=True, timeout=300, check=True
        )
    found: dict[str, list[float]] = json.loads(done.stdout.splitlines()[-1])
    ours, bare = found["ours"], found["bare"]
    yield Row(
        f"tone heard after it was asked for, {len(ours)} plays",
        _figures(ours),
        f"bare QMediaPlayer: {_figures(bare)}",
        ratio(statistics.median(ours), statistics.median(bare)),
    )


def _figures(values: list[float]) -> str:
    return f"median {statistics.median(values):.0f} ms, p99 {percentile(values, 99):.0f} ms"


@contextmanager
def _server(folder: Path) -> Iterator[dict[str, str]]:
    """A sound server with one sink; gives what a program needs in its environment to find it."""
    socket = folder / "socket"
    environment = {
        **os.environ,
        "HOME": str(folder),
        "XDG_RUNTIME_DIR": str(folder),
        "PULSE_SERVER": f"unix:{socket}",
    }
    command = [
        *("pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1"),
        f"--load=module-null-sink sink_name=heard rate={RATE_HZ}",
        f"--load=module-native-protocol-unix socket={socket} auth-anonymous=1",
    ]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, env=environment, stdout=quiet, stderr=quiet) as server:
        try:
            for _ in range(100):
                if socket.exists():
                    break
                time.sleep(0.05)
            yield environment
        finally:
            server.terminate()


class _Record:
    """What the sink plays, sample by sample, with the instant at which each came out."""

    def __init__(self) -> None:
        command = [
            *("parec", "--device=heard.monitor", "--format=s16le", "--channels=1", "--raw"),
            *(f"--rate={RATE_HZ}", "--latency-msec=5"),
        ]
        self._parec = subprocess.Popen(command, stdout=subprocess.PIPE)
        self._samples = array.array("h")
        self._came: list[tuple[int, float]] = []  # so many samples, by this instant
        assert self._parec.stdout is not None
        threading.Thread(target=self._read, args=(self._parec.stdout,), daemon=True).start()

    def _read(self, stream: IO[bytes]) -> None:
        while chunk := stream.read(2 * RATE_HZ // 500):
            now = time.perf_counter()
            self._samples.frombytes(chunk)
            self._came.append((len(self._samples), now))

    @property
    def runs(self) -> bool:
        return len(self._samples) > RATE_HZ

    def onset_ms(self, asked: float) -> float:
        """How long after this instant something was heard."""
        first = self._came[bisect(self._came, asked, key=lambda it: it[1]) - 1][0]
        heard = next(
            index for index in range(first, len(self._samples)) if abs(self._samples[index]) > LOUD
        )
        came = self._came[bisect(self._came, heard, key=lambda it: it[0])][1]
        return (came - asked) * 1_000

    def close(self) -> None:
        self._parec.terminate()
        self._parec.wait()


def _pass(ms: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(ms, loop.quit)
    loop.exec()


def _own_onset_ms(file: Path) -> float:
    """How long the tone itself takes to be loud enough."""
    with wave.open(str(file)) as sound:
        samples = array.array("h", sound.readframes(sound.getnframes()))
    loud = next(index for index, sample in enumerate(samples) if abs(sample) > LOUD)
    return loud * 1_000 / RATE_HZ


def _play_all(plays: int) -> dict[str, list[float]]:
    from PySide6.QtMultimedia import QAudioOutput, QMediaPlayer

    app = QCoreApplication(sys.argv[:1])
    sounds = find_resources() / "sounds"
    file = sounds / f"{Cue.GO}.wav"
    tones = Tones(sounds)
    tones.load()
    player = QMediaPlayer()
    output = QAudioOutput()
    player.setAudioOutput(output)
    player.setSource(QUrl.fromLocalFile(str(file)))
    record = _Record()
    while not record.runs:
        _pass(50)
    length_ms = tones.length_ms(Cue.GO) + BETWEEN_MS

    def take(play: Callable[[], None]) -> float:
        asked = time.perf_counter()
        play()
        _pass(length_ms)
        return record.onset_ms(asked) - _own_onset_ms(file)

    ways: dict[str, Callable[[], None]] = {
        "ours": lambda: tones.play(Cue.GO),
        "bare": player.play,
    }
    for play in ways.values():
        take(play)  # the library's own start
    found: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(plays):
        for name, play in ways.items():
            found[name].append(take(play))
    record.close()
    player.stop()
    del app
    return found


if __name__ == "__main__":
    print(json.dumps(_play_all(int(sys.argv[1]))))

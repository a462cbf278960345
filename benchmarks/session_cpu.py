"""Processor time of a running session, beside the same clip in the bare player.

Knee rolling goes round without a break at about the clip's own pace, so both play all the time.
The session screen is 1366x768; the bare window is as large as the picture on it, and paints each
picture once, smoothly scaled. Each runs in a process of its own, turn and turn about; what the
start took is not counted.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import QEventLoop, QSize, QTimer
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from backrehab.app import make_application
from backrehab.core.clock import SystemClock
from backrehab.core.model import Programme
from backrehab.core.routine import make_routine
from backrehab.core.session_times import SessionTimes
from backrehab.cues.tones import Tones
from backrehab.paths import find_resources
from backrehab.players.choice import PlayerChoice, make_player
from backrehab.storage.content import load_library
from backrehab.storage.diary import Diary
from backrehab.ui.look import Look
from backrehab.ui.preferences import Preferences
from backrehab.ui.session_view import SessionView
from backrehab.ui.theme import ThemeChoice
from backrehab.ui.workspace import Workspace
from benchmarks.first_picture import BARE
from benchmarks.rows import Row, ratio

TIMES = 7
QUICK_TIMES = 1
SECONDS = 10
_WARM_UP_MS = 3_000
_WINDOW = QSize(1366, 768)
_EXERCISE = "lumbar-knee-rolling"


def measure(*, quick: bool = False) -> Iterable[Row]:
    for choice in BARE:
        pairs = [
            (_in_a_process(choice, "ours"), _in_a_process(choice, "bare"))
            for _ in range(QUICK_TIMES if quick else TIMES)
        ]
        ours, bare = ([pair[place] for pair in pairs] for place in (0, 1))
        yield Row(
            f"processor time of a running session, {choice}",
            _percent(ours),
            f"the clip in a bare window: {_percent(bare)}",
            ratio(statistics.median(ours), statistics.median(bare)),
        )


def _percent(values: list[float]) -> str:
    low, high = min(values), max(values)
    return f"{statistics.median(values):.0f} % of a core ({low:.0f}-{high:.0f})"


def _in_a_process(choice: PlayerChoice, kind: str) -> float:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.session_cpu", choice, kind],
        check=True,
        capture_output=True,
        text=True,
    )
    return float(done.stdout)


def _main() -> None:
    choice, kind = PlayerChoice(sys.argv[1]), sys.argv[2]
    make_application()
    print(_session(choice) if kind == "ours" else _bare(choice))


def _session(choice: PlayerChoice) -> float:
    resources = find_resources()
    library = load_library(resources)
    look = Look(resources)
    look.apply(ThemeChoice.LIGHT, 100)
    player = make_player(choice)
    tones = Tones(resources / "sounds")
    workspace = Workspace(
        Diary.in_memory(), Programme(), Preferences(None), lambda _: None, is_demo=True
    )
    view = SessionView(look, SystemClock(), player, tones, videos=resources / "videos")
    exercise = library.exercise(_EXERCISE)
    programme = replace(Programme(), times=SessionTimes(get_ready_floor_seconds=1))
    # Begun before it is shown, it doesn't fill the screen, whatever size that has offscreen.
    view.begin(make_routine(exercise.title, [exercise], programme), workspace, library.version)
    view.resize(_WINDOW)
    view.show()
    busy = _busy_percent()
    view.close()
    player.close()
    return busy


def _bare(choice: PlayerChoice) -> float:
    resources = find_resources()
    window = _Picture()
    window.resize(_stage_size())
    window.show()
    player = BARE[choice]()
    player.picture.connect(window.take)
    player.open(resources / "videos" / f"{_EXERCISE}.webm", loop=True)
    busy = _busy_percent()
    player.close()
    return busy


def _stage_size() -> QSize:
    """How large the picture is on the session screen."""
    resources = find_resources()
    view = SessionView(
        Look(resources),
        SystemClock(),
        make_player(PlayerChoice.NONE),
        Tones(resources / "sounds"),
        videos=resources / "videos",
    )
    view.resize(_WINDOW)
    view.show()
    size = view.stage.size()
    view.close()
    return size


def _busy_percent() -> float:
    loop = QEventLoop()
    QTimer.singleShot(_WARM_UP_MS, loop.quit)
    loop.exec()
    busy, began = time.process_time(), time.monotonic()
    QTimer.singleShot(SECONDS * 1_000, loop.quit)
    loop.exec()
    return (time.process_time() - busy) / (time.monotonic() - began) * 100


class _Picture(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._picture = QImage()

    def take(self, picture: QImage) -> None:
        self._picture = picture
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(self.rect(), self._picture)


if __name__ == "__main__":
    _main()

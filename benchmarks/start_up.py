"""From the start of the process to the first painted, usable window.

Beside it: a bare PySide6 window with a list of twelve lines. Both run offscreen, turn and turn
about, and print the monotonic clock (the same for all processes) when the event loop comes round
after the first paint.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable

from benchmarks.rows import Row, median_of, ratio

_WATCH = """
import time
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

class FirstPaint(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and watched is window:
            app.removeEventFilter(self)
            QTimer.singleShot(0, done)
        return False

def done():
    print(time.monotonic_ns(), flush=True)
    app.quit()
"""

_BARE = (
    _WATCH
    + """
from PySide6.QtWidgets import QListWidget, QMainWindow
app = QApplication([])
window = QMainWindow()
names = QListWidget()
names.addItems([f"Exercise {number}" for number in range(1, 13)])
window.setCentralWidget(names)
window.resize(1366, 768)
watch = FirstPaint()
app.installEventFilter(watch)
show()
app.exec()
"""
)

_OURS = (
    _WATCH
    + """
import sys
from pathlib import Path
from backrehab.app import Program, Start, make_application
from backrehab.core.clock import SystemClock
from backrehab.paths import Paths, find_resources
app = make_application()
program = Program(
    Paths(find_resources(), find_resources(), Path(sys.argv[1])), Start(), SystemClock()
)
window = program.window
window.resize(1366, 768)
watch = FirstPaint()
app.installEventFilter(watch)
show()
app.exec()
program.close()
"""
)


def _environment() -> dict[str, str]:
    """As on a person's computer: modules are compiled once and kept."""
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"QT_QPA_PLATFORM": "offscreen"}


def _once(code: str, data_dir: str) -> float:
    started = time.monotonic_ns()
    shown = subprocess.run(
        [sys.executable, "-c", code, data_dir],
        check=True,
        capture_output=True,
        text=True,
        env=_environment(),
    ).stdout
    return (int(shown.split()[-1]) - started) / 1e6


def measure(times: int = 15) -> Iterable[Row]:
    with tempfile.TemporaryDirectory() as data_dir:
        _once(_BARE, data_dir), _once(_OURS, data_dir)  # warm the disk's cache
        pairs = [(_once(_OURS, data_dir), _once(_BARE, data_dir)) for _ in range(times)]
    ours, bare = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    yield Row(
        "start to first painted window",
        median_of(ours),
        f"bare PySide6 window with a list: {median_of(bare)}",
        ratio(statistics.median(ours), statistics.median(bare)),
    )

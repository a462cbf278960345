"""From the start of the process to the first painted, usable window.

Beside it: a bare PySide6 window with a list of twelve lines. Both run offscreen, turn and turn
about, and print the monotonic clock (the same for all processes) and the processor time they
used, when the event loop comes round after the first paint. Ours goes the whole way of the
command: its options, the door for a second start, a diary of four weeks, the notice read.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from backrehab.core.clock import SystemClock
from backrehab.paths import Paths, find_resources
from backrehab.storage.content import load_library
from backrehab.storage.demo import fill_demo
from backrehab.storage.diary import Diary
from backrehab.ui.preferences import Preferences
from benchmarks.rows import Row, median_of, ratio

_DONE = """
import time
from PySide6.QtWidgets import QApplication

def done():
    print(time.monotonic_ns(), time.process_time_ns(), flush=True)
    QApplication.quit()
"""

_BARE = (
    _DONE
    + """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QListWidget, QMainWindow

class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, done)

app = QApplication([])
window = Window()
names = QListWidget()
names.addItems([f"Exercise {number}" for number in range(1, 13)])
window.setCentralWidget(names)
window.resize(1366, 768)
window.show()
app.exec()
"""
)

# Modules are loaded in the order of the command: `cli` switches the garbage collector off and then
# loads `app`. Only then is there something to watch. The window's `in_sight` comes just as late as
# the timer of the bare one, and before what is loaded after the first paint.
_OURS = (
    """
import gc
import sys
from backrehab import cli
gc.disable()
from backrehab import app
"""
    + _DONE
    + """
def show(program):
    program.window.in_sight.connect(done)
    plain_show(program)

plain_show, app.Program.show = app.Program.show, show
sys.exit(cli.main(["--data-dir", sys.argv[1]]))
"""
)


_SCREEN = {"name": "screen", "x": 0, "y": 0, "width": 1920, "height": 1080, "dpr": 1}
_DOTS = {"logicalDpi": 96, "logicalBaseDpi": 96}


def _environment(data_dir: str) -> dict[str, str]:
    """As on a person's computer: a large screen, and modules are compiled once and kept."""
    screens = Path(data_dir) / "screens.json"
    screens.write_text(json.dumps({"screens": [_SCREEN | _DOTS]}))
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"QT_QPA_PLATFORM": f"offscreen:configfile={screens}"}


def _fill(data_dir: Path) -> None:
    """A person who has used the program for four weeks."""
    resources = find_resources()
    paths = Paths(resources, resources, data_dir)
    with closing(Diary.open(paths.diary)) as diary:
        fill_demo(diary, load_library(resources), SystemClock().now())
    Preferences(paths.settings).first_run_read = True


def _once(code: str, data_dir: str) -> tuple[float, float]:
    """Milliseconds from the start of the process, and of them on a processor."""
    environment = _environment(data_dir)
    started = time.monotonic_ns()
    shown = subprocess.run(
        [sys.executable, "-c", code, data_dir],
        check=True,
        capture_output=True,
        text=True,
        env=environment,
    ).stdout
    there, busy = map(int, shown.split())
    return (there - started) / 1e6, busy / 1e6


def measure(times: int = 15) -> Iterable[Row]:
    with tempfile.TemporaryDirectory() as data_dir:
        _fill(Path(data_dir))
        _once(_BARE, data_dir), _once(_OURS, data_dir)  # warm the disk's cache
        pairs = [(_once(_OURS, data_dir), _once(_BARE, data_dir)) for _ in range(times)]
    for part, words in enumerate(("", ", processor time")):
        ours, bare = [pair[0][part] for pair in pairs], [pair[1][part] for pair in pairs]
        yield Row(
            "start to first painted window" + words,
            median_of(ours),
            f"bare PySide6 window with a list: {median_of(bare)}",
            ratio(statistics.median(ours), statistics.median(bare)),
        )

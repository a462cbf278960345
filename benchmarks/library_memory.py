"""The most memory the program holds with the library in sight and what comes next loaded.

Beside it stands the bare PySide6 window with a list. Each is a process of its own.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterable

from benchmarks.rows import Row, ratio

_PEAK = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QListWidget
from benchmarks.rows import peak_rss_mb

def done():
    print(peak_rss_mb(), flush=True)
    app.quit()
"""

_BARE = (
    _PEAK
    + """
app = QApplication([])
names = QListWidget()
names.addItems([f"Exercise {number}" for number in range(1, 13)])
names.resize(1366, 768)
names.show()
QTimer.singleShot(3_000, done)
app.exec()
"""
)

_OURS = (
    _PEAK
    + """
from backrehab.app import Program, Start, make_application
from backrehab.core.clock import SystemClock
from backrehab.paths import Paths, find_resources

app = make_application()
resources = find_resources()
program = Program(Paths(resources, resources, Path(sys.argv[1])), Start(), SystemClock())
program.window.show_page("library")
program.show()
QTimer.singleShot(3_000, done)
app.exec()
program.close()
"""
)


def measure() -> Iterable[Row]:
    with tempfile.TemporaryDirectory() as data_dir:
        ours, bare = _peak_mb(_OURS, data_dir), _peak_mb(_BARE, data_dir)
    yield Row(
        "peak memory with the library in sight",
        f"{ours:.0f} MB",
        f"bare PySide6 window with a list: {bare:.0f} MB",
        ratio(ours, bare),
    )


def _peak_mb(code: str, data_dir: str) -> float:
    said = subprocess.run(
        [sys.executable, "-c", code, data_dir], check=True, capture_output=True, text=True
    ).stdout
    return float(said)

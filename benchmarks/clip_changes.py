"""Memory after many changes of clip: each player in a process of its own, beside the bare one.

The first changes are not counted: buffers, codecs and threads are made in them.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable
from itertools import cycle

from PySide6.QtCore import QEventLoop, QTimer

from backrehab.app import make_application
from backrehab.paths import find_resources
from backrehab.players.choice import PlayerChoice, make_player
from benchmarks.first_picture import BARE, AnyPlayer
from benchmarks.rows import Row, rss_mb

CHANGES = 200
QUICK_CHANGES = 30
WARM_UP = 20
PICTURES = 5
"""Of each clip, before the next is opened."""


def measure(*, quick: bool = False) -> Iterable[Row]:
    changes = QUICK_CHANGES if quick else CHANGES
    for choice in BARE:
        ours, bare = (_in_a_process(choice, kind, changes) for kind in ("ours", "bare"))
        yield Row(
            f"memory after {changes} changes of clip, {choice}",
            f"{ours[1] - ours[0]:+.1f} MB (to {ours[1]:.0f} MB)",
            f"{bare[1] - bare[0]:+.1f} MB (to {bare[1]:.0f} MB)",
        )


def _in_a_process(choice: PlayerChoice, kind: str, changes: int) -> tuple[float, float]:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.clip_changes", choice, kind, str(changes)],
        check=True,
        capture_output=True,
        text=True,
    )
    before, after = json.loads(done.stdout)
    return before, after


def _main() -> None:
    choice, kind, changes = PlayerChoice(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    make_application()
    player: AnyPlayer = make_player(choice) if kind == "ours" else BARE[choice]()
    work = _Changes(player)
    work.make(WARM_UP)
    before = rss_mb()
    work.make(changes)
    print(json.dumps([before, rss_mb()]))
    player.close()


class _Changes:
    """Opens one clip after the other, each for a few pictures."""

    def __init__(self, player: AnyPlayer) -> None:
        self._player = player
        self._left = 0
        self._pictures = 0
        self._loop = QEventLoop()
        self._clips = cycle(sorted((find_resources() / "videos").glob("*.webm"))[:3])
        player.picture.connect(self._take)

    def make(self, changes: int) -> None:
        self._left = changes
        self._next()
        self._loop.exec()
        self._player.stop()

    def _next(self) -> None:
        self._pictures = 0
        self._left -= 1
        self._player.open(next(self._clips))

    def _take(self) -> None:
        self._pictures += 1
        if self._pictures == PICTURES:
            QTimer.singleShot(0, self._next if self._left else self._loop.quit)


if __name__ == "__main__":
    _main()

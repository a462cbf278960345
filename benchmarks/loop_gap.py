"""How long the last picture of a clip stands before the clip begins again."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QEventLoop
from PySide6.QtGui import QImage

from backrehab.app import make_application
from backrehab.players.base import Player
from backrehab.players.choice import PlayerChoice, make_player
from benchmarks.rows import Row, median_of, ratio
from tests.players.frames import FRAME_MS, FRAMES, number_of

ROUNDS = 30
QUICK_ROUNDS = 4

_CLIP = Path(__file__).parents[1] / "tests" / "samples" / "numbered.webm"


def measure(*, quick: bool = False) -> Iterable[Row]:
    make_application()
    rounds = QUICK_ROUNDS if quick else ROUNDS
    for choice in (PlayerChoice.VLC, PlayerChoice.QT):
        player = make_player(choice)
        seen = _watch(player, rounds)
        wraps = [(a, b) for a, b in pairwise(seen) if b[1] < a[1] - FRAMES // 2]
        gaps_ms = [(b[0] - a[0]) * 1_000 for a, b in wraps]
        lost = sum((b[1] - a[1] - 1) % FRAMES for a, b in wraps)
        yield Row(
            f"gap where a clip of {FRAMES} pictures begins again, {player.name}",
            f"{median_of(gaps_ms)}, {lost} of {2 * rounds} pictures lost there",
            f"one picture: {FRAME_MS} ms",
            ratio(statistics.median(gaps_ms), FRAME_MS),
        )
        player.close()


def _watch(player: Player, rounds: int) -> list[tuple[float, int]]:
    """When each picture came, with its number."""
    seen: list[tuple[float, int]] = []
    loop, left = QEventLoop(), rounds

    def take(image: QImage) -> None:
        nonlocal left
        seen.append((time.perf_counter(), number_of(image)))
        if len(seen) > 1 and seen[-1][1] < seen[-2][1] - FRAMES // 2:
            left -= 1
            if not left:
                loop.quit()

    player.picture.connect(take)
    player.open(_CLIP)
    loop.exec()
    player.picture.disconnect(take)
    return seen

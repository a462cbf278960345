"""From `open` to the first picture, while clips are changed: ours and the bare player in turn."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterable
from itertools import cycle, islice
from pathlib import Path

from PySide6.QtCore import QEventLoop

from backrehab.app import make_application
from backrehab.paths import find_resources
from backrehab.players.base import Player
from backrehab.players.choice import PlayerChoice, make_player
from benchmarks.bare_players import BareQt, BareVlc
from benchmarks.rows import Row, median_of, ratio

CHANGES = 60
QUICK_CHANGES = 12

AnyPlayer = Player | BareQt | BareVlc
BARE: dict[PlayerChoice, type[BareQt] | type[BareVlc]] = {
    PlayerChoice.VLC: BareVlc,
    PlayerChoice.QT: BareQt,
}


def measure(*, quick: bool = False) -> Iterable[Row]:
    make_application()
    clips = sorted((find_resources() / "videos").glob("*.webm"))[:3]
    changes = QUICK_CHANGES if quick else CHANGES
    for choice, make_bare in BARE.items():
        ours, bare = make_player(choice), make_bare()
        ours_ms: list[float] = []
        bare_ms: list[float] = []
        for clip in islice(cycle(clips), changes + 1):
            ours_ms.append(first_picture_ms(ours, clip))
            bare_ms.append(first_picture_ms(bare, clip))
        del ours_ms[0], bare_ms[0]  # the library's own start
        ours.close()
        bare.close()
        yield Row(
            f"first picture, {ours.name}, {changes} changes of clip",
            median_of(ours_ms),
            median_of(bare_ms),
            ratio(statistics.median(ours_ms), statistics.median(bare_ms)),
        )


def first_picture_ms(player: AnyPlayer, clip: Path) -> float:
    """Opens a clip and stops it again with its first picture."""
    loop = QEventLoop()
    player.picture.connect(loop.quit)
    began = time.perf_counter()
    player.open(clip)
    loop.exec()
    took_ms = (time.perf_counter() - began) * 1_000
    player.picture.disconnect(loop.quit)
    player.stop()
    return took_ms

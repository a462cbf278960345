"""Plays every clip to its end in every player, and counts the pictures that come out.

    python tools/play_all_clips.py [FOLDER]

The clips are those of resources/videos. Qt Multimedia has to show every frame that is in the file,
libVLC may leave out one. A clip that comes up short is played again, for a busy computer drops
frames too. The players run side by side, at the clips' own pace, without a screen.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from PySide6.QtCore import QEventLoop  # noqa: E402 - the path comes first
from PySide6.QtGui import QGuiApplication  # noqa: E402

from backrehab.core.errors import PlayerUnavailable  # noqa: E402
from backrehab.players.base import Player  # noqa: E402
from backrehab.players.choice import PlayerChoice, make_player  # noqa: E402

ENVIRONMENT = {"QT_QPA_PLATFORM": "offscreen", "QT_LOGGING_RULES": "qt.multimedia.*=false"}
MAY_LACK = {PlayerChoice.QT: 0, PlayerChoice.VLC: 1}
ROUNDS = 3

_SEGMENT, _CLUSTER = 0x18538067, 0x1F43B675
_SIMPLE_BLOCK, _BLOCK_GROUP = 0xA3, 0xA0


def main() -> int:
    """Returns 1 where a clip came up short."""
    parser = argparse.ArgumentParser(prog="play_all_clips", description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=ROOT / "resources" / "videos")
    parser.add_argument("--only", type=PlayerChoice, choices=[*MAY_LACK], help=argparse.SUPPRESS)
    options = parser.parse_args()
    clips = sorted(options.folder.glob("*.webm"))
    if not clips:
        sys.stderr.write(f"There are no clips in {options.folder}.\n")
        return 1
    if options.only:
        return _play_in_this_process(options.only, clips)
    return _play_in_all(options.folder, clips)


# ---- the table


def _play_in_all(folder: Path, clips: Sequence[Path]) -> int:
    """One process for each player, so that they don't wait for each other."""
    running = {
        choice: subprocess.Popen(
            [sys.executable, str(Path(__file__)), str(folder), "--only", choice],
            env={**ENVIRONMENT, **os.environ},
            stdout=subprocess.PIPE,
            text=True,
        )
        for choice in MAY_LACK
    }
    outcomes = {choice: _outcome_of(process) for choice, process in running.items()}
    sys.stdout.write(f"{'clip':44}{'frames':>8}" + "".join(f"{c:>8}" for c in outcomes) + "\n")
    all_good = True
    for clip in clips:
        frames = frames_in(clip)
        cells = [outcome.get(clip.name, "-") for outcome in outcomes.values()]
        good = all(
            isinstance(cell, int) and cell >= frames - MAY_LACK[choice]
            for choice, cell in zip(outcomes, cells, strict=True)
        )
        all_good &= good
        numbers = "".join(f"{cell:>8}" for cell in cells)
        sys.stdout.write(f"{clip.name:44}{frames:>8}{numbers}{'' if good else '  short'}\n")
    return 0 if all_good else 1


def _outcome_of(process: subprocess.Popen[str]) -> dict[str, int | str]:
    """Pictures by clip; a word where there were none."""
    said, _ = process.communicate()
    outcome: dict[str, int | str] = json.loads(said) if process.returncode == 0 else {}
    return outcome


# ---- one player


def _play_in_this_process(choice: PlayerChoice, clips: Sequence[Path]) -> int:
    app = QGuiApplication([])
    try:
        player = make_player(choice)
    except PlayerUnavailable as error:
        sys.stderr.write(f"{error}\n")
        return 1
    count, lack = _Count(player), MAY_LACK[choice]
    outcome = {clip.name: count.of(clip, frames_in(clip) - lack) for clip in clips}
    player.close()
    app.quit()
    sys.stdout.write(json.dumps(outcome))
    return 0


class _Count:
    """The pictures of one clip, played to its end."""

    def __init__(self, player: Player) -> None:
        self._player = player
        self._pictures = 0
        self._failed = False
        self._loop = QEventLoop()
        player.picture.connect(self._take_picture)
        player.failed.connect(self._take_failure)
        player.ended.connect(self._loop.quit)

    def of(self, clip: Path, enough: int) -> int | str:
        """The most of several times; "failed" where there was no clip to play."""
        most = 0
        for _ in range(ROUNDS):
            self._pictures, self._failed = 0, False
            self._player.open(clip, loop=False)
            self._loop.exec()
            if self._failed:
                return "failed"
            most = max(most, self._pictures)
            if most >= enough:
                break
        return most

    def _take_picture(self) -> None:
        self._pictures += 1

    def _take_failure(self) -> None:
        self._failed = True
        self._loop.quit()


# ---- what is in the file


def frames_in(clip: Path) -> int:
    """Counts the frames of a WebM file that holds nothing but video."""
    return sum(kind in {_SIMPLE_BLOCK, _BLOCK_GROUP} for kind in _elements(clip.read_bytes()))


def _elements(data: bytes) -> Iterator[int]:
    """The kinds of its elements; into the segment and its clusters, past all others."""
    at = 0
    while at < len(data):
        kind, at = _number(data, at, keep_marker=True)
        size, at = _number(data, at, keep_marker=False)
        yield kind
        if kind not in {_SEGMENT, _CLUSTER}:
            at += size


def _number(data: bytes, at: int, *, keep_marker: bool) -> tuple[int, int]:
    """A number whose first set bit tells how many bytes it has, and where it ends."""
    length = 9 - data[at].bit_length()
    value = int.from_bytes(data[at : at + length], "big")
    if not keep_marker:
        value &= (1 << 7 * length) - 1
    return value, at + length


if __name__ == "__main__":
    sys.exit(main())

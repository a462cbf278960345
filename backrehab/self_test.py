"""Tries the window, every player present and a diary, and says what works on this computer."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer

from backrehab.app import Program, Start, make_application
from backrehab.core.clock import SystemClock
from backrehab.core.diary import Outcome, PlannedEntry, SetDone
from backrehab.core.errors import BackrehabError, PlayerUnavailable
from backrehab.paths import Paths
from backrehab.players.base import Player
from backrehab.players.choice import PlayerChoice, available_players, make_player
from backrehab.storage.diary import Diary
from backrehab.storage.export import export_csv

_CLIP_PATIENCE_MS = 6_000


class SelfTestFailed(BackrehabError):
    """Something that should work doesn't; the words name it."""


def run_self_test(paths: Paths, player: str, say: Callable[[str], None]) -> int:
    """Runs every check and says a line for each.

    Without a screen everything is drawn offscreen. The diary it writes is in a temporary folder:
    this person's own isn't touched.

    Raises:
        SelfTestFailed: a part doesn't work.
    """
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    make_application()
    with tempfile.TemporaryDirectory(prefix="backrehab-") as folder:
        own = replace(paths, data_dir=Path(folder))
        say(_try_diary(own))
        clips = sorted((paths.content / "videos").glob("*.webm"))
        for line in _try_players(clips, PlayerChoice(player)):
            say(line)
        say(_try_window(own, PlayerChoice(player)))
    return 0


def _try_diary(paths: Paths) -> str:
    clock = SystemClock()
    started, ended = clock.now(), clock.now() + timedelta(seconds=18)
    planned = PlannedEntry("childs-pose", "Child's pose", "mobility", None, 1, 1, 1, 10)
    with closing(Diary.open(paths.diary)) as diary:
        session = diary.begin_session(started, "self-test")
        entry = diary.begin_entry(session, planned, started)
        diary.add_set(entry, SetDone(1, 1, 10_000, 0, 18_000, 0, True, ended))
        diary.end_entry(entry, Outcome.COMPLETED, ended)
        diary.end_session(session, Outcome.COMPLETED, ended)
    with closing(Diary.open(paths.diary)) as diary:
        rows = export_csv(diary, paths.data_dir / "diary.csv", None, None)
    if rows != 1:
        raise SelfTestFailed(f"The diary gave back {rows} rows where one was written.")
    return "diary: written, read back and exported"


def _try_players(clips: list[Path], choice: PlayerChoice) -> list[str]:
    """A line for each player; one that isn't here is fine unless it was asked for."""
    lines = []
    for report in available_players():
        if report.reason:
            lines.append(f"{report.name}: not here ({report.reason})")
            if choice is report.choice:
                raise PlayerUnavailable(report.name, report.reason)
            continue
        if not clips:
            lines.append(f"{report.name} {report.version}: here, but there is no clip to play")
            continue
        player = make_player(report.choice)
        try:
            why = _play(player, clips[0])
        finally:
            player.close()
        if why:
            raise SelfTestFailed(f"{report.name} could not play {clips[0].name}: {why}")
        lines.append(f"{report.name} {report.version}: played {clips[0].name}")
    return lines


def _play(player: Player, clip: Path) -> str:
    """Waits for the first picture; returns why there was none, "" when there was."""
    loop = QEventLoop()
    reasons: list[str] = []
    player.started.connect(loop.quit)
    player.failed.connect(reasons.append)
    player.failed.connect(loop.quit)
    patience = QTimer(singleShot=True, interval=_CLIP_PATIENCE_MS)
    patience.timeout.connect(lambda: reasons.append("no picture came"))
    patience.timeout.connect(loop.quit)
    patience.start()
    player.open(clip)
    loop.exec()
    patience.stop()
    return reasons[0] if reasons else ""


def _try_window(paths: Paths, player: PlayerChoice) -> str:
    program = Program(paths, Start(player=player), SystemClock())
    try:
        program.window.show()
        picture = program.window.grab().toImage()
        plain = picture.pixelColor(0, 0)
        drawn = any(
            picture.pixelColor(x, y) != plain
            for x in range(0, picture.width(), 7)
            for y in range(0, picture.height(), 7)
        )
        if not drawn:
            raise SelfTestFailed("The window stayed empty.")
    finally:
        program.close()
    return f"window: {picture.width()}x{picture.height()} drawn"

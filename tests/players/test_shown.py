"""What a player says that it shows is what is on its picture: read from numbered twins."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from backrehab.core.errors import PlayerUnavailable
from backrehab.paths import find_resources
from backrehab.players.base import Player
from backrehab.players.choice import PlayerChoice, make_player
from backrehab.ui.rehearsal_screen import number_in

TWIN = find_resources() / "twins" / "pelvic-rocking.webm"
FRAME_MS = 40
PICTURES = 25


@pytest.fixture(
    params=[pytest.param(PlayerChoice.VLC, marks=pytest.mark.vlc), PlayerChoice.QT],
    ids=["libVLC", "Qt"],
)
def player(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[Player]:
    try:
        player = make_player(request.param)
    except PlayerUnavailable as error:
        if os.environ.get("CI"):
            pytest.fail(str(error))
        pytest.skip(str(error))
    yield player
    player.close()


def test_a_player_knows_what_it_shows(player: Player, qtbot: QtBot) -> None:
    told: list[tuple[int, int | None]] = []

    def take(picture: QImage) -> None:
        number, shown_ms = number_in(picture), player.shown_ms()
        if number is not None and shown_ms is not None:
            told.append((number, shown_ms))

    player.picture.connect(take)
    assert player.shown_ms() is None
    player.open(TWIN, held_at_ms=400)
    qtbot.waitUntil(lambda: told[-1:] == [(10, 400)], timeout=30_000)
    told.clear()
    player.resume()
    qtbot.waitUntil(lambda: len(told) >= PICTURES, timeout=30_000)
    player.seek(4_000)
    qtbot.waitUntil(lambda: len(told) >= 2 * PICTURES, timeout=30_000)

    apart = [abs(number - (shown_ms or 0) // FRAME_MS) for number, shown_ms in told]
    near = sum(pictures <= 3 for pictures in apart)
    assert near >= len(apart) - 2  # one that was on its way when the clip jumped
    player.stop()
    assert player.shown_ms() is None

"""What only Qt Multimedia does."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtMultimedia import QMediaPlayer
from pytestqt.qtbot import QtBot

from backrehab.core.errors import PlayerUnavailable
from backrehab.players import qt
from backrehab.players.qt import QtPlayer
from tests.players.frames import WEBM, Watch

pytestmark = pytest.mark.qt_log_ignore("No RHI backend", extend=True)


@pytest.fixture
def player(qtbot: QtBot) -> Iterator[QtPlayer]:
    player = QtPlayer()
    yield player
    player.close()


def test_where_no_frame_is_at_the_moment_the_nearest_is_shown(
    player: QtPlayer, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As between two frames of a clip that a phone recorded unevenly."""
    monkeypatch.setattr(qt, "_is_at", lambda _frame, _position_ms: False)
    watch = Watch(player)

    with qtbot.waitSignal(player.started, timeout=8_000):
        player.open(WEBM, held_at_ms=800)

    assert watch.heard == [20, "started"]


def test_without_what_decodes_it_cannot_be_had(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QMediaPlayer, "isAvailable", lambda _: False)

    with pytest.raises(PlayerUnavailable, match="its FFmpeg plugin can't be loaded"):
        QtPlayer()

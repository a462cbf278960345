"""The real players and the fake, one of each for the whole run: that is how they are used."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from backrehab.core.errors import PlayerUnavailable
from backrehab.players.base import Player
from backrehab.players.fake import FakePlayer
from tests.players.frames import Watch


def make_vlc() -> Player:
    """Skips the test where libVLC is absent, except in CI: there it has to be."""
    from backrehab.players.vlc import VlcPlayer

    try:
        return VlcPlayer()
    except PlayerUnavailable as error:
        if os.environ.get("CI"):
            pytest.fail(str(error))
        pytest.skip(str(error))


def make_qt() -> Player:
    from backrehab.players.qt import QtPlayer

    return QtPlayer()


def make_fake() -> Player:
    return FakePlayer(runs_by_itself=True)


_MAKERS = {"libVLC": make_vlc, "Qt": make_qt, "fake": make_fake}


@pytest.fixture(
    scope="session",
    params=[
        pytest.param("libVLC", marks=pytest.mark.vlc),
        "Qt",
        "fake",
    ],
)
def shared_player(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[Player]:
    player = _MAKERS[request.param]()
    yield player
    player.close()


@pytest.fixture
def player(shared_player: Player) -> Iterator[Player]:
    yield shared_player
    shared_player.stop()


@pytest.fixture
def watch(player: Player) -> Iterator[Watch]:
    watch = Watch(player)
    yield watch
    player.disconnect(watch)

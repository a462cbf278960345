"""Which player `--player` gives, and what is said where one can't be had."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from backrehab.core.errors import PlayerUnavailable
from backrehab.players import choice
from backrehab.players.base import Player
from backrehab.players.choice import PlayerChoice, available_players, make_player
from backrehab.players.fake import FakePlayer
from backrehab.players.fallback import FallbackPlayer
from backrehab.players.null import SWITCHED_OFF
from tests.players.conftest import make_vlc
from tests.players.frames import WEBM, Watch


def missing(name: str) -> Callable[[], Player]:
    def make() -> Player:
        raise PlayerUnavailable(name, "it is not here")

    return make


def test_none_says_so_for_each_clip(qtbot: QtBot) -> None:
    player = make_player(PlayerChoice.NONE)
    watch = Watch(player)

    for _ in range(2):
        with qtbot.waitSignal(player.failed, timeout=1_000):
            player.open(WEBM, held_at_ms=0)
            assert watch.heard in ([], ["failed"])
    player.hold()
    player.resume()
    player.seek(1)
    player.set_rate(2.0)

    assert watch.reasons == [SWITCHED_OFF] * 2
    assert (player.name, player.version(), player.picture_size().isEmpty()) == ("none", "", True)
    with qtbot.assertNotEmitted(player.failed, wait=20):
        player.open(WEBM)
        player.close()


def test_qt_can_be_asked_for(qtbot: QtBot) -> None:
    player = make_player(PlayerChoice.QT)

    assert player.name == "Qt Multimedia"
    player.close()


@pytest.mark.vlc
def test_libvlc_can_be_asked_for(qtbot: QtBot) -> None:
    make_vlc().close()

    player = make_player(PlayerChoice.VLC)

    assert player.name == "libVLC"
    assert player.version().startswith("3.")
    player.close()


@pytest.mark.vlc
def test_auto_is_libvlc_where_it_works(qtbot: QtBot) -> None:
    make_vlc().close()

    player = make_player(PlayerChoice.AUTO)

    assert isinstance(player, FallbackPlayer)
    assert player.name == "libVLC"
    player.close()


def test_auto_is_qt_where_there_is_no_libvlc(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(choice, "_make_vlc", missing("libVLC"))

    player = make_player(PlayerChoice.AUTO)

    assert player.name == "Qt Multimedia"
    player.close()


def test_a_player_that_is_asked_for_and_missing_is_not_replaced(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(choice, "_make_vlc", missing("libVLC"))

    with pytest.raises(PlayerUnavailable, match="libVLC can't show clips here: it is not here"):
        make_player(PlayerChoice.VLC)


def test_the_player_belongs_to_its_parent(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    parent = QObject()
    monkeypatch.setattr(choice, "_make_qt", FakePlayer)

    for kind in (PlayerChoice.AUTO, PlayerChoice.QT, PlayerChoice.NONE):
        assert make_player(kind, parent).parent() is parent


def test_the_reports_name_each_player_with_its_version_or_reason(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(choice, "_make_vlc", missing("libVLC"))

    libvlc, qt = available_players()

    assert (libvlc.choice, libvlc.name, libvlc.version, libvlc.reason) == (
        PlayerChoice.VLC,
        "libVLC",
        "",
        "it is not here",
    )
    assert (qt.choice, qt.name, qt.reason) == (PlayerChoice.QT, "Qt Multimedia", "")
    assert qt.version.startswith("6.")


def test_a_missing_system_library_of_qt_multimedia_is_a_reason(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Such as libpulse: the import says so."""
    monkeypatch.setitem(sys.modules, "PySide6.QtMultimedia", None)
    monkeypatch.delitem(sys.modules, "backrehab.players.qt", raising=False)

    with pytest.raises(PlayerUnavailable, match="Qt Multimedia can't show clips here: import of"):
        make_player(PlayerChoice.QT)


_WHAT_IS_LOADED = """
import sys
from PySide6.QtCore import QCoreApplication
from backrehab.players.choice import PlayerChoice, make_player
app = QCoreApplication([])
make_player(PlayerChoice.AUTO)
print([name for name in ("vlc", "PySide6.QtMultimedia") if name in sys.modules])
"""


def test_auto_loads_no_library_before_the_first_clip() -> None:
    """Or the window would be a tenth of a second later."""
    assert printed_by(_WHAT_IS_LOADED) == "[]"


def printed_by(program: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=os.environ,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()

"""Which player shows the clips: what `--player` names, and what this computer has."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QObject

from backrehab.core.errors import PlayerUnavailable
from backrehab.players.base import Player
from backrehab.players.fallback import FallbackPlayer
from backrehab.players.null import NullPlayer


class PlayerChoice(StrEnum):
    """What `--player` may name. `AUTO` is libVLC where it works, with Qt Multimedia behind it."""

    AUTO = "auto"
    VLC = "vlc"
    QT = "qt"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class PlayerReport:
    """A player and its version, or the reason why it can't be had here."""

    choice: PlayerChoice
    name: str
    version: str = ""
    reason: str = ""


def make_player(choice: PlayerChoice, parent: QObject | None = None) -> Player:
    """The one player of a run; `AUTO` loads its libraries when the first clip is opened.

    `AUTO` is always there: where nothing can play, each clip fails with the reason.

    Raises:
        PlayerUnavailable: the player that was named can't be had here.
    """
    match choice:
        case PlayerChoice.AUTO:
            return FallbackPlayer(_make_vlc, _make_qt, parent)
        case PlayerChoice.VLC:
            player = _make_vlc()
        case PlayerChoice.QT:
            player = _make_qt()
        case PlayerChoice.NONE:
            player = NullPlayer()
    player.setParent(parent)
    return player


def available_players() -> tuple[PlayerReport, ...]:
    """What this computer has; each is started and closed again, which takes a moment."""
    reports = []
    for choice in (PlayerChoice.VLC, PlayerChoice.QT):
        try:
            player = make_player(choice)
        except PlayerUnavailable as error:
            reports.append(PlayerReport(choice, error.player, reason=error.reason))
        else:
            reports.append(PlayerReport(choice, player.name, player.version()))
            player.close()
            player.deleteLater()
    return tuple(reports)


# Both are imported when they are wanted: loading them takes time, and each may be missing.


def _make_vlc() -> Player:
    from backrehab.players.vlc import VlcPlayer

    return VlcPlayer()


def _make_qt() -> Player:
    try:
        from backrehab.players.qt import QtPlayer
    except ImportError as error:  # a system library is missing, such as libpulse
        raise PlayerUnavailable("Qt Multimedia", str(error)) from error
    return QtPlayer()

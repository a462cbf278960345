"""Two players as one: a clip that one can't play goes to the other before anyone sees an error."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QSize, QTimer
from PySide6.QtGui import QImage

from backrehab.core.errors import PlayerUnavailable
from backrehab.players.base import Player

log = logging.getLogger(__name__)

MakePlayer = Callable[[], Player]
"""Makes a player, or raises PlayerUnavailable; it is called once at most."""


class FallbackPlayer(Player):
    """Tries its players in turn; `failed` comes when the last of them has failed.

    Each is made when it is first needed. One that can't be had is left out from then on. Which
    clip is played by which player is remembered, so that it opens at once the next time.
    """

    def __init__(
        self, first: MakePlayer, second: MakePlayer, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._makers = [first, second]
        self._made: dict[int, Player] = {}
        self._missing: dict[int, PlayerUnavailable] = {}
        self._plays: dict[Path, int] = {}  # where a clip has started
        self._active: int | None = None
        self._untried: list[int] = []
        self._path: Path | None = None
        self._opening = 0  # the how manieth it is
        self._loop = True
        self._rate = 1.0
        self._held = False
        self._position_ms = 0
        self._failures: list[str] = []
        self._closed = False

    @property
    def name(self) -> str:
        """That of the player in use; before the first clip, of the first that can be had."""
        player = self._player() or self._first()
        return player.name if player else "none"

    def version(self) -> str:
        player = self._player() or self._first()
        return player.version() if player else ""

    def prepare(self) -> None:
        self._first()

    def _first(self) -> Player | None:
        """The first player that can be had."""
        return next(filter(None, map(self._make, range(len(self._makers)))), None)

    # ---- the contract

    def open(
        self,
        path: Path,
        *,
        loop: bool = True,
        rate: float = 1.0,
        held_at_ms: int | None = None,
    ) -> None:
        if self._closed:
            return
        self.stop()
        self._path = path
        self._loop = loop
        self._rate = rate
        self._held = held_at_ms is not None
        self._position_ms = held_at_ms or 0
        self._failures = []
        self._untried = list(range(len(self._makers)))
        if path in self._plays:  # that one first
            self._untried.sort(key=lambda index: index != self._plays[path])
        self._open_with_next()

    def hold(self) -> None:
        self._held = self._path is not None
        if player := self._player():
            player.hold()

    def resume(self) -> None:
        self._held = False
        if player := self._player():
            player.resume()

    def seek(self, position_ms: int) -> None:
        self._position_ms = position_ms
        if player := self._player():
            player.seek(position_ms)

    def set_rate(self, rate: float) -> None:
        self._rate = rate
        if player := self._player():
            player.set_rate(rate)

    def stop(self) -> None:
        self._path = None
        self._opening += 1
        if player := self._player():
            player.stop()

    def close(self) -> None:
        self.stop()
        self._closed = True
        for player in self._made.values():
            player.close()

    def shown_ms(self) -> int | None:
        player = self._player()
        return player.shown_ms() if player else None

    def picture_size(self) -> QSize:
        player = self._player()
        return player.picture_size() if player else QSize()

    # ---- one after the other

    def _player(self) -> Player | None:
        return None if self._active is None else self._made[self._active]

    def _make(self, index: int) -> Player | None:
        if index not in self._made and index not in self._missing:
            try:
                player = self._makers[index]()
            except PlayerUnavailable as error:
                log.info("%s", error)
                self._missing[index] = error
                return None
            player.setParent(self)
            player.picture.connect(lambda image: self._pass_picture(index, image))
            player.started.connect(lambda: self._pass_started(index))
            player.ended.connect(lambda: self._pass_ended(index))
            player.failed.connect(lambda words: self._take_failure(index, words))
            self._made[index] = player
        return self._made.get(index)

    def _open_with_next(self) -> None:
        """Opens the clip in the state that has been asked for since."""
        while self._untried and self._path is not None:
            index = self._untried.pop(0)
            player = self._make(index)
            if player is None:
                continue
            self._active = index
            held_at_ms = self._position_ms if self._held else None
            player.open(self._path, loop=self._loop, rate=self._rate, held_at_ms=held_at_ms)
            if self._position_ms and not self._held:
                player.seek(self._position_ms)
            return
        self._give_up()

    def _give_up(self) -> None:
        """Soon, not at once: where no player can be had, `open` has not returned yet."""
        # What the first player says of a clip is as good as what the second one says.
        words = next(iter(self._failures), None)
        words = words or "; ".join(str(error) for error in self._missing.values())
        opening = self._opening

        def fail() -> None:
            if opening == self._opening:
                self._path = None
                self.failed.emit(words)

        QTimer.singleShot(0, self, fail)

    def _is_current(self, index: int) -> bool:
        return index == self._active and self._path is not None

    def _pass_picture(self, index: int, image: QImage) -> None:
        if self._is_current(index):
            self.picture.emit(image)

    def _pass_started(self, index: int) -> None:
        if index == self._active and self._path is not None:
            self._plays[self._path] = index
            self.started.emit()

    def _pass_ended(self, index: int) -> None:
        if self._is_current(index):
            self.ended.emit()

    def _take_failure(self, index: int, words: str) -> None:
        if index != self._active or self._path is None:
            return
        log.info("%s: %s: %s", self._path.name, self._made[index].name, words)
        self._failures.append(words)
        self._plays.pop(self._path, None)
        self._open_with_next()

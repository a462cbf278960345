"""Two players in turn: what one can't play the other does, and nobody sees the change."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from pytestqt.qtbot import QtBot

from backrehab.core.errors import PlayerUnavailable
from backrehab.players.base import MISSING, NOT_PLAYABLE, Player
from backrehab.players.fake import FakePlayer
from backrehab.players.fallback import FallbackPlayer
from tests.players.conftest import make_qt, make_vlc
from tests.players.frames import MP4, SAMPLES, WEBM, Watch


class Named(FakePlayer):
    """A fake with a name of its own, which counts how often one was made."""

    made = 0

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        Named.made += 1

    @property
    def name(self) -> str:
        return self._name

    def version(self) -> str:
        return f"{self._name} 1"


class Pair:
    """A fallback player over two fakes, each of which may be missing."""

    def __init__(self, *missing: int) -> None:
        self.fakes: dict[int, Named] = {}
        self.missing = missing
        self.player = FallbackPlayer(lambda: self._make(0), lambda: self._make(1))
        self.watch = Watch(self.player)

    def _make(self, index: int) -> Player:
        if index in self.missing:
            raise PlayerUnavailable(f"player {index}", "it is not here")
        assert index not in self.fakes, "made twice"
        self.fakes[index] = Named(f"fake {index}")
        return self.fakes[index]


def test_nothing_is_loaded_before_the_first_clip(qtbot: QtBot) -> None:
    pair = Pair()
    assert pair.fakes == {}

    pair.player.open(WEBM)

    assert list(pair.fakes) == [0]


def test_it_can_be_prepared_before_the_first_clip(qtbot: QtBot) -> None:
    pair = Pair()

    pair.player.prepare()
    pair.player.open(WEBM)

    assert list(pair.fakes) == [0]


def test_before_the_first_clip_there_is_nothing_to_hold(qtbot: QtBot) -> None:
    pair = Pair()

    pair.player.hold()
    pair.player.seek(400)
    pair.player.set_rate(2.0)
    pair.player.resume()
    pair.player.stop()

    assert pair.fakes == {}
    assert pair.player.picture_size().isEmpty()


def test_what_the_first_plays_is_passed_on(qtbot: QtBot) -> None:
    pair = Pair()
    pair.player.open(WEBM, loop=False)

    pair.fakes[0].send_picture()
    pair.fakes[0].send_picture()
    pair.fakes[0].send_end()

    assert pair.watch.heard == [0, "started", 1, "ended"]
    assert pair.player.picture_size() == QSize(320, 180)
    assert (pair.player.name, pair.player.version()) == ("fake 0", "fake 0 1")


def test_a_clip_the_first_cannot_play_goes_to_the_second_unseen(qtbot: QtBot) -> None:
    pair = Pair()
    pair.player.open(WEBM, loop=False, rate=0.5, held_at_ms=400)

    pair.fakes[0].send_failure(NOT_PLAYABLE)
    pair.fakes[1].send_picture()

    assert pair.fakes[1].calls[0] == ("open", WEBM, False, 0.5, 400)
    assert pair.watch.heard == [10, "started"]
    assert pair.player.name == "fake 1"


def test_what_was_asked_of_the_first_meanwhile_holds_for_the_second(qtbot: QtBot) -> None:
    pair = Pair()
    pair.player.open(WEBM)
    pair.player.set_rate(0.75)
    pair.player.seek(800)
    pair.player.hold()

    pair.fakes[0].send_failure(NOT_PLAYABLE)

    assert pair.fakes[1].calls[0] == ("open", WEBM, True, 0.75, 800)


def test_a_seek_before_the_change_is_not_lost_when_it_plays(qtbot: QtBot) -> None:
    pair = Pair()
    pair.player.open(WEBM, held_at_ms=0)
    pair.player.seek(800)
    pair.player.resume()

    pair.fakes[0].send_failure(NOT_PLAYABLE)
    pair.fakes[1].send_picture()

    assert pair.watch.heard == [20, "started"]
    assert not pair.fakes[1].is_held


def test_it_is_remembered_which_clip_needs_the_second(qtbot: QtBot) -> None:
    pair = Pair()
    pair.player.open(WEBM)
    pair.fakes[0].send_failure(NOT_PLAYABLE)
    pair.fakes[1].send_picture()
    pair.player.open(MP4)
    pair.fakes[0].send_picture()
    pair.fakes[0].calls.clear()

    pair.player.open(WEBM)

    assert not any(call[0] == "open" for call in pair.fakes[0].calls)
    pair.fakes[1].send_picture()
    assert pair.watch.words == ["started"] * 3


def test_a_clip_the_second_played_once_may_go_back_to_the_first(qtbot: QtBot) -> None:
    pair = Pair()
    pair.player.open(WEBM)
    pair.fakes[0].send_failure(NOT_PLAYABLE)
    pair.fakes[1].send_picture()
    pair.player.open(WEBM)

    pair.fakes[1].send_failure(NOT_PLAYABLE)
    pair.fakes[0].send_picture()

    assert pair.watch.words == ["started"] * 2


def test_it_fails_once_when_both_have_failed(qtbot: QtBot) -> None:
    pair = Pair()
    pair.player.open(WEBM)

    pair.fakes[0].send_failure("the first reason")
    assert pair.watch.heard == []
    with qtbot.waitSignal(pair.player.failed, timeout=1_000):
        pair.fakes[1].send_failure("the second reason")

    assert pair.watch.reasons == ["the first reason"]


def test_a_failed_clip_is_tried_again_with_both(qtbot: QtBot) -> None:
    pair = Pair()
    pair.player.open(WEBM)
    pair.fakes[0].send_failure(NOT_PLAYABLE)
    with qtbot.waitSignal(pair.player.failed, timeout=1_000):
        pair.fakes[1].send_failure(NOT_PLAYABLE)

    pair.player.open(WEBM)
    pair.fakes[0].send_picture()

    assert pair.watch.words == ["failed", "started"]


def test_where_the_first_is_missing_the_second_plays(qtbot: QtBot) -> None:
    pair = Pair(0)
    pair.player.open(WEBM)

    pair.fakes[1].send_picture()

    assert pair.watch.words == ["started"]
    assert pair.player.name == "fake 1"


def test_where_the_second_is_missing_the_first_one_s_failure_is_told(qtbot: QtBot) -> None:
    pair = Pair(1)
    pair.player.open(WEBM)

    with qtbot.waitSignal(pair.player.failed, timeout=1_000):
        pair.fakes[0].send_failure(NOT_PLAYABLE)

    assert pair.watch.reasons == [NOT_PLAYABLE]


def test_where_both_are_missing_each_clip_fails_with_the_reasons(qtbot: QtBot) -> None:
    pair = Pair(0, 1)

    with qtbot.waitSignal(pair.player.failed, timeout=1_000):
        pair.player.open(WEBM)
        assert pair.watch.heard == []

    assert pair.watch.reasons == [
        "player 0 can't show clips here: it is not here; "
        "player 1 can't show clips here: it is not here"
    ]
    assert (pair.player.name, pair.player.version()) == ("none", "")
    assert pair.player.picture_size().isEmpty()


def test_a_clip_that_was_left_does_not_fail_any_more(qtbot: QtBot) -> None:
    pair = Pair(0, 1)

    with qtbot.assertNotEmitted(pair.player.failed, wait=50):
        pair.player.open(WEBM)
        pair.player.stop()


def test_after_stop_the_first_one_s_failure_starts_nothing(qtbot: QtBot) -> None:
    pair = Pair()
    pair.player.open(WEBM)

    pair.player.stop()
    for signal in (pair.fakes[0].started, pair.fakes[0].ended):
        signal.emit()
    pair.fakes[0].send_failure(NOT_PLAYABLE)
    pair.fakes[0].send_picture()

    assert list(pair.fakes) == [0]
    assert pair.watch.heard == []


def test_close_closes_both_and_opens_nothing_more(qtbot: QtBot) -> None:
    pair = Pair()
    pair.player.open(WEBM)
    pair.fakes[0].send_failure(NOT_PLAYABLE)

    pair.player.close()
    pair.player.close()
    pair.player.open(WEBM)

    assert all(("close",) in fake.calls for fake in pair.fakes.values())
    assert pair.watch.heard == []


@pytest.fixture
def real_pair(qtbot: QtBot) -> FallbackPlayer:
    return FallbackPlayer(make_vlc, make_qt)


@pytest.mark.vlc
@pytest.mark.qt_log_ignore("No RHI backend", extend=True)
@pytest.mark.parametrize(
    ("clip", "plays"),
    [("numbered.webm", "libVLC"), ("only_qt.avi", "Qt Multimedia"), ("numbered.mp4", "libVLC")],
)
def test_real_clips_are_played_by_whoever_can(
    real_pair: FallbackPlayer, qtbot: QtBot, clip: str, plays: str
) -> None:
    watch = Watch(real_pair)
    with qtbot.waitSignal(real_pair.started, timeout=8_000):
        real_pair.open(SAMPLES / clip, held_at_ms=400)
    real_pair.resume()
    qtbot.waitUntil(lambda: len(watch.numbers) > 3, timeout=8_000)

    assert real_pair.name == plays
    assert real_pair.picture_size() == QSize(320, 180)
    assert watch.words == ["started"]
    real_pair.close()


@pytest.mark.vlc
def test_av1_goes_from_qt_to_libvlc(qtbot: QtBot) -> None:
    """Qt's FFmpeg has no AV1 in software."""
    player = FallbackPlayer(make_qt, make_vlc)
    watch = Watch(player)

    with qtbot.waitSignal(player.started, timeout=12_000):
        player.open(SAMPLES / "only_libvlc.mp4", held_at_ms=0)

    assert watch.words == ["started"]
    player.close()


@pytest.mark.vlc
@pytest.mark.parametrize("name", ["missing.webm", "garbage.mp4", "cut_off.mp4"])
def test_a_broken_file_fails_once_for_both(
    real_pair: FallbackPlayer, qtbot: QtBot, name: str
) -> None:
    watch = Watch(real_pair)

    with qtbot.waitSignal(real_pair.failed, timeout=16_000):
        real_pair.open(SAMPLES / name)

    assert watch.heard == ["failed"]
    assert watch.reasons == [MISSING if name == "missing.webm" else NOT_PLAYABLE]
    real_pair.close()

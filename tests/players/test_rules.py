"""The rules that all players share, over a fake whose pictures come when a test says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from backrehab.players.base import FASTEST_RATE, NO_PICTURE, NOT_PLAYABLE, SLOWEST_RATE
from backrehab.players.fake import FakePlayer
from tests.players.frames import WEBM, Watch


@pytest.fixture
def fake(qtbot: QtBot) -> FakePlayer:
    return FakePlayer()


def test_an_end_that_is_reached_while_held_is_told_after_resume(fake: FakePlayer) -> None:
    watch = Watch(fake)
    fake.open(WEBM, loop=False)
    fake.send_picture()
    fake.hold()

    fake.send_end()
    assert watch.words == ["started"]

    fake.resume()
    assert watch.words == ["started", "ended"]


def test_a_seek_after_an_end_that_was_reached_while_held_opens_it_there(fake: FakePlayer) -> None:
    watch = Watch(fake)
    fake.open(WEBM, loop=False, rate=0.5)
    fake.send_picture()
    fake.hold()
    fake.send_end()

    fake.seek(800)
    fake.send_picture()

    assert watch.heard == [0, "started", 20, "started"]
    assert fake.calls[-2] == ("open", WEBM, False, 0.5, 800)
    assert fake.is_held


def test_a_loop_that_a_decoder_gives_up_begins_again_unseen(fake: FakePlayer) -> None:
    watch = Watch(fake)
    fake.open(WEBM, held_at_ms=800)
    fake.send_picture()
    fake.resume()

    fake.send_end()
    fake.send_picture()

    assert watch.heard == [20, "started", 0]


def test_a_loop_that_begins_again_without_a_picture_has_failed(fake: FakePlayer) -> None:
    watch = Watch(fake)
    fake.open(WEBM)
    fake.send_picture()

    fake.send_end()
    fake.send_end()

    assert watch.heard == [0, "started", "failed"]
    assert watch.reasons == [NOT_PLAYABLE]


def test_a_clip_without_a_picture_fails_when_patience_is_over(
    fake: FakePlayer, qtbot: QtBot
) -> None:
    watch = Watch(fake)
    assert fake._patience.interval() == 4_000
    fake._patience.setInterval(20)

    with qtbot.waitSignal(fake.failed, timeout=2_000):
        fake.open(WEBM)

    assert watch.reasons == [NO_PICTURE]


def test_a_clip_with_a_picture_has_all_the_time(fake: FakePlayer, qtbot: QtBot) -> None:
    fake._patience.setInterval(20)
    fake.open(WEBM)
    fake.send_picture()

    with qtbot.assertNotEmitted(fake.failed, wait=60):
        pass


def test_a_clip_without_pictures_that_ends_has_failed(fake: FakePlayer) -> None:
    watch = Watch(fake)
    fake.open(WEBM, loop=False)

    fake.send_end()

    assert watch.heard == ["failed"]


@pytest.mark.parametrize(("asked", "played"), [(0.1, SLOWEST_RATE), (9.0, FASTEST_RATE), (1, 1)])
def test_the_rate_stays_within_its_limits(fake: FakePlayer, asked: float, played: float) -> None:
    fake.open(WEBM, rate=asked)
    assert fake._rate == played

    fake.set_rate(1.0)
    fake.set_rate(asked)
    assert fake._rate == played


def test_a_negative_position_is_the_start(fake: FakePlayer) -> None:
    watch = Watch(fake)
    fake.open(WEBM, held_at_ms=-5)
    fake.send_picture()

    assert watch.numbers == [0]


def test_a_closed_player_opens_nothing(fake: FakePlayer, qtbot: QtBot) -> None:
    watch = Watch(fake)
    fake.close()
    fake.close()

    with qtbot.assertNotEmitted(fake.failed, wait=20):
        fake.open(WEBM)
        fake.open(Path("not-there.webm"))
        fake.hold()
        fake.resume()
        fake.seek(3)
        fake.set_rate(2.0)

    assert watch.heard == []


def test_the_fake_writes_down_what_it_was_asked(fake: FakePlayer) -> None:
    fake.open(WEBM, rate=2.0)
    fake.hold()
    fake.seek(400)
    fake.resume()
    fake.set_rate(0.5)
    fake.stop()

    assert [call for call in fake.calls if call != ("stop",)] == [
        ("open", WEBM, True, 2.0, None),
        ("hold",),
        ("seek", 400),
        ("resume",),
        ("set_rate", 0.5),
    ]


def test_the_fake_ends_by_itself_where_it_does_not_go_round(fake: FakePlayer) -> None:
    watch = Watch(fake)
    fake.open(WEBM, loop=False)

    for _ in range(51):
        fake.send_picture()

    assert watch.numbers == list(range(50))
    assert watch.words == ["started", "ended"]

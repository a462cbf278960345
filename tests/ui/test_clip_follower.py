"""The player is told only what changes, and the clip is where the timer is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from backrehab.core.engine import State
from backrehab.core.model import Side
from tests.ui.mat import GET_READY_CHAIR_MS, GET_READY_FLOOR_MS, LEAD_IN_MS, MARKS, Mat

# One bridge: lift 2 s, hold 3 s, lower 3 s, rest 1 s; of the clip 2.6 s to lift and to lower.
LIFT, HOLD, LOWER, GAP = 2_000, 3_000, 3_000, 1_000
LIFT_RATE, LOWER_RATE = 1.3, 2_600 / 3_000

# Goes round without a break, 1.52 s to the turn.
ROLL_MARKS: dict[str, object] = {
    "duration_ms": 6_080,
    "marks": [
        {"name": "start", "at_ms": 0},
        {"name": "move", "at_ms": 0},
        {"name": "return", "at_ms": 1_520},
    ],
    "side_shown": "both",
}


@pytest.fixture
def mat(qtbot: QtBot, tmp_path: Path) -> Iterator[Mat]:
    mat = Mat(qtbot, tmp_path)
    yield mat
    mat.view.controller.stop()
    mat.diary.close()


def tick(mat: Mat, ms: int) -> None:
    """Lets so much time pass as the session's timer does, with some thirty looks a second."""
    while ms > 0:
        step = min(ms, 33)
        mat.clock.advance(step)
        mat.view.controller.tick()
        ms -= step


def said(mat: Mat, ms: int) -> list[tuple[object, ...]]:
    """What the player is told in the next so many milliseconds."""
    known = len(mat.player.calls)
    tick(mat, ms)
    return mat.player.calls[known:]


def begin_bridging(mat: Mat, **figures: Any) -> None:
    mat.begin("bridging", marks=MARKS, **figures)
    mat.player.send_picture()
    tick(mat, GET_READY_FLOOR_MS - 1)


def test_a_whole_rep_is_told_in_a_few_words(mat: Mat) -> None:
    begin_bridging(mat)
    assert [call[0] for call in mat.player.calls] == ["open", "stop"]  # the clip before
    assert mat.player.calls[0][4] == 400  # held where the move sets off

    assert said(mat, LIFT) == [("set_rate", LIFT_RATE), ("resume",)]
    assert said(mat, HOLD) == [("hold",), ("seek", 4_600)]  # where the return sets off
    assert said(mat, LOWER) == [("set_rate", LOWER_RATE), ("resume",)]
    assert said(mat, GAP) == [("hold",), ("seek", 400)]
    assert said(mat, LIFT) == [("set_rate", LIFT_RATE), ("resume",)]


def test_a_rest_between_sets_stands_in_the_start_pose(mat: Mat) -> None:
    begin_bridging(mat, sets=2, reps=1, rest_seconds=10)
    tick(mat, LIFT + HOLD + LOWER)

    assert said(mat, 10_000) == [("hold",), ("seek", 400)]
    assert said(mat, LIFT) == [("set_rate", LIFT_RATE), ("resume",)]


def test_a_pause_freezes_and_is_put_right_before_it_goes_on(mat: Mat) -> None:
    begin_bridging(mat)
    tick(mat, 1 + 1_000)
    known = len(mat.player.calls)

    mat.view.controller.pause()
    tick(mat, 60_000)
    assert mat.player.calls[known:] == [("hold",)]
    mat.view.controller.resume()
    assert mat.player.calls[known + 1 :] == [("seek", 1_700)]  # half way up
    assert said(mat, LEAD_IN_MS + 33) == [("resume",)]
    assert said(mat, 1_000) == [("hold",), ("seek", 4_600)]


def test_a_pause_in_a_hold_needs_no_word(mat: Mat) -> None:
    begin_bridging(mat)
    tick(mat, 1 + LIFT + 1_000)
    known = len(mat.player.calls)

    mat.view.controller.pause()
    mat.view.controller.resume()
    tick(mat, LEAD_IN_MS)

    assert mat.view.controller.state is State.RUNNING
    assert mat.player.calls[known:] == []


def test_back_begins_again_in_the_start_pose(mat: Mat) -> None:
    begin_bridging(mat)
    tick(mat, 1 + 1_000)
    known = len(mat.player.calls)

    mat.view.controller.back()
    assert mat.player.calls[known:] == [("hold",), ("seek", 400)]
    assert said(mat, 4_999) == []
    assert said(mat, LIFT) == [("resume",)]  # at the rate it still has


def test_skip_leaves_the_player_alone(mat: Mat) -> None:
    begin_bridging(mat)
    tick(mat, 1 + LIFT + HOLD + 1_000)
    known = len(mat.player.calls)

    mat.view.controller.skip()

    assert mat.player.calls[known:] == [("stop",)]


def test_a_gap_in_time_goes_on_where_it_was_last_seen(mat: Mat) -> None:
    begin_bridging(mat)
    tick(mat, 1 + 1_000)
    known = len(mat.player.calls)

    mat.clock.advance(3_600_000)
    mat.view.controller.tick()
    mat.view.controller.resume()

    assert mat.player.calls[known:] == [("hold",), ("seek", 1_700)]


def test_a_late_look_finds_the_figure_on_its_way(mat: Mat) -> None:
    begin_bridging(mat)

    mat.clock.advance(501)
    mat.view.controller.tick()

    rate, seek, resume = mat.player.calls[-3:]
    assert (rate, seek, resume) == (("set_rate", LIFT_RATE), ("seek", 1_050), ("resume",))


def test_without_a_hold_it_turns_over_the_still_part(mat: Mat) -> None:
    begin_bridging(mat, hold_seconds=0)
    tick(mat, 1 + LIFT)

    rate, (word, position_ms) = mat.player.calls[-2:]
    assert rate == ("set_rate", LOWER_RATE)
    assert word == "seek"
    assert 4_600 <= int(str(position_ms)) <= 4_640


def test_a_clip_that_turns_without_a_break_is_not_sought(mat: Mat) -> None:
    mat.begin("sitting-rocking", marks=ROLL_MARKS, gap_seconds=0)
    mat.player.send_picture()
    tick(mat, GET_READY_CHAIR_MS - 1)

    words = {call[0] for call in said(mat, 3 * 6_000)}

    assert words == {"set_rate", "resume"}


def test_a_slow_move_arrives_early_and_waits(mat: Mat) -> None:
    begin_bridging(mat, move_seconds=10)

    assert said(mat, 5_190) == [("set_rate", 0.5), ("resume",)]
    assert said(mat, 4_800) == [("hold",)]
    assert said(mat, HOLD) == [("seek", 4_600)]


def test_a_move_too_fast_for_the_clip_sets_out_on_its_way(mat: Mat) -> None:
    begin_bridging(mat, move_seconds=1)

    rate, seek, resume = said(mat, 1_000)
    assert (rate, seek[0], resume) == (("set_rate", 2.0), "seek", ("resume",))
    assert 1_000 <= int(str(seek[1])) <= 1_066


def test_a_timed_dose_goes_round_by_itself(mat: Mat) -> None:
    mat.begin("lumbar-knee-rolling", marks=ROLL_MARKS)
    mat.player.send_picture()
    tick(mat, GET_READY_FLOOR_MS - 1)

    assert said(mat, 59_000) == [("set_rate", 6_080 / 6_000), ("resume",)]


def test_the_other_side_is_mirrored_and_a_rest_stays_as_it_was(mat: Mat) -> None:
    turned: dict[str, set[bool]] = {}
    mat.begin("single-leg-stance", marks=MARKS, sets=2, reps=1, sides=(Side.LEFT, Side.RIGHT))
    mat.view.controller.progressed.connect(
        lambda progress: turned.setdefault(
            f"{progress.phase.kind} {progress.phase.side}", set()
        ).add(mat.view.stage.mirrored)
    )
    mat.go(GET_READY_CHAIR_MS + 9_000 + 8_000 + 9_000 + 60_000 + 9_000 + 8_000 + 5_000)

    assert turned.pop("rest None") == {True}
    assert {kind for kind, mirrored in turned.items() if mirrored != {kind.endswith("right")}} == (
        set()
    )
    assert "switch_side right" in turned


@pytest.mark.parametrize("shown", ["none", "both"])
def test_a_clip_without_a_side_is_never_mirrored(mat: Mat, shown: str) -> None:
    mat.begin("single-leg-stance", marks={**MARKS, "side_shown": shown}, sides=(Side.RIGHT,))
    mat.go(GET_READY_CHAIR_MS + 3_000)

    assert not mat.view.stage.mirrored


def test_the_next_clip_is_not_mirrored_by_the_last(mat: Mat) -> None:
    mat.begin("single-leg-stance", marks=MARKS, sides=(Side.RIGHT,))
    assert mat.view.stage.mirrored

    mat.begin("bridging")

    assert not mat.view.stage.mirrored


def test_without_marks_it_goes_round_through_the_set_and_waits_else(mat: Mat) -> None:
    mat.begin("bridging", sets=2, reps=2)
    mat.player.send_picture()
    tick(mat, GET_READY_FLOOR_MS - 1)
    assert mat.player.calls[0][4] == 0

    assert said(mat, 2 * (LIFT + HOLD + LOWER) + GAP) == [("resume",)]
    assert said(mat, 30_000) == [("hold",), ("seek", 0)]  # resting
    mat.view.controller.pause()
    mat.view.controller.resume()
    assert said(mat, LEAD_IN_MS + 29_000) == []
    assert said(mat, 1_100) == [("resume",)]


@pytest.mark.parametrize("raw", ["{", '{"duration_ms": 7200}'])
def test_broken_marks_play_as_none(mat: Mat, raw: str, caplog: pytest.LogCaptureFixture) -> None:
    mat.clip.with_suffix(".json").write_text(raw, encoding="utf-8")

    mat.begin("bridging")
    tick(mat, GET_READY_FLOOR_MS)

    assert [call[0] for call in mat.player.calls] == ["open", "stop", "resume"]
    assert "without its marks" in caplog.text


# What the stage shows meanwhile


def test_the_still_is_shown_until_the_first_picture_comes(mat: Mat) -> None:
    still = QImage(320, 180, QImage.Format.Format_RGB32)
    still.fill(QColor(10, 200, 30))
    assert still.save(str(mat.clip.with_suffix(".webp")))
    mat.begin("bridging", marks=MARKS)
    middle = mat.view.stage.rect().center()

    green = QColor(mat.view.stage.grab().toImage().pixel(middle))
    mat.player.send_picture()
    grey = QColor(mat.view.stage.grab().toImage().pixel(middle))

    assert green.green() > 150 > green.red()
    assert abs(grey.red() - grey.green()) < 20


@pytest.mark.parametrize(
    ("safe_box", "lightness"),
    [
        pytest.param([0.0, 0.0, 1.0, 1.0], 0, id="all of it, with room above and below"),
        pytest.param([0.3, 0.0, 0.4, 1.0], 128, id="the middle, which may fill the stage"),
    ],
)
def test_the_safe_box_of_the_marks_fills_the_stage(
    mat: Mat, safe_box: list[float], lightness: int
) -> None:
    mat.begin("bridging", marks={**MARKS, "safe_box": safe_box})
    mat.player.send_picture()  # 320 x 180, a black and white number over grey

    shown = mat.view.stage.grab().toImage()

    # The number ends at 174 where all the width is shown, else at 145.
    assert shown.size() == QSize(974, 652)
    assert QColor(shown.pixel(10, 160)).lightness() == pytest.approx(lightness, abs=8)


def test_the_small_picture_shows_the_side_of_the_clip(mat: Mat) -> None:
    """The fake's tenth picture is white in the second and fourth eighth of its top."""

    def white() -> list[int]:
        picture = mat.view.panel._thumbnail
        eighth = picture.width() / 8
        tops = [QColor(picture.pixel(int((no + 0.5) * eighth), 4)) for no in range(8)]
        return [no for no, top in enumerate(tops) if top.lightness() > 128]

    mat.begin("single-leg-stance", marks=MARKS, sides=(Side.LEFT, Side.RIGHT), reps=1)
    mat.player.send_picture()
    assert white() == [1, 3]

    mat.go(GET_READY_CHAIR_MS + 9_000)

    assert white() == [4, 6]


def show(mat: Mat, monkeypatch: pytest.MonkeyPatch, shown_ms: int | None) -> None:
    """The player knows that it shows the picture that begins here."""
    monkeypatch.setattr(mat.player, "shown_ms", lambda: shown_ms)


def half_way_up(mat: Mat) -> None:
    begin_bridging(mat)
    tick(mat, 1 + LIFT // 2)  # 1,300 ms after the move set off at 400


def test_a_clip_that_is_where_it_should_be_is_left_alone(
    mat: Mat, monkeypatch: pytest.MonkeyPatch
) -> None:
    half_way_up(mat)
    show(mat, monkeypatch, 1_680)

    assert said(mat, 33) == []


@pytest.mark.parametrize(("shown_ms", "rate"), [(1_560, 1.1), (1_800, 0.9)])
def test_a_clip_that_went_astray_comes_back_by_its_rate(
    mat: Mat, monkeypatch: pytest.MonkeyPatch, shown_ms: int, rate: float
) -> None:
    half_way_up(mat)
    show(mat, monkeypatch, shown_ms)

    ((word, faster),) = said(mat, 33)
    assert word == "set_rate"
    assert faster == pytest.approx(LIFT_RATE * rate)
    show(mat, monkeypatch, 1_760)  # back again
    assert said(mat, 33) == [("set_rate", LIFT_RATE)]


def test_a_clip_that_fell_far_behind_jumps_once(mat: Mat, monkeypatch: pytest.MonkeyPatch) -> None:
    half_way_up(mat)
    show(mat, monkeypatch, 800)

    words = [call[0] for call in said(mat, 33)]
    assert words == ["set_rate", "seek"]
    jumped_to = mat.player.calls[-1][1]
    assert jumped_to == pytest.approx(1_700 + 40 * LIFT_RATE, abs=50)
    show(mat, monkeypatch, int(str(jumped_to)) - 40)  # it has not come down yet
    assert "seek" not in [call[0] for call in said(mat, 600)]


def test_a_player_that_lost_its_place_is_given_it(
    mat: Mat, monkeypatch: pytest.MonkeyPatch
) -> None:
    half_way_up(mat)
    show(mat, monkeypatch, 1_680)
    tick(mat, 33)
    show(mat, monkeypatch, None)

    assert "seek" in [call[0] for call in said(mat, 33)]


def test_a_player_that_never_tells_is_left_alone(mat: Mat) -> None:
    half_way_up(mat)

    assert said(mat, 500) == []

"""The screen a session is shown on: the chosen one, and what happens when it isn't there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from backrehab.ui.displays import THIS_SCREEN, displays, find_screen

SCREENS = [
    {"name": "eDP-1", "x": 0, "y": 0, "width": 1366, "height": 768},
    {"name": "HDMI-1", "x": 1366, "y": 0, "width": 1920, "height": 1080},
]
"""In a program with these, the last one listed is the primary one."""


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What `two_screens` saw: Qt learns its screens only when a program starts."""
    folder = tmp_path_factory.mktemp("screens")
    sizes = {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    wanted = {"screens": [screen | sizes for screen in SCREENS]}
    config = folder / "screens.json"
    config.write_text(json.dumps(wanted), encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "-m", "tests.ui.two_screens", str(folder)],
        cwd=Path(__file__).parents[2],
        env=os.environ | {"QT_QPA_PLATFORM": f"offscreen:configfile={config}"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    answer: dict[str, Any] = json.loads(ran.stdout)
    return answer


def test_with_one_screen_there_is_nothing_to_choose(qapp: object) -> None:
    assert displays() == [(THIS_SCREEN, "This screen")]
    assert find_screen(THIS_SCREEN) is None


def test_two_screens_are_told_by_place_size_and_name(seen: dict[str, Any]) -> None:
    assert seen["displays"] == [
        ["", "This screen"],
        ["HDMI-1", "First screen, 1920 x 1080 (HDMI-1)"],
        ["eDP-1", "Second screen, 1366 x 768 (eDP-1)"],
    ]


def test_a_screen_that_was_chosen_and_is_gone_stays_in_the_list(seen: dict[str, Any]) -> None:
    assert seen["with one that is gone"][-1] == [
        "Beamer",
        "The screen you chose is not connected",
    ]


def test_a_session_fills_the_chosen_screen_and_gives_the_window_back(
    seen: dict[str, Any],
) -> None:
    assert seen["before"]["screen"] == "eDP-1"
    assert seen["in a session"] == {
        "screen": "HDMI-1",
        "full": True,
        "maximised": False,
        "place": [1366, 0, 1920, 1080],
    }
    assert seen["after it"] == seen["before"]


def test_a_maximised_window_is_maximised_afterwards_where_it_was(seen: dict[str, Any]) -> None:
    assert seen["in one from a maximised window"]["screen"] == "HDMI-1"
    assert seen["in one from a maximised window"]["full"]
    assert seen["maximised after it"]["screen"] == "eDP-1"
    assert seen["maximised after it"]["maximised"]


def test_where_the_chosen_screen_is_not_there_this_one_is_filled(seen: dict[str, Any]) -> None:
    place = seen["its screen is not there"]
    assert (place["screen"], place["full"]) == ("eDP-1", True)


def test_an_unplugged_screen_pauses_the_session_and_another_shows_it(
    seen: dict[str, Any],
) -> None:
    place = seen["unplugged"]
    assert (place["screen"], place["full"], place["state"]) == ("HDMI-1", True, "paused")
    assert place["said"] == "The screen was unplugged. Press Carry on when you are ready."
    assert seen["went on"] == {"verb": "SINK", "elapsed_ms": 2_000, "said": ""}
    after = seen["after the unplugged one"]
    assert (after["screen"], after["full"]) == ("HDMI-1", False)
    assert after["place"][2:] == seen["before"]["place"][2:]  # as large as it was

"""What is set stays set, and what makes no sense counts as not set."""

from __future__ import annotations

from pathlib import Path

import pytest

from backrehab.core.cues import Cue
from backrehab.ui.preferences import AskWorst, Preferences, ReducedMotion
from backrehab.ui.theme import ThemeChoice


def everything(preferences: Preferences) -> dict[str, object]:
    return {
        name: getattr(preferences, name)
        for name, member in vars(Preferences).items()
        if isinstance(member, property)
    }


def changed() -> dict[str, object]:
    """Another value than the default for each setting."""
    return {
        "theme": ThemeChoice.DARK,
        "text_percent": 150,
        "reduced_motion": ReducedMotion.ON,
        "display": "HDMI-1",
        "sounds": False,
        "cue_kinds_off": frozenset({Cue.TICK, Cue.RETURN}),
        "voice": False,
        "voice_counts": False,
        "volume": 30,
        "ask_pain_before": False,
        "ask_worst": AskWorst.AFTER_EACH,
        "ask_pain_after": False,
        "ask_next_morning": False,
        "ask_with_tone": True,
        "first_run_read": True,
        "region": "england",
        "privacy_told": "open_folder",
    }


def test_nothing_set_means_our_defaults() -> None:
    assert everything(Preferences(None)) == {
        "theme": ThemeChoice.SYSTEM,
        "text_percent": 100,
        "reduced_motion": ReducedMotion.SYSTEM,
        "display": "",
        "sounds": True,
        "cue_kinds_off": frozenset(),
        "voice": True,
        "voice_counts": True,
        "volume": 80,
        "ask_pain_before": True,
        "ask_worst": AskWorst.AT_THE_END,
        "ask_pain_after": True,
        "ask_next_morning": True,
        "ask_with_tone": False,
        "first_run_read": False,
        "region": "",
        "privacy_told": "",
    }


def test_every_setting_is_there_again_at_the_next_start(tmp_path: Path) -> None:
    file = tmp_path / "settings.ini"
    preferences = Preferences(file)

    for name, value in changed().items():
        setattr(preferences, name, value)

    assert everything(preferences) == changed()
    assert everything(Preferences(file)) == changed()


def test_a_copy_in_memory_leaves_the_file_alone(tmp_path: Path) -> None:
    file = tmp_path / "settings.ini"
    preferences = Preferences(file)
    preferences.voice = False

    copy = preferences.copy_in_memory()
    copy.voice = True
    copy.ask_worst = AskWorst.NEVER

    assert (copy.voice, preferences.voice) == (True, False)
    assert everything(Preferences(file)) == everything(preferences)


@pytest.mark.parametrize(
    ("line", "name", "default"),
    [
        ("look/theme", "theme", ThemeChoice.SYSTEM),
        ("look/text_percent", "text_percent", 100),
        ("look/reduced_motion", "reduced_motion", ReducedMotion.SYSTEM),
        ("sound/volume", "volume", 80),
        ("sound/kinds_off", "cue_kinds_off", frozenset()),
        ("pain/ask_worst", "ask_worst", AskWorst.AT_THE_END),
    ],
)
def test_a_value_that_makes_no_sense_counts_as_not_set(
    tmp_path: Path, line: str, name: str, default: object
) -> None:
    group, key = line.split("/")
    file = tmp_path / "settings.ini"
    file.write_text(f"[{group}]\n{key}=nonsense\n", encoding="utf-8")

    assert getattr(Preferences(file), name) == default

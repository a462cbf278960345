"""The tones: made the same every time, told apart by ear, silent where there is no sound."""

from __future__ import annotations

import subprocess
import sys
import wave
from pathlib import Path

import pytest
from PySide6.QtMultimedia import QMediaDevices, QSoundEffect
from pytestqt.qtbot import QtBot

from backrehab.core.cues import Cue
from backrehab.cues.tones import Tones

ROOT = Path(__file__).parents[2]
SOUNDS = ROOT / "resources" / "sounds"


def test_the_shipped_tones_are_what_their_maker_makes(tmp_path: Path) -> None:
    maker = ROOT / "tools" / "make_tones.py"

    subprocess.run([sys.executable, str(maker), str(tmp_path)], check=True)

    made = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    shipped = {file.name: file.read_bytes() for file in SOUNDS.glob("*.wav")}
    assert made == shipped


@pytest.mark.parametrize("cue", Cue)
def test_every_cue_has_a_short_tone_that_starts_and_ends_in_silence(cue: Cue) -> None:
    with wave.open(str(SOUNDS / f"{cue}.wav")) as file:
        form = (file.getnchannels(), file.getsampwidth(), file.getframerate())
        seconds = file.getnframes() / file.getframerate()
        sound = memoryview(file.readframes(file.getnframes())).cast("h")

    assert form == (1, 2, 48_000)
    assert 0.15 <= seconds <= 0.6
    assert (sound[0], sound[-1]) == (0, 0)
    assert 8_000 < max(sound) < 20_000  # to be heard, never harsh


def test_no_two_tones_are_alike() -> None:
    assert len({(SOUNDS / f"{cue}.wav").read_bytes() for cue in Cue}) == len(Cue)


def test_every_tone_can_be_loaded_by_what_plays_it(qtbot: QtBot) -> None:
    device = QMediaDevices.defaultAudioOutput()
    if not device.isNull():
        pytest.skip("there is a sound device: it would be heard")
    tones = Tones(SOUNDS)

    for cue in Cue:
        tones.play(cue)

    assert not tones.available
    assert tones.findChildren(QSoundEffect) == []


def test_tones_that_are_switched_off_load_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    tones = Tones(tmp_path)
    tones.set_enabled(False)
    tones.set_volume(30)

    tones.play(Cue.GO)

    assert tones.findChildren(QMediaDevices) == []


def test_without_qt_multimedia_they_are_silent(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where libpulse is missing: its import fails."""
    monkeypatch.setitem(sys.modules, "PySide6.QtMultimedia", None)
    tones = Tones(SOUNDS)

    tones.play(Cue.GO)
    tones.set_enabled(False)

    assert not tones.available

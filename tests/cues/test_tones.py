"""The tones: made the same every time, told apart by ear, silent where there is no sound."""

from __future__ import annotations

import itertools
import subprocess
import sys
import wave
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtMultimedia import QMediaDevices, QSoundEffect
from pytestqt.qtbot import QtBot

from backrehab.core.cues import Cue
from backrehab.cues.tones import Tones

ROOT = Path(__file__).parents[2]
SOUNDS = ROOT / "resources" / "sounds"
RATE_HZ = 48_000


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

    sound = samples(cue)

    assert form == (1, 2, RATE_HZ)
    assert 0.1 <= len(sound) / RATE_HZ <= 0.7
    assert abs(sound[0]) < 0.001
    assert abs(sound[-1]) < 0.001


@pytest.mark.parametrize("cue", Cue)
def test_no_tone_is_cut_off_at_the_top_or_clicks(cue: Cue) -> None:
    sound = samples(cue)
    power = np.abs(np.fft.rfft(sound)) ** 2
    hz = np.fft.rfftfreq(len(sound), 1 / RATE_HZ)

    assert np.abs(sound).max() < 0.85
    # A click is a corner, and a corner sounds at every pitch at once: there is next to nothing.
    assert power[hz > 5_000].sum() / power.sum() < 1e-8


@pytest.mark.parametrize("cue", Cue)
def test_a_tone_lies_where_old_ears_still_hear_well(cue: Cue) -> None:
    sound = samples(cue)
    power = np.abs(np.fft.rfft(sound)) ** 2
    hz = np.fft.rfftfreq(len(sound), 1 / RATE_HZ)

    assert power[(hz > 500) & (hz < 2_500)].sum() / power.sum() > 0.98


def test_all_tones_are_equally_loud_to_the_ear() -> None:
    loudness = {cue: loudness_db(samples(cue)) for cue in Cue}

    assert max(loudness.values()) - min(loudness.values()) < 0.2, loudness


def test_tones_are_told_apart_without_an_ear_for_pitch() -> None:
    """By how many notes there are and which way they go; the two single notes by their length."""
    shapes = {cue: (contour(samples(cue)), len(samples(cue)) > RATE_HZ // 4) for cue in Cue}

    assert shapes == {
        Cue.GET_READY: ("=", True),
        Cue.GO: ("+", True),
        Cue.HOLD: ("", True),
        Cue.RETURN: ("-", True),
        Cue.SWITCH_SIDE: ("+-", True),
        Cue.REST: ("--", True),
        Cue.LAST_ONE: ("==+", True),
        Cue.FINISHED: ("+++", True),
        Cue.TICK: ("", False),
    }
    assert len(set(shapes.values())) == len(Cue)


def test_one_step_up_or_down_is_wide_enough_to_be_noticed() -> None:
    for cue in Cue:
        notes = pitches(samples(cue))
        for one, next_one in itertools.pairwise(notes):
            # Equal, or three semitones apart and more.
            ratio = max(one, next_one) / min(one, next_one)
            assert ratio < 1.01 or ratio > 1.18, cue


def samples(cue: Cue) -> Any:
    """The tone's samples, -1 to 1."""
    with wave.open(str(SOUNDS / f"{cue}.wav")) as file:
        return np.frombuffer(file.readframes(file.getnframes()), "<i2") / 32_768


def pitches(sound: Any) -> list[float]:
    """The notes in Hz; a note is what lies between two moments of silence."""
    stretch = RATE_HZ // 200
    pieces = np.array_split(sound, len(sound) // stretch)
    sounding = [bool(np.abs(piece).max() > 0.3 * np.abs(sound).max()) for piece in pieces]
    notes = []
    for is_note, group in itertools.groupby(zip(sounding, pieces, strict=True), lambda it: it[0]):
        if is_note:
            note = np.concatenate([piece for _, piece in group])
            power = np.abs(np.fft.rfft(note, 8 * RATE_HZ))
            notes.append(float(power.argmax()) / 8)
    return notes


def contour(sound: Any) -> str:
    """Which way the notes go, one sign for each step."""
    steps = [b / a for a, b in itertools.pairwise(pitches(sound))]
    return "".join("=" if 0.99 < step < 1.01 else "+" if step > 1 else "-" for step in steps)


def loudness_db(sound: Any) -> float:
    """How loud its loudest fifth of a second is, weighted by the A curve of IEC 61672."""
    square = np.fft.rfftfreq(len(sound), 1 / RATE_HZ) ** 2
    below = (square + 20.6**2) * np.sqrt((square + 107.7**2) * (square + 737.9**2))
    curve = 1.2589 * 12194.0**2 * square**2 / (below * (square + 12194.0**2))
    heard = np.fft.irfft(np.fft.rfft(sound) * curve, len(sound))
    fifth = RATE_HZ // 5
    sums = np.concatenate([[0.0], np.cumsum(heard**2), np.full(fifth, (heard**2).sum())])
    return float(10 * np.log10((sums[fifth:] - sums[:-fifth]).max() / fifth))


def test_every_tone_can_be_loaded_by_what_plays_it(qtbot: QtBot) -> None:
    device = QMediaDevices.defaultAudioOutput()
    if not device.isNull():
        pytest.skip("there is a sound device: it would be heard")
    tones = Tones(SOUNDS)

    for cue in Cue:
        tones.play(cue)

    assert not tones.available
    assert tones.findChildren(QSoundEffect) == []


@pytest.mark.parametrize("cue", Cue)
def test_the_length_of_a_tone_is_that_of_its_file(qtbot: QtBot, cue: Cue) -> None:
    assert Tones(SOUNDS).length_ms(cue) == len(samples(cue)) * 1000 // RATE_HZ


def test_a_tone_that_cannot_be_read_has_no_length(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "go.wav").write_bytes(b"")
    (tmp_path / "hold.wav").write_bytes(b"no sound at all, but long enough to look like one")
    tones = Tones(tmp_path)

    assert [tones.length_ms(cue) for cue in (Cue.GO, Cue.HOLD, Cue.REST)] == [0, 0, 0]


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

"""What a session sounds like: tone and voice, one after the other, and silence in a pause."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from backrehab.core.cues import Cue
from backrehab.core.engine import Engine, Event, State
from backrehab.core.model import Programme
from backrehab.core.routine import make_routine
from backrehab.core.timeline import PhaseKind
from backrehab.paths import find_resources
from backrehab.storage.content import load_library
from backrehab.ui.preferences import Preferences
from backrehab.ui.session_cues import SessionCues

LIBRARY = load_library(find_resources())
LENGTHS_MS = {cue: 300 + 50 * number for number, cue in enumerate(Cue)}
LOOK_MS = 33


class Ears:
    """Both the tones and the voice; writes down what is heard and when."""

    def __init__(self) -> None:
        self.now_ms = 0
        self.heard: list[tuple[int, str]] = []
        self.tones = FakeTones(self)
        self.speaker = FakeSpeaker(self)


class FakeTones:
    def __init__(self, ears: Ears) -> None:
        self.ears = ears
        self.available = True
        self.enabled = True

    def play(self, cue: Cue) -> None:
        if self.enabled:
            self.ears.heard.append((self.ears.now_ms, cue.value))

    def stop(self) -> None: ...

    def length_ms(self, cue: Cue) -> int:
        return LENGTHS_MS[cue]

    def set_enabled(self, on: bool) -> None:
        self.enabled = on


class FakeSpeaker:
    def __init__(self, ears: Ears) -> None:
        self.ears = ears
        self.ready = True
        self.enabled = True
        self.speaks = False

    def say(self, words: str) -> None:
        if self.enabled:
            self.speaks = True
            self.ears.heard.append((self.ears.now_ms, words))

    def stop(self) -> None:
        if self.speaks:
            self.speaks = False
            self.ears.heard.append((self.ears.now_ms, "(silence)"))

    def set_enabled(self, on: bool) -> None:
        self.enabled = on
        if not on:
            self.stop()


class Session:
    """One exercise, looked at every 33 ms as the screen does."""

    def __init__(
        self, ears: Ears, preferences: Preferences, exercise_id: str = "childs-pose"
    ) -> None:
        programme = Programme().with_changes(exercise_id, {"reps": 2})
        routine = make_routine("Round 1", [LIBRARY.exercise(exercise_id)], programme)
        self.ears = ears
        self.engine = Engine(routine.phases)
        self.cues = SessionCues(ears.tones, ears.speaker)
        self.cues.take_preferences(preferences)
        self.cues.begin(routine, routine.phases)
        self.progress = self.engine.progress(0)
        self.take(self.engine.start(0))

    def take(self, events: list[Event]) -> None:
        before, self.progress = self.progress, self.engine.progress(self.ears.now_ms)
        self.cues.take(before, events, self.progress)

    def look(self, wait_ms: int = LOOK_MS) -> None:
        self.ears.now_ms += wait_ms
        self.take(self.engine.advance(self.ears.now_ms))

    def run(self, ms: int) -> None:
        for _ in range(ms // LOOK_MS):
            self.look()

    def run_until(self, kind: PhaseKind) -> None:
        while self.progress.phase.kind is not kind:
            self.look()


@pytest.fixture
def ears() -> Ears:
    return Ears()


@pytest.fixture
def preferences() -> Preferences:
    return Preferences(None)


def test_words_come_when_their_tone_has_sounded_out(
    qtbot: QtBot, ears: Ears, preferences: Preferences
) -> None:
    session = Session(ears, preferences)
    session.run(36_000)

    heard = [what for _, what in ears.heard]
    assert heard[:12] == [
        "get_ready",
        "Child\N{RIGHT SINGLE QUOTATION MARK}s pose. Get ready. Go onto your hands and knees.",
        "(silence)",
        "go",
        "Sink. One.",
        "(silence)",
        "hold",
        "Hold.",
        "(silence)",
        "tick",
        "tick",
        "tick",
    ]
    for (tone_at, tone), (words_at, words) in zip(ears.heard, ears.heard[1:], strict=False):
        if tone in set(Cue) and words not in set(Cue):
            waited = words_at - tone_at - LENGTHS_MS[Cue(tone)]
            assert 0 <= waited < 2 * LOOK_MS, words


def test_never_two_at_once(qtbot: QtBot, ears: Ears, preferences: Preferences) -> None:
    """Each tone is preceded by silence, and no words begin while others are being said."""
    session = Session(ears, preferences)
    session.run(90_000)

    speaks = False
    for _, what in ears.heard:
        assert not speaks or what == "(silence)"
        speaks = what not in {"(silence)", *Cue}


def test_a_pause_is_silent_and_the_lead_in_says_get_ready(
    qtbot: QtBot, ears: Ears, preferences: Preferences
) -> None:
    session = Session(ears, preferences)
    session.run_until(PhaseKind.HOLD)
    session.look(LENGTHS_MS[Cue.HOLD])
    assert ears.speaker.speaks
    before = len(ears.heard)

    session.take(session.engine.pause(ears.now_ms))
    session.run(10_000)
    assert [what for _, what in ears.heard[before:]] == ["(silence)"]

    session.take(session.engine.resume(ears.now_ms))
    session.run(4_000)
    assert [what for _, what in ears.heard[before + 1 :]] == [
        "get_ready",
        "Get ready.",
        "(silence)",
        "hold",
        "Hold.",
    ]


def test_words_that_still_waited_are_not_said_in_a_pause(
    qtbot: QtBot, ears: Ears, preferences: Preferences
) -> None:
    session = Session(ears, preferences)
    session.run_until(PhaseKind.HOLD)
    session.take(session.engine.pause(ears.now_ms))

    session.run(10_000)

    assert ears.heard[-1][1] == "hold"


def test_finished_is_said_after_its_tone_though_nobody_looks_any_more(
    qtbot: QtBot, ears: Ears, preferences: Preferences
) -> None:
    session = Session(ears, preferences)
    while session.engine.state is not State.FINISHED:
        session.look()
    assert [what for _, what in ears.heard[-2:]] == ["(silence)", "finished"]

    qtbot.waitUntil(lambda: ears.heard[-1][1] == "Finished.")


def test_the_next_session_does_not_hear_the_end_of_this_one(
    qtbot: QtBot, ears: Ears, preferences: Preferences
) -> None:
    session = Session(ears, preferences)
    while session.engine.state is not State.FINISHED:
        session.look()

    session.cues.begin(make_routine("", [LIBRARY.exercise("bridging")], Programme()), ())

    assert not session.cues._after_end.isActive()
    session.cues._after_end.timeout.emit()
    assert "Finished." not in [what for _, what in ears.heard]


def test_stopping_falls_silent(qtbot: QtBot, ears: Ears, preferences: Preferences) -> None:
    session = Session(ears, preferences)
    session.run_until(PhaseKind.HOLD)
    session.look(LENGTHS_MS[Cue.HOLD])

    session.take(session.engine.stop(ears.now_ms))

    assert ears.heard[-1][1] == "(silence)"


def test_a_kind_that_is_switched_off_is_not_heard_and_its_words_come_at_once(
    qtbot: QtBot, ears: Ears, preferences: Preferences
) -> None:
    preferences.cue_kinds_off = {Cue.HOLD, Cue.TICK}
    session = Session(ears, preferences)
    session.run_until(PhaseKind.HOLD)
    assert ears.heard[-1] == (ears.now_ms, "Hold.")

    session.run(9_000)

    assert {what for _, what in ears.heard}.isdisjoint({"hold", "tick"})


def test_all_sounds_off_is_silence(qtbot: QtBot, ears: Ears, preferences: Preferences) -> None:
    preferences.sounds = False
    session = Session(ears, preferences)
    session.run(40_000)
    assert ears.heard == []

    session.cues.set_enabled(True)
    session.run(20_000)
    assert {"Hold.", "hold"} <= {what for _, what in ears.heard}


def test_the_voice_alone_can_be_switched_off(
    qtbot: QtBot, ears: Ears, preferences: Preferences
) -> None:
    preferences.voice = False
    session = Session(ears, preferences)
    session.cues.set_enabled(False)
    session.cues.set_enabled(True)
    session.run(40_000)

    assert {what for _, what in ears.heard} <= set(Cue)
    assert "hold" in {what for _, what in ears.heard}


def test_counting_alone_can_be_switched_off(
    qtbot: QtBot, ears: Ears, preferences: Preferences
) -> None:
    preferences.voice_counts = False
    session = Session(ears, preferences)
    session.run_until(PhaseKind.HOLD)

    assert "Sink." in [what for _, what in ears.heard]


@pytest.mark.parametrize("has_speaker", [True, False])
def test_without_a_voice_the_tones_are_complete(
    qtbot: QtBot, ears: Ears, preferences: Preferences, has_speaker: bool
) -> None:
    ears.speaker.ready = False
    session = Session(ears, preferences)
    if not has_speaker:
        session.cues._speaker = None
    session.run(20_000 + 6_000)

    assert [what for _, what in ears.heard] == ["get_ready", "go", "hold"]
    assert session.cues.available
    ears.tones.available = False
    assert not session.cues.available


def test_a_voice_without_a_sound_device_for_tones_does_not_wait_for_them(
    qtbot: QtBot, ears: Ears, preferences: Preferences
) -> None:
    ears.tones.available = False
    Session(ears, preferences)

    assert [at_ms for at_ms, _ in ears.heard] == [0, 0]


def test_words_that_come_too_late_are_left_unsaid(
    qtbot: QtBot, ears: Ears, preferences: Preferences
) -> None:
    """The program stood still meanwhile, though not for long enough to be a gap."""
    session = Session(ears, preferences, "bridging")
    session.run_until(PhaseKind.MOVE)

    session.look(1_800)
    assert session.progress.phase.kind is PhaseKind.MOVE

    assert ears.heard[-1][1] == "go"

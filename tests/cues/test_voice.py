"""Words are said by Qt's own engine for tests; where there is no voice, nothing is."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtTextToSpeech import QTextToSpeech
from pytestqt.qtbot import QtBot

from backrehab.cues.voice import Lack, Voice

MOCK = "mock"
SPEAKING, READY, FAILED = (
    QTextToSpeech.State.Speaking,
    QTextToSpeech.State.Ready,
    QTextToSpeech.State.Error,
)


def speech_of(voice: Voice) -> QTextToSpeech:
    speeches = voice.findChildren(QTextToSpeech)
    return speeches[-1]


@pytest.fixture
def voice(qtbot: QtBot) -> Iterator[Voice]:
    voice = Voice(MOCK)
    yield voice
    voice.stop()


def test_nothing_is_loaded_until_it_is_asked_for(voice: Voice) -> None:
    voice.set_enabled(True)
    voice.set_volume(40)
    voice.stop()
    assert voice.findChildren(QTextToSpeech) == []

    assert voice.ready
    assert len(voice.findChildren(QTextToSpeech)) == 1
    assert speech_of(voice).volume() == pytest.approx(0.4)


def test_it_says_words_in_english_to_their_end(qtbot: QtBot, voice: Voice) -> None:
    assert (voice.ready, voice.lack) == (True, Lack.NOTHING)
    speech = speech_of(voice)
    words: list[str] = []
    speech.sayingWord.connect(lambda word, *_: words.append(word))

    with qtbot.waitSignal(speech.stateChanged):
        voice.say("Lie on your back")
    assert speech.state() is SPEAKING
    qtbot.waitUntil(lambda: speech.state() is READY)

    assert words == ["Lie", "on", "your", "back"]
    assert speech.voice().locale().language() is QLocale.Language.English


def test_newer_words_cut_off_older_ones(qtbot: QtBot, voice: Voice) -> None:
    voice.load()
    speech = speech_of(voice)
    words: list[str] = []
    speech.sayingWord.connect(lambda word, *_: words.append(word))

    voice.say("One two three four five six")
    qtbot.waitUntil(lambda: words != [])
    voice.say("Hold")
    qtbot.waitUntil(lambda: speech.state() is READY)

    assert words[-1] == "Hold"
    assert "six" not in words


def test_it_falls_silent_at_once(qtbot: QtBot, voice: Voice) -> None:
    voice.load()
    speech = speech_of(voice)
    voice.say("One two three four five six")
    qtbot.waitUntil(lambda: speech.state() is SPEAKING)

    voice.stop()
    assert speech.state() is READY

    voice.say("One two three four five six")
    qtbot.waitUntil(lambda: speech.state() is SPEAKING)
    voice.set_enabled(False)
    assert speech.state() is READY

    voice.say("Hold")
    assert speech.state() is READY


def test_a_voice_of_another_language_gives_way_to_an_english_one(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The engine for tests starts with the system's language; here that is Finnish."""
    begun: list[QTextToSpeech] = []

    class Finnish(QTextToSpeech):
        def __init__(self, *arguments: object) -> None:
            super().__init__(*arguments)  # type: ignore[call-overload]
            self.setLocale(QLocale(QLocale.Language.Finnish, QLocale.Country.Finland))
            begun.append(self)

    monkeypatch.setattr("PySide6.QtTextToSpeech.QTextToSpeech", Finnish)
    voice = Voice(MOCK)

    assert voice.ready
    assert begun[0].locale().name() == "en_GB"


def test_with_no_english_voice_it_is_silent(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    class OnlyFinnish(QTextToSpeech):
        def __init__(self, *arguments: object) -> None:
            super().__init__(*arguments)  # type: ignore[call-overload]
            self.setLocale(QLocale(QLocale.Language.Finnish, QLocale.Country.Finland))

        def availableLocales(self) -> list[QLocale]:  # noqa: N802
            return [self.locale()]

    monkeypatch.setattr("PySide6.QtTextToSpeech.QTextToSpeech", OnlyFinnish)
    voice = Voice(MOCK)

    voice.say("Hold")

    assert (voice.ready, voice.lack) == (False, Lack.NO_ENGLISH)
    assert speech_of(voice).state() is READY


@pytest.mark.qt_log_ignore("Text-to-speech plug-in")
def test_without_an_engine_it_is_silent(qtbot: QtBot) -> None:
    voice = Voice("no such engine")

    with qtbot.captureExceptions() as raised:
        voice.say("Hold")
        voice.stop()
        voice.set_volume(10)
        voice.set_enabled(False)
        voice.look_again()

    assert (voice.ready, voice.lack) == (False, Lack.NO_VOICE)
    assert raised == []


def test_without_qt_s_speech_it_is_silent(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    """As where its library does not load: the import fails."""
    monkeypatch.setitem(sys.modules, "PySide6.QtTextToSpeech", None)
    voice = Voice()

    voice.say("Hold")
    voice.stop()

    assert (voice.ready, voice.lack) == (False, Lack.NO_VOICE)


def test_a_voice_that_fails_comes_back(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    class Failing(QTextToSpeech):
        fails = False

        def state(self) -> QTextToSpeech.State:
            return FAILED if self.fails else super().state()

    monkeypatch.setattr("PySide6.QtTextToSpeech.QTextToSpeech", Failing)
    voice = Voice(MOCK)
    assert voice.ready
    first = speech_of(voice)
    changes: list[bool] = []
    voice.ready_changed.connect(lambda: changes.append(voice.ready))

    assert isinstance(first, Failing)
    first.fails = True
    first.stateChanged.emit(FAILED)
    voice.say("Hold")
    assert (voice.ready, voice.lack) == (False, Lack.NO_VOICE)

    voice.look_again()
    assert changes == [False, True]
    voice.say("Hold")
    assert speech_of(voice) is not first
    assert speech_of(voice).state() is SPEAKING
    voice.look_again()
    assert changes == [False, True]
    voice.stop()


def test_the_engine_for_tests_is_never_taken_for_a_voice() -> None:
    """In a process of its own: Qt complains there about what is not installed."""
    code = (
        "from PySide6.QtCore import QCoreApplication\n"
        "from backrehab.cues.voice import Voice\n"
        "app = QCoreApplication([])\n"
        "voice = Voice()\n"
        "ready = voice.ready\n"
        "speech = voice._speech\n"
        "print(not ready or speech.engine() != 'mock')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60
    )

    assert (done.returncode, done.stdout.strip()) == (0, "True"), done.stderr

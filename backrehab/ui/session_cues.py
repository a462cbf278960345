"""What a session sounds like: a tone at once, then a voice that says it in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject, QTimer

from backrehab.core.cues import Cue, cues_between
from backrehab.core.engine import Progress, State
from backrehab.core.events import Event
from backrehab.core.routine import Routine
from backrehab.core.speech import room_for_words, spoken_ms, words_between
from backrehab.core.timeline import Phase
from backrehab.ui.preferences import Preferences

_LATE_MS = 150
"""Words that come later than this after their tone are left unsaid where they no longer fit."""


class CuePlayer(Protocol):
    """What makes cues heard."""

    @property
    def available(self) -> bool:
        """Whether this computer can play any."""
        ...

    def play(self, cue: Cue, /) -> None:
        """Starts a cue and comes back at once; silent while switched off."""
        ...

    def stop(self) -> None:
        """Cuts off what still sounds."""
        ...

    def length_ms(self, cue: Cue, /) -> int:
        """How long a cue sounds."""
        ...

    def set_enabled(self, on: bool, /) -> None:
        """Switches all of them on or off."""
        ...


class Speaker(Protocol):
    """What says words."""

    @property
    def ready(self) -> bool:
        """Whether this computer can say any."""
        ...

    def say(self, words: str, /) -> None:
        """Begins to speak and comes back at once; silent while switched off."""
        ...

    def stop(self) -> None:
        """Cuts off what is being said."""
        ...

    def set_enabled(self, on: bool, /) -> None:
        """Switches the voice on or off."""
        ...


@dataclass(frozen=True, slots=True)
class _Coming:
    """Words that wait until their tone has sounded out, counted in the phase they are for."""

    words: str
    state: State
    phase_index: int
    from_ms: int


class SessionCues(QObject):
    """Makes a session heard: never two things at once, and nothing during a pause.

    The session's own looks at the clock decide when a tone is over: there is no timer here while
    the session runs. Only its very end, after which nobody looks any more, has one.
    """

    def __init__(
        self, tones: CuePlayer, speaker: Speaker | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._tones = tones
        self._speaker = speaker
        self._routine: Routine | None = None
        self._phases: Sequence[Phase] = ()
        self._preferences = Preferences(None)
        self._coming: _Coming | None = None
        self._after_end = QTimer(self)
        self._after_end.setSingleShot(True)
        self._after_end.timeout.connect(self._say_last)

    @property
    def available(self) -> bool:
        """Whether anything can be heard on this computer."""
        return self._tones.available or (self._speaker is not None and self._speaker.ready)

    def begin(self, routine: Routine, phases: Sequence[Phase]) -> None:
        """From now on it is this session that is heard."""
        self._hush()
        self._routine = routine
        self._phases = phases

    def take_preferences(self, preferences: Preferences) -> None:
        """Sounds from now on as the person has set it, also while a session runs."""
        self._preferences = preferences
        self.set_enabled(preferences.sounds)

    def set_enabled(self, on: bool) -> None:
        """Switches everything that is heard on or off."""
        if not on:
            self._hush()
        self._tones.set_enabled(on)
        if self._speaker is not None:
            self._speaker.set_enabled(on and self._preferences.voice)

    def take(self, before: Progress, events: Sequence[Event], now: Progress) -> None:
        """Makes heard what has happened between two looks; ask after every one of them."""
        cues = cues_between(self._phases, before, events, now)
        if cues:
            self._hear(cues[-1], events, now)
        elif now.state in {State.PAUSED, State.FINISHED}:
            if events:
                self._hush()
        else:
            self._say_when_due(now)

    def _hear(self, cue: Cue, events: Sequence[Event], now: Progress) -> None:
        self._hush()
        tone_ms = 0
        if cue not in self._preferences.cue_kinds_off:
            self._tones.play(cue)
            tone_ms = self._tones.length_ms(cue) if self._tones.available else 0
        if self._routine is None or self._speaker is None or not self._speaker.ready:
            return
        words = words_between(
            self._phases,
            self._routine.exercises,
            events,
            now,
            tone_ms=tone_ms,
            counts=self._preferences.voice_counts,
        )
        if words:
            self._coming = _Coming(words, now.state, now.phase_index, _moment(now) + tone_ms)
            if now.state is State.FINISHED:
                self._after_end.start(tone_ms)
            else:
                self._say_when_due(now)

    def _say_when_due(self, now: Progress) -> None:
        coming = self._coming
        if coming is None:
            return
        if (now.state, now.phase_index) != (coming.state, coming.phase_index):
            self._coming = None
        elif _moment(now) >= coming.from_ms:
            self._coming = None
            if spoken_ms(coming.words) <= room_for_words(now) + _LATE_MS:
                self._say(coming.words)

    def _say_last(self) -> None:
        coming, self._coming = self._coming, None
        if coming is not None:
            self._say(coming.words)

    def _say(self, words: str) -> None:
        if self._speaker is not None:
            self._speaker.say(words)

    def _hush(self) -> None:
        self._coming = None
        self._after_end.stop()
        self._tones.stop()
        if self._speaker is not None:
            self._speaker.stop()


def _moment(now: Progress) -> int:
    """Where in its phase, or in its lead-in, a session stands; grows as time does."""
    if now.state is State.LEADING_IN:
        return -now.lead_in_remaining_ms
    return now.elapsed_ms

"""The session's one timer: asks the engine what has happened and passes it on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from backrehab.core.clock import Clock
from backrehab.core.engine import FROM_THE_START, Engine, Progress, State
from backrehab.core.events import Event, Paused
from backrehab.core.going_on import GoOn
from backrehab.core.routine import Routine
from backrehab.core.timeline import Phase
from backrehab.ui.clip_follower import ClipFollower
from backrehab.ui.session_cues import CuePlayer, SessionCues, Speaker
from backrehab.ui.session_record import SessionRecord

TICK_MS = 33
"""How often the engine is asked; how often makes no difference to what it answers."""


BUSY_MS = 10_000
"""A shorter gap is no sleep: the computer was busy, and the person still lies there."""

_WAITED_MS = 1_000
"""A write that took this long was waited for."""

_ASLEEP_MS = 20_000
"""No write takes this long: the computer slept meanwhile."""


class SessionController(QObject):
    """Runs one session after the other.

    What has happened goes to the diary first, then to the ears, the eyes and the clip.

    Attributes:
        cues: What is heard of them.

    Signals:
        happened: One event of the engine; arg: the event. They come in order.
        progressed: Things have moved on; arg: the engine's progress.
    """

    happened = Signal(object)
    progressed = Signal(object)

    def __init__(
        self,
        clock: Clock,
        tones: CuePlayer,
        parent: QObject | None = None,
        *,
        speaker: Speaker | None = None,
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self.cues = SessionCues(tones, speaker, self)
        self._engine: Engine | None = None
        self._record: SessionRecord | None = None
        self._follower: ClipFollower | None = None
        self._progress: Progress | None = None
        self._seen_ms = 0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.tick)

    def begin(
        self,
        routine: Routine,
        record: SessionRecord,
        follower: ClipFollower,
        go_on: GoOn | None = None,
    ) -> None:
        """Starts a session at once; one that still ran is stopped and kept first.

        `go_on` is the unfinished session that this one goes on with.
        """
        self.stop()
        self._engine = engine = Engine(
            go_on.phases if go_on else routine.phases,
            times=routine.times,
            beginning=go_on.beginning if go_on else FROM_THE_START,
        )
        self._record = record
        self._follower = follower
        now_ms = self._clock.monotonic_ms()
        self._progress = engine.progress(now_ms)
        self.cues.begin(routine, engine.phases)
        self._dispatch(engine.start(now_ms), now_ms)

    @property
    def state(self) -> State:
        """Where the session is; `READY` before the first one."""
        return State.READY if self._engine is None else self._engine.state

    @property
    def runs(self) -> bool:
        """Whether a session has begun and not ended; it may be paused."""
        return self.state not in {State.READY, State.FINISHED}

    @property
    def phases(self) -> tuple[Phase, ...]:
        """The phases of the session."""
        return () if self._engine is None else self._engine.phases

    def tick(self) -> None:
        """Looks at the clock and passes on what has happened since the last look."""
        if self._engine is not None:
            now_ms = self._clock.monotonic_ms()
            events = self._engine.advance(now_ms)
            if any(isinstance(it, Paused) and now_ms - it.at_ms <= BUSY_MS for it in events):
                # Nobody on a mat shall have to get up because a computer was busy: it leads in.
                events += self._engine.resume(now_ms)
            self._dispatch(events, now_ms)

    def pause(self) -> None:
        """Does nothing where nothing moves."""
        if self._engine is not None and self.state in {State.RUNNING, State.LEADING_IN}:
            now_ms = self._clock.monotonic_ms()
            self._dispatch(self._engine.pause(now_ms), now_ms)

    def resume(self) -> None:
        """Leads in and goes on; does nothing where nothing stands still."""
        if self._engine is not None and self.state is State.PAUSED:
            now_ms = self._clock.monotonic_ms()
            self._dispatch(self._engine.resume(now_ms), now_ms)

    def toggle(self) -> None:
        """Pauses what moves, resumes what stands still."""
        if self.state is State.PAUSED:
            self.resume()
        else:
            self.pause()

    def skip(self) -> None:
        if self._engine is not None and self.runs:
            now_ms = self._clock.monotonic_ms()
            self._dispatch(self._engine.skip(now_ms), now_ms)

    def back(self) -> None:
        if self._engine is not None and self.runs:
            now_ms = self._clock.monotonic_ms()
            self._dispatch(self._engine.back(now_ms), now_ms)

    def stop(self) -> None:
        """Ends the session; what was done is kept."""
        if self._engine is not None and self.runs:
            now_ms = self._clock.monotonic_ms()
            self._dispatch(self._engine.stop(now_ms), now_ms)

    def _dispatch(self, events: Sequence[Event], now_ms: int) -> None:
        assert self._engine is not None
        assert self._follower is not None
        assert self._progress is not None
        events = self._write_down(events, now_ms)
        before = self._progress
        self._progress = progress = self._engine.progress(self._seen_ms)
        self._run_timer(progress)
        self.cues.take(before, events, progress)
        for event in events:
            self.happened.emit(event)  # another exercise brings its own clip
        self._follower.follow(progress)
        self.progressed.emit(progress)

    def _write_down(self, events: Sequence[Event], now_ms: int) -> list[Event]:
        """Puts the events into the diary; gives them back with those that came meanwhile.

        A diary that another program holds is waited for, and that wait is no gap in time: the
        person is there and goes on, so the engine is shown the time in between.
        """
        assert self._engine is not None
        assert self._record is not None
        written: list[Event] = []
        coming = list(events)
        self._seen_ms = now_ms
        while True:
            for event in coming:
                self._record.take(event)
            written += coming
            clock_ms = self._clock.monotonic_ms()
            if clock_ms - self._seen_ms < _WAITED_MS or clock_ms - now_ms > _ASLEEP_MS:
                return written
            self._seen_ms += _WAITED_MS
            coming = self._engine.advance(self._seen_ms)

    def _run_timer(self, progress: Progress) -> None:
        """The next look comes soon, and just when the phase is over: the next begins in time."""
        match progress.state:
            case State.RUNNING:
                self._timer.start(max(1, min(TICK_MS, progress.remaining_ms)))
            case State.LEADING_IN:
                self._timer.start(max(1, min(TICK_MS, progress.lead_in_remaining_ms)))
            case _:
                self._timer.stop()

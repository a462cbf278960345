"""A session into the diary as it runs; what can't be written now is kept and tried again."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from uuid import uuid4

from backrehab.core.clock import Clock
from backrehab.core.diary import Outcome, PlannedEntry, SetDone, UnfinishedSession
from backrehab.core.errors import DiaryError
from backrehab.core.events import Event, ExerciseEnded, PhaseStarted, SessionEnded, SetFinished
from backrehab.core.going_on import Ending, GoOn
from backrehab.core.model import Side
from backrehab.core.tally import SetResult, Tally
from backrehab.core.timeline import WORKING, Phase
from backrehab.storage.diary import Diary


class SessionRecord:
    """Writes down what the events make certain, before anything after them is shown.

    An entry begins with the first working phase of its side. A side that was finished counts as
    completed whatever happens after. A side that was never reached is written down at the end
    with nothing timed, but a session that ends before its first working phase leaves no trace.

    Attributes:
        trouble: What stood in the way of the last write, in words for the person; "" when all is
            written. The writes wait, in their order, and are tried again with the next set, at
            the end, and whenever `try_again` is called.
        results: What was timed so far, set by set.
        entry_ids: The diary's entries by exercise and side, both as planned; of an exercise that
            was begun again, the newest.
    """

    def __init__(
        self,
        diary: Diary,
        clock: Clock,
        planned: Sequence[Sequence[PlannedEntry]],
        content_version: str,
        *,
        plan: str = "",
        go_on: GoOn | None = None,
    ) -> None:
        """`planned` are the entries of each exercise of the session, one for each side.

        `plan` is the routine as text, kept in the diary while the session runs. `go_on` is the
        unfinished session that this one goes on with.
        """
        self._diary = diary
        self._clock = clock
        self._planned = planned
        self._content_version = content_version
        self._plan = plan
        self._calendar = _Calendar(clock)
        self._tally = Tally()
        self._waiting: deque[Callable[[Diary], object]] = deque()
        self._session_id = ""
        self._open: dict[Side | None, _Entry] = {}
        self.trouble = ""
        self.results: list[SetResult] = []
        self.entry_ids: dict[int, dict[Side | None, str]] = {}
        if go_on is not None:
            self._go_on(go_on)

    def take(self, event: Event) -> None:
        """Writes down what this event makes certain; events come in order, each once."""
        result = self._tally.take(event)
        match event:
            case PhaseStarted() if event.phase.kind in WORKING:
                self._begin(event.phase, event.at_ms)
            case SetFinished() if result is not None:
                self._add(result, event.at_ms)
                self._write(again=True)
            case ExerciseEnded():
                if result is not None:
                    self._add(result, event.at_ms)
                self._end(event)
                self._write(again=True)
            case SessionEnded() if self._session_id:
                at = self._calendar.instant(event.at_ms)
                self._wait(lambda diary: diary.end_session(self._session_id, event.outcome, at))
                self._write(again=True)
            case _:
                pass

    def try_again(self) -> bool:
        """Writes what is still waiting; says whether all is in the diary now."""
        self._write(again=True)
        return not self.trouble

    def put_diary(self, diary: Diary) -> None:
        """From now on this one is written into; it has what was written so far."""
        self._diary = diary

    @property
    def session_id(self) -> str:
        """The diary's session, "" before its first working phase."""
        return self._session_id

    @property
    def anything_written(self) -> bool:
        """Whether the session left anything to be written at all."""
        return bool(self._session_id)

    def _go_on(self, go_on: GoOn) -> None:
        """Takes over what the diary holds; what has to be ended yet waits for the first write."""
        unfinished = go_on.unfinished
        self._session_id = unfinished.session_id
        self._calendar.go_on_from(unfinished.last_seen_at)
        for entry in unfinished.entries:
            index = entry.position_in_session - 1
            self.entry_ids.setdefault(index, {})[entry.side] = entry.entry_id
            self.results += [self._result(index, entry.side, done) for done in entry.sets]
        for entry in go_on.open_entries:
            planned = self._planned_entry(entry.position_in_session - 1, entry.side)
            ended_at = entry.sets[-1].ended_at if entry.sets else None
            sets_left = (planned.sets_target or 1) - entry.sets_done
            self._open[entry.side] = _Entry(entry.entry_id, sets_left, ended_at)
        for ending in go_on.endings:
            self._wait(partial(_end_entry, ending=ending, unfinished=unfinished))

    def _result(self, exercise_index: int, side: Side | None, done: SetDone) -> SetResult:
        return SetResult(
            exercise_index=exercise_index,
            set_no=done.set_no,
            side=side,
            reps=done.reps,
            hold_ms=done.hold_ms,
            timed_ms=done.timed_ms,
            active_ms=done.active_ms,
            paused_ms=done.paused_ms,
            complete=done.complete,
            ended_ms=self._calendar.session_ms(done.ended_at),
        )

    def _planned_entry(self, exercise_index: int, side: Side | None) -> PlannedEntry:
        entries = self._planned[exercise_index]
        return next(entry for entry in entries if entry.side is side)

    def _begin(self, phase: Phase, at_ms: int) -> None:
        if phase.side in self._open:
            return
        at = self._calendar.instant(at_ms)
        self._begin_session(at)
        self._begin_entry(self._planned_entry(phase.exercise_index, phase.side), at)
        self._write(again=False)

    def _begin_session(self, at: datetime) -> None:
        if self._session_id:
            return
        self._session_id = str(uuid4())
        self._wait(
            lambda diary: diary.begin_session(
                at, self._content_version, session_id=self._session_id, plan=self._plan
            )
        )

    def _begin_entry(self, planned: PlannedEntry, at: datetime) -> None:
        entry = _Entry(str(uuid4()), planned.sets_target or 1)
        self._open[planned.side] = entry
        exercise_index = planned.position_in_session - 1
        self.entry_ids.setdefault(exercise_index, {})[planned.side] = entry.entry_id
        self._wait(
            lambda diary: diary.begin_entry(self._session_id, planned, at, entry_id=entry.entry_id)
        )

    def _add(self, result: SetResult, at_ms: int) -> None:
        self.results.append(result)
        entry = self._open[result.side]
        at = self._calendar.instant(at_ms)
        entry.sets_left -= result.complete
        entry.ended_at = at
        self._wait(lambda diary: diary.add_set(entry.entry_id, result.for_diary(at)))

    def _end(self, event: ExerciseEnded) -> None:
        """Ends the exercise's entries, with those of sides that were never reached."""
        at = self._calendar.instant(event.at_ms)
        if self._open or event.outcome is Outcome.SKIPPED:
            self._begin_session(at)
            for planned in self._planned[event.exercise_index]:
                if planned.side not in self._open:
                    self._begin_entry(planned, at)
        for entry in self._open.values():
            outcome = Outcome.COMPLETED if entry.sets_left <= 0 else event.outcome
            self._end_one(entry.entry_id, outcome, entry.ended_at or at)
        self._open = {}

    def _end_one(self, entry_id: str, outcome: Outcome, at: datetime) -> None:
        self._wait(lambda diary: diary.end_entry(entry_id, outcome, at))

    def _wait(self, write: Callable[[Diary], object]) -> None:
        """A write names no diary: another one may have taken its place before it is written."""
        self._waiting.append(write)

    def _write(self, *, again: bool) -> None:
        """Writes what waits, in order; after a failure only where it is time to try `again`."""
        if self.trouble and not again:
            return
        self.trouble = ""
        while self._waiting:
            try:
                self._waiting[0](self._diary)
            except DiaryError as error:
                self.trouble = str(error)
                return
            self._waiting.popleft()


def write_missing_end(diary: Diary, go_on: GoOn, now: datetime) -> None:
    """Ends a session of which everything was done, and only the end was not written.

    Raises:
        DiaryError: it can't be written now.
    """
    for ending in go_on.endings:
        _end_entry(diary, ending, go_on.unfinished)
    diary.close_interrupted(now, outcome=go_on.outcome)


def _end_entry(diary: Diary, ending: Ending, unfinished: UnfinishedSession) -> None:
    """Ends an entry that was left open, with its last set if it had one."""
    sets = ending.entry.sets
    ended_at = sets[-1].ended_at if sets else unfinished.last_seen_at
    diary.end_entry(ending.entry.entry_id, ending.outcome, ended_at)


class _Entry:
    """An entry that is being written."""

    def __init__(self, entry_id: str, sets: int, ended_at: datetime | None = None) -> None:
        self.entry_id = entry_id
        self.sets_left = sets
        self.ended_at = ended_at


class _Calendar:
    """The date and time of the instants of a session, which never go back.

    The calendar's clock may be put back while a session runs; the session's own goes on evenly,
    and then tells how much later it is.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._ahead = timedelta(0)  # of a clock that was put back
        self._latest: tuple[int, datetime] | None = None

    def go_on_from(self, at: datetime) -> None:
        """Nothing will be earlier than this."""
        self._latest = (self._clock.monotonic_ms(), at)

    def instant(self, session_ms: int) -> datetime:
        """The date and time of an instant of the session; asked in order."""
        ago = timedelta(milliseconds=self._clock.monotonic_ms() - session_ms)
        at = self._clock.now() + self._ahead - ago
        if self._latest is not None:
            latest_ms, latest = self._latest
            due = latest + timedelta(milliseconds=max(0, session_ms - latest_ms))
            if at < latest:
                self._ahead += due - at
                at = due.astimezone(at.tzinfo)
        self._latest = (session_ms, at)
        return at

    def session_ms(self, at: datetime) -> int:
        """The other way round; before the session's first instant it is less than nothing."""
        ago = self._clock.now() - at
        return self._clock.monotonic_ms() - ago // timedelta(milliseconds=1)

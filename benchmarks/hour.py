"""An hour of sessions at an accelerated clock: a whole routine over and over, without drift.

The real screen, diary and follower are told the time; the player hands out no pictures, so what
grows is ours. The clock moves by a tenth of a second at a time.
"""

from __future__ import annotations

from collections.abc import Iterable

from backrehab.app import make_application
from backrehab.core.events import Event, SessionEnded
from backrehab.core.model import Programme, SoreSide
from backrehab.core.routine import make_routine
from backrehab.cues.tones import Tones
from backrehab.paths import find_resources
from backrehab.players.fake import FakePlayer
from backrehab.storage.content import load_library
from backrehab.storage.diary import Diary
from backrehab.ui.look import Look
from backrehab.ui.preferences import Preferences
from backrehab.ui.session_view import SessionView
from backrehab.ui.theme import ThemeChoice
from backrehab.ui.workspace import Workspace
from benchmarks.rows import Row, rss_mb
from tests.fakes import ManualClock

HOURS = 1.0
QUICK_HOURS = 0.2
_STEP_MS = 100


def measure(*, quick: bool = False) -> Iterable[Row]:
    app = make_application()
    resources = find_resources()
    library = load_library(resources)
    look = Look(resources)
    look.apply(ThemeChoice.LIGHT, 100)
    clock = ManualClock()
    workspace = Workspace(
        Diary.in_memory(), Programme(), Preferences(None), lambda _: None, is_demo=True
    )
    tones = Tones(resources / "sounds")
    view = SessionView(look, clock, FakePlayer(), tones, videos=resources / "videos")
    view.resize(1366, 768)
    exercises = [one for section in library.sections[:2] for one in section.exercises]
    routine = make_routine("Everything", exercises, Programme(sore_side=SoreSide.LEFT))
    drifts_ms: list[int] = []
    memory_mb: list[float] = []
    began_ms = 0

    def take(event: Event) -> None:
        if isinstance(event, SessionEnded):
            drifts_ms.append(event.at_ms - began_ms - routine.length_ms)

    view.controller.happened.connect(take)
    until_ms = clock.monotonic_ms() + (QUICK_HOURS if quick else HOURS) * 3_600_000
    while clock.monotonic_ms() < until_ms:
        began_ms = clock.monotonic_ms()
        view.begin(routine, workspace, library.version)
        view.show()
        while view.controller.runs:
            clock.advance(_STEP_MS)
            view.controller.tick()
            app.processEvents()
        memory_mb.append(rss_mb())
    view.close()
    yield Row(
        f"drift of {len(drifts_ms)} routines of {routine.length_ms / 60_000:.0f} minutes each",
        f"{max(map(abs, drifts_ms))} ms",
    )
    yield Row(
        "memory after the first of them, and after the last",
        f"{memory_mb[0]:.0f} MB, {memory_mb[-1]:.0f} MB",
    )

"""The diary screen with a long diary: Today's question, the first picture, a page of scrolling.

The diary of 1,680 entries is a real one of twelve weeks; what is in sight is as much in each. The
longer ones say whether the years before it are felt.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from backrehab.core.model import Programme
from backrehab.core.rounds import week_of
from backrehab.paths import find_resources
from backrehab.storage.content import load_library
from backrehab.storage.diary import Diary
from backrehab.ui.diary_page import DiaryPage
from backrehab.ui.look import Look
from backrehab.ui.preferences import Preferences
from backrehab.ui.theme import ThemeChoice
from backrehab.ui.workspace import Workspace
from benchmarks.long_diary import write_long_diary
from benchmarks.rows import Row

SIZES = (1_680, 10_000, 100_000, 1_000_000)
_QUICK = 10_000
_TURNS = 9


@dataclass(frozen=True, slots=True)
class _At:
    """A clock that stands."""

    at: datetime

    def now(self) -> datetime:
        return self.at

    def monotonic_ms(self) -> int:
        return 0


class _Painted(QObject):
    """Whether a widget was painted."""

    def __init__(self, of: QWidget) -> None:
        super().__init__()
        self.yet = False
        of.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        self.yet = self.yet or event.type() is QEvent.Type.Paint
        return super().eventFilter(watched, event)


def measure(*, quick: bool = False) -> Iterator[Row]:
    application = QApplication.instance() or QApplication([])
    resources = find_resources()
    look = Look(resources)
    look.apply(ThemeChoice.LIGHT, 100)
    with TemporaryDirectory() as name, ExitStack() as opened:
        diaries: dict[int, Diary] = {}
        for size in (_QUICK,) if quick else SIZES:
            file = Path(name) / f"{size}" / "diary.sqlite"
            write_long_diary(file, size)
            diaries[size] = opened.enter_context(Diary.open(file))
        times: dict[int, dict[str, list[float]]] = {size: {} for size in diaries}
        for turn in range(_TURNS + 1):
            for size, diary in diaries.items():  # in turns: other programs run as well
                taken = times[size] if turn else {}  # the first turn imports and warms up
                _measure(diary, look, resources, taken)
        shortest = times[min(times)]
        for what in shortest:
            for size, of_size in times.items():
                yield _row(size, what, of_size[what], statistics.median(shortest[what]))
    del application


def _measure(diary: Diary, look: Look, resources: Path, times: dict[str, list[float]]) -> None:
    [newest] = diary.sessions(limit=1)
    now = newest.started_at + timedelta(hours=1)
    monday, *_, sunday = week_of(now.date())
    workspace = Workspace(diary, Programme(), Preferences(None), lambda _programme: None)
    page = DiaryPage(look, _At(now), load_library(resources), resources)
    page.resize(1154, 768)
    page.set_workspace(workspace)
    today = _ms(partial(diary.completions, monday, sunday))
    times.setdefault("Today's question", []).append(today)
    times.setdefault("diary to its first picture", []).append(_ms(partial(_show, page)))
    page.parts.range.pick("all")
    _settle()
    scrolled = [_ms(partial(_scroll, page)) for _ in range(12)]
    times.setdefault("a page of scrolling", []).extend(scrolled)
    picked = _ms(partial(_pick, page))
    times.setdefault("one exercise chosen, with its plot", []).append(picked)
    page.close()
    page.deleteLater()


def _show(page: DiaryPage) -> None:
    painted = _Painted(page.view.viewport())
    page.show()
    while not painted.yet:
        QApplication.processEvents()


def _scroll(page: DiaryPage) -> None:
    bar = page.view.verticalScrollBar()
    bar.setValue(bar.value() + bar.pageStep())
    page.view.viewport().repaint()
    _settle()


def _pick(page: DiaryPage) -> None:
    page.parts.range.choose("4")
    page.parts.exercise.pick("bridging")
    page.repaint()
    _settle()


def _settle() -> None:
    QApplication.sendPostedEvents()
    QApplication.processEvents()


def _ms(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1_000


def _row(size: int, what: str, times: list[float], shortest: float) -> Row:
    median = statistics.median(times)
    ours = f"{median:.1f} ms ({min(times):.1f}-{max(times):.1f})"
    beside = f"{min(SIZES):,} entries: {shortest:.1f} ms"
    return Row(f"{what}, {size:,} entries", ours, beside, f"{median / shortest:.2f}x")

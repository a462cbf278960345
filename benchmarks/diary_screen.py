"""The diary screen with a long diary: Today's question, the first picture, a page of scrolling.

The diary of 1,680 entries is a real one of twelve weeks; what is in sight is as much in each. The
longer ones say whether the years before it are felt.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
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
    beside: dict[str, float] = {}
    with TemporaryDirectory() as name:
        for size in (_QUICK,) if quick else SIZES:
            file = Path(name) / f"{size}" / "diary.sqlite"
            write_long_diary(file, size)
            with Diary.open(file) as diary:
                for what, times in _measure(diary, look, resources).items():
                    yield _row(size, what, times, beside)
            file.unlink()
    del application


def _measure(diary: Diary, look: Look, resources: Path) -> dict[str, list[float]]:
    [newest] = diary.sessions(limit=1)
    now = newest.started_at + timedelta(hours=1)
    monday, *_, sunday = week_of(now.date())
    library = load_library(resources)
    workspace = Workspace(diary, Programme(), Preferences(None), lambda _programme: None)
    times: dict[str, list[float]] = {"Today's question": [], "diary to its first picture": []}
    times |= {"a page of scrolling": [], "the same with one exercise chosen": []}
    for turn in range(_TURNS + 1):
        today = _ms(lambda: diary.completions(monday, sunday))
        page = DiaryPage(look, _At(now), library, resources)
        page.resize(1154, 768)
        page.set_workspace(workspace)
        first = _ms(partial(_show, page))
        page.parts.range.pick("all")
        _settle()
        scrolled = [_ms(partial(_scroll, page)) for _ in range(12)]
        picked = _ms(partial(_pick, page))
        page.close()
        page.deleteLater()
        if turn:  # the first one imports and warms up
            times["Today's question"].append(today)
            times["diary to its first picture"].append(first)
            times["a page of scrolling"] += scrolled
            times["the same with one exercise chosen"].append(picked)
    return times


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


def _row(size: int, what: str, times: list[float], beside: dict[str, float]) -> Row:
    median = statistics.median(times)
    first = beside.setdefault(what, median)
    ours = f"{median:.1f} ms ({min(times):.1f}-{max(times):.1f})"
    return Row(
        f"{size:,} entries: {what}",
        ours,
        f"the shortest diary: {first:.1f} ms",
        f"{median / first:.2f}x",
    )

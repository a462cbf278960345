"""Work that may take long, in a thread of its own; it tells how far it is, and can be ended."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from threading import Event, Thread
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QObject, Qt, Signal

from backrehab.core.errors import BackrehabError
from backrehab.storage.progress import BrokenOff, Progress

if TYPE_CHECKING:
    from backrehab.storage.diary import Diary


class WentWrong(Exception):
    """A bug ended the work; what it was is told where all bugs are."""

    def __str__(self) -> str:
        return "Something in BackRehab went wrong while this was done, and it is our fault."


class Errand(QObject):
    """One piece of work. What it needs of the diary it opens itself, in its own thread.

    Signals:
        progressed: How far it is, whenever that is another percentage; arg: 0 to 100.
        done: It came to its end; arg: what it gave.
        failed: The world outside stood in the way, or a bug did; arg: the `BackrehabError` or
            `WentWrong`, whose `str()` is fit for a patient to read.
        broken_off: It was broken off, and everything is as it was.
        over: It is at an end, after each of these.
    """

    progressed = Signal(int)
    done = Signal(object)
    failed = Signal(object)
    broken_off = Signal()
    over = Signal()
    _ended = Signal(object)

    def __init__(
        self,
        work: Callable[[Progress], object],
        parent: QObject | None = None,
        *,
        here: bool = False,
    ) -> None:
        """`here` is for what can't be opened a second time: it is done in `start`."""
        super().__init__(parent)
        self._work = work
        self._here = here
        self._stop = Event()
        self._percent = -1
        self._wanted = True
        self._thread = Thread(target=self._run, name="errand")
        # From another thread it has to come through the window's own queue.
        self._ended.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    @classmethod
    def with_diary(
        cls, diary: Diary, work: Callable[[Diary, Progress], object], parent: QObject
    ) -> Errand:
        """Work on a diary that is open here; in its own thread it opens the file once more."""
        if str(diary.path) == ":memory:":
            return cls(partial(work, diary), parent, here=True)

        def opened(progress: Progress) -> object:
            from backrehab.storage.diary import Diary

            with Diary.open(diary.path, make=False) as own:
                return work(own, progress)

        return cls(opened, parent)

    def start(self) -> None:
        if self._here:
            self._run()
        else:
            self._thread.start()

    def break_off(self) -> None:
        """Asks it to end; it does so when it next tells how far it is."""
        self._stop.set()

    def leave(self) -> None:
        """Breaks it off and waits for its end; nothing is told of it any more."""
        self._wanted = False
        self._stop.set()
        self._join()

    def _run(self) -> None:
        # With it Qt can start timers in this thread, as it does while it lays out a page.
        loop = None if self._here else QEventLoop()
        # A bug goes on to the end of this thread's stack; the page still has to know.
        ending: Callable[[], None] = partial(self.failed.emit, WentWrong())
        try:
            ending = partial(self.done.emit, self._work(self._progress))
        except BackrehabError as error:
            ending = partial(self.failed.emit, error)
        except BrokenOff:
            ending = partial(self.broken_off.emit)
        finally:
            del loop
            self._ended.emit(ending)

    def _progress(self, done: int, total: int) -> None:
        if self._stop.is_set():
            raise BrokenOff
        percent = min(100, 100 * done // max(total, 1))
        if percent != self._percent:
            self._percent = percent
            self.progressed.emit(percent)

    def _tell(self, ending: Callable[[], None]) -> None:
        self._join()
        if self._wanted:
            ending()
            self.over.emit()

    def _join(self) -> None:
        if self._thread.is_alive():
            self._thread.join()

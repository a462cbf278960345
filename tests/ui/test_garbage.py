"""Garbage is collected in the window's own thread, when there is enough of it."""

from __future__ import annotations

import gc
import threading
import weakref

import pytest
from pytestqt.qtbot import QtBot

from backrehab.ui.garbage import GarbageCollector


class Ring:
    """Refers to itself, so that only the collector can clear it away."""

    def __init__(self) -> None:
        self.me = self


def leave_many() -> weakref.ref[Ring]:
    first = Ring()
    gone = weakref.ref(first)
    for _ in range(2 * gc.get_threshold()[0]):
        Ring()
    return gone


def test_another_thread_collects_nothing(qtbot: QtBot) -> None:
    collector = GarbageCollector()
    left: list[weakref.ref[Ring]] = []
    thread = threading.Thread(target=lambda: left.append(leave_many()))

    thread.start()
    thread.join()

    assert left[0]() is not None
    collector.look()
    assert left[0]() is None


@pytest.mark.parametrize("generation", [0, 1, 2])
def test_each_generation_has_its_turn(qtbot: QtBot, generation: int) -> None:
    collector = GarbageCollector()
    gc.collect()
    seen: list[int] = []

    def watch(phase: str, told: dict[str, int]) -> None:
        if phase == "start":
            seen.append(told["generation"])

    gc.callbacks.append(watch)
    try:
        for _ in range(200):
            leave_many()
            collector.look()
    finally:
        gc.callbacks.remove(watch)

    assert generation in seen

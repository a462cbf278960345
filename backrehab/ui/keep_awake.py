"""Keeps the screen awake while a session runs, on computers that can be asked to."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager

log = logging.getLogger(__name__)

_REFUSED = (ImportError, OSError, RuntimeError, ValueError)
"""What the desktop or wakepy may answer with; a session runs all the same."""


def _presenting() -> AbstractContextManager[object]:
    from wakepy import keep  # takes a while, and only a session needs it

    return keep.presenting(on_fail="pass")


class KeepAwake:
    """Asks the desktop to leave the screen on. It never raises: a dark screen ends no session.

    To be used from one thread, as Windows wants it.
    """

    def __init__(self, mode: Callable[[], AbstractContextManager[object]] = _presenting) -> None:
        """`mode` gives what keeps the screen awake from its entering to its leaving."""
        self._mode = mode
        self._entered: AbstractContextManager[object] | None = None

    def begin(self) -> None:
        """The screen stays on from here; beginning twice does nothing."""
        if self._entered is not None:
            return
        try:
            mode = self._mode()
            mode.__enter__()
        except _REFUSED as error:
            log.warning("the screen can't be kept awake: %s", error)
        else:
            self._entered = mode

    def end(self) -> None:
        """The screen may go dark again; ending twice does nothing."""
        mode, self._entered = self._entered, None
        if mode is None:
            return
        try:
            mode.__exit__(None, None, None)
        except _REFUSED as error:
            log.warning("the screen may stay awake: %s", error)

"""How long work with a file tells how far it is, and how it is broken off."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Told how much is done, and of how much; an error out of it, such as `BrokenOff`, ends the work
and leaves everything as it was."""


class BrokenOff(Exception):
    """The person doesn't want it any more; raised out of a `Progress`."""

"""Whether things on the screen move less: as the person set it, or as the computer is set."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication

from backrehab.ui.preferences import ReducedMotion


def moves_less(choice: ReducedMotion) -> bool:
    """Whether to leave out transitions and let an arc go on by whole seconds."""
    if choice is ReducedMotion.SYSTEM:
        return _system_moves_less()
    return choice is ReducedMotion.ON


def _system_moves_less() -> bool:
    # Qt says so from 6.12 on; before that nobody has asked.
    hints = QGuiApplication.styleHints().accessibility()
    preference = getattr(hints, "motionPreference", None)
    return preference is not None and preference().name == "ReducedMotion"

"""The screens a session can be shown on, by names that hold from one start to the next."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtGui import QGuiApplication, QScreen

THIS_SCREEN = ""
"""The key of the screen the window is on, whichever that is."""

_PLACES = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth")


class Display(NamedTuple):
    """A screen to choose: what is kept of it, and what a person reads."""

    key: str
    words: str


def displays(chosen: str = THIS_SCREEN) -> list[Display]:
    """The screens there are: "This screen", then all by place, size and name where there are more.

    One that was `chosen` and is not there stands at the end, so that it isn't lost.
    """
    found = [Display(THIS_SCREEN, "This screen")]
    screens = QGuiApplication.screens()
    if len(screens) > 1:
        found += [
            Display(screen_key(screen), _words(place, screen))
            for place, screen in enumerate(screens)
        ]
    if chosen not in {display.key for display in found}:
        found.append(Display(chosen, "The screen you chose is not connected"))
    return found


def find_screen(key: str) -> QScreen | None:
    """The screen of a key; None where it isn't connected, or none was chosen."""
    if key == THIS_SCREEN:
        return None
    return next(
        (screen for screen in QGuiApplication.screens() if screen_key(screen) == key), None
    )


def screen_key(screen: QScreen) -> str:
    """The same screen has the same key next time, in another socket too where it has a number."""
    number = screen.serialNumber()
    named = f"{screen.manufacturer()}/{screen.model()}/{number}"
    alike = [
        other
        for other in QGuiApplication.screens()
        if number and f"{other.manufacturer()}/{other.model()}/{other.serialNumber()}" == named
    ]
    return named if len(alike) == 1 else screen.name()


def _words(place: int, screen: QScreen) -> str:
    """Place, true size and the name of the socket: "Second screen, 1920 x 1080 (HDMI-1)"."""
    which = f"{_PLACES[place]} screen" if place < len(_PLACES) else f"Screen {place + 1}"
    scale = screen.devicePixelRatio()
    wide, high = round(screen.size().width() * scale), round(screen.size().height() * scale)
    name = f" ({screen.name()})" if screen.name() else ""
    return f"{which}, {wide} x {high}{name}"

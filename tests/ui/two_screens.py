"""What a session does on a computer with two screens, run by itself: prints all it saw as JSON.

Qt's offscreen platform is told its screens when it starts, so this needs a program of its own.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from backrehab.ui.displays import displays, find_screen
from tests.ui.mat import GET_READY_FLOOR_MS, LEAD_IN_MS, Mat


class _Keeper:
    """Stands in for qtbot, of which a bench only needs that it takes a window."""

    def addWidget(self, widget: QWidget) -> None:  # noqa: N802 - qtbot's name
        self.widget = widget


def _settle() -> None:
    for _ in range(5):
        QApplication.processEvents()


def _place(window: QWidget) -> dict[str, object]:
    frame = window.geometry()
    return {
        "screen": window.screen().name(),
        "full": window.isFullScreen(),
        "maximised": window.isMaximized(),
        "place": [frame.x(), frame.y(), frame.width(), frame.height()],
    }


def main(folder: Path) -> None:
    app = QApplication([])
    seen: dict[str, object] = {
        "displays": [list(display) for display in displays()],
        "with one that is gone": [list(display) for display in displays("Beamer")],
    }
    mat = Mat(_Keeper(), folder, size=(640, 400))  # type: ignore[arg-type]
    first = find_screen("eDP-1")
    assert first is not None
    mat.window.move(first.geometry().topLeft() + mat.window.rect().topLeft())
    mat.window.show()
    _settle()
    seen["before"] = _place(mat.window)

    mat.preferences.display = "HDMI-1"
    mat.begin("childs-pose")
    _settle()
    seen["in a session"] = _place(mat.window)
    mat.view.controller.stop()
    _settle()
    seen["after it"] = _place(mat.window)

    mat.preferences.display = "Beamer"
    mat.begin("childs-pose")
    _settle()
    seen["its screen is not there"] = _place(mat.window)
    mat.view.controller.stop()
    _settle()

    mat.preferences.display = "eDP-1"
    mat.begin("childs-pose")
    mat.go(GET_READY_FLOOR_MS + 2_000)
    _settle()
    # As if the first screen's cable were pulled: this platform can't take a screen away itself.
    app.screenRemoved.emit(first)
    _settle()
    seen["unplugged"] = _place(mat.window) | {
        "state": mat.view.controller.state.value,
        "said": mat.view.surface.notice.text,
    }
    mat.clock.advance(60_000)
    mat.view.controller.resume()
    mat.go(LEAD_IN_MS)
    seen["went on"] = {
        "verb": mat.verb,
        "elapsed_ms": 4_000 * (1 - mat.view.panel.ring.part_left),
        "said": mat.view.surface.notice.text,
    }
    mat.view.controller.stop()
    _settle()
    seen["after the unplugged one"] = _place(mat.window)

    # Back to where it began, and from a window that is as large as its screen.
    mat.window.setScreen(first)
    mat.window.move(first.geometry().topLeft())
    mat.preferences.display = "HDMI-1"
    mat.window.showMaximized()
    mat.begin("childs-pose")
    _settle()
    seen["in one from a maximised window"] = _place(mat.window)
    mat.view.controller.stop()
    _settle()
    seen["maximised after it"] = _place(mat.window)
    mat.diary.close()
    sys.stdout.write(json.dumps(seen))


if __name__ == "__main__":
    main(Path(sys.argv[1]))

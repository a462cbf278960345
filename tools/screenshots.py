#!/usr/bin/env python3
"""Takes the README's pictures from the real program, with its made-up diary.

    python -m tools.screenshots [FOLDER]

Run it with the project's Python, on a screen of 1366x768 or larger (Xvfb will do). Time is real:
a session is played until its pictures are taken, which takes half a minute.
"""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QCursor, QImage, QPainter, QPixmap
from PySide6.QtTest import QTest

from backrehab.app import Program, Start, make_application
from backrehab.core.clock import SystemClock
from backrehab.core.engine import Progress
from backrehab.core.timeline import PhaseKind
from backrehab.paths import Paths, find_resources
from backrehab.players.choice import PlayerChoice
from backrehab.ui.theme import ThemeChoice

LAPTOP, SMALL = QSize(1366, 768), QSize(1024, 600)
A_MOMENT_MS = 400
PICTURE_MS = 1_600
QUALITY = 85
MOST_SECONDS = 60
STRIP_WIDTH = 1366
ONE_REP = (PhaseKind.MOVE, PhaseKind.HOLD, PhaseKind.RETURN)


class Midday(SystemClock):
    """It is always twenty to one, when some of the day's rounds are done and some are to come."""

    def now(self) -> datetime:
        return super().now().replace(hour=12, minute=40)


class Camera:
    """The program, and the folder its pictures go to."""

    def __init__(self, folder: Path) -> None:
        resources = find_resources()
        paths = Paths(resources, resources, folder)
        self._program = Program(paths, Start(PlayerChoice.AUTO, demo=True), Midday())
        self._folder = folder
        self.window = self._program.window

    def look(self, size: QSize, theme: ThemeChoice, text_percent: int = 100) -> None:
        self._program.look.apply(theme, text_percent)
        self.window.resize(size)
        self._program.show()
        QTest.qWait(A_MOMENT_MS)

    def take(self, name: str, wait_ms: int = A_MOMENT_MS) -> None:
        QTest.qWait(wait_ms)
        self.window.grab().save(str(self._folder / f"{name}.webp"), "webp", QUALITY)

    def play_until(self, kind: PhaseKind, then_ms: int) -> None:
        """Lets the session run until this phase has lasted so long."""
        seen: list[Progress] = []
        self.window.pages.session.controller.progressed.connect(seen.append)
        for _ in range(MOST_SECONDS * 20):
            if seen and seen[-1].phase.kind is kind and seen[-1].elapsed_ms >= then_ms:
                return
            QTest.qWait(50)
        raise TimeoutError(kind)

    def film(self, kinds: tuple[PhaseKind, ...], then_ms: int) -> list[QImage]:
        """A picture of the session alone in each of these phases, as they come."""
        pictures = []
        for kind in kinds:
            self.play_until(kind, then_ms)
            pictures.append(self.window.pages.session.grab().toImage())
        return pictures

    def put_together(self, name: str, pictures: list[QImage]) -> None:
        """Saves the pictures as one, two in a row."""
        smooth = Qt.TransformationMode.SmoothTransformation
        small = [picture.scaledToWidth(STRIP_WIDTH // 2, smooth) for picture in pictures]
        height = small[0].height()
        strip = QImage(STRIP_WIDTH, height * (len(small) // 2), QImage.Format.Format_RGB32)
        painter = QPainter(strip)
        for index, picture in enumerate(small):
            painter.drawImage(index % 2 * STRIP_WIDTH // 2, index // 2 * height, picture)
        painter.end()
        QPixmap.fromImage(strip).save(str(self._folder / f"{name}.webp"), "webp", QUALITY)

    def close(self) -> None:
        self._program.close()


def main() -> None:
    """Takes all of them."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("docs") / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    make_application()
    QCursor.setPos(0, 0)  # no card shall look as if it were pointed at
    camera = Camera(folder)
    window = camera.window
    camera.look(LAPTOP, ThemeChoice.LIGHT)
    for page in ("today", "programme", "library", "diary", "settings", "help"):
        window.show_page(page)
        camera.take(page)
    window.show_page("today")
    window.pages.today.start_button.click()
    camera.take("before")
    window.open_exercise("bridging")
    camera.take("exercise", PICTURE_MS)
    window.pages.exercise.start_button.click()
    window.pages.before.start_button.click()
    camera.take("session-ready", PICTURE_MS)
    ready = window.pages.session.grab().toImage()
    camera.play_until(PhaseKind.HOLD, 900)
    camera.take("session", 0)
    camera.put_together("session-strip", [ready, *camera.film(ONE_REP, 1_300)])
    window.pages.session.controller.stop()
    after = window.pages.session.after
    after.pain_page.scale.buttons[4].click()
    camera.take("pain")
    after.pain_page.done_button.click()
    camera.take("done")
    window.pages.session.finished.emit()
    camera.look(LAPTOP, ThemeChoice.DARK)
    for page in ("today", "library"):
        window.show_page(page)
        camera.take(f"{page}-dark")
    camera.look(SMALL, ThemeChoice.DARK, 150)
    window.open_exercise("bridging")
    camera.take("exercise-large-dark", PICTURE_MS)
    camera.close()


if __name__ == "__main__":
    main()

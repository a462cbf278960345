"""What the program is, who it is from, what it is made with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from backrehab import __version__
from backrehab.core.model import Library
from backrehab.players.choice import available_players
from backrehab.ui.buttons import Button, Kind
from backrehab.ui.controls import Card, IconLabel, Label
from backrehab.ui.help_page import StopCard
from backrehab.ui.lists import TextList
from backrehab.ui.look import Look
from backrehab.ui.reflow import Room
from backrehab.ui.scroll_page import ScrollPage
from backrehab.ui.theme import Role

LICENCES = (
    "BackRehab: MIT licence.",
    "The clips and the tones: made for BackRehab, Creative Commons BY 4.0. The figures in the "
    "clips come from MakeHuman (CC0).",
    "Qt for Python: GNU Lesser General Public License, version 3.",
    "libVLC and python-vlc: GNU Lesser General Public License, version 2.1 or later.",
    "Atkinson Hyperlegible Next, the font: SIL Open Font License 1.1.",
    "Lucide, the icons: ISC licence, some of them MIT (Feather).",
    "appdirs: MIT licence. Python: PSF licence. SQLite: public domain.",
)


@dataclass(frozen=True, slots=True)
class AboutText:
    """What only the running program knows of itself.

    `players` has a line for each way of showing clips: its name and version, or why it is not
    there.
    """

    version: str
    content_version: str
    players: tuple[str, ...]


class AboutPage(ScrollPage):
    """Purpose, credits, licences, players, and the rules when to stop.

    Signals:
        back_wanted: To where the person came from.
        notice_wanted: The first notice, to read it again.
    """

    back_wanted = Signal()
    notice_wanted = Signal()

    def __init__(self, look: Look, library: Library, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._library = library
        notices = library.notices
        self.back_button = Button(look, "Settings", "chevron-left")
        self.back_button.setAccessibleName("Back to settings")
        self.notice_button = Button(look, "Read the first notice again", "info", Kind.QUIET)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self.back_button)
        head.addWidget(Label("About BackRehab", Role.PAGE_TITLE), 1)
        self._version = Label("", Role.CAPTION)
        self._players = TextList(look)
        self.body.addLayout(head)
        self.body.addWidget(self._version)
        self.body.addWidget(
            self._card("What it is for", [notices.intended_purpose, *notices.disclaimer])
        )
        self.body.addWidget(StopCard(look, library))
        self.body.addWidget(self._card("Where it comes from", notices.credits))
        self.body.addWidget(self._card("What it is made with", LICENCES))
        self.body.addWidget(self._players_card())
        buttons = QHBoxLayout()
        buttons.addWidget(self.notice_button)
        buttons.addStretch(1)
        self.body.addLayout(buttons)
        self.body.addStretch(1)
        self.back_button.clicked.connect(self.back_wanted)
        self.notice_button.clicked.connect(self.notice_wanted)

    def fill(self) -> None:
        """Asks the program about itself, once: the players have to be started for it."""
        if not self._version.text():
            self.show_text(about_text(self._library.version))

    def show_text(self, text: AboutText) -> None:
        """Writes what the running program knows of itself."""
        self._version.setText(
            f"Version {text.version}. The exercises are version {text.content_version}."
        )
        self._players.set_lines(text.players)

    def set_back_shown(self, shown: bool) -> None:
        """Whether the page has its own Back; with the bar above there is one already."""
        self.back_button.setVisible(shown)

    def arrange(self, room: Room) -> None:
        """One column, no wider than is good to read."""
        self.set_edge(room.edge, room.most_width, 860 * room.text_percent // 100)

    def _card(self, title: str, lines: Sequence[str]) -> Card:
        card = Card("true")
        column = QVBoxLayout(card)
        column.setContentsMargins(22, 18, 20, 20)
        column.setSpacing(10)
        column.addWidget(Label(title, Role.CARD_TITLE))
        for line in lines:
            column.addWidget(Label(line))
        return card

    def _players_card(self) -> Card:
        card = self._card("What shows the clips here", ())
        column = card.layout()
        if column is not None:
            column.addWidget(self._players)
        return card


def about_text(content_version: str) -> AboutText:
    """What the running program knows of itself."""
    players = tuple(
        f"{report.name} {report.version}".strip()
        if not report.reason
        else f"{report.name}: not here, {report.reason}"
        for report in available_players()
    )
    return AboutText(__version__, content_version, players)


def privacy_line(look: Look) -> QWidget:
    """Says where notes are kept, with a lock."""
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(IconLabel(look, "lock", "ink2", 20))
    row.addWidget(Label("Saved on this computer only", Role.CAPTION), 1)
    return line

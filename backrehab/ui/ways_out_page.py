"""The diary out of the program, in the form that is wanted, and back into it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from backrehab.core.clock import Clock
from backrehab.core.diary_range import DayRange
from backrehab.core.model import Library
from backrehab.core.text import count
from backrehab.storage.diary import Diary
from backrehab.storage.import_diary import TakenIn, import_diary
from backrehab.storage.progress import Progress
from backrehab.ui.buttons import Button
from backrehab.ui.controls import Card, Label, Rule
from backrehab.ui.look import Look
from backrehab.ui.one_errand import OneErrand
from backrehab.ui.reflow import Arrangement, Room
from backrehab.ui.saving import (
    FORMS,
    AskForSource,
    AskWhere,
    Form,
    ask_for_source,
    ask_where,
)
from backrehab.ui.saving_days import SavingDays
from backrehab.ui.scroll_page import ScrollPage
from backrehab.ui.theme import Role
from backrehab.ui.way_in_card import WayInCard
from backrehab.ui.ways_out_days import CodeCard, DaysCard
from backrehab.ui.workspace import Workspace


class WaysOutPage(ScrollPage):
    """One thing at a time; what takes long shows how far it is and can be stopped.

    Signals:
        back_wanted: To where the person came from.
        said: Something was done; arg: what, in words.
        taken_in: There is more in the diary now.
    """

    back_wanted = Signal()
    said = Signal(str)
    taken_in = Signal()

    def __init__(
        self,
        look: Look,
        clock: Clock,
        library: Library,
        resources: Path,
        parent: QWidget | None = None,
        *,
        ask_where: AskWhere = ask_where,
        ask_for_source: AskForSource = ask_for_source,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._ask_for_source = ask_for_source
        self._workspace: Workspace | None = None
        self.errands = OneErrand(look, self)
        self._saving = SavingDays(self, self.errands, clock, library, resources, ask_where)
        self._saving.said.connect(self.said)
        self.back_button = Button(look, "Diary", "chevron-left")
        self.days = DaysCard(look, clock)
        self.code = CodeCard(look)
        self.way_in = WayInCard(look)
        self.buttons: dict[Form, Button] = {}
        self._rows: list[QBoxLayout] = []
        self._lay_out()
        self.back_button.clicked.connect(self.back_wanted)
        self.code.failed.connect(lambda words: self.errands.tell("The code is not kept", words))
        self.way_in.source_wanted.connect(self._choose_source)
        self.way_in.take_wanted.connect(self._take_in)

    def set_workspace(self, workspace: Workspace) -> None:
        """Whose diary it is."""
        self.leave()
        self._workspace = workspace
        self.way_in.leave()
        for card in (self.days, self.code):
            card.set_workspace(workspace)

    def set_back(self, place: str) -> None:
        """Says where Back leads."""
        self.back_button.set_text(place)
        self.back_button.setAccessibleName(f"Back to {place}")

    def set_back_shown(self, shown: bool) -> None:
        """Whether the page has its own way back, as nothing above it has one."""
        self.back_button.setVisible(shown)

    def arrange(self, room: Room) -> None:
        """Two columns of cards where there is room."""
        self.set_edge(room.edge, room.most_width)
        directions = QBoxLayout.Direction
        is_wide = room.arrangement is not Arrangement.TOP_BAR
        for box in (self._columns, *self._rows):
            box.setDirection(directions.LeftToRight if is_wide else directions.TopToBottom)

    def leave(self) -> None:
        """Stops what is being done; everything stays as it was."""
        self.errands.leave()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.days.refresh()
        self.code.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.leave()

    # Out

    def save_as(self, form: Form) -> None:
        """Asks where, and saves the days that are chosen there."""
        workspace = self._workspace
        if workspace is None or self.errands.errand is not None or not self.code.keep():
            return
        nothing = self.days.fault or "There is nothing in your diary in these days."
        if self.days.fault:
            self._saving.say_nothing_there(nothing)
        else:
            days = DayRange(*self.days.days)
            self._saving.save(lambda: workspace.diary, form, days, nothing)

    # In

    def _choose_source(self, is_folder: bool) -> None:
        if self._workspace is None or self.errands.errand is not None:
            return
        self.way_in.leave()
        source = self._ask_for_source(self, is_folder)
        if source is None:
            return
        errand = self.errands.begin(
            "Looking into it", self._workspace.diary, partial(_look_into, source)
        )
        errand.done.connect(lambda found: self._found(source, found))
        errand.failed.connect(lambda error: self.errands.tell("It can't come in", str(error)))
        errand.start()

    def _found(self, source: Path, found: TakenIn) -> None:
        self.way_in.show_found(source, found)
        self.bring_into_sight(self.way_in.found)
        self.bring_into_sight(self.way_in.words)

    def _take_in(self, source: Path) -> None:
        if self._workspace is None or self.errands.errand is not None:
            return
        errand = self.errands.begin("Taking it in", self._workspace.diary, partial(_take, source))
        errand.done.connect(self._took)
        errand.failed.connect(lambda error: self.errands.tell("Nothing was taken in", str(error)))
        errand.broken_off.connect(lambda: self.said.emit("Stopped. Nothing was taken in."))
        errand.start()

    def _took(self, taken: TakenIn) -> None:
        self.way_in.leave()
        self.said.emit(f"Took in {count(taken.taken, 'row')}.")
        self.days.refresh()
        self.code.refresh()
        self.taken_in.emit()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self.back_button)
        head.addWidget(Label("Take your diary out", Role.PAGE_TITLE), 1)
        forms = Card()
        column = QVBoxLayout(forms)
        column.setContentsMargins(22, 18, 20, 20)
        column.setSpacing(12)
        column.addWidget(Label("Save it as", Role.CARD_TITLE))
        for form, words in FORMS.items():
            button = self.buttons[form] = Button(self._look, words.button, words.icon)
            button.clicked.connect(lambda _checked=False, form=form: self.save_as(form))
            column.addWidget(Rule())
            row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
            row.setSpacing(8)
            self._rows.append(row)
            about = QVBoxLayout()
            about.setSpacing(2)
            about.addWidget(Label(words.title, Role.ROW_TITLE))
            about.addWidget(Label(words.words))
            row.addLayout(about, 1)
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            column.addLayout(row)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(20)
        self._columns.addWidget(self.days, 3)
        self._columns.addWidget(self.code, 2)
        self.body.addLayout(head)
        self.body.addLayout(self._columns)
        self.body.addWidget(forms)
        self.body.addWidget(self.way_in)
        self.body.addStretch(1)


def _look_into(source: Path, diary: Diary, progress: Progress) -> TakenIn:
    return import_diary(diary, source, only_look=True, on_progress=progress)


def _take(source: Path, diary: Diary, progress: Progress) -> TakenIn:
    return import_diary(diary, source, on_progress=progress)

"""What the program needs to know about a person."""

from __future__ import annotations

from PySide6.QtCore import Signal

from backrehab.core.model import Library, SoreSide
from backrehab.ui.choices import SegmentedChoice
from backrehab.ui.help_page import region_of
from backrehab.ui.look import Look
from backrehab.ui.settings.card import SettingsCard
from backrehab.ui.theme import Role
from backrehab.ui.workspace import Workspace

_SIDES = (
    (SoreSide.LEFT.value, "Left"),
    (SoreSide.RIGHT.value, "Right"),
    (SoreSide.BOTH.value, "Both"),
    (SoreSide.ASK.value, "Ask each time"),
)


class PersonCard(SettingsCard):
    """The sore side, and the part of the country.

    Signals:
        sore_side_chosen: arg: the `SoreSide`'s value.
        region_chosen: arg: the region's id.
    """

    sore_side_chosen = Signal(str)
    region_chosen = Signal(str)

    def __init__(self, look: Look, library: Library) -> None:
        super().__init__("You")
        self._library = library
        self.sore_side = SegmentedChoice(look, "Sore side", _SIDES)
        regions = [(region.id, region.title) for region in library.help_regions]
        self.region = SegmentedChoice(look, "Help numbers for", regions)
        self.add_title("Your sore side")
        self.add_words("Some exercises are for the sore side only.", Role.CAPTION)
        self.column.addWidget(self.sore_side)
        self.add_title("Help numbers for")
        self.column.addWidget(self.region)
        self.sore_side.chosen.connect(self.sore_side_chosen)
        self.region.chosen.connect(self.region_chosen)

    def show_set(self, workspace: Workspace) -> None:
        side = workspace.programme.sore_side
        self.sore_side.choose(side.value if side is not None else "")
        self.region.choose(region_of(self._library, workspace.preferences.region).id)

"""What Settings does about the people of this computer; who goes on is decided outside."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from backrehab.core.errors import NameRefused, PeopleError
from backrehab.core.people import ALONE, Person
from backrehab.storage.diary import Diary
from backrehab.storage.people import add_person, load_people
from backrehab.ui.deleting_person import DeletingPerson
from backrehab.ui.look import Look
from backrehab.ui.settings.people_card import PeopleCard


class PeopleChanges(QObject):
    """Stands between the card and the list of people.

    Attributes:
        deleting: The question before everything of somebody is deleted.

    Signals:
        said: Something was done; arg: what, in words.
        added: Somebody else is there now, and everybody has a name.
        change_wanted: Somebody else is there now.
        delete_wanted: Everything of the person who is there is to be deleted.
        save_wanted: Their diary is to be saved before that.
    """

    said = Signal(str)
    added = Signal()
    change_wanted = Signal()
    delete_wanted = Signal()
    save_wanted = Signal()

    def __init__(
        self,
        look: Look,
        card: PeopleCard,
        folder: Path,
        person_id: str,
        diary: Callable[[], Diary],
        over: QWidget,
    ) -> None:
        super().__init__(over)
        self._card = card
        self._folder = folder
        self._person_id = person_id
        self._diary = diary
        self.deleting = DeletingPerson(look, over)
        self.deleting.delete_wanted.connect(self.delete_wanted)
        self.deleting.save_wanted.connect(self.save_wanted)
        card.add_wanted.connect(self._add)
        card.change_wanted.connect(self.change_wanted)
        card.delete_wanted.connect(lambda: self.deleting.ask(self._person, self._diary()))
        self._show()

    @property
    def _person(self) -> Person:
        return load_people(self._folder).by_id(self._person_id) or ALONE[0]

    def _add(self, own_name: str, name: str) -> None:
        try:
            people = add_person(self._folder, self._person_id, own_name, name)
        except NameRefused as error:
            card = self._card
            card.show_fault(str(error), card.own_name if error.is_own else card.their_name)
            return
        except PeopleError as error:
            self._card.show_fault(str(error))
            return
        self._show()
        self.added.emit()
        self.said.emit(f"{people.people[-1].name} has a diary here now. “Change person” opens it.")

    def _show(self) -> None:
        self._card.show_people(load_people(self._folder), self._person)

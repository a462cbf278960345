"""Everything of a person is deleted: asked about first, with a way to save it before."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from backrehab.core.errors import BackrehabError
from backrehab.core.people import Person
from backrehab.storage.backup import count_backups
from backrehab.storage.contents import contents_now
from backrehab.storage.diary import Diary
from backrehab.ui.buttons import Kind
from backrehab.ui.copy_words import holds_words
from backrehab.ui.look import Look
from backrehab.ui.message import Answer, Message, show_message

_KEEP, _SAVE, _DELETE = range(3)


class DeletingPerson(QObject):
    """Asks, and says what is answered; nothing is deleted here.

    Attributes:
        message: The card in sight.

    Signals:
        save_wanted: The diary is to be saved first.
        delete_wanted: Everything is to be deleted.
    """

    save_wanted = Signal()
    delete_wanted = Signal()

    def __init__(self, look: Look, over: QWidget) -> None:
        super().__init__(over)
        self._look = look
        self._window = over
        self.message: Message | None = None

    def ask(self, person: Person, diary: Diary) -> None:
        """Says what there is of the person, and asks."""
        is_open = str(diary.path) != ":memory:"
        try:
            holds = holds_words(contents_now(diary)) if is_open else "It is not open now"
        except BackrehabError:
            holds = "A diary that can't be read"
        whose = f"of {person.name}" if person.name else "of you"
        copies = count_backups(diary.path) if is_open else 0
        of_it = f"{copies} {'copy' if copies == 1 else 'copies'} of it,\n" if copies else ""
        text = (
            f"This deletes everything {whose} that BackRehab keeps on this computer:\n"
            f"the diary ({holds[:1].lower()}{holds[1:]}),\n{of_it}"
            "the exercises chosen and the settings.\n\n"
            "It can't be undone. Files you saved elsewhere stay."
        )
        title = f"Delete {person.name}?" if person.name else "Delete everything?"
        answers = [
            Answer("Keep everything", Kind.MAIN),
            Answer("Save the diary first", icon="save"),
            Answer("Delete everything", Kind.CLAY, "trash-2"),
        ]
        self.message = show_message(
            self._window, self._look, title, text, answers, self._take, escape=_KEEP
        )

    def _take(self, answer: int) -> None:
        if answer == _SAVE:
            self.save_wanted.emit()
        elif answer == _DELETE:
            self.delete_wanted.emit()

"""Who uses this computer: somebody else is added, another one goes on, one is deleted."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from backrehab.core.people import NAME_MOST, People, Person
from backrehab.ui.announce import announce
from backrehab.ui.buttons import Button, Kind
from backrehab.ui.controls import Label
from backrehab.ui.look import Look
from backrehab.ui.reflow import FlowLayout
from backrehab.ui.settings.card import SettingsCard
from backrehab.ui.theme import Role
from backrehab.ui.workspace import Workspace

_LEFT = Qt.AlignmentFlag.AlignLeft


class PeopleCard(SettingsCard):
    """One person sees one button; the rest is there once there are several.

    Signals:
        add_wanted: Somebody else; args: one's own name, theirs.
        change_wanted: Somebody else is there now.
        delete_wanted: Everything of the person who is there.
    """

    add_wanted = Signal(str, str)
    change_wanted = Signal()
    delete_wanted = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__("People on this computer")
        self._look = look
        self.words = self.add_words("")
        self.change_button = Button(look, "Change person", "user")
        self.add_button = Button(look, "Someone else uses this computer too", "plus")
        self.delete_button = Button(look, "Delete everything about you", "trash-2", Kind.CLAY)
        self.own_name = self._make_field("Your name")
        self.their_name = self._make_field("Their name")
        self.fault = Label("", Role.BODY, "clay")
        self.fault.hide()
        self.done_button = Button(look, "Add this person", "check")
        self.leave_button = Button(look, "Leave it")
        self.form = QWidget()
        column = QVBoxLayout(self.form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._own = QWidget()
        own = QVBoxLayout(self._own)
        own.setContentsMargins(0, 0, 0, 0)
        own.setSpacing(6)
        own.addWidget(Label("Your name", Role.ROW_TITLE))
        own.addWidget(self.own_name)
        column.addWidget(self._own)
        column.addWidget(Label("Their name", Role.ROW_TITLE))
        column.addWidget(self.their_name)
        column.addWidget(self.fault)
        answers = FlowLayout(gap=12)
        answers.addWidget(self.done_button)
        answers.addWidget(self.leave_button)
        column.addSpacing(6)
        column.addLayout(answers)
        self.column.addWidget(self.change_button, 0, _LEFT)
        self.column.addWidget(self.add_button, 0, _LEFT)
        self.column.addWidget(self.form)
        self.column.addWidget(self.delete_button, 0, _LEFT)
        self.form.hide()
        self.add_button.clicked.connect(self._open)
        self.done_button.clicked.connect(self._add)
        self.their_name.returnPressed.connect(self._add)
        self.leave_button.clicked.connect(self.close_form)
        self.change_button.clicked.connect(self.change_wanted)
        self.delete_button.clicked.connect(self.delete_wanted)
        look.changed.connect(self._take_look)
        self._take_look()

    def show_set(self, workspace: Workspace) -> None:
        """The demo is nobody's."""
        self.setVisible(not workspace.is_demo)

    def show_people(self, people: People, person: Person) -> None:
        """Shows who there is, and who is there now."""
        names = [it.name for it in people.people if it.id != person.id]
        if people.are_several:
            others = ", ".join(names)
            self.words.setText(
                f"You are {person.name}. {others} {'has' if len(names) == 1 else 'have'} "
                "a diary here too. BackRehab asks who it is when it starts."
            )
        else:
            self.words.setText("Each of you has a diary and exercises of your own.")
        self.change_button.setVisible(people.are_several)
        self.own_name.setText(person.name)
        self._own.setVisible(not person.name)
        whom = f"Delete {person.name}" if people.are_several else "Delete everything about you"
        self.delete_button.set_text(whom)
        self.close_form()

    def show_fault(self, words: str, field: QLineEdit | None = None) -> None:
        """Says why nobody was added, and puts the keyboard into the field it is about, if any."""
        self.fault.setText(words)
        self.fault.setVisible(bool(words))
        for name in (self.own_name, self.their_name):
            name.setAccessibleDescription(words if name is field else "")
        if field is not None:
            field.setFocus(Qt.FocusReason.OtherFocusReason)
        if words:
            announce(self.fault, words)

    def close_form(self) -> None:
        """Puts the form away."""
        held = self.form.isAncestorOf(self.form.window().focusWidget() or self)
        self.form.hide()
        self.add_button.show()
        self.their_name.clear()
        self.show_fault("")
        if held:
            self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self) -> None:
        self.form.show()
        self.add_button.hide()
        field = self.their_name if self.own_name.text() else self.own_name
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self) -> None:
        self.add_wanted.emit(self.own_name.text(), self.their_name.text())

    def _make_field(self, name: str) -> QLineEdit:
        field = QLineEdit()
        field.setMaxLength(NAME_MOST)
        field.setAccessibleName(name)
        field.setProperty("focus_radius", 12)
        field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        return field

    def _take_look(self) -> None:
        height = max(48, self._look.theme.metrics(Role.BODY).lineSpacing() + 24)
        for field in (self.own_name, self.their_name):
            field.setFixedHeight(height)

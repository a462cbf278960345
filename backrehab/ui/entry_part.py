"""One exercise and side of a session: what was asked and timed, and the person's own part."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from backrehab.core.diary import DiaryEntry, Outcome, OwnReport, RecordedBy
from backrehab.core.model import Limits, PainGuide
from backrehab.core.session_facts import exercise_words, fact_lines, told_words
from backrehab.core.text import NOTHING, count
from backrehab.ui.answer_row import AnswerRow
from backrehab.ui.buttons import Button, IconButton, Kind
from backrehab.ui.choices import SegmentedChoice
from backrehab.ui.controls import Label
from backrehab.ui.look import Look
from backrehab.ui.note_field import NoteField
from backrehab.ui.reflow import FlowLayout
from backrehab.ui.stepper import Stepper
from backrehab.ui.theme import Role

_CHOICES = (
    (OwnReport.ALL.value, "All of it"),
    (OwnReport.SOME.value, "Some"),
    (OwnReport.NONE.value, "None"),
    ("not_told", "Not told"),
)
_EFFORT = "How hard was it?"
_EFFORT_ENDS = ("0 is no effort at all", "10 is as hard as you can work")
_WORST = "How bad was your pain at its worst?"


class EntryPart(QWidget):
    """Facts that stay as they are, and under them what can be told, opened by its button.

    Signals:
        answered: The person told something; args: the entry's id, and what is to be written, by
            the names of `EntryAnswers`: this, and what was told before and isn't in the diary yet.
        delete_wanted: To take this exercise out; arg: the entry's id.
        opened: What can be told came into sight.
    """

    answered = Signal(str, object)
    delete_wanted = Signal(str)
    opened = Signal()

    def __init__(
        self, look: Look, entry: DiaryEntry, guide: PainGuide, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._guide = guide
        self._entry = entry
        self._untold: dict[str, object] = {}
        self._own: QWidget | None = None
        name = exercise_words(entry)
        self.title = Label(name, Role.ROW_TITLE)
        self.facts = Label("", Role.BODY, "ink2")
        self.told = Label("", Role.BODY)
        self.button = Button(look, "", "pencil", Kind.QUIET)
        self.button.clicked.connect(self._open_or_close)
        self.delete_button = IconButton(look, "trash-2", f"Delete {name}", Kind.QUIET)
        self.delete_button.clicked.connect(lambda: self.delete_wanted.emit(entry.entry_id))
        words = QVBoxLayout()
        words.setSpacing(2)
        for label in (self.title, self.facts, self.told):
            words.addWidget(label)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addLayout(words, 1)
        line.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.delete_button, 0, Qt.AlignmentFlag.AlignTop)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 10, 0, 10)
        self._column.setSpacing(10)
        self._column.addLayout(line)
        self._show_told()

    @property
    def entry_id(self) -> str:
        return self._entry.entry_id

    def is_of(self, entry: DiaryEntry) -> bool:
        """Whether this entry differs from the one in sight in what was told alone."""
        return _facts(entry) == _facts(self._entry)

    def show_answers(self, entry: DiaryEntry) -> None:
        """Shows what the diary has of this entry now; a note that is being typed stays."""
        before = self._entry
        self._untold = {
            name: told for name, told in self._untold.items() if told != getattr(entry, name)
        }
        self._entry = replace(entry, **self._untold)  # type: ignore[arg-type]
        if self._own is not None and self._entry.answers != before.answers:
            self._show_own(before)
        self._show_told()

    @property
    def is_open(self) -> bool:
        """Whether what can be told is in sight."""
        return self._own is not None and not self._own.isHidden()

    def may_leave(self) -> bool:
        """Hands a note on; false where it can't be kept."""
        return self._own is None or all(field.may_leave() for field in self._notes.values())

    def _open_or_close(self) -> None:
        if self._own is not None and self.is_open:
            if not self.may_leave():
                return
            self._own.hide()
        else:
            if self._own is None:
                self._own = self._made()
                self._column.addWidget(self._own)
            self._own.show()
            self.opened.emit()
        self._show_told()

    def _made(self) -> QWidget:
        """The controls of the person's own part; most are never wanted."""
        own = QWidget()
        column = QVBoxLayout(own)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(8)
        entry = self._entry
        self.report = SegmentedChoice(
            self._look, f"How much of {exercise_words(entry)} did you do", _CHOICES
        )
        self.report.chosen.connect(self._tell_report)
        column.addWidget(Label("How much did you do?", Role.BODY))
        column.addWidget(self.report)
        self.times: Stepper | None = None
        by_timer = entry.recorded_by is RecordedBy.TIMER
        if by_timer and (entry.reps_target or 0) > 1:
            column.addWidget(self._times_line())
        self.effort = AnswerRow(self._look, _EFFORT, _EFFORT, ends=_EFFORT_ENDS)
        self.worst = AnswerRow(self._look, "Worst pain in this exercise", _WORST, self._guide)
        for row, name in (
            (self.effort, "effort_0_10"),
            (self.worst, "pain_worst_exercise_0_10"),
        ):
            row.told.connect(lambda number, name=name: self._tell(**{name: number}))
            row.opened.connect(self.opened)
            column.addWidget(row)
        names = {"note": "Your note on this exercise"}
        if entry.outcome is Outcome.SKIPPED:
            names = {"skip_reason": "Why you left it out", **names}
        self._notes = {name: NoteField(self._look, words) for name, words in names.items()}
        for name, field in self._notes.items():
            field.noted.connect(lambda words, name=name: self._tell(**{name: words}))
            column.addWidget(field)
            field.show_note(getattr(entry, name))
        self.note = self._notes["note"]
        self.reason = self._notes.get("skip_reason")
        self._show_own(entry)
        return own

    def _show_own(self, before: DiaryEntry) -> None:
        """Puts the answers into their controls without a signal; `before` is what they showed."""
        entry = self._entry
        self.report.choose(entry.own_report.value if entry.own_report else "not_told")
        if self.times is not None:
            blocked = self.times.blockSignals(True)
            self.times.setMaximum(max(self.times.maximum(), entry.own_report_reps or 0))
            self.times.setValue(entry.own_report_reps or 0)
            self.times.blockSignals(blocked)
            self._times.setVisible(entry.own_report is OwnReport.SOME)
        self.effort.show_value(entry.effort_0_10)
        self.worst.show_value(entry.pain_worst_exercise_0_10)
        for name, field in self._notes.items():
            words = getattr(entry, name)
            if words != getattr(before, name) and not field.field.hasFocus():
                field.show_note(words)

    def _times_line(self) -> QWidget:
        words = "How many times?"
        self.times = Stepper(
            self._look,
            words.rstrip("?"),
            self._entry.own_report_reps or 0,
            Limits(0, max(self._entry.reps_target or 0, self._entry.own_report_reps or 0)),
            shown=lambda number: str(number) if number else NOTHING,
            spoken=lambda number: count(number, "time") if number else "not told",
        )
        self.times.valueChanged.connect(self._tell_report)
        self._times = QWidget()
        line = FlowLayout(self._times, gap=12)
        label = Label(words, wraps=False)
        label.setMinimumHeight(self.times.sizeHint().height())
        line.addWidget(label)
        line.addWidget(self.times)
        return self._times

    def _tell_report(self, *_: object) -> None:
        key = self.report.choice()
        report = OwnReport(key) if key != "not_told" else None
        some = report is OwnReport.SOME
        times = None
        if self.times is not None:
            self._times.setVisible(some)
            times = (self.times.value() or None) if some else None
        elif report is OwnReport.ALL:
            times = self._entry.reps_target  # by hand: as it was typed
        self._tell(own_report=report, own_report_reps=times)

    def _tell(self, **told: object) -> None:
        if all(getattr(self._entry, name) == answer for name, answer in told.items()):
            return
        self._untold |= told
        self._entry = replace(self._entry, **told)  # type: ignore[arg-type]
        self._show_told()
        self.answered.emit(self.entry_id, dict(self._untold))

    def _show_told(self) -> None:
        self.facts.setText("\n".join(fact_lines(self._entry)))
        words = told_words(self._entry)
        self.told.setText(words)
        self.told.setVisible(bool(words) and not self.is_open)
        verb = "Close" if self.is_open else "Change" if words else "Add"
        self.button.set_text(verb)
        self.button.set_icon("chevron-up" if self.is_open else "pencil")
        self.button.setAccessibleName(f"{verb} your part of {self.title.text()}")


def _facts(entry: DiaryEntry) -> DiaryEntry:
    """The entry without all that is told of it, and when."""
    return replace(
        entry,
        own_report=None,
        own_report_reps=None,
        effort_0_10=None,
        pain_worst_exercise_0_10=None,
        note="",
        skip_reason="",
        edited_at=None,
    )

"""One exercise and side of a session: what was asked and timed, and the person's own part."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from backrehab.core.diary import DiaryEntry, EntryAnswers, OwnReport, RecordedBy
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
        answered: The person told something; args: the entry's id, its new `EntryAnswers`.
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
        self._answers = entry.answers
        self._entry = entry
        self._own: QWidget | None = None
        name = exercise_words(entry)
        self.title = Label(name, Role.ROW_TITLE)
        self.facts = Label("\n".join(fact_lines(entry)), Role.BODY, "ink2")
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

    @property
    def is_open(self) -> bool:
        """Whether what can be told is in sight."""
        return self._own is not None and not self._own.isHidden()

    def may_leave(self) -> bool:
        """Hands a note on; false where it can't be kept."""
        return self._own is None or self.note.may_leave()

    def _open_or_close(self) -> None:
        if self._own is not None and self.is_open:
            if not self.note.may_leave():
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
        entry, answers = self._entry, self._answers
        self.report = SegmentedChoice(
            self._look, f"How much of {exercise_words(entry)} did you do", _CHOICES
        )
        self.report.choose(answers.own_report.value if answers.own_report else "not_told")
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
            row.show_value(getattr(answers, name))
            row.told.connect(lambda number, name=name: self._tell(**{name: number}))
            row.opened.connect(self.opened)
            column.addWidget(row)
        self.note = NoteField(self._look, "Your note on this exercise")
        self.note.show_note(answers.note)
        self.note.noted.connect(lambda note: self._tell(note=note))
        column.addWidget(self.note)
        return own

    def _times_line(self) -> QWidget:
        words = "How many times?"
        self.times = Stepper(
            self._look,
            words.rstrip("?"),
            self._answers.own_report_reps or 0,
            Limits(0, max(self._entry.reps_target or 0, self._answers.own_report_reps or 0)),
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
        self._times.setVisible(self._answers.own_report is OwnReport.SOME)
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
        answers: EntryAnswers = replace(self._answers, **told)  # type: ignore[arg-type]
        if answers == self._answers:
            return
        self._answers = answers
        self._entry = replace(
            self._entry,
            own_report=answers.own_report,
            own_report_reps=answers.own_report_reps,
            effort_0_10=answers.effort_0_10,
            pain_worst_exercise_0_10=answers.pain_worst_exercise_0_10,
            note=answers.note,
        )
        self._show_told()
        self.answered.emit(self.entry_id, answers)

    def _show_told(self) -> None:
        words = told_words(self._entry)
        self.told.setText(words)
        self.told.setVisible(bool(words) and not self.is_open)
        verb = "Close" if self.is_open else "Change" if words else "Add"
        self.button.set_text(verb)
        self.button.set_icon("chevron-up" if self.is_open else "pencil")
        self.button.setAccessibleName(f"{verb} your part of {self.title.text()}")

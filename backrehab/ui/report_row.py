"""One exercise of a session that is over: what was timed, and what the person says of it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from backrehab.core.diary import OwnReport
from backrehab.core.model import Limits
from backrehab.core.session_summary import Done, ExerciseSummary
from backrehab.core.text import NOTHING, count
from backrehab.ui.buttons import Button, Kind
from backrehab.ui.choices import SegmentedChoice
from backrehab.ui.controls import IconLabel, Label
from backrehab.ui.look import Look
from backrehab.ui.note_field import NoteField
from backrehab.ui.reflow import FlowLayout
from backrehab.ui.stepper import Stepper
from backrehab.ui.theme import Role

_CHOICES = (
    (OwnReport.ALL.value, "All of it"),
    (OwnReport.SOME.value, "Some"),
    (OwnReport.NONE.value, "None"),
)
_ICONS = {Done.WHOLE: "check", Done.PART: "square", Done.NONE: "minus"}


class ReportRow(QWidget):
    """Facts at the left, the person's own report at the right; the report is optional.

    Attributes:
        facts: What was timed, in words.
        choice: How much of it the person did; `None` where it was left out.
        times: How many times, when only some; `None` where that is not asked.
        why: Why it was left out; `None` where it was not, or the diary knows nothing of it.

    Signals:
        reported: The person said how much; args: an `OwnReport` and a number or `None`.
        reasoned: The person said why it was left out; arg: the words.
        opened: There is more to see of the row.
    """

    reported = Signal(object, object)
    reasoned = Signal(str)
    opened = Signal()

    def __init__(
        self,
        look: Look,
        exercise: ExerciseSummary,
        *,
        is_in_diary: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.title = Label(exercise.title, Role.ROW_TITLE)
        facts = ". ".join(exercise.lines)
        if exercise.done is not Done.WHOLE:
            facts = f"{exercise.state}. {facts}" if exercise.done is Done.PART else exercise.state
        self.facts = Label(f"{facts}.", Role.BODY, "ink2")
        self.choice: SegmentedChoice | None = None
        self.times: Stepper | None = None
        self.why: NoteField | None = None
        tone = "primary" if exercise.done is Done.WHOLE else "ink2"
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.facts)
        left = QHBoxLayout()
        left.setSpacing(14)
        icon = IconLabel(look, _ICONS[exercise.done], tone, 22)
        left.addWidget(icon, 0, Qt.AlignmentFlag.AlignVCenter)
        left.addLayout(words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 9, 0, 9)
        column.setSpacing(0)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(16)
        self._row.addLayout(left, 1)
        column.addLayout(self._row)
        if exercise.done is not Done.NONE:
            self._row.addLayout(self._report(look, exercise), 0)
        elif is_in_diary:
            self.why = NoteField(look, f"Why you left out {exercise.title}")
            self.why.hide()
            self.why.noted.connect(self.reasoned)
            self.why.refused.connect(self.opened)
            self.why_button = Button(look, "Say why", "pencil", Kind.QUIET)
            self.why_button.setAccessibleName(f"Say why you left out {exercise.title}")
            self.why_button.clicked.connect(self._open_why)
            self._row.addWidget(self.why_button, 0, Qt.AlignmentFlag.AlignLeft)
            column.addWidget(self.why)

    def _report(self, look: Look, exercise: ExerciseSummary) -> QVBoxLayout:
        self.choice = SegmentedChoice(look, f"How much of {exercise.title} did you do", _CHOICES)
        self.choice.setMinimumWidth(self.choice.sizeHint().width())
        self.choice.chosen.connect(self._tell)
        column = QVBoxLayout()
        column.setSpacing(10)
        column.addWidget(self.choice)
        if exercise.counts_times and exercise.asked > 1:
            words = "How many times on each side?" if exercise.each_side else "How many times?"
            self.times = Stepper(
                look,
                words.rstrip("?"),
                0,
                Limits(0, exercise.asked, 1),
                shown=lambda number: str(number) if number else NOTHING,
                spoken=lambda number: count(number, "time") if number else "not told",
            )
            self.times.valueChanged.connect(self._tell)
            self._times_line = QWidget()
            line = FlowLayout(self._times_line, gap=12)
            label = Label(words, wraps=False)
            label.setMinimumHeight(self.times.sizeHint().height())
            line.addWidget(label)
            line.addWidget(self.times)
            self._times_line.hide()
            column.addWidget(self._times_line)
        return column

    def show_report(self, report: OwnReport | None, times: int | None) -> None:
        """Puts in what was told before, without a signal."""
        if self.choice is None:
            return
        self.choice.choose(report.value if report else "")
        if self.times is not None:
            self.times.blockSignals(True)
            self.times.setValue(times or 0)
            self.times.blockSignals(False)
            self._times_line.setVisible(report is OwnReport.SOME)

    def show_reason(self, reason: str) -> None:
        """Puts in why it was left out, as it was told before."""
        if self.why is not None:
            self.why.show_note(reason)
            self.why.setVisible(bool(reason))
            self.why_button.setVisible(not reason)

    def may_leave(self) -> bool:
        """Hands the reason on; false where it can't be kept."""
        return self.why is None or self.why.may_leave()

    def _open_why(self) -> None:
        assert self.why is not None
        self.why.show()
        self.why.field.setFocus(Qt.FocusReason.TabFocusReason)
        self.why_button.hide()
        self.opened.emit()

    def stack(self, stacked: bool) -> None:
        """The report under the facts where the page is narrow, else beside them."""
        directions = QBoxLayout.Direction
        self._row.setDirection(directions.TopToBottom if stacked else directions.LeftToRight)

    def _tell(self, *_: object) -> None:
        assert self.choice is not None
        report = OwnReport(self.choice.choice())
        some = report is OwnReport.SOME
        if self.times is not None:
            self._times_line.setVisible(some)
        times = self.times.value() if some and self.times is not None else 0
        self.reported.emit(report, times or None)

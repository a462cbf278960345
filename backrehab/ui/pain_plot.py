"""The plot of pain: every answer is one mark, and nothing is made of them."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence

from PySide6.QtWidgets import QWidget

from backrehab.core.diary_range import Stretch
from backrehab.core.model import PainGuide
from backrehab.core.plot import PAIN_SCALE, Days, Mark
from backrehab.core.text import elapsed_words
from backrehab.storage.diary_views import PainAnswer, PainKind
from backrehab.ui.look import Look
from backrehab.ui.plot_card import PlotCard
from backrehab.ui.plot_paint import Figure

NAME = "Pain, 0 to 10"
NOTHING = "No answer about pain in these days."
NONE_CHOSEN = "Choose above what to show."

WORDS = {
    PainKind.BEFORE: "Before",
    PainKind.WORST: "Worst",
    PainKind.AFTER: "Afterwards",
    PainKind.MORNING: "Next morning",
}
_ORDER = (PainKind.WORST, PainKind.AFTER, PainKind.BEFORE, PainKind.MORNING)
AT_FIRST = (PainKind.WORST, PainKind.AFTER)


def pain_marks(answers: Iterable[PainAnswer], kinds: Container[str]) -> tuple[Mark, ...]:
    """A mark for each answer to these questions."""
    return tuple(
        Mark(
            at=answer.at,
            value=answer.value,
            kind=answer.kind,
            words=answer_words(answer),
            said=str(answer.value),
            session_id=answer.session_id,
        )
        for answer in answers
        if answer.kind in kinds
    )


def answer_words(answer: PainAnswer) -> str:
    """What was asked: "Worst", "Worst, bridging, left", "45 minutes later", "3 days later"."""
    if answer.kind is PainKind.AFTER and answer.minutes is not None:
        return f"{elapsed_words(answer.minutes)} later"
    about = [answer.exercise] if answer.exercise else []
    about += [answer.side] if answer.side else []
    return ", ".join((WORDS[answer.kind], *about))


def pain_figure(
    answers: Sequence[PainAnswer], kinds: Sequence[str], days: Days, guide: PainGuide | None
) -> Figure:
    """What the plot shows: with the guide's bands where the worst pain stands alone."""
    alone = tuple(kinds) == (PainKind.WORST,)
    return Figure(
        days, PAIN_SCALE, pain_marks(answers, kinds), guide.bands if guide and alone else ()
    )


class PainPlot(PlotCard):
    """Which of the four answers are shown can be chosen."""

    def __init__(self, look: Look, guide: PainGuide | None, parent: QWidget | None = None) -> None:
        super().__init__(look, NAME, [(kind, WORDS[kind]) for kind in _ORDER], AT_FIRST, parent)
        self._guide = guide
        self._answers: Sequence[PainAnswer] = ()
        self._stretch: Stretch | None = None
        self.marks_changed.connect(self._show)

    @property
    def figure(self) -> Figure | None:
        """What is plotted, for the printed page."""
        if self._stretch is None:
            return None
        days = Days(self._stretch.first, self._stretch.last)
        return pain_figure(self._answers, self.marks.shown(), days, self._guide)

    def show_answers(
        self, answers: Sequence[PainAnswer], stretch: Stretch, about: str = ""
    ) -> None:
        """The answers of the days in sight; `about` is the one exercise they are of."""
        self._answers, self._stretch = answers, stretch
        self.rename(f"{NAME}: {about}" if about else NAME)
        self._show()

    def _show(self) -> None:
        figure = self.figure
        if figure is not None and self._stretch is not None:
            words = NOTHING if self.marks.shown() else NONE_CHOSEN
            self.show_figure(figure, self._stretch, words)

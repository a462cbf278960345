"""My goals: up to five things a person wants to do again, and scores from the clinic."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from backrehab.core.clock import Clock
from backrehab.core.errors import DiaryError, GoalRefused
from backrehab.core.goals import (
    GOAL_WORDS_MOST,
    GOALS_MOST,
    ClinicScore,
    Goal,
    GoalScore,
    words_fault,
)
from backrehab.core.text import when_words
from backrehab.storage import goals as kept
from backrehab.storage.diary import Diary
from backrehab.ui.buttons import Button
from backrehab.ui.clinic_score import ClinicScores
from backrehab.ui.controls import Card, Label
from backrehab.ui.goal_card import GoalCard
from backrehab.ui.line_field import LineField
from backrehab.ui.look import Look
from backrehab.ui.put_away_goals import PutAwayGoals
from backrehab.ui.reflow import Arrangement, Room, clear
from backrehab.ui.scroll_page import ScrollPage
from backrehab.ui.tab_order import keep_reading_order
from backrehab.ui.theme import Role
from backrehab.ui.unsaved_words import NOT_YET
from backrehab.ui.workspace import Workspace

_MOST_WIDTH = 900
_ABOUT = (
    "Write down what you want to do again, in your own words. Give it a number whenever you like."
)
_NO_ROOM = f"You have {GOALS_MOST} goals. Put one away to make room for another."


class GoalsPage(ScrollPage):
    """Each goal on a card of its own, then a line for a new one; what is put away at the end.

    Signals:
        back_wanted: To the page before.
        said: Something was done; args: what, and how to undo it (or None).
    """

    back_wanted = Signal()
    said = Signal(str, object)

    def __init__(self, look: Look, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._clock = clock
        self._workspace: Workspace | None = None
        self.cards: list[GoalCard] = []
        self.back_button = Button(look, "Diary", "chevron-left")
        self.back_button.clicked.connect(self.back_wanted)
        self.title = Label("My goals", Role.PAGE_TITLE)
        self.trouble = Label("", Role.BODY, "clay")
        self.trouble.hide()
        self.field = LineField(look, "Something I want to do again")
        self.field.field.setPlaceholderText("Such as: walk to the shop")
        self.add_button = Button(look, "Add this goal", "plus")
        self.add_button.clicked.connect(self._add)
        self.field.entered.connect(self._add)
        self.no_room = Label(_NO_ROOM, Role.BODY, "ink2")
        self.away = PutAwayGoals(look)
        self.away.back_wanted.connect(self._bring_back)
        self.away.grown.connect(lambda: self.bring_into_sight(self.away))
        self.scores = ClinicScores(look, clock)
        self.scores.given.connect(self._keep_score)
        self.scores.unwanted.connect(self._take_out_score)
        self.scores.grown.connect(lambda: self.bring_into_sight(self.scores))
        self._lay_out()

    def set_back(self, place: str) -> None:
        """Names where Back leads ("Diary")."""
        self.back_button.set_text(place)
        self.back_button.setAccessibleName(f"Back to {place}")

    def set_workspace(self, workspace: Workspace) -> None:
        """Whose goals they are; they are read when the page is shown."""
        self._workspace = workspace
        self.field.show_text("")
        self.scores.close_form()
        self.away.close_list()
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Reads the goals and the scores."""
        if self._workspace is None:
            return
        try:
            own = kept.goals(self._diary)
            away = kept.goals(self._diary, put_away=True)
            scores = kept.clinic_scores(self._diary)
        except DiaryError as error:
            self.trouble.setText(str(error))
            self.trouble.show()
            return
        self.trouble.hide()
        self._show_goals(own)
        self.away.show_goals(away, self._today, room=len(own) < GOALS_MOST)
        self._new.setVisible(len(own) < GOALS_MOST)
        self.no_room.setVisible(len(own) >= GOALS_MOST)
        self.scores.show_scores(scores)
        keep_reading_order(self)  # rows came and went

    def arrange(self, room: Room) -> None:
        """The edge of the page, as the window has room."""
        self.set_edge(room.edge, self._look.theme.px(_MOST_WIDTH))
        self.back_button.setVisible(room.arrangement is not Arrangement.TOP_BAR)
        self.body.setSpacing(12 if room.is_short else 18)

    @property
    def _diary(self) -> Diary:
        assert self._workspace is not None
        return self._workspace.diary

    @property
    def _today(self) -> date:
        return self._clock.now().date()

    # Goals

    def _show_goals(self, own: tuple[Goal, ...]) -> None:
        if [card.goal.goal_id for card in self.cards] != [goal.goal_id for goal in own]:
            clear(self._list)
            self.cards = [self._card() for _goal in own]
            for card in self.cards:
                self._list.addWidget(card)
        for card, goal in zip(self.cards, own, strict=True):
            card.show_goal(goal, self._today)

    def _card(self) -> GoalCard:
        card = GoalCard(self._look)
        card.number_given.connect(lambda number: self._score(card.goal, number))
        card.number_unwanted.connect(lambda score: self._take_out_number(card, score))
        card.words_given.connect(lambda words: self._reword(card.goal, words))
        card.put_away_wanted.connect(lambda: self._put_away(card.goal))
        card.grown.connect(lambda: self.bring_into_sight(card))
        return card

    def _add(self) -> None:
        words = self.field.text
        if fault := words_fault(words, GOAL_WORDS_MOST):
            self.field.show_fault(fault)
            return
        if self._do(lambda: kept.add_goal(self._diary, words, self._clock.now())):
            self.field.show_text("")
            self._tell("The goal is in your diary.", None, meanwhile="The goal is added.")
            if self.cards:
                self.bring_into_sight(self.cards[-1])
                self.cards[-1].number_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _score(self, goal: Goal, number: int) -> None:
        given: list[int] = []
        now = self._clock.now()
        if self._do(lambda: given.append(kept.score_goal(self._diary, goal.goal_id, number, now))):
            undo = partial(kept.delete_goal_score, self._diary, given[0], now)
            self._tell(f"Saved: {number}.", self._undoing(undo), meanwhile=f"Added: {number}.")

    def _take_out_number(self, card: GoalCard, score: GoalScore) -> None:
        now = self._clock.now()
        if self._has_keyboard():
            card.take_keyboard()
        if self._do(lambda: kept.delete_goal_score(self._diary, score.score_no, now)):
            undo = partial(kept.undelete_goal_score, self._diary, score.score_no)
            when = when_words(score.scored_at, self._today)
            self._tell(f"Taken out: {score.score_0_10}, {when}.", self._undoing(undo))

    def _reword(self, goal: Goal, words: str) -> None:
        def reword(to: str) -> None:
            kept.reword_goal(self._diary, goal.goal_id, to, self._clock.now())

        if self._do(lambda: reword(words)):
            undo = self._undoing(lambda: reword(goal.words))
            self._tell("The words are changed.", undo)

    def _put_away(self, goal: Goal) -> None:
        self._keep_keyboard()
        if self._do(lambda: kept.put_away_goal(self._diary, goal.goal_id, self._clock.now())):
            undo = self._undoing(
                lambda: kept.bring_back_goal(self._diary, goal.goal_id, self._clock.now())
            )
            self._tell("The goal is put away. Its numbers are kept.", undo)

    # What was put away

    def _bring_back(self, goal: Goal) -> None:
        self._keep_keyboard()
        if self._do(lambda: kept.bring_back_goal(self._diary, goal.goal_id, self._clock.now())):
            undo = self._undoing(
                lambda: kept.put_away_goal(self._diary, goal.goal_id, self._clock.now())
            )
            self._tell("The goal is back.", undo)

    # Scores from the clinic

    def _keep_score(self, score_id: str, name: str, value: str, day: date) -> None:
        now = self._clock.now()
        if not score_id:
            done = self._do(lambda: kept.add_clinic_score(self._diary, name, value, day, now))
        else:
            done = self._do(
                lambda: kept.change_clinic_score(self._diary, score_id, name, value, day, now)
            )
        if done:
            self._tell(f"Saved: {name}, {value}.", None, meanwhile=f"Added: {name}, {value}.")

    def _take_out_score(self, score: ClinicScore) -> None:
        now = self._clock.now()
        self.scores.add_button.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._do(lambda: kept.delete_clinic_score(self._diary, score.score_id, now)):
            undo = partial(kept.undelete_clinic_score, self._diary, score.score_id)
            self._tell(f"Taken out: {score.name}, {score.value}.", self._undoing(undo))

    # Writing

    def _do(self, write: Callable[[], object]) -> bool:
        """Writes, and shows what is there now; says why where it can't be written."""
        try:
            write()
        except (DiaryError, GoalRefused) as error:
            self.said.emit(str(error), None)
            return False
        self.refresh()
        return True

    def _tell(self, words: str, undo: Callable[[], None] | None, *, meanwhile: str = "") -> None:
        """What was done; as long as the diary is not open `meanwhile`, and that it isn't saved."""
        if self._workspace is not None and self._workspace.only_in_memory:
            words = f"{meanwhile or words} {NOT_YET}"
        self.said.emit(words, undo)

    def _undoing(self, undo: Callable[[], object]) -> Callable[[], None]:
        def take_back() -> None:
            self._do(undo)

        return take_back

    def _keep_keyboard(self) -> None:
        """What had the keyboard goes away: it is taken to the head of the page."""
        if self._has_keyboard():
            place = self.field.field if self._new.isVisible() else self.title_stop()
            place.setFocus(Qt.FocusReason.OtherFocusReason)

    def _has_keyboard(self) -> bool:
        focus = self.window().focusWidget()
        return focus is not None and self.content.isAncestorOf(focus)

    def title_stop(self) -> QWidget:
        """The first place for the keyboard on the page."""
        return self.back_button if self.back_button.isVisible() else self.scores.add_button

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignLeft)
        head.addWidget(self.title)
        head.addWidget(Label(_ABOUT, Role.BODY, "ink2"))
        head.addWidget(self.trouble)
        self._list = QVBoxLayout()
        self._list.setSpacing(14)
        self._new = Card("tint")
        new = QVBoxLayout(self._new)
        new.setContentsMargins(22, 16, 22, 18)
        new.setSpacing(10)
        new.addWidget(self.field)
        new.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addLayout(head)
        self.body.addLayout(self._list)
        for part in (self._new, self.no_room, self.away, self.scores):
            self.body.addWidget(part)
        self.body.addStretch(1)

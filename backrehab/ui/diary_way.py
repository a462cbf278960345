"""The ways between the diary's own pages: one session in full, one added by hand, one deleted."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from backrehab.core.clock import Clock
from backrehab.ui.navigation import Navigation
from backrehab.ui.pages import Pages
from backrehab.ui.unsaved_words import NOT_YET, kept_words
from backrehab.ui.workspace import Workspace

if TYPE_CHECKING:
    from backrehab.core.diary import DiaryEntry, DiarySession
    from backrehab.ui.toast import Toast
    from backrehab.ui.undo import Deleting


class DiaryWay(QObject):
    """What is asked for on one page of the diary is done or shown on another."""

    def __init__(
        self,
        pages: Pages,
        navigation: Navigation,
        clock: Clock,
        workspace: Callable[[], Workspace],
        toast: Callable[[], Toast],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._pages = pages
        self._navigation = navigation
        self._clock = clock
        self._workspace = workspace
        self._toast = toast
        pages.made.connect(self._connect)

    def open_session(self, session_id: str) -> None:
        """Shows one session of the diary in full."""
        self._pages.one_session.show_session(self._workspace(), session_id)
        self._navigation.go("one_session")

    def add_by_hand(self) -> None:
        """Asks what was done without the program."""
        self._pages.by_hand.begin(self._workspace())
        self._navigation.go("by_hand")

    def _connect(self, name: str) -> None:
        pages = self._pages
        match name:
            case "diary":
                pages.diary.session_wanted.connect(self.open_session)
                pages.diary.by_hand_wanted.connect(self.add_by_hand)
                pages.diary.delete_wanted.connect(self._delete_row)
                pages.diary.put_back_wanted.connect(self._put_back_last)
                pages.diary.said.connect(lambda words: self._toast().say(words))
            case "one_session":
                pages.one_session.delete_wanted.connect(self._delete_session)
                pages.one_session.entry_delete_wanted.connect(self._delete_entry)
                pages.one_session.change_wanted.connect(self._change_by_hand)
            case "by_hand":
                pages.by_hand.saved.connect(self._take_saved)
                pages.by_hand.said.connect(lambda words, undo: self._toast().say(words, undo))
            case "goals":
                pages.goals.said.connect(lambda words, undo: self._toast().say(words, undo))
            case "ways_out":
                pages.ways_out.said.connect(lambda words: self._toast().say(words))
                pages.ways_out.taken_in.connect(pages.show_workspace)

    def _change_by_hand(self, _session_id: str) -> None:
        self._pages.by_hand.begin(self._workspace(), self._pages.one_session.session)
        self._navigation.go("by_hand")

    def _take_saved(self, session_id: str, is_new: bool) -> None:
        self._navigation.trail.leave("by_hand")
        self.open_session(session_id)
        workspace = self._workspace()
        if is_new:
            words = kept_words(workspace)
        else:
            words = f"It is changed. {NOT_YET}" if workspace.only_in_memory else "It is changed."
        self._toast().say(words)

    @cached_property
    def _deleting(self) -> Deleting:
        from backrehab.ui.undo import Deleting

        deleting = Deleting(self._clock, self._toast, self)
        deleting.changed.connect(self._show_changed)
        return deleting

    def _delete_session(self, session: DiarySession) -> None:
        if self._deleting.session(self._workspace().diary, session):
            self._navigation.leave("one_session")

    def _delete_row(self, session: DiarySession) -> None:
        self._deleting.session(self._workspace().diary, session)

    def _put_back_last(self) -> None:
        self._deleting.put_back_last(self._workspace().diary)

    def _delete_entry(self, entry: DiaryEntry) -> None:
        if self._deleting.entry(self._workspace().diary, entry):
            if self._pages.one_session.session is None:  # it was the last one
                self._navigation.back()
            else:
                self._pages.one_session.back_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_changed(self) -> None:
        for page in self._pages.built("one_session", "by_hand", "diary"):
            page.refresh()

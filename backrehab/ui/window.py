"""The one window: the way between its pages, and what they set going."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QKeyEvent,
    QKeySequence,
    QPaintEvent,
    QResizeEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import QGridLayout, QWidget

from backrehab.core.clock import Clock
from backrehab.core.errors import BackrehabError, UnknownExercise
from backrehab.core.model import Library, Programme, SoreSide
from backrehab.core.session_times import SessionTimes
from backrehab.cues.tones import Tones
from backrehab.cues.voice import Voice
from backrehab.paths import Paths
from backrehab.players.base import Player
from backrehab.ui.bars import BACK_TO, Bars
from backrehab.ui.controls import ScrollPage
from backrehab.ui.focus_ring import FocusRing
from backrehab.ui.look import Look
from backrehab.ui.pages import Pages
from backrehab.ui.questions import Questions
from backrehab.ui.reflow import Arrangement, Room
from backrehab.ui.session_way import SessionWay
from backrehab.ui.trail import PLACES, Trail
from backrehab.ui.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable

    from backrehab.core.diary import DiaryEntry, DiarySession
    from backrehab.core.going_on import GoOn
    from backrehab.core.open_questions import OpenQuestion
    from backrehab.core.routine import Routine
    from backrehab.storage.diary import Diary
    from backrehab.ui.toast import Toast
    from backrehab.ui.undo import Deleting

SMALLEST = QSize(800, 560)
_AT_FIRST = QSize(1366, 768)
_NOTICE_MS = 60_000
"""How long a question is told of on another page; its card on Today stays."""

_LEFT_BY_ESCAPE = frozenset(
    {"help", "about", "menu", "sore_side", "before", "programme", "ways_out"}
)
"""Pages that are only read or answered: nothing is lost there, so Escape goes back."""


class MainWindow(QWidget):
    """Rail or bar, the demo's bar, and one page at a time.

    Signals:
        demo_wanted: The demo from its beginning, or back to the person's own things; arg: on.
        closing: The window goes away.
        in_sight: It has been painted for the first time.
    """

    demo_wanted = Signal(bool)
    closing = Signal()
    in_sight = Signal()

    def __init__(
        self,
        look: Look,
        clock: Clock,
        library: Library,
        paths: Paths,
        player: Player,
        tones: Tones,
        workspace: Workspace,
        *,
        voice: Voice | None = None,
    ) -> None:
        super().__init__()
        self._look = look
        self._clock = clock
        self._library = library
        self._paths = paths
        self._player = player
        self._tones = tones
        self._voice = voice
        self._workspace = workspace
        self.questions = Questions(clock, library.pain_guide.after_exercise_minutes, self)
        self.questions.came.connect(self._tell_of_question)
        self.questions.failed.connect(self._say)
        self.pages = Pages(
            look,
            clock,
            library,
            paths,
            player,
            tones,
            self.questions,
            lambda: self._workspace,
            voice=voice,
        )
        self.pages.made.connect(self._connect)
        self._trail = Trail()
        self._way = SessionWay(self.pages, lambda: self._workspace, self)
        self._way.page_wanted.connect(self.show_page)
        self._way.side_told.connect(self._keep_sore_side)
        self._way.ready.connect(self.start)
        self._room: Room | None = None
        self._troubles_shown = False
        self._unfinished_asked = False
        self._was_seen = False
        self.setWindowTitle("BackRehab")
        self.setProperty("page", "true")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumSize(SMALLEST)
        self.resize(_AT_FIRST)

        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.addWidget(self.pages, 2, 1)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(2, 1)
        self.bars = Bars(look, self.pages.mark_drawing, grid, self)
        self.bars.page_wanted.connect(self.show_page)
        self.bars.back_wanted.connect(self.back)
        self.bars.demo_wanted.connect(self._want_demo)
        self.ring = FocusRing(look, self)
        self._look.changed.connect(self._arrange)
        self._add_keys()
        self.set_workspace(workspace)

    # For whoever built the window

    @property
    def page(self) -> QWidget:
        """The page in sight."""
        return self.pages.page(self._trail.current)

    def prepare(self) -> None:
        """Makes the pages that come next, one at a time, so that a click is not kept waiting."""
        for name in ("before", "session", "library", "exercise", "help"):
            if not any(self.pages.built(name)):
                self.pages.page(name)
                QTimer.singleShot(0, self, self.prepare)
                return

    def set_workspace(self, workspace: Workspace) -> None:
        """Shows other things of a person: their own, or the demo's."""
        self._workspace = workspace
        self._troubles_shown = False
        self.bars.show_demo(on=workspace.is_demo)
        self.questions.set_workspace(workspace)
        self.pages.show_workspace()
        self._take_sound()
        self._trail.begin()
        self.show_page("today" if workspace.preferences.first_run_read else "first_run")
        if self.isVisible():
            self.show_troubles()

    def take_diary(self, diary: Diary) -> None:
        """Puts another diary behind the pages: the true one, in the place of one in memory."""
        self._workspace.put_diary(diary)
        self.pages.show_workspace()
        self._show_current()

    def open_exercise(self, exercise_id: str) -> None:
        """Shows one exercise; an id the content doesn't have leaves everything as it is."""
        self._open(exercise_id, "library")

    def _open_from_today(self, exercise_id: str) -> None:
        self._open(exercise_id, "today")

    def _open(self, exercise_id: str, place: str) -> None:
        """Shows an exercise, with the way back to the page it was found on."""
        try:
            exercise = self._library.exercise(exercise_id)
        except UnknownExercise:
            return
        self.pages.exercise.show_exercise(exercise, self._workspace.programme)
        if self._trail.current == "first_run" and not self._workspace.preferences.first_run_read:
            self._trail.begin(place, "exercise", "first_run")  # the notice comes first
            return
        self._trail.begin(place)
        self.show_page("exercise")

    def come_forward(self, exercise_id: str = "") -> None:
        """Raises the window for a second start, and shows what that one asked for."""
        if exercise_id and not self._session_runs:
            self.open_exercise(exercise_id)
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def leave(self) -> None:
        """Ends what runs, before everything is closed."""
        if self._session_runs:
            self.pages.session.controller.stop()
        for page in self.pages.built("ways_out"):
            page.leave()
        self._player.stop()

    def show_page(self, name: str) -> None:
        """Shows a page by its name; Back leads to the one before, if it is not a place itself."""
        self._trail.go_to(name)
        self._show_current()

    def show_troubles(self) -> None:
        """Says once what went wrong on opening the person's things."""
        if self._workspace.troubles and not self._troubles_shown:
            from backrehab.ui.message import show_message

            self._troubles_shown = True
            troubles = "\n\n".join(self._workspace.troubles)
            message = show_message(self, self._look, "Please read this", troubles)
            message.answered.connect(self._ask_about_unfinished)
        else:
            self._ask_about_unfinished()

    def back(self) -> None:
        """To the page before, where there is one."""
        if self._trail.current == "session":
            self.pages.session.ask_to_end()
        elif self._trail.current == "first_run":
            if self._workspace.preferences.first_run_read:
                self._leave_first_run()
        elif self._trail.before:
            self._trail.leave()
            self._show_current()

    # The pages, once they are there

    @cached_property
    def toast(self) -> Toast:
        from backrehab.ui.toast import Toast

        toast = Toast(self._look, self)
        toast.set_held(self._trail.current == "session")
        return toast

    def _connect(self, name: str) -> None:
        """What a page that is there for the first time sets going."""
        pages = self.pages
        match name:
            case "menu":
                pages.menu.page_wanted.connect(self.show_page)
            case "today":
                pages.today.session_wanted.connect(self._way.begin)
                pages.today.exercise_wanted.connect(self._open_from_today)
                pages.today.programme_wanted.connect(lambda: self.show_page("programme"))
                pages.today.goals_wanted.connect(lambda: self.show_page("goals"))
                pages.today.question.answered.connect(self._say_answered)
                pages.today.question.put_away.connect(self._say_put_away)
            case "programme":
                pages.programme.programme_changed.connect(self._change_programme)
                pages.programme.back_wanted.connect(self.back)
            case "before":
                pages.before.start_wanted.connect(self.start)
                pages.before.back_wanted.connect(self.back)
            case "library":
                pages.library.exercise_wanted.connect(self.open_exercise)
                pages.library.session_wanted.connect(self._way.begin)
            case "exercise":
                pages.exercise.back_wanted.connect(self.back)
                pages.exercise.start_wanted.connect(self._start_exercise)
                pages.exercise.dose_changed.connect(self._change_dose)
            case "diary":
                pages.diary.library_wanted.connect(lambda: self.show_page("library"))
                pages.diary.session_wanted.connect(self.open_session)
                pages.diary.by_hand_wanted.connect(self.add_by_hand)
                pages.diary.ways_out_wanted.connect(lambda: self.show_page("ways_out"))
                pages.diary.goals_wanted.connect(lambda: self.show_page("goals"))
                pages.diary.delete_wanted.connect(self._delete_row)
            case "one_session":
                pages.one_session.back_wanted.connect(self.back)
                pages.one_session.delete_wanted.connect(self._delete_session)
                pages.one_session.entry_delete_wanted.connect(self._delete_entry)
                pages.one_session.change_wanted.connect(self._change_by_hand)
            case "by_hand":
                pages.by_hand.back_wanted.connect(self.back)
                pages.by_hand.saved.connect(self._take_saved)
            case "goals":
                pages.goals.back_wanted.connect(self.back)
                pages.goals.said.connect(self._say_done)
            case "settings":
                pages.settings.look_chosen.connect(self._take_look)
                pages.settings.sound_chosen.connect(self._take_sound)
                pages.settings.region_chosen.connect(self._choose_region)
                pages.settings.sore_side_chosen.connect(self._choose_sore_side)
                pages.settings.times_chosen.connect(self._choose_times)
                pages.settings.demo_wanted.connect(self._want_demo)
                pages.settings.folder_wanted.connect(self._open_folder)
                pages.settings.about_wanted.connect(lambda: self.show_page("about"))
                pages.settings.ways_out_wanted.connect(lambda: self.show_page("ways_out"))
            case "ways_out":
                pages.ways_out.back_wanted.connect(self.back)
                pages.ways_out.said.connect(self._say)
                pages.ways_out.taken_in.connect(self.pages.show_workspace)
            case "about":
                pages.about.back_wanted.connect(self.back)
                pages.about.notice_wanted.connect(self._read_notice_again)
            case "help":
                pages.help.back_wanted.connect(self.back)
                pages.help.region_chosen.connect(self._choose_region)
                pages.help.notice_wanted.connect(self._read_notice_again)
            case "first_run":
                pages.first_run.read.connect(self._leave_first_run)
                pages.first_run.help_wanted.connect(self._show_help)
            case "sore_side":
                pages.sore_side.chosen.connect(self._take_side)
                pages.sore_side.back_wanted.connect(self.back)
                pages.sore_side.help_wanted.connect(self._show_help)
            case "session":
                pages.session.finished.connect(self._end_session)
                pages.session.help_wanted.connect(self._show_help)

    @property
    def _session_runs(self) -> bool:
        return any(session.controller.runs for session in self.pages.built("session"))

    # The way between pages

    def _show_current(self) -> None:
        name, before = self._trail.current, self.pages.currentWidget()
        came_back = before is not None and before is next(self.pages.built("exercise"), None)
        page = self.pages.page(name)
        if name == "diary":
            self.pages.diary.refresh()
        elif name == "today" and self._was_seen:
            self.pages.today.refresh()
        elif name == "exercise":
            self.pages.exercise.set_back(BACK_TO[self._trail.before])
        elif name == "goals":
            self.pages.goals.set_back(BACK_TO[self._trail.before])
            self.pages.goals.refresh()
        elif name == "ways_out":
            self.pages.ways_out.set_back(BACK_TO[self._trail.before])
        elif name == "before":
            self.pages.before.set_back(BACK_TO[self._trail.before])
        elif name == "about":
            self.pages.about.fill()
        if self.pages.isAncestorOf(self.focusWidget() or self):
            # Else Qt hands the keyboard on to whatever comes next, and the page scrolls there.
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._arrange_bars()
        self.pages.setCurrentWidget(page)
        if "toast" in vars(self):
            self.toast.set_held(name == "session")  # its controls stand where a toast would
        self._look_for_question()
        if isinstance(page, ScrollPage) and not came_back:
            page.verticalScrollBar().setValue(0)
        self._place_focus(name, came_back=came_back)

    def _place_focus(self, name: str, *, came_back: bool) -> None:
        """The keyboard goes to where reading begins, or back to where it came from."""
        if name == "library" and came_back:
            target: QWidget = self.pages.library.card(self.pages.exercise.exercise.id)
        elif name == "today" and (came_back or self.focusWidget() in {None, self}):
            target = self.pages.today.place_to_begin(
                self.pages.exercise.exercise.id if came_back else ""
            )
        elif name == "before":
            target = self.pages.before.start_button
        elif name == "goals":
            target = self.pages.goals.back_button
        elif name == "ways_out":
            target = self.pages.ways_out.back_button
        elif name == "programme":
            target = self.pages.programme.back_button
        elif name == "exercise":
            target = self.pages.exercise.back_button
        elif name == "help":
            target = self.pages.help.back_button
        elif name == "one_session":
            target = self.pages.one_session.back_button
        elif name == "by_hand":
            target = self.pages.by_hand.day.field
        elif name == "about":
            target = self.pages.about.back_button
        elif name == "menu":
            target = self.pages.menu.item("today")
        elif name == "first_run":
            target = self.pages.first_run.read_button
        elif name == "sore_side":
            target = self.pages.sore_side.buttons[SoreSide.LEFT]
        elif name == "session":
            self.pages.session.take_keyboard()  # it knows best what is in sight there
            return
        elif name in PLACES:
            if self.focusWidget() not in {None, self}:
                return  # chosen in the rail, where the keyboard stays
            target = self.bars.rail.item(name)
        else:
            return  # the page places it itself
        for place in (target, *self.bars.stops()):
            if place.isVisibleTo(self):
                place.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def _arrange_bars(self) -> None:
        trail, is_above = self._trail, self.bars.is_above
        self.bars.show_for(trail)
        for menu in self.pages.built("menu"):
            menu.choose(trail.before)
        needs_back = trail.is_alone or (not is_above and trail.before not in ("", *PLACES))
        for page in self.pages.built("help"):
            page.set_back(BACK_TO[trail.before] if needs_back else "")
        for page in self.pages.built("about", "ways_out"):
            page.set_back_shown(not is_above)

    def _show_help(self) -> None:
        self.show_page("help")

    def _leave_first_run(self) -> None:
        self._workspace.preferences.first_run_read = True
        self._trail.leave()
        self._show_current()

    def _read_notice_again(self) -> None:
        self.pages.first_run.set_again(True)
        self.show_page("first_run")

    # A session

    def start(self, routine: Routine, pain_before: int | None = None) -> None:
        """Starts a session; afterwards the person is back where they asked for it."""
        for name in ("sore_side", "before"):
            self._trail.drop(name)
        self.show_page("session")
        self.pages.session.begin(
            routine, self._workspace, self._library.version, pain_before=pain_before
        )

    def _start_exercise(self, exercise_id: str) -> None:
        exercise = self._library.exercise(exercise_id)
        self._way.begin(exercise.title, [exercise], is_routine=False)

    def _take_side(self, side: SoreSide, kept: SoreSide) -> None:
        self._trail.drop("sore_side")
        self._way.take_side(side, kept)

    def _ask_about_unfinished(self) -> None:
        """Once: what is left open then is left for the next start."""
        if self._workspace.is_demo or self._unfinished_asked:
            return
        from backrehab.ui.unfinished import UnfinishedSessions

        self._unfinished_asked = True
        unfinished = UnfinishedSessions(self._look, self._clock, self._library, self)
        unfinished.go_on_wanted.connect(self._go_on)
        unfinished.failed.connect(self._say)
        unfinished.ask(self._workspace.diary)

    def _say(self, words: str) -> None:
        self.toast.say(words)

    def _say_done(self, words: str, undo: Callable[[], None] | None) -> None:
        self.toast.say(words, undo)

    def _go_on(self, go_on: GoOn) -> None:
        self.show_page("session")
        self.pages.session.begin(
            go_on.routine, self._workspace, self._library.version, go_on=go_on
        )

    def _end_session(self) -> None:
        self._trail.leave("session")
        for page in self.pages.built("settings"):
            page.show_workspace(self._workspace)
        self._show_current()

    # A question about pain

    def _look_for_question(self) -> None:
        """Whenever the page changes: what was done or written there may open or close one."""
        self.questions.set_held(self._trail.has_one_thing_to_do)
        if self._was_seen and not self._trail.has_one_thing_to_do:
            self.questions.look_at_the_clock()
            self.questions.refresh()
        is_needless = self._trail.current == "today" or self.questions.question is None
        if is_needless and "toast" in vars(self) and self.toast.leads_on:
            self.toast.go()  # it leads here, or there is nothing to lead to any more

    def _tell_of_question(self) -> None:
        """Time has opened one: its card is on Today, and from elsewhere a notice leads there."""
        from backrehab.core.open_question_text import notice_words
        from backrehab.core.open_questions import Moment

        question = self.questions.question
        if question is None:
            return
        words = notice_words(question, self._clock.now())
        if self._trail.current == "today":
            from backrehab.ui.announce import announce

            announce(self, words)
        else:
            self.toast.say(words, self._show_question, action="Answer", stays_ms=_NOTICE_MS)
        if question.moment is Moment.AFTER and self._workspace.preferences.ask_with_tone:
            from backrehab.core.cues import Cue

            self._tones.play(Cue.REST)

    def _show_question(self) -> None:
        self.show_page("today")
        if place := self.pages.today.question.place_to_begin():
            place.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_answered(self, question: OpenQuestion, pain_0_10: int) -> None:
        from backrehab.core.open_question_text import answered_words

        words = answered_words(question, pain_0_10, self._clock.now())
        self.toast.say(words, lambda: self.questions.take_back(question))

    def _say_put_away(self, question: OpenQuestion) -> None:
        self.toast.say("The question is skipped.", lambda: self.questions.take_back(question))

    # The diary's own pages

    def open_session(self, session_id: str) -> None:
        """Shows one session of the diary in full."""
        self.pages.one_session.show_session(self._workspace, session_id)
        self.show_page("one_session")

    def add_by_hand(self) -> None:
        """Asks what was done without the program."""
        self.pages.by_hand.begin(self._workspace)
        self.show_page("by_hand")

    def _change_by_hand(self, _session_id: str) -> None:
        self.pages.by_hand.begin(self._workspace, self.pages.one_session.session)
        self.show_page("by_hand")

    def _take_saved(self, session_id: str, is_new: bool) -> None:
        self._trail.leave("by_hand")
        self.open_session(session_id)
        self.toast.say("It is in your diary." if is_new else "It is changed.")

    @cached_property
    def deleting(self) -> Deleting:
        """What takes things out of the diary and puts them back."""
        from backrehab.ui.undo import Deleting

        deleting = Deleting(self._clock, lambda: self.toast, self)
        deleting.changed.connect(self._show_changed_diary)
        return deleting

    def _delete_session(self, session: DiarySession) -> None:
        if self.deleting.session(self._workspace.diary, session):
            self._trail.leave("one_session")
            self._show_current()

    def _delete_row(self, session: DiarySession) -> None:
        self.deleting.session(self._workspace.diary, session)

    def _delete_entry(self, entry: DiaryEntry) -> None:
        if self.deleting.entry(self._workspace.diary, entry):
            if self.pages.one_session.session is None:  # it was the last one
                self.back()
            else:
                self.pages.one_session.back_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_changed_diary(self) -> None:
        for page in self.pages.built("one_session", "diary"):
            page.refresh()

    # What a person changes

    def _change_dose(self, exercise_id: str, own: dict[str, int]) -> None:
        self._change_programme(self._workspace.programme.with_changes(exercise_id, own))
        self.pages.exercise.show_programme(self._workspace.programme)

    def _choose_sore_side(self, key: str) -> None:
        self._keep_sore_side(SoreSide(key))

    def _keep_sore_side(self, side: SoreSide) -> None:
        self._change_programme(self._workspace.programme.with_sore_side(side))

    def _choose_times(self, times: SessionTimes) -> None:
        self._change_programme(self._workspace.programme.with_times(times))

    def _change_programme(self, programme: Programme) -> None:
        try:
            self._workspace.change_programme(programme)
        except BackrehabError as error:
            self.toast.say(str(error))
        self.pages.show_programme()

    def _choose_region(self, region_id: str) -> None:
        self._workspace.preferences.region = region_id
        for page in self.pages.built("help"):
            page.show_region(region_id)
        for page in self.pages.built("settings"):
            page.show_workspace(self._workspace)

    def _take_look(self) -> None:
        preferences = self._workspace.preferences
        self._look.apply(preferences.theme, preferences.text_percent)

    def _take_sound(self) -> None:
        preferences = self._workspace.preferences
        self._tones.set_enabled(preferences.sounds)
        self._tones.set_volume(preferences.volume)
        if self._voice is not None:
            self._voice.set_enabled(preferences.sounds and preferences.voice)
            self._voice.set_volume(preferences.volume)

    def _want_demo(self, on: bool) -> None:
        self.leave()
        self.demo_wanted.emit(on)

    def _open_folder(self) -> None:
        from backrehab.ui.settings_page import open_folder

        if not open_folder(self._paths.own_dir):
            self.toast.say(f"The folder can't be opened here: {self._paths.own_dir}")

    # Keys, and Qt's own

    def _add_keys(self) -> None:
        QShortcut(QKeySequence(Qt.Key.Key_F1), self).activated.connect(self._show_help)
        for sequence in ("Alt+Left", "Back"):
            QShortcut(QKeySequence(sequence), self).activated.connect(self.back)
        for number, name in enumerate(PLACES, 1):
            keys = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
            keys.activated.connect(lambda page=name: self._go_by_key(page))

    def _go_by_key(self, name: str) -> None:
        if not self._trail.has_one_thing_to_do:
            self.show_page(name)

    def _arrange(self) -> None:
        room = Room(self.width(), self.height(), self._look.theme.text_percent)
        if room == self._room:
            return
        self._room = room
        self.bars.arrange(room)
        if self._trail.current == "menu" and room.arrangement is not Arrangement.TOP_BAR:
            self._trail.leave()
            self._show_current()
        self._arrange_bars()
        self.pages.arrange(room)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._arrange()
        if self._was_seen:
            self.ring.watch_keys()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        # Nothing here looks at a plain QEvent before this: to hand out the first, PySide makes
        # its classes of all events.
        super().paintEvent(event)
        if not self._was_seen:
            self._was_seen = True
            QTimer.singleShot(0, self, self._come_in_sight)

    def _come_in_sight(self) -> None:
        from backrehab.ui.mark import window_icon

        self.in_sight.emit()
        if self._trail.current == "today":
            QTimer.singleShot(0, self, self._fill_today)  # that opens the diary
        self.setWindowIcon(window_icon(self.pages.mark_drawing))
        self.ring.watch_keys()

    def _fill_today(self) -> None:
        self.pages.today.refresh()
        self._look_for_question()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        page = self.pages.currentWidget()
        if event.key() == Qt.Key.Key_F11:
            self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)
        elif event.key() == Qt.Key.Key_Escape and self._trail.current in _LEFT_BY_ESCAPE:
            self.back()
        elif isinstance(page, ScrollPage) and page.scroll_by_key(event.key()):
            event.accept()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        super().closeEvent(event)

"""Nothing is cut and everything can be hit, on every screen and at every text size."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QWidget

from backrehab.ui.exercise_page import ExercisePage
from backrehab.ui.look import Look
from backrehab.ui.scroll_page import ScrollPage
from backrehab.ui.theme import TEXT_SIZES, ThemeChoice
from tests.ui.shell import Shell, clipped, controls, name_of, settle

SIZES = [(800, 560), (1024, 600), (1366, 768), (1920, 1080), (3840, 2160)]
LEAST_TARGET = 44
LEAST_CLIP = 96


def show_before(shell: Shell, section_id: str) -> None:
    """The page before all of a section."""
    shell.window.show_page("library")
    shell.window.pages.library.start_button(section_id).click()


PAGES: dict[str, Callable[[Shell], None]] = {
    "today": lambda shell: shell.window.show_page("today"),
    "programme": lambda shell: shell.window.show_page("programme"),
    "before": lambda shell: show_before(shell, "strengthening"),
    "library": lambda shell: shell.window.show_page("library"),
    "bridging": lambda shell: shell.window.open_exercise("bridging"),
    "ball": lambda shell: shell.window.open_exercise("sciatic-nerve-gliding-with-ball"),
    "femoral": lambda shell: shell.window.open_exercise("femoral-nerve-gliding"),
    "diary": lambda shell: shell.window.show_page("diary"),
    "settings": lambda shell: shell.window.show_page("settings"),
    "help": lambda shell: shell.window.show_page("help"),
    "about": lambda shell: shell.window.show_page("about"),
    "ways out": lambda shell: shell.window.show_page("ways_out"),
    "menu": lambda shell: shell.window.show_page("menu"),
    "first notice": lambda shell: shell.window.show_page("first_run"),
}


@pytest.fixture(scope="module")
def shell(look: Look, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shell]:
    """One window for all of these tests: only its size and text change."""
    shell = Shell(look, tmp_path_factory.mktemp("own"))
    shell.window.setUpdatesEnabled(False)  # only places count; painting large windows takes long
    shell.window.show()
    yield shell
    shell.close()
    shell.window.deleteLater()


def fit(shell: Shell, size: tuple[int, int], percent: int) -> None:
    """Gives the window another size and its words another."""
    if shell.look.theme.text_percent != percent:
        shell.look.apply(ThemeChoice.LIGHT, percent)
        shell.window.set_workspace(shell.make_workspace(is_demo=percent == 200))
    shell.window.resize(*size)
    settle()


@pytest.mark.parametrize("percent", TEXT_SIZES)
def test_nothing_is_cut_and_every_control_is_large_and_named(shell: Shell, percent: int) -> None:
    """Start, title, clip and help stay in sight together as well."""
    window = shell.window
    between = percent in {125, 175}
    for size in SIZES[:3] if between else SIZES:
        fit(shell, size, percent)
        for name in ("bridging", "ball") if between else PAGES:
            PAGES[name](shell)
            settle()

            where = f"{name}, {size}, {percent} %"
            assert (window.width(), window.height()) == size, where
            assert clipped(window) == [], where
            small = [name_of(it) for it in controls(window) if it.height() < LEAST_TARGET]
            assert small == [], f"too low on {where}"
            nameless = [it for it in controls(window) if not name_of(it)]
            assert nameless == [], f"without a name on {where}"
            # The smallest window at the largest text has no room for a title of three lines too.
            if name in {"bridging", "ball"} and (size != SIZES[0] or percent <= 150):
                page = window.pages.exercise
                for part in (page.title, page.clip, start_of(page), help_of(shell)):
                    assert is_whole(window, part), f"{part} on {where}"
                assert page.clip.height() >= LEAST_CLIP, where


@pytest.mark.parametrize(
    ("size", "percent", "words"),
    [
        ((800, 560), 100, "Page: 1 to 3 sets of 15, hold a few seconds"),
        ((1024, 600), 200, "Page: 1 to 3 sets of 15"),
        ((1366, 768), 200, "Page: 1 to 3 sets of 15, hold a few seconds"),
    ],
)
def test_the_pinned_bar_says_what_the_page_has(
    shell: Shell, size: tuple[int, int], percent: int, words: str
) -> None:
    fit(shell, size, percent)
    shell.window.open_exercise("bridging")
    settle()

    page = shell.window.pages.exercise
    assert page.bar_page_words.text() == words
    assert is_whole(shell.window, page.bar_page_words)
    assert clipped(shell.window) == []


def start_of(page: ExercisePage) -> QWidget:
    return page.start_button if page.start_button.isVisible() else page.bar_start_button


def help_of(shell: Shell) -> QWidget:
    in_rail = shell.window.bars.rail.item("help")
    return in_rail if in_rail.isVisible() else shell.window.bars.top_bar.help


def is_whole(window: QWidget, part: QWidget) -> bool:
    """Whether all of it can be seen, without scrolling."""
    place = QRect(part.mapTo(window, QPoint(0, 0)), part.size())
    return (
        part.isVisible()
        and part.visibleRegion().boundingRect() == part.rect()
        and (window.rect().contains(place))
    )


def test_no_page_wants_to_be_wider_than_the_smallest_window_at_the_largest_text(
    shell: Shell,
) -> None:
    fit(shell, (800, 560), 200)

    for name, open_page in PAGES.items():
        open_page(shell)
        settle()
        for area in shell.window.findChildren(ScrollPage):
            if area.isVisible():
                assert area.content.minimumSizeHint().width() <= area.width(), name

"""What is shown when libVLC draws something else than what was sought."""

from __future__ import annotations

from PySide6.QtGui import QColor, QImage

from backrehab.players.vlc_held_seek import SEEKS, HeldSeek


def shade(grey: int) -> QImage:
    """A picture; equal pictures are equal, not the same."""
    image = QImage(2, 2, QImage.Format.Format_RGB32)
    image.fill(QColor(grey, grey, grey))
    return image


OLD, RIGHT, WRONG, ODD = 10, 20, 30, 40


def shown(*after_each_seek: int | None) -> tuple[list[int], int]:
    """What is put on the screen, and how many seeks were given; None: nothing is drawn."""
    seek = HeldSeek(1_000)
    standing = OLD
    on_screen = []
    while seek.wants_another:
        seek.given += 1
        new = after_each_seek[min(seek.given, len(after_each_seek)) - 1]
        if new is not None and new != standing:
            standing = new
            if seek.drawn(shade(new)):
                on_screen.append(new)
        if seek.look(shade(standing)):
            on_screen.append(standing)
    return on_screen, seek.given


def test_the_picture_is_shown_as_soon_as_it_comes() -> None:
    assert shown(RIGHT, RIGHT, RIGHT) == ([RIGHT], SEEKS)


def test_a_later_seek_that_goes_astray_is_never_seen() -> None:
    assert shown(RIGHT, WRONG, RIGHT) == ([RIGHT], 4)
    assert shown(RIGHT, RIGHT, WRONG, RIGHT) == ([RIGHT], 5)


def test_a_first_seek_that_goes_astray_is_put_right() -> None:
    assert shown(WRONG, RIGHT, RIGHT) == ([WRONG, RIGHT], SEEKS)


def test_a_seek_that_draws_nothing_is_made_good_by_the_next() -> None:
    assert shown(None, RIGHT, RIGHT) == ([RIGHT], SEEKS)
    assert shown(None, None, RIGHT, RIGHT) == ([RIGHT], 4)


def test_nothing_drawn_and_then_astray_is_put_right() -> None:
    assert shown(None, WRONG, RIGHT) == ([WRONG, RIGHT], 4)


def test_where_it_stands_already_nothing_new_is_shown() -> None:
    assert shown(None, None, None) == ([], SEEKS)


def test_it_ends_where_no_two_agree() -> None:
    assert shown(RIGHT, WRONG, ODD, WRONG, ODD, WRONG) == ([RIGHT], 5)


def test_of_the_first_seek_every_picture_is_shown() -> None:
    """One of the moment that was sought before may still come; then the right one follows."""
    seek = HeldSeek(1_000)
    seek.given = 1

    assert seek.drawn(shade(WRONG))
    assert seek.drawn(shade(RIGHT))
    assert not seek.look(shade(RIGHT))

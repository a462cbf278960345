"""The number that a picture carries: read back as it was written, or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backrehab.core.frame_numbers import BLOCKS, NUMBERS, blocks_of, number_of

numbers = st.integers(0, NUMBERS - 1)


def brightness(number: int, white: int = 255, black: int = 0) -> list[int]:
    return [white if block else black for block in blocks_of(number)]


@given(numbers, st.integers(171, 255), st.integers(0, 84))
def test_a_number_is_read_back_however_bright_the_blocks_came_out(
    number: int, white: int, black: int
) -> None:
    assert number_of(brightness(number, white, black)) == number


@given(numbers, st.integers(0, BLOCKS - 1))
def test_one_wrong_block_makes_it_no_number(number: int, place: int) -> None:
    wrong = brightness(number)
    wrong[place] = 255 - wrong[place]

    assert number_of(wrong) is None


@given(st.integers(0, NUMBERS - 2), st.integers(1, BLOCKS - 1))
def test_a_picture_torn_between_two_is_one_of_them_or_no_number(number: int, torn: int) -> None:
    seen = number_of(brightness(number + 1)[:torn] + brightness(number)[torn:])

    assert seen in {number, number + 1, None}


@given(st.integers(0, NUMBERS - 2))
def test_a_picture_mixed_of_two_is_no_number(number: int) -> None:
    pairs = zip(brightness(number), brightness(number + 1), strict=True)

    assert number_of([(one + other) // 2 for one, other in pairs]) is None


def test_what_is_no_such_picture_has_no_number() -> None:
    assert number_of([255] * BLOCKS) is None
    assert number_of([0] * BLOCKS) is None
    assert number_of(brightness(7)[:-1]) is None


def test_a_number_that_does_not_fit_is_refused() -> None:
    for number in (-1, NUMBERS):
        with pytest.raises(ValueError, match="not one of"):
            blocks_of(number)

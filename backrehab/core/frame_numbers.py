"""A number that a picture carries, so that a program can tell which picture it sees.

The numbered twins of the clips have it as a column of blocks, black for 0 and white for 1, from
the top to the bottom of the picture and in the middle of its width: turned over left to right it
reads the same. Blocks so large outlast being encoded and scaled. The column is narrow, since
blocks that change with every picture flicker.

From top to bottom: a white block and a black one, the number as a Gray code with its highest bit
first, then a block that makes the count of white blocks in the number even. Two pictures that
follow one another differ in one block of the number and in the last: a picture torn between them
is no number at all rather than a wrong one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

_BITS: Final = 9
_TOP: Final = (True, False)

BLOCKS: Final = len(_TOP) + _BITS + 1
"""How many blocks the column has."""

NUMBERS: Final = 1 << _BITS
"""Numbers go from 0 up to one less than this."""

_WHITE, _BLACK = 170, 85  # brightness beyond which a block is surely one of them


def blocks_of(number: int) -> tuple[bool, ...]:
    """The blocks that tell this number, from the top; True is white.

    Raises:
        ValueError: there are not enough blocks for it.
    """
    if not 0 <= number < NUMBERS:
        raise ValueError(f"{number} is not one of the {NUMBERS} numbers that fit")
    gray = number ^ (number >> 1)
    bits = tuple(bool(gray >> bit & 1) for bit in reversed(range(_BITS)))
    return (*_TOP, *bits, sum(bits) % 2 == 1)


def number_of(brightness: Sequence[int]) -> int | None:
    """The number that blocks of this brightness (0 to 255, from the top) tell; None where none."""
    if any(_BLACK <= value <= _WHITE for value in brightness):
        return None
    blocks = tuple(value > _WHITE for value in brightness)
    if len(blocks) != BLOCKS or blocks[: len(_TOP)] != _TOP or sum(blocks[len(_TOP) :]) % 2:
        return None
    number = 0
    for bit in blocks[len(_TOP) : -1]:
        number = number << 1 | (bit ^ (number & 1))
    return number

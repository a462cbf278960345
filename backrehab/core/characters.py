"""Characters that can't be seen, in words: a person has to find them before taking them out."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from types import MappingProxyType

_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "\0": "an empty character (U+0000)",
        "\b": "a backspace",
        "\t": "a tab",
        "\n": "a line break",
        "\v": "a vertical tab",  # Word's line break within a paragraph
        "\f": "a page break",
        "\r": "a line break",
        "\x1b": "an escape character",
        "\x7f": "a delete character",
        "\xa0": "a space that never breaks",
        "\xad": "a hidden hyphen",
        "\u200b": "a space without width",
        "\u2028": "a line break (U+2028)",
        "\u2029": "a paragraph break (U+2029)",
        "\ufeff": "a byte order mark",
    }
)


def character_words(character: str) -> str:
    """A character that shows as nothing, or as nothing of its own, as it is said: "a tab"."""
    if character in _NAMES:
        return _NAMES[character]
    if unicodedata.category(character) == "Cs":
        return f"half of a character (U+{ord(character):04X})"
    return f"the character U+{ord(character):04X}"

"""Did you mean: the known word nearest to one that isn't known."""

from __future__ import annotations

from collections.abc import Iterable

_MOST_LETTERS = 100


def closest(word: str, known: Iterable[str]) -> str:
    """The one of `known` that `word` was probably meant to be, or "" when none is near."""
    from difflib import get_close_matches  # seldom needed

    by_lower = {candidate.lower(): candidate for candidate in sorted(known)}
    found = get_close_matches(word.lower()[:_MOST_LETTERS], by_lower, n=1)
    return by_lower[found[0]] if found else ""

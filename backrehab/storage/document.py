"""A JSON document under a cursor: each reader gives a value, or notes what is wrong and where.

A cursor stands on one value of the document and knows the way to it (`sections[2].title`). Its
readers never raise: a wrong value is reported once to the list all cursors of a document share,
and something harmless of the right type is given back, so that one pass finds every problem.
Where a key is absent the cursor stands on nothing; reading nothing gives "", 0 or () in silence,
as whoever asked for the key has already said whether it may be absent.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from enum import Enum, StrEnum
from typing import TypeVar

from backrehab.core.errors import Problem
from backrehab.core.model import Limits
from backrehab.storage.json_file import repeated_keys
from backrehab.storage.spelling import closest

MOST_LETTERS = 400
TITLE_LETTERS = 60
MOST_TEXTS = 20
MOST_UNKNOWN = 20
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_UNFIT_FOR_TEXT = re.compile("[\\x00-\\x1f\\x7f-\\x9f\\ud800-\\udfff]")
_PLAIN_KEY = re.compile(r"[A-Za-z_$][A-Za-z0-9_$-]*")

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)


class _Nothing(Enum):
    NOTHING = "nothing"


_NOTHING = _Nothing.NOTHING


class Cursor:
    """One place in a document; see the module's text for how it reads."""

    __slots__ = ("_value", "path", "problems")

    def __init__(self, value: object, path: str, problems: list[Problem]) -> None:
        self._value = value
        self.path = path
        self.problems = problems

    @classmethod
    def root(cls, value: object) -> Cursor:
        """On the whole document, with nothing wrong yet."""
        return cls(value, "", [])

    def __getitem__(self, key: str) -> Cursor:
        """The value under `key`, or a cursor on nothing."""
        value = self._value.get(key, _NOTHING) if isinstance(self._value, dict) else _NOTHING
        return Cursor(value, _joined(self.path, key), self.problems)

    def holds(self, value: str | bool) -> bool:
        """Whether exactly this value stands here; reports nothing."""
        return type(self._value) is type(value) and self._value == value

    def report(self, found: str, expected: str, hint: str = "") -> None:
        """Note a problem at this place."""
        self.problems.append(Problem(self.path, found, expected, hint))

    def described(self) -> str:
        """What stands here, in a few words."""
        return _described(self._value)

    def record(self, required: Sequence[str], optional: Sequence[str] = ()) -> None:
        """Report whatever keeps this place from being an object with these keys and no others."""
        if self._value is _NOTHING:
            return
        if not isinstance(self._value, dict):
            self._wrong("an object { }")
            return
        for key in repeated_keys(self._value):
            self[key].report("this key twice", "it once")
        known = (*required, *optional)
        free = [key for key in known if key not in self._value]
        unknown = [key for key in self._value if key not in known]
        for key in unknown[:MOST_UNKNOWN]:
            expected = f"one of {', '.join(free)}" if free else "no other key here"
            self[key].report("an unknown key", expected, closest(key, free))
        if len(unknown) > MOST_UNKNOWN:
            self.report(f"{len(unknown)} unknown keys", "none")
        for key in required:
            if key not in self._value:
                self[key].report("nothing", f"the key {key}")

    def each(self, read: Callable[[Cursor], T], least: int, most: int) -> tuple[T, ...]:
        """This place as a list of `least` to `most` values, each read with `read`."""
        if self._value is _NOTHING:
            return ()
        if not isinstance(self._value, list):
            self._wrong("a list [ ]")
            return ()
        if not least <= len(self._value) <= most:
            entries = f"{least} to {most}" if least < most else f"{most}"
            self.report(self.described(), f"{entries} entries")
        return tuple(
            read(Cursor(value, f"{self.path}[{index}]", self.problems))
            for index, value in enumerate(self._value[:most])
        )

    def text(self, most: int = MOST_LETTERS) -> str:
        """This place as text of 1 to `most` letters on one line, with more in it than spaces."""
        if self._value is _NOTHING:
            return ""
        if not isinstance(self._value, str):
            self._wrong("text in quotes")
        elif not self._value.strip():
            self.report("empty text", "at least one letter")
        elif len(self._value) > most:
            self.report(f"text of {len(self._value)} letters", f"at most {most} letters")
        elif _UNFIT_FOR_TEXT.search(self._value):
            self.report(self.described(), "text without control characters, on one line")
        else:
            return self._value
        return ""

    def text_like(self, pattern: re.Pattern[str], expected: str, most: int = MOST_LETTERS) -> str:
        """This place as text that `pattern` matches from end to end; `expected` says it."""
        text = self.text(most)
        if text and not pattern.fullmatch(text):
            self._wrong(expected)
            return ""
        return text

    def whole(self, limits: Limits) -> int:
        """This place as a whole number within the limits; 15.0 is one, `true` is not."""
        value = self._value
        if value is _NOTHING:
            return 0
        # NaN and the infinities are within no limits, so int() never sees them.
        if (
            isinstance(value, int | float)
            and not isinstance(value, bool)
            and limits.least <= value <= limits.most
            and value == int(value)
        ):
            return int(value)
        if limits.least == limits.most:
            self._wrong(f"the number {limits.least}")
        else:
            self._wrong(f"a whole number from {limits.least} to {limits.most}")
        return 0

    def number(self, least: int, most: int) -> float:
        """This place as a number from `least` to `most`, whole or not."""
        value = self._value
        if value is _NOTHING:
            return 0.0
        if (
            isinstance(value, int | float)
            and not isinstance(value, bool)
            and least <= value <= most
        ):
            return float(value)
        self._wrong(f"a number from {least} to {most}")
        return 0.0

    def flag(self) -> bool:
        """This place as `true` or `false`."""
        if self._value is _NOTHING:
            return False
        if isinstance(self._value, bool):
            return self._value
        self._wrong("true or false")
        return False

    def choice(self, allowed: Sequence[E]) -> E:
        """This place as one of the `allowed`; the first of them when it isn't."""
        if self._value is not _NOTHING:
            for member in allowed:
                if member.value == self._value:
                    return member
            self._wrong_word([member.value for member in allowed])
        return allowed[0]

    def word(self, allowed: Sequence[str]) -> str:
        """This place as one of the `allowed` words; "" when it isn't."""
        if self._value is _NOTHING:
            return ""
        for word in allowed:
            if word == self._value:
                return word
        self._wrong_word(allowed)
        return ""

    def _wrong(self, expected: str) -> None:
        self.report(self.described(), expected)

    def _wrong_word(self, allowed: Sequence[str]) -> None:
        hint = closest(self._value, allowed) if isinstance(self._value, str) else ""
        self.report(self.described(), " or ".join(map(json.dumps, allowed)), hint)


class Ids:
    """The ids read so far, each with its place, so that none is taken twice."""

    def __init__(self) -> None:
        self._places: dict[str, str] = {}

    def read(self, at: Cursor) -> str:
        """The id at this place; reported when it is no id or already taken."""
        text = at.text_like(_ID, "small letters a to z, digits and single hyphens", TITLE_LETTERS)
        if text and self._places.setdefault(text, at.path) != at.path:
            first = self._places[text]
            at.report(f"{at.described()} a second time", f"an id of its own (first at {first})")
        return text


def texts(at: Cursor, least: int = 1) -> tuple[str, ...]:
    """A list of texts."""
    return at.each(Cursor.text, least, MOST_TEXTS)


def _joined(path: str, key: str) -> str:
    if not _PLAIN_KEY.fullmatch(key):
        return f"{path}[{_quoted(key)}]"
    return f"{path}.{key}" if path else key


def _described(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return _quoted(value)
        case list():
            return f"a list of {len(value)}"
        case dict():
            return "an object { }"
        case int() | float() if abs(value) >= 1e15:
            return "a huge number"
        case _:
            return json.dumps(value)


def _quoted(text: str, most: int = 60) -> str:
    """In quotes, cut when long, with nothing in it that a terminal could trip over."""
    cut = text if len(text) <= most else text[:most] + "…"
    quoted = json.dumps(cut, ensure_ascii=False)
    return _UNFIT_FOR_TEXT.sub(lambda match: f"\\u{ord(match[0]):04x}", quoted)

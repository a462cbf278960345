"""Finds the line of an entry in a TOML file, so that a fault can name it."""

from __future__ import annotations

import re

_HEADER = re.compile(r"^\s*(\[\[?)\s*([\w.-]+)\s*\]\]?")
_ENTRY = re.compile(r"^\s*\"?([\w.-]+)\"?\s*=")


class Lines:
    """Line numbers by place: `camera.eye`, `key[2].leg_L`; parts of a value share its line."""

    def __init__(self, text: str) -> None:
        self._lines: dict[str, int] = {}
        counts: dict[str, int] = {}
        table = ""
        for number, line in enumerate(text.splitlines(), 1):
            if header := _HEADER.match(line):
                table = header[2]
                if header[1] == "[[":
                    counts[table] = counts.get(table, -1) + 1
                    table = f"{table}[{counts[table]}]"
                self._lines[table] = number
            elif entry := _ENTRY.match(line):
                place = f"{table}.{entry[1]}" if table else entry[1]
                self._lines.setdefault(place, number)

    def find(self, place: str) -> int:
        """The line of the place, or of the nearest thing around it; 0 if there is none."""
        while place:
            if place in self._lines:
                return self._lines[place]
            place = place.rpartition(".")[0]
        return 0

"""Where things are: the resources that came with the program, and the folder of this person."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import appdirs


@dataclass(frozen=True, slots=True)
class Paths:
    """The two folders the program knows; everything else is named from them."""

    resources: Path
    data_dir: Path

    @property
    def diary(self) -> Path:
        return self.data_dir / "diary.sqlite"

    @property
    def programme(self) -> Path:
        return self.data_dir / "programme.json"

    @property
    def settings(self) -> Path:
        return self.data_dir / "settings.ini"

    @property
    def log(self) -> Path:
        return self.data_dir / "backrehab.log"


def find_resources() -> Path:
    """The folder with `exercises.json`: installed, in a checkout, or in a frozen bundle.

    Raises:
        FileNotFoundError: none of them is there; the program was not installed whole.
    """
    package = Path(__file__).resolve().parent
    places = [package / "_resources", package.parent / "resources"]
    if bundle := getattr(sys, "_MEIPASS", None):
        places.append(Path(bundle) / "resources")
    for place in places:
        if place.is_dir():
            return place
    raise FileNotFoundError(f"no resources folder at {' or '.join(map(str, places))}")


def default_data_dir() -> Path:
    """This user's own data folder, as the operating system has it."""
    return Path(appdirs.user_data_dir("BackRehab", appauthor=False))

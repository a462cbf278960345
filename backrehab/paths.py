"""Where things are: what came with the program, the content shown, this person's folder."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import appdirs


@dataclass(frozen=True, slots=True)
class Paths:
    """The folders the program knows; everything else is named from them.

    `content` is the pack with `exercises.json` and `videos/`: the program's own `resources`
    unless a clinic's is asked for. `person` is the number of one of several people, "" the first,
    whose things are in the data folder itself (`storage.people`).
    """

    resources: Path
    content: Path
    data_dir: Path
    person: str = ""

    @property
    def own_dir(self) -> Path:
        """Where this person's things are."""
        return self.data_dir / "people" / self.person if self.person else self.data_dir

    @property
    def diary(self) -> Path:
        return self.own_dir / "diary.sqlite"

    @property
    def programme(self) -> Path:
        return self.own_dir / "programme.json"

    @property
    def settings(self) -> Path:
        return self.own_dir / "settings.ini"

    @property
    def people_list(self) -> Path:
        """The list of people; one person alone has none."""
        return self.data_dir / "people.json"

    @property
    def log(self) -> Path:
        return self.data_dir / "backrehab.log"


def find_resources() -> Path:
    """The folder that came with the program: installed, in a checkout, or in a frozen bundle.

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

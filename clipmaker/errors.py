"""What can go wrong while making a clip, in words that name the file and the line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong at one place; `line` is 0 when the whole file is meant."""

    file: Path
    line: int
    words: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else str(self.file)
        return f"{place}: {self.words}"


class ClipError(Exception):
    """A clip can't be made; holds every fault found."""

    def __init__(self, *faults: Fault) -> None:
        self.faults = faults
        super().__init__(*faults)

    def __str__(self) -> str:
        return "\n".join(str(fault) for fault in self.faults)


class OutOfReach(Exception):
    """A hand or foot is asked to be farther away than the limb is long."""

    def __init__(self, limb: str, missing_mm: float) -> None:
        self.limb = limb
        self.missing_mm = missing_mm
        super().__init__(f"{limb} can't reach: {missing_mm:.0f} mm too far away")

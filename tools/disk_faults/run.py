"""All kinds of faults, one after another, and their counts."""

from __future__ import annotations

from pathlib import Path
from random import Random

from tools.disk_faults.clocks import jump_clocks
from tools.disk_faults.home import make_home
from tools.disk_faults.processes import two_processes
from tools.disk_faults.tries import (
    Tally,
    can_mount,
    fill_disks,
    lose_rights,
    read_only_disks,
)

_NEED_A_DISK = {"full disk": fill_disks, "disk that can only be read": read_only_disks}
_ANYWHERE = {
    "rights or folder lost": lose_rights,
    "two programs at once": two_processes,
    "clocks that jump": jump_clocks,
}


def run(folder: Path, rounds: int, random: Random) -> dict[str, Tally]:
    """Tries everything, in an empty folder; 0 rounds are a sample of everything."""
    template = folder / "template"
    template.mkdir()
    make_home(template)
    kinds = {**(_NEED_A_DISK if can_mount() else {}), **_ANYWHERE}
    tallies = {kind: Tally() for kind in kinds}
    for kind, tally in tallies.items():
        kinds[kind](template, rounds, random, tally)
    return tallies


def report(tallies: dict[str, Tally]) -> list[str]:
    """A line for each kind, then each breach in full."""
    lines = [f"{'':28} tries  done  refused  again  breaches"]
    for kind, tally in tallies.items():
        figures = (tally.tries, tally.done, tally.refused, tally.again, len(tally.breaches))
        lines.append(f"{kind:28} {'{:5,} {:5,} {:8,} {:6,} {:9,}'.format(*figures)}")
    lines += [
        f"No disk can be made here: no {kind}." for kind in _NEED_A_DISK if kind not in tallies
    ]
    for kind, tally in tallies.items():
        lines += [f"\nBREACH, {kind}: {breach}" for breach in tally.breaches]
    return lines

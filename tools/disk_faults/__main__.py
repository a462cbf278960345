"""`python -m tools.disk_faults [ROUNDS] [--seed N]`."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from random import Random

import tools.disk_faults as package
from tools.disk_faults.run import report, run


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs everything; the exit code says whether every promise held."""
    parser = argparse.ArgumentParser(
        prog="python -m tools.disk_faults", description=package.__doc__.partition("\n")[0]
    )
    parser.add_argument(
        "rounds", type=int, nargs="?", default=1, help="more amounts of room for each write (1)"
    )
    parser.add_argument("--short", action="store_true", help="only a sample of everything")
    parser.add_argument("--seed", type=int, default=1, help="of what is drawn by chance")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        tallies = run(Path(folder), 0 if options.short else options.rounds, Random(options.seed))
    sys.stdout.write("\n".join(report(tallies)) + "\n")
    return 1 if any(tally.breaches for tally in tallies.values()) else 0


if __name__ == "__main__":
    sys.exit(main())

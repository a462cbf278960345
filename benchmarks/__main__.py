"""`python -m benchmarks [NAME…] [--quick]` prints the table of docs/benchmarks.md."""

from __future__ import annotations

import argparse
import importlib
import inspect
import os

from benchmarks.rows import machine, print_table

BENCHMARKS = {
    "start_up": "Starting",
    "first_picture": "First picture of a clip",
    "loop_gap": "Where a clip begins again",
    "follow_error": "Picture and timer",
    "phase_boundaries": "Phase boundaries",
    "cue_heard": "Tones as they are heard",
    "session_cpu": "Processor time of a session",
    "soak": "Half an hour of one session",
    "hour": "An hour at an accelerated clock",
    "library_memory": "Memory in the library",
    "clip_changes": "Memory over many changes of clip",
    "diary_screen": "The diary on screen",
    "exports": "Ways out of a long diary, and back in",
    "passphrase": "A diary under a passphrase",
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BENCHMARKS))
    parser.add_argument("--quick", action="store_true", help="rough figures in about a minute")
    options = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    print(f"{machine()}. Medians, with the range in brackets.")
    for name in options.names or BENCHMARKS:
        module = importlib.import_module(f"benchmarks.{name}")
        quick = {"quick": True} if "quick" in inspect.signature(module.measure).parameters else {}
        print_table(BENCHMARKS[name], module.measure(**quick if options.quick else {}))


if __name__ == "__main__":
    main()

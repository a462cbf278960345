"""A measured figure and what stands beside it; how they are printed."""

from __future__ import annotations

import os
import platform
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: ours, the peer or bare minimum of the same run, and their ratio."""

    figure: str
    ours: str
    beside: str = ""
    ratio: str = ""


def ratio(ours: float, beside: float) -> str:
    return f"{ours / beside:.2f}x" if beside else "-"


def percentile(values: Sequence[float], percent: float) -> float:
    """The value below which `percent` of them lie, nearest rank."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]


def median_of(values: Sequence[float]) -> str:
    low, high = min(values), max(values)
    return f"{statistics.median(values):.0f} ms ({low:.0f}-{high:.0f})"


def rss_mb(pid: int | str = "self") -> float:
    """Resident memory of a process in MB (Linux)."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def peak_rss_mb() -> float:
    """The most this process ever held, in MB (Linux)."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1000
    raise LookupError("VmHWM")


def machine() -> str:
    """One line about where the figures come from."""
    import PySide6

    memory_gb = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, "
        f"{memory_gb:.0f} GB, Python {platform.python_version()}, PySide6 {PySide6.__version__}"
    )


def print_table(title: str, rows: Iterable[Row]) -> None:
    """The rows as a Markdown table, as they stand in docs/benchmarks.md."""
    print(f"\n## {title}\n")
    print("| figure | BackRehab | beside it | ratio |")
    print("|---|---|---|---|")
    for row in rows:
        print(f"| {row.figure} | {row.ours} | {row.beside} | {row.ratio} |", flush=True)

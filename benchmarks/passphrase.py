"""A diary under a passphrase beside the same diary without one."""

from __future__ import annotations

import shutil
import statistics
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType

from backrehab.storage.diary import Diary
from backrehab.storage.diary_views import DiaryViews
from backrehab.storage.export import export_csv
from backrehab.storage.keys import make_key
from backrehab.storage.passphrase import put_under
from benchmarks.long_diary import write_long_diary
from benchmarks.rows import Row, ratio

SIZES = (1_680, 100_000)
_QUICK = 1_680
_TURNS = 5
_PASSPHRASE = "four words of a benchmark"
_DAYS = (date(1970, 1, 1), date(1970, 1, 28))


def measure(*, quick: bool = False) -> Iterator[Row]:
    key = _median(lambda: make_key(_PASSPHRASE, bytes(16)))
    yield Row("from the passphrase to the key, once each start", f"{key * 1_000:.0f} ms")
    with TemporaryDirectory() as name:
        for size in (_QUICK,) if quick else SIZES:
            plain, sealed = Path(name) / f"{size}.sqlite", Path(name) / f"sealed-{size}.sqlite"
            write_long_diary(plain, size)
            shutil.copyfile(plain, sealed)
            began = time.perf_counter()
            put_under(sealed, _PASSPHRASE)
            took = time.perf_counter() - began
            yield Row(f"{size:,} entries put under a passphrase, and compared", f"{took:.2f} s")
            for what, work in _WORKS.items():
                yield _beside(f"{size:,} entries: {what}", work, plain, sealed)


def _beside(figure: str, work: Callable[[Path], object], plain: Path, sealed: Path) -> Row:
    """In turns, so that a slow moment is both's."""
    turns = [(_time(work, sealed), _time(work, plain)) for _ in range(_TURNS)]
    ours, beside = map(statistics.median, zip(*turns, strict=True))
    return Row(
        figure,
        f"{ours * 1_000:.1f} ms",
        f"without: {beside * 1_000:.1f} ms",
        ratio(ours, beside),
    )


def _median(work: Callable[[], object]) -> float:
    return statistics.median(_time(lambda _: work(), Path()) for _ in range(_TURNS))


def _time(work: Callable[[Path], object], file: Path) -> float:
    began = time.perf_counter()
    work(file)
    return time.perf_counter() - began


def _first_question(file: Path) -> object:
    with closing(Diary.open(file)) as diary:
        return diary.sessions(limit=1)


def _weeks(file: Path) -> object:
    with closing(Diary.open(file)) as diary:
        return DiaryViews(diary).days(*_DAYS)


def _to_csv(file: Path) -> int:
    with closing(Diary.open(file)) as diary:
        return export_csv(diary, file.with_suffix(".csv"))


_WORKS: Mapping[str, Callable[[Path], object]] = MappingProxyType(
    {
        "opened, looked through, first question": _first_question,
        "the same, four weeks of the calendar": _weeks,
        "the same, to CSV": _to_csv,
    }
)

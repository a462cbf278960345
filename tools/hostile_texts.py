"""Types nasty texts into notes and names, and reads them back with other people's programs.

    python -m tools.hostile_texts

Each text goes into a diary as the note on an exercise, the note on a session and the title of an
exercise, as a goal and as a person's name. What the program doesn't take it has to refuse in
words. The rest is exported, and read by Python's csv, by pandas, by LibreOffice without a window
(where it is there) and by the program's own import. It has to be what was typed, once the one
documented apostrophe is taken off, and no cell may be a formula.
"""

from __future__ import annotations

import argparse
import csv
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree

from backrehab.core.diary import (
    NOTE_MOST,
    EntryAnswers,
    Outcome,
    PlannedEntry,
    SessionAnswers,
    note_fault,
)
from backrehab.core.errors import PeopleError
from backrehab.core.goals import words_fault
from backrehab.core.people import FIRST, clean_name, name_fault
from backrehab.storage.column import Kind
from backrehab.storage.columns import COLUMNS
from backrehab.storage.data_package import export_package
from backrehab.storage.diary import Diary
from backrehab.storage.export import export_csv
from backrehab.storage.goals import add_goal, goals, put_away_goal
from backrehab.storage.import_diary import import_diary
from backrehab.storage.people import add_person, load_people

_FIRST_AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
_FORMULA_STARTS = tuple("=+-@\t\r")
_PLACES = ("note", "session_note", "exercise_title")

TEXTS: tuple[str, ...] = (
    # What a spreadsheet would run.
    "=1+1",
    "=cmd|'/c calc'!A0",
    '=HYPERLINK("file:///etc/passwd";"press here")',
    '=WEBSERVICE("file:///etc/passwd")',
    '=DDE("soffice";"/etc/passwd";"A1")',
    "==1",
    "=",
    "= 2*3",
    "=\n1+1",
    "+1+1",
    "+44 1563 827 000",
    "+",
    "-1+1",
    "-3",
    "- stiff in the morning",
    "-",
    "--",
    "@SUM(1+1)",
    "@home",
    "@",
    "'=1+1",
    "'",
    "''",
    "'tis better today",
    "'+1",
    '"=1+1"',
    '";=1+1;"',
    "a,=1+1",
    "a\n=1+1",
    "a\r\n+1+1",
    "a\n@SUM(1+1)",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "\N{NO-BREAK SPACE}=1+1",
    "\N{FULLWIDTH EQUALS SIGN}1+1",
    "\N{ZERO WIDTH SPACE}=1+1",
    "{=1+1}",
    "=1+1\N{NO-BREAK SPACE}",
    # Quotes, separators, line ends.
    '"',
    '""',
    '"""',
    'he said "lift", then ""hold""',
    ",",
    ",,,,,,,,",
    ";",
    "a;b c",
    "a\nb",
    "a\r\nb",
    "a\rb",
    "\n",
    "\r\n\r\n",
    "ends with a line break\n",
    'ends with a quote"',
    'a "b", c\n"d"',
    "\\",
    "a\\nb",
    '\\"',
    "sep=;",
    "|",
    # What a guess would change.
    "007",
    "1e5",
    "1/2",
    "3-4",
    "2026-03-02",
    "TRUE",
    "NaN",
    "NULL",
    "None",
    "N/A",
    "#N/A",
    "1,000",
    "1.10",
    "0x1F",
    "12345678901234567890",
    "50 %",
    "10:30",
    " spaces around ",
    "   ",
    # Letters of all kinds.
    "\u0391\u0392\u0393 \u0434\u0430 \u4f60\u597d",
    "\u202e=1+1\u202c",
    "\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627",
    "\u200f\u200e",
    "\N{PERSON IN LOTUS POSITION}\N{ZERO WIDTH JOINER}\N{FEMALE SIGN}\N{VARIATION SELECTOR-16}",
    "\N{SMILING FACE WITH OPEN MOUTH}" * 50,
    "e\u0301 and \u00e9",
    "Z\u0351\u036b\u0343a\u0309\u036c",
    "\ufeff\ufeff",
    "\ufeff=1+1",
    "\u2028\u2029",
    "\ufffd\ufffe\uffff",
    "\U0010ffff",
    "\u00ad",
    # What other programs would run.
    "<script>alert(1)</script>",
    "&amp; &lt; &#61;1",
    "<b>bold</b>",
    "]]>",
    "'); DROP TABLE session; --",
    "%s %d %n {0} ${x} `x`",
    "$(touch x)",
    "../../etc/passwd",
    "CON",
    "javascript:alert(1)",
    # Too much.
    "x" * NOTE_MOST,
    "=" * NOTE_MOST,
    '"' * NOTE_MOST,
    "x" * (NOTE_MOST + 1),
    "\N{PERSON IN LOTUS POSITION}" * NOTE_MOST,
    # What no cell can hold.
    "\x00",
    "a\x00b",
    "\x00=1+1",
    "\t=1+1",
    "a\tb",
    "\x07\x08",
    "\x1b[31mred",
    "\x7f",
    "\x85",
    "\x0b\x0c",
    "\ud800",
    "\udfff=1+1",
)


@dataclass(slots=True)
class Found:
    """What came of it: counts by what was counted, and each breach in words."""

    counts: Counter[str] = field(default_factory=Counter)
    breaches: list[str] = field(default_factory=list)
    has_office: bool = False

    def expect(self, holds: bool, words: str) -> None:
        if not holds:
            self.breaches.append(words)


def type_and_read(folder: Path, texts: Sequence[str] = TEXTS) -> Found:
    """Types each text everywhere, and reads everything back; works in an empty folder."""
    found = Found()
    found.counts["texts"] = len(texts)
    kept = [text for text in texts if not _is_refused(text, found)]
    found.counts["kept as a note"] = len(kept)
    with Diary.open(folder / "diary.sqlite") as diary:
        for number, text in enumerate(kept):
            _write(diary, number, text)
        _set_goals(diary, texts, found)
        export_csv(diary, folder / "diary.csv")
        export_package(diary, folder / "package")
        _read_by_csv(folder / "diary.csv", kept, found)
        _read_by_pandas(folder / "diary.csv", kept, found)
        _read_by_import(folder, found)
    _name_people(folder / "people", texts, found)
    found.has_office = shutil.which("soffice") is not None
    if found.has_office:
        _read_by_office(folder, kept, found)
    return found


# Typing


def _is_refused(text: str, found: Found) -> bool:
    """Whether a note can't hold it: then it has to be said why, and the diary has to agree."""
    fault = note_fault(text)
    if not fault:
        return False
    found.counts["refused as a note, with words"] += 1
    try:
        SessionAnswers(note=text)
    except ValueError:
        return True
    found.expect(False, f"{text[:40]!r} is refused by the field and taken by the diary")
    return True


def _write(diary: Diary, number: int, text: str) -> None:
    at = _FIRST_AT + timedelta(hours=number)
    session_id = diary.begin_session(at, "1.0.0", session_id=f"session-{number:04}")
    planned = PlannedEntry("bridging", text, "strengthening", None, 1, 3, 45, 3)
    entry_id = diary.begin_entry(session_id, planned, at, entry_id=f"entry-{number:04}")
    diary.end_entry(entry_id, Outcome.COMPLETED, at)
    diary.answer_entry(entry_id, EntryAnswers(note=text), at)
    diary.end_session(session_id, Outcome.COMPLETED, at)
    diary.answer_session(session_id, SessionAnswers(note=text), at)


def _set_goals(diary: Diary, texts: Sequence[str], found: Found) -> None:
    """As words of a goal, of which there are five at most: the one before is put away."""
    for text in texts:
        if words_fault(text, 200):
            found.counts["refused as a goal, with words"] += 1
            continue
        goal_id = add_goal(diary, text, _FIRST_AT)
        (read,) = goals(diary)
        found.expect(read.words == text, f"the goal {text[:40]!r} is read as {read.words[:40]!r}")
        put_away_goal(diary, goal_id, _FIRST_AT)
        found.counts["kept as a goal"] += 1


def _name_people(folder: Path, texts: Sequence[str], found: Found) -> None:
    for number, text in enumerate(texts):
        place = folder / str(number)
        place.mkdir(parents=True)
        try:
            add_person(place, FIRST, "Ann", text)
        except PeopleError:
            found.expect(bool(name_fault(text, ["Ann"])), f"no name {text[:40]!r}, unsaid why")
            found.counts["refused as a name, with words"] += 1
            continue
        found.counts["kept as a name"] += 1
        names = load_people(place).names
        wanted = ("Ann", clean_name(text))
        found.expect(tuple(names) == wanted, f"the name {text[:40]!r} is read as {names!r}")


# Reading


def undone(cell: str) -> str:
    """What was typed: one leading apostrophe is the export's."""
    return cell.removeprefix("'")


def _read_by_csv(file: Path, kept: Sequence[str], found: Found) -> None:
    with file.open(encoding="utf-8-sig", newline="") as text:
        rows = list(csv.DictReader(text))
    found.expect(len(rows) == len(kept), f"csv reads {len(rows)} rows of {len(kept)}")
    for row, typed in zip(rows, kept, strict=False):
        for place in _PLACES:
            _compare("csv", place, row[place], typed, found)
            found.expect(
                not row[place].startswith(_FORMULA_STARTS), f"csv: {typed[:40]!r} starts a formula"
            )


def _read_by_pandas(file: Path, kept: Sequence[str], found: Found) -> None:
    import pandas as pd

    frame = pd.read_csv(file, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    found.expect(len(frame) == len(kept), f"pandas reads {len(frame)} rows of {len(kept)}")
    for place in _PLACES:
        for cell, typed in zip(frame[place], kept, strict=False):
            _compare("pandas", place, cell, typed, found)


def _read_by_import(folder: Path, found: Found) -> None:
    """Both forms into an empty diary: that exports byte for byte the same."""
    for source in (folder / "diary.csv", folder / "package"):
        with Diary.in_memory() as other:
            taken = import_diary(other, source)
            found.expect(not taken.problems, f"import refuses {len(taken.problems)} rows")
            again = folder / f"again-{source.name}.csv"
            export_csv(other, again)
            same = again.read_bytes() == (folder / "diary.csv").read_bytes()
            found.expect(same, f"{source.name} is not the same after its way in and out")
            found.counts[f"rows the same through import of {source.name}"] += taken.taken


def _compare(reader: str, place: str, cell: str, typed: str, found: Found) -> None:
    if undone(cell) == typed:
        found.counts[f"cells as typed, by {reader}"] += 1
    else:
        found.breaches.append(f"{reader}: {place} {typed[:40]!r} is read as {cell[:40]!r}")


# LibreOffice

_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell as LibreOffice has it: `kind` is "string", "float" and so on, "" for an empty one."""

    text: str
    kind: str
    formula: str


def _read_by_office(folder: Path, kept: Sequence[str], found: Found) -> None:
    """Twice: all text columns taken as text, and as it opens for somebody who presses Enter."""
    text_columns = [column.kind is Kind.TEXT for column in COLUMNS]
    formats = "/".join(f"{at}/{2 if is_text else 1}" for at, is_text in enumerate(text_columns, 1))
    as_text = f"CSV:44,34,UTF8,1,{formats},0,false,true"
    # The last word of it: formulas are to be worked out, as nobody should ever choose.
    as_it_comes = "CSV:44,34,UTF8,1,,0,false,true,false,false,false,0,true"
    places = {column.name: at for at, column in enumerate(COLUMNS) if column.name in _PLACES}
    for name, how in (("as text", as_text), ("as it comes", as_it_comes)):
        header, *rows = _cells_of(_convert(folder / "diary.csv", how, folder / name))
        told = [cell.text for cell in header]
        found.expect(told == [column.name for column in COLUMNS], f"LibreOffice: header {told}")
        found.expect(len(rows) == len(kept), f"LibreOffice reads {len(rows)} rows of {len(kept)}")
        found.counts[f"formulas in LibreOffice, {name}"] = sum(
            bool(cell.formula) for row in rows for cell in row
        )
        for row, typed in zip(rows, kept, strict=False):
            for place, at in places.items():
                cell = row[at]
                found.expect(not cell.formula, f"LibreOffice runs {typed[:40]!r} in {place}")
                same = undone(cell.text) == _one_kind_of_break(typed)
                if same and (name == "as text" or cell.kind in {"", "string"}):
                    found.counts[f"cells as typed, by LibreOffice {name}"] += 1
                elif name == "as text":
                    found.breaches.append(
                        f"LibreOffice: {place} {typed[:40]!r} is read as {cell.text[:40]!r}"
                    )
                else:
                    found.counts["cells LibreOffice took for a number or a day"] += 1


def _one_kind_of_break(text: str) -> str:
    """A spreadsheet's cell knows one kind of line break."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _convert(file: Path, how: str, to: Path) -> Path:
    profile = (to / "profile").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", f"--infilter={how}"]
    command += ["--convert-to", "fods", "--outdir", str(to), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return to / f"{file.stem}.fods"


def _cells_of(file: Path) -> Iterator[list[_Cell]]:
    """The rows of the first table of a flat document that have anything in them."""
    table = ElementTree.parse(file).getroot().find(f".//{{{_TABLE}}}table")
    assert table is not None
    for row in table.iter(f"{{{_TABLE}}}table-row"):
        cells: list[_Cell] = []
        for each in row.findall(f"{{{_TABLE}}}table-cell"):
            repeated = int(each.get(f"{{{_TABLE}}}number-columns-repeated", "1"))
            cell = _Cell(
                "\n".join(_text_of(part) for part in each.findall(f"{{{_TEXT}}}p")),
                each.get(f"{{{_OFFICE}}}value-type", ""),
                each.get(f"{{{_TABLE}}}formula", ""),
            )
            cells += [cell] * min(repeated, len(COLUMNS) - len(cells))
        if any(cell.text for cell in cells):
            yield cells


def _text_of(part: ElementTree.Element) -> str:
    """The text of a paragraph, with the spaces and tabs that are written as elements."""
    text = part.text or ""
    for child in part:
        if child.tag == f"{{{_TEXT}}}s":
            text += " " * int(child.get(f"{{{_TEXT}}}c", "1"))
        elif child.tag == f"{{{_TEXT}}}tab":
            text += "\t"
        elif child.tag == f"{{{_TEXT}}}line-break":
            text += "\n"
        else:
            text += _text_of(child)
        text += child.tail or ""
    return text


# What is said about it


def report(found: Found) -> list[str]:
    """Each count on a line, then what broke the rules."""
    lines = [f"{number:7,}  {name}" for name, number in found.counts.items()]
    if not found.has_office:
        lines.append("         LibreOffice is not there: not read by it")
    lines += [f"BREACH   {breach}" for breach in found.breaches]
    return lines or ["nothing"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the tool; the exit code says whether every text came back."""
    argparse.ArgumentParser(prog="python -m tools.hostile_texts", description=__doc__).parse_args(
        arguments
    )
    with tempfile.TemporaryDirectory() as folder:
        found = type_and_read(Path(folder))
    sys.stdout.write("\n".join(report(found)) + "\n")
    return 1 if found.breaches else 0


if __name__ == "__main__":
    sys.exit(main())

"""Nasty texts in notes and names come back as they were typed, from whatever reads the export."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tools.hostile_texts import TEXTS, report, type_and_read


def test_nasty_texts_come_back_as_they_were_typed_and_none_is_a_formula(tmp_path: Path) -> None:
    assert len(set(TEXTS)) == len(TEXTS) >= 60

    found = type_and_read(tmp_path)

    assert found.breaches == []
    counts = found.counts
    assert counts["kept as a note"] + counts["refused as a note, with words"] == len(TEXTS)
    for reader in ("csv", "pandas"):
        assert counts[f"cells as typed, by {reader}"] == 3 * counts["kept as a note"] > 180


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not there")
def test_libreoffice_has_no_formula_and_reads_text_as_text(tmp_path: Path) -> None:
    found = type_and_read(tmp_path)

    assert (
        found.counts["cells as typed, by LibreOffice as text"]
        == 3 * found.counts["kept as a note"]
    )
    assert found.counts["formulas in LibreOffice, as it comes"] == 0
    assert "LibreOffice is not there" not in "\n".join(report(found))

"""Reading a PDF with a program that isn't ours: pdftotext where it is, else Qt's own reader."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path


def pdf_words(file: Path) -> list[str]:
    """Every word of the PDF, in the order they stand on the page."""
    if shutil.which("pdftotext"):
        text = subprocess.run(
            ["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True
        ).stdout
        return text.split()
    from PySide6.QtPdf import QPdfDocument

    document = QPdfDocument()
    document.load(str(file))
    pages = range(document.pageCount())
    return " ".join(document.getAllText(page).text() for page in pages).split()


def pdf_pages(file: Path) -> int:
    """How many pages it has, as another reader counts them."""
    from PySide6.QtPdf import QPdfDocument

    document = QPdfDocument()
    document.load(str(file))
    return document.pageCount()

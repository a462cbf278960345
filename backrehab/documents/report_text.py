"""A report as plain text, to paste into a record whose letters may be of any width."""

from __future__ import annotations

from collections.abc import Iterator

from backrehab.core.text import NOTHING
from backrehab.documents.page import Page, Table


def page_text(page: Page) -> str:
    """The page as lines, each row of a table as a sentence of its own."""
    return "\n".join(_lines(page)) + "\n"


def _lines(page: Page) -> Iterator[str]:
    yield page.title
    yield page.days
    if page.code:
        yield page.code
    yield ""
    for name, figure in page.facts:
        yield f"{name}: {figure}"
    for table in page.tables:
        yield ""
        yield table.title
        if table.note:
            yield table.note
        for row in table.rows:
            yield _row(table, row)
    for part in page.parts:
        yield ""
        yield part.title
        for about, text in part.lines:
            yield f"{about}: {text}"
    if page.left_out:
        yield ""
        yield from page.left_out
    yield ""
    yield from page.small_print


def _row(table: Table, row: tuple[str, ...]) -> str:
    about = table.about + ", ".join(row[: table.heads])
    told = [
        f"{name[0].lower()}{name[1:]} {cell}"
        for name, cell in zip(table.columns[table.heads :], row[table.heads :], strict=True)
        if cell != NOTHING
    ]
    return f"{about}: {', '.join(told)}"

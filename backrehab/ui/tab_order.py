"""The Tab key follows the reading order, also through what was made later than its neighbours."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QWidget


def keep_reading_order(top: QWidget) -> None:
    """Puts all that can have the keyboard in the order of the layouts.

    To be called again whenever something was added.
    """
    for before, after in pairwise(_stops(top)):
        QWidget.setTabOrder(before, after)


def _stops(widget: QWidget) -> Iterator[QWidget]:
    if isinstance(widget, QScrollArea):
        inside: QWidget | None = widget.widget()
        if inside is not None:
            yield from _stops(inside)
        return
    if widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
        yield widget
        return
    layout = widget.layout()
    if layout is not None:
        yield from _stops_of(layout)
        return
    for child in widget.children():  # it places them itself, in the order they were made
        if isinstance(child, QWidget):
            yield from _stops(child)


def _stops_of(layout: QLayout) -> Iterator[QWidget]:
    for index in range(layout.count()):
        item = layout.itemAt(index)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield from _stops(widget)
        elif inner is not None:
            yield from _stops_of(inner)

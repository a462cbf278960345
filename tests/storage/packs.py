"""Our own content pack to break: what the tests of loader, clips and schema share."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

from backrehab.core.errors import ContentError, Problem
from backrehab.storage.content import load_library

RESOURCES = Path(__file__).parents[2] / "resources"
SHIPPED: dict[str, Any] = json.loads((RESOURCES / "exercises.json").read_text(encoding="utf-8"))

BRIDGING = "sections[1].exercises[0]"

Document = dict[str, Any]


def shipped_copy() -> Document:
    """Our own document, to change at will."""
    return copy.deepcopy(SHIPPED)


def bridging_of(document: Document) -> Document:
    """The exercise that stands at `BRIDGING`."""
    exercise: Document = document["sections"][1]["exercises"][0]
    return exercise


def write(document: object, folder: Path) -> None:
    """Make `document` the content of the pack in `folder`."""
    (folder / "exercises.json").write_text(json.dumps(document), encoding="utf-8")


def problems_in(folder: Path) -> tuple[Problem, ...]:
    """What the loader says about the pack in `folder`."""
    try:
        load_library(folder)
    except ContentError as error:
        return error.problems
    return ()


def problems_of(document: object, folder: Path) -> tuple[Problem, ...]:
    """What the loader says about `document`, written to `folder`."""
    write(document, folder)
    return problems_in(folder)


def problems_of_bytes(raw: bytes, folder: Path) -> tuple[Problem, ...]:
    """What the loader says about a file of these bytes in `folder`."""
    (folder / "exercises.json").write_bytes(raw)
    return problems_in(folder)

"""Names in a folder that last through a power cut."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


def keep_names(folder: Path) -> None:
    """Makes new names in a folder last through a power cut, where that can be asked for."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

"""Makes the small copy of each clip's still, `ID.small.webp`, for the cards of the library.

To load twelve whole stills would take a quarter of the time until the window is there. Run it
when stills have changed: `python tools/make_small_pictures.py [FOLDER]`.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage

SIZE = QSize(384, 216)  # sharp on a card of 150 x 100 on screens of double density
QUALITY = 85


def make_small(still: Path) -> Path:
    """Writes the small copy beside a still, and gives its place.

    Raises:
        OSError: the still can't be read, or the copy can't be written.
    """
    small = still.with_suffix(".small.webp")
    picture = QImage(str(still)).scaled(
        SIZE, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    if not picture.save(str(small), quality=QUALITY):
        raise OSError(f"{small} can't be made from {still}")
    return small


def main() -> None:
    """Does it for every clip of a folder that has a still."""
    places = sys.argv[1:] or [str(Path(__file__).parents[1] / "resources" / "videos")]
    for clip in sorted(Path(places[0]).glob("*.webm")):
        still = clip.with_suffix(".webp")
        if still.is_file():
            make_small(still)


if __name__ == "__main__":
    main()

"""Which of the pictures that libVLC draws is the one that was sought while it is held.

About one seek in a thousand draws a picture from somewhere else in the clip, and one near the
clip's end draws none. A held picture stays for as long as the patient holds, so none is trusted
on its own for good: the seek is given three times, and what two running seeks agree on is shown.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QImage

SEEKS: Final = 3
_MOST_SEEKS: Final = 5


class HeldSeek:
    """One moment that is sought.

    Attributes:
        position_ms: the moment.
        given: how often libVLC was told to go there.
    """

    def __init__(self, position_ms: int) -> None:
        self.position_ms = position_ms
        self.given = 0
        self._shown: QImage | None = None
        self._before = QImage()  # what stood after the seek before
        self._agree = False

    def drawn(self, image: QImage) -> bool:
        """Whether a picture that looks different from the one before is shown at once.

        Any is that the first seek brings, since one from the seek before may still be on its way;
        of those that later seeks bring only one that comes where none has come.
        """
        if self._shown is not None and self.given > 1:
            return False
        self._shown = image
        return True

    def look(self, image: QImage) -> bool:
        """Takes what stands a moment after a seek; says whether it has to be shown instead."""
        self._agree = self.given > 1 and image == self._before
        self._before = image
        if not self._agree or self._shown is None or image == self._shown:
            return False
        self._shown = image
        return True

    @property
    def wants_another(self) -> bool:
        """Whether the seek is to be given (again)."""
        return self.given < SEEKS or (not self._agree and self.given < _MOST_SEEKS)

"""Single pages of a damaged diary under a passphrase made plain, each by itself.

SQLCipher refuses a page with a single bit spoilt, and the whole file where that is the first one.
Without asking whether a page is vouched for, all but some 32 bytes around the bit can be read.
"""

from __future__ import annotations

from Cryptodome.Cipher import AES

from backrehab.storage.keys import PAGE, PLAIN, RESERVED, START, Key

_ITS_OWN = 16


class SealedPages:
    """Makes pages plain with a key."""

    def __init__(self, key: Key) -> None:
        self._raw = key.raw

    def plain(self, page_no: int, page: bytes) -> bytes:
        """A page as SQLite would have it; noise comes back as noise."""
        begin = START if page_no == 1 else 0
        end = PAGE - RESERVED
        cipher = AES.new(self._raw, AES.MODE_CBC, page[end : end + _ITS_OWN])
        mark = PLAIN if page_no == 1 else b""
        return mark + cipher.decrypt(page[begin:end]) + bytes(RESERVED)

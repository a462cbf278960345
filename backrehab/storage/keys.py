"""The keys of diaries under a passphrase, as SQLCipher 4 makes them; kept in memory alone.

https://www.zetetic.net/sqlcipher/design/ and /sqlcipher-api/: the key comes from the passphrase
and the first 16 bytes of the file, the salt; each page ends with 16 bytes of its own that its
encryption begins with, and 64 bytes that vouch for it. So any program with SQLCipher opens the
file with the passphrase, and a single sound page tells whether a key is the right one.
"""

from __future__ import annotations

import hashlib
import hmac
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from unicodedata import normalize

from backrehab.storage.copy_names import copies_of
from backrehab.storage.open_here import open_here

PAGE = 4096
START = 16
"""So many bytes the first page begins with its own of: the salt, in the place of a plain mark."""
VOUCHER = 64
RESERVED = 16 + VOUCHER

_ROUNDS = 256_000
_KEY_BYTES = 32
_MASK = 0x3A
PLAIN = b"SQLite format 3\x00"
"""How a file begins that is not encrypted."""

_PAGES_LOOKED_AT = 16
_LEAST_PACKED = 0.98
"""Encrypted bytes can't be packed any smaller; those of a diary can, to about a third."""


@dataclass(frozen=True, slots=True)
class Key:
    """What a file is encrypted with; `salt` is how the file begins."""

    salt: bytes
    raw: bytes = field(repr=False)
    voucher: bytes = field(repr=False)

    @property
    def as_sql(self) -> str:
        """As SQLCipher takes it in the place of a passphrase, without working it out once more."""
        return f"x'{self.raw.hex()}{self.salt.hex()}'"

    def vouches_for(self, page: bytes, page_no: int) -> bool:
        """Whether this is a page of a file with this key, and nothing in it is spoilt."""
        if len(page) != PAGE:
            return False
        told = page[START if page_no == 1 else 0 : PAGE - VOUCHER]
        made = hmac.digest(self.voucher, told + page_no.to_bytes(4, "little"), "sha512")
        return hmac.compare_digest(made, page[PAGE - VOUCHER :])


def make_key(passphrase: str, salt: bytes) -> Key:
    """The key a passphrase makes with a salt; takes about a third of a second on purpose.

    Letters that look alike are the same, however the keyboard made them (NFKC).
    """
    written = normalize("NFKC", passphrase).encode("utf-8", "surrogateescape")
    raw = hashlib.pbkdf2_hmac("sha512", written, salt, _ROUNDS, _KEY_BYTES)
    masked = bytes(byte ^ _MASK for byte in salt)
    return Key(salt, raw, hashlib.pbkdf2_hmac("sha512", raw, masked, 2, _KEY_BYTES))


_known: dict[bytes, Key] = {}


def keep_in_mind(key: Key) -> None:
    """Files with this key can be opened from now on, until the process ends."""
    _known[key.salt] = key


def forget_all() -> None:
    """No key is known any more; what is open stays so."""
    _known.clear()


def known_keys() -> tuple[Key, ...]:
    """Every key kept in mind, in no order."""
    return tuple(_known.values())


def key_of(file: Path) -> Key | None:
    """The known key of a file, by how it begins; `None` where it has none or it isn't known.

    Raises:
        OSError: the file can't be read, but for one that isn't there.
    """
    here = open_here(file)
    if here is not None:
        return here.key
    if not _known:
        return None
    with suppress(FileNotFoundError, IsADirectoryError), file.open("rb") as opened:
        return _known.get(opened.read(START))
    return None


def key_fitting(file: Path) -> Key | None:
    """The known key of a file that may be spoilt anywhere, its start included."""
    return key_of(file) or next((key for key in known_keys() if fits(key, file)), None)


def salt_of(file: Path) -> bytes | None:
    """How a file begins that may be encrypted; `None` for a plain, empty or missing one."""
    here = open_here(file)
    if here is not None:
        return here.key.salt if here.key else None
    with suppress(OSError), file.open("rb") as opened:
        salt = opened.read(START)
        if len(salt) == START and salt != PLAIN:
            return salt
    return None


def fits(key: Key, file: Path) -> bool:
    """Whether any page of a file is one of this key, be the rest as spoilt as it may."""
    return any(key.vouches_for(page, page_no) for page_no, page in _pages(file))


def looks_encrypted(file: Path) -> bool:
    """Whether a file may be under a passphrase: not plain, and without any order in its bytes.

    One that is nothing but noise looks the same; nobody can tell the two apart.
    """
    here = open_here(file)
    if here is not None:
        return here.key is not None
    if salt_of(file) is None:
        return False
    pages = sum(1 for _ in _pages(file))
    step = max(pages // _PAGES_LOOKED_AT, 1)
    looked_at = [page for page_no, page in _pages(file) if page_no % step == 0]
    random = sum(len(zlib.compress(page, 1)) >= _LEAST_PACKED * PAGE for page in looked_at)
    return 2 * random > len(looked_at)


def is_closed(file: Path) -> bool:
    """Whether it may be under a passphrase that was not told, and so can't be judged."""
    return key_of(file) is None and looks_encrypted(file)


def may_be_sealed(diary: Path) -> bool:
    """Whether a diary may be under a passphrase, or whether its copies tell that it is noise.

    At least one of them is under it too. Where all of them are plain there never was one.
    """
    if not looks_encrypted(diary):
        return False
    starts = [salt_of(copy) for copy in copies_of(diary)]
    return not starts or any(starts)


def _pages(file: Path) -> Iterator[tuple[int, bytes]]:
    """The whole pages of a file with their numbers, as far as the disk gives them.

    None of one that is open here: it is not to be touched (`open_here`).
    """
    if open_here(file) is not None:
        return
    with suppress(OSError), file.open("rb") as opened:
        page_no = 1
        while len(page := opened.read(PAGE)) == PAGE:
            yield page_no, page
            page_no += 1

"""Where numba keeps compiled loops; import this before numba.

Numba only looks at a loop's own file when it decides whether its compiled copy is fresh, not at
the files of the loops it calls. So every state of the sources gets a folder of its own.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

_SOURCES = ("kernels.py", "shade.py")
_HERE = Path(__file__).parent
_STATE = hashlib.sha256(b"".join((_HERE / name).read_bytes() for name in _SOURCES))
os.environ["NUMBA_CACHE_DIR"] = str(_HERE.parent / "build" / "numba" / _STATE.hexdigest()[:12])

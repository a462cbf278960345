"""Where things are read from and written to."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VIDEOS = ROOT / "resources" / "videos"
TWINS = ROOT / "resources" / "twins"
SHEETS = ROOT / "docs" / "clips"
FRAMES = ROOT / "build" / "clips"  # finished frames, so that a render can go on where it stopped

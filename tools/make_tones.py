#!/usr/bin/env python3
"""Makes the cues' tones in resources/sounds; the same every time, to the byte.

    python3 tools/make_tones.py [FOLDER]

Made for this program from plain sine waves with a soft second partial: no recording, nobody's
sample. All notes lie between 400 and 1200 Hz, where older ears still hear well, and differ in
rhythm and direction as well as in pitch:

    get_ready    two equal notes, calling
    go           a rising pair
    hold         one long steady note
    return       a falling pair
    switch_side  low, high, low
    rest         two slow falling notes
    last_one     three quick equal notes, then up
    finished     a rising chord, broken
    tick         one short high note
"""

from __future__ import annotations

import math
import struct
import sys
import wave
from collections.abc import Sequence
from pathlib import Path

RATE_HZ = 48_000
FADE_MS = 12
LOUDNESS = 0.5

C5, D5, E5, G5, A5, C6, D6 = 523.25, 587.33, 659.25, 783.99, 880.0, 1046.5, 1174.66
A4 = 440.0

# Each note: pitch in Hz (0 is silence), length in ms.
TONES: dict[str, Sequence[tuple[float, int]]] = {
    "get_ready": [(E5, 120), (0, 60), (E5, 160)],
    "go": [(G5, 110), (C6, 190)],
    "hold": [(A4, 420)],
    "return": [(C6, 110), (G5, 190)],
    "switch_side": [(D5, 120), (A5, 120), (D5, 180)],
    "rest": [(E5, 220), (0, 30), (C5, 300)],
    "last_one": [(G5, 70), (0, 40), (G5, 70), (0, 40), (G5, 70), (D6, 200)],
    "finished": [(C5, 130), (E5, 130), (G5, 130), (C6, 210)],
    "tick": [(A5, 150)],
}


def samples(notes: Sequence[tuple[float, int]]) -> list[int]:
    """The notes one after the other as 16-bit samples, each faded in and out without a click."""
    out: list[int] = []
    for pitch_hz, length_ms in notes:
        count = RATE_HZ * length_ms // 1000
        fade = RATE_HZ * FADE_MS // 1000
        for index in range(count):
            edge = min(1.0, index / fade, (count - 1 - index) / fade)
            turn = 2 * math.pi * pitch_hz * index / RATE_HZ
            level = 0.82 * math.sin(turn) + 0.18 * math.sin(2 * turn)
            out.append(round(32_767 * LOUDNESS * edge * level) if pitch_hz else 0)
    return out


def main() -> None:
    """Writes every tone into the folder named on the command line."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("resources") / "sounds"
    folder.mkdir(parents=True, exist_ok=True)
    for name, notes in TONES.items():
        values = samples(notes)
        with wave.open(str(folder / f"{name}.wav"), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE_HZ)
            file.writeframes(struct.pack(f"<{len(values)}h", *values))


if __name__ == "__main__":
    main()

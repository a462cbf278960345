#!/usr/bin/env python3
"""Makes the cues' tones in resources/sounds; the same every time, to the byte.

    python3 tools/make_tones.py [FOLDER]

Made for this program from plain sine waves with two soft partials: no recording, nobody's sample.
Every note and its partials lie between 500 and 3200 Hz, nearly all of their strength below 2500,
where older ears and small loudspeakers are at their best. The tones are told apart by how many
notes they have and which way these go, so that nobody needs an ear for pitch:

    get_ready    two equal notes, calling
    go           up
    hold         one long steady note
    return       down
    switch_side  up and down again
    rest         down twice, slowly
    last_one     three quick equal notes, then up
    finished     up three times
    tick         one short high note

All are equally loud: the ear adds up about a fifth of a second, so the loudest fifth of each has
the same strength, weighted as ears hear pitches (the A curve of IEC 61672).
"""

from __future__ import annotations

import math
import struct
import sys
import wave
from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path

RATE_HZ = 48_000
RISE_MS = 10
FALL_MS = 40
PARTIALS = ((1, 1.0), (2, 0.35), (3, 0.12))
EAR_MS = 200
STRENGTH = 0.46
"""Of every tone's loudest stretch; leaves the highest peak its room."""

C5, E5, G5, A5, C6 = 523.25, 659.25, 783.99, 880.0, 1046.5

# Each note: pitch in Hz (0 is silence), length in ms.
TONES: dict[str, Sequence[tuple[float, int]]] = {
    "get_ready": [(E5, 150), (0, 70), (E5, 190)],
    "go": [(E5, 140), (C6, 240)],
    "hold": [(G5, 480)],
    "return": [(C6, 140), (E5, 240)],
    "switch_side": [(C5, 150), (A5, 150), (C5, 220)],
    "rest": [(A5, 210), (E5, 210), (C5, 280)],
    "last_one": [(E5, 90), (0, 30), (E5, 90), (0, 30), (E5, 90), (0, 30), (C6, 240)],
    "finished": [(C5, 130), (E5, 130), (G5, 130), (C6, 300)],
    "tick": [(C6, 110)],
}


def samples(notes: Sequence[tuple[float, int]]) -> list[int]:
    """The notes one after the other as 16-bit samples, as loud as every other tone."""
    out: list[float] = []
    ear: list[float] = []
    for pitch_hz, length_ms in notes:
        count = RATE_HZ * length_ms // 1000
        if not pitch_hz:
            out += [0.0] * count
            ear += [0.0] * count
            continue
        level = 1 / math.hypot(*(part * heard(pitch_hz * turn) for turn, part in PARTIALS))
        for index in range(count):
            angle = 2 * math.pi * pitch_hz * index / RATE_HZ
            wave_now = sum(part * math.sin(turn * angle) for turn, part in PARTIALS)
            out.append(level * edge(index, count) * wave_now)
            ear.append(edge(index, count))
    scale = 32_767 * STRENGTH / strength(ear)
    return [round(scale * value) for value in out]


def edge(index: int, count: int) -> float:
    """How far a note has come in or is still there, 0 to 1, without a corner that would click."""
    rise = RATE_HZ * RISE_MS // 1000
    fall = RATE_HZ * FALL_MS // 1000
    near = min(1.0, index / rise, (count - 1 - index) / fall)
    return math.sin(near * math.pi / 2) ** 2


def heard(hz: float) -> float:
    """How strongly an ear hears a pitch beside one of 1000 Hz: the A curve."""
    square = hz * hz
    below = (square + 20.6**2) * math.sqrt((square + 107.7**2) * (square + 737.9**2))
    return 1.2589 * 12194.0**2 * square * square / (below * (square + 12194.0**2))


def strength(values: Sequence[float]) -> float:
    """The root mean square of the loudest stretch of `EAR_MS`."""
    stretch = RATE_HZ * EAR_MS // 1000
    sums = [0.0, *accumulate(value * value for value in values)]
    loudest = max(
        sums[min(start + stretch, len(values))] - sums[start]
        for start in range(max(1, len(values) - stretch))
    )
    return math.sqrt(loudest / stretch)


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

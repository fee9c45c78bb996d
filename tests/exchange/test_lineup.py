"""The line-up tone as a file."""

import wave
from array import array
from itertools import pairwise
from math import log10, sqrt
from pathlib import Path

from liveops_desktop.exchange.lineup import write_tone


def test_the_tone_has_its_level_its_ident_and_no_seam(tmp_path: Path) -> None:
    with wave.open(str(write_tone(tmp_path)), "rb") as file:
        assert (file.getnchannels(), file.getframerate(), file.getsampwidth()) == (2, 48_000, 2)
        samples = array("h", file.readframes(file.getnframes()))
    left, right = samples[0::2], samples[1::2]
    assert len(left) == 3 * 8 * 48_000

    def level(side: "array[int]", second: int) -> float:
        part = side[second * 48_000 : (second + 1) * 48_000]
        rms = sqrt(sum(one * one for one in part) / len(part))
        return 20 * log10(rms * sqrt(2) / 32_767) if rms else -200.0

    for start in (0, 8, 16):
        assert abs(level(left, start) + 18) < 0.01
        assert level(right, start) == -200
        assert level(left, start + 1) == -200
        assert abs(level(right, start + 1) + 18) < 0.01
        assert all(abs(level(side, start + 5) + 18) < 0.01 for side in (left, right))
    crossings = sum(a < 0 <= b for a, b in pairwise(left[:48_001]))
    assert crossings in (999, 1_000)
    assert abs(left[-1] - left[0]) <= max(abs(a - b) for a, b in pairwise(left[:101]))

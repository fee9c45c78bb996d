"""Reading what ffmpeg says of loudness."""

from liveops_desktop.core.loudness import Loudness, read_summary

SAID = """
[Parsed_ebur128_0 @ 0x55] t: 9.9 TARGET:-23 LUFS M: -18.1 S: -18.0 I: -18.1 LUFS LRA: 0.0 LU
[Parsed_ebur128_0 @ 0x55] Summary:

  Integrated loudness:
    I:         -18.6 LUFS
    Threshold: -28.6 LUFS

  Loudness range:
    LRA:         1.8 LU
    Threshold: -38.6 LUFS
    LRA low:   -20.0 LUFS
    LRA high:  -18.2 LUFS

  True peak:
    Peak:      -17.9 dBFS
"""


def test_the_summary_of_ffmpeg() -> None:
    assert read_summary(SAID) == Loudness(-18.6, -17.9, 1.8)


def test_silence_has_no_loudness() -> None:
    silent = SAID.replace("-18.6 LUFS", "-70.0 LUFS").replace("-17.9 dBFS", "-inf dBFS")
    assert read_summary(silent) == Loudness(None, None, 1.8)


def test_anything_else_is_no_summary() -> None:
    assert read_summary("") is None
    assert read_summary("gone.mkv: No such file or directory") is None
    assert read_summary("Summary: nothing") is None

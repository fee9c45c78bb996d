"""Black and frozen, by small grey pictures."""

import pytest

from liveops_desktop.core.pictures import brightest, difference, motion, picture_of


def plain(luma: int, size: int = 64) -> bytes:
    return bytes([luma] * size)


def test_mean_and_deviation() -> None:
    found = picture_of(bytes([0, 0, 10, 10]))
    assert (found.mean, found.deviation) == (5.0, 5.0)
    assert picture_of(plain(7)).deviation == 0.0
    with pytest.raises(ValueError, match="no pixels"):
        picture_of(b"")


def test_difference_is_the_mean_over_the_pixels() -> None:
    assert difference(picture_of(plain(10)), picture_of(plain(10))) == 0.0
    assert difference(picture_of(bytes([0, 0, 0, 4])), picture_of(bytes([0, 0, 0, 0]))) == 1.0
    assert difference(picture_of(plain(10, 4)), picture_of(plain(10, 8))) == 255.0


def test_a_dark_picture_with_something_in_it_is_not_black() -> None:
    star = picture_of(bytes([0] * 60 + [90] * 4))
    assert brightest([picture_of(plain(2)), star]) is None
    assert brightest([picture_of(plain(2)), picture_of(plain(12))]) == 12.0
    assert brightest([]) is None


def test_motion_is_the_largest_step() -> None:
    shots = [picture_of(plain(luma)) for luma in (10, 10, 13, 13)]
    assert motion(shots) == 3.0
    assert motion(shots[:2]) == motion(shots[:1]) == 0.0

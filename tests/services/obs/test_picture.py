"""Reading a small BMP; that OBS's own are read is proved on the real one."""

import base64
import struct

import pytest

from liveops_desktop.services.obs.meters import read_levels
from liveops_desktop.services.obs.picture import grey_of, read_picture


def bmp(rows: list[list[tuple[int, int, int]]], bits: int = 24, *, upright: bool = False) -> bytes:
    """A BMP of (red, green, blue), rows from the bottom up, as it is written."""
    wide, high = len(rows[0]), len(rows)
    body = b""
    for row in rows:
        line = b"".join(bytes((blue, green, red)) + b"\xff" * (bits // 8 - 3) for red, green, blue in row)
        body += line + b"\0" * (-len(line) % 4)
    info = struct.pack("<IiiHHIIiiII", 40, wide, -high if upright else high, 1, bits, 0, len(body), 0, 0, 0, 0)
    return struct.pack("<2sIHHI", b"BM", 54 + len(body), 0, 0, 54) + info + body


WHITE, BLACK, RED = (255, 255, 255), (0, 0, 0), (255, 0, 0)


@pytest.mark.parametrize("bits", [24, 32])
@pytest.mark.parametrize("upright", [False, True])
def test_luma_of_each_pixel_whatever_the_padding(bits: int, upright: bool) -> None:
    assert list(grey_of(bmp([[WHITE, BLACK, RED], [BLACK, BLACK, WHITE]], bits, upright=upright))) == [
        255, 0, 76, 0, 0, 255,
    ]  # fmt: skip


@pytest.mark.parametrize(
    "image",
    [
        "",
        "data:image/bmp;base64,",
        "data:image/bmp;base64,!!!",
        "data:image/png;base64," + base64.b64encode(b"\x89PNG" + b"\0" * 80).decode(),
        "data:image/bmp;base64," + base64.b64encode(bmp([[WHITE] * 9] * 9)[:100]).decode(),
        "data:image/bmp;base64," + base64.b64encode(bmp([[WHITE]])[:20]).decode(),
    ],
)
def test_what_is_no_such_picture_is_none(image: str) -> None:
    assert read_picture(image) is None


def test_a_good_one() -> None:
    found = read_picture("data:image/bmp;base64," + base64.b64encode(bmp([[RED] * 16] * 9)).decode())
    assert found is not None
    assert (round(found.mean), found.deviation, len(found.grey)) == (76, 0.0, 144)


def test_levels_that_cannot_be_are_zero_and_a_double_keeps_the_higher() -> None:
    said = {
        "inputs": [
            {"inputName": "Mic", "inputLevelsMul": [[0.1, 0.2, 0.3], [0.1, 0.1, 0.1]]},
            {"inputName": "Mic", "inputLevelsMul": [[0.05, 0.4, 0.4], [0.0, 0.0, 0.0]]},
            {"inputName": "Muted", "inputLevelsMul": [[0.0, 0.0, 0.5]]},
            {"inputName": "New", "inputLevelsMul": [[0.0, 4.6e-44, 4.6e-44], [0.0, 0.3, 0.3], [0.1, 1e30, 1e30]]},
            {"inputName": "Dead", "inputLevelsMul": []},
        ]
    }
    read = {name: [(one.level, one.peak, one.raw) for one in channels] for name, channels in read_levels(said).items()}
    assert read == {
        "Mic": [(0.1, 0.4, 0.4), (0.1, 0.1, 0.1)],
        "Muted": [(0.0, 0.0, 0.5)],
        "New": [(0.0, 0.0, 0.0), (0.0, 0.0, 0.0), (0.1, 0.0, 0.0)],
        "Dead": [],
    }


@pytest.mark.parametrize("said", [None, [], {}, {"inputs": 3}, {"inputs": [{"inputLevelsMul": []}]}])
def test_a_malformed_event_tells_nothing(said: object) -> None:
    assert read_levels(said) == {}

"""The icon files say what they hold, and every picture in them is the icon at that size."""

import struct

from PySide6.QtGui import QColor, QImage

from box.icons import drawn, icns, ico


def picture(data: bytes) -> QImage:
    image = QImage.fromData(data)
    assert not image.isNull()
    return image


def test_it_is_drawn_at_any_size() -> None:
    for size in (16, 48, 512):
        image = picture(drawn(size))
        assert (image.width(), image.height()) == (size, size)
        assert image.pixelColor(size // 2, size // 2) == QColor("#e5342f")  # what is on air
        assert image.pixelColor(0, 0).alpha() == 0


def test_windows_icon() -> None:
    data = ico({16: drawn(16), 256: drawn(256)})
    assert struct.unpack_from("<HHH", data) == (0, 1, 2)
    for number, size in enumerate((16, 256)):
        wide, high, *_rest, length, offset = struct.unpack_from("<BBBBHHII", data, 6 + 16 * number)
        assert (wide or 256, high or 256) == (size, size)
        assert picture(data[offset : offset + length]).width() == size
    assert picture(data).width() in (16, 256)  # Qt's own reader takes it


def test_apple_icon() -> None:
    data = icns({b"ic07": drawn(128), b"ic08": drawn(256)})
    kind, length = struct.unpack_from(">4sI", data)
    assert (kind, length) == (b"icns", len(data))
    offset, found = 8, {}
    while offset < len(data):
        kind, length = struct.unpack_from(">4sI", data, offset)
        found[kind] = picture(data[offset + 8 : offset + length]).width()
        offset += length
    assert found == {b"ic07": 128, b"ic08": 256}

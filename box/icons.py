"""The icon in each system's own format, drawn from the one SVG: PNG sizes, ``.ico`` (Windows), ``.icns`` (macOS)."""

import struct
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgRenderer

SVG = Path(__file__).resolve().parent.parent / "resources" / "icons" / "liveops.svg"
SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
"""Pixels; the sizes that desktops ask for."""
_ICO = (16, 24, 32, 48, 64, 128, 256)
_ICNS = {b"icp4": 16, b"icp5": 32, b"ic07": 128, b"ic08": 256, b"ic09": 512, b"ic11": 32, b"ic12": 64, b"ic13": 256}
"""Kinds of Apple's icon file that hold a PNG, and their pixels (ic11 to ic13 are the sharp ones of 16, 32, 128)."""


def drawn(size: int) -> bytes:
    """Return the icon as a PNG of *size* × *size* pixels."""
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    try:
        renderer = QSvgRenderer(str(SVG))
        if not renderer.isValid():
            raise ValueError(f"{SVG.name} is no picture")
        renderer.render(painter)
    finally:
        painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not QImageWriter(buffer, QByteArray(b"png")).write(image):
        raise ValueError("Qt cannot write PNG here")
    return bytes(buffer.data().data())


def ico(pictures: Mapping[int, bytes]) -> bytes:
    """Return a Windows icon of PNG *pictures* by size (at most 256): a directory, then the pictures."""
    head = struct.pack("<HHH", 0, 1, len(pictures))
    offset = len(head) + 16 * len(pictures)
    entries = b""
    for size, picture in pictures.items():
        side = size % 256  # 256 is written as 0
        entries += struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(picture), offset)
        offset += len(picture)
    return head + entries + b"".join(pictures.values())


def icns(pictures: Mapping[bytes, bytes]) -> bytes:
    """Return an Apple icon of PNG *pictures* by kind: each with its kind and its length, and the whole likewise."""
    body = b"".join(struct.pack(">4sI", kind, 8 + len(png)) + png for kind, png in pictures.items())
    return struct.pack(">4sI", b"icns", 8 + len(body)) + body


def write(folder: Path) -> None:
    """Write all into *folder*: ``liveops-<size>.png``, ``liveops.ico``, ``liveops.icns``."""
    folder.mkdir(parents=True, exist_ok=True)
    png = {size: drawn(size) for size in SIZES}
    for size, picture in png.items():
        (folder / f"liveops-{size}.png").write_bytes(picture)
    (folder / "liveops.ico").write_bytes(ico({size: png[size] for size in _ICO}))
    (folder / "liveops.icns").write_bytes(icns({kind: png[size] for kind, size in _ICNS.items()}))

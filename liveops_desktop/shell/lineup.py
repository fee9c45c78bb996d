"""``lineup FOLDER``: the tone, the picture and, where ffmpeg is found, the flash with its beep, to be added to OBS."""

import errno
import os
from collections.abc import Iterator
from pathlib import Path

from liveops_desktop.core.lineup import PICTURE, TONE_DB, TONE_HZ
from liveops_desktop.exchange.lineup import write_tone
from liveops_desktop.services.flash_clip import write_clip
from liveops_desktop.words import _

SIZE = (1920, 1080)
BARS = ("#bfbfbf", "#bfbf00", "#00bfbf", "#00bf00", "#bf00bf", "#bf0000", "#0000bf")
"""75 % bars in the order of their luma (ITU-R BT.471)."""
ACTION, TITLE = 0.93, 0.90
"""Share of width and height that a viewer surely sees, and in which text belongs (EBU R95)."""


def write_lineup(folder: Path, title: str) -> Iterator[Path]:
    """Write each file into *folder* and yield its path.

    Raises:
        OSError: the folder cannot be written.
        NoTool: after the others were written: there is no ffmpeg to make the clip with.
    """
    folder.mkdir(parents=True, exist_ok=True)
    yield write_tone(folder)
    yield draw_picture(folder, title)
    yield write_clip(folder)


def draw_picture(folder: Path, title: str) -> Path:
    """Write the bars with *title* and the safe areas; raise ``OSError``."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QRectF, Qt
    from PySide6.QtGui import QColor, QFont, QGuiApplication, QImage, QPainter, QPen

    from liveops_desktop.shell import qt_log, theme
    from liveops_desktop.shell.paths import resources
    from liveops_desktop.widgets.look import FAMILIES

    qt_log.install()
    application = QGuiApplication.instance() or QGuiApplication(["liveops"])
    theme.load_fonts(resources() / "fonts")
    wide, high = SIZE
    image = QImage(wide, high, QImage.Format.Format_RGB32)
    image.fill(QColor("#101010"))
    painter = QPainter(image)
    for number, colour in enumerate(BARS):
        left, right = wide * number // len(BARS), wide * (number + 1) // len(BARS)
        painter.fillRect(QRectF(left, 0, right - left, high * 0.72), QColor(colour))
    for number in range(11):  # grey steps: none may run into its neighbour
        grey = 16 + 219 * number // 10
        painter.fillRect(QRectF(wide * number / 11, high * 0.72, wide / 11 + 1, high * 0.08), QColor(grey, grey, grey))
    for share in (ACTION, TITLE):
        painter.setPen(QPen(QColor("#ffffff"), 2, Qt.PenStyle.SolidLine if share == ACTION else Qt.PenStyle.DashLine))
        painter.drawRect(QRectF(wide * (1 - share) / 2, high * (1 - share) / 2, wide * share, high * share))
    tone = _("Tone {hertz} Hz, {level} dBFS · left, right, both").format(hertz=TONE_HZ, level=f"{TONE_DB:g}")
    for words, size, top in ((title, 60, 0.81), (tone, 30, 0.89)):
        font = QFont()
        font.setFamilies(list(FAMILIES))
        font.setPixelSize(size)
        painter.setFont(font)
        painter.setPen(QColor("#ffffff"))
        room = wide * (TITLE - 0.02)
        line = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, round(room))
        painter.drawText(QRectF((wide - room) / 2, high * top, room, size * 1.4), Qt.AlignmentFlag.AlignCenter, line)
    painter.end()
    path = folder / PICTURE
    if not image.save(str(path)):
        raise OSError(errno.EIO, os.strerror(errno.EIO), str(path))
    del application  # it had to live until here
    return path

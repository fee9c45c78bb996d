"""The report as PDF: the page that ``exchange`` writes, laid out and printed by Qt itself. No browser in the bundle.

Made in a process of its own (``liveops report SHOW --pdf FILE``): laying out a long report must never hold up the
window of a show on air.
"""

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QIODevice, QMarginsF, QRectF, QSaveFile, QSizeF, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextBlock,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

from liveops_desktop import __version__
from liveops_desktop.core.cue import Header
from liveops_desktop.core.preflight import SignOff
from liveops_desktop.core.show import Show
from liveops_desktop.exchange.report import page_html, report_html, sheet_blocks, sign_off_blocks
from liveops_desktop.shell import qt_log, theme
from liveops_desktop.shell.paths import resources
from liveops_desktop.shell.timeline_axis import WIDTH
from liveops_desktop.shell.timeline_picture import TimelinePicture, pictures
from liveops_desktop.widgets.look import LATIN, families_for
from liveops_desktop.words import _, date_word, language

_CJK, PAPER_CJK = "Noto Sans CJK SC", "Noto Page CJK SC"  # of one length: the second is written over the first
DPI = 300
_POINT = DPI / 72
_MARGIN = 40.0
"""Points of white paper on the left and right; the header and the footer stand in the margins above and below."""
_ABOVE, _BELOW = 58.0, 52.0
_INDENT = 12.0
"""Pixels that a list is set in."""
_SMALLER = (1.0, 0.9, 0.8, 0.7, 0.62)
"""Sizes that a page is tried in."""
_DIM = QColor("#55616d")
_PLACE = "timeline-"
"""Address of a picture in the page; its number follows."""


class CannotPrint(Exception):  # noqa: N818 -- an answer to the person who named the file
    """The file cannot be written; the text is the system's."""


def print_report(show: Show, file: Path) -> int:
    """Write the report of *show* as PDF (A4) to *file*, whole or not at all, and return how many pages it has.

    Speaks the language in use. Wants a ``QGuiApplication`` with the program's fonts.

    Raises:
        CannotPrint: the file cannot be written.
    """
    parts = pictures(show, _families())
    return _print(_Report(show, lambda addresses: report_html(show, language(), addresses), parts), file)


def print_sign_off(show: Show, paper: SignOff, titles: Mapping[str, str], file: Path) -> int:
    """Write the sign-off *paper* of *show* as one page of PDF (A4) to *file*; *titles*: see ``sign_off_blocks``.

    As :func:`print_report` otherwise.

    Raises:
        CannotPrint: the file cannot be written.
    """
    title = "" if show.header is None else show.header.title
    page = page_html(sign_off_blocks(show, paper, titles), title, language())
    return _print(_Report(show, lambda _: page, (), one_page=True), file)


def print_sheet(show: Show, role: str, file: Path) -> int:
    """Write the run-of-show of *show* for *role* (empty: for everybody) as PDF (A4) to *file*.

    As :func:`print_report` otherwise.

    Raises:
        CannotPrint: the file cannot be written.
    """
    title = "" if show.header is None else show.header.title
    page = page_html(sheet_blocks(show, role), title, language())
    return _print(_Report(show, lambda _: page, ()), file)


def _print(report: "_Report", file: Path) -> int:
    out = QSaveFile(str(file))
    if not out.open(QIODevice.OpenModeFlag.WriteOnly):
        raise CannotPrint(out.errorString())
    pages = report.print_to(out)
    if not out.commit():
        raise CannotPrint(out.errorString())
    return pages


@cache
def _load_paper() -> None:
    """Load the Chinese font of paper, which names each glyph by the one character it stands for: text can be copied.

    The system's Noto would name 页 by the radical ⻚ that shares its glyph: the bundled subset has no radicals. It is
    loaded under a name of its own beside the system's.
    """
    for file in sorted((resources() / "fonts" / "cjk").glob("*.otf")):
        data = file.read_bytes().replace(_CJK.encode("utf-16-be"), PAPER_CJK.encode("utf-16-be"))
        QFontDatabase.addApplicationFontFromData(QByteArray(data))


def _families() -> tuple[str, ...]:
    """Return the fonts of paper, then the screen's; Traditional Chinese keeps its own shapes from the system first."""
    _load_paper()
    screen = families_for(language())
    return (*screen, PAPER_CJK) if language() == "zh_Hant" else (LATIN, PAPER_CJK, *screen)


def print_alone(printing: Callable[[], int]) -> int:
    """Do *printing* in a program that has no window and opens none, and return how many pages it made.

    Raises:
        CannotPrint: the file cannot be written.
    """
    if sys.platform.startswith("linux"):  # elsewhere the system's own fonts come with the system's own platform
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    qt_log.install()
    application = QGuiApplication.instance() or QGuiApplication(["liveops"])
    theme.load_fonts(resources() / "fonts")
    pages = printing()
    del application  # it had to live until here
    return pages


@dataclass(frozen=True)
class _Placed:
    """A picture and the rectangle it has in the document."""

    picture: TimelinePicture
    place: QRectF


class _Report:
    """One report being laid out and printed: *html* makes the page of the addresses of its *parts*.

    *one_page*: it is set smaller until it fits on one.
    """

    def __init__(
        self,
        show: Show,
        html: Callable[[Sequence[str]], str],
        parts: Sequence[TimelinePicture],
        *,
        one_page: bool = False,
    ) -> None:
        self._show = show
        self._html = html
        self._families = _families()
        self._pictures = parts
        self._sizes = _SMALLER if one_page else _SMALLER[:1]
        self._size = 1.0

    def print_to(self, out: QIODevice) -> int:
        header = self._show.header
        writer = QPdfWriter(out)
        writer.setPdfVersion(QPdfWriter.PdfVersion.PdfVersion_1_6)
        writer.setResolution(DPI)
        writer.setPageLayout(
            QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF())
        )
        writer.setTitle(_("Report") if header is None else header.title)
        writer.setCreator(f"LiveOps Desktop {__version__}")
        body = QSizeF(writer.width() - 2 * _MARGIN * _POINT, writer.height() - (_ABOVE + _BELOW) * _POINT)
        document = self._fitted(writer, body)
        body /= self._size
        placed = self._placed(document)
        count = document.pageCount()
        painter = QPainter(writer)
        try:
            for page in range(count):
                if page:
                    writer.newPage()
                self._paint_page(painter, document, page, body, placed)
                self._paint_edges(painter, QSizeF(writer.width(), writer.height()), f"{page + 1}", f"{count}")
        finally:
            painter.end()
        return count

    def _fitted(self, writer: QPdfWriter, body: QSizeF) -> QTextDocument:
        """Lay out in the largest size that fits."""
        for size in self._sizes:
            self._size = size
            document = self._laid_out(writer, body / size)
            if document.pageCount() == 1 or size is self._sizes[-1]:
                return document
        raise AssertionError("there is a last size")

    def _laid_out(self, writer: QPdfWriter, body: QSizeF) -> QTextDocument:
        document = QTextDocument()
        document.documentLayout().setPaintDevice(writer)
        document.setDocumentMargin(0)
        document.setDefaultFont(self._font(9))
        document.setIndentWidth(_INDENT)
        blank = QImage(1, 1, QImage.Format.Format_ARGB32)
        blank.fill(Qt.GlobalColor.transparent)
        for number in range(len(self._pictures)):
            document.addResource(QTextDocument.ResourceType.ImageResource.value, QUrl(f"{_PLACE}{number}"), blank)
        document.setHtml(self._html([f"{_PLACE}{n}" for n in range(len(self._pictures))]))
        self._make_room(document, body.width())
        document.setPageSize(body)
        _keep_headings(document)
        return document

    def _make_room(self, document: QTextDocument, width: float) -> None:
        """Give each picture's place its size. Qt takes it in pixels of the screen and scales them to the paper."""
        scale = DPI / QGuiApplication.primaryScreen().logicalDotsPerInchY()
        for cursor, number in _places(document):
            image = cursor.charFormat().toImageFormat()
            image.setWidth(width / scale)
            image.setHeight(width * self._pictures[number].height / WIDTH / scale)
            cursor.setCharFormat(image)

    def _placed(self, document: QTextDocument) -> list[_Placed]:
        return [_Placed(self._pictures[number], _line_of(cursor.block())) for cursor, number in _places(document)]

    def _paint_page(
        self, painter: QPainter, document: QTextDocument, page: int, body: QSizeF, placed: list[_Placed]
    ) -> None:
        window = QRectF(0, page * body.height(), body.width(), body.height())
        painter.save()
        painter.translate(_MARGIN * _POINT, _ABOVE * _POINT)
        painter.scale(self._size, self._size)
        painter.translate(0, -window.top())
        painter.setClipRect(window)
        document.drawContents(painter, window)
        for one in placed:
            if window.contains(one.place.center()):
                painter.save()
                painter.translate(one.place.topLeft())
                painter.scale(body.width() / WIDTH, body.width() / WIDTH)
                one.picture.paint(painter)
                painter.restore()
        painter.restore()

    def _paint_edges(self, painter: QPainter, paper: QSizeF, page: str, pages: str) -> None:
        """Write the show and its date above, what printed it and the page below."""
        header = self._show.header
        painter.setFont(self._font(7.5))
        painter.setPen(_DIM)
        wide = paper.width() - 2 * _MARGIN * _POINT
        left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        above = QRectF(_MARGIN * _POINT, 26 * _POINT, wide, 14 * _POINT)
        below = QRectF(_MARGIN * _POINT, paper.height() - 36 * _POINT, wide, 14 * _POINT)
        if header is not None:
            day = _day(header)
            room = wide - painter.fontMetrics().horizontalAdvance(day) - 12 * _POINT
            title = painter.fontMetrics().elidedText(header.title, Qt.TextElideMode.ElideRight, int(room))
            painter.drawText(above, left, title)
            painter.drawText(above, right, day)
        painter.drawText(below, left, f"LiveOps Desktop {__version__}")
        painter.drawText(below, right, _("Page {page} of {pages}").format(page=page, pages=pages))

    def _font(self, points: float) -> QFont:
        font = QFont(list(self._families))
        font.setPointSizeF(points)
        return font


def _day(header: Header) -> str:
    day = date_word(header.date)
    return " · ".join((day, _("Rehearsal"))) if header.rehearsal else day


def _keep_headings(document: QTextDocument) -> None:
    """Begin a page before each heading that would stand at the foot of one, away from what it names."""
    layout, height = document.documentLayout(), document.pageSize().height()

    def page(block: QTextBlock) -> int:
        return int(layout.blockBoundingRect(block).top() // height)

    first = None
    block = document.begin()
    while block.isValid():
        if block.blockFormat().headingLevel():
            first = first or block
        else:
            if first is not None and page(first) != page(block):
                form = first.blockFormat()
                form.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
                QTextCursor(first).setBlockFormat(form)
            first = None
        block = block.next()


def _line_of(block: QTextBlock) -> QRectF:
    """Return where the one line of *block* is: the block's own rectangle also holds what was left free before it."""
    layout = block.layout()
    return layout.lineAt(0).rect().translated(layout.position())


def _places(document: QTextDocument) -> list[tuple[QTextCursor, int]]:
    """Return a cursor on the place of each picture, and the number of the picture. Each place is a block by itself."""
    found = []
    block = document.begin()
    while block.isValid():
        cursor = QTextCursor(block)
        cursor.movePosition(QTextCursor.MoveOperation.NextCharacter, QTextCursor.MoveMode.KeepAnchor)
        image = cursor.charFormat()
        if image.isImageFormat() and image.toImageFormat().name().startswith(_PLACE):
            found.append((cursor, int(image.toImageFormat().name().removeprefix(_PLACE))))
        block = block.next()
    return found

"""Qt's own dialog for files, in the language and the look of the program."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QFileDialog, QHeaderView, QToolButton, QTreeView, QWidget

from liveops_desktop.widgets.look import look
from liveops_desktop.words import _

_ARROWS = {
    "backButton": Qt.ArrowType.LeftArrow,
    "forwardButton": Qt.ArrowType.RightArrow,
    "toParentButton": Qt.ArrowType.UpArrow,
}
"""By the names that Qt gave them."""
_TYPE = 2
"""The column with the type of each file: its name says it, and that a folder is one is English in Qt's Chinese."""


def file_dialog(parent: QWidget, title: str, place: str = "", kinds: str = "") -> QFileDialog:
    """Return the dialog, not shown yet; *place*: a folder, or a file in it; *kinds*: the names it offers.

    Where the system has a dialog of its own, that one shows, and its words and look are the system's. Qt's says nearly
    all in the language that ``language.speak`` chose; two labels alone are English in its Chinese (qtbase 6.11: their
    sources have been reworded, the translations know the old ones).
    """
    dialog = QFileDialog(parent, title, place, kinds)
    dialog.setLabelText(QFileDialog.DialogLabel.LookIn, _("&Look in:"))
    dialog.setLabelText(QFileDialog.DialogLabel.FileType, _("Files of &type:"))
    for button in dialog.findChildren(QToolButton):
        if button.objectName() in _ARROWS:
            button.setArrowType(_ARROWS[button.objectName()])  # Qt's pictures are black, on a dark ground too
    for table in dialog.findChildren(QTreeView):
        header = table.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.hideSection(_TYPE)
    for completer in dialog.findChildren(QCompleter):
        offered = completer.popup()
        if offered is not None:
            offered.setProperty("role", "popup")  # a window of its own: it needs a ground
    dialog.resize(look().px(760), look().px(500))
    return dialog

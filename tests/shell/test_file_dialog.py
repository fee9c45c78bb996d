"""Qt's own dialog for files speaks as the program does, and can be read on every ground."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings, Qt
from PySide6.QtWidgets import (
    QApplication,
    QCompleter,
    QFileDialog,
    QLabel,
    QPushButton,
    QToolButton,
    QTreeView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from liveops_desktop.shell import theme
from liveops_desktop.shell.file_dialog import file_dialog
from liveops_desktop.shell.language import speak
from liveops_desktop.shell.paths import resources
from liveops_desktop.widgets.look import PALETTES, look

Ask = Callable[[str, str], QFileDialog]


@pytest.fixture
def ask(qapp: QApplication, tmp_path: Path) -> Iterator[Ask]:
    """Show the dialog in a language and a palette, in a folder with one folder and one file."""
    known = Path(QSettings(QSettings.Scope.UserScope, "QtProject").fileName()).parent
    keep_in(tmp_path)  # it remembers its columns: none of this user's here
    windows: list[QWidget] = []
    (tmp_path / "2").mkdir()
    (tmp_path / "1.csv").write_text("1")

    def show(language: str, palette: str) -> QFileDialog:
        theme.apply(qapp, palette=palette, scale=1.0, fonts=resources() / "fonts")
        speak(qapp, language)
        windows.append(QWidget())
        dialog = file_dialog(windows[-1], "1", str(tmp_path))
        dialog.show()
        QApplication.processEvents()
        return dialog

    yield show
    for window in windows:
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    keep_in(known)
    speak(qapp, "en")
    qapp.setStyleSheet("")


def keep_in(folder: Path) -> None:
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(folder))


def words(dialog: QFileDialog) -> list[str]:
    """Return its labels, titles, tips and headings, without the letter that is the key of each."""
    (table,) = dialog.findChildren(QTreeView)
    header, model = table.header(), table.model()
    columns = [at for at in range(model.columnCount()) if not header.isSectionHidden(at)]
    found = [str(model.headerData(at, Qt.Orientation.Horizontal)) for at in columns]
    found += [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]
    found += [button.text() for button in dialog.findChildren(QPushButton) if button.isVisible()]
    found += [button.toolTip() for button in dialog.findChildren(QToolButton) if button.isVisible()]
    return [re.sub(r"\(&.\)|&", "", text) for text in found if text]


def of_the_folder(table: QTreeView) -> list[str]:
    """Return what stands in the row of the folder."""
    model, root = table.model(), table.rootIndex()
    rows = [[model.index(row, at, root) for at in range(model.columnCount())] for row in range(model.rowCount(root))]
    (cells,) = [cells for cells in rows if cells[0].data() == "2"]
    return [str(cell.data()) for cell in cells if not table.isColumnHidden(cell.column())]


@pytest.mark.parametrize("language", ["zh_Hans", "zh_Hant"])
@pytest.mark.parametrize("mode", [QFileDialog.FileMode.ExistingFile, QFileDialog.FileMode.Directory])
def test_no_word_of_it_is_english_in_chinese(ask: Ask, language: str, mode: QFileDialog.FileMode, qtbot: QtBot) -> None:
    dialog = ask(language, "dark")
    dialog.setFileMode(mode)
    (table,) = dialog.findChildren(QTreeView)
    qtbot.waitUntil(lambda: table.model().rowCount(table.rootIndex()) > 0, timeout=10_000)
    said = words(dialog) + of_the_folder(table)
    assert len(said) >= 10
    assert [text for text in said if re.search("[A-Za-z]", text)] == []
    dialog.reject()


def test_it_keeps_qts_words_in_english(ask: Ask) -> None:
    dialog = ask("en", "dark")
    assert {"Look in:", "Files of type:", "File name:", "Name", "Cancel"} <= set(words(dialog))
    dialog.reject()


@pytest.mark.parametrize("palette", sorted(PALETTES))
@pytest.mark.parametrize("name", ["backButton", "toParentButton"])
def test_its_arrows_are_seen_on_every_ground(ask: Ask, palette: str, name: str) -> None:
    button = ask("en", palette).findChild(QToolButton, name)
    assert isinstance(button, QToolButton)
    button.setEnabled(True)
    picture = button.grab().toImage()
    light = [picture.pixelColor(x, y).lightness() for x in range(picture.width()) for y in range(picture.height())]
    assert max(light) - min(light) > 100
    button.window().close()


@pytest.mark.parametrize("palette", sorted(PALETTES))
def test_the_names_it_offers_while_one_types_stand_on_a_ground(ask: Ask, palette: str) -> None:
    (completer,) = ask("en", palette).findChildren(QCompleter)
    names = completer.popup()
    assert names is not None
    names.ensurePolished()
    colour = names.palette().color(names.backgroundRole())
    assert (colour.alpha(), colour.name()) == (255, look().palette.raised)
    completer.widget().window().close()

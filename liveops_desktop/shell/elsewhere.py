"""Another folder for a show whose disk refuses: chosen beside the rooms, which go on; then the show goes on there."""

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from liveops_desktop.core.commands import RetrySaving
from liveops_desktop.core.journal import StorageOutage
from liveops_desktop.core.snapshot import NoticeKind
from liveops_desktop.shell.file_dialog import file_dialog
from liveops_desktop.words import _

if TYPE_CHECKING:
    from liveops_desktop.shell.app import App

log = logging.getLogger(__name__)


class Elsewhere:
    """Asks for a folder, and moves the open show there."""

    def __init__(self, app: "App") -> None:
        self._app = app
        self._dialog: QFileDialog | None = None

    def ask(self) -> None:
        """Open the folder chooser, or raise the one that is open. Not modal: a take must not wait for a folder."""
        if self._app.session is None:
            return
        if self._dialog is not None:
            self._dialog.raise_()
        else:
            self._dialog = dialog = file_dialog(
                self._app.window, _("The show goes on in this folder"), str(Path.home())
            )
            dialog.setFileMode(QFileDialog.FileMode.Directory)
            dialog.setOption(QFileDialog.Option.ShowDirsOnly)
            dialog.setLabelText(QFileDialog.DialogLabel.Accept, _("Go on here"))
            dialog.setWindowModality(Qt.WindowModality.NonModal)
            dialog.fileSelected.connect(lambda folder: self._app.send(RetrySaving(folder)))
            dialog.finished.connect(self._over)
            dialog.show()
        self._dialog.activateWindow()

    def close(self) -> None:
        """Take the chooser away, if it is open."""
        if self._dialog is not None:
            self._dialog.reject()

    async def retry(self, folder: str) -> None:
        """Try to save now; in *folder*, where one is named, the show goes on from then.

        Raises:
            StorageOutage: that folder refuses too; nothing has changed.
        """
        app, session = self._app, self._app.session
        if session is None:
            return
        before = session.path
        try:
            await session.go_on_in(folder)
        except StorageOutage as why:
            raise StorageOutage(f"{folder}: {why}") from why
        if session.path == before:
            return
        log.info("the show goes on in another folder")
        if session is app.session:
            app.put(show_path=session.path)
            app.remember(show=session.path, moved={**app.known.moved, before: session.path})
        app.notice(NoticeKind.MOVED, session.path)
        await app.orders.shows.read_list()

    def _over(self, _result: int) -> None:
        dialog, self._dialog = self._dialog, None
        if dialog is not None:
            dialog.deleteLater()


def followed(path: Path, moved: dict[str, str]) -> Path:
    """Return where the show of *path* went on, by what this station remembers (*moved*: before → after).

    A place that cannot be reached now (a stick pulled out) is not followed.
    """
    seen = {str(path)}
    while (after := moved.get(str(path), "")) and after not in seen and Path(after).is_file():
        seen.add(after)
        path = Path(after)
    return path

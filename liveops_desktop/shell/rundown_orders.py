"""Commands about the run-of-show as a document: undo, files in and out, templates, what earlier shows say."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, assert_never

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog

from liveops_desktop.core import commands as c
from liveops_desktop.core.clock import Instant
from liveops_desktop.core.incoming import Incoming
from liveops_desktop.core.intents import AddCues
from liveops_desktop.core.learning import Lengths, learn
from liveops_desktop.core.roles import Role
from liveops_desktop.core.show import Show
from liveops_desktop.core.snapshot import NoticeKind
from liveops_desktop.shell.file_dialog import file_dialog
from liveops_desktop.shell.importing import Importing, fresh_id
from liveops_desktop.words import _

if TYPE_CHECKING:
    from liveops_desktop.shell.app import App

RundownCommand = (
    c.UndoEdit
    | c.RedoEdit
    | c.ImportFile
    | c.ImportSheet
    | c.ImportHeading
    | c.ImportColumn
    | c.ImportHours
    | c.TakeIn
    | c.DropImport
    | c.ExportRundown
    | c.UseTemplate
    | c.SaveTemplate
)


class RundownOrders:
    """Carries them out for the app it is given."""

    def __init__(self, app: "App") -> None:
        self._app = app
        self._folder = app.options.folder
        """For what is remembered of imports, and for the crew's own templates."""
        self.importing = Importing(self._folder, lambda: app.show, self._looked)
        self._dialog: QFileDialog | None = None
        self._looked_in = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        """The folder in which a file is looked for first: where the last one was."""
        self._past: tuple[Lengths, ...] = ()

    def _looked(self, incoming: Incoming | None) -> None:
        self._app.put(incoming=incoming)

    async def start(self) -> None:
        """Find the templates and what earlier shows say."""
        await self._list_templates()
        await self.learn()

    def carry_out(self, command: RundownCommand) -> str:
        """Carry *command* out; returns the id of the wish it sends, empty where it sends none."""
        app = self._app
        match command:
            case c.UndoEdit() | c.RedoEdit():
                return self._turn(command)
            case c.ImportFile(path=path):
                self._look(path)
            case c.ImportSheet() | c.ImportHeading() | c.ImportColumn() | c.ImportHours():
                self._map(command)
            case c.TakeIn(how=how, reason=reason):
                edit = self.importing.take_in(how, reason)
                if edit is not None:
                    wish = app.send(edit)
                    app.spawn(self._taken(wish))
                    return wish
            case c.DropImport():
                self.importing.drop()
            case c.ExportRundown():
                app.spawn(self._export(command))
            case c.UseTemplate(key=key):
                app.spawn(self._use_template(key))
            case c.SaveTemplate(title=title):
                app.spawn(self._save_template(title))
            case _:
                assert_never(command)
        return ""

    def _turn(self, command: c.UndoEdit | c.RedoEdit) -> str:
        session, who = self._app.session, self._app.station.who
        if session is None:
            return ""
        session.settle_turn()
        turn = session.undo if isinstance(command, c.UndoEdit) else session.redo
        return turn(who, command.reason)

    # -- files in ------------------------------------------------------------------------

    def _look(self, path: str) -> None:
        if path:
            self._looked_in = str(Path(path).parent)
            if self._app.tasks is not None:
                self.importing.look(self._app.tasks, Path(path))
            return
        place = self._looked_in if Path(self._looked_in).is_dir() else str(Path.home())
        dialog = self._dialog = file_dialog(self._app.window, _("A file with a run-of-show"), place)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        kinds = "*.xlsx *.xlsm *.xlsb *.xls *.ods *.csv *.tsv *.txt *.json"
        dialog.setNameFilters([_("Run-of-shows ({kinds})").format(kinds=kinds), _("All files (*)")])
        dialog.fileSelected.connect(self._look)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _map(self, command: c.ImportSheet | c.ImportHeading | c.ImportColumn | c.ImportHours) -> None:
        match command:
            case c.ImportSheet(name=name):
                self.importing.choose_sheet(name)
            case c.ImportHeading(row=row):
                self.importing.choose_heading(row)
            case c.ImportColumn(place=place, field=field):
                self.importing.map_column(place, field)
            case c.ImportHours(are_minutes=are):
                self.importing.hours_are_minutes(are)
            case _:
                assert_never(command)

    async def _taken(self, wish: str) -> None:
        """Put the file away once it was taken in; one that was refused stays, with its mapping."""
        session = self._app.session
        if session is None:
            return
        desk = session.desk
        while wish in desk.pending:  # noqa: ASYNC110 -- a commit of milliseconds; the desk tells nobody of one wish alone
            await asyncio.sleep(0.02)
        if wish in desk.refusals:
            return
        await self.importing.remember()
        self.importing.drop()

    # -- files out -------------------------------------------------------------------------

    async def _export(self, command: c.ExportRundown) -> None:
        app = self._app
        show, session = app.show, app.session
        if show is None or session is None:
            return
        from liveops_desktop.shell.report_file import NotPrinted, print_beside

        path, now = Path(session.path), app.clock.now()
        sheet = ("--sheet", command.role or Role.EVERYBODY.value)
        try:
            if command.format == "pdf":
                target = await asyncio.to_thread(
                    print_beside, path, app.station.language, sheet, _ending(show, command)
                )
            else:
                target = await asyncio.to_thread(write_beside, show, path, command, session.show_id, now)
        except (OSError, NotPrinted) as why:
            app.notice(NoticeKind.COULD_NOT, str(why))
        else:
            app.notice(NoticeKind.EXPORTED, str(target))

    # -- templates -----------------------------------------------------------------------

    async def _list_templates(self) -> None:
        from liveops_desktop.exchange.templates import list_templates

        found = await asyncio.to_thread(list_templates, self._folder, self._app.station.language)
        self._app.put(templates=found)

    async def _use_template(self, key: str) -> None:
        from liveops_desktop.exchange.templates import cues_of

        app = self._app
        show = app.show
        if show is None or show.header is None:
            return
        cues = await asyncio.to_thread(cues_of, key, self._folder, show.header, fresh_id, app.station.language)
        app.send(AddCues(cues, show.cues[-1].id if show.cues else None))

    async def _save_template(self, title: str) -> None:
        from liveops_desktop.exchange.templates import save_template

        show = self._app.show
        if show is None or not title.strip():
            return
        target = await asyncio.to_thread(save_template, show, title.strip(), self._folder)
        self._app.notice(NoticeKind.EXPORTED, str(target))
        await self._list_templates()

    # -- learning ----------------------------------------------------------------------------

    async def learn(self) -> None:
        """Read how long the cues of the other shows of this station really ran."""
        from liveops_desktop.exchange.past import lengths_in

        app = self._app
        open_path = Path(app.session.path) if app.session is not None else None
        paths = [Path(entry.path) for entry in app.station.shows if entry.state == "ended"]
        others = [path for path in paths if path != open_path]
        self._past = await asyncio.to_thread(lengths_in, others)
        self.relearn(app.show)

    def relearn(self, show: Show | None) -> None:
        """Say what is known of the cues of *show*."""
        self._app.put(learned={} if show is None else learn(show.cues, self._past))


def write_beside(show: Show, show_file: Path, command: c.ExportRundown, show_id: str, now: Instant) -> Path:
    """Write the run-of-show beside its show file and return where; a file that is there is numbered past, never lost.

    Raises:
        OSError: it cannot be written there.
    """
    from liveops_desktop.exchange.calendar import calendar_of
    from liveops_desktop.exchange.sheets.writing import write_csv, write_xlsx
    from liveops_desktop.shell.report_file import free_name

    target = free_name(show_file, _ending(show, command), f".{command.format}")
    match command.format:
        case "xlsx":
            write_xlsx(show, target)
        case "csv":
            write_csv(show, target)
        case "ics":
            target.write_bytes(calendar_of(show, show_id, now))
        case _:
            raise ValueError(command.format)
    return target


def _ending(show: Show, command: c.ExportRundown) -> str:
    """Return what the name of the file says besides the show: the version on every print, and for whom."""
    version = f"-v{show.lock.version}" if show.lock.version else ""
    return "-rundown" + version + (f"-{command.role}" if command.role else "")

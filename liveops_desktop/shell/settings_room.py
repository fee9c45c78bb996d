"""The settings at work: read at the start, changed by people, put into effect, kept in their file."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from PySide6.QtGui import QKeySequence, QShortcut

from liveops_desktop.core.snapshot import NoticeKind
from liveops_desktop.services import log
from liveops_desktop.shell import bindings, settings_file
from liveops_desktop.shell.board import PANELS
from liveops_desktop.shell.settings import CLOSED, IN_A_WINDOW, Settings
from liveops_desktop.shell.station_file import StationFile
from liveops_desktop.widgets import keycaps
from liveops_desktop.widgets.look import DARK, PALETTES

if TYPE_CHECKING:
    from liveops_desktop.shell.app import App
    from liveops_desktop.shell.key_sheet import KeySheet
    from liveops_desktop.shell.settings_dialog import SettingsDialog


class SettingsRoom:
    """Holds the settings of now. ``change`` puts a change into effect, ``note`` keeps what is in effect already."""

    def __init__(self, app: "App", folder: Path, known: StationFile) -> None:
        """*known*: what an older program kept in the station's file is the default of the first ``settings.toml``."""
        self._app = app
        self._file = folder / settings_file.NAME
        self._loaded = settings_file.load(self._file, _seed(known))
        self.now: Settings = self._loaded.settings
        self._keeping = asyncio.Lock()
        self._dialog: SettingsDialog | None = None
        self._sheet: KeySheet | None = None

    @property
    def language(self) -> str:
        """The language to speak; empty: the system's."""
        return "" if self.now.language == "system" else self.now.language

    @property
    def palette(self) -> str:
        """The look to wear; dark where this program has no such look."""
        return self.now.theme if self.now.theme in PALETTES else DARK.name

    def start(self) -> None:
        """Put into effect what the window was not built with, and say what in the file was wrong."""
        for sequence, do in (("Ctrl+,", self.open), ("?", self.toggle_sheet)):
            QShortcut(QKeySequence(sequence), self._app.window).activated.connect(do)
        for trouble in (*self._loaded.troubles, *bindings.troubles(PANELS, self.now.keys)):
            self._app.notice(NoticeKind.SETTINGS, trouble)
        self._apply(self._dressed(), self.now)
        self._app.hosting.resume(self.now.host_display)
        if not self._loaded.there:
            self._app.spawn(self._keep())

    def _dressed(self) -> Settings:
        """Return what is in effect before ``start``: the window was built with it, or the services are told."""
        now = self.now
        return Settings(now.language, now.theme, 2.0, now.host_display, now.obs_host, now.obs_port)

    def note(self, **parts: Any) -> None:
        """Keep *parts*, which are in effect already."""
        now = msgspec.structs.replace(self.now, **parts)
        if now != self.now:
            self.now = now
            self._app.spawn(self._keep())

    def change(self, **parts: Any) -> None:
        """Put *parts* into effect and keep them."""
        was = self.now
        self.note(**parts)
        self._apply(was, self.now)

    def text(self) -> str:
        """Return the file's text: also what an export holds, as no secret is a setting."""
        return settings_file.dump(self.now, self._loaded.unknown, self._loaded.version)

    def bound(self) -> tuple[bindings.Bound, ...]:
        """Return every action with its keys of now."""
        return bindings.bound(PANELS, self.now.keys)

    def of_parts(self) -> tuple[bindings.Bound, ...]:
        """Return the keys of tables and lists, which nobody changes."""
        return bindings.of_parts(PANELS)

    async def _keep(self) -> None:
        async with self._keeping:  # one after another: they write the same file
            await asyncio.to_thread(settings_file.save, self._file, self.text())

    def _apply(self, was: Settings, now: Settings) -> None:
        app = self._app
        differs = {name for name in now.__struct_fields__ if getattr(was, name) != getattr(now, name)}
        if "log_level" in differs:
            log.set_level(now.log_level)
        if "reading_distance_m" in differs:
            app.put(reading_distance_m=now.reading_distance_m)
        if "keys" in differs:
            self._bind()
        if "host_display" in differs:
            self._put_host(now.host_display)
        if differs & {"obs_host", "obs_port"}:
            app.orders.obs.aim()
        if differs & {"theme", "language"}:
            app.dress(self.palette, self.language)
            self.rebuild()

    def _bind(self) -> None:
        """Bind the keys; every keycap says so from now on."""
        from liveops_desktop.shell.key_sheet import key_words

        bound = self.bound()
        self._app.keys.bind(bound)
        keycaps.use({one.name: key_words(one.sequences[:1]) for one in bound if one.sequences != one.own})
        self._app.window.rebuild(self._app.snapshot())

    def _put_host(self, display: str) -> None:
        if display == CLOSED:
            self._app.hosting.close()
        else:
            self._app.hosting.open_on("" if display == IN_A_WINDOW else display)

    # -- windows -----------------------------------------------------------------------

    def open(self) -> None:
        """Open the settings, or bring them to the front. Not modal: the show goes on behind."""
        dialog = self._opened()
        if dialog.isVisible():
            dialog.raise_()
        dialog.show()
        dialog.activateWindow()

    def _opened(self) -> "SettingsDialog":
        from liveops_desktop.shell.settings_dialog import SettingsDialog

        if self._dialog is None:
            self._dialog = SettingsDialog(self, self._app.hosting.screens(), self._app.window, self.save_bundle)
        return self._dialog

    def toggle_sheet(self) -> None:
        """Show the list of keys over the room, or take it away. It never takes the focus: every key still works."""
        from liveops_desktop.shell.key_sheet import KeySheet

        if self._sheet is None:
            self._sheet = KeySheet(self._app.window)
        if self._sheet.isVisible():
            self._sheet.hide()
        else:
            self._sheet.show_keys((*self.bound(), *self.of_parts()), self._app.window.room())

    def rebuild(self) -> None:
        """Build what is open anew, in the language and the look of now."""
        dialog, self._dialog = self._dialog, None
        sheet, self._sheet = self._sheet, None
        if sheet is not None:
            sheet.hide()
            sheet.deleteLater()
        if dialog is not None:
            was_open, place = dialog.isVisible(), dialog.geometry()
            dialog.hide()
            dialog.deleteLater()
            if was_open:
                self.open()
                self._opened().setGeometry(place)

    def close(self) -> None:
        """Put the windows away."""
        if self._dialog is not None:
            self._dialog.hide()

    # -- support -----------------------------------------------------------------------

    def save_bundle(self) -> None:
        """Write a support bundle into the data folder and say where."""
        self._app.spawn(self._save_bundle())

    async def _save_bundle(self) -> None:
        from liveops_desktop.exchange.bundle import bundle_name, write_bundle
        from liveops_desktop.services.clock import wall_clock

        app = self._app
        folder = app.options.folder
        show = Path(app.session.path) if app.session is not None else None
        screens = tuple(msgspec.to_builtins(screen) for screen in app.hosting.screens())
        target = folder / bundle_name(wall_clock())
        await asyncio.to_thread(write_bundle, target, folder, show, screens)
        app.notice(NoticeKind.EXPORTED, str(target))


def _seed(known: StationFile) -> Settings:
    return Settings(
        language=known.language or "system",  # type: ignore[arg-type]  # checked when it was chosen
        obs_host=known.obs_host,
        obs_port=known.obs_port,
        host_display=known.host_screen,
    )

"""Commands carried out: what concerns this station only."""

import asyncio
import uuid
from collections.abc import Coroutine, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, assert_never

import msgspec
from PySide6.QtGui import QGuiApplication

from liveops_desktop.core import commands as c
from liveops_desktop.core.clock import Instant
from liveops_desktop.core.go import decide_go
from liveops_desktop.core.preflight import Decision, PreflightRun, Result
from liveops_desktop.core.refusal import Refused
from liveops_desktop.core.show import Show
from liveops_desktop.shell.elsewhere import Elsewhere
from liveops_desktop.shell.obs_orders import ObsOrders
from liveops_desktop.shell.report_orders import ReportOrders
from liveops_desktop.shell.rig_orders import RigOrders
from liveops_desktop.shell.rundown_orders import RundownOrders
from liveops_desktop.shell.seat import SeatQuestion
from liveops_desktop.shell.show_orders import ShowOrders
from liveops_desktop.shell.workspaces import workspace

if TYPE_CHECKING:
    from liveops_desktop.shell.app import App
    from liveops_desktop.shell.first_minute import FirstMinute

_REFUSALS_KEPT = 16


class Orders:
    """Carries out commands for the app it is given."""

    def __init__(self, app: "App") -> None:
        self._app = app
        self.refusals: dict[str, Refused] = {}
        """Command id → why it was refused."""
        self.loose_run: PreflightRun | None = None
        """A preflight run while no show was open."""
        self.rig = RigOrders(app)
        self.obs = ObsOrders(app)
        self.rundown = RundownOrders(app)
        self.obs.turned = self._watch_first
        self._first: FirstMinute | None = None
        """The introduction, where this station is new."""
        self._build_bars()
        self.elsewhere = Elsewhere(app)
        self.shows = ShowOrders(app, self.rundown.relearn)
        self.report = ReportOrders(app)
        self.listing = self.shows.listing

    def _build_bars(self) -> None:
        self._seat = SeatQuestion(
            lambda who, hats: self._at_once(c.ChoosePerson(who, hats)),
            lambda key: self._at_once(c.ChooseWorkspace(key)),
            lambda key: self._at_once(c.ChooseLanguage(key)),
        )
        self._app.window.add_bar(self._seat)

    def rebuild_bars(self) -> None:
        """Build the questions anew in the language of now; what was being answered goes on."""
        self.obs.rebuild()
        seat = self._seat
        self._build_bars()
        if not seat.isHidden():
            self._seat.mark(self._app.station.workspace, self._app.station.language)
            self._seat.ask(*seat.answer())
        seat.hide()
        seat.deleteLater()
        if self._first is not None:
            self._first.rebuild()

    # -- start ----------------------------------------------------------------------

    async def open_last(self) -> None:
        """Open what the program was asked to open, or else what was open last."""
        wanted = self._app.options.show or self._app.known.show
        if wanted:
            await self._app.guarded(self.shows.open_file(Path(wanted)))

    async def start(self) -> None:
        """List the shows, find the checks and the content, connect OBS where it was wanted."""
        app = self._app
        from liveops_desktop.exchange.content import load_content
        from liveops_desktop.exchange.rigs import load_platforms
        from liveops_desktop.shell.preflight import catalogue

        app.settings.start()
        app.content = msgspec.structs.replace(
            await asyncio.to_thread(load_content), platforms=await asyncio.to_thread(load_platforms)
        )
        await app.memory.load()
        await self.shows.read_list()
        app.checks = await asyncio.to_thread(catalogue)
        app.changed()
        await self.rundown.start()
        if not app.known.who:
            if app.known.first_minute or self._on_air():
                self._at_once(c.AskPerson())
            else:
                self._introduce()
        await self.obs.start()

    def _introduce(self) -> None:
        """Begin the first minute of a new station; where a show is open already, none is offered to try."""
        from liveops_desktop.shell.first_minute import Doors, FirstMinute, Step

        doors = Doors(
            speak=lambda key: self._at_once(c.ChooseLanguage(key)),
            sit=lambda who, hats: self._at_once(c.ChoosePerson(who, hats)),
            look_for=self.obs.look,
            skip_obs=self.obs.skip_search,
            sample=lambda: self.carry_out(c.NewSampleShow()),
            over=self._introduced,
        )
        self._first = FirstMinute(doors, [step for step in Step if step is not Step.SAMPLE or self._app.show is None])
        self._app.window.add_bar(self._first)
        self._watch_first()

    def _introduced(self) -> None:
        first, self._first = self._first, None
        if first is not None:
            first.clearFocus()
            first.deleteLater()
        self._app.remember(first_minute=True)
        room = self._app.window.room()
        if room is not None:
            self._app.window.enter(room)  # the focus goes to its list

    def _watch_first(self) -> None:
        """Let the introduction show where nothing else is asked; a show on air ends it."""
        if self._first is None:
            return
        if self._on_air():
            self._first.leave()
        else:
            self._first.make_way(free=self._seat.isHidden() and not self.obs.asking)

    def _on_air(self) -> bool:
        show = self._app.show
        return show is not None and show.air.on_air

    # -- commands --------------------------------------------------------------------

    def carry_out(self, command: c.Command) -> str:
        """Carry *command* out, or begin to; returns an id under which a refusal would appear."""
        wish = uuid.uuid4().hex
        app = self._app
        match command:
            case c.OpenShow() | c.NewShow() | c.NewSampleShow() | c.DuplicateShow() | c.CloseShow():
                app.spawn(self._refusable(wish, self.shows.carry_out(command)))
            case c.PasteRows():
                app.spawn(self._refusable(wish, self.shows.paste(command)))
            case c.ExportReport(format="pdf"):
                app.spawn(self.report.print_it())
            case c.PreviewReport() | c.ExportReport():
                app.spawn(self.report.tell(write=isinstance(command, c.ExportReport)))
            case c.ConnectObs() | c.DisconnectObs() | c.AskObsPassword() | c.CutToScene():
                self.obs.carry_out(command)
            case c.RunPreflight() | c.CancelPreflight() | c.RunActive() | c.AgreeActive() | c.DeclineActive():
                self._preflight(command)
            case c.TakeRig() | c.KeepGood() | c.ExportSignOff():
                self.rig.carry_out(command)
            case (
                c.UndoEdit()
                | c.RedoEdit()
                | c.ImportFile()
                | c.ImportSheet()
                | c.ImportHeading()
                | c.ImportColumn()
                | c.ImportHours()
                | c.TakeIn()
                | c.DropImport()
                | c.ExportRundown()
                | c.UseTemplate()
                | c.SaveTemplate()
            ):
                return self.rundown.carry_out(command) or wish
            case c.RetrySaving(folder=folder):
                app.spawn(self.elsewhere.retry(folder))
            case _:
                self._at_once(command)
        return wish

    def _at_once(
        self,
        command: c.CopyText
        | c.OpenHostPanel
        | c.CloseHostPanel
        | c.TurnHostPanel
        | c.ChooseWorkspace
        | c.ChoosePerson
        | c.AskPerson
        | c.ChooseLanguage
        | c.DismissNotice
        | c.ForgetRefusal
        | c.AskSavingFolder
        | c.WatchLevels
        | c.ChooseCard
        | c.PressIn,
    ) -> None:
        """What is done within the press."""
        app = self._app
        match command:
            case c.CopyText(text=text):
                QGuiApplication.clipboard().setText(text)
            case c.OpenHostPanel() | c.CloseHostPanel() | c.TurnHostPanel():
                self._host_command(command)
            case c.ChooseWorkspace() | c.ChoosePerson() | c.AskPerson() | c.ChooseLanguage():
                self._seat_command(command)
            case c.DismissNotice(index=index):
                app.put(notices=tuple(n for place, n in enumerate(app.station.notices) if place != index))
            case c.ForgetRefusal(wish=wish):
                self.refusals.pop(wish, None)
                if app.session is not None:
                    app.session.desk.forget(wish)
            case c.AskSavingFolder():
                self.elsewhere.ask()
            case c.WatchLevels() | c.ChooseCard() | c.PressIn():
                self._panel_command(command)
            case _:
                assert_never(command)

    def _panel_command(self, command: c.WatchLevels | c.ChooseCard | c.PressIn) -> None:
        """Do what one panel asks of others."""
        match command:
            case c.WatchLevels():
                self._app.levels.watch(command)
            case c.ChooseCard(on=on):
                self._app.put(choosing_card=on)
            case c.PressIn(panel=panel, action=action):
                self._app.press(panel, action)
            case _:
                assert_never(command)

    def _host_command(self, command: c.OpenHostPanel | c.CloseHostPanel | c.TurnHostPanel) -> None:
        match command:
            case c.OpenHostPanel(screen=screen):
                self._app.hosting.open_on(screen)
            case c.CloseHostPanel():
                self._app.hosting.close()
            case c.TurnHostPanel():
                self._app.hosting.turn()

    def _seat_command(self, command: c.ChooseWorkspace | c.ChoosePerson | c.AskPerson | c.ChooseLanguage) -> None:
        app = self._app
        match command:
            case c.ChooseWorkspace(key=key):
                app.window.open_workspace(workspace(key))
                app.put(workspace=key)
                self._seat.mark(key, app.station.language)
                app.remember(workspace=key)
            case c.ChoosePerson(who=who, hats=hats):
                app.put(who=who, hats=hats)
                app.remember(who=who, hats=hats)
            case c.AskPerson():
                self._ask_person()
            case c.ChooseLanguage(language=language):
                app.settings.change(language=language)
            case _:
                assert_never(command)

    def _ask_person(self) -> None:
        from liveops_desktop.shell.first_minute import Step

        if self._first is None or not self._first.go_to(Step.SEAT):
            self._seat.mark(self._app.station.workspace, self._app.station.language)
            self._seat.ask(self._app.station.who, self._app.station.hats)
            self._watch_first()

    async def _refusable(self, wish: str, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except Refused as refused:
            kept = list(self.refusals.items())[1 - _REFUSALS_KEPT :]
            self.refusals = {**dict(kept), wish: refused}
            self._app.changed()

    # -- preflight -------------------------------------------------------------------

    def _preflight(
        self, command: c.RunPreflight | c.CancelPreflight | c.RunActive | c.AgreeActive | c.DeclineActive
    ) -> None:
        app = self._app
        if app.tasks is None:
            return
        match command:
            case c.RunPreflight(groups=groups, phase=phase):
                app.preflight.start(app.tasks, groups, app.rig, self._latest_run(), phase, app.show)
            case c.CancelPreflight():
                app.preflight.cancel()
            case c.RunActive(checks=checks):
                app.preflight.ask(app.tasks, checks, app.rig, self._latest_run())
            case c.AgreeActive():
                app.preflight.agree(app.tasks, app.rig, self._latest_run())
            case c.DeclineActive():
                app.preflight.decline()
            case _:
                assert_never(command)

    def _latest_run(self) -> PreflightRun | None:
        show = self._app.show
        return show.preflight.run if show is not None else self.loose_run

    def results(self, show: Show | None) -> Mapping[str, Result]:
        """Return the results of the run in progress, or of the latest while no show is open to keep them."""
        run = self.loose_run
        if self._app.preflight.checking or show is not None or run is None:
            return self._app.preflight.results
        return {result.check: result for result in run.results}

    def decision(self, show: Show | None, now: Instant) -> Decision | None:
        """Return the decision of the latest run."""
        run = show.preflight.run if show is not None else self.loose_run
        if run is None:
            return None
        known, waivers = (run.results, ()) if show is None else (show.preflight.results, show.preflight.waivers)
        return decide_go(known, self._app.checks, waivers, now, phase=run.phase)

    def watch_listing(self) -> None:
        """Read the list of shows anew when what it says of the open one has changed."""
        self.shows.watch_list()

    def watch_link(self) -> None:
        """Look after each reading at what OBS wants of this station."""
        self._watch_first()
        self.obs.watch(free=self._seat.isHidden() and self._first is None)

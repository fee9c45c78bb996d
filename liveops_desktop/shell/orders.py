"""Commands carried out: what concerns this station only."""

import asyncio
import uuid
from collections.abc import Callable, Coroutine, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, assert_never

import msgspec
from PySide6.QtGui import QGuiApplication

from liveops_desktop.core import commands as c
from liveops_desktop.core.clock import Instant
from liveops_desktop.core.cue import CueId
from liveops_desktop.core.go import decide_go
from liveops_desktop.core.intents import AddCues
from liveops_desktop.core.preflight import Decision, PreflightRun, Result
from liveops_desktop.core.refusal import Refused
from liveops_desktop.core.show import Show
from liveops_desktop.core.snapshot import NoticeKind
from liveops_desktop.shell.elsewhere import Elsewhere, followed
from liveops_desktop.shell.listing import Listing
from liveops_desktop.shell.obs_orders import ObsOrders
from liveops_desktop.shell.rig_orders import RigOrders
from liveops_desktop.shell.rundown_orders import RundownOrders
from liveops_desktop.shell.seat import SeatQuestion
from liveops_desktop.shell.session import Session
from liveops_desktop.shell.shows import local_day, soon
from liveops_desktop.shell.workspaces import workspace
from liveops_desktop.words.translation import writing_in

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
        self.listing = Listing()
        self._listed: object = None

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
            await self._app.guarded(self._open(Path(wanted)))

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
        await self.list_shows()
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
                app.spawn(self._refusable(wish, self._show_command(command)))
            case c.PasteRows():
                app.spawn(self._refusable(wish, self._paste(command)))
            case c.ExportReport(format="pdf"):
                app.spawn(self._print_report())
            case c.PreviewReport() | c.ExportReport():
                app.spawn(self._report(write=isinstance(command, c.ExportReport)))
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
            case c.WatchLevels():
                app.levels.watch(command)
            case c.PressIn(panel=panel, action=action):
                app.press(panel, action)
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

    # -- shows -----------------------------------------------------------------------

    async def _show_command(
        self, command: c.OpenShow | c.NewShow | c.NewSampleShow | c.DuplicateShow | c.CloseShow
    ) -> None:
        app = self._app
        who = app.station.who
        match command:
            case c.OpenShow(path=path):
                await self._open(Path(path))
            case c.NewShow(header=header):
                from liveops_desktop.core.validate import validate_header

                validate_header(header)
                await self._take(app.shows.new(header, (), who))
            case c.NewSampleShow():
                from liveops_desktop.exchange.content import sample_show

                now = app.clock.now()
                _today, zone = local_day(now)
                day, start = soon(now, zone)
                fresh = partial(sample_show, ids=lambda: CueId(uuid.uuid4().hex), language=app.station.language)
                header, cues = await asyncio.to_thread(fresh, day, zone, start=start)
                await self._take(app.shows.new(header, cues, who))
            case c.DuplicateShow(path=path, rehearsal=True, start=start):
                await self._take(app.shows.rehearse(Path(path), start, who=who))
            case c.DuplicateShow(path=path):
                await self._take(app.shows.duplicate(Path(path), who=who))
            case c.CloseShow():
                await app.put_away()
                app.put(show_path="")
                app.remember(show="")
            case _:
                assert_never(command)
        await self.list_shows()

    async def _open(self, path: Path) -> None:
        """Open *path*, unless it is open: one file has one writer."""
        session = self._app.session
        path = await asyncio.to_thread(followed, path, self._app.known.moved)
        if session is None or not _same(path, Path(session.path)):
            await self._take(self._app.shows.open(path))

    async def _take(self, opening: Coroutine[Any, Any, Session]) -> None:
        session = await opening
        await self._app.put_away()
        self._app.take_up(session)
        damage = self._app.shows.damage
        if damage:
            self._app.notice(NoticeKind.DAMAGED, damage)

    async def list_shows(self) -> None:
        """Read the list of shows anew."""
        self._app.put(shows=await self._app.shows.listing(self._app.known.moved))

    def watch_listing(self) -> None:
        """Read the list anew when what it says of the open show has changed."""
        show = self._app.show
        state = None if show is None else (show.header, len(show.cues), show.air.started_at, show.air.ended_at)
        if state != self._listed:
            self._listed = state
            self._app.spawn(self.list_shows())
            self.rundown.relearn(show)

    async def _paste(self, command: c.PasteRows) -> None:
        from liveops_desktop.exchange.rows import read_rows

        cues = await asyncio.to_thread(read_rows, command.text, lambda: CueId(uuid.uuid4().hex))
        self._app.send(AddCues(cues, command.after))

    async def _report(self, *, write: bool) -> None:
        from liveops_desktop.exchange.report import report_markdown

        app = self._app
        show = app.show
        if show is None or app.session is None:
            return
        text = await asyncio.to_thread(_written, report_markdown, show, self._report_language())
        if not write:
            app.put(report_text=text)
            return
        target = await asyncio.to_thread(_write_beside, Path(app.session.path), text)
        app.notice(NoticeKind.EXPORTED, str(target))

    def _report_language(self) -> str:
        """Return the show's own language, or the station's where it names none."""
        show = self._app.show
        own = show.header.language if show is not None and show.header is not None else ""
        return own or self._app.station.language

    async def _print_report(self) -> None:
        from liveops_desktop.shell.report_file import NotPrinted, print_beside

        app = self._app
        if app.session is None:
            return
        try:
            target = await asyncio.to_thread(print_beside, Path(app.session.path), self._report_language())
        except NotPrinted as why:
            app.notice(NoticeKind.COULD_NOT, str(why))
        else:
            app.notice(NoticeKind.EXPORTED, str(target))

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

    def watch_link(self) -> None:
        """Look after each reading at what OBS wants of this station."""
        self._watch_first()
        self.obs.watch(free=self._seat.isHidden() and self._first is None)


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


def _written(write: Callable[[Show, str], str], show: Show, language: str) -> str:
    """Return what *write* makes of *show* in *language*, whatever the screens speak."""
    with writing_in(language):
        return write(show, language)


def _write_beside(show_file: Path, text: str) -> Path:
    """Write *text* beside the show and return where. A report that somebody has changed is never written over."""
    number = 1
    while True:
        target = show_file.with_name(show_file.stem + (".md" if number == 1 else f"-{number}.md"))
        try:
            with target.open("x", encoding="utf-8") as file:
                file.write(text)
        except FileExistsError:
            if target.read_text(encoding="utf-8", errors="replace") != text:
                number += 1
                continue
        return target

"""The program put together: one loop, the open show's session, the services beside it, the window.

Order at start: the window first, then everything that is slow to import or to open.
"""

import asyncio
import logging
from collections.abc import Coroutine
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, assert_never

import msgspec
from PySide6.QtWidgets import QApplication

from liveops_desktop.core.clock import ZERO, Instant
from liveops_desktop.core.commands import Command, OpenShow
from liveops_desktop.core.content import Content
from liveops_desktop.core.intents import Intent, RecordPreflight, ReportSeen, ReportSleep, ReportStep
from liveops_desktop.core.journal import StorageOutage
from liveops_desktop.core.preflight import CheckInfo, PreflightRun
from liveops_desktop.core.rig import Rig
from liveops_desktop.core.show import Show
from liveops_desktop.core.snapshot import Notice, NoticeKind, Snapshot, Station
from liveops_desktop.panels import Room
from liveops_desktop.services.clock import Rebooted, Reported, Slept, StationClock, Stepped
from liveops_desktop.services.log import loop_handler
from liveops_desktop.services.pulse import pulse
from liveops_desktop.shell import station_file, theme
from liveops_desktop.shell.board import PANELS
from liveops_desktop.shell.drawing import Drawing
from liveops_desktop.shell.hosting import Hosting, display_alarm
from liveops_desktop.shell.keys import Keys, Receipts
from liveops_desktop.shell.language import speak
from liveops_desktop.shell.level_feed import LevelFeed
from liveops_desktop.shell.orders import Orders
from liveops_desktop.shell.preflight import PreflightJob
from liveops_desktop.shell.raising import FirstWindow
from liveops_desktop.shell.rig_memory import RigMemory
from liveops_desktop.shell.rig_side import RigSide, keep_running
from liveops_desktop.shell.session import Session
from liveops_desktop.shell.settings_room import SettingsRoom
from liveops_desktop.shell.shows import Shows
from liveops_desktop.shell.trace import Trace
from liveops_desktop.shell.window import MainWindow
from liveops_desktop.shell.workspaces import workspace
from liveops_desktop.widgets import look as looks

log = logging.getLogger(__name__)

BY_WATCH = "watch"
"""Who raises and clears alarms."""
BY_CLOCK = "clock"
_CLOCK_EVERY = 0.5  # s
_OPENS_WITHIN = 0.5  # s
"""After so long the first room is shown without the show that is still being opened."""
_PAINTS_WITHIN = 0.3  # s
_CHECKS_AFTER = 1.0  # s
"""The catalogue of checks is read this long after the first paint."""


@dataclass(frozen=True)
class Options:
    """How the program was asked to start."""

    folder: Path
    show: str = ""
    trace: Trace | None = None


class App:
    """Owns everything; each part is small and knows only what it is given."""

    def __init__(self, application: QApplication, options: Options, window: MainWindow | None = None) -> None:
        """*window* is still an empty frame, and may be on screen already; None: one is made."""
        self._application = application
        self.options = options
        self.file = options.folder / "station.json"
        self.known = station_file.load(self.file)
        self.settings = SettingsRoom(self, options.folder, self.known)
        if self.settings.palette != looks.look().palette.name:
            theme.change(application, self.settings.palette)
        self.clock = StationClock(options.folder / "clock.json")
        self.station = Station(
            who=self.known.who,
            hats=self.known.hats,
            workspace=self.known.workspace,
            language=speak(application, self.settings.language),
        )
        self.content = Content()
        self.checks: tuple[CheckInfo, ...] = ()
        self.session: Session | None = None
        self.tasks: asyncio.TaskGroup | None = None
        self.closed = asyncio.Event()
        self._keeping = asyncio.Lock()
        self.trace = options.trace or Trace(None)
        self.drawn_facts = 0
        self.rig_side = RigSide(self.clock.now, self.changed, self._each_second)
        self.shows = Shows(options.folder / "shows", self.known.station, self.clock.now, self.changed, self._pressed)
        self.memory = RigMemory(options.folder / "shows", self.clock.now)
        self.preflight = PreflightJob(self.rig_side, self.clock.now, self.changed, self._keep_preflight, self.memory)
        self.drawing = Drawing(self.snapshot, self._draw)
        panels = {panel.key: panel for panel in PANELS}
        self.window = window or MainWindow(self._painted)
        self.window.furnish(panels, self.send)
        self.window.painted = self._painted
        self.levels = LevelFeed(self.rig_side, self.clock.now, self.window.panel)
        self.orders = Orders(self)
        self.hosting = Hosting(
            lambda: panels["host"].build(self.send),
            self.changed,
            lambda name: self.settings.note(host_display=name),
            self.window,
        )
        self.keys = Keys(self.window, PANELS, self.press_key, self._typing)
        self.receipts = Receipts(application, self._seen)
        self.window.closed.connect(self.closed.set)
        self._seen_first = asyncio.Event()
        """Set by each paint."""

    # -- wishes ---------------------------------------------------------------------

    def send(self, wish: Intent | Command, /) -> str:
        """The one way in for panels: an intent goes to the desk, a command is carried out here."""
        if isinstance(wish, Intent):
            if self.session is None:
                return ""
            return self.session.send(wish, self.station.who)
        return self.orders.carry_out(wish)

    def press_key(self, panel: str, action: str) -> None:
        """Press what a key stands for: a panel behind others comes to the front, so that no key is silent."""
        self.window.bring(panel)
        self.press(panel, action)

    def press(self, panel: str, action: str) -> None:
        """Press *action* in *panel*, where it is in sight."""
        widget = self.window.panel(panel)
        if widget is not None and widget.isVisible():
            widget.press(action)

    def spawn(self, work: Coroutine[Any, Any, None]) -> None:
        """Do *work* beside the loop; trouble in it becomes a notice, never the end of the program."""
        if self.tasks is None:
            work.close()
            return
        self.tasks.create_task(self.guarded(work))

    def notice(self, kind: NoticeKind, detail: str = "") -> None:
        """Show a quiet banner, once."""
        notice = Notice(kind, detail)
        if notice not in self.station.notices:
            self.put(notices=(*self.station.notices, notice))

    def put(self, **parts: object) -> None:
        """Change parts of the station's state and draw."""
        self.station = msgspec.structs.replace(self.station, **parts)
        self.changed()

    def dress(self, look: str, language: str) -> None:
        """Wear *look* and speak *language* (empty: the system's) from now on, in every window."""
        self.put(language=speak(self._application, language))
        snapshot = self.snapshot()
        other = look != looks.look().palette.name
        self.window.rebuild(snapshot, partial(theme.change, self._application, look) if other else None)
        self.hosting.rebuild()
        self.hosting.draw(snapshot)
        self.orders.rebuild_bars()

    def remember(self, **parts: object) -> None:
        """Keep *parts* in the station's file."""
        self.known = msgspec.structs.replace(self.known, **parts)
        self.spawn(self._keep_station())

    async def _keep_station(self) -> None:
        async with self._keeping:  # one after another: they write the same file
            await asyncio.to_thread(station_file.save, self.file, self.known)

    def changed(self) -> None:
        """Something to be drawn has changed."""
        self.drawing.changed()

    def _pressed(self) -> None:
        self.drawing.pressed()

    def bug(self, _error: Exception | None = None) -> None:
        """One of ours was caught: it is in the log; the show goes on."""
        self.notice(NoticeKind.BUG)

    def caught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Take an exception that nothing else took (a slot, a paint): logged, a quiet banner, the show goes on."""
        if issubclass(kind, KeyboardInterrupt):
            self.closed.set()
            return
        log.error("not caught", exc_info=(kind, error, trace))
        self.bug()

    # -- the show -------------------------------------------------------------------

    @property
    def show(self) -> Show | None:
        """The open show."""
        return self.session.desk.show if self.session is not None else None

    @property
    def rig(self) -> Rig:
        """What the open show asks of the rig."""
        return self.session.rig() if self.session is not None else Rig()

    async def put_away(self) -> None:
        """Close the open show; what was wished before is kept first."""
        session, self.session = self.session, None
        if session is not None:
            session.stop()
            if session.serving is not None:
                session.serving.cancel()
                await asyncio.wait({session.serving})
            await session.desk.close()
            await asyncio.to_thread(session.samples.close)

    def take_up(self, session: Session) -> None:
        """Make *session* the open show."""
        assert self.tasks is not None
        session.serving = self.tasks.create_task(session.desk.serve(), name="desk")
        self.session = session
        show = session.desk.show
        on_air = show.air.on_air
        self.clock.begin(session.show_id, show.clock, on_air=on_air)
        if self.window.room() is None:
            self._open_rooms(Room.ON_AIR if on_air else None)
        elif on_air:
            self.window.enter(Room.ON_AIR)
        self.put(show_path=session.path)
        self.remember(show=session.path)

    # -- drawing --------------------------------------------------------------------

    def snapshot(self, not_before: Instant | None = None) -> Snapshot:
        """Return everything a panel may draw, now."""
        now = Instant(max(self.clock.now(), not_before or Instant(0)))
        session, show = self.session, self.show
        desk = session.desk if session is not None else None
        good = self.memory.good(show)
        started = show is not None and show.header is not None
        station = msgspec.structs.replace(
            self.station,
            pending=desk.pending if desk else {},
            refusals={**self.orders.refusals, **(desk.refusals if desk else {})},
            saving=desk.saving if desk else None,
            checking=self.preflight.checking,
            shows=self.orders.listing.entries(self.station.shows, session.path if session is not None else "", show),
            results=self.orders.results(show),
            progress=self.preflight.progress,
            consent=self.preflight.consent,
            drift=self.memory.drift(show),
            drift_seen=self.memory.seen,
            good_at=None if good is None else good.at,
            good_show="" if good is None else good.show,
            screens=self.hosting.screens(),
            host_screen=self.hosting.wanted,
            host_screen_gone=self.hosting.gone,
            typing=self.keys.typing,
            undo=len(session.history.done) if session is not None else 0,
            redo=len(session.history.undone) if session is not None else 0,
        )
        return Snapshot(
            now=now,
            show=show if started else None,
            timing=session.timing(now) if session is not None and started else None,
            wall_shift=show.clock.shift if show is not None else ZERO,
            vitals=self.rig_side.vitals,
            station=station,
            content=self.content,
            rig=self.rig,
            checks=self.checks,
            decision=self.orders.decision(show, now),
            history=self.rig_side.recent(),
        )

    def _draw(self, snapshot: Snapshot) -> None:
        self.window.draw(snapshot)
        self.hosting.draw(snapshot)
        self.drawn_facts = snapshot.show.facts if snapshot.show is not None else 0

    def _painted(self) -> None:
        self._seen_first.set()
        self.trace.painted(self.drawn_facts)

    def _typing(self, _typing: bool) -> None:  # noqa: FBT001 -- the keys' own word
        self.changed()

    # -- receipts, preflight ---------------------------------------------------------

    def _seen(self, by: str) -> bool:
        show = self.show
        message = show.for_host if show is not None else None
        if message is None or message.seen_at is not None:
            return False
        self.send(ReportSeen(message.id, by))
        return True

    def _each_second(self) -> None:
        """After each reading: alarms, and whether sleep must be held off."""
        show = self.show
        if show is not None:
            for wish in self.rig_side.alarms(show, self.rig):
                self._send_by(BY_WATCH, wish)
            if (display := display_alarm(show, self.hosting.wanted if self.hosting.gone else "")) is not None:
                self._send_by(BY_WATCH, display)
        on_air = show is not None and show.air.on_air
        if self.session is not None and on_air and self.session.sample(self.clock.now(), self.rig_side.vitals):
            self.spawn(self._write_samples(self.session))
        awake = on_air or bool(self.hosting.wanted)
        if awake is not self.rig_side.awake_wanted:
            self.spawn(self._hold_awake(wanted=awake))
        if not awake:  # nothing is on air that sleep could stop
            self._drop_notices(NoticeKind.KEEP_AWAKE_REFUSED)
        self.orders.rig.watch(show)
        self.orders.watch_link()
        self.orders.watch_listing()

    async def _write_samples(self, session: Session) -> None:
        await asyncio.to_thread(session.samples.write)

    async def _hold_awake(self, *, wanted: bool) -> None:
        refusal = await self.rig_side.hold_awake(wanted=wanted)
        if refusal:
            self.notice(NoticeKind.KEEP_AWAKE_REFUSED, refusal)

    def _drop_notices(self, kind: NoticeKind) -> None:
        left = tuple(notice for notice in self.station.notices if notice.kind is not kind)
        if left != self.station.notices:
            self.put(notices=left)

    def _keep_preflight(self, run: PreflightRun) -> None:
        if self.session is None:
            self.orders.loose_run = run
        else:
            self.send(RecordPreflight(run))

    # -- life -----------------------------------------------------------------------

    async def run(self) -> int:
        """Show the window, bring everything up, and serve until it is closed."""
        first = FirstWindow(self.options.folder, self._come_up)
        self.window.show()
        try:
            async with asyncio.TaskGroup() as group:
                self.tasks = group
                asyncio.get_running_loop().set_exception_handler(loop_handler(self.bug))
                await asyncio.sleep(0)
                await self._show_first(group)
                services = group.create_task(self.rig_side.run(self.bug), name="services")
                clock = group.create_task(keep_running("the clock", self._watch_clock, self.bug), name="clock")
                await self.orders.start()
                await self.closed.wait()
                self.window.hide()
                await self.preflight.leave()  # while there is still a link to OBS
                for task in (services, clock):
                    task.cancel()
                self.drawing.stop()
                await self.put_away()
                self.tasks = None
        finally:
            first.close()
            self.levels.stop()
            self.orders.elsewhere.close()
            self.settings.close()
            self.hosting.end()
            self.drawing.stop()
            self.window.hide()
            self.trace.close()
        return 0

    async def _show_first(self, group: asyncio.TaskGroup) -> None:
        """Open what was open last and let it be painted before anything else asks for the processor."""
        opening = group.create_task(self.orders.open_last())
        await asyncio.wait({opening}, timeout=_OPENS_WITHIN)
        if self.window.room() is None:
            self._open_rooms()
        await opening
        self._seen_first.clear()
        self.changed()
        with suppress(TimeoutError):  # a window that nobody can see is not painted
            await asyncio.wait_for(self._seen_first.wait(), _PAINTS_WITHIN)

    def _open_rooms(self, room: Room | None = None) -> None:
        """Go to *room* (None: the first) of this seat's workspace. No other is built: that is most of a start."""
        self.window.draw(self.snapshot())
        self.window.open_workspace(workspace(self.known.workspace), room)

    def _come_up(self, show: str = "") -> None:
        self.window.come_forward()
        if show:
            self.send(OpenShow(show))

    async def guarded(self, work: Coroutine[Any, Any, None]) -> None:
        """Do *work*; what the world refuses becomes a notice, and so does a bug of ours."""
        try:
            await work
        except OSError as trouble:
            named = f"{Path(trouble.filename).name}: " if isinstance(trouble.filename, str) else ""
            self.notice(NoticeKind.COULD_NOT, f"{named}{trouble.strerror}" if trouble.strerror else str(trouble))
        except StorageOutage as trouble:
            self.notice(NoticeKind.COULD_NOT, str(trouble))
        except Exception:
            log.exception("beside the loop")
            self.bug()

    def _report(self, report: Reported) -> None:
        match report:
            case Stepped(by=by):
                self._send_by(BY_CLOCK, ReportStep(by))
            case Slept(span=span):
                self._send_by(BY_CLOCK, ReportSleep(span))
            case Rebooted():
                self.notice(NoticeKind.REBOOTED)
            case _:
                assert_never(report)

    def _send_by(self, who: str, intent: Intent) -> None:
        if self.session is not None:
            self.session.send(intent, who)

    async def _watch_clock(self) -> None:
        """Report steps of the wall clock and sleeps to the show."""
        while True:
            for report in self.clock.poll():
                self._report(report)
            await pulse(_CLOCK_EVERY)

"""The health strip: what the rig is doing now, each figure with its limits, the three kinds of loss first."""

from collections.abc import Mapping

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from liveops_desktop.core.clock import SECOND, since
from liveops_desktop.core.gauges import GAUGES, Level, Signal
from liveops_desktop.core.health import Lamp as Gauge
from liveops_desktop.core.health import lamps
from liveops_desktop.core.roles import Role
from liveops_desktop.core.snapshot import Snapshot
from liveops_desktop.core.vitals import Vitals
from liveops_desktop.panels import Panel, PanelWidget, Room, Send, in_trouble
from liveops_desktop.widgets.frame import Section, margins
from liveops_desktop.widgets.lamp import Shape
from liveops_desktop.widgets.look import State, Tone, Type, look
from liveops_desktop.widgets.spark import Point, Spark
from liveops_desktop.widgets.text import ElidedText, Text
from liveops_desktop.words import N_, _

NAMES = {
    Signal.NETWORK_DROPS: N_("Network drops"),
    Signal.ENCODER_SKIP: N_("Encoder skips"),
    Signal.RENDER_LAG: N_("Render lag"),
    Signal.BITRATE_LOW: N_("Bitrate"),
    Signal.FPS: N_("Frame rate"),
    Signal.CPU: N_("Processor"),
    Signal.MEMORY: N_("Memory"),
    Signal.DISK: N_("Disk left"),
}
"""In the order of the strip; the three kinds of loss first."""

STATES = {
    Level.OK: State.GOOD,
    Level.WARN: State.WARN,
    Level.CRITICAL: State.BAD,
    Level.UNKNOWN: State.UNKNOWN,
    Level.NOT_AVAILABLE: State.UNKNOWN,
    Level.IDLE: State.UNKNOWN,
    Level.UNJUDGED: State.UNKNOWN,
}
TONES = {State.GOOD: Tone.PLAIN, State.WARN: Tone.WARN, State.BAD: Tone.BAD, State.UNKNOWN: Tone.DIM}
PLOTS = (Signal.BITRATE_LOW, Signal.NETWORK_DROPS)
PLOT_SPAN = 600 * SECOND
FEWEST = 4
"""Lamps that stay when trouble needs the room: the worst, and of those the first."""
GRAVITY = {State.BAD: 0, State.WARN: 1, State.GOOD: 2, State.UNKNOWN: 2}


class Health(PanelWidget):
    """A lamp, a name and a figure for each; two plots of ten minutes where there is room for them."""

    def __init__(self, send: Send) -> None:
        """Build it; it wishes nothing."""
        super().__init__()
        del send
        self._frame = Section(_("Health"))
        self._cells = {signal: _Cell() for signal in NAMES}
        self._plots = {signal: Spark(PLOT_SPAN / SECOND) for signal in PLOTS}
        self._drawn: object = None
        outer = QVBoxLayout(self)
        margins(outer, 0, 0, 0)
        outer.addWidget(self._frame)
        self._grid = QGridLayout()
        margins(self._grid, 0, 0, 0)
        self._grid.setHorizontalSpacing(look().px(24))
        self._grid_holds: tuple[Signal, ...] = ()
        self._plot_row = QWidget()
        plots = QHBoxLayout(self._plot_row)
        margins(plots, 0, 0, 28)
        for plot in self._plots.values():
            plots.addWidget(plot)
        self._frame.body.addWidget(self._plot_row)
        self._frame.body.addLayout(self._grid)
        self._frame.body.addStretch()
        self._arrange(tuple(NAMES))

    def draw(self, snapshot: Snapshot) -> None:
        """Show the latest readings; nothing is done while they are the same."""
        obs = snapshot.vitals.obs
        self._frame.put_head(
            _("Health"), _("measured on {machine}").format(machine=snapshot.vitals.machine.name or "–")
        )
        cramped, trouble = self.cramped(), in_trouble(snapshot)
        margins(self._frame.body, 16, 9 if cramped else 14, 4 if cramped else 8)
        shown = (snapshot.vitals, snapshot.rig, len(snapshot.history), snapshot.station.language, cramped, trouble)
        if shown == self._drawn:
            return
        self._drawn = shown
        found = {gauge.signal: gauge for gauge in lamps(snapshot.vitals, snapshot.rig)}
        for signal, cell in self._cells.items():
            if signal in found:
                cell.put(_(NAMES[signal]), found[signal])
        self._arrange(worst(found) if cramped and trouble else tuple(NAMES))
        self._plot_row.setVisible(bool(snapshot.history) and not cramped)
        if self._plot_row.isVisibleTo(self):
            self._draw_plots(snapshot)
        remark = "" if obs.link.local else _("OBS runs on {host}").format(host=obs.link.host)
        if remark != self._frame.toolTip():
            self._frame.setToolTip(remark)

    def _arrange(self, signals: tuple[Signal, ...]) -> None:
        """Put the cells of *signals* into two columns; the others are hidden."""
        if signals == self._grid_holds:
            return
        self._grid_holds = signals
        for cell in self._cells.values():
            self._grid.removeWidget(cell)
            cell.hide()
        rows = (len(signals) + 1) // 2
        for index, signal in enumerate(signals):
            self._grid.addWidget(self._cells[signal], index % rows, index // rows)
            self._grid.setColumnStretch(index // rows, 1)
            self._cells[signal].show()  # only now: without a parent it would open a window of its own

    def _draw_plots(self, snapshot: Snapshot) -> None:
        for signal, plot in self._plots.items():
            points = [
                (since(at, snapshot.now) / SECOND, reading(signal, vitals))
                for at, vitals in snapshot.history
                if since(at, snapshot.now) <= PLOT_SPAN
            ]
            limits = _limits(signal, snapshot)
            plot.put(_thinned(points), limits, f"{_(NAMES[signal])} · " + _("10 min"), _("now"))
            plot.setAccessibleName(_("{name}, last ten minutes").format(name=_(NAMES[signal])))


class _Cell(QWidget):
    """Shape, name, figure; the limits in the tip and beside the figure when they are crossed."""

    def __init__(self) -> None:
        super().__init__()
        self._shape = Shape(State.UNKNOWN, 11)
        self._name = ElidedText("", Type.BODY, Tone.DIM)
        self._figure = Text("", Type.STRONG)
        row = QHBoxLayout(self)
        margins(row, 0, 3, 9)
        row.addWidget(self._shape)
        row.addWidget(self._name, 1)
        row.addWidget(self._figure)

    def put(self, name: str, gauge: Gauge) -> None:
        """Show the reading."""
        state = STATES[gauge.level]
        figure = figure_of(gauge)
        self._shape.put(state)
        self._name.put(name)
        self._figure.put(figure, TONES[state])
        tip = _("limits {limits}").format(limits=gauge.threshold) if gauge.threshold else ""
        if tip != self.toolTip():  # Qt tells everybody of a tip, also of the same again
            self.setToolTip(tip)
        self.setAccessibleName(f"{name} {figure} {level_word(gauge.level)}")


def worst(found: Mapping[Signal, Gauge]) -> tuple[Signal, ...]:
    """Return the few lamps that matter most, in the order of the strip."""
    ranked = sorted((signal for signal in NAMES if signal in found), key=lambda s: GRAVITY[STATES[found[s].level]])
    return tuple(signal for signal in NAMES if signal in ranked[:FEWEST])


def figure_of(gauge: Gauge) -> str:
    """Return the figure with its unit, or the word for why there is none."""
    if gauge.value is None:
        return level_word(gauge.level)
    return f"{gauge.value:,.{gauge.digits}f} {gauge.unit}".replace(",", "\u2009").strip()


def level_word(level: Level) -> str:
    """Return the word of a level."""
    match level:
        case Level.OK:
            return _("good")
        case Level.WARN:
            return _("warning")
        case Level.CRITICAL:
            return _("critical")
        case Level.UNKNOWN:
            return _("unknown")
        case Level.NOT_AVAILABLE:
            return _("n/a")
        case Level.IDLE:
            return _("idle")
        case Level.UNJUDGED:
            return _("no limit set")


def reading(signal: Signal, vitals: Vitals) -> float | None:
    """Return the plotted figure: kb/s or percent."""
    rates = vitals.rates
    return rates.bitrate_kbps if signal is Signal.BITRATE_LOW else rates.network_drop_percent


def _limits(signal: Signal, snapshot: Snapshot) -> list[tuple[float, Tone, str]]:
    """Return the dashed lines: where the warning begins, and where it gets critical."""
    gauge = next(gauge for gauge in GAUGES if gauge.signal is signal)
    limits = gauge.limits(snapshot.vitals, snapshot.rig)
    if limits is None:
        return []
    return [(limits.warn, Tone.WARN, f"{limits.warn:g}"), (limits.critical, Tone.BAD, f"{limits.critical:g}")]


def _thinned(points: list[Point]) -> list[Point]:
    """Return every other point of a long line; the newest always stays."""
    return points if len(points) <= 300 else points[(len(points) - 1) % 2 :: 2]


PANEL = Panel(
    key="health",
    title=N_("Health"),
    room=Room.ON_AIR,
    order=50,
    hats=frozenset({Role.TECHNICAL}),
    build=Health,
)

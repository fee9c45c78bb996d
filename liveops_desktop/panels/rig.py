"""The rig spec: what this show's rig must be. Each field is wished for as it is left; what is refused is said at it."""

from collections.abc import Callable
from functools import partial

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from liveops_desktop.core.clock import seconds
from liveops_desktop.core.commands import TakeRig
from liveops_desktop.core.intents import SetRig
from liveops_desktop.core.preflight import CheckInfo, Limits
from liveops_desktop.core.refusal import Reason, Refused
from liveops_desktop.core.rig import Rig, with_platform
from liveops_desktop.core.roles import Role
from liveops_desktop.core.snapshot import Snapshot
from liveops_desktop.panels import Panel, PanelWidget, Room, Send
from liveops_desktop.widgets.ask import Toolbar
from liveops_desktop.widgets.button import KeyButton
from liveops_desktop.widgets.choice import Choice
from liveops_desktop.widgets.field import Field
from liveops_desktop.widgets.frame import Section, margins
from liveops_desktop.widgets.keys import HOME
from liveops_desktop.widgets.look import Tone, Type, look
from liveops_desktop.widgets.text import Text
from liveops_desktop.words import N_, _, check_title, in_language, refusal_sentence

GROUPS: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...] = (
    (
        N_("Where it goes"),
        (
            ("ingest", N_("Ingest, without key"), "rtmp://host/app"),
            ("backup_ingest", N_("Backup ingest"), ""),
            ("test_target", N_("Target for tests, without key"), ""),
            ("stats_url", N_("Where the test target tells what it gets"), "http://host/stat"),
            ("relay", N_("Bandwidth is measured against"), "host:5201"),
        ),
    ),
    (
        N_("Picture"),
        (
            ("fps", N_("Frames per second"), "30"),
            ("canvas", N_("Canvas"), "1920x1080"),
            ("output_size", N_("Output size"), "1920x1080"),
            ("video_kbps", N_("Video bitrate, kb/s"), "6000"),
            ("encoder", N_("Encoder, as OBS names it"), "obs_x264"),
            ("rate_control", N_("Rate control"), "CBR"),
            ("keyframe_seconds", N_("Key frame every … s"), "2"),
            ("mode", N_("Output mode"), "Simple"),
            ("color_format", N_("Colour format"), "NV12"),
            ("color_range", N_("Colour range"), "Partial"),
            ("stream_delay", N_("Stream delay, s"), "0"),
        ),
    ),
    (
        N_("Sound"),
        (
            ("audio_kbps", N_("Audio bitrate, kb/s"), "160"),
            ("sample_rate", N_("Sample rate, Hz"), "48000"),
            ("open_microphones", N_("Inputs of OBS that must be open"), N_("one, other")),
            ("loudness_lufs", N_("Loudness, LUFS"), "-16"),
        ),
    ),
    (
        N_("Scenes"),
        (
            ("collection", N_("Scene collection"), ""),
            ("profile", N_("Profile"), ""),
            ("opening_scene", N_("Opening scene"), ""),
            ("contingency_scene", N_("Contingency scene"), ""),
            ("moving_sources", N_("Sources in which motion is expected"), N_("one, other")),
            ("full_sources", N_("Sources that fill the canvas"), N_("one, other")),
        ),
    ),
    (
        N_("This PC"),
        (
            ("cameras", N_("Cameras"), N_("one, other")),
            ("microphones", N_("Microphones"), N_("one, other")),
            ("speakers", N_("Speakers"), N_("one, other")),
            ("displays", N_("Displays"), "2"),
        ),
    ),
)
"""Group → (field of the rig, its name, an example)."""
_SIZES = frozenset({"canvas", "output_size"})
_LISTS = frozenset({"open_microphones", "moving_sources", "full_sources", "cameras", "microphones", "speakers"})
_WHOLE = frozenset({"sample_rate", "displays"})
_FIGURES = frozenset({"fps", "video_kbps", "audio_kbps", "keyframe_seconds", "loudness_lufs"})


def text_of(rig: Rig, field: str) -> str:
    """Return what stands in the field; typed back it means the same."""
    value = getattr(rig, field)
    if value is None:
        return ""
    if field in _SIZES:
        return f"{value[0]}x{value[1]}"
    if field in _LISTS:
        return ", ".join(value)
    if field == "stream_delay":
        return f"{value / 1_000:g}"
    return f"{value:g}" if isinstance(value, float) else str(value)


def changed(rig: Rig, field: str, text: str) -> Rig:
    """Return *rig* with *text* in that field. Raises ``Refused`` where it cannot be read."""
    text = text.strip()
    try:
        return replace(rig, **{field: _read(field, text)})
    except ValueError as odd:
        raise Refused(Reason.UNKNOWN_VALUE, field=field, detail=text) from odd


def _read(field: str, text: str) -> object:
    if field in _LISTS:
        return tuple(part.strip() for part in text.replace("，", ",").split(",") if part.strip())
    if field in _SIZES:
        width, _x, height = text.lower().replace("×", "x").partition("x")
        return (int(width), int(height)) if text else None
    if field in _WHOLE:
        return int(text) if text else None
    if field in _FIGURES:
        return float(text.replace(",", ".")) if text else None
    if field == "stream_delay":
        return seconds(float(text.replace(",", "."))) if text else None
    return text


def limits_changed(rig: Rig, check: CheckInfo, text: str) -> Rig:
    """Return *rig* with its own limits for *check*, ``passes / warns``; empty: the shipped ones again.

    Raises:
        Refused: ``UNKNOWN_VALUE`` where it is no figure.
    """
    shipped = check.limits
    assert shipped is not None, "only checks with limits have such a field"
    others = {name: one for name, one in rig.limits.items() if name != check.id}
    if not text.strip():
        return replace(rig, limits=others)
    first, _slash, second = text.replace(",", ".").partition("/")
    try:
        passes = float(first)
        warns = float(second) if second.strip() else passes
    except ValueError as odd:
        raise Refused(Reason.UNKNOWN_VALUE, field=f"limits.{check.id}", detail=text) from odd
    return replace(rig, limits={**others, check.id: replace(shipped, passes=passes, warns=warns)})


def limits_text(limits: Limits) -> str:
    """Return limits as they are typed."""
    return f"{limits.passes:g}" if limits.passes == limits.warns else f"{limits.passes:g} / {limits.warns:g}"


class RigSpec(PanelWidget):
    """Fields by group, a platform to start from, and the limits of every check that judges one figure."""

    def __init__(self, send: Send) -> None:
        super().__init__()
        self._send = send
        self._snapshot: Snapshot | None = None
        self._fields: dict[str, Field] = {}
        self._limits: dict[str, Field] = {}
        self._wishes: dict[str, str] = {}
        self._frame = Section(_("Rig spec"))
        self._platform = Choice()
        self._platform.setAccessibleName(_("Platform to start from"))
        self._platform.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToContents)
        self._platform.setMinimumWidth(look().px(210))
        self._platform.activated.connect(self._use_platform)
        take = KeyButton(_("Take it from this OBS"), "", "plain", lambda: send(TakeRig()), low=True)
        self._frame.body.addWidget(Toolbar([self._platform, take, None]))
        self._inside = QWidget()
        self._down = QVBoxLayout(self._inside)
        margins(self._down, 0, 0, 8)
        for title, fields in GROUPS:
            self._down.addWidget(Text(_(title).upper(), Type.LABEL, Tone.DIM))
            self._down.addLayout(self._grid([(key, _(name), _(hint)) for key, name, hint in fields]))
        self._limits_head = Text(_("Limits: passes / warns; empty: as shipped").upper(), Type.LABEL, Tone.DIM)
        self._down.addWidget(self._limits_head)
        self._limits_grid = QGridLayout()
        self._down.addLayout(self._limits_grid)
        self._down.addStretch(1)
        area = QScrollArea()
        area.setWidget(self._inside)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setProperty(HOME, True)
        area.setAccessibleName(_("Rig spec"))
        self._frame.body.addWidget(area, 1)
        row = QHBoxLayout()
        row.addWidget(self._frame)
        outer = QVBoxLayout(self)
        margins(outer, 0, 0, 0)
        outer.addLayout(row)

    def _grid(self, fields: list[tuple[str, str, str]]) -> QGridLayout:
        grid = QGridLayout()
        for place, (key, name, hint) in enumerate(fields):
            made = self._fields[key] = Field(name, _("such as {example}").format(example=hint) if hint else "")
            made.edit.editingFinished.connect(partial(self._left, key))
            grid.addWidget(made, place // 3, place % 3)
        return grid

    def draw(self, snapshot: Snapshot) -> None:
        """Show the rig spec of *snapshot*; a field that is being typed in is left alone."""
        self._snapshot = snapshot
        self._inside.setEnabled(snapshot.show is not None)
        rig = snapshot.rig
        for key, field in self._fields.items():
            self._put(field, key, text_of(rig, key))
        self._draw_limits(snapshot, rig)
        self._draw_platforms(snapshot)
        self._frame.put_head(_("Rig spec"), "" if snapshot.show is not None else _("no show is open"))

    def _put(self, field: Field, place: str, text: str) -> None:
        snapshot = self._snapshot
        refused = snapshot.station.refusals.get(self._wishes.get(place, "")) if snapshot is not None else None
        if refused is not None:
            field.say(refusal_sentence(refused), refused=True)
        elif not field.edit.hasFocus() and not field.said() and field.text() != text:
            field.put(text)

    def _draw_limits(self, snapshot: Snapshot, rig: Rig) -> None:
        known = [check for check in snapshot.checks if check.limits is not None]
        if known and not self._limits:
            for place, check in enumerate(known):
                assert check.limits is not None
                name = f"{check_title(check.id)}, {check.limits.unit}".rstrip(", ")
                made = self._limits[check.id] = Field(name, limits_text(check.limits))
                made.edit.editingFinished.connect(partial(self._limit_left, check))
                self._limits_grid.addWidget(made, place // 3, place % 3)
        for check_id, field in self._limits.items():
            own = rig.limits.get(check_id)
            self._put(field, f"limits.{check_id}", "" if own is None else limits_text(own))

    def _draw_platforms(self, snapshot: Snapshot) -> None:
        titles = [in_language(one.title, snapshot.station.language) for one in snapshot.content.platforms]
        shown = [self._platform.itemText(n) for n in range(1, self._platform.count())]
        if shown != titles or not self._platform.count():
            self._platform.clear()
            self._platform.addItem(_("Start from a platform …"))
            self._platform.addItems(titles)

    # -- wishing ------------------------------------------------------------------------

    def _left(self, key: str) -> None:
        self._wish(key, self._fields[key], lambda rig, text: changed(rig, key, text), lambda rig: text_of(rig, key))

    def _limit_left(self, check: CheckInfo) -> None:
        def shown(rig: Rig) -> str:
            own = rig.limits.get(check.id)
            return "" if own is None else limits_text(own)

        place = f"limits.{check.id}"
        self._wish(place, self._limits[check.id], lambda rig, text: limits_changed(rig, check, text), shown)

    def _wish(self, place: str, field: Field, make: Callable[[Rig, str], Rig], shown: Callable[[Rig], str]) -> None:
        snapshot = self._snapshot
        if snapshot is None or snapshot.show is None or field.text().strip() == shown(snapshot.rig):
            field.say("")
            return
        was = snapshot.rig
        try:
            now = make(was, field.text())
        except Refused as refused:
            field.say(refusal_sentence(refused), refused=True)
            return
        field.say("")
        if now != was:
            self._wishes[place] = self._send(SetRig(was, now))

    def _use_platform(self, at: int) -> None:
        snapshot = self._snapshot
        if snapshot is None or snapshot.show is None or at <= 0:
            return
        now = with_platform(snapshot.rig, snapshot.content.platforms[at - 1].rig)
        self._platform.setCurrentIndex(0)
        if now != snapshot.rig:
            self._wishes["platform"] = self._send(SetRig(snapshot.rig, now))


PANEL = Panel(
    key="rig",
    title=N_("Rig spec"),
    room=Room.PLAN,
    order=50,
    hats=frozenset({Role.TECHNICAL}),
    build=RigSpec,
)

"""Drift: what OBS is set to otherwise than at the last good show, item by item (DESIGN §5)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from liveops_desktop.core.clock import Instant
from liveops_desktop.core.content import Severity
from liveops_desktop.core.drift_match import match_scenes, match_sources
from liveops_desktop.core.setup import FilterSetup, InputSetup, ItemSetup, Setup
from liveops_desktop.core.show import Show

_PIXELS = 2.0
"""Moved by less than that, an item stands where it stood."""
_DECIBELS = 0.5
_BALANCE = 0.01


class What(StrEnum):
    """What differs."""

    SCENE = "scene"
    ITEM = "item"  # a source in a scene
    SOURCE = "source"
    DEVICE = "device"
    FILTER = "filter"
    AUDIO = "audio"
    VIDEO = "video"
    ENCODER = "encoder"
    TARGET = "target"
    SETTING = "setting"  # of OBS's profile
    OBS = "obs"


KINDS = {
    "drift.scenes": frozenset({What.SCENE, What.ITEM}),
    "drift.sources": frozenset({What.SOURCE, What.DEVICE, What.FILTER}),
    "drift.audio": frozenset({What.AUDIO}),
    "drift.output": frozenset({What.VIDEO, What.ENCODER, What.TARGET}),
    "drift.settings": frozenset({What.SETTING, What.OBS}),
}
"""Which check tells of which differences."""


class How(StrEnum):
    """How it differs."""

    ADDED = "added"
    REMOVED = "removed"
    RENAMED = "renamed"
    CHANGED = "changed"


class Difference(Struct, frozen=True):
    """One difference. Its words are in ``words.drift_sentence``; names and values are OBS's own."""

    what: What
    how: How
    name: str
    """Of the scene, the source or the setting; now, where it has another name."""
    field: str = ""
    """What of it: a field of ``Setup`` or of its parts, empty where it is the whole."""
    place: str = ""
    """The scene of an item, the source of a filter."""
    was: str = ""
    now: str = ""

    @property
    def key(self) -> str:
        """What names it when it is accepted. It holds what it is now: changed once more it differs again."""
        parts = (self.what, self.how, self.place, self.name, self.field, self.now)
        return msgspec.json.encode(parts).decode()


def comparable(setup: Setup) -> Setup:
    """Return *setup* cut to what is compared: nothing of what runs, plays or is cut to just now."""
    inputs = tuple(
        replace(one, device_present=None, media_state="", media_length=None, muted=None) for one in setup.inputs
    )
    return replace(
        setup,
        program_scene="",
        inputs=inputs,
        kinds=frozenset(),
        outputs=tuple(replace(one, active=False) for one in setup.outputs),
        key_ragged=False,
        virtual_camera=None,
        replay_buffer=None,
    )


def last_good(show: Show | None, station: "LastGood | None") -> "LastGood | None":
    """Return what to compare with: what the show itself kept, or what this station did, whichever is newer."""
    kept = None if show is None or show.kept is None else LastGood(show.kept.setup, show.kept.at, _title(show))
    both = [one for one in (kept, station) if one is not None]
    return max(both, key=lambda one: one.at, default=None)


class LastGood(Struct, frozen=True):
    """What OBS was set to at the last good show of this station."""

    setup: Setup
    at: Instant
    show: str = ""
    """The show's title."""


def _title(show: Show) -> str:
    return "" if show.header is None else show.header.title


def went_well(show: Show) -> bool:
    """Say whether a show, not a rehearsal, ran to its end and viewers lost nothing: no S1 alarm, no S1 incident."""
    if show.header is None or show.header.rehearsal or show.air.ended_at is None:
        return False
    severities = [alarm.severity for alarm in show.alarms] + [one.card.severity for one in show.incidents]
    return Severity.S1 not in severities


def differences(good: LastGood | None, setup: Setup, accepted: frozenset[str] = frozenset()) -> tuple[Difference, ...]:
    """Return what differs from the last good show and was not accepted; nothing where there was none."""
    if good is None:
        return ()
    return tuple(one for one in compare(good.setup, setup) if one.key not in accepted)


def compare(old: Setup, new: Setup) -> tuple[Difference, ...]:
    """Return how *new* differs from *old*, item by item. What one of them does not know is no difference."""
    old, new = comparable(old), comparable(new)
    sources = match_sources(old, new)
    scenes = match_scenes(old, new, sources)
    return (
        *_named(What.SCENE, old.scenes, new.scenes, scenes),
        *_items(old, new, scenes, sources),
        *_sources(old, new, sources),
        *_picture_and_sound(old, new),
        *_target(old, new),
        *_profile(old, new),
    )


def _named(what: What, before: Sequence[str], after: Sequence[str], pairs: Mapping[str, str]) -> Iterator[Difference]:
    for name in before:
        if name not in pairs:
            yield Difference(what, How.REMOVED, name)
        elif pairs[name] != name:
            yield Difference(what, How.RENAMED, pairs[name], was=name, now=pairs[name])
    for name in after:
        if name not in pairs.values():
            yield Difference(what, How.ADDED, name)


# -- scenes and sources ----------------------------------------------------------------


def _items(old: Setup, new: Setup, scenes: Mapping[str, str], sources: Mapping[str, str]) -> Iterator[Difference]:
    """Compare the items of scenes that are in both; the n-th of one source with the n-th."""
    kept = set(scenes.values())
    before = _numbered(
        replace(one, scene=scenes[one.scene], source=sources.get(one.source, one.source))
        for one in old.items
        if one.scene in scenes
    )
    after = _numbered(one for one in new.items if one.scene in kept)
    for place, item in before.items():
        if place not in after:
            yield Difference(What.ITEM, How.REMOVED, item.source, place=item.scene)
        else:
            yield from _item(item, after[place])
    for place, item in after.items():
        if place not in before:
            yield Difference(What.ITEM, How.ADDED, item.source, place=item.scene)


def _numbered(items: Iterator[ItemSetup]) -> dict[tuple[str, str, int], ItemSetup]:
    found: dict[tuple[str, str, int], ItemSetup] = {}
    for item in items:
        number = sum(place[:2] == (item.scene, item.source) for place in found)
        found[item.scene, item.source, number] = item
    return found


def _item(was: ItemSetup, now: ItemSetup) -> Iterator[Difference]:
    def differs(field: str, before: str, after: str) -> Difference:
        return Difference(What.ITEM, How.CHANGED, now.source, field, now.scene, before, after)

    if was.enabled is not now.enabled:
        yield differs("enabled", _on(was.enabled), _on(now.enabled))
    edges = ("left", "top", "width", "height")
    if any(abs(getattr(was, edge) - getattr(now, edge)) > _PIXELS for edge in edges):
        yield differs("place", _place(was), _place(now))


def _place(item: ItemSetup) -> str:
    return f"{item.width:.0f}×{item.height:.0f} @ {item.left:.0f}, {item.top:.0f}"


def _sources(old: Setup, new: Setup, pairs: Mapping[str, str]) -> Iterator[Difference]:
    before = {one.name: one for one in old.inputs}
    after = {one.name: one for one in new.inputs}
    yield from _named(What.SOURCE, tuple(before), tuple(after), pairs)
    for name, name_now in pairs.items():
        was, now = before[name], after[name_now]
        for what, field, text in _OF_SOURCE:
            seen, found = text(was), text(now)
            if seen != found:
                yield Difference(what, How.CHANGED, now.name, field, was=seen, now=found)
        yield from _filters(was, now)


def _filters(was: InputSetup, now: InputSetup) -> Iterator[Difference]:
    before = {one.name: one for one in was.filters}
    after = {one.name: one for one in now.filters}
    for one in was.filters:
        if one.name not in after:
            yield Difference(What.FILTER, How.REMOVED, one.name, place=now.name)
        elif _filter(one) != _filter(after[one.name]):
            seen, found = _filter(one), _filter(after[one.name])
            yield Difference(What.FILTER, How.CHANGED, one.name, "enabled", now.name, seen, found)
    for one in now.filters:
        if one.name not in before:
            yield Difference(What.FILTER, How.ADDED, one.name, place=now.name)


def _filter(one: FilterSetup) -> str:
    return f"{one.kind} {_on(one.enabled)}"


def _on(enabled: bool | None) -> str:  # noqa: FBT001 -- the value that is told
    return {True: "on", False: "off", None: ""}[enabled]


def _rounded(figure: float | None, step: float) -> str:
    return "" if figure is None else f"{round(figure / step) * step:g}"


_OF_SOURCE: Sequence[tuple[What, str, Callable[[InputSetup], str]]] = (
    (What.SOURCE, "kind", lambda one: one.kind),
    (What.DEVICE, "device", lambda one: one.device_name or one.device),
    (What.SOURCE, "file", lambda one: one.file),
    (What.SOURCE, "url", lambda one: one.url),
    (What.AUDIO, "volume_db", lambda one: _rounded(one.volume_db, _DECIBELS)),
    (What.AUDIO, "balance", lambda one: _rounded(one.balance, _BALANCE)),
    (What.AUDIO, "sync", lambda one: "" if one.sync is None else str(one.sync)),
    (What.AUDIO, "tracks", lambda one: " ".join(map(str, sorted(one.tracks or ())))),
    (What.AUDIO, "monitor", lambda one: one.monitor),
)


# -- what is set for all ---------------------------------------------------------------


def _picture_and_sound(old: Setup, new: Setup) -> Iterator[Difference]:
    yield from _fields(What.VIDEO, old, new, ("fps", "canvas", "output_size", "transition", "transition_length"))
    yield from _maps(What.AUDIO, old.specials, new.specials, both_known=True)
    yield from _maps(What.ENCODER, old.encoder, new.encoder, both_known=bool(old.encoder and new.encoder))


def _target(old: Setup, new: Setup) -> Iterator[Difference]:
    yield from _fields(What.TARGET, old, new, ("service", "server"))
    if old.key_mark and new.key_mark and old.key_mark != new.key_mark:
        # The marks are of no use to a reader; the end of the new one tells two changes apart.
        yield Difference(What.TARGET, How.CHANGED, "key", "key", now=new.key_mark[-6:])


def _profile(old: Setup, new: Setup) -> Iterator[Difference]:
    yield from _fields(What.SETTING, old, new, ("collection", "profile", "record_directory", "studio_mode"))
    yield from _maps(What.SETTING, old.parameters, new.parameters, both_known=bool(old.parameters and new.parameters))
    yield from _fields(What.OBS, old, new, ("version", "websocket_version"))
    outputs = [{one.name: one.kind for one in setup.outputs} for setup in (old, new)]
    yield from _maps(What.OBS, *outputs, both_known=all(outputs))
    monitors = [{one.name: f"{one.width}×{one.height}" for one in setup.monitors} for setup in (old, new)]
    yield from _maps(What.DEVICE, *monitors, both_known=all(monitors))


def _fields(what: What, old: Setup, new: Setup, fields: Sequence[str]) -> Iterator[Difference]:
    for field in fields:
        was, now = _text(getattr(old, field)), _text(getattr(new, field))
        if was and now and was != now:
            yield Difference(what, How.CHANGED, field, field, was=was, now=now)


def _text(value: Any) -> str:
    """Return a value of ``Setup`` as it is told; empty: not known."""
    if value is None or isinstance(value, bool):
        return _on(value)
    if isinstance(value, tuple):
        return "×".join(map(str, value)) if any(value) else ""
    return str(value)


def _maps(what: What, old: Mapping[str, str], new: Mapping[str, str], *, both_known: bool) -> Iterator[Difference]:
    for name in (*old, *(name for name in new if name not in old)) if both_known else ():
        was, now = old.get(name, ""), new.get(name, "")
        if was != now:
            how = How.ADDED if not was else How.REMOVED if not now else How.CHANGED
            yield Difference(what, how, name, "value", was=was, now=now)

"""Words for the checks of drift since the last good show, and for each difference."""

from liveops_desktop.core.drift import Difference, How, What
from liveops_desktop.words.translation import N_, _

_LOOK = N_("Accept each difference that is meant, and put the others right in OBS.")

TEXTS: dict[str, tuple[str, str, str]] = {
    "drift.scenes": (
        N_("Scenes as they were"),
        N_("Scenes and what stands in them are as at the last good show."),
        _LOOK,
    ),
    "drift.sources": (
        N_("Sources and devices as they were"),
        N_("Sources, devices, files and filters are as at the last good show."),
        _LOOK,
    ),
    "drift.audio": (
        N_("Sound as it was"),
        N_("Levels, offsets, tracks and monitoring are as at the last good show."),
        _LOOK,
    ),
    "drift.output": (
        N_("Picture, encoder and target as they were"),
        N_("Size, frame rate, encoder, server and key are as at the last good show."),
        _LOOK,
    ),
    "drift.settings": (
        N_("OBS and its profile as they were"),
        N_("Profile, collection and version of OBS are as at the last good show."),
        _LOOK,
    ),
}
"""By id: title, what is asked, what to do."""


def drift_sentence(one: Difference) -> str:
    """Return what differs, in words: ``Camera: device was “Cam 1”, is “Cam 2”``."""
    name = f"{one.place} / {one.name}" if one.place else _field(one.name)
    subject = f"{_(_WHATS[one.what])} {name}"
    match one.how:
        case How.ADDED:
            new = _("{subject} is new").format(subject=subject)
            return f"{new}: {one.now}" if one.now else new
        case How.REMOVED:
            gone = _("{subject} is gone").format(subject=subject)
            return f"{gone}: {one.was}" if one.was else gone
        case How.RENAMED:
            return _("{subject} was called {was}").format(subject=subject, was=one.was)
        case How.CHANGED:
            return f"{subject}: {_change(one)}"


def _change(one: Difference) -> str:
    was, now = _value(one.was), _value(one.now)
    if not was and one.field == "key":
        return _("another one")
    if one.field in ("value", one.name):  # the setting itself, no part of something
        return _("was {was}, is {now}").format(was=was or "–", now=now or "–")
    return _("{field} was {was}, is {now}").format(field=_field(one.field), was=was or "–", now=now or "–")


def _value(text: str) -> str:
    return {"on": _("on"), "off": _("off")}.get(text, text)


def _field(field: str) -> str:
    return _(_FIELDS[field]) if field in _FIELDS else field


_WHATS = {
    What.SCENE: N_("Scene"),
    What.ITEM: N_("In scene"),
    What.SOURCE: N_("Source"),
    What.DEVICE: N_("Device"),
    What.FILTER: N_("Filter"),
    What.AUDIO: N_("Sound"),
    What.VIDEO: N_("Picture"),
    What.ENCODER: N_("Encoder"),
    What.TARGET: N_("Target"),
    What.SETTING: N_("Setting"),
    What.OBS: N_("OBS"),
}
_FIELDS = {
    "enabled": N_("shown"),
    "place": N_("size and place"),
    "kind": N_("kind"),
    "device": N_("device"),
    "file": N_("file"),
    "url": N_("address"),
    "volume_db": N_("level, dB"),
    "balance": N_("balance"),
    "sync": N_("sync offset, ms"),
    "tracks": N_("tracks"),
    "monitor": N_("monitoring"),
    "fps": N_("frame rate"),
    "canvas": N_("canvas"),
    "output_size": N_("output size"),
    "transition": N_("transition"),
    "transition_length": N_("length of the transition, ms"),
    "service": N_("service"),
    "server": N_("server"),
    "key": N_("stream key"),
    "collection": N_("scene collection"),
    "profile": N_("profile"),
    "record_directory": N_("recording folder"),
    "studio_mode": N_("studio mode"),
    "version": N_("version"),
    "websocket_version": N_("WebSocket version"),
}
"""What of it differs; an OBS setting has no other name than its own."""

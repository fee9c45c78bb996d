"""Shipped and crew-edited content: checklist items and contingency cards, as read from ``checklists/*.toml``."""

from enum import StrEnum

from msgspec import Struct

from liveops_desktop.core.rig import Rig
from liveops_desktop.core.roles import Role


class Gate(StrEnum):
    """The five pause points of the preparation."""

    WEEK = "T-7d"
    DAY = "T-1d"
    TWO_HOURS = "T-2h"
    HALF_HOUR = "T-30m"
    FIVE_MINUTES = "T-5m"


class Evidence(StrEnum):
    """What proves an item done."""

    TICK = "tick"
    NUMBER = "number"
    PHOTO = "photo"
    AUTO = "auto"


class Item(Struct, frozen=True):
    """One checklist item. ``text`` maps a language (``en``, ``zh``, ``zh-Hant``) to the sentence."""

    id: str
    step: int
    gate: Gate
    owner: Role
    text: dict[str, str]
    evidence: Evidence
    killer: bool = False
    two_person: bool = False
    call_and_response: bool = False
    rule: dict[str, str] = {}
    """What counts as done, by language."""
    checks: tuple[str, ...] = ()
    """Ids of the checks that prove it; without any it is ticked."""


class Severity(StrEnum):
    """By viewer effect: S1 off air or silent, S2 viewers notice, S3 only the crew notices."""

    S1 = "S1"
    S2 = "S2"
    S3 = "S3"


class Help(StrEnum):
    """What the program can do for a step when a person presses it."""

    NONE = ""
    HOLD_SHOW = "hold-show"
    SAFE_SCENE = "safe-scene"
    MESSAGE_HOST = "message-host"
    COPY_NOTICE = "copy-notice"


class CardStep(Struct, frozen=True):
    """One read-do step with its owner."""

    owner: Role
    text: dict[str, str]
    help: Help = Help.NONE
    message: dict[str, str] = {}
    """What ``MESSAGE_HOST`` sends."""


class Card(Struct, frozen=True):
    """A contingency card, read-do. Text by language."""

    id: str
    title: dict[str, str]
    severity: Severity
    trigger: dict[str, str]
    steps: tuple[CardStep, ...]
    decision: dict[str, str]
    host_line: dict[str, str]
    notice: dict[str, str]
    escalate: dict[str, str]
    recovery: dict[str, str]
    after: dict[str, str]


class Platform(Struct, frozen=True):
    """What a platform asks of a rig. ``title`` by language."""

    id: str
    title: dict[str, str]
    source: str
    """Where the figures come from."""
    rig: Rig
    """What it asks for; fields it says nothing about are as in ``Rig()``. See ``rig.with_platform``."""
    confirmed: bool = True
    """False: the figures are hearsay; whoever takes them has to look and correct them."""


class Content(Struct, frozen=True):
    """Everything the program ships as editable data."""

    items: tuple[Item, ...] = ()
    cards: tuple[Card, ...] = ()
    platforms: tuple[Platform, ...] = ()

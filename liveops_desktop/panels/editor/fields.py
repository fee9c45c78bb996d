"""The fields of a cue as columns: how each is written in a cell, and how what is typed is read."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from msgspec.structs import replace

from liveops_desktop.core.clock import Span
from liveops_desktop.core.cue import Action, AtZero, Color, Cue, CueKind, Header, TimeOfDay
from liveops_desktop.core.refusal import Reason, Refused
from liveops_desktop.core.timetext import duration, read_duration, read_time_of_day, time_of_day
from liveops_desktop.core.validate import MOST_POINTS
from liveops_desktop.words import N_, _

OWN = "own:"
"""Before the key of a column that the crew added."""
KINDS = {CueKind.NORMAL: N_("normal"), CueKind.BUFFER: N_("buffer"), CueKind.DECISION: N_("decision")}
ACTIONS = {
    Action.NONE: N_("none"),
    Action.LINK: N_("link"),
    Action.PRICE: N_("price"),
    Action.DRAW: N_("draw"),
    Action.ADS: N_("ads"),
}
ZEROS = {AtZero.HOLD: N_("hold"), AtZero.GO: N_("by itself")}
COLORS = {
    Color.NONE: N_("none"),
    Color.BLUE: N_("blue"),
    Color.CYAN: N_("cyan"),
    Color.VIOLET: N_("violet"),
    Color.MAGENTA: N_("magenta"),
    Color.BROWN: N_("brown"),
    Color.GREY: N_("grey"),
}
YES = N_("yes")


@dataclass(frozen=True)
class Field:
    """One column. *key*: the field of the cue, ``start`` and ``learned`` are derived and only read."""

    key: str
    title: str
    width: int
    """Pixels at scale 1."""
    figure: bool = False
    """Set to the right, in tabular figures."""
    editable: bool = True


FIELDS = (
    Field(key="number", title=N_("No."), width=56),
    Field(key="start", title=N_("Start"), width=84, figure=True, editable=False),
    Field(key="planned", title=N_("Length"), width=74, figure=True),
    Field(key="title", title=N_("Title"), width=230),
    Field(key="owner", title=N_("Owner"), width=74),
    Field(key="scene", title=N_("Scene"), width=120),
    Field(key="points", title=N_("Points"), width=190),
    Field(key="hard", title=N_("Hard start"), width=88, figure=True),
    Field(key="learned", title=N_("Earlier"), width=92, figure=True, editable=False),
    Field(key="on_camera", title=N_("On camera"), width=100),
    Field(key="sound", title=N_("Sound"), width=90),
    Field(key="action", title=N_("Action"), width=150),
    Field(key="does", title=N_("Action type"), width=100),
    Field(key="price", title=N_("Price"), width=96),
    Field(key="must_say", title=N_("Must say"), width=130),
    Field(key="script", title=N_("Script"), width=190),
    Field(key="segment", title=N_("Section"), width=110),
    Field(key="kind", title=N_("Kind"), width=78),
    Field(key="least", title=N_("Least"), width=74, figure=True),
    Field(key="most", title=N_("Most"), width=74, figure=True),
    Field(key="cuttable", title=N_("Cuttable"), width=72),
    Field(key="skipped", title=N_("Skipped"), width=72),
    Field(key="until", title=N_("Until"), width=84, figure=True),
    Field(key="at_zero", title=N_("At zero"), width=78),
    Field(key="standby", title=N_("Standby"), width=130),
    Field(key="go_words", title=N_("GO words"), width=130),
    Field(key="warn", title=N_("Warn"), width=74, figure=True),
    Field(key="danger", title=N_("Danger"), width=74, figure=True),
    Field(key="backup", title=N_("Backup"), width=120),
    Field(key="note", title=N_("Note"), width=150),
    Field(key="color", title=N_("Colour"), width=78),
)
_CHOICES: dict[str, dict[Any, str]] = {"kind": KINDS, "does": ACTIONS, "at_zero": ZEROS, "color": COLORS}
_SPANS = frozenset({"planned", "least", "most", "warn", "danger"})
_TIMES = frozenset({"hard", "until"})
_FLAGS = frozenset({"cuttable", "skipped"})


def fields_of(header: Header | None) -> tuple[Field, ...]:
    """Return the columns of a show: the program's, then the crew's own."""
    own = () if header is None else header.columns
    return (*FIELDS, *(Field(OWN + one.key, one.title, 120) for one in own))


def heading(field: Field) -> str:
    """Return the heading as it is shown; the crew's own are not translated."""
    return field.title if field.key.startswith(OWN) else _(field.title)


def text_of(cue: Cue, key: str) -> str:
    """Return what stands in the cell; typed back it means the same."""
    if key.startswith(OWN):
        return cue.extra.get(key.removeprefix(OWN), "")
    value = getattr(cue, key, None)
    match value:
        case None | False:
            return ""
        case True:
            return _(YES)
        case TimeOfDay():
            return time_of_day(value)
        case tuple():
            return " | ".join(value)
        case StrEnum():
            plain = next(iter(_CHOICES[key]))
            return "" if value == plain else _(_CHOICES[key][value])
        case int():
            return duration(Span(value))
        case _:
            return str(value)


def choices(key: str) -> tuple[str, ...]:
    """Return the words a cell may hold; empty: anything."""
    return tuple(_(words) for words in _CHOICES[key].values()) if key in _CHOICES else ()


def changed(cue: Cue, key: str, text: str) -> Cue:
    """Return *cue* with *text* in that cell.

    Raises:
        Refused: with ``field``: what cannot be read, or makes no sense there.
    """
    text = text.strip()
    try:
        if key.startswith(OWN):
            own = {**cue.extra, key.removeprefix(OWN): text}
            return replace(cue, extra={name: value for name, value in own.items() if value})
        return replace(cue, **{key: _read(key, text)})
    except Refused as refused:
        raise Refused(refused.reason, field=key, span=refused.span, detail=refused.detail or text) from refused


def _read(key: str, text: str) -> object:
    if key in _SPANS:
        return read_duration(text) if text or key == "planned" else None
    if key in _TIMES:
        return read_time_of_day(text) if text else None
    if key in _FLAGS:
        return _flag(text)
    if key in _CHOICES:
        return _choice(_CHOICES[key], text)
    if key == "points":
        return _points(text)
    if key == "title" and not text:
        raise Refused(Reason.EMPTY)
    return text


def _flag(text: str) -> bool:
    if text.casefold() in ("", "no", "n", "0", "否", "不"):
        return False
    if text.casefold() in ("yes", "y", "x", "1", "✓", "是", "可", _(YES).casefold()):
        return True
    raise Refused(Reason.UNKNOWN_VALUE)


def _choice(words: dict[Any, str], text: str) -> object:
    if not text:
        return next(iter(words))
    for value, word in words.items():
        if text.casefold() in (_(word).casefold(), str(value)):
            return value
    raise Refused(Reason.UNKNOWN_VALUE)


def _points(text: str) -> tuple[str, ...]:
    parts = tuple(part.strip() for part in text.replace("\n", "|").replace("；", "|").split("|") if part.strip())
    if len(parts) > MOST_POINTS:
        raise Refused(Reason.TOO_MANY_POINTS)
    return parts


def reading(key: str) -> Callable[[str], tuple[str, bool]] | None:
    """Return what says beside the cell how typed text is read; None where there is nothing to say."""
    if key not in _SPANS | _TIMES:
        return None

    def said(text: str) -> tuple[str, bool]:
        from liveops_desktop.words import refusal_sentence

        try:
            value = _read(key, text.strip())
        except Refused as refused:
            return refusal_sentence(refused), False
        match value:
            case TimeOfDay():
                return f"= {time_of_day(value)}", True
            case int():
                return f"= {duration(Span(value))}", True
            case _:
                return "", True

    return said

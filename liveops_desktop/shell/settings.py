"""The settings of this station, declared once: name, type, default, range, text. Dialog and file are made from this.

To add a setting: one field here, and one line in ``App.apply`` where it takes effect. No secret is a setting.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Meta, Struct

from liveops_desktop.words import LANGUAGES, N_, _

CLOSED, IN_A_WINDOW = "", "window"
"""Values of ``host_display`` beside the names of displays."""

Keys = Mapping[str, tuple[str, ...]]
"""``panel.action`` → its keys in Qt's portable form; an action that is missing keeps its own."""


class Settings(Struct, frozen=True, omit_defaults=False):
    """What people may choose. Every value is within its range: whatever reads one in checks it first."""

    language: Annotated[
        Literal["system", "en", "zh_Hans", "zh_Hant"],
        Meta(title=N_("Language"), description=N_("of every sentence the program shows")),
    ] = "system"
    theme: Annotated[
        Literal["dark", "light", "high-contrast"],
        Meta(title=N_("Theme"), description=N_("colours of the desk; control rooms are dark")),
    ] = "dark"
    reading_distance_m: Annotated[
        float,
        Meta(
            title=N_("Reading distance"),
            description=N_("from the host's eyes to the host panel; its sizes follow"),
            ge=1.0,
            le=6.0,
            extra={"unit": "m"},
        ),
    ] = 2.0
    host_display: Annotated[
        str,
        Meta(
            title=N_("Host panel"),
            description=N_("where it stands"),
            max_length=200,
            extra={"range": N_("a display; empty: closed; “window”: in a window beside the desk")},
        ),
    ] = CLOSED
    obs_host: Annotated[
        str,
        Meta(title=N_("OBS runs on"), description=N_("name or address of that PC"), min_length=1, max_length=253),
    ] = "127.0.0.1"
    obs_port: Annotated[
        int, Meta(title=N_("Port of OBS"), description=N_("of its WebSocket server"), ge=1, le=65_535)
    ] = 4455
    log_level: Annotated[
        Literal["error", "warning", "info", "debug"],
        Meta(title=N_("Log"), description=N_("how much goes into the log; “debug” only while looking for a fault")),
    ] = "info"
    keys: Keys = {}
    """Key bindings that differ from the panels' own."""


@dataclass(frozen=True)
class Declared:
    """One setting as the dialog and the file need it. ``title`` and ``text`` are marked, translated when drawn."""

    name: str
    kind: type
    """``str``, ``int`` or ``float``."""
    default: Any
    title: str
    text: str
    choices: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    unit: str = ""
    values: str = ""
    """What a text may be, where that needs words."""
    annotation: Any = None

    def read(self, value: object) -> Any:
        """Return *value* as this setting takes it; raises ``ValueError`` where it is out of range or no such thing."""
        try:
            return msgspec.convert(value, type=self.annotation, strict=True)
        except msgspec.ValidationError:
            raise ValueError from None

    def read_text(self, text: str) -> Any:
        """Return what was typed or chosen; raises ``ValueError`` likewise. A comma is read as a decimal point."""
        return self.read(self.kind(text.replace(",", ".") if self.kind is float else text))

    def range_words(self) -> str:
        """Return what is allowed, as part of a sentence."""
        if self.choices:
            return _("one of {choices}").format(choices=", ".join(f'"{choice}"' for choice in self.choices))
        if self.low is not None and self.high is not None:
            words = _("from {low} to {high}").format(low=f"{self.low:g}", high=f"{self.high:g}")
            return f"{words} {self.unit}".rstrip()
        return _(self.values) if self.values else _("text")


def _declared() -> tuple[Declared, ...]:
    hints = get_type_hints(Settings, include_extras=True)
    found = []
    for field in msgspec.structs.fields(Settings):
        hint = hints[field.name]
        if get_origin(hint) is not Annotated:
            continue  # the key bindings have a list of their own
        kind, meta = get_args(hint)
        choices = get_args(kind) if get_origin(kind) is Literal else ()
        found.append(
            Declared(
                name=field.name,
                kind=str if choices else kind,
                default=field.default,
                title=meta.title,
                text=meta.description,
                choices=choices,
                low=meta.ge,
                high=meta.le,
                unit=(meta.extra or {}).get("unit", ""),
                values=(meta.extra or {}).get("range", ""),
                annotation=hint,
            )
        )
    return tuple(found)


DECLARED = _declared()
"""All settings but the key bindings, in the order in which they are shown."""


def choice_words(name: str, choice: str) -> str:
    """Return what a choice is called."""
    if name == "language":
        return LANGUAGES.get(choice) or _("As the system")
    words = {
        "dark": N_("Dark"),
        "light": N_("Light"),
        "high-contrast": N_("High contrast"),
        "error": N_("Errors"),
        "warning": N_("Warnings"),
        "info": N_("Usual"),
        "debug": N_("Everything"),
    }
    return _(words.get(choice, choice))

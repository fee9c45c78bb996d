"""How bodies of facts that an older version wrote become today's.

Never remove an entry, and never make one depend on what may change: a journal already written stays as it is.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

Upcast = Callable[[dict[str, Any]], dict[str, Any]]
"""Takes a body of one version as plain JSON data and returns it as the next version has it."""

_NAMING = frozenset({"microphone-muted", "host-display-gone"})
"""Alarms whose figures are names of inputs or of a display, whatever those look like."""
_JUDGED = re.compile(
    r"(?P<value>-?[\d.]+) (?P<unit>\S+)(?: in (?P<window>\d+) s)? "
    r"\(warn (?P<warn>[-+.\de]+), critical (?P<critical>[-+.\de]+)\)"
)
_HELD = re.compile(r"(?P<held>\d+) s")


def _alarm_in_numbers(body: dict[str, Any]) -> dict[str, Any]:
    """Alarms of the first version kept an English sentence: ``4.1 % in 60 s (warn 1, critical 5)``, or ``12 s``."""
    if body["signal"] in _NAMING:
        return body
    if found := _JUDGED.fullmatch(body["figures"]):
        cause = {
            "value": float(found["value"]),
            "unit": found["unit"],
            "warn": float(found["warn"]),
            "critical": float(found["critical"]),
            "digits": len(found["value"].partition(".")[2]),
            "window": int(found["window"] or 0) * 1_000,
        }
        return {**body, "figures": "", "cause": cause}
    if found := _HELD.fullmatch(body["figures"]):
        return {**body, "figures": "", "held": int(found["held"]) * 1_000}
    return body


UPCASTS: Mapping[tuple[str, int], Upcast] = {("alarm-raised", 1): _alarm_in_numbers}
"""(kind, version) → how a body of that version becomes one of the next."""

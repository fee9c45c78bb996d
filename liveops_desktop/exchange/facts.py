"""Facts as lines a person or a program reads (``journal``)."""

from datetime import UTC, datetime

import msgspec

from liveops_desktop.core.facts import Fact


def as_json(fact: Fact) -> str:
    """Return *fact* as one JSON object on one line; times in milliseconds since 1970."""
    return msgspec.json.encode(fact).decode()


def as_text(fact: Fact) -> str:
    """Return *fact* as one line: number, UTC time, station, who, what, and its fields as ``name=value``.

    What cannot be printed is escaped, so that no text a person typed breaks the line or moves the terminal's cursor.
    """
    body = msgspec.to_builtins(fact.body)
    kind = body.pop("kind")
    time = datetime.fromtimestamp(fact.at / 1_000, UTC).isoformat(timespec="milliseconds")
    fields = " ".join(f"{name}={msgspec.json.encode(value).decode()}" for name, value in body.items())
    line = f"{fact.station_seq:>6} {time} {fact.station} {fact.who or '-'} {kind} {fields}"
    return "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in line)

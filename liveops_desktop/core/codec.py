"""Facts as bytes, and the hash chain that binds them.

A fact is stored as its *row*: the envelope in columns and the body as JSON. Journals already written are never
rewritten: a body of an older version is lifted to today's shape when it is read (``upcasts``).
"""

import hashlib
from collections.abc import Mapping
from typing import NamedTuple, NewType, cast

import msgspec

from liveops_desktop.core.clock import Instant
from liveops_desktop.core.facts import AnyBody, Fact
from liveops_desktop.core.upcasts import UPCASTS, Upcast

Hash = NewType("Hash", bytes)
"""32 bytes of SHA-256."""


class NewerFact(ValueError):  # noqa: N818 -- nothing is wrong with it, a newer program wrote it
    """A fact of a kind or version that this program does not know."""


class Row(NamedTuple):
    """A fact as it is stored, without its place in the shared order (which is given later and is not hashed)."""

    id: str
    station: str
    station_seq: int
    at: Instant
    pressed_at: Instant
    who: str
    kind: str
    version: int
    body: bytes
    """JSON, with the kind inside."""


Columns = tuple[str, str, int, Instant, Instant, str, str, int, bytes]
"""A row without its names, as a database hands it out."""


class _Line(msgspec.Struct):
    """A fact as one line of JSON."""

    id: str
    station: str
    station_seq: int
    shared_seq: int | None
    at: Instant
    pressed_at: Instant
    who: str
    kind: str
    version: int
    body: msgspec.Raw


_encoder = msgspec.json.Encoder()
_encode = _encoder.encode
_bodies: "msgspec.json.Decoder[AnyBody]" = msgspec.json.Decoder(AnyBody)
_decode_body = _bodies.decode
_lines = msgspec.json.Decoder(_Line)
_sha256 = hashlib.sha256
_KINDS = {body.__struct_config__.tag: body for body in AnyBody.__args__}


def versions(upcasts: Mapping[tuple[str, int], Upcast]) -> dict[str, int]:
    """Return today's version of every kind: one more than the newest that is lifted, else 1."""
    current = dict.fromkeys((str(kind) for kind in _KINDS), 1)
    for kind, version in upcasts:
        current[kind] = max(current.get(kind, 1), version + 1)
    return current


_CURRENT = versions(UPCASTS)


def kind_of(body: AnyBody) -> str:
    """Return the stored name of *body*'s kind."""
    return str(body.__struct_config__.tag)


def version_of(body: AnyBody) -> int:
    """Return the version in which a new fact with *body* is written."""
    return _CURRENT[kind_of(body)]


def to_row(fact: Fact) -> Row:
    """Return *fact* as it is stored."""
    body = fact.body
    return Row(
        fact.id, fact.station, fact.station_seq, fact.at, fact.pressed_at, fact.who,
        kind_of(body), fact.version, _encode(body),
    )  # fmt: skip


def from_row(row: Columns, shared_seq: int | None = None) -> Fact:
    """Return the fact stored as *row*, lifted to today's version.

    Raises:
        NewerFact: this program is too old for it.
        ValueError: the body is no JSON of its kind.
    """
    ident, station, station_seq, at, pressed_at, who, kind, version, body = row
    if version != _CURRENT.get(kind):
        body, version = lift(kind, version, body, UPCASTS), _CURRENT[kind]
    return Fact(ident, station, station_seq, shared_seq, at, pressed_at, who, _decode_body(body), version)


def lift(kind: str, version: int, body: bytes, upcasts: Mapping[tuple[str, int], Upcast]) -> bytes:
    """Return *body* of an older *version* in today's shape.

    Raises:
        NewerFact: *kind* is unknown, or *version* is newer than *upcasts* and this program know.
    """
    current = versions(upcasts).get(kind)
    if current is None or version > current or version < 1:
        raise NewerFact(kind, version)
    data = msgspec.json.decode(body)
    for older in range(version, current):
        data = upcasts[kind, older](data)
    return _encode(data)


def encode(fact: Fact) -> bytes:
    """Return *fact* as one line of JSON, without the line end."""
    row = to_row(fact)
    return _encode(
        _Line(
            row.id, row.station, row.station_seq, fact.shared_seq, row.at, row.pressed_at, row.who,
            row.kind, row.version, msgspec.Raw(row.body),
        )
    )  # fmt: skip


def decode(line: bytes) -> Fact:
    """Return the fact in *line*, lifted to today's version.

    Raises:
        NewerFact: this program is too old for it.
        ValueError: it is no fact.
    """
    read = _lines.decode(line)
    row = Row(
        read.id, read.station, read.station_seq, read.at, read.pressed_at, read.who,
        read.kind, read.version, bytes(read.body),
    )  # fmt: skip
    return from_row(row, read.shared_seq)


def first_hash(show_id: str) -> Hash:
    """Return what the first fact of a show is chained to."""
    return Hash(hashlib.sha256(b"liveops show " + show_id.encode()).digest())


def payload(row: Columns) -> bytes:
    """Return the bytes of *row* that are hashed: all fields before the body as a JSON array, then the body.

    Made from what is stored and never from a decoded fact, so that lifting a version changes no hash.
    """
    return _encode(row[:8]) + row[8]


def chain(previous: bytes, payload: bytes) -> Hash:
    """Return the hash of a fact: SHA-256 over the hash before it and its own payload."""
    # Cast, not called: a long show is proved in one go, and the call of a NewType is as dear as the hash.
    return cast(Hash, _sha256(previous + payload).digest())

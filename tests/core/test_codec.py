"""Facts as bytes: what goes in comes out, and every journal ever written replays."""

import hashlib
from collections.abc import Mapping
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any, NewType, get_args, get_origin, get_type_hints

import hypothesis.strategies as st
import msgspec
import pytest
from hypothesis import given

from liveops_desktop.core import codec
from liveops_desktop.core.cause import Cause
from liveops_desktop.core.clock import Instant, Span
from liveops_desktop.core.content import Severity
from liveops_desktop.core.cue import CueId
from liveops_desktop.core.evolve import replay
from liveops_desktop.core.facts import AlarmId, AlarmRaised, AnyBody, CueNudged, CueTaken, Fact, NoteAdded, RunId
from liveops_desktop.core.preflight import Go, Phase, Verdict

GOLDEN = Path(__file__).with_name("journal_v1.jsonl")
GATES = Path(__file__).with_name("journal_v2.jsonl")
"""A preparation with a rig spec, checks by hand, polls and signatures."""
KINDS = {str(body.__struct_config__.tag): body for body in AnyBody.__args__}


def fact(body: AnyBody, number: int = 1) -> Fact:
    return Fact(f"wish-{number}", "desk", number, None, Instant(1_000), Instant(990), "Ann", body)


texts = st.text(st.characters(codec="utf-8"), max_size=8)
numbers = st.integers(-(2**62), 2**62)
PLAIN: dict[object, st.SearchStrategy[Any]] = {
    str: texts,
    int: numbers,
    bool: st.booleans(),
    float: st.floats(allow_nan=False, allow_infinity=False),
    date: st.dates(),
    type(None): st.none(),
}


def values(hint: Any) -> st.SearchStrategy[Any]:
    """Return everything that fits *hint*: each field is drawn, none is left to its default."""
    if hint in PLAIN:
        return PLAIN[hint]
    if isinstance(hint, NewType):
        return values(hint.__supertype__)
    match get_origin(hint), get_args(hint):
        case (origin, (item, filler)) if origin is tuple and filler is Ellipsis:
            return st.lists(values(item), max_size=3).map(tuple)
        case (origin, (item,)) if origin is frozenset:
            return st.frozensets(values(item), max_size=2)
        case (origin, options) if origin is tuple:
            return st.tuples(*map(values, options))
        case (origin, (key, value)) if origin in (dict, Mapping):
            return st.dictionaries(values(key), values(value), max_size=2)
        case (origin, options) if options and origin is not None:
            return st.one_of(*map(values, options))
    if issubclass(hint, Enum):
        return st.sampled_from(list(hint))
    hints = get_type_hints(hint)
    return st.fixed_dictionaries({name: values(hints[name]) for name in hint.__struct_fields__}).map(
        lambda fields: hint(**fields)
    )


facts = st.builds(
    Fact,
    id=texts,
    station=texts,
    station_seq=numbers,
    shared_seq=st.none() | numbers,
    at=numbers,
    pressed_at=numbers,
    who=texts,
    body=st.sampled_from(list(KINDS.values())).flatmap(values),
)


@given(facts)
def test_a_fact_comes_back_as_it_was(one: Fact) -> None:
    assert codec.decode(codec.encode(one)) == one
    assert codec.from_row(codec.to_row(one), one.shared_seq) == one


@given(facts)
def test_a_line_is_one_line(one: Fact) -> None:
    assert b"\n" not in codec.encode(one)


@given(facts, st.sampled_from(["id", "station", "station_seq", "at", "pressed_at", "who", "kind", "version", "body"]))
def test_no_field_can_be_changed_without_changing_the_hash(one: Fact, field: str) -> None:
    row = codec.to_row(one)
    was = getattr(row, field)
    values = list(row)
    values[row._fields.index(field)] = was + 1 if isinstance(was, int) else was + (b" " if field == "body" else "x")
    other = codec.Row._make(values)
    assert codec.payload(other) != codec.payload(row)


def test_the_place_in_the_shared_order_is_not_hashed() -> None:
    one = fact(NoteAdded("x"))
    assert codec.payload(codec.to_row(msgspec.structs.replace(one, shared_seq=7))) == codec.payload(codec.to_row(one))


def test_the_chain_is_sha256_over_the_hash_before_and_the_payload() -> None:
    # Written out once by hand: these bytes are in every journal and may never be made differently.
    row = codec.to_row(fact(CueNudged(RunId("r1"), Span(-5_000))))
    payload = b'["wish-1","desk",1,1000,990,"Ann","cue-nudged",1]{"kind":"cue-nudged","run":"r1","by":-5000}'
    assert codec.payload(row) == payload
    first = hashlib.sha256(b"liveops show abc").digest()
    assert codec.chain(codec.first_hash("abc"), payload) == hashlib.sha256(first + payload).digest()


# -- journals already written --------------------------------------------------------


def golden(journal: Path = GOLDEN) -> list[Fact]:
    return [codec.decode(line) for line in journal.read_bytes().splitlines()]


def test_the_golden_journal_holds_every_kind_of_fact() -> None:
    # A new kind of fact: append a line to one of them, never change one.
    assert {codec.kind_of(one.body) for one in (*golden(), *golden(GATES))} == set(KINDS)


def test_the_golden_journal_replays_for_ever() -> None:
    show = replay(golden())
    assert show.facts == len(golden())
    assert show.header is not None
    assert (show.header.title, show.header.viewer_delay) == ("Spring sale", 9_000)
    assert [(cue.id, cue.title, cue.planned, cue.skipped) for cue in show.cues] == [
        ("c1", "Welcome", 120_000, False),
        ("c3", "Questions", 300_000, True),
        ("c2", "The kettle, twice", 600_000, False),
    ]
    assert [run.cue for run in show.air.past] == ["c1", "c2"]
    assert show.air.past[0].held_total == 20_000
    assert show.air.past[1].nudges == 30_000
    assert [run.cue for run in show.air.withdrawn] == ["c2"]
    assert show.clock.shift == -2_000
    assert show.clock.step is None
    assert show.clock.slept is None
    assert [alarm.cleared_at is not None for alarm in show.alarms] == [True]
    assert [(one.recovered, sorted(one.steps)) for one in show.incidents] == [(True, [0])]
    assert [one.seen_by for one in show.messages] == ["host"]
    assert [note.text for note in show.notes] == ["Good pace", "applause"]
    assert [waiver.check for waiver in show.preflight.waivers] == []
    assert set(show.ticks) == {"p01"}
    assert [cue.number for cue in show.cues] == ["A01", "A02", "A03"]
    assert show.cues[2].extra == {"x1": "lift"}
    assert (show.lock.version, show.lock.locked, [one.reason for one in show.lock.changes]) == (2, False, ["sponsor"])


def test_no_line_of_the_golden_journal_was_rewritten() -> None:
    # It stands for journals on other people's disks. Lines may be added below these.
    lines = GOLDEN.read_bytes().splitlines()[:43]
    assert hashlib.sha256(b"\n".join(lines)).hexdigest() == (
        "47147c3ed1a9c43bb92464185ed846724de816103b17cb868207033f93b8636d"
    )


def test_the_golden_preparation_replays_for_ever() -> None:
    show = replay(golden(GATES))
    assert (show.rig.platform, show.rig.video_kbps, show.rig.canvas) == ("youtube", 6_000.0, (1920, 1080))
    assert show.rig.limits["rec.space"].text == "≥ 20 / ≥ 5 GB"
    assert show.kept is not None
    assert show.kept.setup.inputs[0].tracks == frozenset({1})
    assert len(show.drift_accepted) == 1
    by_hand = {check: (one.verdict, one.value, one.who, one.second) for check, one in show.preflight.by_hand.items()}
    assert by_hand == {
        "hand.price": (Verdict.PASS, "199", "Eva", "Joe"),
        "hand.mic": (Verdict.PASS, "-9", "Tom", "Ann"),
        "hand.feed": (Verdict.PASS, "21", "Tom", ""),
    }
    assert show.ticks["6.03"].second == "Joe"
    papers = [(paper.phase, paper.gate, paper.go, paper.stale) for paper in show.preflight.papers]
    assert papers == [
        (Phase.RIG, "T-2h", Go.WAIVED, False),
        (Phase.LINE_UP, "T-5m", Go.NO_GO, False),
    ]
    assert [waiver.who for waiver in show.preflight.papers[0].waivers] == ["Mei"]
    poll = show.polls[0]
    assert (poll.go, poll.unanswered, poll.against) == (False, ("HOST",), ())


@pytest.mark.parametrize(
    ("journal", "count", "digest"),
    [(GATES, 19, "53a0f481aca0163c39a72956b97705074c8e5f37ef5e2c2731d4b2afa405e780")],
)
def test_no_line_of_it_was_rewritten(journal: Path, count: int, digest: str) -> None:
    lines = journal.read_bytes().splitlines()[:count]
    assert hashlib.sha256(b"\n".join(lines)).hexdigest() == digest


# -- versions ------------------------------------------------------------------------


def rename_by(body: dict[str, object]) -> dict[str, object]:
    return {**body, "span": body["by"]}


def span_in_ms(body: dict[str, object]) -> dict[str, object]:
    assert isinstance(body["span"], int)
    return {**body, "span": body["span"] * 1_000}


def test_a_body_is_lifted_version_by_version() -> None:
    upcasts = {("cue-nudged", 1): rename_by, ("cue-nudged", 2): span_in_ms}
    old = b'{"kind":"cue-nudged","run":"r1","by":5}'
    assert msgspec.json.decode(codec.lift("cue-nudged", 1, old, upcasts))["span"] == 5_000
    second = b'{"kind":"cue-nudged","run":"r1","by":0,"span":7}'
    assert msgspec.json.decode(codec.lift("cue-nudged", 2, second, upcasts))["span"] == 7_000
    assert codec.versions(upcasts)["cue-nudged"] == 3
    assert codec.versions(upcasts)["cue-taken"] == 1


def test_a_field_added_later_takes_its_default() -> None:
    line = (
        b'{"id":"a","station":"s","station_seq":1,"shared_seq":null,"at":1,"pressed_at":1,"who":"","kind":"cue-taken",'
        b'"version":1,"body":{"kind":"cue-taken","run":"a","cue":"c","leaving":null,"taken_at":1}}'
    )
    assert codec.decode(line).body == CueTaken(RunId("a"), CueId("c"), None, Instant(1))


@pytest.mark.parametrize(("kind", "version"), [("cue-flown", 1), ("note-added", 2), ("note-added", 0)])
def test_a_fact_of_a_newer_program_is_named(kind: str, version: int) -> None:
    row = codec.to_row(fact(NoteAdded("x")))._replace(kind=kind, version=version)
    with pytest.raises(codec.NewerFact) as caught:
        codec.from_row(row)
    assert caught.value.args == (kind, version)


OLD_ALARM = '{{"kind":"alarm-raised","alarm":"a","signal":"{signal}","severity":"S2","card":"E01","figures":{figures}}}'


@pytest.mark.parametrize(
    ("signal", "figures", "cause", "held", "kept"),
    [
        ("network-drops", "4.1 % in 60 s (warn 1, critical 5)", Cause(4.1, "%", 1, 5, 1, Span(60_000)), 0, ""),
        ("bitrate-low", "9 kb/s in 9 s (warn 30, critical 20)", Cause(9, "kb/s", 30, 20, window=Span(9_000)), 0, ""),
        ("memory", "0.4 GB (warn 1.5, critical 0.5)", Cause(0.4, "GB", 1.5, 0.5, 1), 0, ""),
        ("disk", "2.0 GB (warn 1e+06, critical 1)", Cause(2, "GB", 1e6, 1, 1), 0, ""),
        ("record-stopped", "12 s", None, 12_000, ""),
        ("obs-lost", "", None, 0, ""),
        ("encoder-skip", "4.1 % in 30 s", None, 0, "4.1 % in 30 s"),
        ("obs-lost", "no answer for 5.2 s", None, 0, "no answer for 5.2 s"),
        ("microphone-muted", "12 s", None, 0, "12 s"),
        ("microphone-muted", "1 % (warn 1, critical 2)", None, 0, "1 % (warn 1, critical 2)"),
        ("host-display-gone", "7 s", None, 0, "7 s"),
    ],
)  # fmt: skip
def test_the_sentence_of_an_old_alarm_becomes_numbers(
    signal: str, figures: str, cause: Cause | None, held: int, kept: str
) -> None:
    body = OLD_ALARM.format(signal=signal, figures=msgspec.json.encode(figures).decode())
    row = codec.to_row(fact(NoteAdded("x")))._replace(kind="alarm-raised", version=1, body=body.encode())
    read = codec.from_row(row)
    assert read.body == AlarmRaised(AlarmId("a"), signal, Severity.S2, "E01", kept, cause=cause, held=Span(held))
    assert codec.from_row(codec.to_row(read)) == read


def test_what_each_kind_is_written_as_today() -> None:
    written = {codec.kind_of(one.body): codec.version_of(one.body) for one in (*golden(), *golden(GATES))}
    assert {kind: version for kind, version in written.items() if version > 1} == {"alarm-raised": 2}

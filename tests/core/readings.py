"""Readings made by hand, for the tests of rates and health."""

from collections.abc import Callable

from msgspec.structs import replace

from liveops_desktop.core.clock import Instant, seconds
from liveops_desktop.core.vitals import (
    Link,
    LinkTrouble,
    Machine,
    Obs,
    ObsInput,
    ObsLink,
    ObsState,
    ObsStats,
    Output,
    Rates,
    Vitals,
)

T0 = Instant(1_900_000_000_000)

History = list[tuple[Instant, Vitals]]


def at(second: float) -> Instant:
    """Return the instant *second* after the tests' zero."""
    return Instant(T0 + seconds(second))


STATE = ObsState(
    version="29.0.2",
    websocket_version="5.1.0",
    requests=frozenset(),
    scene_collection="Show",
    profile="Live",
    program_scene="Wide",
    scenes=("Wide",),
    inputs=(
        ObsInput("Host", "pulse_input_capture", muted=False),
        ObsInput("Guest", "pulse_input_capture", muted=False),
    ),
    items=(),
    fps=30.0,
    canvas=(1280, 720),
    output_size=(1280, 720),
    service="rtmp_custom",
    server="rtmp://127.0.0.1:1935/live",
    key_set=True,
    record_directory="/tmp",
)

STATS = ObsStats(
    cpu_percent=10.0,
    memory_mb=400.0,
    free_disk_mb=50_000.0,
    active_fps=30.0,
    frame_time_ms=4.0,
    render_skipped=0,
    render_total=0,
    output_skipped=0,
    output_total=0,
)

GOOD = Rates(bitrate_kbps=4_000.0, network_drop_percent=0.0, encoder_skip_percent=0.0, render_lag_percent=0.0)

FINE = Vitals(
    obs=Obs(
        link=ObsLink(Link.CONNECTED, at(-600), "127.0.0.1", 4455),
        state=STATE,
        stats=STATS,
        stream=Output(active=True, since=at(-300)),
        record=Output(active=True, since=at(-300)),
    ),
    rates=GOOD,
    machine=Machine("desk", cpu_percent=20.0, memory_free_gb=8.0, memory_percent=50.0),
)
"""Streaming and recording, nothing wrong."""


def with_obs(vitals: Vitals, **changes: object) -> Vitals:
    """Change parts of OBS's reading."""
    return replace(vitals, obs=replace(vitals.obs, **changes))


def with_link(
    state: Link, since: Instant = T0, trouble: LinkTrouble = LinkTrouble.NONE, *, local: bool = True
) -> Vitals:
    """Return fine vitals, as kept while the link is in *state*."""
    return with_obs(FINE, link=ObsLink(state, since, "127.0.0.1", 4455, local, trouble))


def with_stream(**changes: object) -> Vitals:
    """Return fine vitals with changes to the stream."""
    assert FINE.obs.stream is not None
    return with_obs(FINE, stream=replace(FINE.obs.stream, **changes))


def with_record(**changes: object) -> Vitals:
    """Return fine vitals with changes to the recording."""
    assert FINE.obs.record is not None
    return with_obs(FINE, record=replace(FINE.obs.record, **changes))


def with_stats(**changes: object) -> Vitals:
    """Return fine vitals with changes to OBS's figures."""
    return with_obs(FINE, stats=replace(STATS, **changes))


def with_rates(**changes: object) -> Vitals:
    """Return fine vitals with changes to the rates."""
    return replace(FINE, rates=replace(GOOD, **changes))


def with_machine(**changes: object) -> Vitals:
    """Return fine vitals with changes to the machine's."""
    return replace(FINE, machine=replace(FINE.machine, **changes))


def growing(vitals: Vitals, second: int) -> Vitals:
    """Let the bytes of both outputs grow with time, as they do when nothing is stuck."""
    stream, record = vitals.obs.stream, vitals.obs.record
    assert stream is not None
    assert record is not None
    count = 1_000_000 + 500_000 * second
    return with_obs(vitals, stream=replace(stream, bytes=count), record=replace(record, bytes=count))


def each_second(start: int, end: int, what: Vitals | Callable[[int], Vitals], *, stuck: bool = False) -> History:
    """Return one reading a second from *start* up to and with *end*."""
    readings = [(second, what if isinstance(what, Vitals) else what(second)) for second in range(start, end + 1)]
    return [(at(second), vitals if stuck else growing(vitals, second)) for second, vitals in readings]

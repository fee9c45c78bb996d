"""The soak itself: a person has switched OBS to the test profile; we read that this is so, start, watch, and stop.

The program never writes the stream's target or key. It starts nothing while OBS is set to anything but the rig spec's
test target, and whatever happens it tells OBS to stop: within a second when it is cancelled, and a guard goes on
telling while OBS cannot be told at once.
"""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from liveops_desktop.checks.judging import connected, state_of
from liveops_desktop.checks.output import same_target
from liveops_desktop.checks.reach import Doing, ObsSaidNo, Unreachable, World
from liveops_desktop.checks.trial import Trial, size_when_written
from liveops_desktop.core.clock import Span, seconds
from liveops_desktop.core.ingest import Feed
from liveops_desktop.core.preflight import Why
from liveops_desktop.core.rates import has_drops
from liveops_desktop.core.rig import Rig
from liveops_desktop.core.soak import Second, Soak
from liveops_desktop.core.vitals import Obs

STARTS_WITHIN = 5.0
REST = 3.1
"""Seconds after a start in which OBS is not asked for its stream, which can crash it (obs-studio#4918)."""
LOOK = 0.05
STOP_LIMIT, CANCEL_LIMIT = 8.0, 0.6
EVENT = 0.25
"""Seconds that an event of OBS may be on its way."""
GUARD_LIMIT, GUARD_APART, GONE_LIMIT = 45.0, 0.5, 10.0
"""Seconds that a guard goes on, that it waits between two looks, and that it waits for an OBS that is gone."""
CUT_LIMIT = 60.0
"""Seconds in which a person may cut the line."""
BACK_LIMIT = 90.0

_guards: set["asyncio.Task[None]"] = set()


class _Ended(Exception):  # noqa: N818 -- a finding
    """The soak cannot go on."""

    def __init__(self, why: Why, detail: str = "") -> None:
        super().__init__(why.value)
        self.why, self.detail = why, detail


def hindrance(obs: Obs, rig: Rig) -> tuple[Why, str] | None:
    """Return why OBS must not be told to stream now, or None: it is set to the test target, and to nothing else."""
    state = state_of(obs)
    if state is None or obs.stream is None:
        return Why.NOT_CONNECTED, ""
    if obs.stream.active or obs.stream.reconnecting:
        return Why.STREAM_RUNS, ""
    if not rig.test_target:
        return Why.NOTHING_PLANNED, ""
    if not state.service:
        return (Why.UNAVAILABLE if obs.link.local else Why.CONSENT_MISSING), ""
    for own in filter(None, (rig.ingest, rig.backup_ingest)):
        if same_target(state.server, own) or same_target(rig.test_target, own):
            return Why.TARGET_IS_SHOW, own
    if not same_target(state.server, rig.test_target):
        return Why.DIFFERS, state.server
    return None if state.key_set else (Why.KEY_MISSING, "")


async def run_soak(world: World, doing: Doing, length: Span, *, record: bool = False, cut: bool = False) -> Soak:
    """Stream to the test target for *length*, and return what was seen. *cut*: until a person has cut the line."""
    obs = await doing.read_obs()
    why = hindrance(obs, world.rig)
    if why is not None:
        return Soak(trouble=why[0], detail=why[1])
    run = _Run(world, doing, length, obs)
    limit = STOP_LIMIT
    try:
        await run.watch(record=record, cut=cut)
    except _Ended as end:
        run.trouble, run.detail = end.why, end.detail
    except asyncio.CancelledError:
        limit = CANCEL_LIMIT
        raise
    finally:
        stopped, run.recording = await _stop(world, doing, limit, record=run.recording_begun)
        if limit is CANCEL_LIMIT:
            await run.clear()
        if not stopped:
            _set_guard(world, doing)
    return await run.found(stopped=stopped)


class _Run:
    def __init__(self, world: World, doing: Doing, length: Span, obs: Obs) -> None:
        self.trouble, self.detail = Why.MEASURED, ""
        self.recording_begun = False
        self._world, self._doing, self._length = world, doing, length
        self._time = asyncio.get_running_loop().time
        self._before = _setting(obs)
        self._drops = has_drops(state_of(obs))
        self._seen: list[Second] = []
        self._started_in: Span | None = None
        self._reconnects, self._lost_at, self._back_in = 0, 0.0, 0.0
        self._feed: Feed | None = None
        self._marks: frozenset[int] = frozenset()
        self.recording = self._refused = ""
        self._trial = Trial()

    async def watch(self, *, record: bool, cut: bool) -> None:
        """Start, and look once a second until the time is over."""
        self._marks = frozenset(one.mark for one in await self._feeds() if one.publishing)
        await self._start()
        if record:
            # After the stream: where both share one encoder, the later one waits for its next key frame.
            await self._record()
        await self._rest(REST)
        if cut:
            await self._wait_cut()
            return
        due, begun = self._time(), self._time()
        whole = max(2.0, self._length / 1_000 - REST)
        while due <= begun + whole:
            await self._rest(max(0.0, due - self._time()))
            await self._look(record=record)
            self._doing.tell((self._time() - begun) / whole, self._mbps(), "Mb/s", "soak")
            due += 1.0

    async def found(self, *, stopped: bool) -> Soak:
        """Return what was seen."""
        size = None
        if self._trial.ours(self.recording):
            size = await size_when_written(self._doing, self.recording)
        elif self.recording:
            size = await self._doing.stage.size_of(self.recording)
        left = await self.clear()
        return Soak(
            started_in=self._started_in,
            seconds=tuple(self._seen),
            reconnects=self._reconnects,
            back_in=seconds(self._back_in) if self._back_in else None,
            feed=self._feed,
            recording=self.recording,
            recording_size=size,
            recording_left=left,
            recording_refused=self._refused,
            has_drops=self._drops,
            trouble=self.trouble if stopped or self.trouble is not Why.MEASURED else Why.STILL_RUNS,
            detail=self.detail,
        )

    async def clear(self) -> str:
        """Remove what was recorded beside the stream; return empty, or the file where it stays."""
        return await self._trial.remove(self._doing, self.recording)

    async def _record(self) -> None:
        self._trial = await Trial.begin(self._doing)
        self.recording_begun = True
        try:
            await self._doing.request("StartRecord")
        except ObsSaidNo as no:
            self._refused = f"StartRecord: {no.code}"
        except Unreachable as gone:
            raise _Ended(gone.why) from gone

    async def _start(self) -> None:
        asked = self._time()
        await self._ask("StartStream", Why.NOT_STARTED)
        while True:
            stream = self._world.obs.stream
            if not connected(self._world.obs):
                raise _Ended(Why.NOT_CONNECTED)
            if stream is not None and stream.active and not stream.reconnecting:
                self._started_in = seconds(self._time() - asked)
                return
            given_up = self._time() - asked > EVENT and not _runs(self._world.obs)
            if given_up or self._time() - asked > STARTS_WITHIN:
                raise _Ended(Why.NOT_STARTED, f"{self._time() - asked:.1f} s")
            await asyncio.sleep(LOOK)

    async def _rest(self, length: float) -> None:
        """Wait, and notice meanwhile what ends a soak, and each loss of the stream."""
        until = self._time() + length
        while True:
            self._notice()
            left = until - self._time()
            if left <= 0:
                return
            await asyncio.sleep(min(LOOK, left))

    def _notice(self) -> None:
        obs = self._world.obs
        if not connected(obs):
            raise _Ended(Why.NOT_CONNECTED)
        now = _setting(obs)
        if now is not None and now != self._before:
            named = [new for old, new in zip(self._before or (), now, strict=False) if old != new]
            raise _Ended(Why.CHANGED_MEANWHILE, ", ".join(named))
        stream = obs.stream
        if stream is not None and stream.reconnecting and not self._lost_at:
            self._reconnects, self._lost_at = self._reconnects + 1, self._time()
        elif stream is not None and not stream.reconnecting and stream.active and self._lost_at:
            self._back_in, self._lost_at = max(self._back_in, self._time() - self._lost_at), 0.0
        elif stream is not None and not _runs(obs):
            raise _Ended(Why.CLOSED)

    async def _look(self, *, record: bool) -> None:
        try:
            status = await self._doing.request("GetStreamStatus")
            recorded = await self._doing.request("GetRecordStatus") if record else {}
        except ObsSaidNo:
            return  # it is switching; ``_notice`` says what
        except Unreachable as gone:
            raise _Ended(gone.why) from gone
        if self._lost_at or not status.get("outputActive"):
            return
        far = await self._far()
        self._seen.append(
            Second(
                duration=Span(round(_number(status, "outputDuration"))),
                bytes=round(_number(status, "outputBytes")),
                skipped=round(_number(status, "outputSkippedFrames")),
                total=round(_number(status, "outputTotalFrames")),
                congestion=_number(status, "outputCongestion") if self._drops else None,
                far=far,
                recorded=round(_number(recorded, "outputBytes")) if record else None,
            )
        )

    async def _feeds(self) -> Sequence[Feed]:
        if not self._world.rig.stats_url:
            return ()
        with suppress(Unreachable):
            return await self._world.feeds(self._world.rig.test_target)
        return ()

    async def _far(self) -> int | None:
        """Return what the far side has got of our stream: the one that was not there before."""
        ours = [one for one in await self._feeds() if one.publishing and one.mark not in self._marks]
        if len(ours) != 1:
            return None
        self._feed = ours[0]
        return self._feed.bytes_in

    async def _wait_cut(self) -> None:
        """Let a person cut the line, and wait until it is back."""
        begun = self._time()
        while not self._reconnects and self._time() - begun < CUT_LIMIT:
            self._doing.tell((self._time() - begun) / CUT_LIMIT, step="cut")
            await self._rest(0.5)
        while self._lost_at and self._time() - self._lost_at < BACK_LIMIT:
            self._doing.tell(min(1.0, (self._time() - self._lost_at) / BACK_LIMIT), step="back")
            await self._rest(0.2)

    async def _ask(self, name: str, why: Why) -> None:
        try:
            await self._doing.request(name)
        except ObsSaidNo as no:
            raise _Ended(why, f"{name}: {no.code}") from no
        except Unreachable as gone:
            raise _Ended(gone.why) from gone

    def _mbps(self) -> tuple[float, ...]:
        kbps = (Soak(seconds=(one, two)).kbps for one, two in zip(self._seen, self._seen[1:], strict=False))
        return tuple((one or 0.0) / 1_000 for one in kbps)


def _setting(obs: Obs) -> tuple[str, ...] | None:
    """Return what must stay as it is while a soak runs; None while OBS is being read anew."""
    state = state_of(obs)
    if state is None or not state.scene_collection or not state.profile:
        return None
    return state.scene_collection, state.profile, state.server


async def _stop(world: World, doing: Doing, limit: float, *, record: bool) -> tuple[bool, str]:
    """Tell OBS to stop until it has; return whether it has, and the file that it recorded into.

    While a start is under way OBS says that there is nothing to stop, so it has to be told again.
    """
    file = ""
    with suppress(TimeoutError):
        async with asyncio.timeout(limit):
            while connected(world.obs):
                told = await _tell_stop(doing, "StopStream")
                if record and not file:
                    file = str((await _tell_stop(doing, "StopRecord")).get("outputPath", ""))
                if not told:
                    await asyncio.sleep(EVENT)  # that it is starting may still be on its way here
                if not _runs(world.obs):
                    return True, file
                await asyncio.sleep(LOOK)
    return False, file


async def _tell_stop(doing: Doing, name: str) -> dict[str, Any]:
    """Tell OBS to stop; return its answer, empty where it could not be told, or had nothing to stop."""
    with suppress(ObsSaidNo, Unreachable):
        return {"told": True, **await doing.request(name)}
    return {}


def _runs(obs: Obs) -> bool:
    stream = obs.stream
    return stream is not None and (stream.active or stream.reconnecting or stream.starting)


def _set_guard(world: World, doing: Doing) -> None:
    """Go on telling OBS to stop, beside everything else: what we have started must not go on."""
    guard = asyncio.get_running_loop().create_task(_guard(world, doing), name="a soak is stopped")
    _guards.add(guard)
    guard.add_done_callback(_guards.discard)


async def let_guards_end() -> None:
    """Wait until OBS has stopped what a soak had started, where it could not be told at once."""
    if _guards:
        await asyncio.wait(_guards)


async def _guard(world: World, doing: Doing) -> None:
    """Stop a stream to the test target, and no other: a person may have gone on to the show meanwhile."""
    loop = asyncio.get_running_loop()
    until, seen = loop.time() + GUARD_LIMIT, loop.time()
    while loop.time() < until and loop.time() - seen < GONE_LIMIT:
        obs = await doing.read_obs()
        state = state_of(obs)
        if state is not None:
            seen = loop.time()
            if not _runs(obs) or not same_target(state.server, world.rig.test_target):
                return
            await _tell_stop(doing, "StopStream")
        await asyncio.sleep(GUARD_APART)


def _number(raw: dict[str, Any], name: str) -> float:
    value = raw.get(name)
    return float(value) if isinstance(value, int | float) else 0.0

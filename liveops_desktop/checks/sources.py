"""Group *scenes*, the sources: their device, file, page and plugin are there, and their filters are on.

None is a killer: a fail of them blocks as any does. OBS itself gives no sign of a device that has gone
(https://github.com/obsproject/obs-studio/issues/3199).
"""

from urllib.parse import urlsplit

from liveops_desktop.checks.by_setup import by_setup
from liveops_desktop.checks.check import Where, check
from liveops_desktop.checks.judging import Judgement, failed, limits_for, names, passed, skipped, unmeasured
from liveops_desktop.checks.reach import Unreachable, World
from liveops_desktop.checks.shown import counted_on, planned_scenes
from liveops_desktop.core.clock import Span
from liveops_desktop.core.limits import Limits
from liveops_desktop.core.preflight import Group, Verdict, Why
from liveops_desktop.core.rig import Rig
from liveops_desktop.core.setup import InputSetup, Setup

MEDIA_LENGTH = Limits(0.5, 2, "s")
"""Off the planned length."""
PAGE = Limits(500, 2_000, "ms")
"""Until the server of a browser source takes a connection."""
_PROPOSAL = "LiveOps proposal"
_BROWSER = "browser_source"
_PORTS = {"http": 80, "https": 443}
_DISPLAYS = frozenset({"monitor_capture", "display_capture", "xshm_input", "xshm_input_v2", "screen_capture"})
_GAMES = frozenset({"game_capture", "syphon-input"})


@check("scn.device", Group.SCENES, where=Where.OBS, source="OBS's own list of devices")
async def device(world: World) -> Judgement:
    """Check that the devices which the planned sources use are there."""
    return await by_setup(world, judge_device)


def judge_device(setup: Setup, rig: Rig) -> Judgement:
    """Fail a device that OBS does not list now. One of which it does not tell is inconclusive."""
    using = [one for one in counted_on(setup, rig) if one.device]
    if not using:
        return skipped()
    gone = [one for one in using if one.device_present is False]
    value = f"{len(using) - len(gone)} / {len(using)}"
    if gone:
        return failed(Why.MISSING, names([one.name for one in gone]), value)
    if unknown := [one.name for one in using if one.device_present is None]:
        return unmeasured(Why.UNAVAILABLE, names(unknown))
    return passed(value)


@check("scn.media_file", Group.SCENES, where=Where.OBS)
async def media_file(world: World) -> Judgement:
    """Check that the files which the planned sources play or show are there, and can be played."""
    try:
        setup = await world.setup()
        here = {one.file: await _there(world, one.file) for one in counted_on(setup, world.rig) if one.file}
    except Unreachable as nothing:
        return unmeasured(nothing.why, nothing.detail)
    return judge_media_file(setup, world.rig, here)


async def _there(world: World, path: str) -> bool | None:
    """Tell whether the file is there; None: its disk is on another PC. Raise ``Unreachable``."""
    try:
        return await world.is_file(path)
    except Unreachable as elsewhere:
        if elsewhere.why is Why.OTHER_MACHINE:
            return None
        raise


def judge_media_file(setup: Setup, rig: Rig, here: dict[str, bool | None]) -> Judgement:
    """Fail a missing file, and one that OBS cannot play; *here*: by path, whether there is such a file."""
    using = [one for one in counted_on(setup, rig) if one.file]
    if not using:
        return skipped()
    missing = [one.name for one in using if here.get(one.file) is False]
    broken = [one.name for one in using if one.media_state == "OBS_MEDIA_STATE_ERROR" and one.name not in missing]
    value = f"{len(using) - len(missing) - len(broken)} / {len(using)}"
    if missing:
        return failed(Why.MISSING, names(missing), value)
    if broken:
        return failed(Why.MEDIA_FAILED, names(broken), value)
    # OBS on another PC: what has a length was opened there, the others may be missing as well as resting.
    if unknown := [one.name for one in using if here.get(one.file) is None and one.media_length is None]:
        return unmeasured(Why.UNAVAILABLE, names(unknown))
    return passed(value)


@check("scn.media_len", Group.SCENES, where=Where.OBS, limits=MEDIA_LENGTH, source=_PROPOSAL)
async def media_len(world: World) -> Judgement:
    """Check that the media are as long as the plan counts on."""
    return await by_setup(world, judge_media_len)


def judge_media_len(setup: Setup, rig: Rig) -> Judgement:
    """Judge the one that is furthest off. A length that OBS does not tell is inconclusive."""
    if not rig.media_lengths:
        return skipped()
    by_name = {one.name: one for one in setup.inputs}
    if absent := [name for name in rig.media_lengths if name not in by_name]:
        return failed(Why.MISSING, names(absent))
    off: dict[str, float] = {}
    for name, planned in rig.media_lengths.items():
        length = by_name[name].media_length
        if length is None:
            return unmeasured(Why.UNAVAILABLE, name)
        off[name] = abs(length - planned) / 1_000
    worst = max(off, key=lambda name: off[name])
    verdict = limits_for("scn.media_len", rig, MEDIA_LENGTH).judge(off[worst])
    return Judgement(verdict, f"{off[worst]:.1f}", "s", detail="" if verdict is Verdict.PASS else worst)


@check("scn.image_net", Group.SCENES, where=Where.OBS, source="obs-studio issue 7756")
async def image_net(world: World) -> Judgement:
    """Check that no picture or film comes from a network drive: while it is read, OBS stands still."""
    return await by_setup(world, judge_image_net)


def judge_image_net(setup: Setup, rig: Rig) -> Judgement:
    """Warn of a path on the network, as far as the path shows it: a drive letter may be anything."""
    using = [one for one in counted_on(setup, rig) if one.file]
    if not using:
        return skipped()
    far = [one.name for one in using if on_network(one.file)]
    return Judgement(Verdict.WARN, str(len(far)), "", Why.NETWORK_FILE, names(far)) if far else passed("0")


def on_network(path: str) -> bool:
    r"""Tell whether a path shows that it leads to another machine: ``\\server\share``, ``smb://``, GNOME's mounts."""
    slashes = path.replace("\\", "/")
    return "/gvfs/" in slashes or slashes.startswith(("//", "smb:", "nfs:", "/net/"))


@check("scn.browser", Group.SCENES, where=Where.OBS, limits=PAGE, source=_PROPOSAL)
async def browser(world: World) -> Judgement:
    """Check that OBS can show web pages, and that the servers of the planned ones take connections from this PC."""
    try:
        setup = await world.setup()
    except Unreachable as nothing:
        return unmeasured(nothing.why, nothing.detail)
    pages = [one for one in counted_on(setup, world.rig) if one.kind == _BROWSER]
    if not pages:
        return skipped()
    if _BROWSER not in setup.kinds:
        return failed(Why.MISSING, _BROWSER)
    servers = {_server(one): one for one in pages if _server(one)[0]}
    if servers and not world.obs.link.local:
        return unmeasured(Why.OTHER_MACHINE, world.obs.link.host)
    took = [Span(0)]
    for (host, port), one in servers.items():
        # What the page itself answers cannot be asked: a token may stand in its query, which never leaves OBS.
        try:
            took.append(await world.connect_tcp(host, port))
        except Unreachable as nothing:
            return failed(nothing.why, one.name)
    return Judgement(limits_for("scn.browser", world.rig, PAGE).judge(max(took)), str(max(took)), "ms")


def _server(page: InputSetup) -> tuple[str, int]:
    """Return host and port of a page; an empty host where it needs none."""
    try:
        parts = urlsplit(page.url)
        return (parts.hostname or "") if parts.scheme in _PORTS else "", parts.port or _PORTS.get(parts.scheme, 0)
    except ValueError:
        return "", 0


@check("scn.plugin_kind", Group.SCENES, where=Where.OBS, source="OBS's own list of kinds")
async def plugin_kind(world: World) -> Judgement:
    """Check that OBS has a plugin for each of its inputs: without, they show nothing."""
    return await by_setup(world, judge_plugin_kind)


def judge_plugin_kind(setup: Setup, rig: Rig) -> Judgement:
    """Fail a kind that OBS does not know on an input the plan counts on, warn of one on any other."""
    if not setup.kinds:
        return unmeasured(Why.UNAVAILABLE)
    unknown = [one for one in setup.inputs if one.kind not in setup.kinds]
    counted = {one.name for one in counted_on(setup, rig)}
    if not unknown:
        return passed(str(len(setup.inputs)))
    verdict = Verdict.FAIL if any(one.name in counted for one in unknown) else Verdict.WARN
    return Judgement(verdict, why=Why.MISSING, detail=names([f"{one.kind} ({one.name})" for one in unknown]))


@check("scn.filters", Group.SCENES, where=Where.OBS)
async def filters(world: World) -> Judgement:
    """Check that the planned filters are there and on."""
    return await by_setup(world, judge_filters)


def judge_filters(setup: Setup, rig: Rig) -> Judgement:
    """Fail a missing filter and one that is off. Filters on a scene are not read: inconclusive."""
    wanted = rig.required_filters
    if not wanted:
        return skipped()
    on = {one.name: {each.name: each.enabled for each in one.filters} for one in setup.inputs}
    missing = [f"{source} / {name}" for source, name in wanted if source in on and name not in on[source]]
    missing += [source for source, _ in wanted if source not in on and source not in setup.scenes]
    off = [f"{source} / {name}" for source, name in wanted if source in on and on[source].get(name) is False]
    value = f"{len(wanted) - len(missing) - len(off)} / {len(wanted)}"
    if missing:
        return failed(Why.MISSING, names(missing), value)
    if off:
        return failed(Why.FILTER_OFF, names(off), value)
    if unread := [source for source, _ in wanted if source in setup.scenes]:
        return unmeasured(Why.UNAVAILABLE, names(unread))
    return passed(value)


@check("scn.capture_mix", Group.SCENES, where=Where.OBS, source="OBS log analyzer")
async def capture_mix(world: World) -> Judgement:
    """Check that no scene captures a display and a game at once, which disturb each other."""
    return await by_setup(world, judge_capture_mix)


def judge_capture_mix(setup: Setup, rig: Rig) -> Judgement:
    """Warn of a planned scene with both."""
    kinds = {one.name: one.kind for one in setup.inputs}
    mixed = []
    for scene in planned_scenes(setup, rig):
        shown = {kinds.get(item.source, "") for item in setup.items if item.scene == scene and item.enabled}
        if shown & _DISPLAYS and shown & _GAMES:
            mixed.append(scene)
    return Judgement(Verdict.WARN, why=Why.TWO_CAPTURES, detail=names(mixed)) if mixed else passed("0")


CHECKS = (device, media_file, media_len, image_net, browser, plugin_kind, filters, capture_mix)
"""Of this group, in the order they are shown."""

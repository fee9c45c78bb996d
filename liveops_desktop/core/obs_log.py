"""What a log of OBS tells of trouble: the conditions of OBS's own log analyzer, over lines of text.

Conditions and thresholds: obsproject/loganalyzer (``checks/``), unless a rule says otherwise. Wordless: the sentences
are in ``words/obs_log.py`` by ``Sign``.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from liveops_desktop.core.limits import Limits
from liveops_desktop.core.log_signs import CRITICAL, INFO, PLAIN, WARNING, LogFinding, Severity, Sign
from liveops_desktop.core.preflight import Verdict

DROPS = Limits(5, 15, "%")
RENDER = Limits(3, 10, "%")
"""Percent of frames over a session: below the first only told, from the second on critical."""
BUFFERING = 500
"""Milliseconds of audio buffering that warn (own proposal; OBS's ceiling is 960)."""
OLDEST = (28, 0)
"""Version that is not called old (own proposal, as ``obsc.version``)."""
_ORDER = (CRITICAL, WARNING, INFO)
_TIME = re.compile(r"^\d\d:\d\d:\d\d\.\d{3}: ?")
_PERCENT = re.compile(r"\((\d+(?:[.,]\d+)?)%\)")
_Line = tuple[int, str]

_COMPILED = tuple((sign, severity, re.compile(pattern)) for sign, severity, pattern in PLAIN)


def read_log(text: str) -> tuple[LogFinding, ...]:
    """Return what *text*, a whole log of OBS, tells: the worst first, each sign once."""
    lines = [(number, _TIME.sub("", line)) for number, line in enumerate(text.splitlines(), 1)]
    found: dict[Sign, LogFinding] = {}
    for rule in (_plain, *_RULES):
        for one in rule(lines):
            found.setdefault(one.sign, one)
    return tuple(sorted(found.values(), key=lambda one: (_ORDER.index(one.severity), one.line)))


def port_of(text: str) -> int | None:
    """Return the port of the WebSocket server that wrote this log; None where it does not tell."""
    told = re.findall(r"\[obs-websocket\] .*started successfully on port (\d{1,5})", text)
    return int(told[-1]) if told else None


def is_log(text: str) -> bool:
    """Tell whether *text* is a log of OBS at all."""
    return re.search(r"(?m)^(?:\d\d:\d\d:\d\d\.\d{3}: )?OBS \d+\.\d+", text) is not None


def _plain(lines: Sequence[_Line]) -> Iterator[LogFinding]:
    for number, line in lines:
        for sign, severity, pattern in _COMPILED:
            if pattern.search(line):
                yield LogFinding(sign, severity, number, line.strip())


def _version(lines: Sequence[_Line]) -> Iterator[LogFinding]:
    for number, line in lines:
        told = re.match(r"OBS (\d+)\.(\d+)\.\d+(\S*) \(", line)
        if told:
            if (int(told[1]), int(told[2])) < OLDEST:
                yield LogFinding(Sign.OLD_VERSION, WARNING, number, line)
            if re.match(r"-(?:rc|beta)\d*", told[3]):
                yield LogFinding(Sign.TEST_VERSION, INFO, number, line)
            windows = any("Windows Version:" in other and "64-bit" in other for _, other in lines)
            if windows and not re.search(r"64-?bit", line):
                yield LogFinding(Sign.BITS_32, WARNING, number, line)
            return


def _no_output(lines: Sequence[_Line]) -> Iterator[LogFinding]:
    if any(re.search(r"=+ (?:Recording|Streaming|Replay Buffer) Start =+", line) for _, line in lines):
        return
    last = next(((number, line.strip()) for number, line in reversed(lines) if line.strip()), None)
    if last is not None:
        yield LogFinding(Sign.NO_OUTPUT, INFO, *last)


def _worst_percent(sign: Sign, needle: str, limits: Limits, excluded: str = "") -> Callable[..., Iterator[LogFinding]]:
    def rule(lines: Sequence[_Line]) -> Iterator[LogFinding]:
        worst: LogFinding | None = None
        for number, line in lines:
            told = _PERCENT.search(line) if needle in line and not (excluded and excluded in line) else None
            share = float(told[1].replace(",", ".")) if told else 0.0
            if share > (worst.figure or 0.0 if worst else 0.0):
                worst = LogFinding(sign, _severity(share, limits), number, line.strip(), share)
        if worst is not None:
            yield worst

    return rule


def _severity(share: float, limits: Limits) -> Severity:
    """Return how bad; a share at a limit is already beyond it."""
    if share >= limits.warns:
        return CRITICAL
    return INFO if limits.judge(share) is Verdict.PASS and share < limits.passes else WARNING


def _video(lines: Sequence[_Line]) -> Iterator[LogFinding]:
    """Judge the last ``video settings reset``, which is the one that counts."""
    starts = [at for at, (_, line) in enumerate(lines) if "video settings reset:" in line]
    if not starts:
        return
    told: dict[str, _Line] = {}
    for number, line in lines[starts[-1] + 1 : starts[-1] + 9]:
        name, _, value = line.partition(":")
        told.setdefault(name.strip(), (number, value.strip()))
    number, mode = told.get("YUV mode", (0, ""))
    if mode.endswith("/Full"):
        yield LogFinding(Sign.COLOR_RANGE, WARNING, number, f"YUV mode: {mode}")
    number, form = told.get("format", (0, "NV12"))
    if form not in ("NV12", "P010"):
        yield LogFinding(Sign.COLOR_FORMAT, CRITICAL, number, f"format: {form}")
    number, size = told.get("base resolution", (0, ""))
    if _pair(size, "x") and not 1.77 < _share(_pair(size, "x")) < 1.7787:
        yield LogFinding(Sign.ASPECT, WARNING, number, f"base resolution: {size}")
    number, rate = told.get("fps", (0, ""))
    fps = _share(_pair(rate, "/"))
    if fps and (fps >= 144 or round(fps, 2) not in (25, 29.97, 30, 50, 59.94, 60)):
        yield LogFinding(Sign.FRAME_RATE, WARNING, number, f"fps: {rate}", round(fps, 2))


def _pair(text: str, mark: str) -> tuple[float, float] | None:
    told = re.fullmatch(rf"(\d+){mark}(\d+)", text)
    return (float(told[1]), float(told[2])) if told and int(told[2]) else None


def _share(pair: tuple[float, float] | None) -> float:
    return pair[0] / pair[1] if pair else 0.0


def _bitrate(lines: Sequence[_Line]) -> Iterator[LogFinding]:
    """Judge the last stream encoder against width · height · fps / 20000."""
    for at in reversed(range(len(lines))):
        if not re.search(
            r"\[.+ encoder: '(?:(?:simple_h264|simple_video|advanced_video)_stream|streaming_h264)'\] settings:",
            lines[at][1],
        ):
            continue
        told: dict[str, float] = {}
        where = lines[at][0]
        for number, line in lines[at + 1 : at + 16]:
            part = re.match(r"\s*(bitrate|fps_num|fps_den|width|height):\s+(\d+)\s*$", line)
            if part:
                told[part[1]] = float(part[2])
                where = number if part[1] == "bitrate" else where
        if told.keys() >= {"bitrate", "fps_num", "width", "height"}:
            floor = told["width"] * told["height"] * told["fps_num"] / (told.get("fps_den") or 1) / 20_000
            if told["bitrate"] < floor:
                yield LogFinding(Sign.LOW_BITRATE, INFO, where, f"bitrate: {told['bitrate']:g}", told["bitrate"])
        return


def _adapters(lines: Sequence[_Line]) -> Iterator[LogFinding]:
    for number, line in lines:
        if re.search(r"Loading up D3D11 on adapter .*(?:Intel|Vega)", line):
            other = any(re.search(r"Adapter \d+: .*(?:NVIDIA|GeForce|Radeon RX)", one) for _, one in lines)
            yield LogFinding(Sign.INTEGRATED_GPU, CRITICAL if other else WARNING, number, line.strip())
            return


def _refresh(lines: Sequence[_Line]) -> Iterator[LogFinding]:
    """Displays of different refresh rates, on Windows before the release 2004 (build 19041)."""
    build = next(
        (int(told[1]) for _, line in lines if (told := re.search(r"Windows Version: .*Build (\d+)", line))), None
    )
    if build is None or build >= 19_041:
        return
    rates = [
        (number, line, round(float(told[1])))
        for number, line in lines
        if (told := re.search(r"refresh=([\d.]+)", line))
    ]
    for (_, _, one), (number, line, other) in pairwise(rates):
        if one != other:
            yield LogFinding(Sign.MIXED_REFRESH, WARNING, number, line.strip(), other)
            return


def _samples(lines: Sequence[_Line]) -> Iterator[LogFinding]:
    own = next((int(told[1]) for _, line in lines if (told := re.search(r"samples per sec:\s*(\d+)", line))), None)
    for number, line in lines:
        told = re.search(r"WASAPI: .*'.*'.*\[(\d{2,12}) Hz\]", line)
        if told and own is not None and int(told[1]) != own:
            yield LogFinding(Sign.SAMPLE_RATES, WARNING, number, line.strip(), float(told[1]))
            return


def _buffering(lines: Sequence[_Line]) -> Iterator[LogFinding]:
    for number, line in reversed(lines):
        told = re.search(r"total audio buffering is now (\d+) milliseconds", line)
        if told:
            if int(told[1]) >= BUFFERING:
                yield LogFinding(Sign.AUDIO_BUFFERING, WARNING, number, line.strip(), float(told[1]))
            return


def _cards(lines: Sequence[_Line]) -> Iterator[LogFinding]:
    for number, line in lines:
        told = re.search(r"Interface: (.+) \(ethernet, (?:\d+↓/)?(\d+)↑? mbps\)", line, re.IGNORECASE)
        if told and int(told[2]) < 1_000 and re.search(r"GbE|Gigabit", told[1]):
            yield LogFinding(Sign.SLOW_NIC, WARNING, number, line.strip(), float(told[2]))
            return


def _captures(lines: Sequence[_Line]) -> Iterator[LogFinding]:
    """Display and game capture in one scene disturb each other."""
    kinds: set[str] = set()
    for number, line in lines:
        if line.startswith("- scene '"):
            kinds = set()
        told = re.search(r"- source: '.*' \((monitor_capture|game_capture)\)", line)
        if told:
            kinds.add(told[1])
            if len(kinds) > 1:
                yield LogFinding(Sign.CAPTURE_CONFLICT, WARNING, number, line.strip())
                return


_RULES: tuple[Callable[..., Iterator[LogFinding]], ...] = (
    _version,
    _no_output,
    _worst_percent(Sign.DROPPED_FRAMES, "insufficient bandwidth", DROPS, excluded="test_stream"),
    _worst_percent(Sign.ENCODER_OVERLOAD, "skipped frames", DROPS),
    _worst_percent(Sign.RENDER_LAG, "rendering lag", RENDER),
    _video,
    _bitrate,
    _adapters,
    _refresh,
    _samples,
    _buffering,
    _cards,
    _captures,
)

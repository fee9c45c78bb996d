"""Preflight: what a check found, one run of them, and how GO is decided (DESIGN §5)."""

from enum import StrEnum

from msgspec import Struct

from liveops_desktop.core.clock import Instant, Span


class Verdict(StrEnum):
    """What could not be measured is inconclusive: never a pass."""

    PASS = "pass"  # noqa: S105 -- a verdict, no secret
    WARN = "warn"
    FAIL = "fail"
    INCONCLUSIVE = "inconclusive"
    SKIPPED = "skipped"
    MANUAL = "manual"


class Why(StrEnum):
    """The reason behind a verdict; its sentence is in ``words.py``."""

    MEASURED = ""
    MEASURING = "measuring"  # the vitals ring is younger than the window; see ``ready_in``
    TIMED_OUT = "timed-out"
    BROKE = "broke"  # the check itself failed: a bug, logged
    NOT_CONNECTED = "not-connected"  # OBS gives no answer
    REFUSED = "refused"  # connection refused
    NO_ANSWER = "no-answer"
    NOT_OBS = "not-obs"  # something else owns the port
    WRONG_PASSWORD = "wrong-password"  # noqa: S105 -- a reason, no secret
    PASSWORD_MISSING = "password-missing"  # noqa: S105 -- a reason, no secret
    OTHER_MACHINE = "other-machine"  # OBS runs elsewhere: this machine's figure would be a wrong one
    NOTHING_PLANNED = "nothing-planned"  # the rig spec says nothing about it
    NOTHING_KEPT = "nothing-kept"  # no good set-up of OBS to compare with
    MISSING = "missing"  # detail: what is missing
    DIFFERS = "differs"  # detail: what it is
    NO_SUCH_HOST = "no-such-host"
    CANCELLED = "cancelled"
    UNAVAILABLE = "unavailable"  # this system has no such figure
    STREAM_RUNS = "stream-runs"
    RECORD_RUNS = "record-runs"
    CONSENT_MISSING = "consent-missing"  # the answer would carry the stream key over the network
    TARGET_MISSING = "target-missing"  # OBS has no stream server set
    KEY_MISSING = "key-missing"  # OBS has no stream key set
    NO_PICTURE = "no-picture"  # detail: scene / source
    HIDDEN = "hidden"  # detail: scene / source
    BLACK = "black"  # detail: which
    FROZEN = "frozen"  # detail: which
    NOT_PLAYING = "not-playing"  # a film that rests tells nothing; detail: which
    MEDIA_FAILED = "media-failed"  # detail: which OBS cannot play
    NETWORK_FILE = "network-file"  # detail: which
    FILTER_OFF = "filter-off"  # detail: source / filter
    GAPS = "gaps"  # detail: which does not cover the canvas
    TWO_CAPTURES = "two-captures"  # detail: scenes that capture a display and a game
    NOT_METERED = "not-metered"  # in no scene on programme, so OBS tells no level; detail: which
    NO_SIGNAL = "no-signal"  # digital zero: nothing is plugged in; detail: which
    SILENT = "silent"  # detail: which
    TALKS_MUTED = "talks-muted"  # somebody talks, and nothing goes out; detail: into which
    OFF_TRACK = "off-track"  # not in the sound of the stream; detail: which
    MONITOR_ONLY = "monitor-only"  # heard in the room, and not in the stream; detail: which
    ECHO = "echo"  # monitored in the room as well: it may be picked up again; detail: which
    NO_TONE = "no-tone"  # the line-up tone does not play
    SAME_SIDES = "same-sides"  # left and right carry the same
    SIDE_DEAD = "side-dead"  # detail: L or R
    SIDES_SWAPPED = "sides-swapped"
    NO_FLASH = "no-flash"  # no flash with a beep in the recording
    NO_SOUND = "no-sound"  # the recording is silent, or has no sound
    MUTED = "muted"  # detail: which
    NOT_AN_ADDRESS = "not-an-address"  # detail: the text
    NOT_RTMP = "not-rtmp"  # something else answers at the ingest
    NOT_TLS = "not-tls"  # something else answers at the ingest
    CLOSED = "closed"  # it took the connection and closed it without a word
    UNREACHABLE = "unreachable"  # the system knows no way there
    NOT_ASKED = "not-asked"  # an active check: it runs only when a person asks for it
    CHANGED_MEANWHILE = "changed-meanwhile"  # detail: what was switched while it was measured
    TARGET_IS_SHOW = "target-is-show"  # OBS is set to the show's own ingest, not to the test target
    NOT_STARTED = "not-started"  # OBS was told to start, and no stream or recording came up
    NOT_RUNNING = "not-running"
    NOTHING_SENT = "nothing-sent"  # it runs, but no bytes flow
    RECONNECTED = "reconnected"  # detail: how often
    STILL_RUNS = "still-runs"  # OBS could not be told to stop what the check had started
    NOT_CONFIRMED = "not-confirmed"  # the far side does not tell that it arrives
    CERTIFICATE = "certificate"  # detail: what is wrong with it
    SAME_ADDRESS = "same-address"  # detail: the address
    TOOL_MISSING = "tool-missing"  # detail: the program that is not installed
    SERVER_REFUSED = "server-refused"  # the server for the measurement said no; detail: its status
    HELD_UP = "held-up"  # this program itself was late; detail: by how much
    STALLED = "stalled"  # nothing got through for seconds
    TOO_SHORT = "too-short"  # of time or of data
    INTERFACE_DIFFERS = "interface-differs"  # detail: the interface's count against the program's
    OTHER_SENDER = "other-sender"  # something else used the line meanwhile
    DISAGREE = "disagree"  # two measurements of one thing
    NO_FOLDER = "no-folder"  # detail: the folder
    NOT_WRITABLE = "not-writable"  # detail: the folder
    FRAGILE = "fragile"  # detail: the format, of which nothing is left when the recording is cut off
    SWITCHED_OFF = "switched-off"
    NO_LOG = "no-log"  # detail: where one was looked for
    LOGGED = "logged"  # detail: what OBS's log says
    SAFE_MODE = "safe-mode"
    CRASHED = "crashed"  # OBS crashed within the last day
    OPEN_DOOR = "open-door"  # OBS lets anybody in, without a password
    TWO_RUN = "two-run"  # detail: how many OBS run at once
    NOTHING_RUNS = "nothing-runs"  # neither a stream nor a recording
    KEY_RAGGED = "key-ragged"  # white space at one end of the stream key
    KEY_DIFFERS = "key-differs"  # it is another key than the rig spec's
    ABOVE_MOST = "above-most"  # detail: what the platform takes at most
    NO_READING = "no-reading"  # OBS tells it through a file alone, which was not found; detail: the mode it is in
    UNUSUAL = "unusual"  # detail: what it is
    SWITCHED_ON = "switched-on"  # detail: what is on, where it is usually off
    EXTRA_OUTPUT = "extra-output"  # detail: outputs beside stream and recording
    IDLE = "idle"  # too little is going on to tell
    ON_BATTERY = "on-battery"  # detail: how long it lasts
    WILL_SLEEP = "will-sleep"  # detail: the system's words
    RUNNING = "running"  # detail: which programs
    DOWN = "down"  # detail: the interface
    WIRELESS = "wireless"  # detail: the interface
    TUNNELLED = "tunnelled"  # detail: the interface, such as a VPN's
    HALF_DUPLEX = "half-duplex"  # detail: the interface
    PROXIED = "proxied"  # detail: for which schemes
    PORTAL = "portal"  # the network wants a log-in first; detail: what answered
    CLOCK_OFF = "clock-off"
    ONE_FAMILY_DEAD = "one-family-dead"  # detail: IPv4 or IPv6, of which one leads nowhere
    RENAMED = "renamed"  # detail: planned → there
    CAME_OR_WENT = "came-or-went"  # detail: what
    NOT_ALLOWED = "not-allowed"  # the system does not let programs use it; detail: what
    NOT_WATCHED = "not-watched"  # nobody looked before, so nothing is known of what changed
    TOO_QUIET = "too-quiet"  # detail: which
    DIGITAL_ZERO = "digital-zero"  # detail: which; a device that delivers nothing at all
    CLIPS = "clips"  # detail: which
    NO_DEVICE = "no-device"  # there is none to look at
    NOT_READY = "not-ready"  # OBS is loading or switching its scene collection, or closing


class Mode(StrEnum):
    """Passive is safe on air; active disturbs; manual is done by a person."""

    PASSIVE = "passive"
    ACTIVE = "active"
    MANUAL = "manual"


class Group(StrEnum):
    """How the checks are filed."""

    OBS = "obs"
    VIDEO = "video"
    SCENES = "scenes"
    AUDIO = "audio"
    RECORDING = "recording"
    MACHINE = "machine"
    NETWORK = "network"
    INGEST = "ingest"
    BANDWIDTH = "bandwidth"
    SOAK = "soak"
    DISPLAYS = "displays"
    DEVICES = "devices"
    DRIFT = "drift"
    BY_HAND = "by-hand"


class Phase(StrEnum):
    """A preflight has two, and a GO for each (DESIGN §5)."""

    RIG = "rig"  # no stream: an unexpected live output fails
    LINE_UP = "line-up"  # the stream is up, and the feed is confirmed by the ingest or by a person


FEED = "hand.feed"
"""The check by hand that a person passes by seeing the public feed and naming how late it is."""


class Leaves(Struct, frozen=True):
    """What an active check will do: said, and agreed to, before it does it."""

    host: str = ""
    """The host that gets or sends the data; empty: nothing leaves this machine."""
    megabytes: float = 0.0
    length: Span = Span(0)
    starts_stream: bool = False
    starts_recording: bool = False


class Progress(Struct, frozen=True):
    """How far an active check is. ``samples`` is for a live plot, one a second, in ``unit``."""

    check: str
    share: float
    """0…1."""
    samples: tuple[float, ...] = ()
    unit: str = ""
    step: str = ""
    """Key of the step it is at, for its words."""


class Limits(Struct, frozen=True):
    """A figure at *passes* or better passes, one at *warns* or better warns, any other fails.

    *more*: more is better. ``passes == warns``: there is nothing between a pass and a fail.
    """

    passes: float
    warns: float
    unit: str = ""
    more: bool = False

    def judge(self, figure: float) -> Verdict:
        """Return the verdict on *figure*, which is in ``unit``."""
        sign = 1 if self.more else -1
        if sign * figure >= sign * self.passes:
            return Verdict.PASS
        return Verdict.WARN if sign * figure >= sign * self.warns else Verdict.FAIL

    @property
    def text(self) -> str:
        """The limits in figures, e.g. ``≥ 5 / ≥ 1 GB``; what nothing can fail, as ``≥ 0``, is left out.

        A unit that begins with a stroke, ``/3``: of three, belongs to each figure: ``≥ 3/3 / ≥ 2/3``.
        """
        mark = "≥" if self.more else "≤"
        each, behind = (self.unit, "") if self.unit.startswith("/") else ("", self.unit)
        figures = f"{mark} {self.passes:g}{each}"
        if self.warns != self.passes and not (self.more and self.warns == 0):
            figures += f" / {mark} {self.warns:g}{each}"
        return f"{figures} {behind}".rstrip()


class CheckInfo(Struct, frozen=True):
    """What a panel may know of a check. Title, remedy and the words for ``threshold`` are in ``words.py`` by ``id``."""

    id: str
    group: Group
    mode: Mode
    killer: bool
    threshold: str
    """The shipped threshold in figures and units, as it reads on screen."""
    source: str
    """Where the threshold comes from, e.g. ``OBS stats dock``."""
    phases: frozenset[Phase] = frozenset(Phase)
    good_for: Span | None = None
    """Its evidence ages: older than this it counts as not done. None: the decision's own limit."""
    two_people: bool = False
    """Of a check by hand: a second person has to confirm it."""
    call: bool = False
    """Of a check by hand: done as call and response, the one who answers says the value."""
    owner: str = ""
    """Role that does it, a value of ``Role``; empty: technical support."""
    instead: frozenset[str] = frozenset()
    """Of a killer: where it is skipped, one of these must have been measured, or it blocks."""
    gate: str = ""
    """The gate it belongs to, a value of ``content.Gate``; empty: the one its phase ends at."""
    limits: Limits | None = None
    """As shipped, where one figure is judged; a rig spec may have its own."""
    answered_by: frozenset[str] = frozenset()
    """Of a check by hand: measured ones of which a pass, no older than ``good_for``, answers it as well as a person."""


class Result(Struct, frozen=True):
    """What one check found. ``value`` is figures or outside text, never a sentence."""

    check: str
    verdict: Verdict
    at: Instant
    value: str = ""
    unit: str = ""
    threshold: str = ""
    """The threshold that was applied."""
    machine: str = ""
    """Name of the machine the figure was measured on."""
    why: Why = Why.MEASURED
    detail: str = ""
    ready_in: Span | None = None
    took: Span | None = None
    who: str = ""
    """Of a check by hand: who confirmed it."""
    second: str = ""
    """Likewise: the second person, where it takes two."""
    left: str = ""
    """A file that the check let OBS make, and that could not be removed."""


class PreflightRun(Struct, frozen=True):
    """One run, which is one fact."""

    id: str
    started_at: Instant
    finished_at: Instant
    results: tuple[Result, ...]
    phase: Phase = Phase.RIG


class Waiver(Struct, frozen=True):
    """A named person takes a check's failure on themselves, with a reason."""

    check: str
    who: str
    reason: str
    at: Instant


class SignOff(Struct, frozen=True):
    """A person's signature under one run; stale when a later result differs."""

    run: str
    who: str
    at: Instant
    go: "Go"
    phase: Phase = Phase.RIG
    gate: str = ""
    """The gate it was signed for, a value of ``content.Gate``; empty: none."""
    blocking: tuple[str, ...] = ()
    """Ids of what stood in the way, as the person saw it."""
    waivers: tuple[Waiver, ...] = ()
    """As signed: those the decision rested on."""
    results: tuple[Result, ...] = ()
    """All that was known then, by hand and measured; not in the fact, which the fold finds it by."""
    stale: bool = False
    """A later result differs, or a waiver it rested on was withdrawn."""


class Go(StrEnum):
    """The decision."""

    GO = "go"
    WAIVED = "go-with-waivers"
    NO_GO = "no-go"


class Decision(Struct, frozen=True):
    """The decision and what it rests on: ids of checks."""

    go: Go
    blocking: tuple[str, ...] = ()
    waived: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    not_measured: tuple[str, ...] = ()
    out_of_date: tuple[str, ...] = ()
    """What was measured or confirmed too long ago; a killer among them is in ``blocking`` or ``waived`` as well."""

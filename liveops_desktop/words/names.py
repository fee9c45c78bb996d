"""The words for hats and signals, and how punctual a start was."""

from liveops_desktop.core.clock import Span
from liveops_desktop.core.gauges import Signal
from liveops_desktop.core.roles import Role
from liveops_desktop.core.timetext import duration
from liveops_desktop.words.translation import N_, _


def role_word(role: Role) -> str:
    """Return the name of a hat."""
    return _(_ROLES[role])


_ROLES = {
    Role.PLANNER: N_("Planner"),
    Role.HOST: N_("Host"),
    Role.SECOND_HOST: N_("Co-host"),
    Role.OPERATIONS_MANAGER: N_("Operations manager"),
    Role.EXECUTION: N_("Execution"),
    Role.TECHNICAL: N_("Technical support"),
    Role.PROMOTER: N_("Promoter"),
    Role.ANALYST: N_("Data analyst"),
    Role.CUSTOMER_SERVICE: N_("Customer service"),
    Role.EVERYBODY: N_("Everybody"),
}


def signal_word(signal: str) -> str:
    """Return what a health signal is called; an alarm of a later version keeps its stored name."""
    return _(_SIGNALS.get(signal, signal))


_SIGNALS: dict[str, str] = {
    "host-display-gone": N_("The host's display is gone"),
    Signal.OBS_LOST: N_("OBS is gone"),
    Signal.OBS_REFUSED: N_("OBS refuses the password"),
    Signal.OBS_KICKED: N_("OBS has ended this connection"),
    Signal.STREAM_STOPPED: N_("The stream has stopped"),
    Signal.RECONNECTING: N_("The stream is reconnecting"),
    Signal.STREAM_STALLED: N_("The stream sends nothing"),
    Signal.NETWORK_DROPS: N_("The line is losing frames"),
    Signal.BITRATE_LOW: N_("The bitrate is low"),
    Signal.ENCODER_SKIP: N_("The encoder skips frames"),
    Signal.RENDER_LAG: N_("Rendering lags"),
    Signal.FPS: N_("Too few frames per second"),
    Signal.CPU: N_("The processor is busy"),
    Signal.MEMORY: N_("Memory is short"),
    Signal.DISK: N_("The disk is filling up"),
    Signal.RECORD_STOPPED: N_("The recording has stopped"),
    Signal.RECORD_STALLED: N_("The recording writes nothing"),
    Signal.MICROPHONE_MUTED: N_("A microphone is muted"),
}


def punctuality(late: Span) -> str:
    """Return how punctual a start was; within a second it was on time."""
    whole = abs(late) // 1_000
    if not whole:
        return _("on time")
    words = _("{span} late") if late > 0 else _("{span} early")
    return words.format(span=duration(Span(whole * 1_000)))

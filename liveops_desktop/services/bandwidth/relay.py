"""How a relay is named, and what the providers share."""

import os
from collections.abc import Callable, Sequence
from urllib.parse import urlsplit

from liveops_desktop.core.clock import Span

SPEEDTEST = "speedtest"
SPEEDTEST_ADDRESS = ("www.speedtest.net", 443)
MINI = "LIVEOPS_SPEEDTEST_MINI"
"""Names a variable with the address of a mini server of the crew's own, asked instead of speedtest.net."""
IPERF_PORT = 5_201

Heard = Callable[[float, Sequence[float]], None]
"""Gets the share done, 0…1, and the samples so far."""


def is_web(relay: str) -> bool:
    """Tell whether *relay* is a web server."""
    return relay.startswith(("http://", "https://"))


def address_of(relay: str) -> tuple[str, int]:
    """Return host and port of *relay*; raise ``ValueError`` where it names none."""
    if relay == SPEEDTEST:
        mini = os.environ.get(MINI, "")
        return address_of(mini) if is_web(mini) else SPEEDTEST_ADDRESS
    parts = urlsplit(relay if is_web(relay) else f"//{relay}")
    if not parts.hostname or parts.port == 0:
        raise ValueError(relay)
    customary = {"http": 80, "https": 443}.get(parts.scheme, IPERF_PORT)
    return parts.hostname, parts.port or customary


def mean_kbps(count: int, took: float) -> float:
    """Return the rate of *count* bytes in *took* seconds."""
    return count * 8 / took / 1_000 if took > 0 else 0.0


def whole(*spans: Span) -> float:
    """Return these spans in seconds, together."""
    return sum(spans) / 1_000

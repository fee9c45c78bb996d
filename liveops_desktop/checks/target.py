"""Which ingest the network checks try: the planned one, else the one OBS is set to."""

from urllib.parse import urlsplit

from msgspec import Struct

from liveops_desktop.checks.judging import state_of
from liveops_desktop.checks.reach import World

DEFAULT_PORTS = {"rtmp": 1935, "rtmps": 443}


class Ingest(Struct, frozen=True):
    """Where to; *scheme* in lower case."""

    scheme: str
    host: str
    port: int


class NotAnAddress(Exception):  # noqa: N818 -- a finding, not an error
    """The planned text names no host to connect to."""

    def __init__(self, url: str) -> None:
        """Keep the text, which holds no key."""
        super().__init__(url)
        self.url = url


def planned_ingest(world: World) -> Ingest | None:
    """Return the ingest to try, or None where neither the rig spec nor OBS names one; raise ``NotAnAddress``.

    Without a plan the way to OBS's own target is still worth knowing; that the target is unplanned is for
    ``obsv.target`` to say.
    """
    state = state_of(world.obs)
    url = world.rig.ingest or (state.server if state is not None else "")
    return read_ingest(url) if url else None


def read_ingest(url: str) -> Ingest:
    """Take an address apart; raise ``NotAnAddress`` when it names no host, or no port and none is customary."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port or DEFAULT_PORTS.get(parts.scheme)
    except ValueError as odd:
        raise NotAnAddress(url) from odd
    if not parts.hostname or port is None:
        raise NotAnAddress(url)
    return Ingest(parts.scheme, parts.hostname, port)

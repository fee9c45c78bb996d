"""What is learned of an ingest without starting a stream, and what it says of one that runs."""

from msgspec import Struct

from liveops_desktop.core.clock import Span


class Secured(Struct, frozen=True):
    """A handshake over TLS. *took*: TCP, TLS and RTMP together; *valid_for*: how long its certificate is still good."""

    took: Span
    valid_for: Span


class SrtReply(Struct, frozen=True):
    """What came of some induction packets. *rtts*: of those that were answered."""

    asked: int
    rtts: tuple[Span, ...] = ()
    refused: bool = False
    """The system there said that nobody listens on the port (ICMP)."""


class Feed(Struct, frozen=True):
    """One stream as the ingest itself counts it. ``None`` and empty: it does not say."""

    bytes_in: int
    publishing: bool = True
    width: int = 0
    height: int = 0
    fps: float = 0.0
    codec: str = ""
    mark: int = 0
    """The same for two readings of one stream, in this process only."""


class Folder(Struct, frozen=True):
    """The folder that OBS records to, as this PC sees it."""

    there: bool
    writable: bool
    free_gb: float | None = None

"""The PC this program runs on, in the detail that only a preflight asks for. ``None``: this system does not tell."""

from msgspec import Struct

from liveops_desktop.core.clock import Instant, Span


class Interface(Struct, frozen=True):
    """One network interface. Counters are the system's own and may reset."""

    name: str
    addresses: tuple[str, ...]
    up: bool
    speed_mbps: int | None
    duplex: str
    """``full``, ``half`` or nothing."""
    wireless: bool | None
    tunnel: bool
    bytes_sent: int
    bytes_received: int
    packets: int
    errors: int
    """Errors and drops, both ways."""


class Gpu(Struct, frozen=True):
    """One graphics card that ``nvidia-smi`` tells of."""

    name: str
    load_percent: float
    encoder_percent: float
    temperature: float
    memory_used_mb: float
    memory_total_mb: float


class Busy(Struct, frozen=True):
    """A process and its share of one core, over the time of the look."""

    name: str
    cpu_percent: float


class MachineDetail(Struct, frozen=True):
    """One look at the machine."""

    at: Instant
    system: str
    """Name and build, e.g. ``Debian GNU/Linux 12 (6.1.0)``."""
    booted_at: Instant
    supported_until: Instant | None = None
    """Day its maker's support ends (``core/systems.py``)."""
    gpus: tuple[Gpu, ...] | None = ()
    """Empty: no ``nvidia-smi`` here; None: it is here and gave no answer."""
    temperature: float | None = None
    """°C, the hottest processor sensor."""
    temperature_critical: float | None = None
    frequency_share: float | None = None
    """Of the processor's highest frequency, 0…1; only where the system tells it live."""
    plugged: bool | None = None
    """None: it has no battery."""
    battery_percent: float | None = None
    battery_left: Span | None = None
    system_disk_free_percent: float | None = None
    busiest: tuple[Busy, ...] = ()
    running: frozenset[str] = frozenset()
    """Names of all processes, in lower case and without ``.exe``."""
    interfaces: tuple[Interface, ...] = ()
    proxies: tuple[str, ...] = ()
    """Schemes for which the system has a proxy, e.g. ``https``."""

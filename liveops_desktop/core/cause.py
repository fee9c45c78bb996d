"""What raised an alarm, in numbers: kept in the fact, and worded where it is shown, in the language shown then."""

from msgspec import Struct

from liveops_desktop.core.clock import ZERO, Span


class Cause(Struct, frozen=True):
    """A figure and what it was held to, all in *unit*."""

    value: float
    unit: str
    warn: float
    critical: float
    digits: int = 0
    """How many decimals to show of *value*."""
    window: Span = ZERO
    """What *value* is the mean or share of; 0: a momentary figure."""

"""Cameras, microphones, speakers and displays of this PC, as its system lists them."""

from msgspec import Struct


class Camera(Struct, frozen=True):
    """A camera and the formats it offers: (width, height, frames per second)."""

    id: str
    name: str
    formats: tuple[tuple[int, int, float], ...] = ()


class Sound(Struct, frozen=True):
    """A microphone or a speaker."""

    id: str
    name: str
    sample_rate: int = 0
    """Hz, that the system prefers; 0: not told."""
    default: bool = False


class Display(Struct, frozen=True):
    """A display; sizes in physical pixels."""

    name: str
    width: int
    height: int
    refresh: float
    """Hz."""
    scale: float = 1.0


class Devices(Struct, frozen=True):
    """All of them. ``changes``: how often one came or went since the program started, with the latest in words."""

    cameras: tuple[Camera, ...] = ()
    microphones: tuple[Sound, ...] = ()
    speakers: tuple[Sound, ...] = ()
    displays: tuple[Display, ...] = ()
    microphone_allowed: bool | None = None
    """The system lets this program listen; None: it has no such question, or it was not asked yet."""
    camera_allowed: bool | None = None
    gone: tuple[str, ...] = ()
    """Names of what was there since the program started and is not now."""
    come: tuple[str, ...] = ()
    """Names of what came since the program started and is there now."""

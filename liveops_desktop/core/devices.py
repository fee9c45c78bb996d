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
    """All of them, and what came and went since the first look."""

    cameras: tuple[Camera, ...] = ()
    microphones: tuple[Sound, ...] = ()
    speakers: tuple[Sound, ...] = ()
    displays: tuple[Display, ...] | None = ()
    """None: there is no screen to ask, as on a PC that is reached by a terminal."""
    microphone_allowed: bool | None = None
    """The system lets this program listen; None: it was not asked yet."""
    camera_allowed: bool | None = None
    gone: tuple[str, ...] = ()
    """Names of cameras, microphones and speakers that were there at a look since, and are not now."""
    come: tuple[str, ...] = ()
    """Names of those that were not there at first, and are now."""
    displays_gone: tuple[str, ...] = ()
    displays_come: tuple[str, ...] = ()
    watched: bool = False
    """It is not the first look; False: nothing can be said of what came and went."""


class Heard(Struct, frozen=True):
    """What a microphone gave in some seconds: the highest and the mean level of each tenth, multipliers, 0…1."""

    name: str
    peaks: tuple[float, ...] = ()
    levels: tuple[float, ...] = ()
    why: str = ""
    """Empty, or why nothing came: ``missing``, ``refused``."""

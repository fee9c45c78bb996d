"""Facts for the tests of the store."""

from liveops_desktop.core.clock import Instant
from liveops_desktop.core.facts import Fact, NoteAdded


def note(number: int, station: str = "desk", **changed: object) -> Fact:
    """Return the fact that *station* has numbered so."""
    parts: dict[str, object] = {
        "id": f"{station}-{number}",
        "station": station,
        "station_seq": number,
        "shared_seq": None,
        "at": Instant(1_000 * number),
        "pressed_at": Instant(1_000 * number - 5),
        "who": "Ann",
        "body": NoteAdded(f"note {number}", "EXE"),
    }
    return Fact(**{**parts, **changed})  # type: ignore[arg-type]  # a test's shorthand

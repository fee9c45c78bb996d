"""What a system does not tell is told as unknown: never as a figure, and never as in order."""

import msgspec

from liveops_desktop.core.clock import Instant
from liveops_desktop.core.devices import Devices, Heard, Sound
from liveops_desktop.core.ingest import Feed, Folder, SrtReply
from liveops_desktop.core.machine import MachineDetail

AT = Instant(1_000)


def test_a_machine_that_tells_nothing_but_its_name_has_no_figures() -> None:
    told = msgspec.structs.asdict(MachineDetail(AT, "Plan 9", AT))
    figures = {
        name for name, value in told.items() if isinstance(value, int | float) and name not in ("at", "booted_at")
    }
    assert figures == set()
    assert told["plugged"] is None, "neither on mains nor on battery"


def test_devices_that_were_looked_at_once_say_nothing_of_what_came_or_went() -> None:
    first = Devices()
    assert not first.watched
    assert (first.microphone_allowed, first.camera_allowed) == (None, None), "not asked is not refused"
    assert not Sound("mic-1", "Mic").default, "a device is nobody's choice until the system says so"


def test_a_microphone_of_which_nothing_was_heard_has_no_level() -> None:
    assert Heard("Mic", why="refused").peaks == ()


def test_a_server_that_answered_nothing_has_no_round_trip() -> None:
    silent = SrtReply(asked=3)
    assert (silent.rtts, silent.refused) == ((), False), "silence is no refusal"
    assert Folder(there=False, writable=False).free_gb is None
    assert Feed(0).codec == ""

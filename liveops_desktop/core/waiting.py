"""One cause, many checks that could not be measured: told as one, so that a person mends one thing and not ten.

Nothing of this decides: a killer that waits for a cause blocks like any other that is not measured (``go``).
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from msgspec import Struct

from liveops_desktop.core.preflight import CheckInfo, Group, Mode, Result, Verdict, Why

FEWEST = 2
"""A single check speaks for itself."""
DOOR = ("obsc.port", "obsc.hello", "obsc.auth")
"""Of these one says why OBS is not connected."""
INTERFACE = "net.up"
"""The check that says whether this PC has a network at all."""
_BAD = frozenset({Verdict.FAIL, Verdict.INCONCLUSIVE})
_WITHOUT_NETWORK = frozenset({Why.UNREACHABLE, Why.NO_ANSWER, Why.NO_SUCH_HOST, Why.DOWN, Why.TIMED_OUT})
_OVER_THE_NETWORK = frozenset({Group.NETWORK, Group.INGEST, Group.BANDWIDTH})


class Outage(StrEnum):
    """What a person has to mend first."""

    OBS = "obs"  # OBS gives no answer
    NETWORK = "network"  # this PC has no way out


class Waiting(Struct, frozen=True):
    """Checks that one cause has kept from being measured."""

    outage: Outage
    root: str
    """Id of the check that says what is wrong; it is among ``checks`` where it was measured."""
    checks: tuple[str, ...]


def waiting(checks: Sequence[CheckInfo], results: Mapping[str, Result]) -> tuple[Waiting, ...]:
    """Return each cause that keeps two passive checks or more from being measured, with those, in their order."""
    passive = [info for info in checks if info.mode is Mode.PASSIVE and info.id in results]
    found = ((Outage.OBS, *_without_obs(passive, results)), (Outage.NETWORK, *_without_network(passive, results)))
    return tuple(Waiting(outage, root, these) for outage, root, these in found if len(these) >= FEWEST)


def _without_obs(checks: Sequence[CheckInfo], results: Mapping[str, Result]) -> tuple[str, tuple[str, ...]]:
    """Return the door that is shut, and all that is behind it."""
    shut = next((check for check in DOOR if check in results and results[check].verdict is Verdict.FAIL), DOOR[0])
    bad = [info.id for info in checks if results[info.id].verdict in _BAD]
    behind = tuple(check for check in bad if check == shut or results[check].why is Why.NOT_CONNECTED)
    return shut, behind if behind != (shut,) else ()


def _without_network(checks: Sequence[CheckInfo], results: Mapping[str, Result]) -> tuple[str, tuple[str, ...]]:
    """Return what leads over the network, where this PC has none."""
    up = results.get(INTERFACE)
    if up is None or up.verdict is not Verdict.FAIL:
        return INTERFACE, ()
    return INTERFACE, tuple(
        info.id
        for info in checks
        if info.group in _OVER_THE_NETWORK
        and results[info.id].verdict in _BAD
        and results[info.id].why in _WITHOUT_NETWORK
    )

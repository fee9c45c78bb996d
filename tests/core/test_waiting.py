"""One cause, told as one: OBS that does not answer, and a PC without a network."""

import pytest

from liveops_desktop.core.clock import Instant
from liveops_desktop.core.preflight import CheckInfo, Group, Mode, Result, Verdict, Why
from liveops_desktop.core.waiting import Outage, Waiting, waiting

PASS, WARN, FAIL, INCONCLUSIVE = Verdict.PASS, Verdict.WARN, Verdict.FAIL, Verdict.INCONCLUSIVE
GROUPS = {
    "obsc.port": Group.OBS,
    "obsc.hello": Group.OBS,
    "obsc.auth": Group.OBS,
    "scn.required": Group.SCENES,
    "aud.mute": Group.AUDIO,
    "net.up": Group.NETWORK,
    "net.dns": Group.NETWORK,
    "net.proxy": Group.NETWORK,
    "ing.tcp": Group.INGEST,
    "sys.cpu": Group.MACHINE,
}
CHECKS = tuple(
    CheckInfo(one, group, Mode.PASSIVE, killer=False, threshold="", source="") for one, group in GROUPS.items()
)
SOAK = CheckInfo("soak.publish", Group.SOAK, Mode.ACTIVE, killer=False, threshold="", source="")
AWAY = (INCONCLUSIVE, Why.NOT_CONNECTED)
FINE = (PASS, Why.MEASURED)
BEHIND_THE_DOOR = {"scn.required": AWAY, "aud.mute": AWAY}


def found(**said: tuple[Verdict, Why]) -> tuple[Waiting, ...]:
    by_id = {check.replace("_", "."): one for check, one in said.items()}
    results = {check: Result(check, verdict, Instant(0), why=why) for check, (verdict, why) in by_id.items()}
    return waiting((*CHECKS, SOAK), results)


@pytest.mark.parametrize(
    ("door", "root", "waits"),
    [
        ({"obsc.port": (FAIL, Why.REFUSED), "obsc.hello": AWAY}, "obsc.port", ("obsc.port", "obsc.hello")),
        ({"obsc.port": AWAY, "obsc.hello": AWAY}, "obsc.port", ("obsc.port", "obsc.hello")),  # nobody said which OBS
        ({"obsc.port": FINE, "obsc.hello": (FAIL, Why.NOT_OBS)}, "obsc.hello", ("obsc.hello",)),
        ({"obsc.port": FINE, "obsc.auth": (FAIL, Why.WRONG_PASSWORD)}, "obsc.auth", ("obsc.auth",)),
        ({"obsc.port": FINE, "obsc.hello": FINE, "obsc.auth": FINE}, "obsc.port", ()),  # lost in the middle
    ],
)
def test_the_door_that_is_shut_and_all_behind_it(
    door: dict[str, tuple[Verdict, Why]], root: str, waits: tuple[str, ...]
) -> None:
    assert found(**door, **BEHIND_THE_DOOR) == (Waiting(Outage.OBS, root, (*waits, *BEHIND_THE_DOOR)),)


def test_one_alone_speaks_for_itself() -> None:
    assert found(**{"obsc.port": (FAIL, Why.REFUSED), "sys.cpu": FINE}) == ()
    assert found(**{"obsc.port": FINE, "aud.mute": AWAY}) == ()


def test_an_active_check_that_lost_obs_is_no_part_of_it() -> None:
    (one,) = found(**{"obsc.port": (FAIL, Why.REFUSED), **BEHIND_THE_DOOR, "soak.publish": AWAY})
    assert "soak.publish" not in one.checks


def test_without_a_network_what_leads_over_it_waits_and_what_was_measured_does_not() -> None:
    no_way = {
        "net.up": (FAIL, Why.UNREACHABLE),
        "net.dns": (FAIL, Why.NO_ANSWER),
        "net.proxy": FINE,
        "ing.tcp": (FAIL, Why.NO_ANSWER),
        "sys.cpu": (FAIL, Why.MEASURED),
    }
    assert found(**no_way) == (Waiting(Outage.NETWORK, "net.up", ("net.up", "net.dns", "ing.tcp")),)
    assert found(**{**no_way, "net.up": FINE}) == (), "with a network each says its own"
    assert found(**{**no_way, "ing.tcp": (FAIL, Why.REFUSED)})[0].checks == ("net.up", "net.dns")

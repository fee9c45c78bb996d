"""The rig spec, and what OBS is set to."""

from typing import assert_never

from msgspec.structs import replace

from liveops_desktop.core import facts as f
from liveops_desktop.core.facts import Fact
from liveops_desktop.core.rig import Rig
from liveops_desktop.core.show import Kept, Show

RigBody = f.RigSet | f.SetupKept | f.DriftAccepted


def apply(show: Show, fact: Fact, body: RigBody) -> Show:
    """Return the show after a fact about its rig."""
    match body:
        case f.RigSet():
            return replace(show, rig=_merged(show.rig, body))
        case f.SetupKept():
            # What was accepted is a part of what is good now.
            return replace(show, kept=Kept(body.setup, fact.at, fact.who), drift_accepted=frozenset())
        case f.DriftAccepted():
            return replace(show, drift_accepted=show.drift_accepted | {body.item})
    assert_never(body)


def _merged(current: Rig, body: f.RigSet) -> Rig:
    """Change what was meant, and nothing that another station has changed meanwhile."""
    meant = {
        name: getattr(body.now, name)
        for name in Rig.__struct_fields__
        if getattr(body.was, name) != getattr(body.now, name) and getattr(current, name) == getattr(body.was, name)
    }
    return replace(current, **meant)

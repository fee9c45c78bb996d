"""The rig spec: set as other edits are, and what OBS is set to kept or taken as meant."""

from typing import assert_never

from msgspec.structs import replace

from liveops_desktop.core import facts as f
from liveops_desktop.core import intents as i
from liveops_desktop.core.decide.changes import changes
from liveops_desktop.core.decide.names import named
from liveops_desktop.core.drift import comparable
from liveops_desktop.core.facts import AnyBody
from liveops_desktop.core.intents import Wish
from liveops_desktop.core.refusal import Reason, Refused
from liveops_desktop.core.rig import Rig
from liveops_desktop.core.rig_rules import validate_rig
from liveops_desktop.core.show import Show

RigIntent = i.SetRig | i.KeepSetup | i.AcceptDrift


def decide(show: Show, wish: Wish, intent: RigIntent) -> tuple[AnyBody, ...]:
    """Decide about the rig spec and what it is compared with."""
    match intent:
        case i.SetRig():
            wanted = changes(show.rig, intent.was, intent.now)
            if not wanted:
                return ()
            now: Rig = replace(show.rig, **wanted)
            validate_rig(now)
            return (f.RigSet(was=show.rig, now=now),)
        case i.KeepSetup():
            named(wish)
            setup = comparable(intent.setup)
            kept = show.kept
            if kept is not None and replace(kept.setup, read_at=setup.read_at) == setup:
                return ()
            return (f.SetupKept(setup=setup),)
        case i.AcceptDrift():
            named(wish)
            if not intent.item:
                raise Refused(Reason.UNKNOWN_ITEM)
            return () if intent.item in show.drift_accepted else (f.DriftAccepted(item=intent.item),)
    assert_never(intent)

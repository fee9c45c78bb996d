"""The lock of the run-of-show, its versions, and who has seen them."""

from typing import assert_never

from msgspec.structs import replace

from liveops_desktop.core import facts as f
from liveops_desktop.core.facts import Fact
from liveops_desktop.core.show import Change, Show

LockBody = f.RundownLocked | f.RundownUnlocked | f.RundownChanged | f.VersionAcknowledged


def apply(show: Show, fact: Fact, body: LockBody) -> Show:
    """Return the show after a fact about its lock; one that names another version is stale."""
    lock = show.lock
    match body:
        case f.RundownLocked():
            if lock.locked or body.version <= lock.version:
                return show
            lock = replace(lock, version=body.version, locked=True, at=fact.at, who=fact.who, seen={})
        case f.RundownUnlocked():
            if not lock.locked or body.version != lock.version:
                return show
            lock = replace(lock, locked=False)
        case f.RundownChanged():
            if not lock.locked or body.version <= lock.version:
                return show
            change = Change(body.version, fact.at, fact.who, body.reason)
            lock = replace(lock, version=body.version, changes=(*lock.changes, change), seen={})
        case f.VersionAcknowledged():
            if body.version != lock.version:
                return show
            lock = replace(lock, seen={**lock.seen, body.role: (fact.who, fact.at)})
        case _:
            assert_never(body)
    return replace(show, lock=lock)

"""Locking the run-of-show, and the edits that come after: each has a reason and makes a version for the crew to see."""

from typing import assert_never

from liveops_desktop.core import facts as f
from liveops_desktop.core import intents as i
from liveops_desktop.core.facts import AnyBody
from liveops_desktop.core.refusal import Reason, Refused
from liveops_desktop.core.show import Show

LockIntent = i.LockRundown | i.UnlockRundown | i.AcknowledgeVersion


def decide(show: Show, intent: LockIntent) -> tuple[AnyBody, ...]:
    """Decide about the lock."""
    lock = show.lock
    match intent:
        case i.LockRundown():
            return () if lock.locked else (f.RundownLocked(version=lock.version + 1),)
        case i.UnlockRundown():
            if not lock.locked:
                return ()
            _same(show, intent.version)
            return (f.RundownUnlocked(version=intent.version),)
        case i.AcknowledgeVersion():
            if not intent.role.strip():
                raise Refused(Reason.EMPTY, field="role")
            if not lock.version:
                raise Refused(Reason.NOT_LOCKED)
            _same(show, intent.version)
            return (
                () if intent.role in lock.seen else (f.VersionAcknowledged(version=intent.version, role=intent.role),)
            )
    assert_never(intent)


def changed(show: Show, reason: str) -> tuple[AnyBody, ...]:
    """Return what is said before an edit: nothing while the run-of-show is open, the new version when it is locked.

    Raises:
        Refused: ``LOCKED`` when an edit of a locked run-of-show gives no reason.
    """
    if not show.lock.locked:
        return ()
    if not reason.strip():
        raise Refused(Reason.LOCKED, field="reason", detail=str(show.lock.version))
    return (f.RundownChanged(version=show.lock.version + 1, reason=reason.strip()),)


def _same(show: Show, version: int) -> None:
    if version != show.lock.version:
        raise Refused(Reason.VERSION_MOVED_ON, detail=str(show.lock.version))

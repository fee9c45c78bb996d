"""The row of a cause that keeps many checks from being measured: what to mend, and the way to it beside it."""

from collections.abc import Mapping, Sequence

from liveops_desktop.core.preflight import CheckInfo, Result, Why
from liveops_desktop.core.snapshot import Snapshot
from liveops_desktop.core.vitals import Link
from liveops_desktop.core.waiting import Outage, Waiting
from liveops_desktop.panels.preflight.entries import Offer, Row, Section, owner_word, when_said
from liveops_desktop.widgets.look import State
from liveops_desktop.words import _, check_remedy, n_, why_sentence

_LIVE = (Link.CONNECTED, Link.DEGRADED)


def outage_words(one: Waiting, snapshot: Snapshot) -> str:
    """Return what is wrong, as a person says it."""
    if one.outage is Outage.NETWORK:
        return _("no network on this PC")
    return _("OBS was not connected") if _gone(one, snapshot) else _("OBS is not connected")


def _gone(one: Waiting, snapshot: Snapshot) -> bool:
    """Tell whether the cause is mended, as far as is known without measuring anew."""
    return one.outage is Outage.OBS and snapshot.vitals.obs.link.state in _LIVE


def waiting_row(
    one: Waiting,
    behind: Sequence[Row],
    infos: Sequence[CheckInfo],
    results: Mapping[str, Result],
    snapshot: Snapshot,
    zone: str,
) -> Row:
    """Return the row of a cause; *behind*: the rows of what waits for it, as they would stand without it."""
    root = results[one.root if one.root in one.checks else one.checks[0]]
    mended = _gone(one, snapshot)
    bad = any(row.section is Section.FIX for row in behind)
    killers = sum(info.killer for info in infos if info.id in one.checks)
    facts = (
        _counted_killers(killers),
        root.machine,
        when_said(root.at, snapshot, zone),
    )
    offer = Offer.AGAIN if mended or one.outage is Outage.NETWORK else Offer.CONNECT
    return Row(
        f"cause.{one.outage.value}",
        Section.FIX if bad else Section.NOT_MEASURED,
        State.BAD if bad else State.UNKNOWN,
        _title(one, root, snapshot),
        _("Connected by now: measure again.") if mended else check_remedy(one.root),
        " · ".join(part for part in facts if part),
        owner_word(),
        offer=offer,
    )


def _title(one: Waiting, root: Result, snapshot: Snapshot) -> str:
    cause = outage_words(one, snapshot)
    waits = n_("{count} check waits for it", "{count} checks wait for it", len(one.checks)).format(
        count=len(one.checks)
    )
    told = root.check == one.root and root.why is not Why.NOT_CONNECTED  # that is what was just said
    why = why_sentence(root.why, root.detail).rstrip(".。") if told else ""
    return " · ".join(part for part in (f"{cause[:1].upper()}{cause[1:]} – {waits}", why) if part)


def _counted_killers(count: int) -> str:
    return n_("{count} killer among them", "{count} killers among them", count).format(count=count) if count else ""

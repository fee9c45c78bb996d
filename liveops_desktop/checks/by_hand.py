"""Group *by hand*: what only people can say, each by name. None runs; ``ConfirmCheck`` holds what somebody answered.

The killers belong to the line-up, when the crew is at its places: the rig is proved by machines. What a person said
ages as anything measured does. Of call and response the answer is a value, never "OK".
"""

from liveops_desktop.checks.check import Check, Where, check
from liveops_desktop.checks.judging import Judgement
from liveops_desktop.checks.reach import World
from liveops_desktop.core.clock import HOUR, MINUTE, Span
from liveops_desktop.core.content import Gate
from liveops_desktop.core.preflight import FEED as FEED_ID
from liveops_desktop.core.preflight import Group, Mode, Phase, Verdict
from liveops_desktop.core.roles import Role

RIG = frozenset({Phase.RIG})
LINE_UP = frozenset({Phase.LINE_UP})
LINE = Span(12 * HOUR)
"""As long as a measurement of the line is good for (own proposal: the same evening)."""
MICROPHONE = Span(3 * HOUR)
"""A microphone is moved, changed, its battery runs down (own proposal)."""
FEED = Span(30 * MINUTE)


def _by_hand(
    check_id: str,
    phases: frozenset[Phase],
    gate: Gate,
    good_for: Span,
    *,
    owner: Role = Role.TECHNICAL,
    killer: bool = False,
    two_people: bool = False,
    call: bool = False,
    threshold: str = "",
    source: str = "LiveOps proposal",
    answered_by: frozenset[str] = frozenset(),
) -> Check:
    async def ask(_world: World) -> Judgement:
        """Leave it to a person."""
        return Judgement(Verdict.MANUAL)

    return check(
        check_id,
        Group.BY_HAND,
        where=Where.HERE,
        mode=Mode.MANUAL,
        killer=killer,
        phases=phases,
        gate=gate.value,
        good_for=good_for,
        owner=owner.value,
        two_people=two_people,
        call=call,
        threshold=threshold,
        source=source,
        answered_by=answered_by,
    )(ask)


CHECKS = (
    _by_hand("aud.lineup", RIG, Gate.TWO_HOURS, MICROPHONE, call=True, threshold="-18 ± 1 dBFS", source="EBU R 68"),
    _by_hand("aud.avsync", RIG, Gate.TWO_HOURS, LINE, call=True, threshold="-40 … +60 ms", source="EBU R 37"),
    _by_hand("hand.backup_line", RIG, Gate.TWO_HOURS, LINE, call=True, threshold="≤ 30 s"),
    _by_hand("hand.power", RIG, Gate.TWO_HOURS, LINE, call=True, threshold="≥ 15 min"),
    _by_hand("soak.watch", RIG, Gate.TWO_HOURS, LINE),
    _by_hand("hand.mic", LINE_UP, Gate.TWO_HOURS, MICROPHONE, killer=True, call=True, threshold="-12 … -6 dBFS"),
    _by_hand("hand.contingency", LINE_UP, Gate.TWO_HOURS, LINE, killer=True),
    _by_hand("hand.quiet_pc", LINE_UP, Gate.TWO_HOURS, LINE, killer=True),
    _by_hand("hand.price", LINE_UP, Gate.HALF_HOUR, LINE, owner=Role.EXECUTION, two_people=True, call=True),
    _by_hand(
        "hand.read_back", LINE_UP, Gate.HALF_HOUR, MICROPHONE, owner=Role.HOST, killer=True, two_people=True, call=True
    ),
    _by_hand("hand.talkback", LINE_UP, Gate.HALF_HOUR, MICROPHONE, killer=True, call=True),
    _by_hand("hand.host_panel", LINE_UP, Gate.HALF_HOUR, MICROPHONE, owner=Role.HOST, killer=True, call=True),
    _by_hand(FEED_ID, LINE_UP, Gate.HALF_HOUR, FEED, killer=True, call=True, answered_by=frozenset({"feed.far_side"})),
)
"""Of this group, in the order they are asked."""

"""Checks by hand: a person's word, two people's where it takes two, with the value where it is call and response."""

from liveops_desktop.core import facts as f
from liveops_desktop.core import intents as i
from liveops_desktop.core.clock import DAY, ZERO, Instant, Span, seconds
from liveops_desktop.core.decide.names import named, second_person
from liveops_desktop.core.facts import AnyBody
from liveops_desktop.core.intents import Wish
from liveops_desktop.core.preflight import FEED, Mode, Verdict
from liveops_desktop.core.refusal import Reason, Refused
from liveops_desktop.core.show import Show

_SAID = frozenset({Verdict.PASS, Verdict.WARN, Verdict.FAIL, Verdict.SKIPPED, Verdict.MANUAL})
_GOOD = frozenset({Verdict.PASS, Verdict.WARN})


def confirm(show: Show, wish: Wish, intent: i.ConfirmCheck, at: Instant) -> tuple[AnyBody, ...]:
    """Decide about a person's word for a check. Said again later it is fresh evidence, and a fact."""
    named(wish)
    info, value = intent.check, intent.value.strip()
    if info.mode is not Mode.MANUAL:
        raise Refused(Reason.NOT_BY_HAND)
    if intent.verdict not in _SAID or (intent.verdict is Verdict.SKIPPED and info.killer):
        raise Refused(Reason.UNKNOWN_VALUE, field="verdict", detail=intent.verdict.value)
    before = show.preflight.by_hand.get(info.id)
    if intent.verdict is Verdict.MANUAL:
        return () if before is None else (f.CheckConfirmed(check=info.id, verdict=intent.verdict),)
    if not value and (intent.verdict is Verdict.SKIPPED or (info.call and intent.verdict in _GOOD)):
        raise Refused(Reason.EMPTY, field="value")
    second = second_person(wish, intent.second)
    if before is not None and before.at == at and wish.who in (before.who, before.second):
        return ()  # the same press again
    if info.id == FEED and intent.verdict is Verdict.PASS:
        return (_feed(_delay(value)),)
    return (
        f.CheckConfirmed(
            check=info.id,
            verdict=intent.verdict,
            value=value,
            unit=intent.unit,
            threshold=info.threshold,
            second=second,
            two_people=info.two_people,
        ),
    )


def _feed(delay: Span) -> f.FeedConfirmed:
    """Return that viewers are *delay* behind."""
    if delay < ZERO:
        raise Refused(Reason.NEGATIVE, field="value")
    if delay > DAY:
        raise Refused(Reason.TOO_LONG, field="value")
    return f.FeedConfirmed(delay=delay)


def _delay(value: str) -> Span:
    """Read seconds as people say them: ``21``, ``8.5``, ``8,5 s``."""
    try:
        return seconds(float(value.lower().removesuffix("s").strip().replace(",", ".")))
    except (ValueError, OverflowError) as odd:
        raise Refused(Reason.NOT_SECONDS, field="value", detail=value) from odd

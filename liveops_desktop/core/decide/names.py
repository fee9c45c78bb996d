"""Papers are by name, and two people are two names (DESIGN §6: a name, not a login)."""

from liveops_desktop.core.intents import Wish
from liveops_desktop.core.people import same_person
from liveops_desktop.core.refusal import Reason, Refused


def named(wish: Wish) -> None:
    """Let nobody without a name through.

    Raises:
        Refused: ``NAME_MISSING``.
    """
    if not wish.who.strip():
        raise Refused(Reason.NAME_MISSING)


def second_person(wish: Wish, second: str) -> str:
    """Return the second name, without the space around it; empty where there is none.

    Raises:
        Refused: ``SAME_PERSON`` when it is the first one's.
    """
    name = second.strip()
    if name and same_person(name, wish.who):
        raise Refused(Reason.SAME_PERSON, field="second", detail=name)
    return name

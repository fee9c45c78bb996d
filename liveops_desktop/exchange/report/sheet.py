"""The run-of-show on paper, whole or for one role: with its version, call times, and what that role has to do."""

from collections.abc import Iterator, Sequence

from liveops_desktop.core.clock import ZERO, Instant
from liveops_desktop.core.cue import Cue, Header
from liveops_desktop.core.plan import lay_out
from liveops_desktop.core.roles import Role
from liveops_desktop.core.show import Show
from liveops_desktop.core.timetext import duration, time_of_day, wall_time
from liveops_desktop.exchange.report.blocks import Block, Bullets, Cells, Heading, Paragraph, Strong, Table
from liveops_desktop.words import _, date_word, role_word

HOSTS = frozenset({"HOST", "HOST2"})


def sheet_blocks(show: Show, role: str = "") -> tuple[Block, ...]:
    """Return what stands on the sheet; *role* (a value of ``Role``, or any owner as cues name it): only its cues.

    A host's sheet has what is said, everybody else's what is done. Skipped cues are left out: nobody has to read them.
    """
    assert show.header is not None, "a show without a header has no sheet"
    return (*_head(show, show.header, role), *_calls(show.header), _list(show, show.header, role))


def version_word(show: Show) -> str:
    """Return the version as every screen and print names it."""
    lock = show.lock
    if not lock.version:
        return _("draft")
    word = _("version {number}").format(number=lock.version)
    return word if lock.locked else _("{version}, open for changes").format(version=word)


def _head(show: Show, header: Header, role: str) -> Iterator[Block]:
    yield Heading(1, header.title)
    parts = [date_word(header.date), time_of_day(header.start), header.zone]
    if header.hard_out is not None:
        parts.append(_("hard out {time}").format(time=time_of_day(header.hard_out)))
    yield Paragraph((" · ".join(parts), " · ", Strong(version_word(show))))
    if role:
        yield Heading(2, _("For {role}").format(role=_role(role)))
    for change in show.lock.changes[-3:]:
        said = _("Version {number}: {reason} ({who})")
        yield Paragraph((said.format(number=change.version, reason=change.reason, who=change.who),))


def _role(role: str) -> str:
    """Return the name of a hat; an owner that is none stays as the cues name it."""
    return role_word(Role(role)) if role in set(Role) else role


def _calls(header: Header) -> Iterator[Block]:
    if header.call_times:
        yield Heading(3, _("Call times"))
        yield Bullets([_call(one.who, time_of_day(one.at), one.place) for one in header.call_times])


def _call(who: str, at: str, place: str) -> tuple[str | Strong, ...]:
    return (Strong(at), f"  {who}") if not place else (Strong(at), f"  {who}, {place}")


def _list(show: Show, header: Header, role: str) -> Block:
    starts = lay_out(header, show.cues, show.air.fixed).starts
    mine = [
        (number, cue, start)
        for number, (cue, start) in enumerate(zip(show.cues, starts, strict=True), start=1)
        if not cue.skipped and _concerns(cue, role)
    ]
    said = role in HOSTS
    last = (_("Points"), _("Must say"), _("Price")) if said else (_("Scene"), _("Sound"), _("Action"), _("Owner"))
    heads = ("#", _("Start"), _("Length"), _("Title"), _("On camera"), *last)
    rows = [_row(number, cue, start, header.zone, said=said) for number, cue, start in mine]
    return Table(heads, rows, frozenset({1, 2}))


def _concerns(cue: Cue, role: str) -> bool:
    """Say whether the cue is on the sheet of *role*: a host reads every cue, another what it owns."""
    return not role or role in HOSTS or cue.owner.casefold() == role.casefold()


def _row(number: int, cue: Cue, start: Instant | None, zone: str, *, said: bool) -> Cells:
    at = "" if start is None else wall_time(start, zone, ZERO)
    title = f"▸ {cue.title}" if cue.hard is not None else cue.title
    first: Sequence[str] = (cue.number or str(number), at, duration(cue.planned), title, cue.on_camera)
    rest = (" · ".join(cue.points), cue.must_say, cue.price) if said else (cue.scene, cue.sound, cue.action, cue.owner)
    return (*first, *rest)

"""The sign-off on one page: what was decided, on which figures, by whom; with lines to sign on paper."""

from collections.abc import Iterator, Mapping, Sequence

from liveops_desktop.core.clock import Instant
from liveops_desktop.core.content import Gate
from liveops_desktop.core.cue import Header
from liveops_desktop.core.preflight import Phase, Result, SignOff, Verdict
from liveops_desktop.core.roles import Role
from liveops_desktop.core.show import Poll, Show
from liveops_desktop.core.timetext import time_of_day, wall_time
from liveops_desktop.exchange.report.blocks import Block, Bullets, Cells, Heading, Paragraph, Strong, Table
from liveops_desktop.words import (
    _,
    check_title,
    go_word,
    phase_word,
    role_word,
    verdict_word,
    why_sentence,
)

FIGURES = 36
"""Rows of figures that one page holds; what passed without one is counted."""
BLOCKING = 20
LINES = 3
"""Empty lines to sign on, besides the one who signed here."""
_FIRST = (Verdict.FAIL, Verdict.INCONCLUSIVE, Verdict.MANUAL, Verdict.WARN, Verdict.PASS, Verdict.SKIPPED)


class NotSigned(Exception):  # noqa: N818 -- an answer to the person who asked
    """There is no signature for that phase and gate."""


def signature_of(show: Show, phase: Phase, gate: str) -> SignOff:
    """Return the latest signature for *phase* and *gate*; an empty *gate* takes the latest for any.

    Raises:
        NotSigned: nobody has signed.
    """
    fits = [one for one in show.preflight.papers if one.phase is phase and gate in ("", one.gate)]
    if not fits:
        raise NotSigned
    return fits[-1]


def sign_off_blocks(show: Show, paper: SignOff, titles: Mapping[str, str]) -> tuple[Block, ...]:
    """Return what stands on the page. *titles*: what the items of the preparation are called, by id."""
    assert show.header is not None, "facts about a preflight follow the header"
    write = _Writer(show, show.header, paper, titles)
    parts = (write.head, write.waived, write.blocking, write.poll, write.figures, write.signatures)
    return tuple(block for part in parts for block in part())


class _Writer:
    """One section per method; nothing where there is nothing for it."""

    def __init__(self, show: Show, header: Header, paper: SignOff, titles: Mapping[str, str]) -> None:
        self.show, self.header, self.paper, self.titles = show, header, paper, titles

    def clock(self, at: Instant) -> str:
        return wall_time(at, self.header.zone, self.show.clock.shift)

    def title(self, check: str) -> str:
        return self.titles.get(check) or check_title(check)

    def head(self) -> Iterator[Block]:
        header, paper = self.header, self.paper
        yield Heading(1, header.title)
        when = f"{header.date.isoformat()} {time_of_day(header.start)} {header.zone}"
        what = " · ".join(part for part in (_("Sign-off"), phase_word(paper.phase), paper.gate) if part)
        yield Paragraph((f"{what} · {when}",))
        signed = _("signed {clock} by {who}").format(clock=self.clock(paper.at), who=paper.who)
        yield Paragraph((Strong(go_word(paper.go)), f", {signed}"))
        if paper.stale:
            yield Paragraph((Strong(_("This no longer stands: a later result differs.")),))

    def waived(self) -> Iterator[Block]:
        rows = [(self.title(one.check), one.who, self.clock(one.at), one.reason) for one in self.paper.waivers]
        if rows:
            yield Heading(2, _("Waived"))
            yield Table((_("Waived check"), _("By"), _("At"), _("Reason")), rows)

    def blocking(self) -> Iterator[Block]:
        names = [self.title(one) for one in self.paper.blocking]
        if names:
            yield Heading(2, _("Stands in the way"))
            yield Bullets([(name,) for name in _cut(names, BLOCKING)])

    def poll(self) -> Iterator[Block]:
        polls = [one for one in self.show.polls if self.paper.gate in ("", one.gate.value)]
        if not polls:
            return
        poll = polls[-1]
        yield Heading(2, _("Go or no-go, {gate}").format(gate=Gate(poll.gate).value))
        heads = (_("Role"), _("Answer"), _("By"), _("At"), _("Reason"))
        yield Table(heads, [self._answer(poll, role) for role in poll.roles])

    def _answer(self, poll: Poll, role: str) -> Cells:
        name = role_word(Role(role)) if role in set(Role) else role
        answer = poll.answers.get(role)
        if answer is None:
            return (name, _("no answer"), "", "", "")
        return (name, _("go") if answer.go else _("no-go"), answer.who, self.clock(answer.at), answer.reason)

    def figures(self) -> Iterator[Block]:
        results = sorted(self.paper.results, key=lambda one: (_FIRST.index(one.verdict), not one.who))
        shown = [one for one in results if one.verdict not in (Verdict.PASS, Verdict.SKIPPED) or one.value][:FIGURES]
        if shown:
            yield Heading(2, _("Figures"))
            heads = (_("Check"), _("Verdict"), _("Measured"), _("Must be"), _("On"), _("By"), _("At"))
            yield Table(heads, [self._figure(one) for one in shown])
        if len(shown) < len(results):
            yield Paragraph((_("{count} more checks, in the report.").format(count=len(results) - len(shown)),))

    def _figure(self, one: Result) -> Cells:
        value = f"{one.value} {one.unit}".strip() or why_sentence(one.why, one.detail, one.ready_in)
        who = f"{one.who} + {one.second}" if one.second else one.who
        return (
            self.title(one.check), verdict_word(one.verdict), value, one.threshold, one.machine, who, self.clock(one.at)
        )  # fmt: skip

    def signatures(self) -> Iterator[Block]:
        yield Heading(2, _("Signatures"))
        rows = [(self.paper.who, "", ""), *[("", "", "")] * LINES]
        yield Table((_("Name"), _("Role"), _("Signature")), rows)
        yield Paragraph((_("Names are those picked at this seat; they are no login."),))


def _cut(names: Sequence[str], most: int) -> Sequence[str]:
    return names if len(names) <= most else (*names[:most], f"+{len(names) - most}")

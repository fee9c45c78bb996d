"""What the report of a show says, made from the show alone; times are wall-clock times in the show's zone."""

from collections.abc import Iterator, Mapping, Sequence

from liveops_desktop.core.asrun import AsRun, as_run, end_over, start_late
from liveops_desktop.core.clock import ZERO, Instant, Span, since
from liveops_desktop.core.cue import Cue, CueId, Header
from liveops_desktop.core.plan import lay_out, on_timeline
from liveops_desktop.core.preflight import Result, Verdict
from liveops_desktop.core.show import Incident, Preflight, Show
from liveops_desktop.core.timetext import duration, over_under, time_of_day, wall_time
from liveops_desktop.exchange.report.blocks import (
    Block,
    Bullets,
    Cells,
    Heading,
    Line,
    Paragraph,
    Strong,
    Table,
    Timeline,
)
from liveops_desktop.words import (
    _,
    alarm_cause,
    check_title,
    go_word,
    in_language,
    n_,
    punctuality,
    signal_word,
    verdict_word,
)

NONE = "–"


def report_blocks(show: Show, language: str = "en") -> tuple[Block, ...]:
    """Return the report; card texts in *language*. A show without a header gives one sentence."""
    if show.header is None:
        return (Heading(1, _("Nothing to report yet")),)
    write = _Writer(show, show.header, language)
    sections = (
        write.head,
        write.timing,
        write.run_of_show,
        write.incidents,
        write.alarms,
        write.preflight,
        write.messages,
        write.notes,
        write.hot_wash,
    )
    return tuple(block for section in sections for block in section())


class _Writer:
    """One section per method; nothing where the show has nothing for it."""

    def __init__(self, show: Show, header: Header, language: str) -> None:
        self.show = show
        self.header = header
        self.language = language
        self.plan = on_timeline(lay_out(header, show.cues, show.air.fixed), show.clock.shift)
        self.numbers: Mapping[CueId, int] = {cue.id: number for number, cue in enumerate(show.cues, start=1)}
        self.cues: Mapping[CueId, Cue] = {cue.id: cue for cue in show.cues}

    def clock(self, at: Instant | None) -> str:
        return NONE if at is None else wall_time(at, self.header.zone, self.show.clock.shift)

    def cue(self, cue: CueId | None) -> str:
        known = self.cues.get(cue) if cue is not None else None
        return NONE if known is None else f"{self.numbers[known.id]} {known.title}"

    def head(self) -> Iterator[Block]:
        header = self.header
        facts = " · ".join(part for part in (header.date.isoformat(), header.zone, header.platform) if part)
        yield Heading(1, header.title)
        yield Paragraph((facts, " · ", Strong(_("Rehearsal"))) if header.rehearsal else (facts,))

    def timing(self) -> Iterator[Block]:
        air = self.show.air
        end = air.baseline.end if air.baseline else self.plan.end
        rows: list[tuple[str, str]] = [
            (_("Planned"), f"{self.clock(self.plan.start)} – {self.clock(end)}"),
        ]
        if self.header.hard_out is not None:
            rows.append((_("Hard out"), time_of_day(self.header.hard_out)))
        if air.started_at is None:
            rows.append((_("On air"), _("not started")))
        else:
            rows.append((_("On air"), f"{self.clock(air.started_at)} – {self.clock(air.ended_at)}"))
        late, over = start_late(self.show, self.plan), end_over(self.show, self.plan)
        if late is not None:
            rows.append((_("Start"), punctuality(late)))
        if over is not None:
            rows.append((_("Over or under at the end"), over_under(over)))
        if self.header.viewer_delay is not None:
            rows.append((_("Viewers see it later by"), duration(self.header.viewer_delay)))
        yield Bullets([(Strong(f"{name}:"), f" {figure}") for name, figure in rows])

    def run_of_show(self) -> Iterator[Block]:
        if not self.show.cues:
            return
        heads = ("#", _("Cue"), _("Owner"), _("Plan"), _("Actual"), _("Length"), _("Ran"), _("Over"), _("Remark"))
        yield Heading(2, _("Run-of-show"))
        yield Timeline()
        rows = [self._as_run(row) for row in as_run(self.show, self.plan)]
        yield Table(heads, rows, frozenset({0, 3, 4, 5, 6, 7}))

    def _as_run(self, row: AsRun) -> Cells:
        cue, run = row.cue, row.run
        base = (str(row.number), cue.title, cue.owner, self.clock(row.planned_start))
        if run is None:
            return (*base, NONE, duration(cue.planned), NONE, NONE, _("skipped") if cue.skipped else _("not run"))
        remarks = [_("on air")] if row.ran is None else []
        if run.held_total > ZERO:
            remarks.append(_("held {span}").format(span=duration(_whole(run.held_total))))
        if run.by_itself:
            remarks.append(_("taken by itself"))
        ran = NONE if row.ran is None else duration(_whole(row.ran))
        over = NONE if row.over is None else over_under(row.over)
        return (*base, self.clock(run.taken_at), duration(cue.planned), ran, over, ", ".join(remarks))

    def incidents(self) -> Iterator[Block]:
        yield Heading(2, _("Incidents"))
        if not self.show.incidents:
            yield Paragraph((_("None."),))
        for incident in self.show.incidents:
            yield from self._incident(incident)

    def _incident(self, incident: Incident) -> Iterator[Block]:
        card = incident.card
        yield Heading(3, f"{card.id} {in_language(card.title, self.language)} · {card.severity.value}")
        yield Bullets(tuple((line,) for line in self._course(incident)))
        yield self._steps(incident)
        if incident.decisions:
            yield Heading(4, _("Decisions"))
            yield Bullets([(f"{self.clock(at)} {who}: {text}",) for at, who, text in incident.decisions])

    def _course(self, incident: Incident) -> Iterator[str]:
        opened = _("Opened {clock} by {who}, cue {cue}").format(
            clock=self.clock(incident.opened_at), who=incident.opened_by, cue=self.cue(incident.cue)
        )
        delay = self.header.viewer_delay
        seen = _("viewers saw it {span} later").format(span=duration(delay)) if delay is not None else ""
        yield ", ".join(part for part in (opened, seen) if part)
        if incident.mitigated_at is not None:
            yield self._after(_("Mitigated"), incident.opened_at, incident.mitigated_at)
        if incident.closed_at is None:
            yield _("Still open")
        else:
            check = _("recovery confirmed") if incident.recovered else _("recovery not confirmed")
            yield self._after(_("Closed"), incident.opened_at, incident.closed_at) + f", {check}"
        if incident.note:
            yield _("Note") + ": " + incident.note

    def _after(self, word: str, opened: Instant, at: Instant) -> str:
        return _("{word} {clock}, after {span}").format(
            word=word, clock=self.clock(at), span=duration(_whole(since(opened, at)))
        )

    def _steps(self, incident: Incident) -> Block:
        rows = []
        for number, step in enumerate(incident.card.steps):
            tick = incident.steps.get(number)
            done = NONE if tick is None else f"{self.clock(tick.at)} {tick.who}"
            rows.append((str(number + 1), step.owner.value, in_language(step.text, self.language), done))
        return Table(("#", _("Owner"), _("Step"), _("Done")), rows, frozenset({0}))

    def alarms(self) -> Iterator[Block]:
        if not self.show.alarms:
            return
        rows = [
            (
                self.clock(alarm.raised_at),
                alarm.severity.value,
                signal_word(alarm.signal),
                alarm_cause(alarm),
                NONE
                if alarm.acknowledged_at is None
                else _("{who} after {span}").format(
                    who=alarm.acknowledged_by,
                    span=duration(_whole(since(alarm.raised_at, alarm.acknowledged_at))),
                ),
                self.clock(alarm.cleared_at),
            )
            for alarm in self.show.alarms
        ]
        heads = (_("Raised"), _("Severity"), _("Alarm"), _("Figures"), _("Acknowledged"), _("Cleared"))
        yield Heading(2, _("Alarms"))
        yield Table(heads, rows)

    def preflight(self) -> Iterator[Block]:
        preflight = self.show.preflight
        yield Heading(2, _("Preflight"))
        if preflight.run is None:
            yield Paragraph((_("Not run."),))
            return
        results = preflight.run.results
        run = _("Run")
        ran = f"{run}: {self.clock(preflight.run.finished_at)}, {_counts(results)}"
        yield Bullets(((ran,), self._signed(preflight)))
        open_results = [r for r in results if r.verdict in (Verdict.FAIL, Verdict.WARN)]
        if open_results:
            rows = [
                (check_title(r.check), verdict_word(r.verdict), f"{r.value} {r.unit}".strip(), r.threshold)
                for r in open_results
            ]
            yield Table((_("Check"), _("Verdict"), _("Value"), _("Threshold")), rows)
        if preflight.waivers:
            waivers = [(check_title(w.check), w.who, self.clock(w.at), w.reason) for w in preflight.waivers]
            yield Table((_("Waived check"), _("By"), _("At"), _("Reason")), waivers)

    def _signed(self, preflight: Preflight) -> Line:
        signed = preflight.signed
        if signed is None:
            return (_("Not signed"),)
        # the decision stands out wherever a language puts it
        before, _mark, after = _("{decision}, signed by {who} at {clock}").partition("{decision}")
        parts = [part.format(who=signed.who, clock=self.clock(signed.at)) for part in (before, after)]
        stale = ", " + _("stale: a later result differs") if preflight.stale else ""
        return (parts[0], Strong(go_word(signed.go)), parts[1] + stale)

    def messages(self) -> Iterator[Block]:
        if not self.show.messages:
            return
        rows = [
            (
                self.clock(message.sent_at),
                message.sent_by,
                message.text,
                _delay(message.sent_at, message.shown_at),
                _delay(message.sent_at, message.seen_at),
                message.seen_by,
            )
            for message in self.show.messages
        ]
        heads = (_("Sent"), _("By"), _("Message to the host"), _("Shown after"), _("Seen after"), _("Seen by"))
        yield Heading(2, _("Messages"))
        yield Table(heads, rows)

    def notes(self) -> Iterator[Block]:
        for title, marker in ((_("Markers"), True), (_("Notes"), False)):
            notes = [note for note in self.show.notes if note.marker is marker]
            if notes:
                rows = [(self.clock(n.at), n.who, n.role, self.cue(n.cue), n.text) for n in notes]
                yield Heading(2, title)
                yield Table((_("At"), _("By"), _("Role"), _("Cue"), _("Text")), rows)

    def hot_wash(self) -> Iterator[Block]:
        """Yield the answers by question. No name stands beside an answer: the wash is about the work."""
        answers = [answer for _who, _at, answer in self.show.hot_wash]
        questions = (
            (_("What was meant to happen"), [answer.intended for answer in answers]),
            (_("What happened"), [answer.happened for answer in answers]),
            (_("Why different"), [answer.why for answer in answers]),
            (_("Keep"), [answer.keep for answer in answers]),
            (_("Fix"), [answer.fix for answer in answers]),
        )
        parts: list[Block] = []
        for title, texts in questions:
            lines = [(line,) for text in texts for line in text.splitlines() if line.strip()]
            if lines:
                parts += [Heading(3, title), Bullets(lines)]
        if parts:
            yield Heading(2, _("Hot wash"))
            yield from parts


def _counts(results: Sequence[Result]) -> str:
    def count(*verdicts: Verdict) -> int:
        return sum(result.verdict in verdicts for result in results)

    passed, warned, failed = count(Verdict.PASS), count(Verdict.WARN), count(Verdict.FAIL)
    other = len(results) - passed - warned - failed
    return " · ".join(
        (
            _("{count} passed").format(count=passed),
            n_("{count} warning", "{count} warnings", warned).format(count=warned),
            _("{count} failed").format(count=failed),
            _("{count} not measured").format(count=other),
        )
    )


def _delay(sent: Instant, at: Instant | None) -> str:
    return NONE if at is None else f"{since(sent, at) / 1000:.1f} s"


def _whole(span: Span) -> Span:
    """Return *span* cut to whole seconds, as a count-up shows it."""
    return Span(span // 1_000 * 1_000)

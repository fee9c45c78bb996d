"""The report of one show as Markdown, made from the show alone; times are wall-clock times in the show's zone.

Everything a person typed or another program sent is escaped: it is text, never markup.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from liveops_desktop.core.asrun import AsRun, as_run, end_over, start_late
from liveops_desktop.core.clock import ZERO, Instant, Span, since
from liveops_desktop.core.cue import Cue, CueId, Header
from liveops_desktop.core.plan import lay_out, on_timeline
from liveops_desktop.core.preflight import Result, Verdict
from liveops_desktop.core.show import Incident, Show
from liveops_desktop.core.timetext import duration, over_under, time_of_day, wall_time
from liveops_desktop.words import _, check_title, go_word, in_language, n_, punctuality, signal_word, verdict_word

Cells = Sequence[str]


def report_markdown(show: Show, language: str = "en") -> str:
    """Return the report; card texts in *language*. A show without a header gives one sentence."""
    if show.header is None:
        return "# " + _("Nothing to report yet") + "\n"
    write = _Writer(show, show.header, language)
    parts = [
        write.head(),
        write.timing(),
        write.run_of_show(),
        write.incidents(),
        write.alarms(),
        write.preflight(),
        write.messages(),
        write.notes(),
        write.hot_wash(),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def escape(text: str) -> str:
    """Return *text* from outside as one line of plain Markdown text: no markup, no table cell, no link, no HTML."""
    return re.sub(r"([\\`*_\[\]<>|~#&$!])", r"\\\1", " ".join(text.split()))


def table(heads: Cells, rows: Iterable[Cells], right: frozenset[int] = frozenset()) -> str:
    """Return a Markdown table; columns in *right* are set to the right. Cells are taken as they are."""
    marks = ["---:" if column in right else "---" for column in range(len(heads))]
    return "\n".join("| " + " | ".join(row) + " |" for row in (heads, marks, *rows))


class _Writer:
    """One section per method; empty where the show has nothing for it."""

    def __init__(self, show: Show, header: Header, language: str) -> None:
        self.show = show
        self.header = header
        self.language = language
        self.plan = on_timeline(lay_out(header, show.cues, show.air.fixed), show.clock.shift)
        self.numbers: Mapping[CueId, int] = {cue.id: number for number, cue in enumerate(show.cues, start=1)}
        self.cues: Mapping[CueId, Cue] = {cue.id: cue for cue in show.cues}

    def clock(self, at: Instant | None) -> str:
        return "–" if at is None else wall_time(at, self.header.zone, self.show.clock.shift)

    def cue(self, cue: CueId | None) -> str:
        known = self.cues.get(cue) if cue is not None else None
        return "–" if known is None else f"{self.numbers[known.id]} {escape(known.title)}"

    def head(self) -> str:
        header = self.header
        facts = [header.date.isoformat(), escape(header.zone)]
        if header.platform:
            facts.append(escape(header.platform))
        if header.rehearsal:
            facts.append("**" + _("Rehearsal") + "**")
        return f"# {escape(header.title)}\n\n" + " · ".join(facts)

    def timing(self) -> str:
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
        return "\n".join(f"- **{name}:** {figure}" for name, figure in rows)

    def run_of_show(self) -> str:
        if not self.show.cues:
            return ""
        heads = ("#", _("Cue"), _("Owner"), _("Plan"), _("Actual"), _("Length"), _("Ran"), _("Over"), _("Remark"))
        rows = [self._as_run(row) for row in as_run(self.show, self.plan)]
        return "## " + _("Run-of-show") + "\n\n" + table(heads, rows, frozenset({0, 3, 4, 5, 6, 7}))

    def _as_run(self, row: AsRun) -> Cells:
        cue, run = row.cue, row.run
        base = (str(row.number), escape(cue.title), escape(cue.owner), self.clock(row.planned_start))
        if run is None:
            return (*base, "–", duration(cue.planned), "–", "–", _("skipped") if cue.skipped else _("not run"))
        remarks = [_("on air")] if row.ran is None else []
        if run.held_total > ZERO:
            remarks.append(_("held {span}").format(span=duration(_whole(run.held_total))))
        if run.by_itself:
            remarks.append(_("taken by itself"))
        ran = "–" if row.ran is None else duration(_whole(row.ran))
        over = "–" if row.over is None else over_under(row.over)
        return (*base, self.clock(run.taken_at), duration(cue.planned), ran, over, ", ".join(remarks))

    def incidents(self) -> str:
        if not self.show.incidents:
            return "## " + _("Incidents") + "\n\n" + _("None.")
        return "## " + _("Incidents") + "\n\n" + "\n\n".join(self._incident(i) for i in self.show.incidents)

    def _incident(self, incident: Incident) -> str:
        card = incident.card
        lines = [f"### {escape(card.id)} {escape(in_language(card.title, self.language))} · {card.severity.value}", ""]
        opened = _("Opened {clock} by {who}, cue {cue}").format(
            clock=self.clock(incident.opened_at), who=escape(incident.opened_by), cue=self.cue(incident.cue)
        )
        delay = self.header.viewer_delay
        seen = _("viewers saw it {span} later").format(span=duration(delay)) if delay is not None else ""
        lines.append("- " + ", ".join(part for part in (opened, seen) if part))
        if incident.mitigated_at is not None:
            lines.append("- " + self._after(_("Mitigated"), incident.opened_at, incident.mitigated_at))
        if incident.closed_at is None:
            lines.append("- " + _("Still open"))
        else:
            check = _("recovery confirmed") if incident.recovered else _("recovery not confirmed")
            lines.append("- " + self._after(_("Closed"), incident.opened_at, incident.closed_at) + f", {check}")
        if incident.note:
            lines.append("- " + _("Note") + ": " + escape(incident.note))
        lines += ["", self._steps(incident)]
        if incident.decisions:
            lines += ["", "**" + _("Decisions") + "**", ""]
            lines += [f"- {self.clock(at)} {escape(who)}: {escape(text)}" for at, who, text in incident.decisions]
        return "\n".join(lines)

    def _after(self, word: str, opened: Instant, at: Instant) -> str:
        return _("{word} {clock}, after {span}").format(
            word=word, clock=self.clock(at), span=duration(_whole(since(opened, at)))
        )

    def _steps(self, incident: Incident) -> str:
        rows = []
        for number, step in enumerate(incident.card.steps):
            tick = incident.steps.get(number)
            done = "–" if tick is None else f"{self.clock(tick.at)} {escape(tick.who)}"
            rows.append(
                (str(number + 1), step.owner.value, escape(in_language(step.text, self.language)), done),
            )
        return table(("#", _("Owner"), _("Step"), _("Done")), rows, frozenset({0}))

    def alarms(self) -> str:
        if not self.show.alarms:
            return ""
        rows = [
            (
                self.clock(alarm.raised_at),
                alarm.severity.value,
                escape(signal_word(alarm.signal)),
                escape(alarm.figures),
                "–"
                if alarm.acknowledged_at is None
                else _("{who} after {span}").format(
                    who=escape(alarm.acknowledged_by),
                    span=duration(_whole(since(alarm.raised_at, alarm.acknowledged_at))),
                ),
                self.clock(alarm.cleared_at),
            )
            for alarm in self.show.alarms
        ]
        heads = (_("Raised"), _("Severity"), _("Alarm"), _("Figures"), _("Acknowledged"), _("Cleared"))
        return "## " + _("Alarms") + "\n\n" + table(heads, rows)

    def preflight(self) -> str:
        preflight = self.show.preflight
        if preflight.run is None:
            return "## " + _("Preflight") + "\n\n" + _("Not run.")
        lines = [f"- {_('Run')}: {self.clock(preflight.run.finished_at)}, {_counts(preflight.run.results)}"]
        if preflight.signed is None:
            lines.append("- " + _("Not signed"))
        else:
            signed = _("{decision}, signed by {who} at {clock}").format(
                decision="**" + go_word(preflight.signed.go) + "**",
                who=escape(preflight.signed.who),
                clock=self.clock(preflight.signed.at),
            )
            lines.append("- " + signed + (", " + _("stale: a later result differs") if preflight.stale else ""))
        open_results = [r for r in preflight.run.results if r.verdict in (Verdict.FAIL, Verdict.WARN)]
        parts = ["## " + _("Preflight"), "\n".join(lines)]
        if open_results:
            rows = [
                (
                    escape(check_title(r.check)),
                    escape(verdict_word(r.verdict)),
                    escape(f"{r.value} {r.unit}".strip()),
                    escape(r.threshold),
                )
                for r in open_results
            ]
            parts.append(table((_("Check"), _("Verdict"), _("Value"), _("Threshold")), rows))
        if preflight.waivers:
            waivers = [
                (escape(check_title(w.check)), escape(w.who), self.clock(w.at), escape(w.reason))
                for w in preflight.waivers
            ]
            parts.append(table((_("Waived check"), _("By"), _("At"), _("Reason")), waivers))
        return "\n\n".join(parts)

    def messages(self) -> str:
        if not self.show.messages:
            return ""
        rows = [
            (
                self.clock(message.sent_at),
                escape(message.sent_by),
                escape(message.text),
                _delay(message.sent_at, message.shown_at),
                _delay(message.sent_at, message.seen_at),
                escape(message.seen_by),
            )
            for message in self.show.messages
        ]
        heads = (_("Sent"), _("By"), _("Message to the host"), _("Shown after"), _("Seen after"), _("Seen by"))
        return "## " + _("Messages") + "\n\n" + table(heads, rows)

    def notes(self) -> str:
        parts = []
        for title, marker in ((_("Markers"), True), (_("Notes"), False)):
            notes = [note for note in self.show.notes if note.marker is marker]
            if notes:
                rows = [
                    (self.clock(n.at), escape(n.who), escape(n.role), self.cue(n.cue), escape(n.text)) for n in notes
                ]
                parts.append(f"## {title}\n\n" + table((_("At"), _("By"), _("Role"), _("Cue"), _("Text")), rows))
        return "\n\n".join(parts)

    def hot_wash(self) -> str:
        """Return the answers by question. No name stands beside an answer: the wash is about the work."""
        answers = [answer for _who, _at, answer in self.show.hot_wash]
        questions = (
            (_("What was meant to happen"), [answer.intended for answer in answers]),
            (_("What happened"), [answer.happened for answer in answers]),
            (_("Why different"), [answer.why for answer in answers]),
            (_("Keep"), [answer.keep for answer in answers]),
            (_("Fix"), [answer.fix for answer in answers]),
        )
        parts = []
        for title, texts in questions:
            lines = [f"- {escape(line)}" for text in texts for line in text.splitlines() if line.strip()]
            if lines:
                parts.append(f"### {title}\n\n" + "\n".join(lines))
        return "## " + _("Hot wash") + "\n\n" + "\n\n".join(parts) if parts else ""


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
    return "–" if at is None else f"{since(sent, at) / 1000:.1f} s"


def _whole(span: Span) -> Span:
    """Return *span* cut to whole seconds, as a count-up shows it."""
    return Span(span // 1_000 * 1_000)

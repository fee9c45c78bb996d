"""An open card, read-do: trigger, steps, decision points, the host's line, the viewers' notice, recovery, the end."""

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from liveops_desktop.core.clock import MINUTE, SECOND, ZERO, Instant, Span, seconds, since
from liveops_desktop.core.commands import CopyText, CutToScene
from liveops_desktop.core.content import Help
from liveops_desktop.core.facts import IncidentId
from liveops_desktop.core.intents import CloseIncident, DoStep, Hold, MakeDecision, Mitigate, SendMessage
from liveops_desktop.core.show import Incident
from liveops_desktop.core.snapshot import Snapshot
from liveops_desktop.core.timetext import count_up, countdown, over_under, wall_time
from liveops_desktop.panels import Send
from liveops_desktop.panels.trouble.alarms import STATES, TONES
from liveops_desktop.panels.trouble.steps import StepRow
from liveops_desktop.widgets.ask import Ask
from liveops_desktop.widgets.button import KeyButton
from liveops_desktop.widgets.chip import Pill
from liveops_desktop.widgets.frame import CardFrame, margins
from liveops_desktop.widgets.lamp import Shape
from liveops_desktop.widgets.look import State, Tone, Type
from liveops_desktop.widgets.text import ElidedText, Text
from liveops_desktop.widgets.tick import Tick
from liveops_desktop.words import _, in_language, refusal_sentence

DECISION_POINTS = (seconds(60), Span(3 * MINUTE))
"""After these spans somebody must have decided (practice §4)."""


class CardView(QWidget):
    """Built once per incident; drawn each second for its clocks. Keeps the note and the decision being typed."""

    def __init__(self, incident: Incident, send: Send) -> None:
        """Build it for *incident*, whose card never changes."""
        super().__init__()
        self._send = send
        self._incident = incident
        self._snapshot: Snapshot | None = None
        self._wish = ""
        severity = incident.card.severity
        self._shape = Shape(STATES[severity], 14)
        self._title = ElidedText("", Type.STRONG, TONES[severity])
        self._clock = Text("", Type.HEAD, TONES[severity])
        self._trigger = Text("", Type.SMALL, Tone.DIM, wrap=True)
        self._effect = Text("", Type.BODY, Tone.DIM, wrap=True)
        self._steps = [self._build_step(number) for number in range(len(incident.card.steps))]
        self._refusal = Ask()
        self._lay_out()

    def next_part(self) -> QWidget:
        """Return what is to be looked at: the row of the next step, or the end of the card when all are done."""
        number = next_step(self._incident)
        return self._steps[number] if number is not None else self._end

    def do_next(self) -> None:
        """Tick the next step."""
        number = next_step(self._incident)
        if number is not None:
            self._wish = self._send(DoStep(self._incident.id, number))

    def draw(self, snapshot: Snapshot, incident: Incident, *, cramped: bool = False) -> None:
        """Show the incident as it stands; *cramped*: the trigger stays in the tip, so that all steps are in sight."""
        self._snapshot, self._incident = snapshot, incident
        language, card = snapshot.station.language, incident.card
        done = len(incident.steps)
        title = (
            _("Card {card}").format(card=card.id) + f" · {in_language(card.title, language)} · {card.severity.value}"
        )
        self._title.put(title)
        self._clock.put(count_up(since(incident.opened_at, counted_to(snapshot, incident))))
        progress = _("step {number} of {count}").format(number=min(done + 1, len(card.steps)), count=len(card.steps))
        self._progress.put(progress)
        self._trigger.put(in_language(card.trigger, language))
        self._trigger.setVisible(not cramped)
        self._title.setToolTip(f"{title}\n{self._trigger.text()}")
        margins(self._column, 0, 0, 4 if cramped else 8)
        following = next_step(incident)
        for number, row in enumerate(self._steps):
            row.draw(snapshot, incident.steps.get(number), following=number == following, cramped=cramped)
        self._effect.put(effect_words(snapshot))
        self._draw_decision(snapshot, incident)
        self._draw_lines(language)
        self._draw_end(snapshot, incident)

    # -- drawing -----------------------------------------------------------------

    def _draw_decision(self, snapshot: Snapshot, incident: Incident) -> None:
        """Count the decision points down; after each somebody must have decided."""
        ended = snapshot.show is not None and snapshot.show.air.ended_at is not None
        age = since(incident.opened_at, counted_to(snapshot, incident))
        for pill, point in zip(self._points, DECISION_POINTS, strict=True):
            name = _("{count} s").format(count=point // SECOND) if point <= MINUTE else _("3 min")
            if any(since(incident.opened_at, at) <= point for at, _who, _text in incident.decisions):
                pill.put(_("{point}: decided").format(point=name), State.GOOD)
            elif ended:
                pill.put(_("{point}: not decided").format(point=name))
            elif age < point:
                pill.put(_("{point}: decide in {left}").format(point=name, left=countdown(Span(point - age))))
            else:
                pill.put(_("{point}: decide now").format(point=name), State.WARN)
        text = in_language(incident.card.decision, snapshot.station.language)
        if incident.decisions:
            _at, who, what = incident.decisions[-1]
            text += "\n" + _("decided by {who}: {what}").format(who=who or "–", what=what)
        self._decision.put(text)
        self._decide.setPlaceholderText(_("What was decided, then Enter"))

    def _draw_lines(self, language: str) -> None:
        card = self._incident.card
        self._host_line.put(in_language(card.host_line, language))
        self._notice.put(in_language(card.notice, language))
        escalate = in_language(card.escalate, language)
        self._escalate.put(_("Tell: {whom}").format(whom=escalate) if escalate else "")

    def _draw_end(self, snapshot: Snapshot, incident: Incident) -> None:
        self._recovery.setText(_("Recovered"))
        self._recovery_text.put(in_language(incident.card.recovery, snapshot.station.language))
        mitigated = incident.mitigated_at is not None
        self._mitigate.put(_("Mitigated") + (" ✓" if mitigated else ""), enabled=not mitigated)
        self._note.setPlaceholderText(_("Note for the report"))
        refused = snapshot.station.refusals.get(self._wish)
        if refused is not None:
            self._refusal.ask(refusal_sentence(refused), [])
        else:
            self._refusal.withdraw()

    # -- wishing -----------------------------------------------------------------

    def _toggle(self, number: int) -> None:
        self._wish = self._send(DoStep(self._incident.id, number, done=number not in self._incident.steps))

    def _assist(self, number: int) -> None:
        """Do what the step's help stands for: this person's act."""
        step, snapshot = self._incident.card.steps[number], self._snapshot
        if snapshot is None or snapshot.show is None:
            return
        language = snapshot.station.language
        match step.help:
            case Help.HOLD_SHOW if snapshot.show.air.run is not None:
                self._wish = self._send(Hold(snapshot.show.air.run.id))
            case Help.SAFE_SCENE if snapshot.show.header is not None:
                self._send(CutToScene(snapshot.show.header.contingency_scene))
            case Help.MESSAGE_HOST:
                text = in_language(step.message, language) or in_language(self._incident.card.host_line, language)
                self._wish = self._send(SendMessage(text, urgent=True))
            case Help.COPY_NOTICE:
                self._copy()
            case _:
                return

    def _send_line(self) -> None:
        self._wish = self._send(SendMessage(self._host_line.text(), urgent=True))

    def _copy(self) -> None:
        language = self._snapshot.station.language if self._snapshot is not None else "en"
        self._send(CopyText(in_language(self._incident.card.notice, language)))

    def _decided(self) -> None:
        text = self._decide.text().strip()
        if text:
            self._wish = self._send(MakeDecision(self._incident.id, text))
            self._decide.clear()

    def _close(self) -> None:
        wish = CloseIncident(self._incident.id, self._recovery.isChecked(), self._note.text().strip())
        self._wish = self._send(wish)

    # -- building ----------------------------------------------------------------

    def _build_step(self, number: int) -> StepRow:
        return StepRow(self._incident.card.steps[number], lambda: self._toggle(number), lambda: self._assist(number))

    def _lay_out(self) -> None:
        self._column = column = QVBoxLayout(self)
        margins(column, 0, 0, 8)
        head = QHBoxLayout()
        margins(head, 0, 0, 9)
        head.addWidget(self._shape)
        head.addWidget(self._title, 1)
        head.addWidget(self._clock)
        column.addLayout(head)
        column.addLayout(self._build_points())
        column.addWidget(self._trigger)
        steps = QVBoxLayout()
        margins(steps, 0, 0, 1)
        for row in self._steps:
            steps.addWidget(row)
        column.addLayout(steps)
        column.addWidget(self._refusal)
        column.addLayout(self._build_lines())
        column.addWidget(self._effect)
        column.addLayout(self._build_decision())
        self._end = self._build_end()
        column.addWidget(self._end)

    def _build_lines(self) -> QVBoxLayout:
        self._host_line, self._notice = Text("", Type.BODY, wrap=True), Text("", Type.BODY, wrap=True)
        self._escalate = Text("", Type.SMALL, Tone.DIM, wrap=True)
        column = QVBoxLayout()
        margins(column, 0, 0, 8)
        parts = (
            (_("Host says"), self._host_line, KeyButton(_("send to host"), "", "quiet", self._send_line)),
            (_("Viewers read"), self._notice, KeyButton(_("copy"), "", "quiet", self._copy)),
        )
        for title, text, button in parts:
            frame = CardFrame("info")
            margins(frame.body, 12, 8, 2)
            frame.body.addWidget(Text(title.upper(), Type.LABEL, Tone.DIM))
            row = QHBoxLayout()
            margins(row, 0, 0, 10)
            row.addWidget(text, 1)
            row.addWidget(button)
            frame.body.addLayout(row)
            column.addWidget(frame)
        column.addWidget(self._escalate)
        return column

    def _build_points(self) -> QHBoxLayout:
        self._points = [Pill() for _point in DECISION_POINTS]
        self._progress = ElidedText("", Type.SMALL, Tone.DIM)
        row = QHBoxLayout()
        margins(row, 0, 0, 8)
        row.addWidget(self._progress, 1)
        for pill in self._points:
            row.addWidget(pill)
        return row

    def _build_decision(self) -> QVBoxLayout:
        self._decision = Text("", Type.SMALL, Tone.DIM, wrap=True)
        self._decide = QLineEdit()
        self._decide.setAccessibleName(_("Decision"))
        self._decide.returnPressed.connect(self._decided)
        column = QVBoxLayout()
        margins(column, 0, 0, 6)
        column.addWidget(self._decision)
        column.addWidget(self._decide)
        return column

    def _build_end(self) -> QWidget:
        self._recovery = Tick("", Type.STRONG)
        self._recovery.setAccessibleName(_("Recovery confirmed"))
        self._recovery_text = Text("", Type.SMALL, Tone.DIM, wrap=True)
        self._note = QLineEdit()
        self._note.setAccessibleName(_("Note for the report"))
        incident = self._incident.id
        self._mitigate = KeyButton(_("Mitigated"), "", "plain", lambda: self._send_mitigate(incident), low=True)
        self._shut = KeyButton(_("Close incident"), "", "plain", self._close, low=True)
        frame = CardFrame("raised")
        margins(frame.body, 12, 10, 8)
        top = QHBoxLayout()
        margins(top, 0, 0, 10)
        top.addWidget(self._recovery)
        top.addWidget(self._recovery_text, 1)
        foot = QHBoxLayout()
        margins(foot, 0, 0, 8)
        foot.addStretch(1)
        foot.addWidget(self._mitigate)
        foot.addWidget(self._shut)
        frame.body.addLayout(top)
        frame.body.addWidget(self._note)
        frame.body.addLayout(foot)
        return frame

    def _send_mitigate(self, incident: IncidentId) -> None:
        self._wish = self._send(Mitigate(incident))


def counted_to(snapshot: Snapshot, incident: Incident) -> Instant:
    """Return until when the incident's clock counts: now, or the end of the show, after which nobody is waiting."""
    ended = snapshot.show.air.ended_at if snapshot.show is not None else None
    return snapshot.now if ended is None else Instant(max(incident.opened_at, ended))


def next_step(incident: Incident) -> int | None:
    """Return the first step not done."""
    return next((number for number in range(len(incident.card.steps)) if number not in incident.steps), None)


def effect_words(snapshot: Snapshot) -> str:
    """Return what the trouble costs the run-of-show as it stands."""
    show, timing = snapshot.show, snapshot.timing
    if show is None or show.header is None or timing is None or show.air.started_at is None:
        return ""
    end = wall_time(timing.show_end, show.header.zone, snapshot.wall_shift)
    sentence = _("As it stands the show ends {time} ({over}).").format(time=end, over=over_under(timing.over))
    if timing.hard_out_slack is not None and timing.hard_out_slack < ZERO:
        sentence += " " + _("{span} past the hard out.").format(span=countdown(Span(-timing.hard_out_slack)))
    return sentence

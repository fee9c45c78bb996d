"""The panel: open alarms by urgency, the open card under them, and the chooser of cards."""

from functools import partial

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from liveops_desktop.core.commands import ChooseCard
from liveops_desktop.core.content import Card
from liveops_desktop.core.facts import AlarmId, IncidentId
from liveops_desktop.core.intents import AcknowledgeAlarm, OpenCard
from liveops_desktop.core.show import Alarm, Incident
from liveops_desktop.core.snapshot import Snapshot
from liveops_desktop.panels import PanelWidget, Send, in_trouble
from liveops_desktop.panels.trouble.alarms import AlarmBox
from liveops_desktop.panels.trouble.card import CardView
from liveops_desktop.panels.trouble.chooser import Chooser, Room, choosing
from liveops_desktop.panels.trouble.openings import newest_alarm, open_alarms, open_incidents
from liveops_desktop.widgets.ask import Ask
from liveops_desktop.widgets.button import KeyButton
from liveops_desktop.widgets.frame import Empty, Section, margins
from liveops_desktop.widgets.look import Tone, look
from liveops_desktop.words import _, in_language, n_, refusal_sentence

_ALARMS = 0.4
"""Of the room, that alarms get beside an open card: its steps are what is being done."""
_UNBOUNDED = 16_777_215
"""Qt's own greatest height."""


class Trouble(PanelWidget):
    """Draws alarms and the card; the keys F2, A and Enter act on the newest alarm and the next step."""

    def __init__(self, send: Send) -> None:
        """Build it calm."""
        super().__init__()
        self._send = send
        self._snapshot: Snapshot | None = None
        self._boxes: dict[AlarmId, AlarmBox] = {}
        self._views: dict[IncidentId, CardView] = {}
        self._looked_at: IncidentId | None = None
        self._wish = ""
        self._frame = Section(_("Trouble"))
        self._chooser = Chooser(self._open, lambda: self._send(ChooseCard(on=False)))
        self._refusal = Ask()
        self._calm = Empty()
        self._scroll = Room()
        self._alarm_room = Room(grows=True)
        self._others_shown: tuple[IncidentId, ...] = ()
        self._lay_out()

    def reads(self, snapshot: Snapshot) -> object:
        """Return that nothing is open, and how that is said; what is open has ages that count on."""
        station = snapshot.station
        if in_trouble(snapshot) or self._wish in station.refusals:
            return None
        return snapshot.show is None, self.cramped(), station.language, snapshot.content.cards

    def draw(self, snapshot: Snapshot) -> None:
        """Show what is open; nothing is built anew for what was shown already."""
        self._snapshot = snapshot
        cramped = self.cramped()
        margins(self._frame.body, 14, 9 if cramped else 14, 5 if cramped else 8)
        alarms = open_alarms(snapshot)
        incidents = open_incidents(snapshot)
        self._draw_head(snapshot, alarms, incidents)
        self._draw_alarms(snapshot, alarms, incidents)
        self._draw_cards(snapshot, incidents)
        self._chooser.draw(snapshot)
        refused = snapshot.station.refusals.get(self._wish)
        if refused is not None:
            self._refusal.ask(refusal_sentence(refused), [(_("Close"), "", "plain", self._forget)])
        else:
            self._refusal.withdraw()

    def press(self, action: str) -> None:
        """Open a card, acknowledge the newest alarm, or do the next step."""
        if self._snapshot is None or self._snapshot.show is None:
            return
        newest = newest_alarm(self._snapshot)
        if action == "card":
            card = self._suggested(newest)
            if card is not None and newest is not None:
                self._open(card, newest.id)
            elif choosing(self._snapshot):
                self._chooser.setFocus()
            else:
                self._send(ChooseCard(on=True))
        elif action == "acknowledge" and newest is not None and newest.acknowledged_at is None:
            self._wish = self._send(AcknowledgeAlarm(newest.id))
        elif action == "step" and (view := self._view()) is not None:
            view.do_next()

    # -- wishing -----------------------------------------------------------------

    def _open(self, card: Card, alarm: AlarmId | None = None) -> None:
        self._looked_at = None  # the card just opened is looked at
        if self._snapshot is not None and choosing(self._snapshot):
            self._send(ChooseCard(on=False))
        self._wish = self._send(OpenCard(card, alarm))

    def _acknowledge(self, alarm: AlarmId) -> None:
        self._wish = self._send(AcknowledgeAlarm(alarm))

    def _open_for(self, alarm: AlarmId) -> None:
        found = next((one for one in open_alarms(self._snapshot) if one.id == alarm), None)
        card = self._suggested(found, acknowledged=True)
        if card is not None:
            self._open(card, alarm)

    def _suggested(self, alarm: Alarm | None, *, acknowledged: bool = False) -> Card | None:
        """Return the card an alarm suggests, unless it is open already, or the alarm was met."""
        if alarm is None or self._snapshot is None or (alarm.acknowledged_at is not None and not acknowledged):
            return None
        if any(incident.card.id == alarm.card for incident in open_incidents(self._snapshot)):
            return None
        return next((card for card in self._snapshot.content.cards if card.id == alarm.card), None)

    def _forget(self) -> None:
        self._wish = ""
        self._refusal.withdraw()

    def _look_at(self, incident: IncidentId) -> None:
        self._looked_at = incident
        if self._snapshot is not None:
            self.draw(self._snapshot)

    # -- drawing -----------------------------------------------------------------

    def _draw_head(self, snapshot: Snapshot, alarms: list[Alarm], incidents: list[Incident]) -> None:
        count = len(alarms) + sum(incident.alarm is None for incident in incidents)
        worst = min((alarm.severity.value for alarm in alarms), default="")
        words = n_("{count} open", "{count} open", count).format(count=count) + (f" · {worst}" if worst else "")
        tone = Tone.BAD if worst == "S1" else Tone.WARN if worst else Tone.DIM
        self._frame.put_head(_("Trouble"), words if count else _("nothing open"), tone)
        nothing = not alarms and not incidents and not choosing(snapshot)
        self._calm.setVisible(nothing)
        self._scroll.setVisible((bool(incidents) or self._wish in snapshot.station.refusals) and not choosing(snapshot))
        self._alarm_room.setVisible(bool(alarms))
        if snapshot.show is None:
            self._calm.put(_("No show is open."), _("Alarms and contingency cards appear here."))
        else:
            self._calm.put(_("No trouble."), _("Alarms appear here with the card to open. F2 opens a card by hand."))

    def _draw_alarms(self, snapshot: Snapshot, alarms: list[Alarm], incidents: list[Incident]) -> None:
        for gone in [alarm for alarm in self._boxes if alarm not in {one.id for one in alarms}]:
            self._boxes.pop(gone).deleteLater()
        newest = newest_alarm(snapshot)
        low = self.cramped() or bool(incidents)
        for place, alarm in enumerate(alarms):
            if alarm.id not in self._boxes:
                self._boxes[alarm.id] = self._build_box(alarm)
            box = self._boxes[alarm.id]
            if self._alarms.indexOf(box) != place:
                self._alarms.insertWidget(place, box)
            card = next((card for card in snapshot.content.cards if card.id == alarm.card), None)
            is_open = any(incident.card.id == alarm.card for incident in incidents)
            box.draw(snapshot, alarm, card, newest=alarm is newest, card_open=is_open, low=low)
        self._share_out()
        self._alarm_room.bring(self._boxes[newest.id] if newest is not None else None)

    def _share_out(self) -> None:
        """Let alarms grow as they need, but leave an open card the greater part."""
        most = round(self.height() * _ALARMS) if open_incidents(self._snapshot) else _UNBOUNDED
        if most != self._alarm_room.maximumHeight():
            self._alarm_room.setMaximumHeight(most)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new height out."""
        super().resizeEvent(event)
        self._share_out()

    def _draw_cards(self, snapshot: Snapshot, incidents: list[Incident]) -> None:
        for gone in [incident for incident in self._views if incident not in {one.id for one in incidents}]:
            self._views.pop(gone).deleteLater()
        shown = self._shown(incidents)
        for incident in incidents:
            if incident.id not in self._views:
                self._views[incident.id] = CardView(incident, self._send)
                self._cards.addWidget(self._views[incident.id])
            view = self._views[incident.id]
            if incident is shown:
                view.draw(snapshot, incident, cramped=self.cramped())
            view.setVisible(incident is shown)
        self._draw_others(snapshot, [incident for incident in incidents if incident is not shown])
        view_shown = self._view()
        self._scroll.bring(view_shown.next_part() if view_shown is not None else None)

    def _draw_others(self, snapshot: Snapshot, others: list[Incident]) -> None:
        """Offer the other open cards as buttons."""
        keys = tuple(incident.id for incident in others)
        if keys == self._others_shown:
            return
        self._others_shown = keys
        while (item := self._others.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for incident in others:
            title = f"{incident.card.id} · {in_language(incident.card.title, snapshot.station.language)}"
            self._others.addWidget(KeyButton(title, "", "quiet", partial(self._look_at, incident.id)))
        if others:
            self._others.addStretch(1)

    def _shown(self, incidents: list[Incident]) -> Incident | None:
        """Return the incident looked at: the one chosen, else the latest."""
        chosen = next((incident for incident in incidents if incident.id == self._looked_at), None)
        return chosen or (incidents[-1] if incidents else None)

    def _view(self) -> CardView | None:
        shown = self._shown(open_incidents(self._snapshot))
        return self._views.get(shown.id) if shown is not None else None

    # -- building ----------------------------------------------------------------

    def _build_box(self, alarm: Alarm) -> AlarmBox:
        return AlarmBox(alarm, lambda: self._acknowledge(alarm.id), lambda: self._open_for(alarm.id))

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        margins(outer, 0, 0, 0)
        outer.addWidget(self._frame)
        content = QWidget()
        column = QVBoxLayout(content)
        margins(column, 0, 0, 7)
        column.setContentsMargins(0, 0, look().px(8), 0)
        self._alarms, self._cards, self._others = QVBoxLayout(), QVBoxLayout(), QHBoxLayout()
        for layout in (self._alarms, self._cards, self._others):
            margins(layout, 0, 0, 6)
        column.addWidget(self._refusal)
        column.addLayout(self._others)
        column.addLayout(self._cards)
        column.addStretch(1)
        self._scroll.setWidget(content)
        over = QWidget()
        over.setLayout(self._alarms)
        self._alarm_room.setWidget(over)
        self._frame.body.addWidget(self._alarm_room)
        self._frame.body.addWidget(self._chooser, 1)
        self._frame.body.addWidget(self._scroll, 1)
        self._frame.body.addWidget(self._calm, 1)
        self._frame.body.addStretch()  # alarms without a card stand at the top
        self._scroll.hide()

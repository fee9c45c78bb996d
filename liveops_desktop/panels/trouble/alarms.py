"""One open alarm: what it is, its figures and age, and its two buttons."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QWidget

from liveops_desktop.core.clock import since
from liveops_desktop.core.content import Card, Severity
from liveops_desktop.core.show import Alarm
from liveops_desktop.core.snapshot import Snapshot
from liveops_desktop.core.timetext import count_up, wall_time
from liveops_desktop.widgets.button import KeyButton
from liveops_desktop.widgets.frame import CardFrame, margins
from liveops_desktop.widgets.keycaps import cap
from liveops_desktop.widgets.lamp import Shape
from liveops_desktop.widgets.look import State, Tone, Type
from liveops_desktop.widgets.text import ElidedText, Text
from liveops_desktop.words import _, alarm_cause, alarm_cause_brief, signal_word

STATES = {Severity.S1: State.BAD, Severity.S2: State.WARN, Severity.S3: State.INFO}
TONES = {Severity.S1: Tone.BAD, Severity.S2: Tone.WARN, Severity.S3: Tone.INFO}
FRAMES = {Severity.S1: "bad", Severity.S2: "warn", Severity.S3: "info"}


class AlarmBox(CardFrame):
    """Built once per alarm; drawn each second for its age."""

    def __init__(self, alarm: Alarm, acknowledge: Callable[[], object], open_card: Callable[[], object]) -> None:
        """Build it for *alarm*, whose severity never changes while it is open."""
        super().__init__(FRAMES[alarm.severity])
        margins(self.body, 14, 10, 5)
        tone = TONES[alarm.severity]
        self._age = Text("", Type.STRONG, tone)
        self._figures = ElidedText("", Type.BODY)
        self._story = ElidedText("", Type.SMALL, Tone.DIM)
        self._acknowledge = KeyButton(_("Acknowledge"), "", "quiet", acknowledge)
        self._open = KeyButton("", "", "quiet", open_card)
        self._title = Text("", Type.STRONG, tone)
        self._brief = ElidedText("", Type.BODY, Tone.DIM)
        head = QHBoxLayout()
        margins(head, 0, 0, 9)
        head.addWidget(Shape(STATES[alarm.severity], 14))
        head.addWidget(self._title)
        head.addWidget(self._brief, 1)
        head.addWidget(self._age)
        self._foot = QWidget()
        foot = QHBoxLayout(self._foot)
        margins(foot, 0, 0, 8)
        foot.addWidget(self._figures, 1)
        foot.addWidget(self._acknowledge)
        foot.addWidget(self._open)
        self.body.addLayout(head)
        self.body.addWidget(self._foot)
        self.body.addWidget(self._story)

    def draw(
        self, snapshot: Snapshot, alarm: Alarm, card: Card | None, *, newest: bool, card_open: bool, low: bool
    ) -> None:
        """Show *alarm*; *newest*: the keys act on it; *low*: keep to less height.

        One line is enough once it is met and its card is open.
        """
        title = signal_word(alarm.signal)
        met = alarm.acknowledged_at is not None and card_open
        low = low or met
        margins(self.body, 12, 6 if low else 10, 4)
        self._title.put(f"{title} · {alarm.severity.value}")
        self._age.put(count_up(since(alarm.raised_at, snapshot.now)))
        cause, brief = alarm_cause(alarm), alarm_cause_brief(alarm)
        self._brief.put(cause if met else "", brief=brief)
        self._figures.put(cause, brief=brief)
        self._foot.setVisible(not met)
        self._story.put(_story(snapshot, alarm))
        self._story.setVisible(not low)
        self.setToolTip(self._story.text())
        self._acknowledge.setVisible(alarm.acknowledged_at is None)
        self._acknowledge.put(_("Acknowledge"), key="A" if newest else "")
        self._open.setVisible(card is not None and not card_open)
        if card is not None:
            self._open.put(_("Open card {card}").format(card=card.id), key=cap("trouble.card", "F2") if newest else "")
        self.setAccessibleName(f"{title}, {alarm.severity.value}, {cause}")


def _story(snapshot: Snapshot, alarm: Alarm) -> str:
    """Return when it was raised, and who acknowledged it how soon."""
    zone = snapshot.show.header.zone if snapshot.show and snapshot.show.header else "UTC"
    raised = _("raised {time}").format(time=wall_time(alarm.raised_at, zone, snapshot.wall_shift))
    if alarm.acknowledged_at is None:
        return raised
    after = count_up(since(alarm.raised_at, alarm.acknowledged_at))
    taken = _("acknowledged by {who} after {time}").format(who=alarm.acknowledged_by or "–", time=after)
    return f"{raised} · {taken}"

"""The decision over the list: its word in one size with its shape, what it rests on, sign off, run again."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from liveops_desktop.core.preflight import Go, Phase
from liveops_desktop.core.snapshot import Snapshot
from liveops_desktop.panels.preflight.entries import Row
from liveops_desktop.panels.preflight.sentences import (
    counts_sentence,
    decision_sentence,
    progress_sentence,
    took_sentence,
)
from liveops_desktop.widgets.button import KeyButton
from liveops_desktop.widgets.frame import CardFrame, margins
from liveops_desktop.widgets.keycaps import cap
from liveops_desktop.widgets.lamp import Shape
from liveops_desktop.widgets.look import State, Tone, Type
from liveops_desktop.widgets.text import Text
from liveops_desktop.words import _, go_word

STATES = {
    Go.GO: (State.GOOD, Tone.GOOD, "good"),
    Go.WAIVED: (State.WARN, Tone.WARN, "warn"),
    Go.NO_GO: (State.BAD, Tone.BAD, "bad"),
}


class Banner(CardFrame):
    """Draws the decision of the latest run; while one is in progress it counts the results that came."""

    def __init__(
        self,
        run: Callable[[], object],
        cancel: Callable[[], object],
        sign: Callable[[], object],
        leave: Callable[[], object],
    ) -> None:
        super().__init__()
        self._said = ""
        self._shape = Shape(State.UNKNOWN, 40)
        self.word = Text("", Type.FIGURE)
        self.sentence = Text("", Type.HEAD, wrap=True)
        self.counts = Text("", Type.BODY, Tone.DIM, wrap=True)
        self.sign = KeyButton(_("Sign off"), cap("preflight.sign", "S"), "plain", sign)
        self.sure = KeyButton(_("Sign NO-GO"), cap("preflight.sign", "S"), "danger", sign)
        self.leave = KeyButton(_("Do not sign"), _("Esc"), "plain", leave)
        self.run = KeyButton(_("Run again"), cap("preflight.run", "F5"), "primary", run)
        self.cancel = KeyButton(_("Cancel"), "", "plain", cancel)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self.sentence)
        words.addWidget(self.counts)
        across = QHBoxLayout()
        margins(across, 14, 2, 20)
        across.addWidget(self._shape)
        across.addWidget(self.word)
        across.addSpacing(12)
        across.addLayout(words, 1)
        for button in (self.sign, self.leave, self.sure, self.cancel, self.run):
            across.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.body.addLayout(across)

    def draw(
        self, snapshot: Snapshot, rows: Sequence[Row], phase: Phase, *, asking: bool = False, said: str = ""
    ) -> None:
        """Show the decision of *snapshot* and the counts of *rows*.

        *asking*: whether a NO-GO is really to be signed; *said*: why the key that was pressed last did nothing.
        """
        self._said = said
        if (took := took_sentence(snapshot)) != self.toolTip():
            self.setToolTip(took)
        checking = snapshot.station.checking
        run = snapshot.show.preflight.run if snapshot.show is not None else None
        self.cancel.setVisible(checking)
        self.run.setVisible(not checking and not asking)
        self.run.put(_("Run again") if run is not None else _("Run"), enabled=snapshot.show is not None)
        self.sign.setVisible(run is not None and not checking and not asking)
        self.sure.setVisible(asking)
        self.leave.setVisible(asking)
        if checking:
            far = progress_sentence(snapshot, phase)
            self._put(State.INFO, Tone.INFO, "card", _("MEASURING"), far, counts_sentence(rows))
        elif run is None or snapshot.decision is None:
            what = _("Whether the rig is ready is not known yet")
            self._put(State.UNKNOWN, Tone.DIM, "card", _("NOT RUN"), what, _("Press F5 to measure."))
        else:
            state, tone, kind = STATES[snapshot.decision.go]
            word = go_word(snapshot.decision.go)
            counts = counts_sentence(rows)
            if asking:
                counts = _("Your name would stand under a NO-GO: it says that you saw it, and makes nothing ready.")
            self._put(state, tone, kind, word, decision_sentence(snapshot.decision, snapshot), counts)

    def _put(self, state: State, tone: Tone, kind: str, word: str, sentence: str, counts: str) -> None:
        self.put_kind(kind)
        self._shape.put(state)
        self.word.put(word, tone)
        self.sentence.put(sentence)
        self.counts.put(self._said or counts, Tone.WARN if self._said else Tone.DIM)
        self.setAccessibleName(f"{word}. {sentence}. {self._said or counts}")

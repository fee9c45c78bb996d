"""When a rehearsal starts: asked in place before it is made; Enter alone means the next quarter of an hour."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from liveops_desktop.core.cue import TimeOfDay
from liveops_desktop.core.refusal import Refused
from liveops_desktop.core.snapshot import Snapshot
from liveops_desktop.core.timetext import read_time_of_day, time_of_day
from liveops_desktop.widgets.ask import Toolbar
from liveops_desktop.widgets.button import KeyButton
from liveops_desktop.widgets.field import Field
from liveops_desktop.widgets.frame import CardFrame
from liveops_desktop.widgets.look import Tone, Type
from liveops_desktop.widgets.text import Text
from liveops_desktop.words import _, refusal_sentence


class RehearsalStart(CardFrame):
    """One field; *done* takes the show file and the start (None: the next quarter of an hour), returns the wish."""

    def __init__(self, done: Callable[[str, TimeOfDay | None], str], cancel: Callable[[], None]) -> None:
        super().__init__("raised")
        self._done, self._cancel = done, cancel
        self._path = ""
        self._wish = ""
        self._title = Text("", Type.STRONG, wrap=True)
        self.start = Field(_("Start of the rehearsal"), _("at the next quarter of an hour"), self._echo)
        self.start.edit.returnPressed.connect(self._finish)
        self.make = KeyButton(_("Make the rehearsal"), _("Enter"), "primary", self._finish)
        self.body.addWidget(self._title)
        self.body.addWidget(self.start)
        note = _("Today's date; hard starts, until-times, hard out and call times move with the start.")
        self.body.addWidget(Text(note, Type.SMALL, Tone.DIM, wrap=True))
        self.body.addWidget(Toolbar((None, KeyButton(_("Cancel"), _("Esc"), "plain", cancel), self.make)))
        self.hide()

    def ask(self, path: str, title: str) -> None:
        """Ask when the rehearsal of the show in *path* is to start."""
        self._path, self._wish = path, ""
        self._title.put(_("A rehearsal of {title}").format(title=title))
        self.start.put("")
        self.show()
        self.start.edit.setFocus()

    def draw(self, snapshot: Snapshot) -> None:
        """Say a refusal at the field; close when the rehearsal stands."""
        refused = snapshot.station.refusals.get(self._wish)
        if refused is not None:
            self._wish = ""
            self.start.say(refusal_sentence(refused), refused=True)
        elif self._wish and snapshot.station.show_path != self._path and _is_rehearsal(snapshot):
            self._cancel()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes it."""
        if event.key() == Qt.Key.Key_Escape:
            self._cancel()
        else:
            super().keyPressEvent(event)

    def _echo(self) -> None:
        try:
            read = time_of_day(read_time_of_day(self.start.text()))
        except Refused:
            read = ""  # said when it is sent: it may still be half typed
        self.start.say(read if read != self.start.text() else "")

    def _finish(self) -> None:
        try:
            start = read_time_of_day(self.start.text()) if self.start.text() else None
        except Refused as refused:
            self.start.say(refusal_sentence(refused), refused=True)
            return
        self.start.say("")
        self._wish = self._done(self._path, start)


def _is_rehearsal(snapshot: Snapshot) -> bool:
    return snapshot.show is not None and snapshot.show.header is not None and snapshot.show.header.rehearsal

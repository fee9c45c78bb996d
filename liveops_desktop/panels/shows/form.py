"""The form of a show: each field is read as it is typed, and refused at its own place."""

from collections.abc import Callable, Mapping
from datetime import date
from math import isfinite

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout

from liveops_desktop.core.clock import DAY, Span
from liveops_desktop.core.cue import Header
from liveops_desktop.core.refusal import Reason, Refused
from liveops_desktop.core.timetext import read_time_of_day, time_of_day
from liveops_desktop.core.validate import validate_header
from liveops_desktop.widgets.ask import Toolbar
from liveops_desktop.widgets.button import KeyButton
from liveops_desktop.widgets.choice import Choice
from liveops_desktop.widgets.field import Field
from liveops_desktop.widgets.frame import CardFrame, margins
from liveops_desktop.widgets.keys import ENTER
from liveops_desktop.widgets.look import Tone, Type, look
from liveops_desktop.widgets.text import Text
from liveops_desktop.widgets.tick import FormTick
from liveops_desktop.words import LANGUAGES, _, date_word, refusal_sentence

FIELDS = (
    "title",
    "date",
    "zone",
    "start",
    "hard_out",
    "viewer_delay",
    "platform",
    "ingest",
    "contingency_scene",
    "microphones",
    "fps",
)
"""In the order of the form; names of ``Header``."""
OPTIONAL = frozenset(FIELDS) - {"title", "date", "zone", "start"}
MOST_FPS = 240


class ShowForm(CardFrame):
    """A header being typed. ``Header`` out, or the refusals at the fields."""

    def __init__(self, done: Callable[[Header], None], cancel: Callable[[], None]) -> None:
        super().__init__("raised")
        self._done, self._cancel = done, cancel
        self._base: Header | None = None
        self.fields = {name: Field(label, hint, self._echo) for name, (label, hint) in _labels().items()}
        self.language = Choice()
        self.language.setFont(look().font(Type.BODY))
        self.language.setAccessibleName(_("Language of the report"))
        self.language.addItem(_("Report in the program's language"), "")
        for key, own_name in LANGUAGES.items():
            self.language.addItem(_("Report in {language}").format(language=own_name), key)
        self.rehearsal = FormTick(_("Rehearsal: laid out from its own start"))
        self._title = Text("", Type.STRONG)
        self.refused = Text("", Type.BODY, Tone.BAD, wrap=True)
        self.save = KeyButton("", _("Enter"), "primary", self._finish)
        for field in self.fields.values():
            field.edit.returnPressed.connect(self._finish)
        self._lay_out(KeyButton(_("Cancel"), _("Esc"), "plain", cancel))

    def _lay_out(self, cancel: KeyButton) -> None:
        grid = QGridLayout()
        margins(grid, 0, 0, 10)
        places = {
            "title": (0, 0, 4),
            "platform": (0, 4, 2),
            "date": (1, 0, 2),
            "zone": (1, 2, 2),
            "viewer_delay": (1, 4, 2),
            "start": (2, 0, 2),
            "hard_out": (2, 2, 2),
            "fps": (2, 4, 2),
            "ingest": (3, 0, 6),
            "contingency_scene": (4, 0, 3),
            "microphones": (4, 3, 3),
        }
        for name, (row, column, span) in places.items():
            grid.addWidget(self.fields[name], row, column, 1, span)
        for column in range(6):
            grid.setColumnStretch(column, 1)
        self.body.addWidget(self._title)
        inside = QVBoxLayout()
        inside.addLayout(grid)
        self.body.addLayout(inside)
        below = QHBoxLayout()
        margins(below, 0, 0, 16)
        below.addWidget(self.rehearsal)
        below.addStretch(1)
        below.addWidget(self.language)
        self.body.addLayout(below)
        self.body.addWidget(self.refused)
        self.refused.hide()
        self.body.addWidget(Toolbar((None, cancel, self.save)))

    def begin(self, header: Header, title: str, save: str) -> None:
        """Start a draft from *header*."""
        self._base = header
        self._title.put(title)
        self.save.put(save)
        for name, text in texts_of(header).items():
            self.fields[name].put(text)
        self.rehearsal.setChecked(header.rehearsal)
        self.language.setCurrentIndex(max(0, self.language.findData(header.language)))
        self.say("")
        self.fields["title"].edit.setFocus()
        self.fields["title"].edit.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes it; Enter in the box saves, as in the fields."""
        if event.key() == Qt.Key.Key_Escape:
            self._cancel()
        elif event.key() in ENTER and self.rehearsal.hasFocus():
            self._finish()
        else:
            super().keyPressEvent(event)

    def say(self, sentence: str, field: str = "") -> None:
        """Show a refusal, at *field* where it names one."""
        if field in self.fields:
            self.fields[field].say(sentence, refused=bool(sentence))
            sentence = ""
        self.refused.put(sentence)
        self.refused.setVisible(bool(sentence))

    def _texts(self) -> dict[str, str]:
        return {name: field.text() for name, field in self.fields.items()}

    def _echo(self) -> None:
        """Say below each field how it is read; what cannot be read yet is said only when the form is sent."""
        for name, field in self.fields.items():
            if field.edit.hasFocus():
                try:
                    value = read_field(name, field.text())
                except Refused:
                    field.say("")
                else:
                    field.say(echo_of(name, value, field.text()))

    def _finish(self) -> None:
        if self._base is None:
            return
        for field in self.fields.values():
            field.say("")
        try:
            language = str(self.language.currentData())
            base = replace(self._base, language=language)
            header = read_header(self._texts(), rehearsal=self.rehearsal.isChecked(), base=base)
        except Refused as refused:
            self.say(refusal_sentence(refused), refused.field)
            if refused.field in self.fields:
                self.fields[refused.field].edit.setFocus()
            return
        self.say("")
        self._done(header)


def read_header(texts: Mapping[str, str], *, rehearsal: bool, base: Header) -> Header:
    """Return the header that *texts* (by field name) say.

    Raises:
        Refused: with the field that makes no sense.
    """
    values: dict[str, object] = {}
    for name in FIELDS:
        try:
            values[name] = read_field(name, texts.get(name, ""))
        except Refused as refused:
            raise Refused(refused.reason, field=name, span=refused.span, detail=refused.detail) from refused
    header = _replace(base, values, rehearsal=rehearsal)
    validate_header(header)
    return header


def _replace(base: Header, values: Mapping[str, object], *, rehearsal: bool) -> Header:
    return replace(base, rehearsal=rehearsal, **values)


def read_field(name: str, text: str) -> object:
    """Return the value of one field.

    Raises:
        Refused: EMPTY, NOT_A_DATE, NOT_A_TIME, NOT_A_DURATION, UNKNOWN_VALUE or TOO_LONG.
    """
    text = text.strip()
    if not text and name not in OPTIONAL:
        raise Refused(Reason.EMPTY, field=name)
    match name:
        case "date":
            return _date(text)
        case "start":
            return read_time_of_day(text)
        case "hard_out":
            return read_time_of_day(text) if text else None
        case "viewer_delay":
            return _seconds(text) if text else None
        case "fps":
            return _fps(text) if text else None
        case "microphones":
            return tuple(part.strip() for part in text.replace("，", ",").split(",") if part.strip())
        case "ingest":
            return _ingest(text)
        case _:
            return text


def echo_of(name: str, value: object, typed: str) -> str:
    """Return how *typed* was read, where the reading may surprise; empty where it reads as it stands."""
    shown = ""
    if name == "date" and isinstance(value, date):
        shown = f"{date_word(value)} · {value.isoformat()}"
    elif name in ("start", "hard_out") and value is not None:
        shown = time_of_day(value)  # type: ignore[arg-type]  # read_field gives a TimeOfDay for these two
    elif name == "viewer_delay" and isinstance(value, int):
        shown = _("{seconds} s").format(seconds=_plain(value / 1_000))
    return shown if shown != typed.strip() else ""


def texts_of(header: Header) -> dict[str, str]:
    """Return the fields as they can be typed back."""
    return {
        "title": header.title,
        "date": header.date.isoformat(),
        "zone": header.zone,
        "start": time_of_day(header.start),
        "hard_out": time_of_day(header.hard_out) if header.hard_out is not None else "",
        "viewer_delay": _plain(header.viewer_delay / 1_000) if header.viewer_delay is not None else "",
        "platform": header.platform,
        "ingest": header.ingest,
        "contingency_scene": header.contingency_scene,
        "microphones": ", ".join(header.microphones),
        "fps": _plain(header.fps) if header.fps is not None else "",
    }


def _labels() -> dict[str, tuple[str, str]]:
    return {
        "title": (_("Title"), _("Kitchen night")),
        "date": (_("Date"), "2026-11-26"),
        "zone": (_("Time zone"), "Asia/Shanghai"),
        "start": (_("Planned start"), "20:00"),
        "hard_out": (_("Hard out"), _("none")),
        "viewer_delay": (_("Viewer delay, seconds"), _("not measured")),
        "platform": (_("Platform"), ""),
        "ingest": (_("Ingest, without the key"), "rtmp://host/app"),
        "contingency_scene": (_("Contingency scene in OBS"), _("Be right back")),
        "microphones": (_("Microphones that must be open"), _("names in OBS, with commas")),
        "fps": (_("Frames per second"), _("as OBS is set")),
    }


def _plain(number: float) -> str:
    """Return *number* with all its digits and no more: ``21``, ``29.97``, ``1000.001``."""
    return repr(number).removesuffix(".0")


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text.replace("/", "-").replace(".", "-"))
    except ValueError as trouble:
        raise Refused(Reason.NOT_A_DATE, detail=text) from trouble


def _seconds(text: str) -> Span:
    number = _number(text.rstrip("s秒 "), Reason.NOT_A_DURATION)
    if number < 0:
        raise Refused(Reason.NEGATIVE)
    if number * 1_000 > DAY:
        raise Refused(Reason.TOO_LONG)
    return Span(round(number * 1_000))


def _fps(text: str) -> float:
    number = _number(text, Reason.UNKNOWN_VALUE)
    if not 0 < number <= MOST_FPS:
        raise Refused(Reason.UNKNOWN_VALUE, detail=text)
    return number


def _number(text: str, reason: Reason) -> float:
    try:
        number = float(text.replace(",", "."))
    except ValueError as trouble:
        raise Refused(reason, detail=text) from trouble
    if not isfinite(number):
        raise Refused(reason, detail=text)
    return number


def _ingest(text: str) -> str:
    """Return the address; one that carries user, password or query is refused: a key must not stand in a journal."""
    if not text:
        return ""
    scheme, mark, rest = text.partition("://")
    known = scheme.lower() in ("rtmp", "rtmps", "srt", "rist", "http", "https")
    if not mark or not known or not rest.strip("/") or any(letter.isspace() for letter in text):
        raise Refused(Reason.UNKNOWN_VALUE, detail=text)
    if "@" in rest or "?" in rest:
        raise Refused(Reason.UNKNOWN_VALUE, detail=_("an address with a key in it"))
    return text

"""The shipped content: ``checklists/*.toml`` read strictly, and the sample show made from it.

A bad file is refused whole, with the file and the place in it named; nothing of it is used.
"""

import tomllib
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import Struct

from liveops_desktop.core.clock import HOUR, MINUTE, Instant, Span, seconds
from liveops_desktop.core.content import Card, Content, Help, Item
from liveops_desktop.core.cue import Cue, CueId, CueKind, Header, TimeOfDay
from liveops_desktop.core.refusal import Refused
from liveops_desktop.core.timetext import read_duration
from liveops_desktop.core.zone import instant_of, local
from liveops_desktop.words import in_language

SIZE_LIMIT = 1 << 20
"""Bytes of one content file. The largest shipped one has 20 kB."""
STEPS = 7
"""Steps of the preparation."""
EVENING = TimeOfDay(Span(20 * HOUR))
_SLOT = Span(2 * HOUR + 5 * MINUTE)
"""From the start of the sample show to its hard out."""

Text = Mapping[str, str]
Read = TypeVar("Read", bound=Struct)


class BadContent(Exception):  # noqa: N818 -- names what the file is
    """A content file that makes no sense. *file* is its name, *place* where in it, *problem* the reader's words."""

    def __init__(self, file: str, place: str, problem: str) -> None:
        """Keep the parts for the sentence shown."""
        super().__init__(f"{file}: {place}: {problem}" if place else f"{file}: {problem}")
        self.file = file
        self.place = place
        self.problem = problem


class Example(Struct, frozen=True):
    """What the sample show puts into one cue of the template, by language."""

    title: dict[str, str] = {}
    points: dict[str, tuple[str, ...]] = {}
    must_say: dict[str, str] = {}
    price: dict[str, str] = {}


class TemplateCue(Struct, frozen=True):
    """One row of a run-of-show template. Lengths as people type them (``m:ss``)."""

    title: dict[str, str]
    length: str
    owner: str
    least: str = ""
    most: str = ""
    cuttable: bool = False
    hard: bool = False
    """Starts at its planned time whatever comes before."""
    on_camera: dict[str, str] = {}
    scene: dict[str, str] = {}
    sound: dict[str, str] = {}
    action: dict[str, str] = {}
    backup: dict[str, str] = {}
    kind: CueKind = CueKind.NORMAL
    example: Example = Example()


class Template(Struct, frozen=True):
    """A run-of-show to start from."""

    id: str
    title: dict[str, str]
    example_title: dict[str, str]
    contingency_scene: dict[str, str]
    cues: tuple[TemplateCue, ...]


class _Preparation(Struct, frozen=True):
    items: tuple[Item, ...]


class _Cards(Struct, frozen=True):
    cards: tuple[Card, ...]


def content_folder() -> Path:
    """Return where the content lies: beside the package in a checkout, inside it once installed."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "data" / "checklists"
    return installed if installed.is_dir() else package.parent / "checklists"


def load_content(folder: Path | None = None) -> Content:
    """Read the preparation and the cards from *folder* (None: the shipped ones).

    Raises:
        BadContent: a file is missing, too large, no TOML, or not of the right shape.
    """
    folder = folder or content_folder()
    items = read_strictly(folder / "preparation.toml", _Preparation).items
    cards = read_strictly(folder / "cards.toml", _Cards).cards
    _check_items(items)
    _check_cards(cards)
    return Content(items=items, cards=cards)


def load_template(name: str = "shopping", folder: Path | None = None) -> Template:
    """Read ``rundown-<name>.toml``.

    Raises:
        BadContent: as for :func:`load_content`.
    """
    path = (folder or content_folder()) / f"rundown-{name}.toml"
    template = read_strictly(path, Template)
    for number, row in enumerate(template.cues, start=1):
        for field in ("length", "least", "most"):
            text: str = getattr(row, field)
            if text or field == "length":
                _length(path.name, f"cue {number}, {field}", text)
    return template


def sample_show(
    today: date,
    zone: str,
    ids: Callable[[], str],
    *,
    language: str = "en",
    start: TimeOfDay = EVENING,
    folder: Path | None = None,
) -> tuple[Header, tuple[Cue, ...]]:
    """Return a show of *today*, from *start* in *zone*, that an empty program can offer.

    *ids* makes a fresh cue id at each call. Its ingest is this machine, so that trying it reaches for nobody else.

    Raises:
        BadContent: as for :func:`load_content`.
        Refused: there is no such *zone*, or no *start* on that day.
    """
    template = load_template(folder=folder)
    begins = instant_of(today, start, zone)

    def after(span: Span) -> TimeOfDay:
        return _time_of_day(Instant(begins + span), today, zone)

    header = Header(
        title=in_language(template.example_title, language),
        date=today,
        zone=zone,
        start=start,
        hard_out=after(_SLOT),
        viewer_delay=seconds(21),
        ingest="rtmp://127.0.0.1/live",
        contingency_scene=in_language(template.contingency_scene, language),
    )
    return header, template_cues(template, header, ids, language, example=True)


def template_cues(
    template: Template, header: Header, ids: Callable[[], str], language: str, *, example: bool = False
) -> tuple[Cue, ...]:
    """Return the cues of *template* for a show with that *header*; hard rows start at their time from its start on.

    *example*: with what the sample show puts into them.
    """
    begins = instant_of(header.date, header.start, header.zone)
    cues = []
    passed = Span(0)
    for row in template.cues:
        length = read_duration(row.length)
        hard = _time_of_day(Instant(begins + passed), header.date, header.zone) if row.hard else None
        shown = row if example else msgspec.structs.replace(row, example=Example())
        cues.append(_template_cue(shown, CueId(ids()), length, hard, language))
        passed = Span(passed + length)
    return tuple(cues)


def _time_of_day(at: Instant, first: date, zone: str) -> TimeOfDay:
    """Return *at* as a row of a show of the day *first* writes it; past midnight with its day."""
    there = local(at, zone)
    since = Span((there.hour * 60 + there.minute) * MINUTE + there.second * 1_000)
    return TimeOfDay(since, day=(there.date() - first).days or None, second=bool(there.fold))


def _template_cue(row: TemplateCue, cue: CueId, length: Span, hard: TimeOfDay | None, language: str) -> Cue:
    def words(text: Mapping[str, str]) -> str:
        return in_language(text, language)

    example = row.example
    return Cue(
        id=cue,
        title=words(example.title) or words(row.title),
        planned=length,
        least=read_duration(row.least) if row.least else None,
        most=read_duration(row.most) if row.most else None,
        cuttable=row.cuttable,
        hard=hard,
        owner=row.owner,
        points=_points(example.points, language),
        must_say=words(example.must_say),
        price=words(example.price),
        scene=words(row.scene),
        on_camera=words(row.on_camera),
        sound=words(row.sound),
        action=words(row.action),
        backup=words(row.backup),
        kind=row.kind,
    )


def _points(points: Mapping[str, tuple[str, ...]], language: str) -> tuple[str, ...]:
    """Return the points in *language*; the lines travel through :func:`in_language` as one text."""
    return tuple(in_language({key: "\n".join(lines) for key, lines in points.items()}, language).splitlines())


def read_strictly(path: Path, kind: type[Read]) -> Read:
    """Read a TOML file of that shape, which may hold nothing else.

    Raises:
        BadContent: as for :func:`load_content`.
    """
    try:
        raw = path.read_bytes()
    except OSError as trouble:
        raise BadContent(path.name, "", trouble.strerror or "cannot be read") from trouble
    if len(raw) > SIZE_LIMIT:
        raise BadContent(path.name, "", f"larger than {SIZE_LIMIT} bytes")
    try:
        data = tomllib.loads(raw.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as trouble:
        raise BadContent(path.name, "", str(trouble) or "nested too deep") from trouble
    try:
        parsed = msgspec.convert(data, kind, strict=True)
    except msgspec.ValidationError as trouble:
        problem, _, place = str(trouble).partition(" - at `")
        raise BadContent(path.name, place.rstrip("`").removeprefix("$."), problem) from trouble
    _refuse_unknown(path.name, "", data, msgspec.to_builtins(parsed))
    return parsed


def _refuse_unknown(file: str, place: str, given: object, understood: object) -> None:
    """Refuse a key that was read over: a misspelt one must not pass for an absent one."""
    if isinstance(given, dict) and isinstance(understood, dict):
        for key, value in given.items():
            inner = f"{place}.{key}" if place else str(key)
            if key not in understood:
                raise BadContent(file, inner, "unknown key")
            _refuse_unknown(file, inner, value, understood[key])
    elif isinstance(given, list) and isinstance(understood, (list, tuple)):
        for index, (value, known) in enumerate(zip(given, understood, strict=True)):
            _refuse_unknown(file, f"{place}[{index}]", value, known)


def _check_items(items: tuple[Item, ...]) -> None:
    file = "preparation.toml"
    refuse_twice(file, "items", [item.id for item in items])
    for index, item in enumerate(items):
        place = f"items[{index}]"
        if not 1 <= item.step <= STEPS:
            raise BadContent(file, f"{place}.step", f"not between 1 and {STEPS}")
        refuse_empty(file, f"{place}.text", item.text)


def _check_cards(cards: tuple[Card, ...]) -> None:
    file = "cards.toml"
    refuse_twice(file, "cards", [card.id for card in cards])
    for index, card in enumerate(cards):
        place = f"cards[{index}]"
        for field in ("title", "trigger", "decision", "host_line", "notice", "escalate", "recovery", "after"):
            refuse_empty(file, f"{place}.{field}", getattr(card, field))
        for number, step in enumerate(card.steps):
            refuse_empty(file, f"{place}.steps[{number}].text", step.text)
            if step.help is Help.MESSAGE_HOST:
                refuse_empty(file, f"{place}.steps[{number}].message", step.message)
        if not card.steps:
            raise BadContent(file, f"{place}.steps", "no steps")


def refuse_twice(file: str, place: str, ids: list[str]) -> None:
    """Refuse an id that stands twice; raise ``BadContent``."""
    for index, name in enumerate(ids):
        if name in ids[:index]:
            raise BadContent(file, f"{place}[{index}].id", f"{name!r} stands twice")


def refuse_empty(file: str, place: str, text: Text) -> None:
    """Refuse a text without a language, or with nothing in one; raise ``BadContent``."""
    if not text or not all(sentence.strip() for sentence in text.values()):
        raise BadContent(file, place, "empty")


def _length(file: str, place: str, text: str) -> Span:
    try:
        return read_duration(text)
    except Refused as refused:
        raise BadContent(file, place, f"not a length: {text!r}") from refused

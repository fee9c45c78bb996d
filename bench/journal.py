"""One fact on disk against the bare SQLite commit, in the same folder and the same moments; and reading all again."""

import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import apsw

from bench.figure import Figure, median
from bench.shows import now, plan
from liveops_desktop.core.clock import Instant, Span
from liveops_desktop.core.codec import to_row
from liveops_desktop.core.decide import decide
from liveops_desktop.core.evolve import evolve, replay
from liveops_desktop.core.facts import Fact, NoteAdded, RunId
from liveops_desktop.core.intents import AddCues, AddNote, CreateShow, Hold, Intent, Nudge, Resume, Take, TickItem, Wish
from liveops_desktop.core.show import Show
from liveops_desktop.store.collector import no_collection
from liveops_desktop.store.sqlite import SqliteJournal

PAIRS = 400
MANY = 100_000
_LOT = 1_000


def note(number: int) -> Fact:
    """Return the fact of that number."""
    at = Instant(1_000 * number)
    return Fact(f"bench-{number}", "bench", number, None, at, at, "Ann", NoteAdded(f"note {number}", "EXE"))


def measure() -> Iterator[Figure]:
    """Commit in turns, then read a long show."""
    with tempfile.TemporaryDirectory() as kept:
        yield _commits(Path(kept))
        yield _replay(Path(kept))


def _commits(folder: Path) -> Figure:
    bare = apsw.Connection(str(folder / "bare.db"))
    for pragma in ("journal_mode=WAL", "synchronous=FULL"):
        bare.execute(f"PRAGMA {pragma}")
    bare.execute(
        "CREATE TABLE facts(row INTEGER PRIMARY KEY, id TEXT, station TEXT, station_seq INTEGER, at INTEGER,"
        " pressed_at INTEGER, who TEXT, kind TEXT, version INTEGER, body BLOB, hash BLOB) STRICT"
    )
    ours: list[float] = []
    theirs: list[float] = []
    with closing(SqliteJournal(folder / "ours.show", station="bench")) as journal, closing(bare):
        for number in range(1, PAIRS + 1):
            fact = note(number)
            row = (number, *to_row(fact), b"\0" * 32)
            began = time.perf_counter()
            bare.execute("INSERT INTO facts VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
            between = time.perf_counter()
            journal.append(number - 1, [fact])
            ended = time.perf_counter()
            theirs.append(between - began)
            ours.append(ended - between)
    pair = f"{median(ours) * 1e3:.2f} ms / {median(theirs) * 1e3:.2f} ms, {PAIRS} pairs in turns"
    return Figure("journal: one fact / bare commit", median(ours) / median(theirs), "×", 1.3, pair)


def _evening(show: Show, turn: int) -> list[Intent]:
    """Return the wishes of one cue on air: it is taken, held, nudged; items are ticked, a note is written."""
    run = show.air.run
    cue = show.cues[turn % len(show.cues)].id
    taken = Take(cue, run.id if run else None)
    on_air = RunId(f"w{show.facts + 1}")  # a run has the id of the wish that took it
    nudges = [Nudge(on_air, Span(by)) for by in (30_000, -30_000, 30_000, -30_000)]
    ticks = [TickItem(f"item-{turn % 10}-{place}", done=turn % 20 < 10) for place in range(7)]
    return [taken, Hold(on_air), *nudges, Resume(on_air), *ticks, AddNote("It went well", "EXE")]


def long_show() -> list[Fact]:
    """Return at least ``MANY`` facts as a crew would make them, decided by the program's own rules."""
    at = now()
    header, cues = plan(200, at)
    show, facts, turn = Show(), list[Fact](), 0
    wishes: list[Intent] = [CreateShow(header), AddCues(cues, None)]
    while len(facts) < MANY:
        for intent in wishes:
            at = Instant(at + 500)
            number = len(facts) + 1
            for body in decide(show, Wish(f"w{number}", "bench", "Ann", at, intent), at):
                facts.append(Fact(f"w{number}", "bench", number, None, at, at, "Ann", body))
                show = evolve(show, facts[-1])
        wishes, turn = _evening(show, turn), turn + 1
    return facts


def _replay(folder: Path) -> Figure:
    path = folder / "long.show"
    with closing(SqliteJournal(path, station="bench")) as journal:
        facts = long_show()
        for first in range(0, len(facts), _LOT):
            journal.append(first, facts[first : first + _LOT])
    took: list[float] = []
    for _ in range(3):
        began = time.perf_counter()
        journal = SqliteJournal(path, station="bench")
        with no_collection():  # as the desk does
            show = replay(journal.read())
        took.append(time.perf_counter() - began)
        journal.close()
        if show.facts != len(facts):
            raise ValueError(show.facts)
        del show
    detail = f"opened, chain proved and folded; longest {max(took):.2f} s"
    return Figure(f"journal: {MANY:,} facts read again", median(took), "s", 1.0, detail)

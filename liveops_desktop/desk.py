"""The desk: wishes in, facts kept, shows out. Journal first, then show, then tell (DESIGN §2, §10)."""

import asyncio
import logging
import uuid
from collections.abc import Callable, Mapping, Sequence

from msgspec.structs import replace

from liveops_desktop.core.clock import Instant
from liveops_desktop.core.codec import version_of
from liveops_desktop.core.decide import decide
from liveops_desktop.core.evolve import evolve, replay
from liveops_desktop.core.facts import AnyBody, Fact
from liveops_desktop.core.intents import Intent, Wish
from liveops_desktop.core.journal import Conflict, Journal, StorageOutage
from liveops_desktop.core.refusal import Refused
from liveops_desktop.core.show import Show
from liveops_desktop.core.snapshot import Saving
from liveops_desktop.store.collector import no_collection
from liveops_desktop.store.worker import Worker

log = logging.getLogger(__name__)

TRIES = 5
"""How often a wish is decided anew when somebody else was first."""

REFUSALS_KEPT = 64

BACK_OFF = (0.1, 0.2, 0.5, 1.0, 2.0)
"""Seconds between two tries to save; the last one for ever."""


def _fresh_id() -> str:
    return uuid.uuid4().hex


def _nothing(_error: Exception) -> None:
    pass


class Desk:
    """One show's only writer on this station. Lives on one asyncio loop; a thread of its own touches the journal.

    Args:
        journal: the facts of the show; the desk closes it.
        station: id of this machine, kept in each fact.
        now: the station's clock.
        changed: called on the loop after every change of what a screen may show.
        ids: makes an id for each wish; a fact's id is its wish's.
        pressed: called instead of *changed* for a wish that has just been made: nothing of it is to be seen yet.
        bug: told of an exception in ``decide`` or ``evolve``; the wish is dropped and the show goes on.
    """

    def __init__(
        self,
        journal: Journal,
        *,
        station: str,
        now: Callable[[], Instant],
        changed: Callable[[], None],
        ids: Callable[[], str] = _fresh_id,
        bug: Callable[[Exception], None] = _nothing,
        pressed: Callable[[], None] | None = None,
        kept: Callable[[Show, Sequence[Fact]], None] | None = None,
    ) -> None:
        self.journal = journal
        self.show = Show()
        self.pending: Mapping[str, Instant] = {}
        """Wish id → instant of the press, until it is decided and kept. Replaced whole, never changed."""
        self.refusals: Mapping[str, Refused] = {}
        """Wish id → why not; the latest ``REFUSALS_KEPT``, until ``forget``. Replaced whole, never changed."""
        self.saving: Saving | None = None
        """None: everything shown is on disk."""
        self._station = station
        self._now = now
        self._changed = changed
        self._ids = ids
        self._bug = bug
        self._pressed = pressed or changed
        self.kept = kept
        """Told of the facts of each wish made here, with the show before them."""
        self._worker = Worker("journal")
        self._wishes: asyncio.Queue[Wish | None] = asyncio.Queue()
        self._answering: Wish | None = None
        self._writing = asyncio.Lock()
        """Held while the journal is written to, or exchanged for another."""
        self._saved = 0
        """How many facts the journal holds, as far as known."""
        self._seq = 0
        """This station's number of its latest fact."""
        self._waiting: tuple[Fact, ...] = ()
        """In the show, not yet on disk."""

    # -- asked by the window -------------------------------------------------------

    def send(self, intent: Intent, who: str) -> str:
        """Wish *intent* in the name of *who*; returns the wish id at once."""
        wish = Wish(self._ids(), self._station, who, self._now(), intent)
        self.pending = {**self.pending, wish.id: wish.pressed_at}
        self._wishes.put_nowait(wish)
        self._pressed()
        return wish.id

    def forget(self, wish_id: str) -> None:
        """Drop the refusal of that wish: it was read."""
        if wish_id in self.refusals:
            self.refusals = {key: why for key, why in self.refusals.items() if key != wish_id}
            self._changed()

    async def retry_into(self, folder: str = "") -> None:
        """Try now to save what waits; into *folder* where one is named: the journal is copied there and goes on there.

        Raises:
            StorageOutage: that folder cannot be written either; nothing changed.
        """
        if folder:
            async with self._writing:
                old = self.journal
                self.journal = await self._worker.call(old.copy_into, folder)
                await self._worker.call(old.close)
        self._wishes.put_nowait(None)

    # -- run by the shell ----------------------------------------------------------

    async def load(self) -> None:
        """Fold the journal. Call once, before ``serve``. Where that fails the journal is closed.

        Raises:
            StorageOutage: the disk cannot be read now.
            NewerFact: a newer program wrote one of the facts.
        """
        try:
            facts, self.show = await self._worker.call(self._replayed)
        except Exception:
            await self._worker.call(self.journal.close)
            self._worker.end()
            raise
        self._count(facts)
        self._changed()

    async def serve(self) -> None:
        """Answer wishes one after another, for ever."""
        tries = 0
        while True:
            wish = None
            try:
                async with asyncio.timeout(BACK_OFF[min(tries, len(BACK_OFF) - 1)] if self._waiting else None):
                    wish = await self._wishes.get()
            except TimeoutError:
                tries += 1
            if wish is not None:
                await self._answer(wish)
            elif self._waiting:
                await self._save_waiting()
            if not self._waiting:
                tries = 0

    async def close(self) -> None:
        """Answer what was wished before, try once more to save, close the journal, end the thread.

        ``serve`` must have been cancelled (or have ended) before.
        """
        try:
            await self._worker.call(_settled)
            left = [self._wishes.get_nowait() for _ in range(self._wishes.qsize())]
            for wish in (self._answering, *left):  # the one that was being answered may have been cut short
                if wish is not None and wish.id in self.pending:
                    await self._answer(wish)
            if self._waiting:
                await self._save_waiting()
            await self._worker.call(self.journal.close)
        finally:
            self._worker.end()

    # -- one wish -------------------------------------------------------------------

    async def _answer(self, wish: Wish) -> None:
        self._answering = wish
        try:
            for _ in range(TRIES):
                facts = self._decided(wish)
                try:
                    await self._keep(wish.id, facts)
                except Conflict:
                    await self._catch_up()
                else:
                    return
            raise Conflict(wish.id)  # noqa: TRY301 -- as loud as any other bug: somebody writes without end
        except Refused as refused:
            kept = list(self.refusals.items())[1 - REFUSALS_KEPT :]
            self.refusals = {**dict(kept), wish.id: refused}
            self._answered(wish.id)
        except Exception as error:  # a bug anywhere in the rules must not end the show
            log.exception("wish %s: %s", wish.id, type(wish.intent).__name__)
            self._bug(error)
            self._answered(wish.id)

    def _decided(self, wish: Wish) -> tuple[Fact, ...]:
        at = Instant(max(wish.pressed_at, self.show.last_at))
        return tuple(self._fact(wish, at, place, body) for place, body in enumerate(decide(self.show, wish, at)))

    def _fact(self, wish: Wish, at: Instant, place: int, body: AnyBody) -> Fact:
        return Fact(
            id=f"{wish.id}-{place}" if place else wish.id,
            station=self._station,
            station_seq=self._seq + 1 + place,
            shared_seq=None,
            at=at,
            pressed_at=wish.pressed_at,
            who=wish.who,
            body=body,
            version=version_of(body),
        )

    async def _keep(self, wish_id: str, facts: tuple[Fact, ...]) -> None:
        """Put *facts* on disk, then into the show, then tell.

        The fold is made before: a fact that cannot be folded never reaches the disk, and after the commit
        nothing is left to do but to show it.
        """
        show = replay(facts, self.show)

        def committed() -> None:
            self._saved += len(facts)
            self._publish(wish_id, facts, show)

        if not facts:
            self._answered(wish_id)
        elif self._waiting:
            self._hold_back(wish_id, facts, show)
        else:
            try:
                async with self._writing:
                    await self._worker.call_then(committed, self.journal.append, self._saved, facts)
            except StorageOutage as outage:
                log.info("not saved: %s", outage)
                self._hold_back(wish_id, facts, show)

    def _publish(self, wish_id: str, facts: Sequence[Fact], show: Show) -> None:
        self._seq += len(facts)
        before, self.show = self.show, show
        if self.kept is not None:
            self.kept(before, facts)
        self._answered(wish_id)

    def _answered(self, wish_id: str) -> None:
        self.pending = {key: at for key, at in self.pending.items() if key != wish_id}
        self._changed()

    # -- while the disk refuses ------------------------------------------------------

    def _hold_back(self, wish_id: str, facts: tuple[Fact, ...], show: Show) -> None:
        """Show *facts* marked as not saved."""
        self._waiting += facts
        since = self.saving.since if self.saving else facts[0].at
        self.saving = Saving(since, len(self._waiting))
        self._publish(wish_id, facts, show)

    async def _save_waiting(self) -> None:
        waiting = self._waiting

        def committed() -> None:
            self._saved += len(waiting)
            self._waiting = ()
            self.saving = None
            self._changed()

        try:
            async with self._writing:
                await self._worker.call_then(committed, self.journal.append, self._saved, waiting)
        except StorageOutage as outage:
            log.debug("still not saved: %s", outage)
        except Conflict:
            await self._catch_up()
        except Exception as error:  # what waits must not be lost to a bug: it stays
            log.exception("%d facts wait", len(waiting))
            self._bug(error)

    # -- somebody else was first -----------------------------------------------------

    async def _catch_up(self) -> None:
        """Fold the journal anew; what waits here is put behind what others wrote."""
        try:
            facts, show = await self._worker.call(self._replayed)
        except StorageOutage as outage:
            log.info("cannot be read: %s", outage)
            return
        self._count(facts)
        stored = {fact.id for fact in facts}
        left = [fact for fact in self._waiting if fact.id not in stored]
        waiting: list[Fact] = []
        for number, fact in enumerate(left, self._seq + 1):
            waiting.append(replace(fact, station_seq=number, at=Instant(max(fact.at, show.last_at))))
            show = evolve(show, waiting[-1])
        self._waiting = tuple(waiting)
        self._seq += len(waiting)
        self.saving = replace(self.saving, waiting=len(waiting)) if self.saving and waiting else None
        self.show = show
        self._changed()

    def _replayed(self) -> tuple[Sequence[Fact], Show]:
        with no_collection():
            facts = self.journal.read()
            return facts, replay(facts)

    def _count(self, facts: Sequence[Fact]) -> None:
        self._saved = len(facts)
        self._seq = max((fact.station_seq for fact in facts if fact.station == self._station), default=0)


def _settled() -> None:
    """Nothing: what the thread did before is done when this returns."""

"""The link's state and when to try again. Pure: told what happened and when, no clock, no connection."""

from collections.abc import Callable

import msgspec

from liveops_desktop.core.clock import Instant, Span, later, since
from liveops_desktop.core.vitals import Link, LinkTrouble, ObsLink

DEGRADED_AFTER = Span(2_200)
"""Without a word from OBS (its answers come every second) this long: degraded. The promise is 3 s."""

LOST_AFTER = Span(4_200)
"""Without a word from OBS this long: lost. The promise is 5 s."""

REFUSALS = frozenset({LinkTrouble.WRONG_PASSWORD, LinkTrouble.PASSWORD_MISSING, LinkTrouble.KICKED})
"""After these nothing is tried again until a person says so. Kicked: protocol.md, close code 4011."""

LIVE = frozenset({Link.CONNECTED, Link.DEGRADED})
"""While these last, what was read still stands."""


class LinkState:
    """The state machine behind ``ObsLink``."""

    def __init__(self) -> None:
        self.now = ObsLink()
        self._word = Instant(0)

    def off(self, now: Instant) -> None:
        """Take that nobody wants OBS any more."""
        self.now = ObsLink(since=now)

    def search(self, host: str, port: int, now: Instant, *, local: bool) -> None:
        """Look for this OBS, as a person asked."""
        self.now = ObsLink(Link.SEARCHING, now, host, port, local)

    def connected(self, now: Instant, *, local: bool) -> None:
        """Take that it is connected and everything was read."""
        self._word = now
        self._enter(Link.CONNECTED, LinkTrouble.NONE, now)
        self.now = msgspec.structs.replace(self.now, local=local)

    def word(self, now: Instant, *, heals: bool = True) -> None:
        """Take that OBS said something; *heals*: on a connection on which everything was read."""
        self._word = now
        if heals and self.now.state is Link.DEGRADED:
            self._enter(Link.CONNECTED, LinkTrouble.NONE, now)

    def excuse(self, span: Span, now: Instant) -> None:
        """Leave the *span* before *now* out of the silence: nobody was listening."""
        self._word = min(later(self._word, span), now)

    def failed(self, trouble: LinkTrouble, now: Instant) -> None:
        """Take that the connection ended, or that an attempt at one failed."""
        if trouble in REFUSALS:
            self._enter(Link.REFUSED, trouble, now)
        elif self.now.state in LIVE:
            if trouble is LinkTrouble.SILENT:
                self._enter(Link.DEGRADED, trouble, now)
                self.tick(now)
            else:
                self._enter(Link.LOST, LinkTrouble.GONE, now)
        elif self.now.state is Link.LOST:
            gone = trouble is LinkTrouble.NOT_RUNNING
            self._enter(Link.LOST, LinkTrouble.GONE if gone else trouble, now)
        elif self.now.state is Link.SEARCHING:
            self._enter(Link.SEARCHING, trouble, now)

    def tick(self, now: Instant) -> None:
        """Take that time went on."""
        if self.now.state not in LIVE:
            return
        silence = since(self._word, now)
        if silence >= LOST_AFTER:
            self._enter(Link.LOST, LinkTrouble.SILENT, now)
        elif silence >= DEGRADED_AFTER:
            self._enter(Link.DEGRADED, LinkTrouble.SILENT, now)

    def _enter(self, state: Link, trouble: LinkTrouble, now: Instant) -> None:
        """Enter *state*; its age goes on when it is the present one."""
        begun = self.now.since if state is self.now.state else now
        self.now = msgspec.structs.replace(self.now, state=state, since=begun, trouble=trouble)


class Backoff:
    """Seconds to wait after a failed handshake: 0.5, 1, 2, 4, 8, 8 … plus up to a quarter by *jitter* (0…1)."""

    _STEPS = (0.5, 1.0, 2.0, 4.0, 8.0)

    def __init__(self, jitter: Callable[[], float]) -> None:
        self._jitter = jitter
        self._count = 0

    def next(self) -> float:
        """Return how long to wait now, and wait longer next time."""
        step = self._STEPS[min(self._count, len(self._STEPS) - 1)]
        self._count += 1
        return step * (1 + self._jitter() / 4)

    def reset(self) -> None:
        """Start from the shortest again."""
        self._count = 0

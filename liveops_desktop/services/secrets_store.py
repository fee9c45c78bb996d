"""The system's own safe for OBS's password, by host and port: the one door to keyring.

Every call runs in a daemon thread with a limit: a safe may ask its owner something, or hang. Where there is no safe,
or it does not answer, the program asks for the password each time; nothing is ever written elsewhere instead. A
backend that keeps passwords in a plain file (keyring rates those below 1) is no safe.
"""

import asyncio
import contextlib
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from liveops_desktop.services.obs.secret import Password

log = logging.getLogger(__name__)

LIMIT = 5.0
"""Seconds for one call."""
SERVICE = "LiveOps Desktop"
"""Under this name a person finds the entries in the system's own program for them."""


class Safe(StrEnum):
    """How the safe answered."""

    DONE = "done"
    NOTHING = "nothing"
    """It holds no password for this OBS."""
    NO_SAFE = "no-safe"
    """This system has none that can be used."""
    DENIED = "denied"
    """Locked, refused by its owner, or broken."""
    SLOW = "slow"
    """No answer within the limit; it is left alone until it has answered that call."""


@dataclass(frozen=True)
class Answer:
    """What the safe said, and the password where it gave one."""

    safe: Safe
    password: Password = field(default_factory=lambda: Password(None))


class SecretsStore:
    """Passwords by host and port. All methods belong to one asyncio loop; none raises what a safe may raise."""

    def __init__(self, limit: float = LIMIT) -> None:
        """Nothing is touched before the first call."""
        self._limit = limit
        self._stuck: threading.Thread | None = None

    async def there(self) -> bool:
        """Return whether this system has a safe that can be used, without unlocking it."""
        return (await self._do(lambda: Answer(Safe.DONE))).safe is Safe.DONE

    async def get(self, host: str, port: int) -> Answer:
        """Return the password kept for that OBS."""

        def get() -> Answer:
            import keyring

            found = keyring.get_password(SERVICE, _entry(host, port))
            return Answer(Safe.NOTHING) if found is None else Answer(Safe.DONE, Password(found))

        return await self._do(get)

    async def keep(self, host: str, port: int, password: Password) -> Safe:
        """Keep *password*, over one kept before."""

        def keep() -> Answer:
            import keyring

            keyring.set_password(SERVICE, _entry(host, port), password.reveal())
            return Answer(Safe.DONE)

        return (await self._do(keep)).safe

    async def forget(self, host: str, port: int) -> Safe:
        """Delete the password kept for that OBS."""

        def forget() -> Answer:
            import keyring

            if keyring.get_password(SERVICE, _entry(host, port)) is None:
                return Answer(Safe.NOTHING)
            keyring.delete_password(SERVICE, _entry(host, port))
            return Answer(Safe.DONE)

        return (await self._do(forget)).safe

    async def _do(self, call: Callable[[], Answer]) -> Answer:
        if self._stuck is not None and self._stuck.is_alive():
            return Answer(Safe.SLOW)
        loop = asyncio.get_running_loop()
        answered: asyncio.Future[Answer] = loop.create_future()

        def settle(answer: Answer) -> None:
            if not answered.done():
                answered.set_result(answer)

        def work() -> None:
            answer = _answer(call)
            with contextlib.suppress(RuntimeError):  # the loop has ended meanwhile: nobody waits
                loop.call_soon_threadsafe(settle, answer)

        thread = threading.Thread(target=work, name="safe", daemon=True)
        thread.start()
        try:
            return await asyncio.wait_for(answered, self._limit)
        except TimeoutError:
            self._stuck = thread
            log.info("the system's safe did not answer within %.0f s", self._limit)
            return Answer(Safe.SLOW)


def _entry(host: str, port: int) -> str:
    return f"OBS at {host}:{port}"


def _answer(call: Callable[[], Answer]) -> Answer:
    """Carry out *call* where there is a safe; whatever goes wrong in it is an answer."""
    try:
        import keyring
        from keyring.core import recommended

        if not recommended(keyring.get_keyring()):
            return Answer(Safe.NO_SAFE)
        return call()
    except Exception as trouble:  # noqa: BLE001 -- each backend raises errors of its own library
        # The kind alone: a backend's words may hold what it was given.
        log.info("the system's safe refused: %s", type(trouble).__name__)
        return Answer(Safe.DENIED)

"""The system's safe: a real gnome-keyring, none at all, and one that hangs or refuses."""

import asyncio
import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail

from liveops_desktop.services.obs.secret import Password
from liveops_desktop.services.secrets_store import Safe, SecretsStore
from tests.lab.parts import need

AMPLE = 60.0
"""Seconds for a safe that answers, also on a busy machine."""
SECRET = "Geheim & 密码"


@pytest.fixture
def backend() -> Iterator[None]:
    """Put back the backend that was."""
    before = keyring.get_keyring()
    yield
    keyring.set_keyring(before)


@pytest.mark.usefixtures("backend")
def test_without_a_safe_every_call_says_so() -> None:
    keyring.set_keyring(fail.Keyring())  # type: ignore[no-untyped-call]  # keyring's own

    async def all_calls() -> list[object]:
        store = SecretsStore(AMPLE)
        return [
            await store.there(),
            (await store.get("127.0.0.1", 4455)).safe,
            await store.keep("127.0.0.1", 4455, Password(SECRET)),
            await store.forget("127.0.0.1", 4455),
        ]

    assert asyncio.run(all_calls()) == [False, Safe.NO_SAFE, Safe.NO_SAFE, Safe.NO_SAFE]


class Stub(KeyringBackend):
    """A safe that can be used and holds nothing; the tests' own are made of it."""

    priority: float = 5

    def get_password(self, *_entry: str) -> str | None:
        return None

    def set_password(self, *_entry: str) -> None:
        raise AssertionError("nothing was to be kept")


class PlainFile(Stub):
    """Rated below 1, as keyring rates files that anybody could read."""

    priority = 0.5


@pytest.mark.usefixtures("backend")
def test_a_plain_file_is_no_safe() -> None:
    keyring.set_keyring(PlainFile())  # type: ignore[no-untyped-call]  # keyring's own
    assert asyncio.run(SecretsStore(AMPLE).keep("127.0.0.1", 4455, Password(SECRET))) is Safe.NO_SAFE


class Hanging(Stub):
    """Answers when it is let go."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # keyring's own
        self.let_go = threading.Event()
        self.calls = 0

    def get_password(self, *_entry: str) -> str | None:
        self.calls += 1
        self.let_go.wait()
        return SECRET


@pytest.mark.usefixtures("backend")
def test_a_safe_that_hangs_is_left_alone_until_it_answers() -> None:
    safe = Hanging()
    keyring.set_keyring(safe)

    async def story() -> None:
        store = SecretsStore(limit=0.3)
        begun = time.monotonic()
        assert (await store.get("127.0.0.1", 4455)).safe is Safe.SLOW, "the loop went on, or it would hang for ever"
        assert time.monotonic() - begun > 0.25
        assert (await store.get("127.0.0.1", 4455)).safe is Safe.SLOW
        assert safe.calls == 1, "no thread is piled on one that is stuck"
        safe.let_go.set()
        for thread in [one for one in threading.enumerate() if one.name == "safe"]:
            await asyncio.to_thread(thread.join)
        store._limit = AMPLE
        answer = await store.get("127.0.0.1", 4455)
        assert answer.safe is Safe.DONE
        assert answer.password.reveal() == SECRET

    try:
        asyncio.run(story())
    finally:
        safe.let_go.set()


@pytest.mark.usefixtures("backend")
def test_the_program_may_end_while_the_safe_hangs() -> None:
    safe = Hanging()
    keyring.set_keyring(safe)
    try:
        assert asyncio.run(SecretsStore(limit=0.05).get("127.0.0.1", 4455)).safe is Safe.SLOW
        assert all(one.daemon for one in threading.enumerate() if one.name == "safe")
    finally:
        safe.let_go.set()  # its answer comes when the loop is closed, and nobody minds


class Refusing(Stub):
    """Raises what its own library raises, with the password in its words."""

    def get_password(self, *_entry: str) -> str | None:
        raise ConnectionError("no agent")

    def set_password(self, *entry: str) -> None:
        raise OSError(f"cannot store {entry[-1]}")


@pytest.mark.usefixtures("backend")
def test_a_safe_that_refuses_is_an_answer_and_its_words_are_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    keyring.set_keyring(Refusing())  # type: ignore[no-untyped-call]  # keyring's own
    store = SecretsStore(AMPLE)

    async def calls() -> tuple[Safe, Safe]:
        return (await store.get("h", 1)).safe, await store.keep("h", 1, Password(SECRET))

    assert asyncio.run(calls()) == (Safe.DENIED, Safe.DENIED)
    assert SECRET not in caplog.text
    assert "OSError" in caplog.text


STORY = """
import asyncio, sys
from liveops_desktop.services.obs.secret import Password
from liveops_desktop.services.secrets_store import SecretsStore

async def story():
    store = SecretsStore(limit=60)
    secret = sys.stdin.readline().rstrip("\\n")
    print(await store.there())
    print((await store.get("127.0.0.1", 4455)).safe.value)
    print((await store.keep("127.0.0.1", 4455, Password("first"))).value)
    print((await store.keep("127.0.0.1", 4455, Password(secret))).value)
    print((await store.get("127.0.0.1", 4455)).password.reveal() == secret)
    print((await store.get("127.0.0.1", 4456)).safe.value)
    print((await store.forget("127.0.0.1", 4455)).value)
    print((await store.forget("127.0.0.1", 4455)).value)
    print((await store.get("127.0.0.1", 4455)).safe.value)

asyncio.run(story())
"""


def in_a_session(home: Path, before: str) -> list[str]:
    """Run the story on a session bus of its own, after the shell line *before*; return what it said."""
    need("gnome-keyring-daemon", "gnome-keyring")
    bus = need("dbus-run-session", "dbus")
    runtime = home / "run"
    runtime.mkdir(mode=0o700)
    env = {key: value for key, value in os.environ.items() if not key.startswith(("DBUS_", "XDG_", "GNOME_"))}
    env |= {"HOME": str(home), "XDG_RUNTIME_DIR": str(runtime)}
    done = subprocess.run(
        [bus, "--", "sh", "-c", f'{before}\nexec "$0" -c "$1"', sys.executable, STORY],
        input=f"{SECRET}\n",
        env=env,
        capture_output=True,
        text=True,
        timeout=100,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.mark.lab
def test_a_real_keyring_keeps_changes_and_forgets(tmp_path: Path) -> None:
    unlocked = "printf x | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1"
    said = in_a_session(tmp_path, unlocked)
    assert said == ["True", "nothing", "done", "done", "True", "nothing", "done", "nothing", "nothing"]


@pytest.mark.lab
def test_a_session_without_a_keyring(tmp_path: Path) -> None:
    need("gnome-keyring-daemon", "gnome-keyring")
    said = in_a_session(
        tmp_path, 'export XDG_DATA_DIRS=/nonexistent; export DBUS_SESSION_BUS_ADDRESS="unix:path=$HOME/none"'
    )
    assert said == ["False", *["no-safe"] * 3, "False", *["no-safe"] * 4]

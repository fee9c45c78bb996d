"""kill -9 at any instant: what was reported as written is there, in order, and the chain is whole."""

import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO

from liveops_desktop.store.sqlite import SqliteJournal

KILLS = 30
PROGRAM = """
import os, sys
from liveops_desktop.store.sqlite import SqliteJournal
from tests.store.notes import note

def write():
    os.write(1, b"pid %d\\n" % os.getpid())
    journal = SqliteJournal(sys.argv[1], station="desk", reserve_bytes=4096)
    count = len(journal.read())
    while True:
        lot = 1 + count % 3
        journal.append(count, [note(count + n) for n in range(1, lot + 1)])
        count += lot
        os.write(1, b"%d\\n" % count)

for _ in sys.stdin:  # a writer of its own for each line; the modules are imported once
    if (child := os.fork()) == 0:
        write()
    os.waitpid(child, 0)
    os.write(1, b"dead\\n")
"""


@contextmanager
def mother_of_writers(path: Path) -> Iterator[tuple[IO[bytes], IO[bytes]]]:
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0
    ) as mother:
        assert mother.stdin is not None
        assert mother.stdout is not None
        with mother.stdin as order, os.fdopen(os.dup(mother.stdout.fileno()), "rb") as says:
            yield order, says


def test_thirty_kills_lose_no_fact_that_was_reported(tmp_path: Path) -> None:
    path = tmp_path / "a.show"
    chance = random.Random(7)
    reported = 0
    with mother_of_writers(path) as (order, says):
        for _ in range(KILLS):
            order.write(b"write\n")
            pid = int(says.readline().split()[1])
            # After so many reports it is killed: between two system calls, wherever it then is.
            for _ in range(chance.randint(1, 120)):
                reported = int(says.readline())
            os.kill(pid, signal.SIGKILL)
            while (line := says.readline()) != b"dead\n":
                reported = int(line)
            with closing(SqliteJournal(path, station="desk", reserve_bytes=4_096)) as journal:
                assert journal.damage is None
                facts = journal.read()
            assert [fact.station_seq for fact in facts] == list(range(1, len(facts) + 1))
            assert reported <= len(facts) <= reported + 3
    assert reported > KILLS

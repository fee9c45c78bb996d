"""kill -9 at any instant: what was reported as written is there, in order, and the chain is whole."""

import os
import random
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from liveops_desktop.store.sqlite import SqliteJournal

KILLS = 30
WRITER = """
import os, sys
from liveops_desktop.store.sqlite import SqliteJournal
from tests.store.notes import note

journal = SqliteJournal(sys.argv[1], station="desk", reserve_bytes=4096)
count = len(journal.read())
while True:
    lot = 1 + count % 3
    journal.append(count, [note(count + n) for n in range(1, lot + 1)])
    count += lot
    os.write(1, b"%d\\n" % count)
"""


def test_thirty_kills_lose_no_fact_that_was_reported(tmp_path: Path) -> None:
    path = tmp_path / "a.show"
    chance = random.Random(7)
    reported = 0
    for _ in range(KILLS):
        process = subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE)
        assert process.stdout is not None
        with process, process.stdout as pipe:
            # After so many reports it is killed: between two system calls, wherever it then is.
            for _ in range(chance.randint(1, 120)):
                reported = int(pipe.readline())
            os.kill(process.pid, signal.SIGKILL)
            for line in pipe:
                if line.endswith(b"\n"):
                    reported = int(line)
        with closing(SqliteJournal(path, station="desk", reserve_bytes=4_096)) as journal:
            assert journal.damage is None
            facts = journal.read()
        assert [fact.station_seq for fact in facts] == list(range(1, len(facts) + 1))
        assert reported <= len(facts) <= reported + 3
    assert reported > KILLS

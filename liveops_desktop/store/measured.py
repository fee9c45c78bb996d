"""What this station measured of its lines before: one JSON object a line, the latest some hundred.

Not part of any show: crews repeat a measurement at the same hour as the show, on the same station.
"""

from contextlib import suppress
from pathlib import Path

import msgspec

from liveops_desktop.core.bandwidth import Past
from liveops_desktop.store.private_file import write_private

KEPT = 400
LINE_MOST = 1_000


def read_past(file: Path) -> tuple[Past, ...]:
    """Return what was kept, oldest first; lines that cannot be read are left out."""
    decode = msgspec.json.Decoder(Past).decode
    found = []
    with suppress(OSError):
        for line in file.read_bytes().splitlines()[-KEPT:]:
            with suppress(msgspec.DecodeError):
                found.append(decode(line[:LINE_MOST]))
    return tuple(found)


def keep_past(file: Path, one: Past) -> None:
    """Add *one*; what is too old to be kept goes. Raise ``OSError``."""
    rows = (*read_past(file), one)[-KEPT:]
    write_private(file, b"".join(msgspec.json.encode(row) + b"\n" for row in rows))

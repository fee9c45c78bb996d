"""The secret with which this station marks stream keys: drawn once, kept by this station alone.

A mark tells this station whether a key is still the same one. Without the secret, marks in a show's file tell nobody
anything: a key's plain hash could be compared with those of guessed or known keys.
"""

import os
import secrets
from pathlib import Path

_BYTES = 32


def mark_secret(file: Path) -> bytes:
    """Return the secret kept in *file*, drawn anew (mode 0600) where there is none or a broken one.

    Raises ``OSError`` when it can neither be read nor written.
    """
    try:
        kept = file.read_bytes()
    except FileNotFoundError:
        kept = b""
    if len(kept) == _BYTES:
        return kept
    drawn = secrets.token_bytes(_BYTES)
    fresh = file.with_name(f"{file.name}.new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as opened:
        opened.write(drawn)
    fresh.replace(file)
    return drawn

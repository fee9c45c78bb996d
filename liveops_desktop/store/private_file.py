"""Small files of this station, for its person's eyes alone."""

import os
from pathlib import Path


def write_private(path: Path, content: bytes) -> None:
    """Write *content* to *path*, whole or not at all, mode 0600 from its first byte on.

    Raises:
        OSError: the disk refuses; what stood there stands.
    """
    fresh = path.with_name(f"{path.name}.new")
    fresh.unlink(missing_ok=True)  # of another mode, perhaps, or left by a start that was cut off
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
    fresh.replace(path)

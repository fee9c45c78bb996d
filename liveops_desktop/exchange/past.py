"""What earlier shows say about the lengths of cues, read from their files."""

import logging
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from liveops_desktop.core.evolve import replay
from liveops_desktop.core.learning import Lengths, lengths_of
from liveops_desktop.store.reading import CannotRead, read_facts

log = logging.getLogger(__name__)

MOST = 30
"""Shows looked at, the latest."""


def lengths_in(paths: Sequence[Path]) -> tuple[Lengths, ...]:
    """Return the lengths of the ended shows in *paths*, oldest first. Blocks: off the UI thread.

    A file that cannot be read says nothing; the list of shows tells of it.
    """
    found = []
    for path in paths:
        try:
            one = _lengths(path, path.stat().st_mtime_ns)
        except (OSError, CannotRead) as why:
            log.info("nothing learned from a show: %s", why)
            continue
        if one is not None:
            found.append(one)
    return tuple(sorted(found, key=lambda one: one.on))[-MOST:]


@lru_cache(maxsize=4 * MOST)
def _lengths(path: Path, _changed_at: int) -> Lengths | None:
    """Return the lengths of one show; a file is read again only when it has changed."""
    return lengths_of(replay(read_facts(path)))

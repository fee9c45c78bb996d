"""Where facts are kept, as the desk sees it."""

from collections.abc import Sequence
from typing import Protocol

from liveops_desktop.core.facts import Fact


class Conflict(Exception):  # noqa: N818 -- not an error: somebody was first
    """The journal has moved on since it was read."""


class StorageOutage(Exception):  # noqa: N818 -- the world's fault, see DESIGN §10
    """The facts could not be written now (disk full, folder gone). Nothing was written."""


class Journal(Protocol):
    """Append-only facts of one show, in fold order. Synchronous; the desk calls it from one worker thread."""

    def read(self, after: int = 0) -> Sequence[Fact]:
        """Return the facts behind the first *after* ones, in fold order."""

    def append(self, expected: int, facts: Sequence[Fact]) -> None:
        """Write all or none, durably, after exactly *expected* facts.

        Raises:
            Conflict: the journal does not hold *expected* facts.
            StorageOutage: the disk refused.
        """

    def copy_into(self, folder: str) -> "Journal":
        """Return a journal in *folder* that holds the same facts; this one stays as it is.

        Raises:
            StorageOutage: that folder cannot be written either.
        """

    def close(self) -> None:
        """Let go of the file; afterwards nothing may be called."""

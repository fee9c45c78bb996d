"""The list of shows as it is drawn: what the folder holds, and the open show as it is at this moment."""

from pathlib import Path

from liveops_desktop.core.show import Show
from liveops_desktop.core.snapshot import ShowEntry


class Listing:
    """The folder is read once in a while; the open show's own row never waits for that."""

    def __init__(self) -> None:
        self._of: object = None
        self._drawn: tuple[ShowEntry, ...] = ()

    def entries(self, stored: tuple[ShowEntry, ...], path: str, show: Show | None) -> tuple[ShowEntry, ...]:
        """Return the rows, the latest first; the same object while nothing in them changed.

        *stored* is what the folder held when it was read last. *show* is open in *path*; before its first fact it
        has neither title nor date, and no row.
        """
        air = show.air if show is not None else None
        header = show.header if show is not None else None
        of = (stored, path, header, len(show.cues) if show is not None else 0, air and (air.started_at, air.ended_at))
        if of != self._of:
            self._of, self._drawn = of, _with_open(stored, path, show)
        return self._drawn


def _with_open(stored: tuple[ShowEntry, ...], path: str, show: Show | None) -> tuple[ShowEntry, ...]:
    if show is None:
        return stored
    from liveops_desktop.store.index import show_entry  # brings SQLite: it is there when a show is open

    others = [entry for entry in stored if entry.path != path]
    now = [show_entry(Path(path), show)] if show.header is not None else []
    return tuple(sorted([*others, *now], key=lambda one: (one.date, one.start, one.path), reverse=True))

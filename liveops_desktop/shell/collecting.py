"""Garbage is collected on Qt's thread only, in small bites.

Python collects wherever the allocation happens that fills its quota: also in a worker's thread, where finalising an
object of Qt or asyncio is an error ("Timers cannot be started from another thread"). So the automatic collection is
off and a timer of the UI thread does it.
"""

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY = 2_000  # ms, the young
_FULL = 60
"""Every so many times, everything."""


def on_this_thread(owner: QObject) -> None:
    """Collect from now on by a timer of *owner*'s thread; what start-up made is never looked at (little is garbage)."""
    gc.freeze()
    gc.disable()
    turns = 0

    def collect() -> None:
        nonlocal turns
        turns += 1
        gc.collect(2 if turns % _FULL == 0 else 1)

    timer = QTimer(owner, interval=_EVERY)
    timer.timeout.connect(collect)
    timer.start()

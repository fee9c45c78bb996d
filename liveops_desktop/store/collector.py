"""Python's collector of garbage, put off while a journal is read."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_collection() -> Iterator[None]:
    """Put collection off. Reading makes hundreds of thousands of objects of which none is garbage.

    The collector would walk them again and again: it more than doubles the time to open 100,000 facts.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()

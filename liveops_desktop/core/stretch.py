"""Where two lists differ: found without a step of Python for each of ten thousand rows."""

from collections.abc import Sequence
from itertools import compress, count
from operator import is_not, ne
from typing import NamedTuple, TypeVar

T = TypeVar("T")


class Stretch(NamedTuple):
    """Up to ``first`` both lists are the same, and their last ``tail`` too. Equal lists: ``first`` is their length."""

    first: int
    tail: int

    def of(self, rows: Sequence[T]) -> Sequence[T]:
        """Return what of *rows*, one of the two lists, differs from the other."""
        return rows[self.first : len(rows) - self.tail]


def differing(old: Sequence[object], new: Sequence[object], *, by_value: bool = False) -> Stretch:
    """Return the stretch in which *old* and *new* hold other objects, or with *by_value* unequal ones."""
    differ = ne if by_value else is_not
    most = min(len(old), len(new))
    first = next(compress(count(), map(differ, old, new)), most)
    tail = next(compress(count(), map(differ, reversed(old), reversed(new))), most)
    return Stretch(first, min(tail, most - first))

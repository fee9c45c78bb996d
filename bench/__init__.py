"""What the program promises (DESIGN §8), measured. One module a benchmark; ``./bench/run`` runs them.

To add a benchmark: a module with ``measure() -> Iterator[Figure]``, and its name in ``__main__.py``.
"""

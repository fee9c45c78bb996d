"""How wide a text is, in letters: those of East Asia take the room of two."""

import unicodedata


def width(text: str) -> int:
    """Return how many narrow letters *text* is as wide as: two for each wide one, none for one that combines."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in text
    )

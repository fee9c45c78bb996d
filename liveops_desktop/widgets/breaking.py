"""Where a title may be broken into lines: between words, and within a Chinese word only where nothing else is left.

Chinese sets no spaces, and no dictionary is asked here: a run of Chinese letters counts as one word. Stops and brackets
stay with what they belong to (Requirements for Chinese Text Layout, 3.1.3, https://www.w3.org/TR/clreq/). Where such a
run must be parted, the few letters that never stand alone stay with their neighbour: a particle with what it follows,
a figure with what it counts, "and" with what it adds. (Qt's word boundaries ask no dictionary either: between Chinese
letters they are everywhere.)
"""

import unicodedata
from collections.abc import Callable

_CLOSING = frozenset(")]}>,.;:!?%…·–—/|、，。；：！？％～／）］｝】〕」』》〉”’")
"""None of these begins a line."""
_OPENING = frozenset("([{<#“‘（［｛【〔「『《〈￥")
"""None of these ends one."""
_STOPS = frozenset("、，。；：！？～／）］｝】〕」』》〉")
_DIVIDERS = frozenset("·–—/|…")
"""Before Chinese letters a line may end after one, as after a stop."""
_LEANS_BACK = frozenset("的了吗嗎呢吧们們")
_LEANS_ON = frozenset("第每一二两兩三四五六七八九十百千与與和及或")
_NARROWINGS = 6
"""How often the room is halved to find the narrowest that takes no more lines."""


def pieces(text: str, *, within: bool = False) -> list[str]:
    """Return what may not be broken, in order; blanks end a piece. *within*: Chinese letters may be parted."""
    found = [""]
    for place, letter in enumerate(text):
        if place and _may_part(text[place - 1], letter, within=within):
            found.append("")
        found[-1] += letter
    return found


def set_in_lines(
    text: str, wide: Callable[[str], float], room: float, *, within: bool = False
) -> tuple[str, ...] | None:
    """Return *text* in as few lines as *room* allows; *wide* says how much room a piece takes.

    The lines are filled, or about equally long where a word is parted or a letter would stand alone below the others.
    None: a piece has no room, or a letter stands alone even so.
    """
    parts = [(piece, wide(piece), wide(piece.rstrip())) for piece in pieces(text, within=within)]
    found = _filled(parts, room)
    if found is not None and len(found) > 1 and (within or _alone(found)):
        found = _evened(parts, found, room)
    return None if found is None or _alone(found) else found


def _alone(lines: tuple[str, ...]) -> bool:
    return any(len(line) == 1 for line in lines[1:])


def _evened(parts: list[tuple[str, float, float]], found: tuple[str, ...], room: float) -> tuple[str, ...]:
    """Return as many lines as *found*, in the narrowest room that has them."""
    low, high = 0.0, room
    for _turn in range(_NARROWINGS):
        middle = (low + high) / 2
        narrower = _filled(parts, middle)
        if narrower is not None and len(narrower) == len(found):
            found, high = narrower, middle
        else:
            low = middle
    return found


def _filled(parts: list[tuple[str, float, float]], room: float) -> tuple[str, ...] | None:
    """Return the lines, each filled before the next is begun; None where a piece has no room."""
    lines, used = [""], 0.0
    for piece, whole, bare in parts:
        if bare > room:
            return None
        if used and used + bare > room:
            lines.append("")
            used = 0.0
        lines[-1] += piece
        used += whole
    return tuple(line.rstrip() for line in lines)


def _may_part(before: str, after: str, *, within: bool) -> bool:
    """Say whether a line may end with *before* and the next begin with *after*."""
    if after.isspace() or after in _CLOSING or before in _OPENING:
        return False
    if before.isspace() or before in _STOPS:
        return True
    one, other = _is_wide(before), _is_wide(after)
    if one and other:
        return after in _OPENING or (within and after not in _LEANS_BACK and before not in _LEANS_ON)
    if other and before in _DIVIDERS:
        return True
    return one is not other and (before if other else after).isalpha()


def _is_wide(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) in "WF"

"""Which scene and which source of today is which of then, though somebody gave it another name."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

from liveops_desktop.core.setup import InputSetup, Setup

_SAME = 0.5
"""Share of their sources that two scenes of different names must have in common."""

_T = TypeVar("_T")
_K = TypeVar("_K", bound=Hashable)


def match_sources(old: Setup, new: Setup) -> Mapping[str, str]:
    """Return the name of then → the name of now, for each source that is in both.

    A source keeps its name, or it is renamed: then it is the only one of either side that plays the same device, file
    or page, or, where it has none, the only one of its kind with the same filters.
    """
    before = {one.name: one for one in old.inputs}
    after = {one.name: one for one in new.inputs}
    pairs = {name: name for name in before if name in after}
    for content in (_content, _make):
        gone = [one for name, one in before.items() if name not in pairs]
        come = [one for name, one in after.items() if name not in pairs.values()]
        pairs |= _only_pairs(gone, come, content)
    return pairs


def _content(one: InputSetup) -> tuple[str, ...] | None:
    what = (one.device, one.file, one.url)
    return (one.kind, *what) if any(what) else None


def _make(one: InputSetup) -> tuple[object, ...] | None:
    if any((one.device, one.file, one.url)):
        return None
    return (one.kind, *((f.name, f.kind) for f in one.filters))


def _only_pairs(
    gone: Sequence[InputSetup], come: Sequence[InputSetup], content: Callable[[InputSetup], Hashable | None]
) -> dict[str, str]:
    before, after = _by(gone, content), _by(come, content)
    return {
        before[what][0].name: after[what][0].name
        for what in before
        if what is not None and len(before[what]) == len(after.get(what, ())) == 1
    }


def _by(these: Iterable[_T], key: Callable[[_T], _K]) -> dict[_K, list[_T]]:
    found: dict[_K, list[_T]] = {}
    for one in these:
        found.setdefault(key(one), []).append(one)
    return found


def match_scenes(old: Setup, new: Setup, sources: Mapping[str, str]) -> Mapping[str, str]:
    """Return the name of then → the name of now, for each scene that is in both.

    A scene keeps its name, or it is the one that shares most sources (*sources*: then → now), half of them at least.
    """
    pairs = {name: name for name in old.scenes if name in new.scenes}
    before, after = _shown(old, sources), _shown(new, {})
    gone = [name for name in old.scenes if name not in pairs]
    come = [name for name in new.scenes if name not in pairs]
    close = sorted(
        ((_overlap(before.get(one, set()), after.get(other, set())), one, other) for one in gone for other in come),
        key=lambda likely: -likely[0],
    )
    for share, one, other in close:
        if share >= _SAME and one not in pairs and other not in pairs.values():
            pairs[one] = other
    return pairs


def _shown(setup: Setup, sources: Mapping[str, str]) -> dict[str, set[str]]:
    shown: dict[str, set[str]] = {}
    for item in setup.items:
        shown.setdefault(item.scene, set()).add(sources.get(item.source, item.source))
    return shown


def _overlap(one: set[str], other: set[str]) -> float:
    together = one | other
    return len(one & other) / len(together) if together else 0.0

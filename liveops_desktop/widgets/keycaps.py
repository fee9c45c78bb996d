"""What stands on the keycaps of buttons: each action's usual key, or the one the crew has given it."""

from collections.abc import Mapping

_changed: dict[str, str] = {}


def use(changed: Mapping[str, str]) -> None:
    """Take ``panel.action`` → key as it is shown, for the actions that differ; what is built already must be anew."""
    _changed.clear()
    _changed.update(changed)


def cap(action: str, usual: str) -> str:
    """Return what to draw for *action* (``panel.action``)."""
    return _changed.get(action, usual)

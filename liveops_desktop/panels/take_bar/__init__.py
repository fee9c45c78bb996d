"""The take bar: the keys that run the show, each drawn beside its button."""

from liveops_desktop.panels.take_bar.bar import ACTIONS, PANEL, TakeBar

__all__ = ["ACTIONS", "PANEL", "TakeBar"]

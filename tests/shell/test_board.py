"""Every panel there is has its place on the board, and every place its panel."""

import pkgutil

from liveops_desktop import panels
from liveops_desktop.shell.board import PANELS
from liveops_desktop.shell.workspaces import WORKSPACES, workspace


def test_the_board_names_every_panel_module() -> None:
    modules = {found.name for found in pkgutil.iter_modules(panels.__path__)}
    parts = {
        name for name in modules if not hasattr(__import__(f"liveops_desktop.panels.{name}", fromlist=["x"]), "PANEL")
    }
    assert {panel.key.replace("-", "_") for panel in PANELS} == modules - parts
    assert all(panel.build.__module__.split(".")[2] == panel.key.replace("-", "_") for panel in PANELS)


def test_no_two_panels_share_a_key() -> None:
    keys = [panel.key for panel in PANELS]
    assert len(keys) == len(set(keys))


def test_workspaces_name_panels_that_exist_once_each() -> None:
    known = {panel.key for panel in PANELS}
    for kind in WORKSPACES:
        for room, columns in kind.rooms.items():
            named = [key for column in columns for key, _share in column.panels]
            assert set(named) <= known, (kind.key, room)
            assert len(named) == len(set(named)), (kind.key, room)


def test_an_unknown_workspace_is_the_first() -> None:
    assert workspace("gone") is WORKSPACES[0]
    assert workspace("technical").key == "technical"

"""Checks that were thought of and are not made, each with the reason: what nobody looks at must be known too."""

from msgspec import Struct

from liveops_desktop.core.preflight import Group


class LeftOut(Struct, frozen=True):
    """One of them; its title and the reason are in ``words``."""

    id: str
    group: Group


LEFT_OUT = (LeftOut("cap.exclusive", Group.DEVICES), LeftOut("ing.service", Group.INGEST))
"""In the order of the catalogue's groups."""

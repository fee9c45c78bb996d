"""What platforms ask of a rig: ``checklists/rigs.toml``, read as strictly as all content, for a crew to edit."""

from pathlib import Path

from msgspec import Struct

from liveops_desktop.core.content import Platform
from liveops_desktop.core.refusal import Refused
from liveops_desktop.core.rig_rules import validate_rig
from liveops_desktop.exchange.content import BadContent, content_folder, read_strictly, refuse_empty, refuse_twice

FILE = "rigs.toml"


class _Rigs(Struct, frozen=True):
    platforms: tuple[Platform, ...]


def load_platforms(folder: Path | None = None) -> tuple[Platform, ...]:
    """Read the platforms from *folder* (None: the shipped ones).

    Raises:
        BadContent: the file is missing, too large, no TOML, not of the right shape, or asks what no rig can be.
    """
    platforms = read_strictly((folder or content_folder()) / FILE, _Rigs).platforms
    refuse_twice(FILE, "platforms", [one.id for one in platforms])
    for index, one in enumerate(platforms):
        place = f"platforms[{index}]"
        refuse_empty(FILE, f"{place}.title", one.title)
        if one.rig.platform != one.id:
            raise BadContent(FILE, f"{place}.rig.platform", f"is not {one.id!r}")
        try:
            validate_rig(one.rig)
        except Refused as refused:
            raise BadContent(FILE, f"{place}.rig.{refused.field}", refused.reason.value) from refused
    return platforms

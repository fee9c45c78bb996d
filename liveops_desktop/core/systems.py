"""Until when the makers support their systems: what is out of support gets no fixes before a show, and no help.

Days as the makers publish them: learn.microsoft.com/lifecycle, wiki.debian.org/LTS, ubuntu.com/about/release-cycle;
macOS: Apple names no day, the oldest of three systems falls out as each autumn's comes.
"""

from collections.abc import Mapping
from datetime import date

_WINDOWS: Mapping[int, date] = {
    19_045: date(2025, 10, 14),  # 10 22H2, the last one
    22_631: date(2025, 11, 11),  # 11 23H2
    26_100: date(2026, 10, 13),  # 11 24H2
    26_200: date(2027, 10, 12),  # 11 25H2
}
"""By build, Home and Pro; a build between two counts as the older, which it is a preview after."""
_DEBIAN = {"11": date(2026, 8, 31), "12": date(2028, 6, 30), "13": date(2030, 6, 30)}
_UBUNTU = {
    "20.04": date(2025, 5, 31),
    "22.04": date(2027, 4, 30),
    "24.04": date(2029, 4, 30),
    "25.10": date(2026, 7, 31),
}
_MACOS = {
    "12": date(2024, 9, 16),
    "13": date(2025, 9, 15),
    "14": date(2026, 9, 15),
    "15": date(2027, 9, 15),
    "26": date(2028, 9, 15),
}
_BY_VERSION: Mapping[str, Mapping[str, date]] = {"debian": _DEBIAN, "ubuntu": _UBUNTU, "macos": _MACOS}


def supported_until(system: str, version: str) -> date | None:
    """Return the last day of support, None where this table does not know the system.

    *system*: ``windows``, ``macos``, or the ``ID`` of ``os-release``. *version*: the build for Windows
    (``10.0.26100``), the major version for macOS (``15.3``), else ``VERSION_ID``.
    """
    if system == "windows":
        return _of_windows(version)
    table = _BY_VERSION.get(system, {})
    return table.get(version) or table.get(version.partition(".")[0])


def _of_windows(version: str) -> date | None:
    build = version.rpartition(".")[2]
    if not build.isdecimal():
        return None
    if int(build) < min(_WINDOWS):
        return min(_WINDOWS.values())
    if int(build) > max(_WINDOWS):
        return None  # newer than this table
    return _WINDOWS[max(known for known in _WINDOWS if known <= int(build))]

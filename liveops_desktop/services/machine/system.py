"""What this PC runs: name and build of its system, its disk, its proxies."""

import os
import platform
import urllib.request
from datetime import UTC, datetime, time

from liveops_desktop.core.clock import Instant, seconds
from liveops_desktop.core.systems import supported_until


def system_name() -> str:
    """Return name and build, e.g. ``Debian GNU/Linux 12 (6.1.0)``."""
    if platform.system() == "Linux":
        return f"{_os_release().get('PRETTY_NAME', 'Linux')} [{platform.release()}]"
    if platform.system() == "Darwin":
        return f"macOS {platform.mac_ver()[0]}"
    return f"{platform.system()} {platform.release()} [{platform.version()}]"


def system_support() -> Instant | None:
    """Return when its support ends, None where that is not known."""
    if platform.system() == "Linux":
        release = _os_release()
        told = release.get("SUPPORT_END", "")
        try:
            day = datetime.strptime(told, "%Y-%m-%d").replace(tzinfo=UTC).date() if told else None
        except ValueError:
            day = None
        day = day or supported_until(release.get("ID", ""), release.get("VERSION_ID", ""))
    elif platform.system() == "Darwin":
        day = supported_until("macos", platform.mac_ver()[0])
    else:
        day = supported_until(platform.system().lower(), platform.version())
    if day is None:
        return None
    return Instant(seconds(datetime.combine(day, time(23, 59, 59), UTC).timestamp()))


def _os_release() -> dict[str, str]:
    try:
        return platform.freedesktop_os_release()
    except OSError:
        return {}


def system_disk() -> str:
    """Return a path on the disk that the system is on."""
    return os.environ.get("SYSTEMDRIVE", "C:") + "\\" if platform.system() == "Windows" else "/"


def proxies() -> tuple[str, ...]:
    """Return the schemes for which the system or the environment has a proxy; where it is, is nobody's business."""
    found = urllib.request.getproxies()
    return tuple(sorted(scheme for scheme in found if scheme not in {"no", "no_proxy"} and found[scheme]))

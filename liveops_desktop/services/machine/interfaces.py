"""The network interfaces of this PC: their kind, which psutil does not tell, beside what it does."""

import platform
import re
import socket
from pathlib import Path
from typing import Any

import psutil

from liveops_desktop.core.machine import Interface

_TUNNEL = re.compile(
    r"^(tun|tap|wg|utun|ppp|ipsec|vpn|zt|tailscale|nordlynx|proton|mullvad|gpd|cscotun)|wireguard|tap-|openvpn|\bvpn\b",
    re.IGNORECASE,
)
_WIRELESS = re.compile(r"^(wl|wifi|wi-fi|wlan|ath\d|ra\d)|无线|無線|wireless", re.IGNORECASE)
_WIRED = re.compile(r"^(en[opsxi]|eth|ethernet|以太网|乙太網路|local area connection|本地连接)", re.IGNORECASE)
_DUPLEX = {psutil.NIC_DUPLEX_FULL: "full", psutil.NIC_DUPLEX_HALF: "half"}
_NO_SPEED = frozenset({0, 65_535})
"""What psutil gives where the system does not know, and for a card that is down (psutil#2095)."""
_SYSTEM = Path("/sys/class/net")
_NO_LINK_LAYER = "65534"
"""ARPHRD_NONE (linux/if_arp.h): what tun and WireGuard have."""


def read_interfaces() -> tuple[Interface, ...]:
    """Return all of them. Blocks for some milliseconds."""
    counted = psutil.net_io_counters(pernic=True)
    states = psutil.net_if_stats()
    return tuple(
        _interface(name, addresses, states.get(name), counted.get(name))
        for name, addresses in psutil.net_if_addrs().items()
    )


def _interface(name: str, addresses: list[Any], state: Any, counters: Any) -> Interface:
    speed = state.speed if state is not None else 0
    return Interface(
        name=name,
        addresses=tuple(
            one.address.partition("%")[0] for one in addresses if one.family in (socket.AF_INET, socket.AF_INET6)
        ),
        up=state is not None and state.isup,
        speed_mbps=None if speed in _NO_SPEED else speed,
        duplex=_DUPLEX.get(state.duplex, "") if state is not None else "",
        wireless=is_wireless(name),
        tunnel=is_tunnel(name),
        bytes_sent=counters.bytes_sent if counters is not None else 0,
        bytes_received=counters.bytes_recv if counters is not None else 0,
        packets=counters.packets_sent + counters.packets_recv if counters is not None else 0,
        errors=errors_of(counters) if counters is not None else 0,
    )


def errors_of(counters: Any) -> int:
    """Return errors and drops of one interface's counters, both ways."""
    return int(counters.errin + counters.errout + counters.dropin + counters.dropout)


def is_tunnel(name: str, system: Path = _SYSTEM) -> bool:
    """Tell whether it is a way through another network, such as a VPN."""
    here = system / name
    if (here / "tun_flags").exists() or _read(here / "type") == _NO_LINK_LAYER:
        return True
    return _TUNNEL.search(name) is not None


def is_wireless(name: str, system: Path = _SYSTEM) -> bool | None:
    """Tell whether it is Wi-Fi; None where neither the system nor the name says."""
    here = system / name
    if here.exists():
        return (here / "wireless").exists() or (here / "phy80211").exists()
    if _WIRELESS.search(name):
        return True
    if _WIRED.search(name) and platform.system() != "Darwin":  # there en0 may be either
        return False
    return None


def _read(file: Path) -> str:
    try:
        return file.read_text().strip()
    except (OSError, ValueError):
        return ""

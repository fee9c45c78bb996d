import asyncio
import struct
from collections.abc import Callable

import pytest

from liveops_desktop.services.gateway import default_gateway, echo_request, from_proc, from_route
from liveops_desktop.services.network import Kind, NetworkTrouble
from liveops_desktop.services.sntp import clock_offset
from liveops_desktop.services.web_answer import web_answer

HEAD = "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n"


def way(destination: str, gateway: str, flags: str, metric: int, mask: str, name: str = "eth0") -> str:
    return f"{name}\t{destination}\t{gateway}\t{flags}\t0\t0\t{metric}\t{mask}\t0\t0\t0\n"


def test_linux_names_the_router_of_the_lowest_metric() -> None:
    lan = way("0001A8C0", "00000000", "0001", 0, "00FFFFFF")
    wire = way("00000000", "0101A8C0", "0003", 100, "00000000")
    air = way("00000000", "FE01A8C0", "0003", 600, "00000000", "wlan0")
    assert from_proc(HEAD + lan + air + wire) == "192.168.1.1"
    assert from_proc(HEAD + lan) == ""
    assert from_proc(HEAD) == from_proc("") == ""
    half = way("00000000", "0101A8C0", "0003", 1, "00000080")  # 0.0.0.0/1, as VPNs set it
    assert from_proc(HEAD + half) == ""


def test_mac_and_windows_name_it_in_any_language() -> None:
    mac = (
        "   route to: default\ndestination: default\n       mask: default\n    gateway: 192.168.1.1\n  interface: en0\n"
    )
    windows = (
        "活动路由:\n网络目标        网络掩码          网关       接口   跃点数\n"
        "          0.0.0.0          0.0.0.0      10.0.0.138      10.0.0.7     25\n"
        "        127.0.0.0        255.0.0.0            在链路上         127.0.0.1    331\n"
    )
    assert from_route(mac) == "192.168.1.1"
    assert from_route(windows) == "10.0.0.138"
    assert from_route("route: writing to routing socket: not in table\n") == ""


def test_the_echo_has_a_checksum_that_adds_up() -> None:
    packet = echo_request(0x1234, 2, bytes(range(16)))
    kind, code, _, ident, number = struct.unpack("!BBHHH", packet[:8])
    assert (kind, code, ident, number) == (8, 0, 0x1234, 2)
    total = sum(struct.unpack(f"!{len(packet) // 2}H", packet))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    assert total == 0xFFFF, "RFC 1071: with its checksum in it, a packet adds up to all ones"


def test_this_machine_names_its_router_or_none() -> None:
    assert asyncio.run(default_gateway()).count(".") in {0, 3}


def trouble(attempt: Callable[[], object]) -> Kind:
    with pytest.raises(NetworkTrouble) as found:
        asyncio.run(attempt())  # type: ignore[arg-type]  # any coroutine of the modules
    return found.value.kind


def test_servers_that_cannot_be() -> None:
    assert trouble(lambda: clock_offset("two words")) is Kind.NO_SUCH_HOST
    for url in ("", "ftp://h/", "http://", "http://h:x/", "http://two words/"):
        assert trouble(lambda url=url: web_answer(url)) is Kind.NO_SUCH_HOST  # type: ignore[misc]  # bound at once

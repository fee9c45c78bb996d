"""The child process around speedtest-cli: the one door to it. Prints one JSON object and ends.

``pre_allocate=False``: it costs 74 MB otherwise and measures the same. ``secure=True``: speedtest.net refuses plain
HTTP (sivel/speedtest-cli#800). What the server refused is counted here, as speedtest-cli credits it as sent.
"""

import os
import sys
import time
from collections.abc import Callable
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit

import msgspec

from liveops_desktop.services.bandwidth.indicative import Report
from liveops_desktop.services.bandwidth.relay import MINI

TIMEOUT = 10
_MINI_CONFIG: dict[str, Any] = {
    "client": {"lat": "0", "lon": "0", "ip": "", "isp": ""},
    "ignore_servers": [],
    "sizes": {"upload": [262_144, 524_288, 1_048_576], "download": [350, 1_000, 2_000, 4_000]},
    "counts": {"upload": 48, "download": 4},
    "threads": {"upload": 2, "download": 4},
    "length": {"upload": 10, "download": 10},
    "upload_max": 144,
}
"""What speedtest.net would have told; a mini server tells nothing."""


def speedtest_child(direction: str) -> int:
    """Measure, print the report, and return the exit code."""
    for name in ("stdout", "stderr"):  # speedtest-cli cannot be imported without (sivel/speedtest-cli#562)
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123 -- until the process ends
    try:
        report = _measure(direction, os.environ.get(MINI, ""))
    except Exception as error:  # noqa: BLE001 -- whatever it is, the parent is told; its text may hold an address
        report = Report(trouble=type(error).__name__)
    sys.stdout.write(msgspec.json.encode(report).decode() + "\n")
    sys.stdout.flush()
    return 0


def _measure(direction: str, mini: str) -> Report:
    import speedtest

    class Own(speedtest.Speedtest):  # type: ignore[misc]  # speedtest-cli has no types
        """Asks a mini server without asking speedtest.net first."""

        def get_config(self) -> Any:
            self.config.update(_MINI_CONFIG)
            self.lat_lon = (0.0, 0.0)
            return self.config

    test = Own(timeout=TIMEOUT) if mini else speedtest.Speedtest(timeout=TIMEOUT, secure=True)
    # get_best_server alone fails after set_mini_server, whose answer it wants.
    best = test.get_best_server(test.set_mini_server(mini)) if mini else test.get_best_server()
    errors: list[str] = []
    test._opener.open = _counting(test._opener.open, errors)  # noqa: SLF001 -- nothing else sees the statuses
    begun = time.monotonic()
    rate = test.download() if direction == "download" else test.upload(pre_allocate=False)
    took = time.monotonic() - begun
    count = test.results.bytes_received if direction == "download" else test.results.bytes_sent
    return Report(rate, count, took, urlsplit(best["url"]).hostname or "", tuple(errors))


def _counting(plain: Callable[..., Any], errors: list[str]) -> Callable[..., Any]:
    def counted(*given: Any, **named: Any) -> Any:
        try:
            return plain(*given, **named)
        except HTTPError as error:
            errors.append(str(error.code))
            raise

    return counted

"""The far side: ``ingest``, nginx-rtmp with its statistics."""

import urllib.request
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.lab.parts import Process, missing, need, pick_port

_MODULE = Path("/usr/lib/nginx/modules/ngx_rtmp_module.so")

_CONF = """
load_module {module};
daemon off;
master_process off;
worker_processes 1;
pid {prefix}/nginx.pid;
error_log {prefix}/error.log warn;
events {{ worker_connections 64; }}
rtmp {{ server {{ listen 127.0.0.1:{rtmp}; application live {{ live on; }} }} }}
http {{
    access_log off;
    client_body_temp_path {prefix}/body; proxy_temp_path {prefix}/proxy; fastcgi_temp_path {prefix}/fastcgi;
    uwsgi_temp_path {prefix}/uwsgi; scgi_temp_path {prefix}/scgi;
    server {{ listen 127.0.0.1:{http}; location /stat {{ rtmp_stat all; }} }}
}}
"""


@dataclass(frozen=True)
class Feed:
    """One stream as the ingest sees it. ``bytes_in`` is exact; sizes are 0 until the stream's header came."""

    name: str
    bytes_in: int
    width: int
    height: int
    fps: float
    publishing: bool


class Ingest:
    """A running RTMP ingest."""

    def __init__(self, folder: Path) -> None:
        program = need("nginx", "nginx")
        if not _MODULE.exists():
            missing("nginx has no RTMP module: apt-get install libnginx-mod-rtmp")
        self.folder, self.port, self.stat_port = folder, pick_port(), pick_port()
        conf = folder / "nginx.conf"
        conf.write_text(_CONF.format(module=_MODULE, prefix=folder, rtmp=self.port, http=self.stat_port))
        self._command = [program, "-p", str(folder), "-c", str(conf), "-e", str(folder / "error.log")]
        self.start()

    @property
    def url(self) -> str:
        """The RTMP server as OBS wants it, without key."""
        return f"rtmp://127.0.0.1:{self.port}/live"

    def start(self) -> None:
        """Start it (again, on the same ports)."""
        self._server = Process(self._command, self.folder / "nginx.log")
        self._server.wait_port(self.port)
        self._server.wait_port(self.stat_port)

    def end(self) -> None:
        """Stop it."""
        self._server.end()

    def stat(self) -> dict[str, Feed]:
        """Read the statistics: feed by stream name (which is the key)."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.stat_port}/stat", timeout=20) as answer:
            root = ET.fromstring(answer.read())
        feeds = (_feed(stream) for stream in root.iter("stream"))
        return {feed.name: feed for feed in feeds}


def _feed(stream: ET.Element) -> Feed:
    def text(path: str, default: str = "0") -> str:
        return stream.findtext(path) or default

    return Feed(
        name=text("name", ""),
        bytes_in=int(text("bytes_in")),
        width=int(text("meta/video/width")),
        height=int(text("meta/video/height")),
        fps=float(text("meta/video/frame_rate")),
        publishing=stream.find("publishing") is not None,
    )


@pytest.fixture(scope="session")
def ingest(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ingest]:
    """Give the ingest."""
    server = Ingest(tmp_path_factory.mktemp("ingest"))
    yield server
    server.end()

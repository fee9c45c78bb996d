"""What an ingest says of itself: the real nginx, and pages that are meant to hurt."""

import asyncio
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pytest

from liveops_desktop.services.far_side import MOST, NotStatistics, parse_feeds, read_feeds
from liveops_desktop.services.network import Kind, NetworkTrouble
from tests.lab.ingest import Ingest
from tests.lab.studio import LabObs

PAGE = b"""<?xml version="1.0" encoding="utf-8" ?><?xml-stylesheet type="text/xsl" href="stat.xsl" ?>
<rtmp><server>
<application><name>other</name><live><stream><name>x</name><bytes_in>9</bytes_in><publishing/></stream></live></application>
<application><name>live</name><live>
<stream><name>secret-key</name><bytes_in>1234</bytes_in><publishing/><meta><video><width>1920</width><height>1080</height>
<frame_rate>30.000</frame_rate><codec>H264</codec></video></meta></stream>
<stream><name>gone</name><bytes_in>odd</bytes_in></stream>
</live></application></server></rtmp>"""


def test_the_streams_of_one_application() -> None:
    first, second = parse_feeds(PAGE, "live")
    assert (first.bytes_in, first.publishing, first.width, first.height) == (1_234, True, 1_920, 1_080)
    assert (first.fps, first.codec) == (30.0, "H264")
    assert (second.bytes_in, second.publishing) == (0, False)
    assert first.mark != second.mark
    assert parse_feeds(PAGE, "live")[0].mark == first.mark
    assert parse_feeds(PAGE, "none") == ()
    assert "secret-key" not in repr(first)


BOMB = b'<!DOCTYPE rtmp [<!ENTITY a "aaaaaaaaaa">' + b"".join(
    b'<!ENTITY %s "%s">' % (name.encode(), b"&%s;" % before.encode() * 10)
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
) + b"]><rtmp>&i;</rtmp>"  # fmt: skip


@pytest.mark.parametrize(
    "page",
    [
        BOMB,
        b'<!DOCTYPE rtmp SYSTEM "file:///etc/passwd"><rtmp/>',
        '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE rtmp [<!ENTITY a "b">]><rtmp>&a;</rtmp>'.encode("utf-16"),
        b"<html><body>404</body></html>",
        b"",
        b"<rtmp><unclosed>",
        b"\xff\xfe\x00nonsense",
        b"<" * 100_000,
    ],
)
def test_a_page_that_is_no_statistics_or_is_meant_to_hurt_is_refused(page: bytes) -> None:
    with pytest.raises(NotStatistics):
        parse_feeds(page, "live")


@contextmanager
def answering(head: bytes, body: Iterator[bytes] | None = None) -> Iterator[str]:
    """A server that gives one answer; gives its address."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def talk() -> None:
            with suppress(OSError):
                peer, _ = server.accept()
                with peer, suppress(OSError):
                    peer.recv(65_536)
                    peer.sendall(head)
                    for part in body or ():
                        peer.sendall(part)

        thread = threading.Thread(target=talk)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/stat"
        server.close()
        thread.join(30)


def test_a_page_without_end_is_cut_off() -> None:
    endless = (b"<x>" + b" " * 65_536 for _ in range(MOST))
    with answering(b"HTTP/1.1 200 OK\r\n\r\n", endless) as url, pytest.raises(NotStatistics, match="too long"):
        asyncio.run(read_feeds(url, "live", 60.0))


@pytest.mark.parametrize("head", [b"HTTP/1.1 404 Not Found\r\n\r\n", b"HTTP/1.1\r\n\r\n", b"SSH-2.0\r\n\r\n"])
def test_another_answer_is_no_statistics(head: bytes) -> None:
    with answering(head) as url, pytest.raises(NotStatistics):
        asyncio.run(read_feeds(url, "live", 30.0))


def test_one_that_hangs_up_and_nobody_there(free_port: Callable[[], int]) -> None:
    with answering(b"HTTP") as url, pytest.raises(NetworkTrouble) as closed:
        asyncio.run(read_feeds(url, "live", 30.0))
    assert closed.value.kind is Kind.CLOSED
    with pytest.raises(NetworkTrouble) as refused:
        asyncio.run(read_feeds(f"http://127.0.0.1:{free_port()}/", "live", 30.0))
    assert refused.value.kind is Kind.REFUSED
    with pytest.raises(NotStatistics):
        asyncio.run(read_feeds("file:///etc/passwd", "live"))


def test_one_that_says_nothing() -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute, pytest.raises(NetworkTrouble) as found:
        asyncio.run(read_feeds(f"http://127.0.0.1:{mute.getsockname()[1]}/", "live", 0.3))
    assert found.value.kind is Kind.NO_ANSWER


@pytest.mark.lab
def test_the_real_ingest_tells_of_a_real_stream(obs: LabObs, ingest: Ingest) -> None:
    url = f"http://127.0.0.1:{ingest.stat_port}/stat"
    assert asyncio.run(read_feeds(url, "live", 30.0)) == ()
    obs.set_target(ingest.url, "far-side")
    obs.start_stream()
    (feed,) = asyncio.run(read_feeds(url, "live", 30.0))
    assert feed.publishing
    assert feed.bytes_in > 0
    obs.stop_stream()

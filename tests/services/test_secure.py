"""RTMP over TLS, against a real TLS server with certificates made for the test."""

import asyncio
import contextlib
import datetime as dt
import ipaddress
import socket
import ssl
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("cryptography", reason="comes with SecretStorage, on Linux only")

from liveops_desktop.core.clock import DAY
from liveops_desktop.core.ingest import Secured
from liveops_desktop.services.clock import wall_clock
from liveops_desktop.services.network import Kind, NetworkTrouble
from liveops_desktop.services.secure import rtmps_handshake

HOST = "127.0.0.1"
AMPLE = 30.0
"""Seconds for what answers at once, also on a busy machine."""
Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], "asyncio.Future[None]"]


class Authority:
    """An authority that this process trusts, and the server certificates it signs."""

    def __init__(self, folder: Path, env: pytest.MonkeyPatch) -> None:
        from cryptography.hazmat.primitives.asymmetric import ec

        self._folder = folder
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name, own = self._certificate("lab authority", self._key, None, wall_clock() + dt.timedelta(days=400))
        (folder / "authority.pem").write_bytes(own)
        env.setenv("SSL_CERT_FILE", str(folder / "authority.pem"))

    def server(self, days: float, address: str = HOST, *, trusted: bool = True) -> ssl.SSLContext:
        """A server's context whose certificate for *address* ends in that many days."""
        from cryptography.hazmat.primitives import serialization
        from cryptography.hazmat.primitives.asymmetric import ec

        key = ec.generate_private_key(ec.SECP256R1())
        ends = wall_clock() + dt.timedelta(days=days)
        _, own = self._certificate("ingest", key, address, ends, self._name if trusted else None)
        secret = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        file = self._folder / "server.pem"
        file.write_bytes(secret + own)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        return context

    def _certificate(self, name: str, key: Any, address: str | None, ends: dt.datetime, issuer: Any = None):  # type: ignore[no-untyped-def]  # names of a package that is not everywhere
        from cryptography import x509
        from cryptography.hazmat.primitives import hashes, serialization

        subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
        made = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(issuer or subject)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(wall_clock() - dt.timedelta(days=40))
            .not_valid_after(ends)
            .add_extension(x509.BasicConstraints(ca=address is None, path_length=None), critical=True)
        )
        if address is not None:
            names = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(address))])
            made = made.add_extension(names, critical=False)
        signed = made.sign(self._key if issuer is not None else key, hashes.SHA256())
        return subject, signed.public_bytes(serialization.Encoding.PEM)


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Authority:
    return Authority(tmp_path, monkeypatch)


async def rtmp(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    asked = await reader.readexactly(1 + 1_536)
    writer.write(b"\3" + bytes(1_536) + asked[1:])
    await reader.read()


async def web(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.read(100)
    writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")


async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.read()


@contextlib.asynccontextmanager
async def serving(talk: object, context: ssl.SSLContext | None) -> AsyncIterator[int]:
    handling: list[asyncio.Task[object]] = []

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        handling.append(task)
        with contextlib.suppress(OSError, EOFError):
            await talk(reader, writer)  # type: ignore[operator]  # one of the three above
        writer.transport.abort()

    server = await asyncio.start_server(handle, HOST, 0, ssl=context)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        async with asyncio.timeout(AMPLE):  # for handlers to see that the other side is gone
            await asyncio.gather(*handling)


def knock(talk: object, context: ssl.SSLContext | None, limit: float = AMPLE) -> Secured:
    async def once() -> Secured:
        async with serving(talk, context) as port:
            return await rtmps_handshake(HOST, port, limit)

    return asyncio.run(once())


def trouble(talk: object, context: ssl.SSLContext | None, limit: float = AMPLE) -> NetworkTrouble:
    with pytest.raises(NetworkTrouble) as found:
        knock(talk, context, limit)
    return found.value


def test_a_good_one_says_how_long_its_certificate_lasts(authority: Authority) -> None:
    found = knock(rtmp, authority.server(30))
    assert 29.9 * DAY < found.valid_for <= 30 * DAY
    assert found.took >= 0


@pytest.mark.parametrize(
    ("days", "address", "trusted", "said"),
    [
        (-1, HOST, True, "expired"),
        (30, "127.0.0.2", True, "IP address mismatch"),
        (30, HOST, False, "self-signed"),
    ],
)
def test_a_certificate_that_is_not_good_says_why(
    authority: Authority, days: float, address: str, trusted: bool, said: str
) -> None:
    found = trouble(rtmp, authority.server(days, address, trusted=trusted))
    assert found.kind is Kind.CERTIFICATE
    assert said in found.detail


def test_what_answers_in_something_else(authority: Authority) -> None:
    assert trouble(rtmp, None, 0.5).kind is Kind.NO_ANSWER  # it waits for the rest of our greeting
    assert trouble(web, None).kind is Kind.NOT_TLS
    assert trouble(web, authority.server(30)).kind in (Kind.NOT_RTMP, Kind.CLOSED)


def test_what_says_nothing(authority: Authority) -> None:
    assert trouble(silent, None, 0.3).kind is Kind.NO_ANSWER
    assert trouble(silent, authority.server(30), 0.3).kind is Kind.NO_ANSWER


def test_nobody_there() -> None:
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        with pytest.raises(NetworkTrouble) as found:
            asyncio.run(rtmps_handshake(HOST, taken.getsockname()[1], AMPLE))
    assert found.value.kind is Kind.REFUSED

"""RTMP over TLS: the handshake of both, and how long the certificate is still good. No stream and no key is sent."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

from liveops_desktop.core.clock import Span
from liveops_desktop.core.ingest import Secured
from liveops_desktop.services.clock import wall_clock
from liveops_desktop.services.network import Kind, NetworkTrouble, connect_tcp, greet_rtmp, resolve, within

LIMIT = 2.3


async def rtmps_handshake(host: str, port: int, limit: float = LIMIT) -> Secured:
    """Return how long the handshakes took, and for how long the certificate is good.

    The certificate is checked against the system's authorities and against *host*, which is also told to the server
    (SNI). Raise ``NetworkTrouble`` (those of ``rtmp_handshake``; ``CERTIFICATE`` with the reason, ``NOT_TLS``). *limit*
    in seconds is for all.
    """
    loop = asyncio.get_running_loop()
    async with within(limit):
        addresses = (await resolve(host)).addresses
        begun = loop.time()
        async with _connection(addresses, host, port) as (reader, writer):
            await greet_rtmp(reader, writer)
            took = Span(round(1_000 * (loop.time() - begun)))
            return Secured(took, _valid_for(writer.get_extra_info("peercert")))


@asynccontextmanager
async def _connection(
    addresses: tuple[str, ...], host: str, port: int
) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    """Open TCP and TLS to the first address that takes a connection, and close it."""
    for address in addresses[:-1]:
        try:
            await connect_tcp(address, port, 0.5)
        except NetworkTrouble:
            continue
        break
    else:
        address = addresses[-1]
    try:
        # Not ``StreamWriter.start_tls``: after a handshake that fails, it never tells that it is closed.
        reader, writer = await asyncio.open_connection(
            address, port, ssl=ssl.create_default_context(), server_hostname=host
        )
    except ssl.SSLCertVerificationError as bad:
        raise NetworkTrouble(Kind.CERTIFICATE, bad.verify_message) from bad
    except ssl.SSLError as error:
        raise NetworkTrouble(Kind.NOT_TLS, error.reason or "") from error
    except ConnectionRefusedError as error:
        raise NetworkTrouble(Kind.REFUSED, str(error)) from error
    except ConnectionError as error:
        raise NetworkTrouble(Kind.CLOSED, str(error)) from error
    except (OSError, OverflowError) as error:
        raise NetworkTrouble(Kind.UNREACHABLE, str(error)) from error
    try:
        yield reader, writer
    finally:
        writer.transport.abort()


def _valid_for(certificate: dict[str, Any]) -> Span:
    ends = ssl.cert_time_to_seconds(certificate["notAfter"])
    return Span((timedelta(seconds=ends - wall_clock().timestamp())) // timedelta(milliseconds=1))

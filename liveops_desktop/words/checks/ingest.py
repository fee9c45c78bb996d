"""Words for the checks of the ingest."""

from liveops_desktop.words.translation import N_

TEXTS: dict[str, tuple[str, str, str]] = {
    "ing.tcp": (
        N_("Ingest reachable"),
        N_("The ingest accepts ten connections of ten, quickly."),
        N_("Check the line, try another ingest, or let the port through the firewall."),
    ),
    "ing.rtmp": (
        N_("Ingest speaks RTMP"),
        N_("The ingest answers the RTMP handshake. No stream is started."),
        N_("Check the address and port of the ingest; some networks block port 1935."),
    ),
}
"""By id: title, what is asked, what to do."""

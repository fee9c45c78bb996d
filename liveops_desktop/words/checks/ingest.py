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
    "ing.tls": (
        N_("Ingest speaks RTMPS"),
        N_("The ingest answers the handshakes of TLS and RTMP, and its certificate is good for a week or more."),
        N_("Check this PC's clock, the address and port, and whether a firewall opens secure connections."),
    ),
    "ing.srt": (
        N_("Ingest answers SRT"),
        N_("The SRT listener answers three packets of three. No stream is started."),
        N_("Let UDP through to this port, and see that the listener is up."),
    ),
    "ing.backup": (
        N_("Backup ingest answers"),
        N_("The backup ingest answers its handshake."),
        N_("Correct the backup ingest in the rig spec, or ask the platform for another."),
    ),
    "ing.route": (
        N_("Two ways to the platform"),
        N_("Ingest and backup ingest have different addresses."),
        N_("Choose a backup ingest in another place."),
    ),
    "ing.key": (
        N_("Key accepted"),
        N_("A test stream of ten seconds starts and is taken. A person has switched OBS to the test profile."),
        N_("Copy the key anew: keys of some platforms are good for one show only."),
    ),
}
"""By id: title, what is asked, what to do."""

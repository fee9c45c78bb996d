"""Words for the checks of network, DNS and clock."""

from liveops_desktop.words.translation import N_

TEXTS: dict[str, tuple[str, str, str]] = {
    "net.dns": (
        N_("Ingest name"),
        N_("The ingest's name resolves quickly."),
        N_("Check the spelling of the ingest, the line, and the DNS server of this PC."),
    ),
}
"""By id: title, what is asked, what to do."""

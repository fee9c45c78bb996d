"""Words for the checks of network, DNS and clock."""

from liveops_desktop.words.translation import N_

TEXTS: dict[str, tuple[str, str, str]] = {
    "net.up": (
        N_("Network link"),
        N_("There is a way to the ingest, and its network interface is up."),
        N_("Check the cable at both ends, and the switch."),
    ),
    "net.wired": (
        N_("By cable"),
        N_("The stream leaves this PC by a cable."),
        N_("Plug a cable in, and switch Wi-Fi off for the show."),
    ),
    "net.vpn": (
        N_("No VPN"),
        N_("The stream does not leave through a VPN."),
        N_("Disconnect the VPN, or plan for it: it costs speed and may drop."),
    ),
    "net.speed": (
        N_("Link speed"),
        N_("The network link runs at full speed."),
        N_("Change the cable: a bad one lets a gigabit link fall to 100 Mb/s. Check the switch."),
    ),
    "net.duplex": (
        N_("Link duplex"),
        N_("The link sends and receives at once."),
        N_("Set both ends to negotiate by themselves; change the cable."),
    ),
    "net.errors": (
        N_("Link errors"),
        N_("The link loses no packets, over 60 s."),
        N_("Change the cable, then the switch port, then the network card."),
    ),
    "net.background": (
        N_("Nothing else sends"),
        N_("Other programs of this PC send little of what the stream needs, over 60 s."),
        N_("Stop cloud copies, backups and updates until after the show."),
    ),
    "net.dns": (
        N_("Ingest name"),
        N_("The ingest's name resolves quickly."),
        N_("Check the spelling of the ingest, the line, and the DNS server of this PC."),
    ),
    "net.dns_v6": (
        N_("IPv4 and IPv6"),
        N_("Each family of addresses that the ingest has leads there."),
        N_("In OBS: Settings → Advanced → Network: choose the IP family that works."),
    ),
    "net.gateway": (
        N_("Router"),
        N_("The router answers at once."),
        N_("Start the router anew before the show; use a cable; take load off this network."),
    ),
    "net.proxy": (
        N_("No proxy"),
        N_("The system uses no proxy: a stream would not go through it."),
        N_("Switch the proxy off, or see that the ingest is reached without it."),
    ),
    "net.ntp": (
        N_("Clock"),
        N_("This PC's clock agrees with the time server that the rig spec names."),
        N_("Let the system set its clock anew in its date and time settings."),
    ),
    "net.captive": (
        N_("No log-in page"),
        N_("The network lets this PC through without a log-in. The server that the rig spec names is asked."),
        N_("Open a browser and log in; better, ask for a network without it."),
    ),
    "net.public_ip": (
        N_("Public address"),
        N_("The line has the address that was planned. The server that the rig spec names is asked."),
        N_("Find out which line this is; tell the platform the new address where it lets in by address."),
    ),
}
"""By id: title, what is asked, what to do."""

"""Words for the checks of the OBS connection."""

from liveops_desktop.words.translation import N_

TEXTS: dict[str, tuple[str, str, str]] = {
    "obsc.port": (
        N_("OBS port"),
        N_("Something listens at OBS's port, and answers quickly."),
        N_("Start OBS. In OBS: Tools → WebSocket Server Settings → Enable. Let the port through the firewall."),
    ),
    "obsc.hello": (
        N_("OBS greeting"),
        N_("What listens there is the WebSocket server of OBS."),
        N_("Compare the port with OBS: Tools → WebSocket Server Settings. Silence: OBS hangs; start it again."),
    ),
    "obsc.auth": (
        N_("OBS password"),
        N_("OBS accepts the password."),
        N_("Copy the password from OBS: Tools → WebSocket Server Settings → Show Connect Info."),
    ),
    "obsc.requests": (
        N_("OBS version"),
        N_("This version of OBS knows every request this program makes."),
        N_("Update OBS, well before the show and never on the day."),
    ),
}
"""By id: title, what is asked, what to do."""

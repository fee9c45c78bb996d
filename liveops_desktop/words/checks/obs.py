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
    "obsc.auth_enabled": (
        N_("OBS asks for a password"),
        N_("OBS lets nobody in without a password."),
        N_("In OBS: Tools → WebSocket Server Settings → Enable Authentication, then connect anew with the password."),
    ),
    "obsc.version": (
        N_("Age of OBS"),
        N_("This OBS is not too old, and is no trial version."),
        N_("Install the current OBS, well before the show and never on the day."),
    ),
    "obsc.requests": (
        N_("OBS version"),
        N_("This version of OBS knows every request this program makes."),
        N_("Update OBS, well before the show and never on the day."),
    ),
    "obsc.rtt": (
        N_("Way to OBS and back"),
        N_("OBS answers quickly and evenly, over twenty requests."),
        N_("Connect this PC and OBS's by cable. Where both are one PC: it is overloaded; close other programs."),
    ),
    "obsc.ready": (
        N_("OBS is ready"),
        N_("OBS is neither loading a scene collection nor closing."),
        N_("Close open dialogs in OBS, wait until the scenes are there, and check again."),
    ),
    "obsc.events": (
        N_("Events of OBS"),
        N_("What happens in OBS is told here within a second."),
        N_("Disconnect from OBS and connect anew. A firewall or proxy in between must let WebSockets through."),
    ),
    "obsc.instances": (
        N_("One OBS only"),
        N_("One OBS runs on this PC: two take devices and outputs from each other."),
        N_("Find out which OBS is the show's, and close the other one; look for hidden ones among the processes."),
    ),
    "obsc.collection": (
        N_("Scene collection"),
        N_("The planned scene collection is loaded."),
        N_("In OBS: Scene Collection → choose the one the plan names."),
    ),
    "obsc.profile": (
        N_("Profile"),
        N_("The planned profile is chosen."),
        N_("In OBS: Profile → choose the one the plan names."),
    ),
    "obsc.safe_mode": (
        N_("OBS started normally"),
        N_("OBS does not run in safe mode, and did not crash within the last day."),
        N_("Safe mode: close OBS and start it normally. A crash: read OBS's log (obslog), and rehearse once more."),
    ),
}
"""By id: title, what is asked, what to do."""

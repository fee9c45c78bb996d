"""The one door to OBS: a supervised link over obsws-python (GPL-3.0-only), no Qt.

``service`` supervises, ``link`` is the state machine, ``worker`` the thread that owns the connections, ``client`` one
connection, ``session`` what is asked on it and when, ``survey`` the whole state part by part, ``reading`` the cut to
an allow-list, ``probe`` one look from outside, ``secret`` the password.
"""

from liveops_desktop.services.obs.errors import ObsGone, ObsRefused
from liveops_desktop.services.obs.probe import ProbeResult, probe
from liveops_desktop.services.obs.secret import PASSWORD_FILE, Password, password_from_environment, read_password_file
from liveops_desktop.services.obs.service import ObsService

__all__ = [
    "PASSWORD_FILE",
    "ObsGone",
    "ObsRefused",
    "ObsService",
    "Password",
    "ProbeResult",
    "password_from_environment",
    "probe",
    "read_password_file",
]

"""Words for the checks of the machine."""

from liveops_desktop.words.translation import N_

TEXTS: dict[str, tuple[str, str, str]] = {
    "sys.cpu": (
        N_("Processor load"),
        N_("The processor of this PC has time left, over 15 s."),
        N_("Close what is not needed for the show; let the graphics card encode."),
    ),
    "sys.mem": (
        N_("Memory"),
        N_("This PC has memory left."),
        N_("Close what is not needed for the show; start OBS again."),
    ),
}
"""By id: title, what is asked, what to do."""

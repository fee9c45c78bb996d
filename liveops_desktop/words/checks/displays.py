"""Words for the checks of displays."""

from liveops_desktop.words.translation import N_

TEXTS: dict[str, tuple[str, str, str]] = {
    "dsp.count": (
        N_("Displays"),
        N_("As many displays are connected as planned."),
        N_("Check the cables and the power of each display, and the plan."),
    ),
    "dsp.mode": (
        N_("Display size"),
        N_("Each display has the planned size, and all have one refresh rate."),
        N_("Set size and refresh rate in the system's display settings."),
    ),
    "dsp.hotplug": (
        N_("Displays stay"),
        N_("No display came or went since the first look."),
        N_("Check cable and plug; then see that each window stands where it belongs, the host panel above all."),
    ),
}
"""By id: title, what is asked, what to do."""

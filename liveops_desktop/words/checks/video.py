"""Words for the checks of video, encoder and output."""

from liveops_desktop.words.translation import N_

TEXTS: dict[str, tuple[str, str, str]] = {
    "obsv.idle": (
        N_("Outputs idle"),
        N_("OBS neither streams nor records yet."),
        N_("You may be on air already. Find out who started it, then stop the output in OBS."),
    ),
    "obsv.target": (
        N_("Stream target"),
        N_("OBS is set to the planned ingest, with a key."),
        N_("In OBS: Settings → Stream: set the server the plan names, and paste the key again."),
    ),
    "obsv.active_fps": (
        N_("Frame rate"),
        N_("OBS draws as many frames as planned, over 10 s."),
        N_("Take load off the graphics card: close other programs, use fewer browser sources and filters."),
    ),
}
"""By id: title, what is asked, what to do."""

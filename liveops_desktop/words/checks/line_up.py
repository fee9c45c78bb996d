"""Words for the checks of the line-up."""

from liveops_desktop.words.translation import N_

TEXTS: dict[str, tuple[str, str, str]] = {
    "line.stream": (
        N_("Stream runs"),
        N_("OBS streams, is not reconnecting, and sends, over 5 s."),
        N_("Start the stream in OBS. When it falls back at once: server, key, line."),
    ),
    "line.record": (
        N_("Recording runs"),
        N_("OBS records, is not paused, and the file grows, over 5 s."),
        N_("Start the recording in OBS, or say in the rig spec that this show is not recorded."),
    ),
}
"""By id: title, what is asked, what to do."""

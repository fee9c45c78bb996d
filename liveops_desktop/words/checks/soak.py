"""Words for the checks of the soak."""

from liveops_desktop.words.translation import N_

TEXTS: dict[str, tuple[str, str, str]] = {
    "soak.publish": (
        N_("Test stream stays up"),
        N_("A stream to the test target comes up within five seconds, sends, and is not lost."),
        N_("Check address and key of the test profile, and the line."),
    ),
    "soak.bitrate": (
        N_("Test stream's bitrate"),
        N_("As much goes out as OBS is set to."),
        N_("Lower the bitrate in OBS, or take another line."),
    ),
    "soak.drop": (
        N_("Test stream's dropped frames"),
        N_("No frame of the test stream is dropped."),
        N_("Lower the bitrate in OBS, use a cable, or take another line."),
    ),
    "soak.congestion": (
        N_("Test stream's congestion"),
        N_("The test stream does not queue up in OBS."),
        N_("Lower the bitrate in OBS, use a cable, or take another line."),
    ),
    "soak.far_side": (
        N_("Test stream arrives"),
        N_("The ingest gets what OBS sends, in the planned size and frame rate."),
        N_("Look at the line between here and the ingest: OBS alone does not see what gets lost."),
    ),
    "soak.record": (
        N_("Records beside the stream"),
        N_("OBS records while it streams, and the file grows."),
        N_("Check folder, disk and encoder: Settings → Output → Recording."),
    ),
    "soak.failover": (
        N_("Back after a cut"),
        N_("A person cuts the line during a test stream; it is back within ten seconds."),
        N_("Switch automatic reconnecting on: Settings → Advanced. Practise the way to the backup."),
    ),
    "feed.far_side": (
        N_("Ingest confirms the feed"),
        N_("The ingest gets the stream of the show, in the planned size and frame rate."),
        N_("Look at the stream in OBS and at the line; ask the platform what it gets."),
    ),
}
"""By id: title, what is asked, what to do."""

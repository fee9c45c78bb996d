"""Words for the checks of bandwidth and quality."""

from liveops_desktop.words.translation import N_

TEXTS: dict[str, tuple[str, str, str]] = {
    "bw.hold": (
        N_("Holds the need"),
        N_("One and a half times what the show needs can be sent for the length of the test."),
        N_("Lower the bitrate, stop other traffic, or take another line."),
    ),
    "bw.up": (
        N_("Upload"),
        N_("Twice what the show needs goes out."),
        N_("Lower the bitrate, or take another line."),
    ),
    "bw.up_floor": (
        N_("Worst five seconds"),
        N_("Even in its worst five seconds the line carries more than the show needs."),
        N_("Look for what else uses the line, or take another one."),
    ),
    "bw.var": (
        N_("Steady line"),
        N_("What goes out differs little from one second to the next."),
        N_("Use a cable; avoid Wi-Fi and mobile lines."),
    ),
    "bw.loaded": (
        N_("Delay under load"),
        N_("While the line is loaded, connections take hardly longer."),
        N_("Switch on fair queueing (QoS, SQM) in the router, or keep other traffic off the line."),
    ),
    "bw.nic": (
        N_("Counted by the interface"),
        N_("The network interface counts what the test says it sent."),
        N_("Look for a proxy, a tunnel or other traffic, and measure again."),
    ),
    "bw.agree": (
        N_("A second opinion"),
        N_("Another way of measuring finds the same."),
        N_("Measure again, and believe neither until they agree."),
    ),
    "bw.down": (
        N_("Download"),
        N_("There is room for chat, return feeds and the public page."),
        N_("Stop other traffic, or take another line."),
    ),
    "bw.loss": (
        N_("Lost packets"),
        N_("Hardly any packet is lost at the pace of the show; for SRT, its latency makes up for them."),
        N_("Use a cable; for SRT, raise the latency."),
    ),
    "bw.rtt": (
        N_("Way to the ingest"),
        N_("A connection to the ingest is made quickly, in the middle of twenty."),
        N_("Choose an ingest that is nearer."),
    ),
    "bw.jitter": (
        N_("Even way to the ingest"),
        N_("Connections to the ingest take about the same time each."),
        N_("Use a cable; avoid Wi-Fi and mobile lines."),
    ),
    "bw.srt_latency": (
        N_("SRT latency"),
        N_("The planned SRT latency gives time to repeat what is lost."),
        N_("Raise the latency at both ends to four times the round trip."),
    ),
}
"""By id: title, what is asked, what to do."""

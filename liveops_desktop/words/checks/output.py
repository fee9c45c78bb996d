"""Words for the checks of what OBS sends."""

from liveops_desktop.words.translation import N_

TEXTS: dict[str, tuple[str, str, str]] = {
    "obsv.idle": (
        N_("Outputs idle"),
        N_("OBS neither streams nor records yet."),
        N_("You may be on air already. Find out who started it, then stop the output in OBS."),
    ),
    "obsv.target": (
        N_("Stream target"),
        N_("OBS is set to the planned ingest, with the planned key."),
        N_("In OBS: Settings → Stream: set the server the plan names, and paste the key again, without spaces."),
    ),
    "obsv.reconnect": (
        N_("Coming back by itself"),
        N_("OBS tries often enough to come back when the stream is lost."),
        N_("In OBS: Settings → Advanced → Automatically Reconnect. After three vain tries stop and start by hand."),
    ),
    "obsv.delay": (
        N_("Stream delay"),
        N_("The stream is delayed as planned, or not at all."),
        N_("In OBS: Settings → Advanced → Stream Delay."),
    ),
    "obsv.bind": (
        N_("Way out"),
        N_("OBS leaves it to the system over which network it streams."),
        N_("In OBS: Settings → Advanced → Network → Bind to IP: Default, unless the plan says otherwise."),
    ),
    "obsv.dynbitrate": (
        N_("Bitrate stays"),
        N_("OBS does not lower the bitrate by itself: on a bad line the picture's quality would go instead of frames."),
        N_("In OBS: Settings → Advanced → Network: switch it off, or watch the bitrate: no frame will be dropped."),
    ),
    "obsv.netopt": (
        N_("Network options"),
        N_("OBS's options for the network are off, as they change what its congestion figure means."),
        N_("In OBS: Settings → Advanced → Network: switch off network optimizations and TCP pacing."),
    ),
    "obsv.vcam": (
        N_("Virtual camera"),
        N_("OBS's virtual camera is there where the plan uses it, and off where it must not run."),
        N_("In OBS: Start Virtual Camera, or stop it. Missing: install OBS again with it."),
    ),
    "obsv.studio": (
        N_("Studio mode"),
        N_("Studio mode is on or off as planned: it decides what a cut does."),
        N_("In OBS: Studio Mode, below the controls."),
    ),
    "obsv.transition": (
        N_("Transition"),
        N_("A cut between scenes looks as planned."),
        N_("In OBS: Scene Transitions: choose transition and duration."),
    ),
    "obsv.outputs": (
        N_("Other outputs"),
        N_("OBS has no outputs but its own, or the plan counts what they need."),
        N_("Find out which plugin sends as well; add its need to the rig spec, or switch it off."),
    ),
}
"""By id: title, what is asked, what to do."""

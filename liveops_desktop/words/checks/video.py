"""Words for the checks of picture and encoder; those of the output are in ``output``."""

from liveops_desktop.words.checks import output
from liveops_desktop.words.translation import N_

TEXTS: dict[str, tuple[str, str, str]] = {
    **output.TEXTS,
    "obsv.fps_cfg": (
        N_("Frame rate set"),
        N_("OBS is set to the planned frame rate, or to a usual one."),
        N_("In OBS: Settings → Video → FPS."),
    ),
    "obsv.canvas": (
        N_("Picture size"),
        N_("Canvas and output have the planned sizes, or are 16:9, and nothing is squeezed."),
        N_("In OBS: Settings → Video: set base (canvas) and output (scaled) resolution."),
    ),
    "obsv.color": (
        N_("Colours"),
        N_("Colour format, space and range are the planned ones, or those every player expects."),
        N_("In OBS: Settings → Advanced → Video: format NV12, space Rec. 709, range Limited."),
    ),
    "obsv.active_fps": (
        N_("Frame rate"),
        N_("OBS draws as many frames as planned, over 10 s."),
        N_("Take load off the graphics card: close other programs, use fewer browser sources and filters."),
    ),
    "obsv.render_time": (
        N_("Time to draw a frame"),
        N_("OBS draws each frame well within the time there is for one, over 10 s."),
        N_("Use fewer browser sources and filters, smaller sources, and limit the frame rate of games."),
    ),
    "obsv.render_lag": (
        N_("Frames not drawn"),
        N_("The graphics card draws every frame in time, over 60 s."),
        N_("The graphics card is overloaded: close what else uses it, limit the frame rate of games, drop filters."),
    ),
    "obsv.encode_skip": (
        N_("Frames not encoded"),
        N_("The encoder takes every frame, over 60 s of a stream or a recording."),
        N_("The encoder is overloaded: choose a faster preset or an encoder of the graphics card."),
    ),
    "obsv.cpu": (
        N_("Processor load of OBS"),
        N_("OBS leaves enough of the processor free, over 30 s."),
        N_("Use an encoder of the graphics card, fewer browser sources, and close other programs."),
    ),
    "obsv.mem": (
        N_("Memory of OBS"),
        N_("OBS's memory does not grow."),
        N_("Start OBS anew before air. Find the source that grows: remove browser sources one at a time."),
    ),
    "obsv.mode": (
        N_("Output mode"),
        N_("OBS's output settings are in the planned mode, simple or advanced: each has settings of its own."),
        N_("In OBS: Settings → Output → Output Mode."),
    ),
    "obsv.encoder": (
        N_("Encoder"),
        N_("The planned encoder is chosen, and OBS has it."),
        N_("In OBS: Settings → Output → Streaming → Encoder: choose it again. It is not listed: update the drivers."),
    ),
    "obsv.vbitrate": (
        N_("Video bitrate"),
        N_("The picture's bitrate is the planned one, and no more than the platform takes."),
        N_("In OBS: Settings → Output → Streaming → Bitrate."),
    ),
    "obsv.vbitrate_floor": (
        N_("Bitrate for this picture"),
        N_("The bitrate is enough for the picture's size and frame rate."),
        N_("Raise the bitrate where the line and the platform allow it, or lower the output resolution."),
    ),
    "obsv.rate_ctl": (
        N_("Rate control"),
        N_("The encoder keeps its bitrate constant, or as planned."),
        N_("In OBS: Settings → Output → Streaming → Rate Control: CBR."),
    ),
    "obsv.keyint": (
        N_("Key frames"),
        N_("A whole picture comes often enough for a viewer to begin with."),
        N_("In OBS: Settings → Output → Streaming → Keyframe Interval: 2 s, or what the platform asks for. 0 is auto."),
    ),
    "obsv.abitrate": (
        N_("Audio bitrate"),
        N_("The sound's bitrate is the planned one, is enough, and no more than the platform takes."),
        N_("In OBS: Settings → Output → Audio Bitrate; in advanced mode on the page Audio."),
    ),
    "obsv.samplerate": (
        N_("Sample rate"),
        N_("OBS's sound runs at the planned rate, or at 48 kHz."),
        N_("In OBS: Settings → Audio → Sample Rate, then start OBS anew. Set the same rate at the sound devices."),
    ),
}
"""By id: title, what is asked, what to do."""

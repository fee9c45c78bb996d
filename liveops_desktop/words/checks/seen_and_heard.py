"""Words for what is wrong with pictures and sound."""

from liveops_desktop.core.preflight import Why
from liveops_desktop.words.translation import N_

WHYS: dict[Why, tuple[str, str]] = {
    Why.HIDDEN: (N_("Hidden in OBS."), N_("Hidden in OBS: {detail}.")),
    Why.BLACK: (N_("Black."), N_("Black: {detail}.")),
    Why.FROZEN: (N_("Does not move."), N_("Does not move: {detail}.")),
    Why.NOT_PLAYING: (N_("Does not play now."), N_("Does not play now: {detail}.")),
    Why.MEDIA_FAILED: (N_("OBS cannot play it."), N_("OBS cannot play it: {detail}.")),
    Why.NETWORK_FILE: (N_("Read over the network."), N_("Read over the network: {detail}.")),
    Why.FILTER_OFF: (N_("Filter switched off."), N_("Filter switched off: {detail}.")),
    Why.GAPS: (N_("Does not fill the picture."), N_("Does not fill the picture: {detail}.")),
    Why.TWO_CAPTURES: (
        N_("A display and a game are captured at once."),
        N_("A display and a game are captured at once: {detail}."),
    ),
    Why.NOT_METERED: (
        N_("Not on programme, so OBS tells no level."),
        N_("Not on programme, so OBS tells no level: {detail}."),
    ),
    Why.NO_SIGNAL: (N_("Nothing arrives, not even noise."), N_("Nothing arrives, not even noise: {detail}.")),
    Why.SILENT: (N_("Silent."), N_("Silent: {detail}.")),
    Why.TALKS_MUTED: (
        N_("Somebody talks, and nothing goes out."),
        N_("Somebody talks, and nothing goes out: {detail}."),
    ),
    Why.OFF_TRACK: (N_("Not in the sound of the stream."), N_("Not in the sound of the stream: {detail}.")),
    Why.MONITOR_ONLY: (
        N_("Heard in the room only, not in the stream."),
        N_("Heard in the room only, not in the stream: {detail}."),
    ),
    Why.ECHO: (
        N_("Heard in the room as well: it may come back as an echo."),
        N_("Heard in the room as well, it may come back as an echo: {detail}."),
    ),
    Why.NO_TONE: (N_("The line-up tone does not play."), N_("No steady tone, but something else: {detail}.")),
    Why.SAME_SIDES: (N_("Left and right carry the same."), N_("Left and right carry the same: {detail}.")),
    Why.SIDE_DEAD: (N_("One side is dead."), N_("This side is dead: {detail}.")),
    Why.SIDES_SWAPPED: (N_("Left and right are swapped."), N_("Left and right are swapped: {detail}.")),
    Why.NO_FLASH: (N_("No flash with a beep was recorded."), N_("No flash with a beep was recorded: {detail}.")),
    Why.NO_SOUND: (N_("The recording is silent."), N_("The recording is silent: {detail}.")),
}
"""Each reason without and with a detail."""

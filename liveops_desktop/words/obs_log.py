"""Words for what a log of OBS tells."""

from liveops_desktop.core.log_signs import Severity, Sign
from liveops_desktop.words.translation import N_, _


def sign_sentence(sign: Sign) -> str:
    """Return what a sign means and what to do about it."""
    return _(_SIGNS[sign])


def severity_word(severity: Severity) -> str:
    """Return the word for how bad it is."""
    return _(_SEVERITIES[severity])


_SEVERITIES = {
    Severity.CRITICAL: N_("critical"),
    Severity.WARNING: N_("warning"),
    Severity.INFO: N_("note"),
}
_SIGNS = {
    Sign.TWO_INSTANCES: N_("Two OBS ran at once: close the stray one."),
    Sign.AUTO_CONFIG: N_("The auto-configuration wizard ran: start OBS anew, and read the log after a rehearsal."),
    Sign.WEAK_CPU: N_("The processor is below what OBS asks for: use a stronger machine."),
    Sign.OLD_VERSION: N_("OBS is old: update it well before the show."),
    Sign.TEST_VERSION: N_("OBS is a trial version: use a released one for a show."),
    Sign.PORTABLE: N_("OBS runs in portable mode: its settings stand beside the program."),
    Sign.SAFE_MODE: N_("OBS ran in safe mode, without plugins and scripts: start it normally."),
    Sign.SNAP: N_("OBS comes from the Snap store, which OBS's makers do not support."),
    Sign.NO_OUTPUT: N_("Nothing was streamed or recorded: rehearse, then read the log again."),
    Sign.FRAGILE_FORMAT: N_("It recorded to MP4 or MOV, of which nothing is left when it is cut off: record to MKV."),
    Sign.SLOW_PRESET: N_("The x264 preset is slower than veryfast: it costs much of the processor and gains little."),
    Sign.CUSTOM_OUTPUT: N_("A custom FFmpeg output is in use: take a usual one unless somebody knows why."),
    Sign.LOW_BITRATE: N_("The bitrate is low for this picture: raise it, or lower the resolution."),
    Sign.NVENC_FAILED: N_("The NVIDIA encoder did not start: update the driver, or choose another encoder."),
    Sign.ENCODER_ERROR: N_("An encoder failed: update its driver, or choose another encoder."),
    Sign.ENCODER_UNKNOWN: N_("A chosen encoder is not there: choose one in Settings → Output."),
    Sign.ENCODER_OVERLOAD: N_("The encoder skipped frames: faster preset, encoder of the graphics card, less load."),
    Sign.RENDER_LAG: N_("The graphics card could not draw every frame: limit games, use fewer sources and filters."),
    Sign.DROPPED_FRAMES: N_("Frames were dropped: the line to the ingest was too slow or lost."),
    Sign.VIDEO_FAILED: N_("OBS could not use the graphics card: update its driver."),
    Sign.AMD_DRIVER: N_("The AMD driver is too old for its encoder: update it."),
    Sign.NVIDIA_DRIVER: N_("The NVIDIA driver is too old for its encoder: update it."),
    Sign.COLOR_RANGE: N_("The colour range is full, which players show wrongly: set it to limited."),
    Sign.COLOR_FORMAT: N_("The colour format is not meant for streams: set NV12."),
    Sign.ASPECT: N_("The canvas is not 16:9."),
    Sign.FRAME_RATE: N_("The frame rate is unusual: players may stutter."),
    Sign.SOFTWARE_GPU: N_("The picture is drawn without a graphics card: install its driver."),
    Sign.INTEGRATED_GPU: N_("OBS runs on the weak graphics chip of the processor: let it run on the graphics card."),
    Sign.OPENGL: N_("OBS draws with OpenGL on Windows: set the renderer to Direct3D."),
    Sign.GAME_DVR: N_("Windows records games in the background: switch it off."),
    Sign.GPU_SCHEDULER: N_("Windows schedules the graphics card in hardware: where capture stutters, switch it off."),
    Sign.NOT_ADMIN: N_("OBS does not run as administrator: some games cannot be captured."),
    Sign.BITS_32: N_("OBS is the 32-bit one on a 64-bit Windows: install the 64-bit one."),
    Sign.MIXED_REFRESH: N_("Displays have different refresh rates, which this Windows does not take well."),
    Sign.SAMPLE_RATES: N_("A sound device has another sample rate than OBS: set both to 48 kHz."),
    Sign.MONITORING: N_("The device for monitoring failed: choose another in Settings → Audio, then this one again."),
    Sign.AUDIO_BUFFERING: N_("Sound comes very late from a source: find it, and take load off the machine."),
    Sign.KILLER_NIC: N_("A Killer network card: install its driver alone, without its software."),
    Sign.VANTAGE: N_("Lenovo Vantage slows streams: switch off its Network Boost."),
    Sign.WIRELESS: N_("The PC is on Wi-Fi: stream by cable."),
    Sign.SLOW_NIC: N_("A gigabit network card runs slower: change the cable or the switch."),
    Sign.BOUND: N_("OBS is bound to one address: set Bind to IP to Default."),
    Sign.DYNAMIC_BITRATE: N_("OBS lowers the bitrate by itself when the line is bad."),
    Sign.SOCKET_LOOP: N_("Network optimizations are on: they are for lines with trouble only."),
    Sign.PACING: N_("TCP pacing is on: it is for lines with trouble only."),
    Sign.DELAY: N_("The stream was delayed: is it planned?"),
    Sign.SHARED_MEMORY: N_("A game is captured through shared memory, which is slow."),
    Sign.BROWSER_SLOW: N_("Browser sources run without the graphics card: switch on their acceleration."),
    Sign.BROWSER_MISSING: N_("OBS lacks its browser: install it again."),
    Sign.PLUGIN_CONFLICT: N_("Plugins do not fit this OBS: update or remove them."),
    Sign.PLUGIN_FAILED: N_("A plugin did not start: is it needed?"),
    Sign.MEDIA_FAILED: N_("A media file could not be opened: link it again."),
    Sign.CAPTURE_CONFLICT: N_("Display and game capture stand in one scene and disturb each other."),
}

"""The rig spec: what this show's rig must be. Checks judge a reading against it."""

from msgspec import Struct

from liveops_desktop.core.clock import Span, seconds
from liveops_desktop.core.show import Show


class Rig(Struct, frozen=True):
    """Thresholds are editable; defaults and their sources stand beside each field."""

    ingest: str = ""
    """``rtmp://host[:port]/app`` without key; empty: nothing planned."""
    fps: float | None = None
    """Frames per second OBS must be set to; None: whatever OBS is set to."""
    bitrate_kbps: float | None = None
    """Stream, picture and sound together; None: nothing planned, so nothing is called low."""
    scenes: tuple[str, ...] = ()
    contingency_scene: str = ""
    open_microphones: tuple[str, ...] = ()
    """Names of OBS inputs that must not be muted."""
    planned_length: Span | None = None
    fps_pass: float = 0.95
    """Share of the configured fps (OBS stats dock)."""
    fps_warn: float = 0.80
    space_pass_gb: float = 5.0
    """OBS stats dock: warns under 5 GB."""
    space_warn_gb: float = 1.0
    """OBS stats dock: error under 1 GB."""
    cpu_pass: float = 60.0
    """Percent of the whole machine, 15 s mean (own proposal, see checks-and-obs sys.cpu)."""
    cpu_warn: float = 80.0
    memory_pass_gb: float = 4.0
    memory_warn_gb: float = 2.0
    memory_pass_percent: float = 80.0
    memory_warn_percent: float = 90.0
    port_pass: Span = Span(100)
    """Slower warns; only a refusal or no answer fails (own proposal, see checks-and-obs obsc.port)."""
    dns_pass: Span = Span(100)
    dns_warn: Span = Span(1_000)
    tcp_pass: Span = Span(80)
    tcp_warn: Span = Span(200)
    rtmp_pass: Span = seconds(1)


def rig_of(show: Show) -> Rig:
    """Return the rig spec that *show* asks for: its header, and the scenes its cues name."""
    header = show.header
    if header is None:
        return Rig()
    return Rig(
        ingest=header.ingest,
        fps=header.fps,
        scenes=tuple(dict.fromkeys(cue.scene for cue in show.cues if cue.scene and not cue.skipped)),
        contingency_scene=header.contingency_scene,
        open_microphones=header.microphones,
        planned_length=Span(sum(cue.planned for cue in show.cues if not cue.skipped)) if show.cues else None,
    )

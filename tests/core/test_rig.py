"""What a show asks of the rig: its header, and what its cues name."""

from datetime import date

from liveops_desktop.core.clock import MINUTE, Span
from liveops_desktop.core.cue import Cue, CueId, Header, TimeOfDay
from liveops_desktop.core.rig import Rig, rig_of
from liveops_desktop.core.show import Show

HEADER = Header(
    "Evening",
    date(2026, 11, 26),
    "UTC",
    TimeOfDay(Span(0)),
    ingest="rtmp://ingest.example/live",
    contingency_scene="Slate",
    microphones=("Host mic",),
    fps=50.0,
)


def cue(number: int, scene: str, *, skipped: bool = False) -> Cue:
    return Cue(CueId(f"c{number}"), f"cue {number}", MINUTE, scene=scene, skipped=skipped)


def test_a_show_without_a_header_asks_nothing() -> None:
    assert rig_of(Show()) == Rig()


def test_the_header_and_the_scenes_of_what_will_be_played() -> None:
    cues = (cue(1, "Wide"), cue(2, ""), cue(3, "Close"), cue(4, "Wide"), cue(5, "Film", skipped=True))
    rig = rig_of(Show(header=HEADER, cues=cues))
    assert rig.scenes == ("Wide", "Close")
    assert rig.planned_length == 4 * MINUTE
    assert (rig.ingest, rig.contingency_scene, rig.open_microphones, rig.fps) == (
        "rtmp://ingest.example/live",
        "Slate",
        ("Host mic",),
        50.0,
    )


def test_no_cues_have_no_length() -> None:
    assert rig_of(Show(header=HEADER)).planned_length is None

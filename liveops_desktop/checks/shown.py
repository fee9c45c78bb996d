"""What the planned scenes show: their visible items, and the inputs that the plan counts on."""

from liveops_desktop.core.rig import Rig
from liveops_desktop.core.setup import InputSetup, ItemSetup, Setup

SOUND_ONLY = frozenset(
    {
        "pulse_input_capture",
        "pulse_output_capture",
        "alsa_input_capture",
        "jack_output_capture",
        "oss_input_capture",
        "sndio_output_capture",
        "wasapi_input_capture",
        "wasapi_output_capture",
        "wasapi_process_output_capture",
        "coreaudio_input_capture",
        "coreaudio_output_capture",
        "sck_audio_capture",
    }
)
"""Kinds of input that have no picture of their own, by OBS's plugins on Linux, Windows and macOS."""


def planned_scenes(setup: Setup, rig: Rig) -> tuple[str, ...]:
    """Return the scenes that will be on air and that OBS has: planned, contingency, opening, and the one on programme.

    And those nested in them, as far as they are shown.
    """
    wanted = (*rig.scenes, rig.contingency_scene, rig.opening_scene, setup.program_scene)
    found = [scene for scene in dict.fromkeys(wanted) if scene in setup.scenes]
    for scene in found:  # grows while it is walked
        nested = (item.source for item in setup.items if item.scene == scene and item.enabled)
        found.extend(name for name in dict.fromkeys(nested) if name in setup.scenes and name not in found)
    return tuple(found)


def shown_items(setup: Setup, rig: Rig) -> tuple[ItemSetup, ...]:
    """Return the visible items of the planned scenes."""
    scenes = planned_scenes(setup, rig)
    return tuple(item for item in setup.items if item.enabled and item.scene in scenes)


def counted_on(setup: Setup, rig: Rig) -> tuple[InputSetup, ...]:
    """Return the inputs that the planned scenes show, and those that the rig spec names."""
    shown = {item.source for item in shown_items(setup, rig)}
    named = {*rig.open_microphones, *rig.required_sources, *rig.specials.values(), *rig.moving_sources}
    return tuple(one for one in setup.inputs if one.name in shown | named)


def place(item: ItemSetup) -> str:
    """Return how an item is named to people."""
    return f"{item.scene} / {item.source}"

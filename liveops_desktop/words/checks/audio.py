"""Words for the checks of audio."""

from liveops_desktop.words.translation import N_

TEXTS: dict[str, tuple[str, str, str]] = {
    "aud.mute": (
        N_("Microphones open"),
        N_("Every planned microphone is in OBS and not muted."),
        N_("Unmute it in OBS's audio mixer; a missing one: add it, or correct its name in the plan."),
    ),
}
"""By id: title, what is asked, what to do."""

"""Words for the checks of scenes and sources."""

from liveops_desktop.words.translation import N_

TEXTS: dict[str, tuple[str, str, str]] = {
    "scn.required": (
        N_("Scenes of the plan"),
        N_("Every scene that a cue names is in OBS."),
        N_("Create or rename the scene in OBS, or correct the cue. Is the right scene collection loaded?"),
    ),
    "scn.contingency": (
        N_("Contingency scene"),
        N_("The scene that the cards cut to is in OBS."),
        N_("Create it in OBS, or name it in the plan."),
    ),
    "scn.zero_size": (
        N_("Sources give a picture"),
        N_("No source shown in the planned scenes is 0 pixels in size."),
        N_("Open the source in OBS: choose the device or the file again, check the cable."),
    ),
}
"""By id: title, what is asked, what to do."""

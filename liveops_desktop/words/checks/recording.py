"""Words for the checks of recording and disk."""

from liveops_desktop.words.translation import N_

TEXTS: dict[str, tuple[str, str, str]] = {
    "rec.space": (
        N_("Recording space"),
        N_("The disk that OBS records to has room."),
        N_("Free space, or choose another disk in OBS: Settings → Output → Recording."),
    ),
}
"""By id: title, what is asked, what to do."""

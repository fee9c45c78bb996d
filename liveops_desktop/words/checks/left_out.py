"""Why some checks are not made."""

from liveops_desktop.words.translation import N_, _


def left_out_title(check_id: str) -> str:
    """Return what it would have looked at."""
    return _(_TEXTS[check_id][0])


def left_out_reason(check_id: str) -> str:
    """Return why nobody does, and what stands in for it."""
    return _(_TEXTS[check_id][1])


_TEXTS = {
    "cap.exclusive": (
        N_("Camera free for OBS"),
        N_(
            "To find out it would have to be opened, which can take it away from OBS. Its picture is judged through "
            "OBS instead: black, frozen, no size."
        ),
    ),
    "ing.service": (
        N_("The platform's own status"),
        N_(
            "It takes an account with each platform. Whether the ingest answers and gets the stream is measured; its "
            "status page is for a person to look at."
        ),
    ),
}
"""By id: title, reason."""

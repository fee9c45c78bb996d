"""Words for the checks of capture devices."""

from liveops_desktop.words.translation import N_

TEXTS: dict[str, tuple[str, str, str]] = {
    "cap.video": (
        N_("Cameras"),
        N_("Every planned camera is connected to this PC."),
        N_("Plug it in again, or into another USB port; then choose it anew in OBS."),
    ),
    "cap.format": (
        N_("Camera format"),
        N_("The planned cameras offer the planned size and frame rate."),
        N_("Use a fast USB port, without a hub; update the camera's driver."),
    ),
    "cap.audio": (
        N_("Microphones and speakers"),
        N_("Every planned microphone and speaker is connected to this PC."),
        N_("Plug it in again, or into another port; then choose it anew in OBS."),
    ),
    "cap.hotplug": (
        N_("Devices stay"),
        N_("No camera, microphone or speaker came or went since the first look."),
        N_("Check cable and plug, then run this group again. OBS itself gives no sign of a device that vanished."),
    ),
    "cap.permission": (
        N_("Camera and microphone allowed"),
        N_("The system lets programs use cameras and microphones."),
        N_("Allow it in the system's privacy settings, for OBS as well."),
    ),
    "cap.line": (
        N_("Microphone line check"),
        N_("Each planned microphone gives a clear voice while the host counts to five, without clipping."),
        N_("Check battery, mute switch, phantom power and gain; choose another input."),
    ),
}
"""By id: title, what is asked, what to do."""

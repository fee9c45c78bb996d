"""Words for the checks of recording and disk."""

from liveops_desktop.words.translation import N_

TEXTS: dict[str, tuple[str, str, str]] = {
    "rec.dir": (
        N_("Recording folder"),
        N_("The folder that OBS records to is there and can be written."),
        N_("Choose another folder in OBS: Settings → Output → Recording."),
    ),
    "rec.space": (
        N_("Recording space"),
        N_("The disk that OBS records to has room."),
        N_("Free space, or choose another disk in OBS: Settings → Output → Recording."),
    ),
    "rec.time_left": (
        N_("Room for the whole show"),
        N_("Twice the planned length of the show fits on the disk."),
        N_("Free space, or choose a larger disk in OBS: Settings → Output → Recording."),
    ),
    "rec.format": (
        N_("Recording format"),
        N_("A recording that is cut off can still be read."),
        N_("Choose MKV or hybrid MP4 in OBS, and convert after the show: File → Remux Recordings."),
    ),
    "rec.replay": (
        N_("Replay buffer"),
        N_("The replay buffer runs."),
        N_("Switch it on in OBS: Settings → Output → Replay Buffer, and start it."),
    ),
    "rec.sysdisk": (
        N_("System disk"),
        N_("The disk of the system has room."),
        N_("Clean up: empty the bin, remove old recordings and downloads."),
    ),
    "rec.probe": (
        N_("Records"),
        N_("OBS records for five seconds, and the file is there afterwards."),
        N_("Check folder and encoder in OBS: Settings → Output → Recording."),
    ),
    "rec.write": (
        N_("Disk speed"),
        N_("The disk takes ten times what is recorded."),
        N_("Record to an inner disk, to no USB stick and no folder that a cloud keeps in step."),
    ),
}
"""By id: title, what is asked, what to do."""

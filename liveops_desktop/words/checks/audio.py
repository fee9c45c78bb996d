"""Words for the checks of audio."""

from liveops_desktop.words.translation import N_

TEXTS: dict[str, tuple[str, str, str]] = {
    "aud.mute": (
        N_("Microphones open"),
        N_("Every planned microphone is in OBS and not muted."),
        N_("Unmute it in OBS's audio mixer; a missing one: add it, or correct its name in the plan."),
    ),
    "aud.special": (
        N_("Global sound devices"),
        N_("OBS's global sound devices are the planned ones."),
        N_("In OBS: Settings → Audio → Global audio devices: choose the planned ones."),
    ),
    "aud.fader": (
        N_("Faders"),
        N_("The faders of the planned microphones are up, and none is far too high."),
        N_("Set the fader in OBS's audio mixer near 0 dB, and the level at the microphone itself."),
    ),
    "aud.tracks": (
        N_("Streamed sound track"),
        N_("Every planned microphone is on the sound track that is streamed."),
        N_("In OBS: Edit → Advanced audio properties: tick that track for the microphone."),
    ),
    "aud.monitor": (
        N_("Monitoring"),
        N_("No planned microphone is monitored only, and none is played in the room as well."),
        N_("In OBS: Edit → Advanced audio properties → Audio monitoring: switch it off for the microphone."),
    ),
    "aud.balance": (
        N_("Balance"),
        N_("The planned microphones are in the middle between left and right."),
        N_("In OBS: Edit → Advanced audio properties: set the balance to the middle."),
    ),
    "aud.sync": (
        N_("Sync offsets"),
        N_("The sound of each input is delayed as planned."),
        N_("In OBS: Edit → Advanced audio properties: set the sync offset the plan names."),
    ),
    "aud.rate_match": (
        N_("One sample rate"),
        N_("The microphones of this PC run at the sample rate that OBS mixes at."),
        N_("Set the device to the rate of OBS in the sound settings of the system: 48 kHz is usual."),
    ),
    "aud.mon_dev": (
        N_("Monitoring device"),
        N_("The device on which OBS plays what is monitored is there."),
        N_("Plug it in, or choose another in OBS: Settings → Audio → Monitoring device."),
    ),
    "aud.dead": (
        N_("Microphones alive"),
        N_("Something arrives from each planned microphone, be it noise: no digital zero for 3 s."),
        N_("Check cable, phantom power and battery; choose the device again in OBS."),
    ),
    "aud.clip": (
        N_("No clipping"),
        N_("No planned microphone peaks near full scale before its fader, over 5 s."),
        N_("Turn down the gain at the microphone or its preamplifier; OBS's fader does not help."),
    ),
    "aud.silence": (
        N_("Sound goes out"),
        N_("Something of the planned microphones goes out, over 5 s."),
        N_("Let somebody talk; then check mute, fader and the scene on programme."),
    ),
    "aud.muted_talking": (
        N_("Nobody talks while muted"),
        N_("Nobody talks into a planned microphone from which nothing goes out."),
        N_("Open the microphone in OBS, or tell the host that it is closed."),
    ),
    "aud.signal": (
        N_("Host counts to five"),
        N_("Each planned microphone peaks high enough while the host counts to five."),
        N_("Turn up the gain, come closer; check phantom power and battery, then count again."),
    ),
    "aud.tone": (
        N_("Line-up tone level"),
        N_("The line-up tone arrives at its level on both sides."),
        N_("Play lineup.wav in OBS or from the sound desk, and trim the input until it reads the line-up level."),
    ),
    "aud.lr": (
        N_("Left and right"),
        N_("The ident of the line-up tone is heard left alone, then right alone."),
        N_("Swap the cables, or switch off “Mono” in OBS's advanced audio properties."),
    ),
    "aud.loudness": (
        N_("Loudness of a minute"),
        N_("A recorded minute of the programme is as loud as the plan says."),
        N_("Talk as in the show, set gain and limiter, and record again. Needs ffmpeg on this PC."),
    ),
    "aud.flash": (
        N_("Flash against beep"),
        N_("In a recording of the flash with its beep the sound comes with the picture."),
        N_("Play flash-beep.mp4 before camera and microphone; set the sync offset in OBS by what was measured."),
    ),
}
"""By id: title, what is asked, what to do."""

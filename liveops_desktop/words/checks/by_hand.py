"""Words for the checks of what a person does by hand."""

from liveops_desktop.words.translation import N_

TEXTS: dict[str, tuple[str, str, str]] = {
    "aud.lineup": (
        N_("Line-up tone heard"),
        N_("The tone arrives left and right at the far end; say the level that was read."),
        N_("Send the tone again and set the input trim until both sides read the same."),
    ),
    "aud.avsync": (
        N_("Lip-sync by a clap"),
        N_("A clap before the camera, looked at in a recording; say by how much the sound is late."),
        N_("Set the sync offset of the microphone in OBS and clap again."),
    ),
    "hand.backup_line": (
        N_("Backup line tried"),
        N_("The main line pulled, picture back over the other one; say after how many seconds."),
        N_("Set up the failover, or learn by heart how to switch by hand, and pull the line once more."),
    ),
    "hand.power": (
        N_("Uninterruptible power"),
        N_("The UPS is on line and carries the load; say for how many minutes."),
        N_("Take load off the UPS or bring another one; secure the plugs."),
    ),
    "soak.watch": (
        N_("Test stream watched"),
        N_("Somebody has watched the test stream with sound, on a phone on mobile data."),
        N_("Send a test stream and watch it off this network for a minute."),
    ),
    "hand.mic": (
        N_("Host’s microphone heard"),
        N_("Heard on headphones from the programme while the host talks; say the peak that was read."),
        N_("Check battery, cable, phantom power and gain; try the spare microphone."),
    ),
    "hand.contingency": (
        N_("Contingency scene seen"),
        N_("Somebody has cut to the contingency scene and seen it on the programme."),
        N_("Put the scene in order, cut to it and back."),
    ),
    "hand.quiet_pc": (
        N_("Nothing will interrupt"),
        N_("Updates, virus scans and cloud sync are paused, do-not-disturb is on."),
        N_("Pause them until after the show."),
    ),
    "hand.price": (
        N_("Script and prices checked twice"),
        N_("Two people look apart, and say the same figures."),
        N_("Find out which figure is right, correct it everywhere, and both look again."),
    ),
    "hand.read_back": (
        N_("Host reads back"),
        N_("Three must-says, three never-says and the first prices, read to somebody else."),
        N_("Go through the card with the host and let it be read once more."),
    ),
    "hand.talkback": (
        N_("Talkback roll-call"),
        N_("Each role answers on the talkback; say how many of how many."),
        N_("Find the beltpack that is silent; give that role a phone until it answers."),
    ),
    "hand.host_panel": (
        N_("Host reads the panel"),
        N_("From the real mark the host reads a test message aloud and presses seen; say the word."),
        N_("Turn the display, set a larger reading distance, plug the pedal in again."),
    ),
    "hand.feed": (
        N_("Public feed seen"),
        N_("On a phone off this network: picture and sound; say how many seconds it is late."),
        N_("See where it stops: OBS, the ingest, or the platform’s page. Then look again."),
    ),
}
"""By id: title, what is asked, what to do."""

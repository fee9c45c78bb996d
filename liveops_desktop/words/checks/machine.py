"""Words for the checks of the machine."""

from liveops_desktop.words.translation import N_

TEXTS: dict[str, tuple[str, str, str]] = {
    "sys.cpu": (
        N_("Processor load"),
        N_("The processor of this PC has time left, over 15 s."),
        N_("Close what is not needed for the show; let the graphics card encode."),
    ),
    "sys.cpu_core": (
        N_("Busiest core"),
        N_("No core of the processor is full, over 10 s."),
        N_("Close the program that fills it; use fewer browser sources and filters in OBS."),
    ),
    "sys.mem": (
        N_("Memory"),
        N_("This PC has memory left."),
        N_("Close what is not needed for the show; start OBS again."),
    ),
    "sys.swap": (
        N_("Swapping"),
        N_("The system writes no memory to the disk, over 10 s."),
        N_("Close what is not needed for the show, or add memory."),
    ),
    "sys.gpu": (
        N_("Graphics card"),
        N_("The graphics card and its encoder have time left, and it is not hot."),
        N_("Close other programs that draw, cap the game's frame rate, check the fans."),
    ),
    "sys.temp": (
        N_("Processor temperature"),
        N_("The processor is not hot."),
        N_("Clean fans and vents, let air in; take load off."),
    ),
    "sys.throttle": (
        N_("Processor speed"),
        N_("Under load, the processor runs as fast as it can."),
        N_("Choose the power plan for performance; cool it; plug in its own power supply."),
    ),
    "sys.power": (
        N_("Mains power"),
        N_("This PC is on mains power, or has no battery."),
        N_("Plug it in, and see that the socket has power."),
    ),
    "sys.battery": (
        N_("Battery"),
        N_("The battery would carry a cut of the mains."),
        N_("Charge it before the show."),
    ),
    "sys.uptime": (
        N_("Last restart"),
        N_("This PC was started anew within the last days."),
        N_("Start it anew the day before the show, not on the day itself."),
    ),
    "sys.sleep": (
        N_("Sleep held off"),
        N_("The system lets this program hold off sleep and screen saver."),
        N_("Switch sleep and screen saver off in the system's settings."),
    ),
    "sys.hogs": (
        N_("Other programs"),
        N_("Nothing else works this PC hard: no update, no cloud copy, no game recorder."),
        N_("Quit it, or pause it until after the show."),
    ),
    "sys.os": (
        N_("System supported"),
        N_("The maker of the system still supports this version."),
        N_("Plan the update for after the show, and rehearse on it."),
    ),
    "sys.selftest": (
        N_("This program itself"),
        N_("This program answers at once, over one second."),
        N_("Close what loads this PC; start this program again."),
    ),
}
"""By id: title, what is asked, what to do."""

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
    "scn.start": (
        N_("Opening scene"),
        N_("The scene that the show opens with is on programme."),
        N_("Cut to the opening scene in OBS."),
    ),
    "scn.enabled": (
        N_("Required sources shown"),
        N_("Each required source is shown in every planned scene that has it."),
        N_("Click the eye beside the source in OBS; a missing one: add it to the scene."),
    ),
    "scn.zero_size": (
        N_("Sources give a picture"),
        N_("No source shown in the planned scenes is 0 pixels in size."),
        N_("Open the source in OBS: choose the device or the file again, check the cable."),
    ),
    "scn.black": (
        N_("No black source"),
        N_("No source shown in the planned scenes is black in three pictures, a second apart."),
        N_("Take off the lens cap; check the camera, its cable and its input; choose the device again in OBS."),
    ),
    "scn.frozen": (
        N_("No frozen source"),
        N_("The sources in which motion is expected move, in five pictures a second apart."),
        N_("Unplug the capture device and plug it in again; then choose it again in OBS."),
    ),
    "scn.fit": (
        N_("Sources fill the picture"),
        N_("The sources that must fill the picture cover the whole canvas."),
        N_("In OBS: right-click the source → Transform → Fit to screen."),
    ),
    "scn.device": (
        N_("Devices of the sources"),
        N_("Every device that a planned source uses is there."),
        N_("Plug it in, in the same port as before; then choose it again in the source's properties."),
    ),
    "scn.media_file": (
        N_("Files of the sources"),
        N_("Every file that a planned source plays or shows is there and can be played."),
        N_("Put the file back, or choose it again in the source's properties."),
    ),
    "scn.media_len": (
        N_("Lengths of the media"),
        N_("The media are as long as the plan counts on."),
        N_("Correct the length in the plan, or choose the right version of the film in OBS."),
    ),
    "scn.image_net": (
        N_("Files on this disk"),
        N_("No planned source reads its file over the network: OBS stands still while it waits for it."),
        N_("Copy the file to a disk of the PC that OBS runs on, and choose it there."),
    ),
    "scn.browser": (
        N_("Browser sources"),
        N_("OBS can show web pages, and the servers of the planned ones take connections."),
        N_("Install OBS with its browser; correct the address of the source, or find out why its server is away."),
    ),
    "scn.plugin_kind": (
        N_("Plugins of the sources"),
        N_("OBS has the plugin for each of its inputs."),
        N_("Install the plugin and start OBS again, or remove the source."),
    ),
    "scn.filters": (
        N_("Required filters on"),
        N_("Each required filter is there and switched on."),
        N_("In OBS: right-click the source → Filters: click the eye beside it, or add it."),
    ),
    "scn.capture_mix": (
        N_("One kind of capture a scene"),
        N_("No planned scene captures a display and a game at once."),
        N_("Put the two captures into scenes of their own."),
    ),
}
"""By id: title, what is asked, what to do."""

"""What an active check will do, said before it does it."""

from liveops_desktop.core.preflight import Leaves
from liveops_desktop.words.translation import _


def leaving_sentences(leaves: Leaves) -> tuple[str, ...]:
    """Return what leaves this machine and what is started, one sentence each; none where nothing does."""
    said = []
    seconds = round(leaves.length / 1_000)
    if leaves.host and leaves.megabytes:
        said.append(
            _("About {megabytes} MB go to {host} in {seconds} s.").format(
                megabytes=f"{leaves.megabytes:.0f}", host=leaves.host, seconds=seconds
            )
        )
    elif leaves.host:
        said.append(_("{host} is asked.").format(host=leaves.host))
    if leaves.starts_stream:
        said.append(_("OBS is told to stream for {seconds} s, and to stop.").format(seconds=seconds))
    if leaves.starts_recording:
        said.append(_("OBS is told to record for {seconds} s, and to stop.").format(seconds=seconds))
    if leaves.megabytes and not leaves.host:
        said.append(_("About {megabytes} MB are written and removed.").format(megabytes=f"{leaves.megabytes:.0f}"))
    return tuple(said)

"""How talking to OBS fails. No message holds a password, a key or a raw answer."""

from liveops_desktop.core.vitals import LinkTrouble


class ObsGone(Exception):  # noqa: N818 -- a state of the world, not an error of the program
    """OBS is not there, or did not answer in time. What was asked may or may not have been done."""


class ObsRefused(Exception):  # noqa: N818 -- a refusal is an answer, not an error
    """OBS answered no. *code* is obs-websocket's RequestStatus (207 not ready, 600 not found, 604 off)."""

    def __init__(self, code: int, comment: str = "") -> None:
        super().__init__(f"OBS refused: {code} {comment}".rstrip())
        self.code = code
        self.comment = comment


class LinkFailed(Exception):  # noqa: N818 -- a state of the world, not an error of the program
    """One connection failed or ended. *opened*: it got past TCP, so that something does listen there."""

    def __init__(self, trouble: LinkTrouble, *, opened: bool = True) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble
        self.opened = opened

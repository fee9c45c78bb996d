"""The password of obs-websocket: in memory only; nothing that prints an object can show it, no log that is written."""

import os
from pathlib import Path

from liveops_desktop.services import redaction

PASSWORD_FILE = "LIVEOPS_OBS_PASSWORD_FILE"  # noqa: S105 -- the name of a variable that names a file
_MOST_BYTES = 4_096


class Password:
    """Holds the password; ``repr``, ``str`` and formatting hide it, pickling is refused."""

    __slots__ = ("_text",)

    def __init__(self, text: str | None) -> None:
        self._text = text or ""
        redaction.know(self._text)

    def __repr__(self) -> str:
        return "Password(hidden)"

    def __bool__(self) -> bool:
        """Whether there is one."""
        return bool(self._text)

    def __reduce__(self) -> str:
        raise TypeError("a password is not written anywhere")

    def reveal(self) -> str:
        """Return the password itself, for the handshake alone."""
        return self._text


def read_password_file(path: Path) -> str:
    """Return the first line of the file, without its line end.

    Raises ``OSError`` when it cannot be read and ``ValueError`` when it is empty, too long (over 4 KiB) or not UTF-8;
    no message holds a part of the content.
    """
    with path.open("rb") as file:
        raw = file.read(_MOST_BYTES + 1)
    if len(raw) > _MOST_BYTES:
        raise ValueError(f"{path.name} is too long for a password file")
    try:
        lines = raw.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise ValueError(f"{path.name} is not UTF-8 text") from None
    if not lines or not lines[0]:
        raise ValueError(f"{path.name} holds no password in its first line")
    return lines[0]


def password_from_environment() -> str | None:
    """Return the password in the file that ``LIVEOPS_OBS_PASSWORD_FILE`` names; None where it names none.

    Raises:
        OSError, ValueError: as ``read_password_file``.
    """
    named = os.environ.get(PASSWORD_FILE)
    return read_password_file(Path(named)) if named else None

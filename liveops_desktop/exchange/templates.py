"""Run-of-show templates: the shipped ones, and those a crew saved of its own shows."""

import logging
import re
from collections.abc import Callable
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from liveops_desktop.core.cue import Cue, CueId, Header
from liveops_desktop.core.refusal import Refused
from liveops_desktop.core.show import Show
from liveops_desktop.core.validate import validate_cue
from liveops_desktop.exchange.content import SIZE_LIMIT, BadContent, load_template, template_cues
from liveops_desktop.store.private_file import write_private
from liveops_desktop.words import in_language

log = logging.getLogger(__name__)

SHIPPED = ("shopping", "launch", "interview")
FOLDER = "templates"
OWN = "own:"


class OwnTemplate(Struct, frozen=True):
    """A template of the crew's own: the cues as they were, without ids, times of the day and what happened."""

    title: str
    cues: tuple[Cue, ...]


def list_templates(folder: Path, language: str) -> tuple[tuple[str, str], ...]:
    """Return (key, title) of every template: the shipped ones, then those in the data *folder*."""
    found = [(name, in_language(load_template(name).title, language)) for name in SHIPPED]
    for path in sorted((folder / FOLDER).glob("*.json")):
        try:
            found.append((OWN + path.stem, _read(path).title))
        except BadContent as why:
            log.warning("a template is left out: %s", why)
    return tuple(found)


def cues_of(key: str, folder: Path, header: Header, ids: Callable[[], str], language: str) -> tuple[Cue, ...]:
    """Return fresh cues of the template *key* for a show with that *header*.

    Raises:
        BadContent: there is no such template, or it makes no sense.
    """
    if not key.startswith(OWN):
        return template_cues(load_template(key), header, ids, language)
    own = _read(folder / FOLDER / f"{key.removeprefix(OWN)}.json")
    return tuple(replace(cue, id=CueId(ids())) for cue in own.cues)


def save_template(show: Show, title: str, folder: Path) -> Path:
    """Keep the cues of *show* as a template and return its file; one of the same title is replaced.

    Raises:
        OSError: it cannot be written.
    """
    home = folder / FOLDER
    home.mkdir(mode=0o700, exist_ok=True)
    name = re.sub(r"[^\w-]+", "-", title).strip("-") or "template"
    path = home / f"{name}.json"
    bare = tuple(
        replace(cue, id=CueId(f"t{n}"), hard=None, until=None, skipped=False) for n, cue in enumerate(show.cues)
    )
    write_private(path, msgspec.json.format(msgspec.json.encode(OwnTemplate(title, bare))))
    return path


def _read(path: Path) -> OwnTemplate:
    try:
        if path.stat().st_size > SIZE_LIMIT:
            raise BadContent(path.name, "", "too large")
        own = msgspec.json.decode(path.read_bytes(), type=OwnTemplate)
        for number, cue in enumerate(own.cues, start=1):
            _check(path.name, number, cue)
    except OSError as why:
        raise BadContent(path.name, "", why.strerror or str(why)) from why
    except msgspec.MsgspecError as why:
        raise BadContent(path.name, "", str(why)) from why
    return own


def _check(file: str, number: int, cue: Cue) -> None:
    try:
        validate_cue(cue)
    except Refused as why:
        raise BadContent(file, f"cue {number}, {why.field}", why.reason.value) from why

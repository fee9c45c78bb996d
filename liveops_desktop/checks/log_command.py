"""``obslog`` on the command line: what a log of OBS tells.

Exit codes: 0 nothing critical, 1 something is, 2 there is no log.
"""

import json
from pathlib import Path

import msgspec

from liveops_desktop.core.log_signs import LogFinding, Severity
from liveops_desktop.core.obs_log import read_log
from liveops_desktop.services.obs_discovery import settings_folders
from liveops_desktop.services.obs_log import NoLog, ObsLog, newest_log, read_file
from liveops_desktop.words import _
from liveops_desktop.words.obs_log import severity_word, sign_sentence

FINE, CRITICAL, NO_LOG = 0, 1, 2
SHAPES = {Severity.CRITICAL: "■", Severity.WARNING: "▲", Severity.INFO: "–"}
"""As beside the verdicts of checks."""


def read_obs_log(file: Path | None, *, as_data: bool) -> tuple[int, str]:
    """Return the exit code and what is to be printed; *file* None: the newest log on this PC."""
    try:
        log = newest_log(settings_folders()) if file is None else read_file(file)
    except NoLog as nothing:
        words = _("No log of OBS was found.") if file is None else _("{file} is no log of OBS, or cannot be read.")
        return NO_LOG, words.format(file=str(nothing))
    found = read_log(log.text)
    said = as_json(log, found) if as_data else as_text(log, found)
    return CRITICAL if any(one.severity is Severity.CRITICAL for one in found) else FINE, said


def as_text(log: ObsLog, found: tuple[LogFinding, ...]) -> str:
    """Return the findings, the worst first, each with the line it stands in."""
    lines = [log.file.name]
    for one in found:
        lines.append(f"{SHAPES[one.severity]} {severity_word(one.severity)}: {sign_sentence(one.sign)}")
        lines.append(f"    {one.line}: {one.text}")
    if not found:
        lines.append(_("Nothing odd stands in it."))
    return "\n".join(lines)


def as_json(log: ObsLog, found: tuple[LogFinding, ...]) -> str:
    """Return one JSON object."""
    said = [{**msgspec.to_builtins(one), "says": sign_sentence(one.sign)} for one in found]
    return json.dumps({"file": log.file.name, "findings": said}, ensure_ascii=False, indent=2)

"""``settings.toml``: the settings as a person reads and edits them. Written whole or not at all, mode 0600.

A bad value is named with its line and its default is used; what this program does not know is kept; a file that is no
TOML is kept aside. Older versions are brought up step by step.
"""

import json
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import msgspec

from liveops_desktop.shell.settings import DECLARED, Settings
from liveops_desktop.store.private_file import write_private
from liveops_desktop.widgets.look import DARK, PALETTES
from liveops_desktop.words import _

NAME = "settings.toml"
VERSION = 1
LARGEST = 256_000
"""Bytes; a file a person edits has some thousand."""

Upgrade = Callable[[dict[str, Any]], dict[str, Any]]
UPGRADES: Mapping[int, Upgrade] = {0: dict}
"""Version → what makes the next one of it. 0 is a file somebody wrote by hand, without a version."""


@dataclass(frozen=True)
class Loaded:
    """What a file said."""

    settings: Settings = field(default_factory=Settings)
    unknown: Mapping[str, Any] = field(default_factory=dict)
    """Of a newer program or a person; written back as it was."""
    troubles: tuple[str, ...] = ()
    """Sentences, each with its line."""
    there: bool = False
    version: int = VERSION


def load(
    path: Path,
    seed: Settings | None = None,
    upgrades: Mapping[int, Upgrade] = UPGRADES,
    version: int = VERSION,
) -> Loaded:
    """Read *path*; what is missing in it is taken from *seed*. Never raises for what a file holds."""
    seed = seed or Settings()
    try:
        text = _text(path)
        data = tomllib.loads(text)
    except FileNotFoundError:
        return Loaded(seed)
    except (OSError, ValueError, RecursionError) as why:
        return Loaded(seed, troubles=(_put_aside(path, why),), there=True)
    written = data.pop("version", 0)
    if not isinstance(written, int) or isinstance(written, bool) or written < 0:
        written = 0
    for step in range(written, version):
        data = upgrades[step](data)
    return _read(data, text, seed, max(written, version))


def theme(path: Path) -> str:
    """Return the look *path* names, before the window stands; what is wrong with the file is for ``load`` to say."""
    try:
        said = tomllib.loads(_text(path)).get("theme")
    except (OSError, ValueError, RecursionError):
        said = None
    return said if isinstance(said, str) and said in PALETTES else DARK.name


def _text(path: Path) -> str:
    with path.open("rb") as file:
        raw = file.read(LARGEST + 1)
    if len(raw) > LARGEST:
        raise ValueError(_("too large"))
    return raw.decode("utf-8-sig")


def _put_aside(path: Path, why: Exception) -> str:
    aside = path.with_name(f"{path.stem}.unreadable{path.suffix}")
    words = _("not UTF-8 text") if isinstance(why, UnicodeDecodeError) else str(why)
    try:
        path.replace(aside)
    except OSError:
        return _("{file} cannot be read: {why}. The defaults are used.").format(file=path.name, why=words)
    return _("{file} cannot be read: {why}. It is kept as {aside}; the defaults are used.").format(
        file=path.name, why=words, aside=aside.name
    )


def _read(data: dict[str, Any], text: str, seed: Settings, version: int) -> Loaded:
    values: dict[str, Any] = {}
    troubles = []
    for one in DECLARED:
        if one.name not in data:
            continue
        try:
            values[one.name] = one.read(data.pop(one.name))
        except ValueError:
            values[one.name] = one.default
            troubles.append(
                _("settings.toml, line {line}: {name} must be {range}. {default} is used.").format(
                    line=line_of(text, one.name), name=one.name, range=one.range_words(), default=_value(one.default)
                )
            )
    keys, key_troubles = _read_keys(data.pop("keys", {}), text)
    settings = msgspec.structs.replace(seed, **values, keys=keys or seed.keys)
    return Loaded(settings, data, (*troubles, *key_troubles), there=True, version=version)


def _read_keys(said: object, text: str) -> tuple[dict[str, tuple[str, ...]], list[str]]:
    keys: dict[str, tuple[str, ...]] = {}
    troubles = []
    for name, sequences in said.items() if isinstance(said, dict) else ():
        if isinstance(sequences, list) and all(isinstance(one, str) for one in sequences):
            keys[name] = tuple(sequences)
        else:
            troubles.append(
                _(
                    "settings.toml, line {line}: the keys of {name} must be a list of texts. Its own keys are used."
                ).format(line=line_of(text, name), name=name)
            )
    return keys, troubles


def line_of(text: str, name: str) -> int:
    """Return the line on which *name* is set, from 1; 0 where that is not seen."""
    pattern = re.compile(rf"\s*[\"']?{re.escape(name)}[\"']?\s*=")
    return next((number for number, line in enumerate(text.splitlines(), start=1) if pattern.match(line)), 0)


def dump(settings: Settings, unknown: Mapping[str, Any] | None = None, version: int = VERSION) -> str:
    """Return the text of a settings file: each value under a remark that says what it is and what is allowed."""
    head = _("Settings of LiveOps Desktop. The program reads this file at its start.")
    not_known = "# " + _("Not known to this version; kept as it was.")
    lines = ["# " + head, f"version = {version}"]
    for one in DECLARED:
        remark = f"{_(one.title)}: {_(one.text)}; {one.range_words()}."
        lines += ["", f"# {remark}", f"{one.name} = {_value(getattr(settings, one.name))}"]
    unknown = unknown or {}
    tables = {name: value for name, value in unknown.items() if isinstance(value, dict)}
    plain = {name: value for name, value in unknown.items() if name not in tables}
    if plain:
        lines += ["", not_known]
        lines += [f"{_name(name)} = {_value(value)}" for name, value in plain.items()]
    lines += ["", "# " + _("Keys that differ from the usual ones: panel.action = [key, …]."), "[keys]"]
    lines += [f"{_name(name)} = {_value(list(keys))}" for name, keys in settings.keys.items()]
    for name, table in tables.items():
        lines += ["", not_known, f"[{_name(name)}]"]
        lines += [f"{_name(inner)} = {_value(value)}" for inner, value in table.items()]
    return "\n".join(lines) + "\n"


def save(path: Path, text: str) -> None:
    """Write *text* to *path*, whole or not at all, mode 0600."""
    write_private(path, text.encode())


def _name(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else _value(name)


def _value(value: Any) -> str:
    """Return *value* as TOML writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, list | tuple):
        return f"[{', '.join(_value(one) for one in value)}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{_name(name)} = {_value(one)}' for name, one in value.items())}}}"
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return repr(value)

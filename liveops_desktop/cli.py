"""The command line. Nothing here needs a window: a sub-command that wants one imports the shell itself.

Exit codes of ``preflight``: 0 GO (also with waivers), 1 NO-GO, 2 could not run.
"""

import argparse
import asyncio
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec.structs import replace

from liveops_desktop import __version__
from liveops_desktop.checks.run import choose, run_checks
from liveops_desktop.checks.text import (
    catalogue_data,
    catalogue_table,
    decision_text,
    results_data,
    results_table,
)
from liveops_desktop.core.go import decide_go
from liveops_desktop.core.preflight import Go, Group, Result, Why
from liveops_desktop.core.rig import Rig
from liveops_desktop.words import _, check_title, group_title

OK, NO_GO, COULD_NOT_RUN = 0, 1, 2
PASSWORD_FILE = "LIVEOPS_OBS_PASSWORD_FILE"  # noqa: S105 -- the name of a variable that names a file
OBS_PORT = 4455

Command = Callable[[argparse.Namespace], int]


class CouldNotRun(Exception):  # noqa: N818 -- an answer to the person at the terminal
    """The sub-command cannot do its work; the text says why."""


def parser() -> argparse.ArgumentParser:
    """Return the parser of all sub-commands; each sets ``run`` to the function that carries it out."""
    top = argparse.ArgumentParser(prog="liveops", description=_("The control room for the crew of a live broadcast."))
    top.add_argument("--version", action="version", version=__version__)
    commands = top.add_subparsers(title=_("commands"), metavar=_("COMMAND"))
    _add_preflight(commands)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out one sub-command and return its exit code."""
    chosen = parser().parse_args(arguments)
    run: Command | None = getattr(chosen, "run", None)
    if run is None:
        from liveops_desktop.shell.start import start

        return start()
    try:
        return run(chosen)
    except CouldNotRun as why:
        print(why, file=sys.stderr)
        return COULD_NOT_RUN
    except KeyboardInterrupt:
        print(_("Cancelled."), file=sys.stderr)
        return COULD_NOT_RUN


# -- preflight ---------------------------------------------------------------------------------------------------------


def _add_preflight(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``preflight``, which proves the rig without a window."""
    one = commands.add_parser(
        "preflight",
        help=_("run the checks before air and decide GO or NO-GO"),
        description=_("Run the checks before air. Exit code: 0 GO, 1 NO-GO, 2 could not run."),
        epilog=_("The password of OBS is read from the file that the variable {name} names.").format(
            name=PASSWORD_FILE
        ),
    )
    groups = [group.value for group in Group]
    one.add_argument("--group", action="append", choices=groups, default=[], help=_("only this group; may be repeated"))
    one.add_argument("--json", action="store_true", help=_("print one JSON object"))
    one.add_argument("--list", action="store_true", help=_("print the catalogue of checks and run none"))
    one.add_argument("--now", action="store_true", help=_("wait for no window to fill; those checks are not measured"))
    one.add_argument("--host", default="127.0.0.1", help=_("where OBS runs (default: this PC)"))
    one.add_argument("--port", type=int, default=OBS_PORT, help=_("port of OBS's WebSocket server (default: 4455)"))
    one.add_argument("--show", type=Path, metavar=_("FILE"), help=_("take the rig from this show"))
    one.add_argument("--ingest", metavar="URL", help=_("planned ingest, without key"))
    one.add_argument("--scene", action="append", metavar=_("NAME"), help=_("planned scene; may be repeated"))
    one.add_argument("--contingency", metavar=_("NAME"), help=_("scene the cards cut to"))
    one.add_argument("--mic", action="append", metavar=_("NAME"), help=_("OBS input that must be open; repeatable"))
    one.set_defaults(run=_preflight)


def _preflight(chosen: argparse.Namespace) -> int:
    groups = [Group(name) for name in dict.fromkeys(chosen.group)]
    catalogue = choose(groups)
    if chosen.list:
        print(_json(catalogue_data(catalogue)) if chosen.json else catalogue_table(catalogue))
        return OK
    results = asyncio.run(_measure(chosen, _rig(chosen), groups))
    decision = decide_go(results, [one.info for one in catalogue], (), max(one.at for one in results))
    if chosen.json:
        print(_json(results_data(decision, results, catalogue, [group.value for group in groups])))
    else:
        print(results_table(results, catalogue))
        print()
        print(decision_text(decision, results, [group_title(group) for group in groups]))
    return NO_GO if decision.go is Go.NO_GO else OK


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2)


def _rig(chosen: argparse.Namespace) -> Rig:
    """Return the rig spec: that of the show file, with what the command line says on top."""
    rig = _rig_of_show(chosen.show) if chosen.show else Rig()
    said: dict[str, object] = {
        "ingest": chosen.ingest,
        "scenes": tuple(chosen.scene) if chosen.scene else None,
        "contingency_scene": chosen.contingency,
        "open_microphones": tuple(chosen.mic) if chosen.mic else None,
    }
    return replace(rig, **{name: value for name, value in said.items() if value is not None})


def _rig_of_show(path: Path) -> Rig:
    from liveops_desktop.core.evolve import replay
    from liveops_desktop.core.rig import rig_of
    from liveops_desktop.store.reading import CannotRead, read_facts

    try:
        return rig_of(replay(read_facts(path)))
    except CannotRead as why:
        raise CouldNotRun(_("The show {path} cannot be read: {why}").format(path=path, why=why)) from why


def _password() -> str | None:
    """Return the password from the file that the environment names, None where it names none."""
    from liveops_desktop.services.obs import read_password_file

    named = os.environ.get(PASSWORD_FILE)
    if not named:
        return None
    try:
        return read_password_file(Path(named))
    except (OSError, ValueError) as why:
        # Neither error holds a part of the file's content.
        raise CouldNotRun(_("The password file cannot be read: {why}").format(why=why)) from None


async def _measure(chosen: argparse.Namespace, rig: Rig, groups: Sequence[Group]) -> tuple[Result, ...]:
    from liveops_desktop.checks.world import live_world

    progress = _Progress(len(choose(groups)), shown=sys.stderr.isatty() and not chosen.json)
    async with live_world(rig, chosen.host, chosen.port, _password()) as world:
        try:
            return await run_checks(world, groups, progress.hear, wait=not chosen.now)
        finally:
            progress.end()


class _Progress:
    """One line on the terminal while checks are awaited; nothing where nobody watches."""

    def __init__(self, total: int, *, shown: bool) -> None:
        self._total, self._shown = total, shown
        self._done: set[str] = set()

    def hear(self, result: Result) -> None:
        if result.why is not Why.MEASURING:
            self._done.add(result.check)
        if self._shown:
            waits = (
                "" if result.ready_in is None else f" · {check_title(result.check)} {-(-result.ready_in // 1_000)} s"
            )
            print(f"\r\x1b[K{len(self._done)} / {self._total}{waits}", end="", file=sys.stderr, flush=True)

    def end(self) -> None:
        if self._shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)

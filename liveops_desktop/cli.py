"""The command line. Nothing here needs a window: a sub-command that wants one imports the shell itself.

Imports stand where they are used: the window must not wait for what only ``preflight`` needs.
"""

import argparse
import os
import sys
import types
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from liveops_desktop import __version__
from liveops_desktop.core.preflight import Group, Phase
from liveops_desktop.core.roles import Role
from liveops_desktop.words import ENGLISH, LANGUAGES, _, from_system, in_language, language, use

if TYPE_CHECKING:
    from liveops_desktop.core.show import Show

OK, COULD_NOT_RUN = 0, 2
OBS_PORT = 4455
LOOKS = ("dark", "light", "high-contrast")
"""As in ``widgets/look.py``, which loads Qt."""
LEAST, MOST = 320, 8_000
"""Pixels of a side of a picture."""
PASSWORD_FILE = "LIVEOPS_OBS_PASSWORD_FILE"  # noqa: S105 -- the name of a variable that names a file

Command = Callable[[argparse.Namespace], int]


def parser() -> argparse.ArgumentParser:
    """Return the parser of all sub-commands; each sets ``run`` to the function that carries it out."""
    top = argparse.ArgumentParser(prog="liveops", description=_("The control room for the crew of a live broadcast."))
    top.add_argument("--version", action="version", version=__version__)
    top.add_argument("--show", default="", metavar=_("FILE"), help=_("open this show"))
    top.add_argument("--trace", type=Path, metavar=_("FILE"), help=_("write the fact number after each paint"))
    top.add_argument("--self-check", action="store_true", help=_("prove the program whole and end"))
    commands = top.add_subparsers(title=_("commands"), metavar=_("COMMAND"))
    _add_preflight(commands)
    child = commands.add_parser("speedtest-child")  # hidden: the program runs itself with it
    child.add_argument("direction", choices=("upload", "download"))
    child.set_defaults(run=_speedtest_child)
    screens = commands.add_parser("screens", help=_("draw every panel in its main states into a folder"))
    screens.add_argument("folder", type=Path)
    for name, choices in (("--language", tuple(LANGUAGES)), ("--theme", LOOKS)):
        screens.add_argument(name, action="append", choices=choices, help=_("in this one; may be given several times"))
    screens.add_argument(
        "--size", action="append", type=_size, metavar=_("WIDTHxHEIGHT"), help=_("of this size; likewise")
    )
    screens.add_argument("--all", action="store_true", help=_("in every language, look and size"))
    screens.set_defaults(run=_screens)
    lineup = commands.add_parser("lineup", help=_("write line-up tone, picture and flash with beep into a folder"))
    lineup.add_argument("folder", type=Path, metavar=_("FOLDER"))
    lineup.add_argument("--title", default="", metavar=_("TEXT"), help=_("stands in the picture"))
    lineup.set_defaults(run=_lineup)
    journal = commands.add_parser("journal", help=_("print the facts of a show"))
    journal.add_argument("show_file", type=Path, metavar=_("FILE"))
    journal.add_argument("--json", action="store_true", help=_("one JSON object a line"))
    journal.set_defaults(run=_journal)
    report = commands.add_parser("report", help=_("print the report of a show as Markdown, or make a PDF of it"))
    report.add_argument("show_file", type=Path, metavar=_("FILE"))
    report.add_argument("--pdf", type=Path, metavar=_("FILE"), help=_("write it to this file as PDF"))
    report.add_argument("--language", choices=tuple(LANGUAGES), help=_("in this language"))
    phases = [phase.value for phase in Phase]
    report.add_argument("--sign-off", choices=phases, help=_("the signed preflight of this phase instead, on one page"))
    report.add_argument("--sheet", metavar=_("ROLE"), help=_("the run-of-show instead, for this role (ALL: all)"))
    report.add_argument("--gate", default="", metavar=_("GATE"), help=_("the one signed for this gate, such as T-30m"))
    report.set_defaults(run=_report)
    bundle = commands.add_parser("support-bundle", help=_("write log, settings and versions into one file, no secrets"))
    bundle.add_argument("show_file", type=Path, nargs="?", metavar=_("FILE"), help=_("put its facts in as well"))
    bundle.add_argument("--to", type=Path, metavar=_("FILE"), help=_("write it there (default: the data folder)"))
    bundle.set_defaults(run=_support_bundle)
    rundown = commands.add_parser("rundown", help=_("look at a file with a run-of-show"))
    verbs = rundown.add_subparsers(metavar=_("COMMAND"), required=True)
    check = verbs.add_parser(
        "check",
        help=_("read a spreadsheet or an Ontime project and say what is odd about it"),
        description=_("Exit code: 0 it can be taken in, 1 it holds mistakes, 2 it could not be read."),
    )
    check.add_argument("file", type=Path, metavar=_("FILE"))
    check.add_argument("--json", action="store_true", help=_("print one JSON object"))
    check.set_defaults(run=_check_rundown)
    log = commands.add_parser(
        "obslog",
        help=_("read a log of OBS, the newest on this PC, and say what is odd about it"),
        description=_("Exit code: 0 nothing critical, 1 something is, 2 there is no log."),
    )
    log.add_argument("file", type=Path, nargs="?", metavar=_("FILE"))
    log.add_argument("--json", action="store_true", help=_("print one JSON object"))
    log.set_defaults(run=_obslog)
    child = commands.add_parser("read-sheet")  # hidden: the child process that parses a file (exchange/sheets/child.py)
    child.add_argument("file", type=Path)
    child.set_defaults(run=_read_sheet)
    child = commands.add_parser("devices")  # hidden as well: lists devices, and listens (shell/devices.py)
    child.add_argument("what", nargs="?", choices=("look", "hear"), default="look")
    child.add_argument("--name", action="append", default=[])
    child.add_argument("--seconds", type=float, default=5.0)
    child.set_defaults(run=_devices)
    return top


def _devices(chosen: argparse.Namespace) -> int:
    from liveops_desktop.shell.devices import run

    return run(chosen.what, tuple(chosen.name), chosen.seconds)


def _obslog(chosen: argparse.Namespace) -> int:
    from liveops_desktop.checks.log_command import read_obs_log

    code, said = read_obs_log(chosen.file, as_data=chosen.json)
    print(said, file=sys.stderr if code == COULD_NOT_RUN else sys.stdout)
    return code


def _check_rundown(chosen: argparse.Namespace) -> int:
    from liveops_desktop.exchange.rundown_check import check_file

    code, said = check_file(chosen.file, as_json=chosen.json)
    print(said, file=sys.stderr if code == COULD_NOT_RUN and not chosen.json else sys.stdout)
    return code


def _read_sheet(chosen: argparse.Namespace) -> int:
    from liveops_desktop.exchange.sheets.child import read_sheet

    return read_sheet(chosen.file)


def main(arguments: Sequence[str] | None = None) -> int:
    """Open the window, or carry out one sub-command; returns the exit code."""
    use(from_system())
    chosen = parser().parse_args(_with_show(sys.argv[1:] if arguments is None else arguments))
    run: Command = getattr(chosen, "run", _self_check if chosen.self_check else _window)
    try:
        code = run(chosen)
        sys.stdout.flush()
    except KeyboardInterrupt:
        print(_("Cancelled."), file=sys.stderr)
        return COULD_NOT_RUN
    except (
        BrokenPipeError
    ):  # whoever read along has read enough (docs.python.org/3/library/signal.html#note-on-sigpipe)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    return code


def _with_show(arguments: Sequence[str]) -> Sequence[str]:
    """Read a bare file at the head as the show to open: what a file manager hands over."""
    first = arguments[0] if arguments else ""
    path = Path(first)
    is_show = path.suffix.lower() == ".show" or (path.parent != Path() and path.is_file())
    return ("--show", *arguments) if is_show and not first.startswith("-") else arguments


def _window(chosen: argparse.Namespace) -> int:
    from liveops_desktop.shell.start import start

    return start(chosen.show, chosen.trace)


def _self_check(_chosen: argparse.Namespace) -> int:
    from liveops_desktop.shell.self_check import self_check

    return self_check(print)


def _size(text: str) -> tuple[int, int]:
    """Return (width, height) as ``1280x720`` names them."""
    sides = tuple(int(part) if part.isdecimal() else 0 for part in text.split("x"))
    if len(sides) != 2 or not LEAST <= min(sides) <= max(sides) <= MOST:
        words = _("a size is written like 1280x720, each side from {least} to {most}")
        raise argparse.ArgumentTypeError(words.format(least=LEAST, most=MOST))
    return sides[0], sides[1]


def _screens(chosen: argparse.Namespace) -> int:
    from liveops_desktop.shell.screens import ALL_SIZES, SIZES, draw_all

    languages = chosen.language or (tuple(LANGUAGES) if chosen.all else (ENGLISH,))
    looks = chosen.theme or (LOOKS if chosen.all else LOOKS[:1])
    sizes = chosen.size or (ALL_SIZES if chosen.all else SIZES)
    try:
        for file in draw_all(chosen.folder, languages, looks, sizes):
            print(file, flush=True)
    except BrokenPipeError:
        raise
    except (ImportError, OSError) as trouble:  # Qt lacks a system library, or the folder cannot be written
        print(_("The screens cannot be drawn: {trouble}").format(trouble=trouble), file=sys.stderr)
        return COULD_NOT_RUN
    return OK


def _lineup(chosen: argparse.Namespace) -> int:
    from liveops_desktop.services.recording import NoTool

    try:
        from liveops_desktop.shell.lineup import write_lineup

        for file in write_lineup(chosen.folder, chosen.title or _("LINE-UP")):
            print(file, flush=True)
    except NoTool:
        print(_("ffmpeg is not installed: there is no clip of a flash with its beep."), file=sys.stderr)
    except BrokenPipeError:
        raise
    except (ImportError, OSError) as trouble:
        print(_("The line-up cannot be written: {trouble}").format(trouble=trouble), file=sys.stderr)
        return COULD_NOT_RUN
    return OK


def _journal(chosen: argparse.Namespace) -> int:
    from liveops_desktop.exchange.facts import as_json, as_text
    from liveops_desktop.store.reading import CannotRead, read_facts

    try:
        facts = read_facts(chosen.show_file)
    except CannotRead as why:
        return _cannot_read(chosen.show_file, why)
    for fact in facts:
        print(as_json(fact) if chosen.json else as_text(fact))
    return OK


def _report(chosen: argparse.Namespace) -> int:
    from liveops_desktop.core.evolve import replay
    from liveops_desktop.exchange.report import report_markdown
    from liveops_desktop.store.reading import CannotRead, read_facts

    if chosen.language:
        use(chosen.language)
    try:
        show = replay(read_facts(chosen.show_file))
    except CannotRead as why:
        return _cannot_read(chosen.show_file, why)
    if not chosen.language and show.header is not None and show.header.language:
        use(show.header.language)  # the show's own, where nobody asks for another
    if chosen.sign_off:
        return _sign_off(show, chosen)
    if chosen.sheet:
        return _sheet(show, chosen)
    if chosen.pdf is not None:
        return _print(lambda: _printing().print_report(show, chosen.pdf), chosen.pdf)
    print(report_markdown(show, language()), end="")
    return OK


def _sign_off(show: "Show", chosen: argparse.Namespace) -> int:
    from liveops_desktop.exchange.content import load_content
    from liveops_desktop.exchange.report import NotSigned, blocks_markdown, sign_off_blocks, signature_of

    try:
        paper = signature_of(show, Phase(chosen.sign_off), chosen.gate)
    except NotSigned:
        print(_("Nobody has signed that yet."), file=sys.stderr)
        return COULD_NOT_RUN
    titles = {item.id: f"{item.id} {in_language(item.text, language())}" for item in load_content().items}
    if chosen.pdf is not None:
        return _print(lambda: _printing().print_sign_off(show, paper, titles, chosen.pdf), chosen.pdf)
    print(blocks_markdown(sign_off_blocks(show, paper, titles)), end="")
    return OK


def _sheet(show: "Show", chosen: argparse.Namespace) -> int:
    from liveops_desktop.exchange.report import blocks_markdown, sheet_blocks

    role = "" if chosen.sheet == Role.EVERYBODY.value else chosen.sheet
    if chosen.pdf is not None:
        return _print(lambda: _printing().print_sheet(show, role, chosen.pdf), chosen.pdf)
    print(blocks_markdown(sheet_blocks(show, role)), end="")
    return OK


def _printing() -> types.ModuleType:
    from liveops_desktop.shell import printing

    return printing


def _print(printing: Callable[[], int], file: Path) -> int:
    try:
        from liveops_desktop.shell.printing import CannotPrint, print_alone
    except ImportError as missing:
        print(_("Qt cannot be loaded here: {trouble}.").format(trouble=missing), file=sys.stderr)
        return COULD_NOT_RUN
    try:
        print_alone(printing)
    except CannotPrint as why:
        print(_("The report cannot be written to {path}: {why}").format(path=file, why=why), file=sys.stderr)
        return COULD_NOT_RUN
    return OK


def _support_bundle(chosen: argparse.Namespace) -> int:
    from liveops_desktop.exchange.bundle import bundle_name, write_bundle
    from liveops_desktop.services.clock import wall_clock
    from liveops_desktop.shell.paths import data_folder

    try:
        _know_password()
        folder = data_folder()
        target = chosen.to or folder / bundle_name(wall_clock())
        print(write_bundle(target, folder, chosen.show_file))
    except OSError as why:
        print(_("The support bundle cannot be written: {why}").format(why=why), file=sys.stderr)
        return COULD_NOT_RUN
    return OK


def _know_password() -> None:
    """Read the password the file names, if any: what is known is taken out wherever it stands."""
    if os.environ.get(PASSWORD_FILE):  # without it OBS's library is not even loaded
        from liveops_desktop.services.obs.secret import Password, password_from_environment

        with suppress(ValueError):  # no password in it, so none to take out
            Password(password_from_environment())


def _cannot_read(path: Path, why: Exception) -> int:
    print(_("The show {path} cannot be read: {why}").format(path=path, why=why), file=sys.stderr)
    return COULD_NOT_RUN


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
    one.add_argument(
        "--phase",
        choices=[phase.value for phase in Phase],
        default=Phase.RIG.value,
        help=_("rig: before the stream runs; line-up: once it does"),
    )
    one.add_argument("--json", action="store_true", help=_("print one JSON object"))
    one.add_argument("--list", action="store_true", help=_("print the catalogue of checks and run none"))
    one.add_argument("--now", action="store_true", help=_("wait for no window to fill; those checks are not measured"))
    one.add_argument("--active", action="append", default=[], metavar=_("ID"), help=_("this active check; repeatable"))
    one.add_argument("--yes", action="store_true", help=_("agree to what the active checks will do"))
    one.add_argument("--host", default="127.0.0.1", help=_("where OBS runs (default: this PC)"))
    one.add_argument("--port", type=int, default=OBS_PORT, help=_("port of OBS's WebSocket server (default: 4455)"))
    one.add_argument("--show", type=Path, metavar=_("FILE"), help=_("take the rig from this show"))
    one.add_argument("--ingest", metavar="URL", help=_("planned ingest, without key"))
    one.add_argument("--scene", action="append", metavar=_("NAME"), help=_("planned scene; may be repeated"))
    one.add_argument("--contingency", metavar=_("NAME"), help=_("scene the cards cut to"))
    one.add_argument("--mic", action="append", metavar=_("NAME"), help=_("OBS input that must be open; repeatable"))
    one.add_argument("--test-target", metavar="URL", help=_("where OBS streams to for a test, without key"))
    one.add_argument("--stats", metavar="URL", help=_("where the test target tells what it gets"))
    one.add_argument("--bitrate", type=float, metavar=_("KBPS"), help=_("planned bitrate of picture and sound"))
    one.add_argument("--relay", metavar="URL", help=_("what bandwidth is measured against"))
    one.set_defaults(run=_preflight)


def _speedtest_child(chosen: argparse.Namespace) -> int:
    from liveops_desktop.services.bandwidth.speedtest_child import speedtest_child

    return speedtest_child(chosen.direction)


def _preflight(chosen: argparse.Namespace) -> int:
    from liveops_desktop.checks.command import CouldNotRun, preflight

    if chosen.active:
        from liveops_desktop.shell.paths import data_folder

        chosen.past = data_folder() / "measured.jsonl"
    try:
        return preflight(chosen)
    except CouldNotRun as why:
        print(why, file=sys.stderr)
        return COULD_NOT_RUN

"""``./run`` on machines that lack something. No network: what is missing is told before anything is fetched.

Each test has a copy of the script in a folder of its own, and a PATH that holds just what the test gives it.
"""

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ("sh", "dirname", "readlink", "cmp", "cp", "rm", "sed", "grep", "id", "env", "cat", "touch", "mkdir")

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the script is for sh")


class Machine:
    """A bare machine: a checkout, and the programs in ``bin``."""

    def __init__(self, folder: Path) -> None:
        self.bin = folder / "bin"
        self.checkout = folder / "a checkout"  # with a space in it
        self.bin.mkdir()
        self.checkout.mkdir()
        for name in ("run", "requirements.lock", "requirements-dev.lock"):
            shutil.copy(ROOT / name, self.checkout / name)
        for tool in TOOLS:
            found = shutil.which(tool)
            assert found, tool
            (self.bin / tool).symlink_to(found)

    def program(self, name: str, script: str) -> None:
        """Put a program of that name on the PATH."""
        file = self.bin / name
        file.unlink(missing_ok=True)
        file.write_text(f"#!/bin/sh\n{script}\n")
        file.chmod(0o755)

    def run(self, *arguments: str, start: Path | None = None) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(start or self.checkout / "run"), *arguments],
            env={"PATH": str(self.bin), "HOME": str(self.checkout.parent)},
            capture_output=True,
            text=True,
            timeout=60,
        )

    def environment(self, python: str = 'echo "started: $*"') -> None:
        """Make the environment as a set-up leaves it, with a Python that does *python*."""
        (self.checkout / ".venv" / "bin").mkdir(parents=True)
        file = self.checkout / ".venv" / "bin" / "python"
        file.write_text(f"#!/bin/sh\n{python}\n")
        file.chmod(0o755)
        shutil.copy(self.checkout / "requirements.lock", self.checkout / ".venv" / "requirements.lock")


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


NO_VENV = 'case "$*" in *ensurepip*) exit 1;; *version_info*) exit 0;; *) exit 9;; esac'
NO_USER = 'case "$1" in -u) echo 1000;; esac'


def test_without_python_it_says_which_are_good(machine: Machine) -> None:
    ended = machine.run("--version")
    assert ended.returncode == 2
    assert "needs Python 3.11, 3.12 or 3.13" in ended.stderr


def test_a_python_that_is_too_old_does_not_count(machine: Machine) -> None:
    machine.program("python3", "exit 1")
    assert "needs Python 3.11" in machine.run("--version").stderr


def test_a_missing_venv_module_is_named(machine: Machine) -> None:
    machine.program("python3", NO_VENV)
    ended = machine.run("--version")
    assert ended.returncode == 2
    assert "sudo apt-get install python3-venv" in ended.stderr
    assert not (machine.checkout / ".venv").exists()


def test_missing_system_packages_are_one_line_for_who_may_not_install(machine: Machine) -> None:
    machine.program("python3", NO_VENV)
    machine.program("id", NO_USER)
    machine.program("dpkg-query", r'printf "libegl1:amd64 installed\nlibgl1:amd64 installed\nlibdbus-1-3 installed\n"')
    machine.program("apt-get", "echo must not be called; exit 1")
    ended = machine.run("--setup")
    (line,) = [one for one in ended.stderr.splitlines() if one.startswith("  sudo apt-get install")]
    named = line.split()
    assert {"libxcb-cursor0", "python3-venv"} <= set(named)
    assert not {"libegl1", "libgl1", "libdbus-1-3"} & set(named)
    assert "must not be called" not in ended.stdout + ended.stderr


def test_root_gets_what_is_missing_installed(machine: Machine) -> None:
    machine.program("python3", NO_VENV)
    machine.program("id", "echo 0")
    machine.program("dpkg-query", "exit 0")
    machine.program("apt-get", f'echo "$@" >> "{machine.checkout}/asked"')
    machine.run("--setup")
    asked = (machine.checkout / "asked").read_text().splitlines()
    assert asked[0].startswith("update")
    assert "libxcb-cursor0" in asked[1].split()
    assert "python3-venv" in asked[1].split()


def test_a_system_without_debians_tools_goes_on(machine: Machine) -> None:
    machine.environment()
    machine.program("python3", "exit 0")
    assert machine.run("--setup").returncode == 0


def test_what_could_not_be_fetched_is_tried_again(machine: Machine) -> None:
    machine.environment('case "$*" in *--version*) exit 0;; *install*) echo "no route to host" >&2; exit 1;; esac')
    machine.program("python3", "exit 0")
    (machine.checkout / ".venv" / "requirements.lock").unlink()
    ended = machine.run("--version")
    assert ended.returncode == 2
    assert "no route to host" in ended.stderr
    assert "The next start tries again" in ended.stderr
    assert not (machine.checkout / ".venv" / "requirements.lock").exists()


def test_set_up_once_it_only_starts(machine: Machine) -> None:
    machine.environment()
    machine.program("python3", "echo must not be called; exit 9")
    machine.program("uv", "echo must not be called; exit 9")
    ended = machine.run("journal", "my show.show")
    assert (ended.returncode, ended.stdout) == (0, "started: -m liveops_desktop journal my show.show\n")


def test_a_new_lock_file_sets_up_anew(machine: Machine) -> None:
    machine.environment('case "$*" in *install*) touch "$0.installed";; esac')
    machine.program("python3", "exit 0")
    with (machine.checkout / "requirements.lock").open("a") as lock:
        lock.write("# newer\n")
    assert machine.run("--setup").returncode == 0
    assert (machine.checkout / ".venv" / "bin" / "python.installed").exists()
    assert (machine.checkout / ".venv" / "requirements.lock").read_bytes() == (
        machine.checkout / "requirements.lock"
    ).read_bytes()


def test_it_can_be_started_through_a_link(machine: Machine, tmp_path: Path) -> None:
    machine.environment()
    link = tmp_path / "liveops"
    link.symlink_to(machine.checkout / "run")
    assert machine.run("--version", start=link).stdout == "started: -m liveops_desktop --version\n"


def test_the_exit_code_is_the_programs(machine: Machine) -> None:
    machine.environment("exit 3")
    assert machine.run().returncode == 3


@pytest.mark.parametrize("script", ["run", "check"])
def test_the_scripts_are_sound(script: str) -> None:
    file = ROOT / script
    assert file.stat().st_mode & stat.S_IXUSR
    subprocess.run(["sh", "-n", str(file)], check=True)
    text = file.read_text()
    assert text.startswith("#!/bin/sh\n")
    assert "\nset -eu\n" in text


@pytest.fixture
def bare(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """The product's own files in a new folder, and this Python alone on the PATH besides the system's tools."""
    names = subprocess.run(["git", "-C", str(ROOT), "ls-files", "-z"], capture_output=True, text=True).stdout
    for name in filter(None, names.split("\0")):
        target = tmp_path / "bare" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / name).is_file():
            shutil.copy(ROOT / name, target)
    home = tmp_path / "home"
    home.mkdir()
    python = tmp_path / "python"
    python.mkdir()
    base = Path(sys.base_prefix) / "bin" / f"python{sys.version_info.major}.{sys.version_info.minor}"
    (python / base.name).symlink_to(base)
    kept = {name: value for name, value in os.environ.items() if name.startswith(("PIP_", "UV_", "SSL_"))}
    env = kept | {"PATH": f"{python}:/usr/bin:/bin", "HOME": str(home), "LIVEOPS_HOME": str(home / "data")}

    def run(*arguments: str, before: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
        command = [*before, str(tmp_path / "bare" / "run"), *arguments]
        return subprocess.run(command, env=env, capture_output=True, text=True, timeout=600)

    return run


@pytest.mark.long
@pytest.mark.timeout(900)
def test_a_bare_machine_is_set_up_once_and_then_needs_no_network(
    bare: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    first = bare("--version")
    assert first.returncode == 0, first.stderr
    assert "Setting up" in first.stderr
    cut_off = ("unshare", "-n") if os.geteuid() == 0 and shutil.which("unshare") else ()
    again = bare("--version", before=cut_off)
    assert (again.stdout, again.stderr) == (first.stdout, "")
    whole = bare("--self-check", before=cut_off)
    assert whole.returncode == 0, whole.stdout

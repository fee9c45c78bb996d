"""The real program under a real window manager, with real keys and a real mouse."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec
import pytest

from liveops_desktop.core.evolve import replay
from liveops_desktop.core.facts import Fact
from liveops_desktop.core.roles import Role
from liveops_desktop.core.show import Show
from liveops_desktop.shell.station_file import StationFile
from liveops_desktop.store.reading import CannotRead, read_facts
from tests.e2e.sight import Sight, Thing
from tests.lab.parts import Process, need

HERE = Path(__file__).resolve().parents[2]
TITLE = "LiveOps Desktop"
WHO = "Ann"
LAB_LINES = ("org.a11y.atspi.Registry", "Could not find accessible on path", "sleep is not held off")
"""What the program rightly logs in the lab: its accessibility bus has no registry and asks for what is gone already,
and there is no desktop session."""
STREAM_KEY = "e2e-stream-key"


def environment(display: str | None, home: Path) -> dict[str, str]:
    """Return the environment of a program on *display* (None: it has none) with its data in *home*."""
    left_out = ("QT_", "WAYLAND", "DBUS_", "XDG_", "PYTEST", "LIVEOPS_", "DISPLAY")
    env = {name: value for name, value in os.environ.items() if not name.startswith(left_out)}
    env |= {"LIVEOPS_HOME": str(home), "PYTHONPATH": str(HERE)}
    return env if display is None else {**env, "DISPLAY": display}


def seat(home: Path, show: Path | None, obs_port: int = 4455, *, obs: bool = False) -> None:
    """Write what the station knows from earlier, so that the program asks nothing at start."""
    known = StationFile(
        station="desk-e2e",
        who=WHO,
        hats=frozenset({Role.TECHNICAL, Role.EXECUTION}),
        workspace="both",
        language="en",
        show="" if show is None else str(show),
        obs_port=obs_port,
        obs_wanted=obs,
        obs_looked_for=True,
    )
    home.mkdir(exist_ok=True, mode=0o700)
    (home / "station.json").write_bytes(msgspec.json.encode(known))


class Program:
    """One program on one display; may be killed and started again on the same show."""

    def __init__(self, display: str, home: Path, sight: Sight) -> None:
        self.display, self.home, self.sight = display, home, sight
        self._xdotool = need("xdotool", "xdotool")
        self._process: Process | None = None
        self._starts = 0
        self.started_by: Sequence[str] = (sys.executable, "-m", "liveops_desktop")
        """What starts it."""
        self.show_file = Path()
        self.trace = Path()
        self.started_at = 0.0
        """``time.monotonic`` of the latest start."""

    # its process

    @property
    def pid(self) -> int:
        """Process id."""
        assert self._process is not None, "not started"
        return self._process.pid

    @property
    def running(self) -> bool:
        """Whether it has not ended yet."""
        return self._process is not None and self._process.running

    def start(self, show: Path, *, password: str | None = None, seconds: float = 30) -> float:
        """Start it on *show*, wait until the whole show is painted, give it the keys; return the seconds it took."""
        took = self.launch(show, password=password, seconds=seconds)
        self.focus()
        return took

    def launch(self, show: Path, *, password: str | None = None, seconds: float = 30) -> float:
        """Start it and wait until the whole show is painted; return the seconds from the start to that paint."""
        facts = len(read_facts(show))
        self.show_file = show
        self._starts += 1
        self.trace = self.home / f"trace-{self._starts}"
        env = environment(self.display, self.home) | self.sight.env
        if password is not None:
            env["LIVEOPS_OBS_PASSWORD_FILE"] = str(self._secret(password))
        command = [*self.started_by, "--show", str(show), "--trace", str(self.trace)]
        self.started_at = time.monotonic()
        self._process = Process(command, self.home / "program.log", env)
        self.wait(lambda: self.painted() >= facts, seconds, "the show is painted", every=0.005)
        return time.monotonic() - self.started_at

    def begin(self, seconds: float = 30) -> None:
        """Start it as it is, on no show; wait for its first question, and give it the keys."""
        self._starts += 1
        self.trace = self.home / f"trace-{self._starts}"
        env = environment(self.display, self.home) | self.sight.env
        self.started_at = time.monotonic()
        self._process = Process([*self.started_by, "--trace", str(self.trace)], self.home / "program.log", env)
        self.find("1 of 4", seconds, enabled=False)
        self.focus()

    def start_again(self) -> None:
        """Start it a second time on the same data: that one ends at once, and says nothing."""
        command = [sys.executable, "-m", "liveops_desktop", "--show", str(self.show_file)]
        env = environment(self.display, self.home)
        second = subprocess.run(command, env=env, capture_output=True, text=True, timeout=60, check=False)
        assert (second.returncode, second.stdout, second.stderr) == (0, "", "")

    def _secret(self, password: str) -> Path:
        path = self.home.parent / "obs-password"
        path.touch(mode=0o600)
        path.write_text(password + "\n")
        return path

    def kill9(self) -> None:
        """Kill it as a power cut would."""
        assert self._process is not None
        self._process.kill()

    def wait_end(self, seconds: float = 20) -> int:
        """Wait until it ends by itself; return its exit code."""
        assert self._process is not None
        return self._process.child.wait(seconds)

    def end(self) -> None:
        """End it, whatever it does."""
        if self._process is not None and self._process.running:
            self._process.send(signal.SIGKILL)
            self._process.child.wait(5)

    # what it has painted and kept

    def painted(self) -> int:
        """Return the number of facts in the latest paint; 0 before the first."""
        try:
            lines = self.trace.read_bytes().split(b"\n")[:-1]  # the last line may be half written
        except FileNotFoundError:
            return 0
        return int(lines[-1]) if lines else 0

    def facts(self) -> tuple[Fact, ...]:
        """Return the facts in the show's file, as another program sees them."""
        return read_facts(self.show_file)

    def show(self) -> Show:
        """Return the show that these facts make."""
        return replay(self.facts())

    def of(self, *kinds: type) -> list[Fact]:
        """Return the facts of these kinds."""
        return [fact for fact in self.facts() if isinstance(fact.body, kinds)]

    def wait_fact(self, kind: type, count: int = 1, seconds: float = 20) -> Fact:
        """Wait until *count* facts of that kind are kept and painted, as a person would; return the last of them."""
        found: list[Fact] = []
        place = 0

        def there() -> bool:
            nonlocal place
            facts = self.facts()
            places = [number for number, fact in enumerate(facts, start=1) if isinstance(fact.body, kind)]
            found[:] = [facts[number - 1] for number in places]
            place = places[count - 1] if len(places) >= count else 0
            return len(places) >= count

        self.wait(there, seconds, f"{count} × {kind.__name__}")
        self.wait(lambda: self.painted() >= place, seconds, f"fact {place}, {kind.__name__}, is painted")
        return found[count - 1]

    def wait(self, ready: Callable[[], bool], seconds: float, what: str, every: float = 0.03) -> None:
        """Wait until *ready*; when it does not come, or the program ends, fail with a picture of the screen."""
        deadline = time.monotonic() + seconds
        while True:
            try:
                if ready():
                    return
            except CannotRead:
                if time.monotonic() > deadline:
                    raise
            if not self.running:
                self.fail(f"the program ended while waiting: {what}")
            if time.monotonic() > deadline:
                self.fail(f"not within {seconds} s: {what}")
            time.sleep(every)

    def fail(self, why: str) -> None:
        """Fail the test, saying why, with the screen and the program's last words."""
        log = self.home / "log.txt"
        said = (self.home / "program.log").read_text(errors="replace")[-800:]
        logged = log.read_text(errors="replace")[-1500:] if log.exists() else ""
        pytest.fail(f"{why}\nscreen: {self.screenshot('failed')}\nsaid: {said}\nlogged: {logged}")

    def complaints(self) -> list[str]:
        """Return the lines of the program's log that are no matter of the lab."""
        log = self.home / "log.txt"
        lines = log.read_text(errors="replace").splitlines() if log.exists() else []
        return [line for line in lines if not any(words in line for words in LAB_LINES)]

    def screenshot(self, name: str) -> Path:
        """Keep a picture of the whole screen; return its path."""
        folder = Path(os.environ.get("LIVEOPS_E2E_PICTURES") or self.home)
        path = folder / f"{self.home.name}-{name}.png"
        subprocess.run([need("import", "imagemagick"), "-window", "root", str(path)], env=self._env(), timeout=60)
        return path

    # keys and mouse

    def focus(self) -> None:
        """Bring the window to the front and give it the keys."""
        self.xdotool("search", "--sync", "--onlyvisible", "--all", "--pid", str(self.pid), "--name", f"^{TITLE}$",
                     "windowactivate", "--sync")  # fmt: skip

    def frame(self) -> tuple[int, int, int, int]:
        """Return the window's left, top, right and lower edge in pixels of the screen, without its title bar."""
        window = self.xdotool("search", "--onlyvisible", "--all", "--pid", str(self.pid), "--name", f"^{TITLE}$")
        # Not xdotool's getwindowgeometry, which counts the title bar twice.
        asked = [need("xwininfo", "x11-utils"), "-id", window.split()[0]]
        told = subprocess.run(asked, env=self._env(), capture_output=True, text=True, timeout=60, check=True).stdout
        said = dict(line.strip().split(":", 1) for line in told.splitlines() if ":" in line)
        names = ("Absolute upper-left X", "Absolute upper-left Y", "Width", "Height")
        left, top, width, height = (int(said[name]) for name in names)
        return left, top, left + width, top + height

    def keys(self, *names: str) -> float:
        """Press and release each key by its X name; return the middle instant of doing so (seconds since 1970)."""
        before = time.time()
        self.xdotool("key", "--clearmodifiers", *names)
        return (before + time.time()) / 2

    def try_keys(self, *names: str) -> None:
        """Press keys, whether there is still a program to hear them or not."""
        self._try("key", *names)

    def try_type(self, text: str) -> None:
        """Type *text*, whether there is still a program to read it or not."""
        self._try("type", "--delay", "12", text)

    def type_text(self, text: str) -> None:
        """Type *text*."""
        self.xdotool("type", "--delay", "12", text)

    def click(self, x: int, y: int, *, times: int = 1) -> None:
        """Click at that place of the screen."""
        self.xdotool("mousemove", "--sync", str(x), str(y), "click", "--repeat", str(times), "--delay", "60", "1")

    def try_click(self, x: int, y: int) -> None:
        """Click, whatever is there."""
        self._try("mousemove", str(x), str(y), "click", "1")

    def xdotool(self, *arguments: str) -> str:
        """Run xdotool and return what it said."""
        done = subprocess.run(
            [self._xdotool, *arguments], env=self._env(), capture_output=True, text=True, timeout=60, check=False
        )
        if done.returncode:
            self.fail(f"xdotool {' '.join(arguments)}: {done.returncode} {done.stderr}")
        return done.stdout

    def _try(self, *arguments: str) -> None:
        subprocess.run([self._xdotool, *arguments], env=self._env(), capture_output=True, timeout=60, check=False)

    def _env(self) -> dict[str, str]:
        return {**os.environ, "DISPLAY": self.display}

    # what can be seen

    def things(self) -> Sequence[Thing]:
        """Return everything in sight."""
        return tuple(self.sight.things(self.pid))

    def sees(self, words: str) -> bool:
        """Say whether *words* stand in sight."""
        return any(words in thing.name for thing in self.sight.things(self.pid))

    def find(self, words: str, seconds: float = 20, *, enabled: bool = True) -> Thing:
        """Return the first thing whose name begins with *words*, when it comes into sight (and can be used)."""
        found: list[Thing] = []

        def there() -> bool:
            found[:] = [t for t in self.things() if t.name.startswith(words) and (t.enabled or not enabled)]
            return bool(found)

        self.wait(there, seconds, f"“{words}” is in sight")
        return min(found, key=lambda thing: thing.width * thing.height)

    def press_in(self, panel: str, words: str, seconds: float = 20) -> None:
        """Click a control that may have to be scrolled into sight in *panel*, at whose foot its list is."""
        self.find(panel, enabled=False)
        whole = max((one for one in self.things() if one.name == panel), key=lambda one: one.height)
        place = whole.middle[0], whole.top + whole.height - 30
        deadline = time.monotonic() + seconds
        while not any(thing.name.startswith(words) for thing in self.sight.things(self.pid)):
            if time.monotonic() > deadline:
                self.fail(f"“{words}” cannot be scrolled to in {panel}")
            self.xdotool("mousemove", "--sync", *map(str, place), "click", "--repeat", "2", "5")
        self.press(words)

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a sub-command of the program, which needs no display."""
        command = [sys.executable, "-m", "liveops_desktop", *arguments]
        env = environment(None, self.home)
        return subprocess.run(command, env=env, capture_output=True, text=True, timeout=60, check=False)

    def press(self, words: str) -> None:
        """Click the control whose name begins with *words*, once it stands still: what is above it may be going."""
        before, place = None, self.find(words).middle
        while place != before:
            time.sleep(0.2)
            before, place = place, self.find(words).middle
        self.click(*place)

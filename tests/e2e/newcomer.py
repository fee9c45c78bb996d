"""What a person does who starts the program for the first time: the first minute by keys, then OBS by hand."""

from pathlib import Path

from tests.e2e.program import WHO, Program


def first_minute(program: Program) -> None:
    """From an empty data folder to the sample show, by the keys that the questions name."""
    program.begin()
    program.keys("1")  # English
    program.find("2 of 4", enabled=False)
    program.type_text(WHO)
    for hat in ("Technical support", "Execution"):
        program.press(hat)
    program.press("That is me")
    program.find("3 of 4", enabled=False)
    program.keys("s")  # no looking for OBS: the lab's has settings of its own
    program.find("4 of 4", enabled=False)
    program.keys("Return")
    program.wait(lambda: len(shows(program)) == 1, 20, "the sample show is made")
    (program.show_file,) = shows(program)
    program.wait(lambda: program.painted() >= len(program.facts()) > 0, 20, "the sample show is painted")


def connect(program: Program, port: int, password: str) -> None:
    """Tell where OBS is, and its password, by keys."""
    program.keys("ctrl+o")
    program.find("Connect", 20)
    program.keys("shift+Tab", "ctrl+a")
    program.type_text(str(port))
    program.keys("Tab")
    program.type_text(password)
    program.keys("Return")


def shows(program: Program) -> list[Path]:
    """Return the show files there are."""
    return sorted(program.home.glob("shows/**/*.show"))

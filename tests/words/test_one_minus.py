"""Every figure on screen has the keyboard's minus, so that it can be typed back (RUN-OF-SHOW §6)."""

import ast
from collections.abc import Iterator
from pathlib import Path

from liveops_desktop.core.clock import Span
from liveops_desktop.core.refusal import Refused
from liveops_desktop.core.timetext import over_under, read_duration

ROOT = Path(__file__).parents[2]
OTHER = "\N{MINUS SIGN}"
KEPT = {("liveops_desktop/core/timetext.py", OTHER), ("liveops_desktop/panels/take_bar/bar.py", OTHER)}
"""Read as the keyboard's, and the mark on a keycap, which is no figure."""


def written(file: Path) -> Iterator[str]:
    """Yield every string of a module that is no docstring."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node.value


def test_no_text_of_the_program_has_another_minus() -> None:
    found = {
        (file.relative_to(ROOT).as_posix(), text)
        for file in (ROOT / "liveops_desktop").rglob("*.py")
        for text in written(file)
        if OTHER in text
    }
    assert found == KEPT
    lists = [file.name for file in (ROOT / "checklists").glob("*.toml") if OTHER in file.read_text(encoding="utf-8")]
    assert lists == []


def test_both_are_read() -> None:
    assert over_under(Span(-149_000)) == "-2:29"
    for typed in ("-2:29", f"{OTHER}2:29"):
        assert refused(typed) == "negative"


def refused(typed: str) -> str:
    try:
        read_duration(typed)
    except Refused as why:
        return why.reason.value
    return ""

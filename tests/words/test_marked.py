"""No visible sentence of the source is left unmarked."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "liveops_desktop"
FILES = sorted(
    file
    for place in ("panels", "widgets", "shell", "checks", "exchange", "words", "cli.py", "__main__.py", "desk.py")
    for file in ((PACKAGE / place).rglob("*.py") if (PACKAGE / place).is_dir() else [PACKAGE / place])
    if file.name != "sample_states.py" and file.name != "sample_preflight.py"  # what a crew would have written
)
MARKS = {"_", "N_", "n_", "c_"}
SHOWN = {
    "setText": (0,),
    "setToolTip": (0,),
    "setAccessibleName": (0,),
    "setAccessibleDescription": (0,),
    "setPlaceholderText": (0,),
    "setStatusTip": (0,),
    "addAction": (0,),
    "addItem": (0,),
    "QLabel": (0,),
    "QPushButton": (0,),
    "QCheckBox": (0,),
    "QAction": (0,),
    "QGroupBox": (0,),
    "Text": (0,),
    "ElidedText": (0,),
    "KeyButton": (0,),
    "Tick": (0,),
    "Field": (0, 1),
    "TextBox": (0, 1),
    "Chip": (0,),
    "Lamp": (0,),
    "Action": (1,),
    "Panel": (1,),
    "Workspace": (1,),
    "Card": (0,),
    "put": (0,),
    "put_head": (0, 1),
    "say": (0,),
    "ask": (0,),
    "print": (0, 1),
    "ArgumentParser": (),
    "add_argument": (),
    "add_parser": (),
    "add_subparsers": (),
}
"""What puts its argument before people, and which of its positions."""
SHOWN_BY_NAME = {"help", "description", "epilog", "metavar", "title", "tooltip", "hint"}
OUTSIDE = {
    "shell/self_check.py": "speaks to the person who packages the program, in the words of its parts",
}
NAMES = {
    "LiveOps Desktop": "a name",
    "LiveOps host panel": "a name by which the window is found",
    "URL": "the same in every language",
    "Ctrl+": "what stands on the key",
    "This plugin does not support": "how a line of Qt begins that is left out of the log",
    "Noto Page CJK SC": "a font",
    "Noto Sans CJK SC": "a font",
    "Noto Sans CJK TC": "a font",
    "Microsoft YaHei UI": "a font",
    "Microsoft JhengHei UI": "a font",
}
"""What reads like a sentence and is none, and why."""
A_WORD = re.compile(r"[A-Za-z]{2,}")
A_SENTENCE = re.compile(r"^[“\"]?[A-Z][a-z]+(?:[ ,:][ a-zA-Z“”’'…-]+){2,}[.?!:…]?$")


def _marked(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKS


def _texts(node: ast.AST) -> Iterator[ast.Constant]:
    """The literal texts in *node* that go through no mark."""
    if _marked(node):
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node
    elif isinstance(node, ast.JoinedStr | ast.FormattedValue | ast.BinOp | ast.IfExp | ast.BoolOp | ast.Starred):
        for child in ast.iter_child_nodes(node):
            if not (isinstance(node, ast.IfExp) and child is node.test):
                yield from _texts(child)


def _name(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _shown(tree: ast.AST) -> Iterator[ast.Constant]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node) in SHOWN:
            for place in SHOWN[_name(node)]:
                if place < len(node.args):
                    yield from _texts(node.args[place])
            for keyword in node.keywords:
                if keyword.arg in SHOWN_BY_NAME:
                    yield from _texts(keyword.value)


def _sentences(tree: ast.Module) -> Iterator[ast.Constant]:
    """Texts that read like a sentence, wherever they stand, but for docstrings, logs and what is raised or asserted."""
    quiet: set[ast.AST] = set()
    for node in ast.walk(tree):
        silent = isinstance(node, ast.Raise | ast.Assert) or _marked(node)
        silent |= isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        silent |= isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[0] in ("log", "logging", "warnings")
        if silent:
            quiet.update(ast.walk(node))
    for node in ast.walk(tree):
        told = isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in quiet
        if told and isinstance(node, ast.Constant) and A_SENTENCE.match(str(node.value)):
            yield node


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_what_people_see_is_marked_for_translation(file: Path) -> None:
    if str(file.relative_to(PACKAGE)) in OUTSIDE:
        return
    tree = ast.parse(file.read_text(encoding="utf-8"))
    found = {
        f"line {node.lineno}: {node.value!r}"
        for node in (*_shown(tree), *_sentences(tree))
        if A_WORD.search(str(node.value)) and node.value not in NAMES
    }
    assert not found


def test_no_sentence_is_marked_within_a_formatted_string() -> None:
    """Babel reads no call in an f-string before Python 3.12: such a sentence never reaches a catalogue."""
    found = [
        f"{file.name}:{node.lineno}"
        for file in FILES
        for outer in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(outer, ast.JoinedStr)
        for node in ast.walk(outer)
        if isinstance(node, ast.Call) and _marked(node) and any(isinstance(one, ast.Constant) for one in node.args)
    ]
    assert not found


def test_nothing_is_translated_while_modules_are_read() -> None:
    """What ``_`` gives at import stays in the language of the start: outside functions only ``N_`` may stand."""
    found = []
    for file in FILES:
        tree = ast.parse(file.read_text(encoding="utf-8"))
        inside = {
            child
            for node in ast.walk(tree)
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            for part in (node.body if isinstance(node.body, list) else [node.body])
            for child in ast.walk(part)
        }
        found += [
            f"{file.name}:{node.lineno}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and _marked(node) and node not in inside and _name(node) != "N_"
        ]
    assert not found


def test_the_walk_sees_an_unmarked_sentence() -> None:
    tree = ast.parse('label.setText(f"Hello {name}")\nx = {1: "The disk is full."}\nlog.info("The disk is full.")')
    assert [node.value for node in _shown(tree)] == ["Hello "]
    assert [node.value for node in _sentences(tree)] == ["The disk is full."]
    assert not [*_shown(ast.parse('label.setText(_("Hello {name}").format(name=name))'))]

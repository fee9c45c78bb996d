"""No test judges how long a real clock said that something took: speed is proven in ``bench/``, on a quiet machine.

A length of real time is a difference of two readings of ``time.monotonic`` or ``time.perf_counter``, what Qt's elapsed
timer gives, what the runner says a check took (but not in a module with loops that jump: there it is exact), and every
name, list or function made of one. It may be bounded from below (a busy machine is never too early), and it may be
waited for with a deadline that ends what hangs.
"""

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
CLOCKS = {"monotonic", "monotonic_ns", "perf_counter", "perf_counter_ns"}
LENGTHS = {"elapsed", "nsecsElapsed"}
TAKEN = "took"
JUMPING = "run_jumping"

Function = ast.FunctionDef | ast.AsyncFunctionDef
Places = frozenset[int | None]
"""Where in a returned tuple the lengths are; None: the whole."""
WHOLE: Places = frozenset({None})


class Scope:
    """What is known of one function, with those in it: which names are readings, lengths, functions that give one."""

    def __init__(self, gives: dict[str, Places], taken: str) -> None:
        self.gives, self._taken = dict(gives), taken
        self.readings: set[str] = set()
        self.lengths: set[str] = set()

    def reads(self, tree: ast.AST) -> bool:
        """Tell whether a reading of the clock is in it."""
        return any(_is_clock(node) or _named(node) in self.readings for node in ast.walk(tree))

    def places(self, tree: ast.AST) -> Places:
        """Return where in its value the lengths of real time are."""
        found: set[int | None] = set()
        for node in _values(tree):
            match node:
                case ast.BinOp(left=left, op=ast.Sub(), right=right) if self.reads(left) or self.reads(right):
                    found.add(None)
                case ast.Call(func=ast.Attribute(attr=name)) if name in LENGTHS:
                    found.add(None)
                case ast.Attribute(attr=name, ctx=ast.Load()) if name == self._taken:
                    found.add(None)
                case ast.Subscript(slice=ast.Constant(value=name)) if name == self._taken:
                    found.add(None)
                case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if name in self.gives:
                    found |= self.gives[name]
                case _:
                    pass
            if _named(node) in self.lengths:
                found.add(None)
        return frozenset(found)

    def learn(self, tree: ast.AST) -> None:
        """Go through *tree* until nothing more is learnt."""
        before = -1
        while before != (before := self._known()):
            for node in ast.walk(tree):
                self._look_at(node)

    def _known(self) -> int:
        return len(self.readings) + len(self.lengths) + sum(len(places) for places in self.gives.values())

    def _look_at(self, node: ast.AST) -> None:
        match node:
            case ast.Assign(targets=targets, value=value):
                for target in targets:
                    self._assign(target, value)
            case ast.AnnAssign(target=target, value=ast.expr() as value) | ast.NamedExpr(target=target, value=value):
                self._assign(target, value)
            case ast.Call(func=ast.Attribute(value=kept, attr="append"), args=[value]):
                self._assign(kept, value)
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                if places := frozenset().union(*map(self._returned, _returns(node))):
                    self.gives[node.name] = self.gives.get(node.name, frozenset()) | places
            case _:
                pass

    def _returned(self, value: ast.expr) -> Places:
        match value:
            case ast.Tuple(elts=parts):
                return frozenset(number for number, part in enumerate(parts) if self.places(part))
            case _:
                return self.places(value)

    def _assign(self, target: ast.expr, value: ast.expr) -> None:
        match target, value:
            case ast.Tuple(elts=targets), ast.Tuple(elts=values) if len(targets) == len(values):
                for one, other in zip(targets, values, strict=True):
                    self._assign(one, other)
            case ast.Tuple(elts=targets), _:
                places = self.places(value)
                self.lengths |= {_named(one) for number, one in enumerate(targets) if places & {number, None}} - {""}
            case _:
                self._assign_one(_named(target), value)

    def _assign_one(self, name: str, value: ast.expr) -> None:
        if name and self.places(value):
            self.lengths.add(name)
        elif name and self.reads(value):
            self.readings.add(name)


def _is_clock(node: ast.AST) -> bool:
    match node:
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
            return name in CLOCKS
        case _:
            return False


def _values(tree: ast.AST) -> Iterator[ast.AST]:
    """Walk through *tree* without its comparisons: what they give is no length."""
    yield tree
    for node in ast.iter_child_nodes(tree):
        if not isinstance(node, ast.Compare):
            yield from _values(node)


def _named(node: ast.AST) -> str:
    """Return a name such as ``begun`` or ``self.begun``; empty for anything else."""
    return ast.unparse(node) if isinstance(node, ast.Name | ast.Attribute) else ""


def _returns(function: Function) -> Iterator[ast.expr]:
    """Return what *function* itself gives back, not those in it."""
    waiting: list[ast.AST] = list(function.body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Return | ast.Yield) and node.value is not None:
            yield node.value
        if not isinstance(node, Function):
            waiting += ast.iter_child_nodes(node)


def _bounded(test: ast.expr) -> Iterator[ast.expr]:
    """Return what *test* bounds from above."""
    for node in ast.walk(test):
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            for left, op, right in zip(sides, node.ops, sides[1:], strict=False):
                rounded = isinstance(op, ast.Eq) and (_is_near(left) or _is_near(right))
                if rounded or isinstance(op, ast.Lt | ast.LtE):
                    yield left
                if rounded or isinstance(op, ast.Gt | ast.GtE):
                    yield right


def _is_near(side: ast.expr) -> bool:
    return isinstance(side, ast.Call) and ast.unparse(side.func).rpartition(".")[2] in {"approx", "round"}


def _scopes(tree: ast.Module) -> Iterator[ast.AST]:
    for node in tree.body:
        yield from node.body if isinstance(node, ast.ClassDef) else [node]


def judged(source: str) -> list[int]:
    """Return the lines of *source* that assert that a length of real time is no longer than something."""
    if not any(word in source for word in (*CLOCKS, *LENGTHS, TAKEN)):
        return []
    tree, taken = ast.parse(source), "" if JUMPING in source else TAKEN
    gives: dict[str, Places] = {}
    before = -1
    while before != (before := len(gives)):
        for part in _scopes(tree):
            if isinstance(part, Function):
                scope = Scope(gives, taken)
                scope.learn(part)
                if part.name in scope.gives:
                    gives[part.name] = scope.gives[part.name]
    lines: set[int] = set()
    for part in _scopes(tree):
        scope = Scope(gives, taken)
        scope.learn(part)
        asserts = (node for node in ast.walk(part) if isinstance(node, ast.Assert))
        lines |= {one.lineno for one in asserts if any(map(scope.places, _bounded(one.test)))}
    return sorted(lines)


def test_no_test_judges_how_long_something_took() -> None:
    files: Iterable[Path] = TESTS.rglob("*.py")
    found = {str(file.relative_to(TESTS)): judged(file.read_text("utf-8")) for file in files}
    assert {file: lines for file, lines in found.items() if lines} == {}, "what is it that ended, and why?"


@pytest.mark.parametrize(
    "story",
    [
        "begun = time.monotonic()\nassert time.monotonic() - begun < 1",
        "begun = perf_counter()\nassert 0.4 <= perf_counter() - begun <= 1",
        "begun = time.monotonic()\ntook = time.monotonic() - begun\nassert 3 > took",
        "a = time.monotonic()\nb = time.monotonic()\nassert round(b - a, 1) == 0.3",
        "a = time.monotonic_ns()\nassert (time.monotonic_ns() - a) / 1e9 == pytest.approx(1, abs=0.2)",
        "self.at = time.monotonic()\nassert time.monotonic() - self.at < 1",
        "took = []\na = time.monotonic()\ntook.append(time.monotonic() - a)\nassert min(took) < 1",
        "def run():\n a = time.monotonic()\n return time.monotonic() - a\nassert asyncio.run(run()) < 1",
        "def run():\n a = time.monotonic()\n return 7, time.monotonic() - a\nx, took = run()\nassert took < 1",
        "timer = QElapsedTimer()\ntimer.start()\nassert 90 <= timer.elapsed() < 600",
        "assert all(one.took < 3_000 for one in results)",
        "assert found['net.dns']['took'] < 2_500",
    ],
)
def test_a_judgement_is_seen(story: str) -> None:
    inside = "def test_it():\n" + "".join(f"    {line}\n" for line in story.splitlines())
    assert judged(inside) == [len(inside.splitlines())]


def test_what_a_function_of_the_module_took_is_seen() -> None:
    helper = (
        "async def timed(work):\n    begun = time.monotonic()\n    await work\n    return time.monotonic() - begun\n"
    )
    assert judged(helper + "def test_it():\n    took = asyncio.run(timed(x))\n    assert took < 1\n") == [7]
    assert judged("def test_it():\n    took = asyncio.run(timed(x))\n    assert took < 1\n" + helper) == [3]


@pytest.mark.parametrize(
    "story",
    [
        "begun = time.monotonic()\nassert time.monotonic() - begun >= 0.4",
        "begun = time.monotonic()\nassert 0.4 <= time.monotonic() - begun",
        "deadline = time.monotonic() + 10\nassert time.monotonic() < deadline",
        "begun = loop_time()\nassert loop_time() - begun == 2.5",
        "assert timing.elapsed == 3",
        "assert one.at - begun < 3",
        "assert one.took == 2_500",
        "assert run_jumping(story()).took <= 2_500",
        "assert {one for one in rows if one.took is None} == by_hand",
        "def run():\n a = time.monotonic()\n return 7, time.monotonic() - a\nx, took = run()\nassert x < 9",
    ],
)
def test_what_judges_no_clock_is_not_blamed(story: str) -> None:
    assert judged("def test_it():\n" + "".join(f"    {line}\n" for line in story.splitlines())) == []

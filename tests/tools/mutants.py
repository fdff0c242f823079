"""How much do the known wrong answers prove? Break a lesson's judges, one thing at a time.

A mutant is a judge with one condition held true or false, one comparison turned or one and/or
swapped. The lesson's own known answers are put to it: a mutant that none of them notices shows
where a judge could be wrong without any test turning red.

    python tests/tools/mutants.py          every lesson
    python tests/tools/mutants.py 1.2      one lesson, by number or folder
"""

import ast
import contextlib
import io
import sys
import types
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import jupytext
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from leaklab import answers, checking
from leaklab.judging import DONE, NOT_YET, RECORDED_KINDS, Exercise, Verdict, Wrong
from leaklab.places import home
from leaklab.tools import overlay

TURNED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}


# --- the mutants ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Mutation:
    """One change: a field of a node of the parsed checks.py takes another value."""

    function: str
    line: int
    what: str
    node: ast.AST
    field: str
    value: Any

    @contextlib.contextmanager
    def made(self) -> Iterator[None]:
        """Change the tree, and put it back."""
        before = getattr(self.node, self.field)
        setattr(self.node, self.field, self.value)
        try:
            yield
        finally:
            setattr(self.node, self.field, before)


def mutations(tree: ast.Module, judges: Iterable[str]) -> list[Mutation]:
    """List what can be broken in the named functions of a checks.py and in those they use."""
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    reached, waiting = set(), [name for name in judges if name in functions]
    while waiting:
        name = waiting.pop()
        reached.add(name)
        used = {node.id for node in ast.walk(functions[name]) if isinstance(node, ast.Name)}
        waiting += (used & functions.keys()) - reached
    found = [
        Mutation(name, node.lineno, what, node, field, value)
        for name, function in functions.items()
        if name in reached
        for node in ast.walk(function)
        if hasattr(node, "lineno")
        for what, field, value in _changes(node)
    ]
    return sorted(found, key=lambda mutation: mutation.line)


def _changes(node: ast.AST) -> Iterator[tuple[str, str, Any]]:
    if isinstance(node, ast.If | ast.IfExp):
        asked = ast.unparse(node.test)
        for constant in (True, False):
            yield f"{asked} -> {constant}", "test", _constant(constant)
    if isinstance(node, ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp):
        for number, part in enumerate(node.generators):
            for place, asked in enumerate(part.ifs):
                for constant in (True, False):
                    parts = list(node.generators)
                    ifs = [*part.ifs[:place], _constant(constant), *part.ifs[place + 1 :]]
                    parts[number] = ast.comprehension(part.target, part.iter, ifs, part.is_async)
                    yield f"{ast.unparse(asked)} -> {constant}", "generators", parts
    if isinstance(node, ast.Compare):
        for place, old in enumerate(node.ops):
            new = TURNED[type(old)]()
            ops = [*node.ops[:place], new, *node.ops[place + 1 :]]
            turned = ast.Compare(node.left, ops, node.comparators)
            yield f"{ast.unparse(node)} -> {ast.unparse(turned)}", "ops", ops
    if isinstance(node, ast.BoolOp):
        other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield f"{ast.unparse(node)} -> {type(other).__name__.lower()}", "op", other


def _constant(value: bool) -> ast.Constant:
    # a place of its own, because compile() asks every expression for its line
    return ast.Constant(value, lineno=1, col_offset=0, end_lineno=1, end_col_offset=0)


# --- the known answers ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Known:
    """A known answer: plain JSON, or the verdict it gets before any judge sees it."""

    value: answers.JSON
    verdict: Verdict | None = None

    def put_to(self, exercise: Exercise) -> Verdict:
        return self.verdict or exercise.verdict(self.value)


@cache
def setup_names(folder: Path) -> dict[str, Any]:
    """Run the cells of an exercise notebook that are there before any answer."""
    text = (folder / "exercises.md").read_text(encoding="utf-8")
    names: dict[str, Any] = {"__name__": "__main__"}
    for cell in jupytext.reads(text, fmt="md:myst").cells:
        if cell.cell_type == "code" and overlay.role_of(cell)[0] not in ("answer", "check"):
            with contextlib.redirect_stdout(io.StringIO()):
                exec(cell.source, names)
    return names


@cache
def known(folder: Path, name: str, source: str) -> Known:
    """Evaluate what stands in for an answer cell, once."""
    names = dict(setup_names(folder))
    with contextlib.redirect_stdout(io.StringIO()):
        exec(source, names)
    try:
        return Known(answers.encode(names[name]))
    except answers.Unanswered:
        return Known(None, checking.unanswered())
    except answers.CannotEncode as error:
        return Known(None, checking.cannot_encode(error.reason, error.name))


# --- the trial -----------------------------------------------------------------------------------

Suite = Callable[[tuple[Wrong, ...]], Sequence[Wrong]]


def whole(wrong: tuple[Wrong, ...]) -> Sequence[Wrong]:
    """Take the suite of wrong answers as it is."""
    return wrong


@dataclass(frozen=True)
class Report:
    """What became of a lesson's wrong answers and of its mutants."""

    lesson: str
    exercises: int
    told: int
    wrong: int
    killed: int
    survivors: tuple[Mutation, ...]

    @property
    def mutants(self) -> int:
        return self.killed + len(self.survivors)

    @property
    def rate(self) -> float:
        return self.killed / self.mutants if self.mutants else 1.0

    def place_of(self, mutation: Mutation) -> str:
        """Return where a mutation is and what it is, on one line."""
        return f"{self.lesson}/checks.py:{mutation.line} {mutation.function}: {mutation.what}"


def exercises_of(tree: ast.Module, path: Path) -> tuple[Exercise, ...]:
    """Run a checks.py, changed or not; return its judged exercises."""
    module = types.ModuleType("mutant")
    exec(compile(tree, str(path), "exec"), module.__dict__)
    return tuple(e for e in module.EXERCISES if e.kind not in RECORDED_KINDS)


def is_told(folder: Path, exercise: Exercise, wrong: Wrong) -> bool:
    """Say whether a wrong answer is refused in the words its suite asks for."""
    verdict = known(folder, exercise.name, wrong.source).put_to(exercise)
    return verdict.status == NOT_YET and wrong.says in verdict.message


def is_noticed(folder: Path, exercise: Exercise, suite: Suite) -> bool:
    """Say whether a known answer gets another verdict than its suite asks for."""
    return any(
        known(folder, exercise.name, source).put_to(exercise).status not in DONE
        for source in exercise.right
    ) or not all(is_told(folder, exercise, wrong) for wrong in suite(exercise.wrong))


def trials(
    folder: Path, suite: Suite = whole, tick: Callable[[int, int], object] = lambda *_: None
) -> Report:
    """Try all mutants of a lesson.

    Parameters
    ----------
    folder : Path
        The lesson's folder, which holds ``checks.py`` and ``exercises.md``.
    suite : callable, optional
        Takes an exercise's wrong answers, returns those to use.
    tick : callable, optional
        Told, after each mutant, how many are done and how many there are.

    Returns
    -------
    Report

    Raises
    ------
    ValueError
        If the judges as they are refuse a right answer or take a wrong one: then every mutant
        would count as noticed.
    """
    path = folder / "checks.py"
    tree = ast.parse(path.read_text(encoding="utf-8"))
    pristine = exercises_of(tree, path)
    for exercise in pristine:
        if is_noticed(folder, exercise, suite):
            raise ValueError(f"{exercise.key}: its own answers fail before anything is changed")
    chosen = [(exercise, wrong) for exercise in pristine for wrong in suite(exercise.wrong)]
    # a judge that a function made bears that function's name first
    judges = {exercise.judge.__qualname__.partition(".")[0] for exercise in pristine}
    every, survivors = mutations(tree, judges), []
    for number, mutation in enumerate(every, start=1):
        with mutation.made():
            try:
                changed = exercises_of(tree, path)
            except Exception:
                changed = None  # a checks.py that cannot even be loaded is noticed
        if changed and not any(is_noticed(folder, exercise, suite) for exercise in changed):
            survivors.append(mutation)
        tick(number, len(every))
    return Report(
        lesson=folder.name,
        exercises=len(pristine),
        told=sum(is_told(folder, exercise, wrong) for exercise, wrong in chosen),
        wrong=len(chosen),
        killed=len(every) - len(survivors),
        survivors=tuple(survivors),
    )


def folders(lesson: str | None = None) -> list[Path]:
    """Return the folders of all lessons, or of the one whose number or name is given."""
    every = sorted(path.parent for path in home().glob("lessons/*/*/checks.py"))
    if lesson is None:
        return every
    start = lesson.replace(".", "_").rstrip("/").rpartition("/")[2]
    return [folder for folder in every if f"{folder.name}_".startswith(f"{start}_")]


def main(lesson: str | None = None) -> int:
    """Print a table of the lessons, then the mutants that no known answer noticed."""
    chosen = folders(lesson)
    if not chosen:
        print(f"There is no lesson {lesson}.", file=sys.stderr)
        return 2
    table = Table()
    table.add_column("lesson", no_wrap=True)
    for heading in ("exercises", "wrong answers told why", "mutants killed", "rate"):
        table.add_column(heading, justify="right")
    reports = []
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
        for folder in chosen:
            task = progress.add_task(folder.name, total=None)
            report = trials(
                folder,
                tick=lambda done, total, task=task: progress.update(
                    task, completed=done, total=total
                ),
            )
            reports.append(report)
            told, killed = f"{report.told}/{report.wrong}", f"{report.killed}/{report.mutants}"
            table.add_row(folder.name, str(report.exercises), told, killed, f"{report.rate:.0%}")
    out = Console()
    out.print(table)
    for report in reports:
        for survivor in report.survivors:
            out.print(report.place_of(survivor), markup=False, highlight=False, soft_wrap=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))

"""``leaklab build``: notebooks from lessons.

``lesson.md`` becomes a notebook to read and run; ``exercises.md`` becomes two: the exercises as
a learner gets them, unexecuted, and the same cells answered and executed. The answers come from
``checks.py``, so that what is published as right is what the checks call right. A lesson may have
sheets to print as well: see `leaklab.tools.handouts`.
"""

import hashlib
import itertools
import json
import os
import platform
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import jupytext
import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbconvert.preprocessors import TagRemovePreprocessor
from nbformat import NotebookNode
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from leaklab import judging, tables
from leaklab.places import SHIPPED
from leaklab.rendering import STATIC
from leaklab.tools import handouts
from leaklab.wording import one_line

LANGUAGE = "en"
FOLDERS = {"lesson": "notebooks", "exercises": "exercises", "solutions": "solutions"}
KEYED = re.compile(r"^(answer|check)-(\d+-\d+-[a-z])$")
CELL_SECONDS = 120
# What Python, system and packages each lesson's committed notebooks were made with.
RECORD = "lessons/built-with.json"
NO_LESSON = "belongs to no lesson: `git rm` it, or move it elsewhere if it is your own"
MOST_WORDS = 300  # characters of what a cell printed or raised that a message repeats


class BuildError(Exception):
    """A lesson cannot be built; the message is one sentence: which file and what to change."""


@dataclass(frozen=True)
class Lesson:
    """One lesson folder.

    Attributes
    ----------
    folder
        For example ``lessons/1_timeline/1_2_what_happened_when``.
    number
        For example ``1_2``.
    """

    folder: Path
    number: str

    @property
    def name(self) -> str:
        return self.folder.name

    @property
    def parts(self) -> tuple[str, ...]:
        """What is built: a start page has no exercises."""
        return tuple(FOLDERS) if (self.folder / "exercises.md").is_file() else ("lesson",)

    def target(self, home: Path, part: str) -> Path:
        return home / FOLDERS[part] / LANGUAGE / f"{self.name}.ipynb"

    def targets(self, home: Path) -> list[Path]:
        """Every file the lesson makes: its notebooks, then its handouts."""
        notebooks = [self.target(home, part) for part in self.parts]
        return notebooks + handouts.targets(home, self.name)


def find_lessons(home: Path, names: tuple[str, ...] = ()) -> list[Lesson]:
    """Return the lessons in order, or those whose number or folder name is asked for.

    Raises
    ------
    BuildError
        If a name fits no lesson, two folders have one name, or there is none at all.
    """
    lessons = []
    for source in sorted((home / "lessons").glob("*/*/lesson.md")):
        folder = source.parent
        number = re.match(r"\d+(_\d+)?", folder.name)
        if number is None:
            raise BuildError(
                f"{folder.relative_to(home)} does not begin with a lesson number such as 1_2: "
                "rename the folder."
            )
        lessons.append(Lesson(folder, number.group()))
    if not lessons:
        raise BuildError(f"No lesson.md was found below {home / 'lessons'}.")
    for one, other in itertools.combinations(lessons, 2):
        if one.name == other.name:
            raise BuildError(f"Two lessons are called {one.name}: rename one of the folders.")
    if not names:
        return lessons
    chosen = [lesson for lesson in lessons if {lesson.number, lesson.name} & set(names)]
    unknown = set(names) - {lesson.number for lesson in chosen} - {x.name for x in chosen}
    if unknown:
        known = ", ".join(lesson.number for lesson in lessons)
        raise BuildError(f"No lesson is called {sorted(unknown)[0]!r}; there are: {known}.")
    return chosen


def _said(path: Path) -> str:
    """Return the path of a lesson's file as far as a reader needs it: from lessons/ on."""
    return "/".join(path.parts[-4:])


def _short(text: str) -> str:
    line = one_line(text).rstrip(".")
    return line if len(line) <= MOST_WORDS else line[:MOST_WORDS] + " …"


def read_source(path: Path) -> NotebookNode:
    """Read a MyST Markdown notebook.

    Raises
    ------
    BuildError
        If it is missing, or its metadata are not what a notebook's are.
    """
    try:
        return jupytext.reads(path.read_text(encoding="utf-8"), fmt="md:myst")
    except FileNotFoundError:
        raise BuildError(f"{_said(path)} is missing.") from None
    except Exception as error:  # jupytext lets errors of YAML and of validation through
        raise BuildError(
            f"{_said(path)} could not be read as a MyST Markdown notebook: {_short(str(error))}."
        ) from None


def _tags(cell: NotebookNode) -> list[str]:
    return list(dict.fromkeys(cell.metadata.get("tags", [])))


def _key(cell: NotebookNode, kind: str) -> str | None:
    for tag in _tags(cell):
        match = KEYED.match(tag)
        if match and match.group(1) == kind:
            return match.group(2)
    return None


def _without(notebook: NotebookNode, tag: str) -> NotebookNode:
    remover = TagRemovePreprocessor(remove_cell_tags=[tag], enabled=True)
    return remover.preprocess(notebook, {})[0]


def _dress(notebook: NotebookNode, lesson: Lesson, part: str, source: Path) -> NotebookNode:
    """Set ids, tags and metadata: the same for the same source, whatever stands around it."""
    seen: dict[str, int] = {}
    cells = []
    for cell in notebook.cells:
        tags = _tags(cell)
        # nbconvert leaves a marker on the cells it looked at
        cell.metadata = NotebookNode({"tags": tags} if tags else {})
        keyed = next((tag for tag in tags if KEYED.match(tag) or tag == "setup"), None)
        if _key(cell, "check"):
            cell.metadata.tags = list(dict.fromkeys([*tags, "nbval-check-output"]))
        if _key(cell, "check") or keyed == "setup":
            cell.metadata.editable = False
            cell.metadata.deletable = False
        elif keyed:
            cell.metadata.deletable = False
        if keyed in seen:
            raise BuildError(f"{_said(source)}: two cells are tagged {keyed}, which is an id.")
        if keyed:
            seen[keyed] = 1
        else:
            digest = hashlib.sha256(f"{cell.cell_type}\n{cell.source}".encode()).hexdigest()[:10]
            seen[digest] = seen.get(digest, 0) + 1
            keyed = f"{digest}-{seen[digest]}" if seen[digest] > 1 else digest
        fresh = (
            nbformat.v4.new_code_cell(cell.source)
            if cell.cell_type == "code"
            else nbformat.v4.new_markdown_cell(cell.source)
        )
        fresh.id, fresh.metadata = keyed, cell.metadata
        cells.append(fresh)
    return nbformat.v4.new_notebook(
        cells=cells,
        metadata={
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python", "file_extension": ".py"},
            "leaklab": {"lesson": lesson.number, "part": part},
        },
    )


def _paired(notebook: NotebookNode, source: Path, exercises: dict[str, Any]) -> None:
    """See to it that each exercise has an answer cell, a check cell and a judge."""
    found = {
        kind: [key.replace("-", ".") for cell in notebook.cells if (key := _key(cell, kind))]
        for kind in ("answer", "check")
    }
    answers, checks = (", ".join(keys) or "none" for keys in found.values())
    if answers != checks:
        raise BuildError(
            f"{_said(source)} has answer cells for {answers} and check cells for {checks}: "
            "each exercise needs both, in the same order."
        )
    if sorted(found["answer"]) != sorted(exercises):
        raise BuildError(
            f"{_said(source)} asks {answers} and checks.py beside it judges "
            f"{', '.join(exercises)}: give each exercise both."
        )
    for cell in notebook.cells:
        key = _key(cell, "check")
        exercise = exercises[key.replace("-", ".")] if key else None
        if exercise and cell.source != (call := f'check("{exercise.key}", {exercise.name})'):
            raise BuildError(f"{_said(source)}: the check cell of {exercise.key} must read {call}.")


def _answered(notebook: NotebookNode, exercises: dict[str, Any]) -> NotebookNode:
    for cell in notebook.cells:
        key = _key(cell, "answer")
        if key:
            cell.source = exercises[key.replace("-", ".")].right[0]
    return notebook


def execute(notebook: NotebookNode, folder: Path, source: Path, home: Path) -> NotebookNode:
    """Run a notebook from top to bottom in a fresh kernel and settle what varies.

    Raises
    ------
    BuildError
        If a cell raises, takes too long, ends its kernel, or prints to standard error.
    """
    folder.mkdir(parents=True, exist_ok=True)
    environment = os.environ | {
        "LEAKLAB_HOME": str(home),
        STATIC: "1",
        "PYTHONHASHSEED": "0",
        "PYTHONWARNINGS": "default",
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    }
    client = NotebookClient(
        notebook,
        timeout=CELL_SECONDS,
        kernel_name="python3",
        record_timing=False,
        # else what is printed in one breath on one day comes in two on another
        coalesce_streams=True,
        # else a kernel that is stopped in the middle of a cell prints a traceback of its own
        shutdown_kernel="immediate",
        extra_arguments=[
            # a word on its transport, at every start, would end up in what a notebook prints
            "--IPKernelApp.log_level=40",
            # what a build runs is not the user's history
            "--HistoryManager.hist_file=:memory:",
        ],
        resources={"metadata": {"path": str(folder)}},
    )
    code = 0
    try:
        # cell by cell, to know which one fails and to leave Ctrl-C to Python
        with client.setup_kernel(env=environment):
            for index, cell in enumerate(notebook.cells):
                code += cell.cell_type == "code"
                trouble = _run(client, cell, index)
                if trouble:
                    named = f"code cell {code} ({_short(cell.source.strip().splitlines()[0])})"
                    raise BuildError(f"{_said(source)}: {named} {trouble}.")
            client.set_widgets_metadata()
    except RuntimeError as error:
        raise BuildError(
            f"{_said(source)}: its kernel did not start: {_short(str(error))}."
        ) from None
    return settle(notebook)


def _run(client: NotebookClient, cell: NotebookNode, index: int) -> str | None:
    """Run one cell; return what is wrong with it."""
    try:
        client.execute_cell(cell, index, execution_count=client.code_cells_executed + 1)
    except CellExecutionError as error:
        return f"stops with {_short(f'{error.ename}: {error.evalue}')}"
    except CellTimeoutError:
        return f"takes longer than {CELL_SECONDS} seconds"
    except DeadKernelError:
        return "ends its kernel"
    for output in cell.get("outputs", []):
        if output.output_type == "stream" and output.name == "stderr":
            return f"prints to standard error: {_short(output.text)}"
    return None


def settle(notebook: NotebookNode) -> NotebookNode:
    """Number widget models from the build instead of at random."""
    widgets = notebook.metadata.get("widgets", {})
    state = widgets.get("application/vnd.jupyter.widget-state+json", {}).get("state", {})
    if not state:
        return notebook
    numbers = {model: f"{count:032x}" for count, model in enumerate(state, start=1)}
    text = json.dumps(notebook)
    text = re.sub("|".join(numbers), lambda match: numbers[match.group()], text)
    return nbformat.from_dict(json.loads(text))


def make(lesson: Lesson, home: Path) -> Iterator[tuple[Path, str]]:
    """Yield each notebook of a lesson, and each handout, as its path and its text."""
    yield from handouts.make(home, lesson.name)
    source = lesson.folder / "lesson.md"
    reading = _dress(read_source(source), lesson, "lesson", source)
    target = lesson.target(home, "lesson")
    yield target, _text(execute(reading, target.parent, source, home))

    if "exercises" not in lesson.parts:
        if (stray := lesson.folder / "checks.py").is_file():
            raise BuildError(
                f"{_said(lesson.folder / 'exercises.md')} is missing, and {stray.name} beside it "
                "judges exercises."
            )
        return
    source = lesson.folder / "exercises.md"
    exercises = judging.load_lesson(lesson.folder / "checks.py")
    _paired(read_source(source), source, exercises)
    asked = _dress(_without(read_source(source), "solution"), lesson, "exercises", source)
    yield lesson.target(home, "exercises"), _text(asked)

    solved = _answered(_without(read_source(source), "exercise-only"), exercises)
    solved = _dress(solved, lesson, "solutions", source)
    target = lesson.target(home, "solutions")
    yield target, _text(execute(solved, target.parent, source, home))


def _text(notebook: NotebookNode) -> str:
    nbformat.validate(notebook)
    return nbformat.writes(notebook, indent=1) + "\n"


def _place(home: Path) -> dict[str, str]:
    """Return what byte identity depends on."""
    locks = [home / "requirements-dev.txt", home / "requirements.txt"]
    locked = b"".join(lock.read_bytes() for lock in locks if lock.is_file())
    return {
        "lock": hashlib.sha256(locked).hexdigest()[:16],
        "python": f"{sys.version_info.major}.{sys.version_info.minor}",
        "system": f"{platform.system()} {platform.machine()}",
    }


def _places(home: Path) -> dict[str, Any]:
    """Return where each lesson was built last; a damaged record says nothing of any."""
    folders = {folder.name for folder in (home / "lessons").glob("*/*")}
    try:
        places = json.loads((home / RECORD).read_bytes())
        return {name: place for name, place in places.items() if name in folders}
    except (FileNotFoundError, ValueError, AttributeError):
        return {}


def _gist(text: str | bytes) -> Any:
    """Return what must be equal on every system: sources, metadata, and the checked outputs."""
    notebook = json.loads(text)
    kept = {name: value for name, value in notebook["metadata"].items() if name != "widgets"}
    return [("its metadata", kept)] + [
        (
            f"cell {cell['id']}",
            cell["cell_type"],
            cell["source"],
            cell["metadata"],
            cell.get("execution_count"),
            bool(cell.get("outputs")),
            "nbval-check-output" in cell["metadata"].get("tags", []) and cell["outputs"],
        )
        for cell in notebook["cells"]
    ]


def _difference(built: str, committed: bytes, strict: bool) -> str | None:
    if built.encode() == committed:
        return None
    if not built.startswith("{"):
        # a handout is plain text and the same on every system
        return "differs from what its tables make"
    try:
        new, old = _gist(built), _gist(committed)
    except (ValueError, LookupError, TypeError, AttributeError):
        return "is damaged"
    for one, other in zip(new, old, strict=False):
        if one != other:
            return f"differs at {one[0]}"
    if len(new) != len(old):
        return f"has {len(old) - 1} cells where its lesson makes {len(new) - 1}"
    return "differs in its stored outputs or its layout" if strict else None


def _orphans(home: Path, lessons: list[Lesson]) -> list[str]:
    expected = {target for lesson in lessons for target in lesson.targets(home)}
    present = {
        path
        for folder in FOLDERS.values()
        for ending in ("ipynb", "html")
        for path in (home / folder).glob(f"*/*.{ending}")
    }
    return [
        path.relative_to(home).as_posix()
        for path in sorted(present - expected)
        if not path.parent.name.startswith(".")
    ]


def _write(texts: dict[Path, str]) -> None:
    """Write files whole or not at all."""
    drafts = {target: target.with_name(target.name + ".draft") for target in texts}
    try:
        for target, draft in drafts.items():
            target.parent.mkdir(parents=True, exist_ok=True)
            draft.write_text(texts[target], encoding="utf-8", newline="\n")
        for target, draft in drafts.items():
            draft.replace(target)
    finally:
        for draft in drafts.values():
            draft.unlink(missing_ok=True)


def build(home: Path, names: tuple[str, ...], *, check: bool) -> int:
    """Build lessons, or with ``check`` only say whether the committed ones are in step.

    A notebook that belongs to no lesson is named and never deleted: it may be somebody's work.

    Parameters
    ----------
    home
        The checkout.
    names
        Lesson numbers or folder names; empty for all.
    check
        Write nothing.

    Returns
    -------
    int
        0 built or in step, 1 out of step or a lesson that cannot be built, 130 interrupted.
    """
    try:
        return _check(home, names) if check else _build(home, names)
    except (BuildError, judging.LessonError, tables.TableError, OSError) as error:
        click.echo(str(error), err=True)
        return 1
    except KeyboardInterrupt:
        kept = "" if check else "finished lessons are written, "
        click.echo(f"Stopped: {kept}the lesson in hand was left as it was.", err=True)
        return 130


def _count(lessons: list[Lesson]) -> int:
    return sum(len(lesson.parts) for lesson in lessons)


def _counted(lessons: list[Lesson]) -> str:
    """Return how many files these are, in words."""
    sheets = sum(len(handouts.targets(lesson.folder, lesson.name)) for lesson in lessons)
    told = f"{_count(lessons)} notebooks"
    return told if not sheets else f"{told} and {sheets} handout{'s' if sheets > 1 else ''}"


def _build(home: Path, names: tuple[str, ...]) -> int:
    if home == SHIPPED:
        raise BuildError("Only a checkout of the kit can be built: set LEAKLAB_HOME to one.")
    lessons = find_lessons(home, names)
    here, places = _place(home), _places(home)
    written = 0
    for lesson, made in _made(lessons, home):
        changed = {
            target: text
            for target, text in made.items()
            if not target.is_file() or target.read_bytes() != text.encode()
        }
        written += len(changed)
        if places.get(lesson.name) != here:
            places[lesson.name] = here
            changed[home / RECORD] = json.dumps(places, indent=1, sort_keys=True) + "\n"
        # a lesson is written whole or not at all
        _write(changed)
    for orphan in [] if names else _orphans(home, lessons):
        click.echo(f"{orphan} {NO_LESSON}.")
    click.echo(f"{_counted(lessons)} built, {written} changed.")
    return 0


def _check(home: Path, names: tuple[str, ...]) -> int:
    lessons = find_lessons(home, names)
    here, places = _place(home), _places(home)
    faults = []
    present = []
    for lesson in lessons:
        missing = [
            target.relative_to(home).as_posix()
            for target in lesson.targets(home)
            if not target.is_file()
        ]
        faults += [f"{path} is missing" for path in missing]
        present += [] if missing else [lesson]
    for lesson, made in _made(present, home):
        for target, text in made.items():
            strict = places.get(lesson.name) == here
            fault = _difference(text, target.read_bytes(), strict)
            if fault:
                faults.append(f"{target.relative_to(home).as_posix()} {fault}")
    orphans = [] if names else _orphans(home, lessons)
    for fault in (*faults, *(f"{orphan} {NO_LESSON}" for orphan in orphans)):
        click.echo(f"Out of step: {fault}.")
    if faults:
        click.echo("Run `leaklab build` and commit what it changes.")
    if faults or orphans:
        return 1
    strict = all(places.get(lesson.name) == here for lesson in lessons)
    depth = "byte for byte" if strict else "in sources and checked outputs"
    click.echo(f"{_counted(lessons)} are in step with lessons/, {depth}.")
    return 0


def _made(lessons: list[Lesson], home: Path) -> Iterator[tuple[Lesson, dict[Path, str]]]:
    """Make lesson after lesson, with a bar that shows it."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
        task = progress.add_task("build", total=_count(lessons))
        for lesson in lessons:
            progress.update(task, description=lesson.name)
            made = {}
            for target, text in make(lesson, home):
                made[target] = text
                progress.advance(task, target.suffix == ".ipynb")
            yield lesson, made

"""``leaklab build``: notebooks from lessons.

``lesson.md`` becomes a notebook to read and run; ``exercises.md`` becomes two: the exercises as
a learner gets them, unexecuted, and the same cells answered and executed. The answers come from
``checks.py``, so that what is published as right is what the checks call right.
"""

import hashlib
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
from nbclient.exceptions import CellExecutionError
from nbconvert.preprocessors import TagRemovePreprocessor
from nbformat import NotebookNode
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from leaklab import judging
from leaklab.rendering import STATIC

LANGUAGE = "en"
FOLDERS = {"lesson": "notebooks", "exercises": "exercises", "solutions": "solutions"}
KEYED = re.compile(r"^(answer|check)-(\d+-\d+-[a-z])$")
CELL_SECONDS = 120
# What Python, system and packages the committed notebooks were made with.
RECORD = "lessons/built-with.json"


class BuildError(Exception):
    """A lesson cannot be built; the message says which file and what to change."""


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

    def target(self, home: Path, part: str) -> Path:
        return home / FOLDERS[part] / LANGUAGE / f"{self.name}.ipynb"


def find_lessons(home: Path, names: tuple[str, ...] = ()) -> list[Lesson]:
    """Return the lessons in order, or those whose number or folder name is asked for.

    Raises
    ------
    BuildError
        If a name fits no lesson, or there is none at all.
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
    if not names:
        return lessons
    chosen = [lesson for lesson in lessons if {lesson.number, lesson.name} & set(names)]
    unknown = set(names) - {lesson.number for lesson in chosen} - {x.name for x in chosen}
    if unknown:
        known = ", ".join(lesson.number for lesson in lessons)
        raise BuildError(f"No lesson is called {sorted(unknown)[0]!r}; there are: {known}.")
    return chosen


def read_source(path: Path) -> NotebookNode:
    """Read a MyST Markdown notebook."""
    try:
        return jupytext.reads(path.read_text(encoding="utf-8"), fmt="md:myst")
    except (OSError, UnicodeDecodeError, ValueError) as error:
        raise BuildError(f"{path} could not be read as a MyST Markdown notebook: {error}") from None


def _tags(cell: NotebookNode) -> list[str]:
    return list(cell.metadata.get("tags", []))


def _key(cell: NotebookNode, kind: str) -> str | None:
    for tag in _tags(cell):
        match = KEYED.match(tag)
        if match and match.group(1) == kind:
            return match.group(2)
    return None


def _without(notebook: NotebookNode, tag: str) -> NotebookNode:
    remover = TagRemovePreprocessor(remove_cell_tags=[tag], enabled=True)
    return remover.preprocess(notebook, {})[0]


def _dress(notebook: NotebookNode, lesson: Lesson, part: str) -> NotebookNode:
    """Set ids, tags and metadata: the same for the same source, whatever stands around it."""
    seen: dict[str, int] = {}
    cells = []
    for cell in notebook.cells:
        tags = _tags(cell)
        # nbconvert leaves a marker on the cells it looked at
        cell.metadata = NotebookNode({"tags": tags} if tags else {})
        keyed = next((tag for tag in tags if KEYED.match(tag) or tag == "setup"), None)
        if _key(cell, "check"):
            cell.metadata.tags = [*tags, "nbval-check-output"]
        if _key(cell, "check") or keyed == "setup":
            cell.metadata.editable = False
            cell.metadata.deletable = False
        elif keyed:
            cell.metadata.deletable = False
        if keyed is None:
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


def _paired(notebook: NotebookNode, lesson: Lesson, exercises: dict[str, Any]) -> None:
    source = lesson.folder / "exercises.md"
    answers = [key for cell in notebook.cells if (key := _key(cell, "answer"))]
    checks = [key for cell in notebook.cells if (key := _key(cell, "check"))]
    if answers != checks:
        raise BuildError(
            f"{source}: answer cells {answers} and check cells {checks} must be the same, in turn."
        )
    judged = [key.replace(".", "-") for key in exercises]
    if sorted(answers) != sorted(judged):
        raise BuildError(
            f"{source} asks {sorted(answers)} and checks.py beside it judges {sorted(judged)}: "
            "give each exercise both."
        )


def _answered(notebook: NotebookNode, exercises: dict[str, Any]) -> NotebookNode:
    for cell in notebook.cells:
        key = _key(cell, "answer")
        if key:
            cell.source = exercises[key.replace("-", ".")].right[0]
    return notebook


def execute(notebook: NotebookNode, folder: Path, source: Path) -> NotebookNode:
    """Run a notebook from top to bottom in a fresh kernel and settle what varies.

    Raises
    ------
    BuildError
        If a cell raises, or prints to standard error.
    """
    folder.mkdir(parents=True, exist_ok=True)
    environment = os.environ | {STATIC: "1", "PYTHONHASHSEED": "0", "PYTHONWARNINGS": "default"}
    environment["PYDEVD_DISABLE_FILE_VALIDATION"] = "1"
    client = NotebookClient(
        notebook,
        timeout=CELL_SECONDS,
        kernel_name="python3",
        record_timing=False,
        # a word on its transport, at every start, would end up in what a notebook prints
        extra_arguments=["--IPKernelApp.log_level=40"],
        resources={"metadata": {"path": str(folder)}},
    )
    try:
        client.execute(env=environment)
    except CellExecutionError as error:
        last = str(error).strip().splitlines()[-1]
        raise BuildError(f"{source}: a cell stops with an error: {last}\n{error}") from None
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if output.output_type == "stream" and output.name == "stderr":
                raise BuildError(f"{source}: a cell prints to standard error: {output.text}")
    notebook.metadata.language_info = {"name": "python", "file_extension": ".py"}
    return settle(notebook)


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
    """Yield each notebook of a lesson as its path and its text."""
    reading = _dress(read_source(lesson.folder / "lesson.md"), lesson, "lesson")
    target = lesson.target(home, "lesson")
    yield target, _text(execute(reading, target.parent, lesson.folder / "lesson.md"))

    source = lesson.folder / "exercises.md"
    exercises = judging.load_lesson(lesson.folder / "checks.py")
    _paired(read_source(source), lesson, exercises)
    asked = _dress(_without(read_source(source), "solution"), lesson, "exercises")
    yield lesson.target(home, "exercises"), _text(asked)

    solved = _answered(_without(read_source(source), "exercise-only"), exercises)
    solved = _dress(solved, lesson, "solutions")
    target = lesson.target(home, "solutions")
    yield target, _text(execute(solved, target.parent, source))


def _text(notebook: NotebookNode) -> str:
    nbformat.validate(notebook)
    return nbformat.writes(notebook, indent=1) + "\n"


def _place() -> dict[str, str]:
    """Return what byte identity depends on."""
    lock = Path(__file__).parents[2] / "requirements-dev.txt"
    locked = lock.read_bytes() + (lock.parent / "requirements.txt").read_bytes()
    return {
        "lock": hashlib.sha256(locked).hexdigest()[:16],
        "python": f"{sys.version_info.major}.{sys.version_info.minor}",
        "system": f"{platform.system()} {platform.machine()}",
    }


def _gist(text: str) -> Any:
    """Return what must be equal on every system: sources, tags, and the checked outputs."""
    notebook = json.loads(text)
    return [
        (
            cell["id"],
            cell["cell_type"],
            cell["source"],
            cell["metadata"],
            cell.get("execution_count"),
            "nbval-check-output" in cell["metadata"].get("tags", []) and cell["outputs"],
        )
        for cell in notebook["cells"]
    ]


def _difference(built: str, committed: str, strict: bool) -> str | None:
    if built == committed:
        return None
    try:
        new, old = _gist(built), _gist(committed)
    except (ValueError, KeyError, TypeError):
        return "is damaged"
    for one, other in zip(new, old, strict=False):
        if one != other:
            return f"differs at cell {one[0]}"
    if len(new) != len(old):
        return f"has {len(old)} cells where its lesson makes {len(new)}"
    return "differs in its stored outputs" if strict else None


def _orphans(home: Path, lessons: list[Lesson]) -> list[Path]:
    expected = {lesson.target(home, part) for lesson in lessons for part in FOLDERS}
    present = {path for folder in FOLDERS.values() for path in (home / folder).glob("*/*.ipynb")}
    return sorted(present - expected)


def _write(target: Path, text: str) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_suffix(".ipynb.draft")
    draft.write_text(text, encoding="utf-8", newline="\n")
    draft.replace(target)


def build(home: Path, names: tuple[str, ...], *, check: bool) -> int:
    """Build lessons, or with ``check`` only say whether the committed ones are in step.

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
        0 built or in step, 1 out of step or a lesson that cannot be built.
    """
    console = Console(stderr=True)
    record = home / RECORD
    try:
        lessons = find_lessons(home, names)
        committed_place = json.loads(record.read_text()) if record.is_file() else {}
        strict = committed_place == _place()
        faults: list[str] = []
        written = 0
        with Progress(
            TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), console=console
        ) as progress:
            task = progress.add_task("build", total=3 * len(lessons))
            for lesson in lessons:
                progress.update(task, description=lesson.name)
                # a lesson is written whole or not at all
                made = []
                for target, text in make(lesson, home):
                    made.append((target, text))
                    progress.advance(task)
                for target, text in made:
                    committed = target.read_text(encoding="utf-8") if target.is_file() else None
                    if check and committed is None:
                        faults.append(f"{target.relative_to(home)} is missing")
                    elif check:
                        fault = _difference(text, committed, strict)
                        if fault:
                            faults.append(f"{target.relative_to(home)} {fault}")
                    elif text != committed:
                        _write(target, text)
                        written += 1
        if not names:
            for path in _orphans(home, lessons):
                if check:
                    faults.append(f"{path.relative_to(home)} has no lesson")
                else:
                    path.unlink()
        if check:
            for fault in faults:
                click.echo(f"Out of step: {fault}.")
            if faults:
                click.echo("Run `leaklab build` and commit what it changes.")
                return 1
            depth = "byte for byte" if strict else "in sources and checked outputs"
            click.echo(f"{3 * len(lessons)} notebooks are in step with lessons/, {depth}.")
            return 0
        if not names:
            record.write_text(json.dumps(_place(), indent=1) + "\n", newline="\n")
        click.echo(f"{3 * len(lessons)} notebooks built, {written} changed.")
        return 0
    except (BuildError, judging.LessonError) as error:
        click.echo(str(error), err=True)
        return 1
    except KeyboardInterrupt:
        click.echo("Stopped: finished lessons are written, the one in hand was left as it was.")
        return 130

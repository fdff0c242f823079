"""Reads a learner's notebook and lays out the copy of it that will be run.

The copy holds the learner's answers and other code, and the lesson's own setup and check cells
from solutions/. What had to be put right on the way is told in sentences.
"""

import ast
import json
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from leaklab.judging import Exercise, load_exercises, shown
from leaklab.wording import say

LANGUAGE = "en"
MOST_BYTES = 200_000_000
ROLE = re.compile(r"(?P<kind>answer|check)-(?P<slug>\d+(?:-\d+)?-[a-z])", re.ASCII)
CONFLICT = re.compile(r"^(<{7}|={7}|>{7})(\s|$)", re.MULTILINE)


class UnreadableError(Exception):
    """The notebook cannot be checked; ``str()`` of it is one sentence for the learner."""


class RunError(Exception):
    """The checker itself could not do its work; ``str()`` of it is one sentence."""


# --- reading -------------------------------------------------------------------------------------


def read_notebook(path: Path) -> dict[str, Any]:
    """Read a notebook's raw JSON.

    nbformat is not asked: it renames doubled cell ids without a word.

    Parameters
    ----------
    path : Path
        Any file.

    Returns
    -------
    dict
        A notebook of version 4: each cell has ``cell_type``, ``metadata`` (a dict) and ``source``
        (one text).

    Raises
    ------
    UnreadableError
        With one sentence, if it is anything else.
    """
    name = shown(path.name)
    try:
        if not path.exists():
            raise UnreadableError(say("There is no file {path}.", path=shown(str(path), 200)))
        if not path.is_file():
            raise UnreadableError(say("{name} is a folder, not a notebook.", name=name))
        if path.stat().st_size > MOST_BYTES:
            raise UnreadableError(
                say(
                    "{name} is too large: clear its outputs (Edit > Clear Outputs of All Cells).",
                    name=name,
                )
            )
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableError(
            say("{name} could not be read: {error}.", name=name, error=error.strerror)
        ) from None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableError(
            say("{name} is not a notebook: it is not UTF-8 text.", name=name)
        ) from None
    if not text.strip():
        raise UnreadableError(say("{name} is empty.", name=name))
    notebook = _parse(text, name)
    if not isinstance(notebook, dict) or not isinstance(notebook.get("nbformat"), int):
        raise UnreadableError(
            say("{name} is not a notebook: its JSON lacks the version.", name=name)
        )
    if notebook["nbformat"] != 4:
        raise UnreadableError(
            say(
                "{name} is a notebook of version {version}; version 4 is needed: open it in "
                "JupyterLab, save it, and check again.",
                name=name,
                version=notebook["nbformat"],
            )
        )
    cells = notebook.get("cells")
    if not isinstance(cells, list):
        raise UnreadableError(say("{name} is not a notebook: it has no cells.", name=name))
    for number, cell in enumerate(cells, start=1):
        if not _is_cell(cell):
            raise UnreadableError(
                say(
                    "{name} is damaged: cell {number} has no type or no text.",
                    name=name,
                    number=number,
                )
            )
    metadata = notebook.get("metadata")
    notebook["metadata"] = metadata if isinstance(metadata, dict) else {}
    return notebook


def _parse(text: str, name: str) -> Any:
    try:
        return json.loads(text)
    except RecursionError:
        raise UnreadableError(
            say("{name} is not a notebook: its JSON is nested too deeply.", name=name)
        ) from None
    except ValueError as error:
        conflict = CONFLICT.search(text)
        if conflict:
            raise UnreadableError(
                say(
                    "{name} holds the marks of a merge conflict (line {line}): choose one of the "
                    "two versions, or take the notebook afresh.",
                    name=name,
                    line=text.count("\n", 0, conflict.start()) + 1,
                )
            ) from None
        if text.lstrip()[:1] != "{":
            raise UnreadableError(
                say(
                    "{name} is not a notebook: it does not begin as one. Was a web page saved "
                    "in its place?",
                    name=name,
                )
            ) from None
        position = getattr(error, "pos", 0)
        if position >= len(text.rstrip()) or "Unterminated string" in str(error):
            raise UnreadableError(
                say(
                    "{name} breaks off in the middle (line {line}): it was not saved or copied "
                    "to its end.",
                    name=name,
                    line=text.count("\n") + 1,
                )
            ) from None
        raise UnreadableError(
            say(
                "{name} is damaged: its JSON goes wrong at line {line}.",
                name=name,
                line=text.count("\n", 0, position) + 1,
            )
        ) from None


def _is_cell(cell: Any) -> bool:
    if not isinstance(cell, dict) or not isinstance(cell.get("cell_type"), str):
        return False
    source = cell.get("source")
    if isinstance(source, list) and all(isinstance(part, str) for part in source):
        source = "".join(source)
    if isinstance(source, str):
        # A lone surrogate could not be sent to the kernel.
        cell["source"] = source = source.encode("utf-8", "replace").decode("utf-8")
    if not isinstance(cell.get("metadata"), dict):
        cell["metadata"] = {}
    return isinstance(source, str)


def _tags(cell: dict[str, Any]) -> list[str]:
    tags = cell["metadata"].get("tags")
    return [tag for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else []


def role_of(cell: dict[str, Any]) -> tuple[str, str]:
    """Return what a cell is for: ("answer" or "check", key), ("setup", "") or ("", "").

    JupyterLab's copy and paste keeps tags and renews ids; other editors drop ids or tags. So the
    tag speaks first, then the id.
    """
    for mark in [*_tags(cell), cell.get("id")]:
        match = ROLE.fullmatch(mark) if isinstance(mark, str) else None
        if match:
            return match["kind"], match["slug"].replace("-", ".")
        if mark == "setup":
            return "setup", ""
    return "", ""


# --- the pristine lesson -------------------------------------------------------------------------


@dataclass(frozen=True)
class Pristine:
    """A lesson's own cells, from solutions/."""

    name: str
    setup: tuple[dict[str, Any], ...]
    checks: dict[str, dict[str, Any]]
    exercises: dict[str, Exercise]


def lesson_of(notebook: dict[str, Any]) -> str | None:
    """Return a notebook's lesson ("1.2"): that of most of its exercise cells, else as it says."""
    keys = [key for _, key in map(role_of, notebook["cells"]) if key]
    if keys:
        return Counter(key.rpartition(".")[0] for key in keys).most_common(1)[0][0]
    said = notebook["metadata"].get("leaklab")
    lesson = str(said.get("lesson")).replace("_", ".") if isinstance(said, dict) else ""
    return lesson if re.fullmatch(r"\d+(\.\d+)?", lesson, re.ASCII) else None


def load_pristine(home: Path, lesson: str) -> Pristine:
    """Load a lesson's setup cells, check cells and judges.

    Parameters
    ----------
    home : Path
        The folder that holds ``lessons/`` and ``solutions/``.
    lesson : str
        ``"1.2"``.

    Raises
    ------
    UnreadableError
        If there is no such lesson.
    RunError
        If its solution is damaged, or does not fit its judges.
    """
    prefix = lesson.replace(".", "_") + "_"
    paths = sorted((home / "solutions" / LANGUAGE).glob(f"{prefix}*.ipynb"))
    exercises = load_exercises(home, lesson)
    if not paths or not exercises:
        raise UnreadableError(
            say("This notebook belongs to lesson {lesson}, which the kit lacks.", lesson=lesson)
        )
    try:
        cells = read_notebook(paths[0])["cells"]
    except UnreadableError as error:
        raise RunError(say("The kit's own solution is damaged: {error}", error=error)) from None
    setup = tuple(cell for cell in cells if role_of(cell)[0] == "setup")
    checks = {key: cell for cell in cells for kind, key in [role_of(cell)] if kind == "check"}
    for key, cell in checks.items():
        if key not in exercises or cell.get("execution_count") is None or not cell.get("outputs"):
            raise RunError(
                say(
                    "The kit's own solution of {key} was not run or has no judge: "
                    "run leaklab build.",
                    key=key,
                )
            )
    return Pristine(paths[0].name, setup, checks, exercises)


# --- the copy ------------------------------------------------------------------------------------


@dataclass
class Step:
    """A code cell of the copy."""

    id: str
    role: str  # setup, other, answer or check
    source: str
    key: str = ""
    number: int = 0  # in the learner's notebook, from 1; 0 where the kit put it
    stored: dict[str, Any] | None = None  # the pristine check cell

    def as_cell(self) -> dict[str, Any]:
        stored = self.stored or {}
        return {
            "cell_type": "code",
            "id": self.id,
            "metadata": {"tags": ["nbval-check-output"]} if self.stored else {},
            "source": self.source,
            "outputs": stored.get("outputs", []),
            "execution_count": stored.get("execution_count"),
        }


@dataclass
class Plan:
    """What will be run, and what had to be put right for it."""

    steps: list[Step] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    missing: dict[str, str] = field(default_factory=dict)  # key: a sentence


def plan(notebook: dict[str, Any], pristine: Pristine) -> Plan:
    """Lay out the copy: pristine setup, the learner's code, each check after its answer.

    Parameters
    ----------
    notebook : dict
        As :func:`read_notebook` returned it.
    pristine : Pristine
        The lesson it belongs to.
    """
    made = Plan()
    cells = notebook["cells"]
    roles = [role_of(cell) for cell in cells]
    places: dict[tuple[str, str], list[int]] = {}
    for index, role in enumerate(roles):
        places.setdefault(role, []).append(index)

    taken: dict[int, str] = {}
    dropped: set[int] = set()
    for key, check in pristine.checks.items():
        answers = [i for i in places.get(("answer", key), ()) if cells[i]["cell_type"] == "code"]
        checks = places.get(("check", key), [])
        dropped.update(checks)
        if answers:
            taken[_take_answer(key, answers, cells, pristine, made)] = key
        else:
            made.missing[key] = _why_missing(key, places.get(("answer", key), []), pristine)
        _look_at_checks(key, check, checks, answers, cells, made)
    last = max(taken, default=-1)

    for number, cell in enumerate(pristine.setup, start=1):
        made.steps.append(Step(f"setup-{number}", "setup", cell["source"]))
    changed = _look_at_setup(places.get(("setup", ""), []), cells, pristine, made)
    for index, cell in enumerate(cells[: last + 1]):
        kind, key = roles[index]
        if cell["cell_type"] != "code" or index in dropped:
            continue
        if kind == "setup" and index not in changed:
            continue
        number = index + 1
        if index not in taken:
            if kind == "answer" and key in pristine.checks and is_stub(cell["source"]):
                continue
            made.steps.append(Step(f"cell-{number}", "other", cell["source"], number=number))
            continue
        key = taken[index]
        made.steps.append(Step(f"answer-{number}", "answer", cell["source"], key, number))
        check = pristine.checks[key]
        made.steps.append(Step(f"check-{number}", "check", check["source"], key, 0, check))
    _look_at_names(made, pristine)
    return made


def _take_answer(
    key: str, answers: list[int], cells: list[Any], pristine: Pristine, made: Plan
) -> int:
    """Choose among doubled answer cells: the last that is not an untouched stub."""
    filled = [i for i in answers if not is_stub(cells[i]["source"])]
    index = (filled or answers)[-1]
    if len(answers) > 1:
        made.problems.append(
            say(
                "{key}: its answer cell is there {count} times; the one that counts is the last "
                "that was filled in, cell {number} of the notebook.",
                key=key,
                count=len(answers),
                number=index + 1,
            )
        )
    heeded = [tag for tag in _tags(cells[index]) if tag.startswith(("nbval-", "raises-"))]
    if heeded:
        made.problems.append(
            say(
                "{key}: its answer cell bears the tag {tags}, which was not heeded.",
                key=key,
                tags=shown(", ".join(heeded)),
            )
        )
    return index


def is_stub(source: str) -> bool:
    """Whether a cell holds nothing but comments and ``name = ...``."""
    try:
        statements = ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return all(
        isinstance(statement, ast.Assign | ast.Expr)
        and isinstance(statement.value, ast.Constant)
        and statement.value.value is Ellipsis
        for statement in statements
    )


def _why_missing(key: str, others: list[int], pristine: Pristine) -> str:
    if others:
        return say(
            "{key}: its answer cell (cell {number}) is no code cell any more: select it, press "
            "Esc, then Y.",
            key=key,
            number=others[0] + 1,
        )
    return say(
        "{key}: its answer cell is missing: copy the cell from exercises/{language}/{name} back "
        "into the notebook, or give the cell with your answer the tag answer-{slug}.",
        key=key,
        language=LANGUAGE,
        name=pristine.name,
        slug=key.replace(".", "-"),
    )


def _look_at_checks(
    key: str, pristine: dict[str, Any], found: list[int], answers: list[int], cells: list[Any],
    made: Plan,
) -> None:  # fmt: skip
    """Say what is different about an exercise's check cell."""
    if not found:
        made.problems.append(
            say("{key}: its check cell is missing; the original was put back.", key=key)
        )
        return
    if len(found) > 1:
        made.problems.append(
            say(
                "{key}: its check cell is there {count} times; the one original was put in their "
                "place.",
                key=key,
                count=len(found),
            )
        )
    for index in found:
        cell = cells[index]
        added = sorted(
            tag
            for tag in set(_tags(cell)) - set(_tags(pristine))
            if tag.startswith(("nbval-", "raises-"))
        )
        if cell["cell_type"] != "code":
            made.problems.append(
                say(
                    "{key}: its check cell was no code cell any more; the original was put back.",
                    key=key,
                )
            )
        elif cell["source"].strip() != pristine["source"].strip():
            made.problems.append(
                say(
                    "{key}: its check cell was edited and read {source}; the original was put "
                    "back.",
                    key=key,
                    source=shown(cell["source"]),
                )
            )
        elif added:
            made.problems.append(
                say(
                    "{key}: its check cell bore the tag {tags}; the original was put back.",
                    key=key,
                    tags=shown(", ".join(added)),
                )
            )
    if answers and found[0] < answers[0]:
        made.problems.append(
            say(
                "{key}: its check cell stood above its answer cell; it was put below it.",
                key=key,
            )
        )


def _look_at_setup(found: list[int], cells: list[Any], pristine: Pristine, made: Plan) -> set[int]:
    """Return which setup cells differ from the pristine ones: they run too, after those."""
    if not pristine.setup:
        return set(found)
    sources = {cell["source"].strip() for cell in pristine.setup}
    theirs = {cells[i]["source"].strip() for i in found if cells[i]["cell_type"] == "code"}
    if not sources <= theirs:
        made.problems.append(
            say("The setup cell was changed or removed; the original was put back and run first.")
        )
    return {i for i in found if cells[i]["source"].strip() not in sources}


def _assigned(source: str) -> set[str]:
    """Return the names that a cell assigns, roughly."""
    try:
        nodes = ast.walk(ast.parse(source))
        return {
            node.id
            for node in nodes
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
        }
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return set()


def _look_at_names(made: Plan, pristine: Pristine) -> None:
    """Say where an answer is given outside its cell: it does not count there."""
    for step in made.steps:
        if step.role != "other":
            continue
        for name in sorted(_assigned(step.source)):
            keys = [step.key for step in made.steps if step.role == "answer"]
            for key in keys:
                if pristine.exercises[key].name == name:
                    made.problems.append(
                        say(
                            "{key}: {name} is also given in cell {number}; what counts is its "
                            "value after its answer cell.",
                            key=key,
                            name=name,
                            number=step.number,
                        )
                    )

"""A small lesson of its own for the tests of the checker: no real lesson is needed."""

import json
from pathlib import Path

import nbformat

from leaklab.checking import line, verdict
from leaklab.judging import load_exercises

CHECKS = """
from leaklab.judging import Exercise, Wrong, apart, as_choice, as_texts, as_whole
from leaklab.judging import holds, not_yet, recorded


def judge_a(answer):
    letter = as_choice(answer, "ABC")
    if letter == "A":
        return not_yet("A is the day it was printed: reread paragraph 2.")
    if letter != "B":
        return not_yet("Not {letter}: reread paragraph 1.", letter=letter)
    return holds("Paragraph 1 says so.")


def judge_b(answer):
    number = as_whole(answer)
    if number != 7:
        return not_yet("It is not {number}: count again.", number=number)
    return holds("Seven rows.")


def judge_c(answer):
    missing, extra = apart(as_texts(answer, known=("x", "y", "z")), ("x", "y"))
    if missing or extra:
        return not_yet("{lacking} missing.", lacking=len(missing))
    return holds("Both are there.")


EXERCISES = (
    Exercise("9.9.a", "Read", 2, judge_a, ('answer_a = "B"',), (Wrong("answer_a = 3", "letter"),)),
    Exercise("9.9.b", "Code", 2, judge_b, ("answer_b = len(range(7))",)),
    Exercise("9.9.c", "Read", 2, judge_c, ('answer_c = ["x", "y"]',)),
    Exercise("9.9.d", "Explain", 2, recorded("One.", "Two."), ('answer_d = "Because."',)),
    *(Exercise(f"9.9.{x}", "Read", 2, judge_a, (f'answer_{x} = "B"',)) for x in "efghij"),
)
"""
SETUP = "from leaklab.checking import check"
RIGHT = {
    "a": 'answer_a = "B"',
    "b": "answer_b = len(range(7))",
    "c": 'answer_c = ["x", "y"]',
    "d": 'answer_d = "Because."',
    **{letter: f'answer_{letter} = "B"' for letter in "efghij"},
}
KEYS = [f"9.9.{letter}" for letter in RIGHT]


def make_home(folder: Path) -> Path:
    """Make a kit with one lesson, 9.9, as ``leaklab build`` would leave it."""
    home = folder / "kit"
    lesson = home / "lessons" / "9_fixture" / "9_9_fixture"
    lesson.mkdir(parents=True)
    (home / "data").mkdir()
    (lesson / "checks.py").write_text(CHECKS, encoding="utf-8")
    for part in ("exercises", "solutions"):
        target = home / part / "en" / "9_9_fixture.ipynb"
        target.parent.mkdir(parents=True)
        target.write_text(json.dumps(make_notebook(home, part)), encoding="utf-8")
    return home


def make_notebook(home: Path, part: str = "exercises") -> dict:
    """Make the exercises, or the solutions with their outputs."""
    solved = part == "solutions"
    exercises = load_exercises(home)
    cells = [nbformat.v4.new_markdown_cell("# Fixture"), _keyed("setup", SETUP)]
    for key, exercise in exercises.items():
        slug = key.replace(".", "-")
        name = exercise.name
        source = exercise.right[0] if solved else f"{name} = ..."
        cells.append(nbformat.v4.new_markdown_cell(f"Exercise {key}"))
        cells.append(_keyed(f"answer-{slug}", source))
        check = _keyed(f"check-{slug}", f'check("{key}", {name})', "nbval-check-output")
        if solved:
            space: dict = {}
            exec(source, space)
            text = line(key, verdict(exercise, space[name])) + "\n"
            check.outputs = [nbformat.v4.new_output("stream", name="stdout", text=text)]
        cells.append(check)
    for number, cell in enumerate(c for c in cells if c.cell_type == "code"):
        cell.execution_count = number + 1 if solved else None
    metadata = {"leaklab": {"lesson": "9_9", "part": part}}
    notebook = nbformat.v4.new_notebook(cells=cells, metadata=metadata)
    nbformat.validate(notebook)
    return json.loads(nbformat.v4.writes(notebook, split_lines=False))


def _keyed(name: str, source: str, *tags: str) -> nbformat.NotebookNode:
    cell = nbformat.v4.new_code_cell(source, metadata={"tags": [name, *tags]})
    cell.id = name
    return cell


def find_cell(notebook: dict, name: str) -> dict:
    """Return the first cell that bears a tag."""
    return next(c for c in notebook["cells"] if name in c["metadata"].get("tags", ()))


def answer(notebook: dict, **sources: str) -> dict:
    """Fill answer cells: ``answer(notebook, a='answer_a = "B"')``."""
    for letter, source in sources.items():
        find_cell(notebook, f"answer-9-9-{letter}")["source"] = source
    return notebook


def scratch(source: str, **metadata: object) -> dict:
    """Return a code cell of the learner's own."""
    return {
        "cell_type": "code",
        "id": "scratch",
        "metadata": metadata,
        "source": source,
        "outputs": [],
        "execution_count": None,
    }

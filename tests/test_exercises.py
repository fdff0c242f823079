"""Every exercise of every lesson: each right form holds, each known wrong answer is told why.

Answers go in rounds: round k puts the k-th snippet of every exercise into one notebook. A lesson's
notebook is then executed as a learner would execute it, all rounds in one kernel, and every answer
is judged outside that kernel from its encoded value. The untouched notebook, the first right
answers and the first wrong ones are checked as ``leaklab check`` does it, which starts a kernel
each time; the checker's own tests are in test_grading.py.
"""

import itertools
import json
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from leaklab.answers import JSON
from leaklab.checking import cannot_encode, folded, line, unanswered
from leaklab.judging import (
    JUDGE_FAILED,
    KINDS,
    RECORDED_KINDS,
    Exercise,
    Verdict,
    load_exercises,
    load_lesson,
)
from leaklab.places import home
from leaklab.tools import grading, overlay

HOME = home()
CHECKS = sorted(HOME.glob("lessons/*/*/checks.py"))
LESSONS = {path.parent.name: load_lesson(path) for path in CHECKS}
EXERCISES = [exercise for lesson in LESSONS.values() for exercise in lesson.values()]
each_lesson = pytest.mark.parametrize("lesson", LESSONS)
each_exercise = pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.key)


def exercises_notebook(lesson: str) -> nbformat.NotebookNode:
    return nbformat.read(HOME / "exercises" / "en" / f"{lesson}.ipynb", as_version=4)


def rounds(lesson: str) -> list[dict[str, str]]:
    """Return the notebooks to try, each as answer sources by key; the first is all stubs."""
    exercises = LESSONS[lesson].values()
    right = itertools.zip_longest(*(exercise.right for exercise in exercises))
    wrong = itertools.zip_longest(*([w.source for w in e.wrong] for e in exercises))
    return [{}] + [
        {e.key: source for e, source in zip(exercises, sources, strict=True) if source is not None}
        for sources in (*right, *wrong)
    ]


@dataclass(frozen=True)
class Seen:
    """What one answer got: the line printed in the notebook, and what the checker says."""

    encoded: JSON
    printed: str
    judged: grading.Judged


def seen(lesson: str) -> dict[tuple[str, str], Seen]:
    """Try every answer of a lesson, once; return what it got by key and source ("": the stub)."""
    found = attempted(lesson)
    if isinstance(found, Exception):
        raise found
    return found


@cache
def attempted(lesson: str) -> dict[tuple[str, str], Seen] | Exception:
    # A failure is kept as well: it would take as long to fail again for every exercise.
    try:
        return attempt(lesson)
    except Exception as error:
        return error


def attempt(lesson: str) -> dict[tuple[str, str], Seen]:
    given = rounds(lesson)
    tried = [0, 1, 1 + max(len(exercise.right) for exercise in LESSONS[lesson].values())]
    with ThreadPoolExecutor(2) as pool:
        executed = pool.submit(execute, lesson, given)
        results = dict(
            zip(tried, pool.map(lambda n: checked(lesson, given[n]), tried), strict=True)
        )
        printed = executed.result()
    found = {}
    for number, (sources, (encoded, lines)) in enumerate(zip(given, printed, strict=True)):
        for key in sources or LESSONS[lesson]:
            judged = outside(lesson, key, encoded[key])
            if number in results:
                result = results[number]
                assert result.problems == (), (sources, result.problems)
                assert judged in result.exercises, (judged, result.exercises)
            value = encoded[key][0] if encoded[key] and isinstance(encoded[key], list) else None
            found[key, sources.get(key, "")] = Seen(value, lines[key], judged)
    return found


def outside(lesson: str, key: str, found: JSON) -> grading.Judged:
    """Judge an answer outside the kernel that made it, from what ENCODE says of it."""
    if isinstance(found, dict):
        verdict = cannot_encode(**found)
    else:
        verdict = LESSONS[lesson][key].verdict(found[0]) if found else unanswered()
    return grading.Judged(key, verdict.status, verdict.message)


def checked(lesson: str, sources: dict[str, str]) -> grading.Result:
    """Check a notebook with these answers."""
    notebook = exercises_notebook(lesson)
    for cell in notebook.cells:
        kind, key = overlay.role_of(cell)
        if kind == "answer" and key in sources:
            cell.source = sources[key]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mine.ipynb"
        nbformat.write(notebook, path)
        return grading.grade(path)


def execute(lesson: str, given: list[dict[str, str]]) -> list[tuple[dict, dict]]:
    """Run all rounds in one kernel; return encoded answers and printed lines for each."""
    source = exercises_notebook(lesson)
    cells = []
    for number, sources in enumerate(given):
        for cell in source.cells:
            kind, key = overlay.role_of(cell)
            if cell.cell_type != "code" or (number and kind not in ("answer", "check")):
                continue
            code = sources.get(key, cell.source) if kind == "answer" else cell.source
            cells.append(nbformat.v4.new_code_cell(code, metadata={"round": number, "key": key}))
            cells[-1].metadata["kind"] = kind
            if kind == "check":
                name = LESSONS[lesson][key].name
                cells.append(nbformat.v4.new_code_cell(ENCODE.format(name=name)))
                cells[-1].metadata.update(round=number, key=key, kind="encoded")
    notebook = nbformat.v4.new_notebook(cells=cells)
    resources = {"metadata": {"path": str(HOME / "exercises" / "en")}}
    NotebookClient(notebook, timeout=60, kernel_name="python3", resources=resources).execute()
    results: list[tuple[dict, dict]] = [({}, {}) for _ in given]
    for cell in notebook.cells:
        if cell.metadata["kind"] not in ("check", "encoded"):
            continue
        assert all(output.get("name") == "stdout" for output in cell.outputs), cell.outputs
        text = "".join(output.text for output in cell.outputs)
        encoded, lines = results[cell.metadata["round"]]
        if cell.metadata["kind"] == "check":
            lines[cell.metadata["key"]] = text
        else:
            encoded[cell.metadata["key"]] = json.loads(text)
    return results


ENCODE = """\
import json
from leaklab import answers
try:
    print(json.dumps([answers.encode({name})]))
except answers.Unanswered:
    print("[]")
except answers.CannotEncode as error:
    print(json.dumps(dict(reason=error.reason, name=error.name)))
del {name}
"""


def test_there_are_lessons_with_exercises():
    assert CHECKS, f"no lessons/*/*/checks.py below {HOME}"
    assert list(load_exercises(HOME)) == [exercise.key for exercise in EXERCISES]
    for lesson in LESSONS:
        for part in ("exercises", "solutions"):
            path = HOME / part / "en" / f"{lesson}.ipynb"
            assert path.is_file(), f"{path} is missing: run leaklab build"


class TestContract:
    """What a suite of answers must hold, seen without running anything."""

    @each_lesson
    def test_four_to_seven_exercises_in_order(self, lesson):
        keys = list(LESSONS[lesson])
        assert 4 <= len(keys) <= 7
        assert [key.rpartition(".")[2] for key in keys] == list("abcdefg"[: len(keys)])

    @each_exercise
    def test_fields(self, exercise):
        assert exercise.kind in KINDS
        assert 0 < exercise.minutes <= 20
        for source in (*exercise.right, *(wrong.source for wrong in exercise.wrong)):
            assert f"{exercise.name} =" in source
        assert all(wrong.says.strip() for wrong in exercise.wrong)
        if exercise.kind not in RECORDED_KINDS:
            assert len(exercise.wrong) >= 6
            sources = [wrong.source for wrong in exercise.wrong]
            assert len(set(sources)) == len(sources)

    @each_exercise
    def test_judge_copes_with_anything(self, exercise):
        """Odd JSON gets a verdict, the same each time, and is left as it was."""
        for value in ODD:
            before = json.dumps(value)
            first = exercise.verdict(value)
            assert first == exercise.verdict(value)
            assert json.dumps(value) == before
            assert JUDGE_FAILED[:20] not in first.message, (value, first.message)
            assert first.status == "not yet" or exercise.kind in RECORDED_KINDS, (value, first)


ODD: list[JSON] = [
    None,
    True,
    False,
    0,
    -1,
    10**30,
    0.5,
    -1e300,
    "",
    " \n",
    "?",
    "x" * 2000,
    "Infinity",
    "2017-02-30",
    "9999-12-31T23:59:59-12:00",
    "\u0660",
    "'\"<b>&{0}{x}%s",
    [],
    [[]],
    [None],
    [None] * 4,
    [True] * 2,
    [0, 0],
    [-1] * 4,
    [10**30] * 4,
    ["", ""],
    ["x"] * 7,
    ["2017-05-05 20:00", None],
    [["B", "D"], ["B"]],
    [{}],
    [{"a": 1}, {"b": 2}],
    [{"event_id": None}],
    [{"start": 1, "end": 2}],
    list(range(1000)),
    {},
    {"a": None},
    {"start": "x", "end": []},
    {"$schema": "vega-lite"},
    {"$schema": "https://vega.github.io/schema/vega-lite/v6.json", "layer": [1], "encoding": 3},
]


class TestAnswers:
    """What each known answer gets, in the notebook and from the checker."""

    def line_of(self, got: Seen) -> str:
        return folded(line(got.judged.key, Verdict(got.judged.status, got.judged.message))) + "\n"

    @each_lesson
    def test_untouched_is_not_answered(self, lesson):
        for exercise in LESSONS[lesson].values():
            got = seen(lesson)[exercise.key, ""]
            assert got.judged.status == "not answered"
            assert got.printed == self.line_of(got)

    @each_exercise
    def test_right_forms_hold(self, exercise: Exercise):
        lines = set()
        for source in exercise.right:
            got = self.find(exercise, source)
            wanted = "recorded" if exercise.kind in RECORDED_KINDS else "holds"
            assert got.judged.status == wanted, (source, got.judged)
            assert got.printed == self.line_of(got), source
            lines.add(got.printed)
        assert len(lines) == 1, "the stored reference output fits one message only"

    @each_exercise
    def test_wrong_answers_are_told_why(self, exercise: Exercise):
        for wrong in exercise.wrong:
            got = self.find(exercise, wrong.source)
            assert got.judged.status == "not yet", (wrong.source, got.judged)
            assert wrong.says in got.judged.message, (wrong.source, got.judged.message)
            assert JUDGE_FAILED[:20] not in got.judged.message, wrong.source
            assert got.printed == self.line_of(got), wrong.source

    @each_exercise
    def test_an_empty_one_and_a_wrong_type_are_among_them(self, exercise: Exercise):
        if exercise.kind in RECORDED_KINDS:
            return
        right = {type(self.find(exercise, source).encoded) for source in exercise.right}
        wrong = [self.find(exercise, wrong.source).encoded for wrong in exercise.wrong]
        assert any(value in ("", [], {}, None) for value in wrong), "no empty answer among wrong"
        assert any(type(value) not in right for value in wrong), "no wrong type among wrong"

    def find(self, exercise: Exercise, source: str) -> Seen:
        lesson = next(name for name, lesson in LESSONS.items() if exercise.key in lesson)
        return seen(lesson)[exercise.key, source]

"""The wrong answers of every lesson notice almost any change to its judges."""

import ast
from collections.abc import Callable
from pathlib import Path

import pytest
from tools import mutants

# Lesson 1.2 stands at 92 %. What it leaves is mostly the edges of tolerances: is 25 % still in, or
# the first number out? A higher floor would ask each lesson for answers that hardly anyone gives.
FLOOR = 0.9
FOLDERS = mutants.folders()
each_lesson = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)


def test_there_are_lessons() -> None:
    assert FOLDERS
    assert mutants.folders("1.2") == mutants.folders("1_2_what_happened_when")
    assert len(mutants.folders("1.2")) == 1
    assert mutants.folders("1.22") == []


@each_lesson
def test_the_wrong_answers_notice_a_changed_judge(folder: Path) -> None:
    report = mutants.trials(folder)
    missed = "\n".join(map(report.place_of, report.survivors))
    assert report.told == report.wrong
    assert report.rate >= FLOOR, f"{report.killed} of {report.mutants} noticed, but not\n{missed}"


@each_lesson
def test_three_wrong_answers_are_too_few(folder: Path) -> None:
    assert mutants.trials(folder, suite=lambda wrong: wrong[:3]).rate < FLOOR


# --- the tool itself -----------------------------------------------------------------------------

JUDGES = """\
from leaklab.judging import Exercise, Wrong, as_whole, holds, not_yet

def close(value, wanted):
    return abs(value - wanted) < 2

def judge_a(answer):
    given = as_whole(answer)
    if given == 5 or given == 6:
        return not_yet("That is the day before.")
    if not close(given, 9):
        return not_yet("That is far off.")
    return holds("So it is.")

EXERCISES = (
    Exercise(
        key="9.9.a",
        kind="Code",
        minutes=1,
        judge=judge_a,
        right=("answer_a = NINE", "answer_a = '9'"),
        wrong=({wrong}),
    ),
)
"""
EXERCISE = "```{code-cell} ipython3\n:tags: [setup]\nNINE = 9\nprint('ready')\n```\n"
FIVE = 'Wrong("answer_a = 5", "day before"),'
SIX = 'Wrong("answer_a = 6", "day before"),'
ELEVEN = 'Wrong("answer_a = NINE + 2", "far off"),'


@pytest.fixture
def lesson(tmp_path: Path) -> Callable[[str], Path]:
    def write(wrong: str) -> Path:
        (tmp_path / "checks.py").write_text(JUDGES.replace("{wrong}", wrong), encoding="utf-8")
        (tmp_path / "exercises.md").write_text(EXERCISE, encoding="utf-8")
        return tmp_path

    return write


def test_one_thing_is_changed_at_a_time_and_put_back() -> None:
    judge = "def f(a, b):\n    if 0 < a <= b and a in [n for n in b if n]:\n        a = 1"
    tree = ast.parse(judge)
    before = ast.unparse(tree)
    asked = "0 < a <= b and a in [n for n in b if n]"
    seen = []
    for mutation in mutants.mutations(tree, ["f"]):
        with mutation.made():
            compile(tree, "x", "exec")
            seen.append(ast.unparse(tree).splitlines()[1].strip())
        assert ast.unparse(tree) == before
    assert sorted(seen) == sorted(
        [
            "if True:",
            "if False:",
            f"if {asked.replace(' and ', ' or ')}:",
            f"if {asked.replace('0 < a', '0 <= a')}:",
            f"if {asked.replace('a <= b', 'a < b')}:",
            f"if {asked.replace('a in [', 'a not in [')}:",
            f"if {asked.replace('if n', 'if True')}:",
            f"if {asked.replace('if n', 'if False')}:",
        ]
    )


def test_judges_and_what_they_use_are_changed_and_nothing_else() -> None:
    text = "def {}(x):\n    return {} if x else 0"
    pairs = [("judge", "close(x)"), ("close", "near(x)"), ("near", "1"), ("spoilt", "judge(x)")]
    tree = ast.parse("\n".join(text.format(*pair) for pair in pairs))
    found = mutants.mutations(tree, ["judge", "recorded"])
    assert {mutation.function for mutation in found} == {"judge", "close", "near"}


def test_every_mutant_is_noticed_by_good_answers(lesson: Callable[[str], Path]) -> None:
    report = mutants.trials(lesson(FIVE + SIX + ELEVEN))
    # two conditions true and false, three comparisons, one "or"
    assert (report.killed, report.survivors) == (8, ())
    assert (report.exercises, report.told, report.wrong) == (1, 3, 3)


def test_what_the_answers_miss_is_named(lesson: Callable[[str], Path]) -> None:
    report = mutants.trials(lesson(FIVE + ELEVEN.replace("2", "3")))
    assert [(found.line, found.what) for found in report.survivors] == [
        (4, "abs(value - wanted) < 2 -> abs(value - wanted) <= 2"),
    ]


def test_a_suite_that_fails_by_itself_proves_nothing(lesson: Callable[[str], Path]) -> None:
    with pytest.raises(ValueError, match=r"9\.9\.a: its own answers fail"):
        mutants.trials(lesson(FIVE.replace("day before", "day after")))


def test_the_command_prints_a_table_and_what_was_missed(capsys: pytest.CaptureFixture) -> None:
    assert mutants.main("1.2") == 0
    shown = capsys.readouterr().out
    assert "1_2_what_happened_when" in shown
    assert mutants.main("7.7") == 2
    assert "no lesson 7.7" in capsys.readouterr().err

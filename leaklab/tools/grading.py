"""``leaklab check FILE``: what holds in a learner's notebook, exercise by exercise.

What a notebook stores, or prints about itself, proves nothing. So a copy is made (see
:mod:`leaklab.tools.overlay`): the learner's answers and other code, the pristine setup and check
cells with their reference outputs. nbval runs the copy (see :mod:`leaklab.tools.running`). Before
each check cell the answer's value is fetched as plain JSON and judged here, outside the learner's
kernel: that verdict counts. nbval's own comparison is a second witness; where it disagrees, the
problems say so.
"""

import json
import os
import re
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from leaklab.answers import REASONS
from leaklab.checking import cannot_encode, line, unanswered
from leaklab.judging import (
    DONE,
    HOLDS,
    NOT_ANSWERED,
    RECORDED,
    Exercise,
    LessonError,
    Verdict,
    not_yet,
    shown,
)
from leaklab.places import HomeError
from leaklab.places import home as find_home
from leaklab.tools.launching import Outcome, Progress, run
from leaklab.tools.overlay import (
    LANGUAGE,
    Plan,
    Pristine,
    RunError,
    Step,
    UnreadableError,
    is_stub,
    lesson_of,
    load_pristine,
    plan,
    read_notebook,
)
from leaklab.wording import one_line, say

TIMEOUT = 30


@dataclass(frozen=True)
class Judged:
    """One exercise of a checked notebook: its key, status and message."""

    key: str
    status: str
    message: str


@dataclass(frozen=True)
class Result:
    """What a check found.

    Parameters
    ----------
    exercises : tuple of Judged
        In the order of the lesson.
    problems : tuple of str
        Sentences: what was put back, what was not heeded, what is missing.
    complete : bool
        False if an answer cell is missing.
    """

    exercises: tuple[Judged, ...]
    problems: tuple[str, ...]
    complete: bool = True

    @property
    def exit_code(self) -> int:
        """0 if all hold or are recorded, 2 if an answer cell is missing, else 1."""
        if not self.complete:
            return 2
        return 0 if all(judged.status in DONE for judged in self.exercises) else 1

    def as_dict(self) -> dict[str, Any]:
        """Return what ``--json`` prints."""
        return {
            "exercises": [vars(judged) for judged in self.exercises],
            "problems": list(self.problems),
        }


# --- the verdicts --------------------------------------------------------------------------------

PUT_BACK = {
    "check": (
        "{key}: check had been replaced by something else; the kit's own check was put back."
    ),
    "errors": (
        "{key}: errors were being caught by a handler of the notebook's own; the ordinary "
        "handling of errors was put back."
    ),
    "rewriting": (
        "{key}: cells were being rewritten before they ran; the ordinary handling was put back."
    ),
}
PUT_BACK_NAME = "{key}: {name} had been replaced by something else; Python's own was put back."


def grade(
    path: Path,
    *,
    timeout: int = TIMEOUT,
    home: Path | None = None,
    progress: Progress | None = None,
) -> Result:
    """Check a learner's notebook.

    Parameters
    ----------
    path : Path
        The notebook; never changed.
    timeout : int
        Seconds one cell may take.
    home : Path, optional
        The kit; by default :func:`leaklab.places.home`.
    progress : callable, optional
        Called with the number of cells begun and of all.

    Returns
    -------
    Result

    Raises
    ------
    UnreadableError
        If there is nothing in it to judge.
    RunError, LessonError, HomeError
        If the kit is at fault.
    """
    home = home or find_home()
    notebook = read_notebook(path)
    lesson = lesson_of(notebook)
    if lesson is None:
        raise UnreadableError(
            say("{name} holds no exercise of the kit.", name=shown(path.name)),
        )
    pristine = load_pristine(home, lesson)
    made = plan(notebook, pristine)
    if len(made.missing) == len(pristine.checks):
        said = notebook["metadata"].get("leaklab")
        if isinstance(said, dict) and said.get("part") == "lesson":
            raise UnreadableError(
                say(
                    "{name} is the lesson to read; its exercises are in "
                    "exercises/{language}/{other}.",
                    name=shown(path.name),
                    language=LANGUAGE,
                    other=pristine.name,
                )
            )
    folder = Path(os.path.abspath(path)).parent
    verdicts = _verdicts(made, pristine, folder, home, timeout, progress)
    exercises = []
    for key in pristine.checks:
        if key in made.missing:
            verdict = Verdict(NOT_ANSWERED, say("Its answer cell is missing."))
        else:
            verdict = verdicts[key]
        exercises.append(Judged(key, verdict.status, verdict.message))
    problems = [*made.missing.values(), *made.problems]
    return Result(
        tuple(exercises),
        tuple(dict.fromkeys(one_line(text) for text in problems)),
        complete=not made.missing,
    )


def _verdicts(
    made: Plan,
    pristine: Pristine,
    folder: Path,
    home: Path,
    timeout: int,
    progress: Progress | None,
) -> dict[str, Verdict]:
    """Run the plan, again without each cell that stops it, and judge every answer."""
    verdicts: dict[str, Verdict] = {}
    steps = made.steps
    while True:
        outcomes = run(steps, folder, home, timeout=timeout, progress=progress) if steps else {}
        fatal = next((s for s in steps if s.id in outcomes and outcomes[s.id].end), None)
        if fatal is None:
            break
        end = outcomes[fatal.id].end
        if fatal.key:
            verdicts[fatal.key] = _stopped(fatal.role, end, timeout)
            steps = [step for step in steps if step.key != fatal.key]
        else:
            made.problems.append(_stopped_elsewhere(fatal, end, timeout))
            steps = [step for step in steps if step.id != fatal.id]
    answers = {step.key: step for step in steps if step.role == "answer"}
    for step in steps:
        outcome = outcomes.get(step.id, Outcome())
        if step.role == "check":
            answer = answers[step.key]
            verdict = _judge(
                pristine.exercises[step.key], answer, outcomes.get(answer.id, Outcome()), outcome
            )
            verdicts[step.key] = verdict
            made.problems += _put_back(step.key, outcome) + _disagreement(
                step.key, verdict, outcome
            )
        elif step.role == "setup" and outcome.error:
            raise RunError(
                say(
                    "The kit's own setup cell stops with an error: {error}.",
                    error=_last_line(outcome.error),
                )
            )
        elif step.role == "other" and outcome.error:
            made.problems.append(
                say(
                    "Cell {number} of the notebook stops with an error: {error}. The cells after "
                    "it were run all the same.",
                    number=step.number,
                    error=_last_line(outcome.error),
                )
            )
    return verdicts


def _stopped(role: str, end: str | None, timeout: int) -> Verdict:
    if role == "check":
        return not_yet(
            "Looking at this answer stopped the notebook: give a plain value, text, a number or a "
            "list."
        )
    if end == "timeout":
        return not_yet(
            "Your answer cell was stopped after {timeout} s: look for a loop that does not end.",
            timeout=timeout,
        )
    return not_yet(
        "Your answer cell ended the kernel, the Python behind the notebook: take out what ends it "
        "(quit, exit, os._exit), or what needs too much memory."
    )


def _stopped_elsewhere(step: Step, end: str | None, timeout: int) -> str:
    if step.role == "setup":
        raise RunError(say("The kit's own setup cell could not be run: is the kit installed?"))
    if end == "timeout":
        return say(
            "Cell {number} of the notebook was stopped after {timeout} s; the exercises were "
            "judged without it.",
            number=step.number,
            timeout=timeout,
        )
    return say(
        "Cell {number} of the notebook ended the kernel, the Python behind the notebook; the "
        "exercises were judged without it.",
        number=step.number,
    )


def _last_line(error: list[str]) -> str:
    kind, text = error
    if kind == "StdinNotImplementedError":
        return say("it asks to be typed into (input), which a check cannot do")
    text = re.sub(r"\(\S+\.py, line (\d+)\)", r"(line \1)", one_line(text))
    return one_line(f"{kind}: {text}" if text else kind)[:300].rstrip(".")


def _judge(exercise: Exercise, step: Step, answer: Outcome, check: Outcome) -> Verdict:
    """Return the verdict on one answer, from its value as the kernel gave it."""
    found = check.found if isinstance(check.found, dict) else {}
    state = found.get("state")
    if answer.error is not None:
        return not_yet(
            "Your answer cell stops with an error: {error}.", error=_last_line(answer.error)
        )
    if state == "value":
        return exercise.verdict(found.get("value"))
    if state == "unanswered":
        return unanswered()
    if state == "cannot" and found.get("reason") in REASONS:
        return cannot_encode(found["reason"], one_line(str(found.get("name")))[:60])
    if state == "missing" and is_stub(step.source):
        return Verdict(
            NOT_ANSWERED,
            say("The answer cell is empty: give {name} a value in it.", name=exercise.name),
        )
    if state == "missing":
        return not_yet(
            "There is no {name} after the answer cell: give your answer that name.",
            name=exercise.name,
        )
    return not_yet(
        "The answer could not be read from the notebook: give a plain value, text, a number or a "
        "list."
    )


def _put_back(key: str, check: Outcome) -> list[str]:
    found = check.found if isinstance(check.found, dict) else {}
    names = found.get("put_back")
    return [
        say(PUT_BACK[name], key=key)
        if name in PUT_BACK
        else say(PUT_BACK_NAME, key=key, name=shown(str(name)))
        for name in (names if isinstance(names, list) else [])
    ]


def _disagreement(key: str, verdict: Verdict, check: Outcome) -> list[str]:
    if check.passed == (verdict.status in DONE):
        return []
    if check.passed:
        return [
            say(
                "{key}: the notebook printed that the answer holds; what counts is the answer's "
                "value, and that says otherwise.",
                key=key,
            )
        ]
    return [
        say(
            "{key}: the notebook printed something else than the solution does; what counts is the "
            "answer's value, and that is right.",
            key=key,
        )
    ]


def _summed_up(result: Result) -> str:
    said = [judged.status for judged in result.exercises]
    held, kept, whole = said.count(HOLDS), said.count(RECORDED), len(said)
    if not kept:
        return say("{held} of {whole} hold.", held=held, whole=whole)
    return say("{held} of {whole} hold, {kept} recorded.", held=held, kept=kept, whole=whole)


# --- the command ---------------------------------------------------------------------------------


@contextmanager
def _shown_progress() -> Iterator[Progress | None]:
    """Show a bar on standard error, if a person is looking."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(say("Running the notebook"), total=None)

        def progress(begun: int, of_all: int) -> None:
            bar.update(task, completed=begun, total=of_all)

        yield progress


@contextmanager
def _clean_when_terminated() -> Iterator[None]:
    """Let SIGTERM unwind the stack, so that the copy and the kernel go, too."""

    def leave(number: int, frame: object) -> None:
        sys.exit(128 + number)

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, leave)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def check_file(path: Path, *, as_json: bool = False, timeout: int = TIMEOUT) -> int:
    """Check a notebook and print what holds: ``leaklab check FILE``.

    Parameters
    ----------
    path : Path
        The notebook; never changed.
    as_json : bool
        Print one JSON object instead of lines.
    timeout : int
        Seconds one cell may take.

    Returns
    -------
    int
        0 if all exercises hold, 1 if some do not, 2 if the notebook could not be read, an answer
        cell is missing, or the kit is at fault; a sentence says which.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        with _clean_when_terminated(), _shown_progress() as progress:
            result = grade(path, timeout=timeout, progress=progress)
    except (UnreadableError, RunError, LessonError, HomeError) as error:
        sentence = one_line(str(error))
        if as_json:
            print(json.dumps({"exercises": [], "problems": [sentence]}, indent=2))
        else:
            print(sentence, file=sys.stderr)
        return 2
    if as_json:
        print(json.dumps(result.as_dict(), indent=2))
        return result.exit_code
    for judged in result.exercises:
        print(line(judged.key, Verdict(judged.status, judged.message)))
    print(_summed_up(result), file=sys.stderr)
    if result.problems:
        print(say("Problems:"))
        for problem in result.problems:
            print(say("- {problem}", problem=problem))
    return result.exit_code

"""``leaklab check FILE``: whatever a notebook claims, prints or does, the answer is judged.

A run costs about two seconds, so attacks that touch one exercise share a notebook, and what can
be seen without running is tested on the plan. Classes are spread over the test processes.
"""

import json
import os
import signal
import subprocess
import sys
import time

import psutil
import pytest
from lessonwork import KEYS, RIGHT, answer, find_cell, make_home, make_notebook, scratch

from leaklab.tools import overlay
from leaklab.tools.grading import check_file, grade
from leaklab.tools.overlay import UnreadableError, load_pristine, plan

WRONG_A = 'answer_a = "A"'
PRINTED = "A is the day it was printed: reread paragraph 2."


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return make_home(tmp_path_factory.mktemp("home"))


@pytest.fixture
def asked(home):
    return make_notebook(home)


def save(notebook, folder, name="my work.ipynb"):
    path = folder / name
    path.write_text(json.dumps(notebook), encoding="utf-8")
    return path


def graded(notebook, folder, home, timeout=20, name="my work.ipynb"):
    """Check a notebook and see that nothing is left beside it."""
    path = save(notebook, folder, name)
    before = {found: found.read_bytes() for found in folder.rglob("*") if found.is_file()}
    result = grade(path, timeout=timeout, home=home)
    after = {found: found.read_bytes() for found in folder.rglob("*") if found.is_file()}
    assert after == before
    assert [judged.key for judged in result.exercises] == KEYS
    return result


def held(letters: str) -> dict[str, str]:
    """Return what right answers get: the Explain one is kept, the others hold."""
    return {letter: "recorded" if letter == "d" else "holds" for letter in letters}


def statuses(result):
    return {judged.key[-1]: judged.status for judged in result.exercises}


def message(result, letter):
    return next(judged.message for judged in result.exercises if judged.key[-1] == letter)


def about(result, letter):
    return [text for text in result.problems if text.startswith(f"9.9.{letter}: ")]


class TestReading:
    """What is no notebook gets one sentence and exit code 2."""

    @pytest.mark.parametrize(
        ("content", "says"),
        [
            (b"", "is empty"),
            (b" \n", "is empty"),
            (b'{"cells": [{"cell_type": "code", "sour', "breaks off in the middle"),
            (b'{"cells": [', "breaks off in the middle"),
            (b'{"cells": [\n<<<<<<< HEAD\n1\n=======\n2\n>>>>>>> b\n]}', "conflict (line 2)"),
            (b'{"cells": [\n1 2], "nbformat": 4}', "goes wrong at line 2"),
            (b"<!DOCTYPE html><html></html>", "web page"),
            (b"a,b\n1,2\n", "does not begin as one"),
            (b"\xff\xfe{\x00}\x00", "not UTF-8"),
            (b"\x89PNG\r\n", "not UTF-8"),
            (b"[1, 2]", "lacks the version"),
            (b"{}", "lacks the version"),
            (b'{"nbformat": 4}', "no cells"),
            (b'{"nbformat": 3, "worksheets": []}', "version 3; version 4 is needed"),
            (b'{"nbformat": 5, "cells": []}', "version 5; version 4 is needed"),
            (b'{"nbformat": 4, "cells": [1]}', "cell 1 has no type"),
            (b'{"nbformat": 4, "cells": [{"cell_type": "code"}]}', "cell 1 has no type"),
            (b'{"nbformat": 4, "cells": []}', "holds no exercise"),
            (b'{"nbformat": ' + b"[" * 100_000, "nested too deeply"),
            (b'{"nbformat": 4' + b"1" * 5000 + b"}", "is damaged"),
        ],
        ids=range(20),
    )
    def test_one_sentence(self, tmp_path, home, monkeypatch, capsys, content, says):
        monkeypatch.setenv("LEAKLAB_HOME", str(home))
        path = tmp_path / "x.ipynb"
        path.write_bytes(content)
        assert check_file(path, as_json=False, timeout=20) == 2
        printed = capsys.readouterr()
        assert printed.out == ""
        assert says in printed.err
        assert printed.err.count("\n") == 1
        assert check_file(path, as_json=True, timeout=20) == 2
        said = json.loads(capsys.readouterr().out)
        assert said["exercises"] == []
        assert says in said["problems"][0]

    def test_missing_folder_and_dangling_link(self, tmp_path, home):
        (tmp_path / "link.ipynb").symlink_to(tmp_path / "gone.ipynb")
        for path, says in (
            (tmp_path / "none.ipynb", "There is no file"),
            (tmp_path, "is a folder"),
            (tmp_path / "link.ipynb", "There is no file"),
        ):
            with pytest.raises(UnreadableError, match=says):
                grade(path, home=home)

    def test_a_pipe_is_not_read(self, tmp_path, home):
        os.mkfifo(tmp_path / "pipe.ipynb")
        with pytest.raises(UnreadableError, match="not a notebook"):
            grade(tmp_path / "pipe.ipynb", home=home)

    def test_other_lesson(self, tmp_path, home, asked):
        text = json.dumps(asked).replace("9-9-", "8-1-")
        (tmp_path / "x.ipynb").write_text(text)
        with pytest.raises(UnreadableError, match=r"lesson 8\.1, which the kit lacks"):
            grade(tmp_path / "x.ipynb", home=home)

    def test_lesson_to_read(self, tmp_path, home):
        lesson = {"lesson": "9_9", "part": "lesson"}
        notebook = {"nbformat": 4, "metadata": {"leaklab": lesson}, "cells": [scratch("1")]}
        with pytest.raises(UnreadableError, match=r"exercises/en/9_9_fixture\.ipynb"):
            grade(save(notebook, tmp_path), home=home)

    def test_kit_at_fault_is_said(self, tmp_path, monkeypatch, capsys):
        home = make_home(tmp_path)
        monkeypatch.setenv("LEAKLAB_HOME", str(home))
        path = save(make_notebook(home), tmp_path)
        solution = home / "solutions" / "en" / "9_9_fixture.ipynb"
        solution.write_text(json.dumps(make_notebook(home)), encoding="utf-8")
        assert check_file(path, as_json=False, timeout=20) == 2
        assert "The kit's own solution of 9.9.a was not run" in capsys.readouterr().err


class TestPlan:
    """What is put right before anything runs."""

    def laid(self, notebook, home):
        for cell in notebook["cells"]:
            assert overlay._is_cell(cell)
        return plan(notebook, load_pristine(home, "9.9"))

    def order(self, made):
        return [(step.role, step.key[-1:]) for step in made.steps if step.key]

    def test_untouched_has_no_problems(self, home, asked):
        made = self.laid(asked, home)
        assert made.problems == []
        assert made.missing == {}
        wanted = [(role, letter) for letter in RIGHT for role in ("answer", "check")]
        assert self.order(made) == wanted

    def test_pristine_checks_carry_their_reference(self, home, asked):
        find_cell(asked, "check-9-9-a")["outputs"] = ["the learner's"]
        cells = [step.as_cell() for step in self.laid(asked, home).steps]
        checks = [cell for cell in cells if cell["metadata"].get("tags")]
        assert len(checks) == len(KEYS)
        assert checks[0]["outputs"][0]["text"] == "9.9.a  holds. Paragraph 1 says so.\n"
        assert all(not cell["outputs"] for cell in cells if cell not in checks)

    def test_tags_without_ids_and_ids_without_tags(self, home, asked):
        for number, cell in enumerate(asked["cells"]):
            if number % 2:
                cell.pop("id", None)
            else:
                cell["metadata"] = {}
        assert self.laid(asked, home).problems == []

    def test_doubled_id_in_the_raw_file_is_seen(self, home, asked):
        index = asked["cells"].index(find_cell(asked, "check-9-9-a"))
        asked["cells"].insert(index, dict(asked["cells"][index], metadata={}))
        made = self.laid(asked, home)
        assert "9.9.a: its check cell is there 2 times" in made.problems[0]
        assert [step.id for step in made.steps] == list({step.id: 0 for step in made.steps})

    def test_moved_check_goes_below_its_answer(self, home, asked):
        cell = find_cell(asked, "check-9-9-a")
        asked["cells"].remove(cell)
        asked["cells"].insert(0, cell)
        made = self.laid(asked, home)
        assert made.problems == [
            "9.9.a: its check cell stood above its answer cell; it was put below it."
        ]
        assert self.order(made)[:2] == [("answer", "a"), ("check", "a")]

    def test_doubled_answer_takes_the_last_filled_in(self, home, asked):
        cell = find_cell(answer(asked, a='answer_a = "C"'), "answer-9-9-a")
        asked["cells"].append(dict(cell, id="copy", source='answer_a = "B"'))
        asked["cells"].append(dict(cell, id="copy", source="answer_a = ..."))
        made = self.laid(asked, home)
        number = len(asked["cells"]) - 1
        assert (
            f"there 3 times; the one that counts is the last that was filled in, cell {number}"
            in (made.problems[0])
        )
        taken = next(step for step in made.steps if step.role == "answer" and step.key == "9.9.a")
        assert taken.source == 'answer_a = "B"'

    def test_split_answer_runs_both_halves(self, home, asked):
        cell = find_cell(answer(asked, a='letter = "B"'), "answer-9-9-a")
        index = asked["cells"].index(cell) + 1
        asked["cells"].insert(index, dict(cell, id="half", source="answer_a = letter"))
        sources = [step.source for step in self.laid(asked, home).steps]
        assert sources.index('letter = "B"') + 1 == sources.index("answer_a = letter")

    @pytest.mark.parametrize("kind", ["markdown", "raw"])
    def test_answer_that_is_no_code_is_missing(self, home, asked, kind):
        find_cell(asked, "answer-9-9-b")["cell_type"] = kind
        made = self.laid(asked, home)
        assert list(made.missing) == ["9.9.b"]
        assert "no code cell any more: select it, press Esc, then Y" in made.missing["9.9.b"]

    def test_setup_is_put_first_and_the_learners_kept(self, home, asked):
        find_cell(asked, "setup")["source"] = "import math"
        made = self.laid(asked, home)
        assert "The setup cell was changed or removed" in made.problems[0]
        assert [step.source for step in made.steps[:2]] == [
            "from leaklab.checking import check",
            "import math",
        ]

    def test_answer_given_elsewhere_is_said(self, home, asked):
        asked["cells"].insert(0, scratch('answer_a = "B"'))
        assert self.laid(asked, home).problems == [
            "9.9.a: answer_a is also given in cell 1; what counts is its value after its answer "
            "cell."
        ]

    def test_code_after_the_last_answer_is_left_out(self, home, asked):
        asked["cells"].append(scratch("while True: pass"))
        assert "while True: pass" not in [step.source for step in self.laid(asked, home).steps]

    @pytest.mark.parametrize("tags", [None, "check-9-9-a", [1, None, {"a": 1}], {"a": 1}])
    def test_odd_tags_do_no_harm(self, home, asked, tags):
        asked["cells"].append(scratch("1", tags=tags))
        assert self.laid(asked, home).problems == []


class TestVerdicts:
    def test_untouched(self, tmp_path, home, asked):
        """Nothing answered; and the solution's outputs pasted in answer nothing."""
        for cell, solved in zip(
            asked["cells"], make_notebook(home, "solutions")["cells"], strict=True
        ):
            if cell["cell_type"] == "code":
                cell["outputs"] = solved["outputs"]
                cell["execution_count"] = solved["execution_count"]
        result = graded(asked, tmp_path, home)
        assert set(statuses(result).values()) == {"not answered"}
        assert result.problems == ()
        assert result.exit_code == 1

    def test_solution(self, tmp_path, home):
        begun: list[tuple[int, int]] = []
        path = save(make_notebook(home, "solutions"), tmp_path)
        result = grade(path, home=home, progress=lambda *counts: begun.append(counts))
        steps = 1 + 2 * len(KEYS)
        assert begun == [(number, steps) for number in range(1, steps + 1)]
        assert statuses(result) == held("abcdefghij")
        assert result.problems == ()
        assert result.exit_code == 0

    def test_wrong_answers_in_every_state(self, tmp_path, home, asked):
        """Each wrong answer gets its own message, run and saved before or not."""
        answer(
            asked,
            **RIGHT
            | {
                "a": WRONG_A,
                "b": "answer_b = 1 / 0",
                "c": "answer_c = ",
                "d": 'answer_d = ""',
                "e": "",
                "f": "# nothing\n",
                "g": "anser_g = 'B'",
                "h": "answer_h = input()",
                "i": "answer_i = int",
                "j": "answer_j = no_such_name",
            },
        )
        stored = {"output_type": "stream", "name": "stdout"}
        for key in KEYS:
            cell = find_cell(asked, "check-" + key.replace(".", "-"))
            cell["execution_count"] = 3
            cell["outputs"] = [stored | {"text": f"{key}  holds. Paragraph 1 says so.\n"}]
        result = graded(asked, tmp_path, home)
        assert statuses(result) == {
            **dict.fromkeys("abcdghij", "not yet"),
            **dict.fromkeys("ef", "not answered"),
        }
        assert message(result, "a") == PRINTED
        error = "Your answer cell stops with an error: "
        assert message(result, "b") == error + "ZeroDivisionError: division by zero."
        assert message(result, "c") == error + "SyntaxError: invalid syntax (line 1)."
        assert "an empty text" in message(result, "d")
        assert message(result, "e").startswith("The answer cell is empty: give answer_e")
        assert message(result, "g").startswith("There is no answer_g after the answer cell")
        assert "asks to be typed into" in message(result, "h")
        assert "call it with brackets" in message(result, "i")
        assert message(result, "j") == error + "NameError: name 'no_such_name' is not defined."
        assert result.problems == ()

    def test_missing_answer_cell(self, tmp_path, home, asked, monkeypatch, capsys):
        answer(asked, **RIGHT)
        asked["cells"].remove(find_cell(asked, "answer-9-9-b"))
        asked["cells"].insert(2, scratch("1 / 0"))
        result = graded(asked, tmp_path, home)
        assert statuses(result) == {**held("acdefghij"), "b": "not answered"}
        assert result.problems[0].startswith("9.9.b: its answer cell is missing: copy the cell")
        assert result.problems[1] == (
            "Cell 3 of the notebook stops with an error: ZeroDivisionError: division by zero. "
            "The cells after it were run all the same."
        )
        assert result.exit_code == 2


class TestAttacksOnOneExercise:
    """Over a wrong answer nothing that is done to its cells makes it hold."""

    def test_cells(self, tmp_path, home, asked):
        answer(asked, **RIGHT | {x: f'answer_{x} = "A"' for x in "aefghij"})
        cells = asked["cells"]
        cells.remove(find_cell(asked, "check-9-9-a"))
        doubled = find_cell(asked, "check-9-9-e")
        cells.append(json.loads(json.dumps(doubled)) | {"id": "pasted"})
        find_cell(asked, "check-9-9-f")["source"] = 'print("9.9.f  holds. Paragraph 1 says so.")'
        find_cell(asked, "check-9-9-g")["cell_type"] = "markdown"
        find_cell(asked, "check-9-9-h")["metadata"]["tags"].append("nbval-skip")
        edited = find_cell(asked, "check-9-9-i")
        edited["source"] = "# NBVAL_SKIP\n" + edited["source"]
        marked = find_cell(asked, "answer-9-9-j")
        marked["metadata"]["tags"].append("raises-exception")
        marked["source"] = "# NBVAL_SKIP\n" + marked["source"]
        result = graded(asked, tmp_path, home)
        assert statuses(result) == {
            **dict.fromkeys("aefghij", "not yet"),
            **held("bcd"),
        }
        assert {message(result, x) for x in "aefghij"} == {PRINTED}
        assert "is missing; the original was put back" in about(result, "a")[0]
        assert "there 2 times" in about(result, "e")[0]
        assert "was edited and read" in about(result, "f")[0]
        assert "no code cell any more" in about(result, "g")[0]
        assert 'bore the tag "nbval-skip"' in about(result, "h")[0]
        assert 'was edited and read "# NBVAL_SKIP check(' in about(result, "i")[0]
        assert 'bears the tag "raises-exception"' in about(result, "j")[0]
        assert len(result.problems) == 7

    def test_objects(self, tmp_path, home, asked):
        answer(
            asked,
            a=(
                "class All:\n    def __eq__(self, other): return True\n"
                "    def __getattr__(self, name): return lambda *a, **k: self\n"
                "    __str__ = __repr__ = lambda self: 'B'\nanswer_a = All()"
            ),
            e=(
                "class Text(str):\n    __hash__ = str.__hash__\n"
                "    def __eq__(self, other): return True\n"
                "    def strip(self, *a): return 'B'\n    upper = __str__ = strip\n"
                "answer_e = Text('A')"
            ),
            f=(
                "class Liar:\n    __class__ = property(lambda self: str)\n"
                "    def __str__(self): return 'B'\nanswer_f = Liar()"
            ),
            g=(
                "class Deadly:\n    def __getattribute__(self, name):\n"
                "        import os; os._exit(0)\nanswer_g = Deadly()"
            ),
            h="answer_h = []\nanswer_h.append(answer_h)",
            i="answer_i = 'A' * 10**8",
            j="answer_j = lambda: 'B'",
            **{x: RIGHT[x] for x in "bcd"},
        )
        result = graded(asked, tmp_path, home)
        assert statuses(result) == {
            **dict.fromkeys("aefghij", "not yet"),
            **held("bcd"),
        }
        assert "type All" in message(result, "a")
        assert message(result, "e") == PRINTED
        assert "type Liar" in message(result, "f")
        assert "type Deadly" in message(result, "g")
        assert "nested too deeply" in message(result, "h")
        assert "too large" in message(result, "i")
        assert "call it with brackets" in message(result, "j")


ON_EVERYTHING = {
    "check is the learner's own": (
        "def check(key, answer):\n    print(key + '  holds. Paragraph 1 says so.')",
        ["check had been replaced"],
    ),
    "check is not there": ("%reset -f", ["check had been replaced"]),
    "errors are swallowed": (
        "get_ipython().set_custom_exc((Exception,), lambda *a, **k: None)",
        ["errors were being caught"],
    ),
    "everything that shows something is replaced": (
        "import ast, builtins, io, sys\n"
        "class Rewriter(ast.NodeTransformer):\n"
        "    def visit_Constant(self, node):\n"
        "        return ast.Constant('B') if node.value == '9.9.a' else node\n"
        "get_ipython().ast_transformers.append(Rewriter())\n"
        "get_ipython().showtraceback = lambda *a, **k: None\n"
        "real = print\n"
        "builtins.print = lambda *a, **k: real('9.9.a  holds. Paragraph 1 says so.')\n"
        "builtins.sorted = lambda *a: ['x', 'y']\n"
        "builtins.repr = lambda a: 'B'\n"
        "sys.stdout = io.StringIO()",
        [
            "cells were being rewritten",
            "errors were being caught",
            '"print" had been replaced',
            '"sorted" had been replaced',
        ],
    ),
    "the kit is changed in the kernel": (
        "import leaklab.checking as c, leaklab.answers as a, leaklab.judging as j\n"
        "a.encode = c.encode = a._Encoder.value = lambda *x: 'B'\n"
        "c.line = lambda *x: '9.9.a  holds. Paragraph 1 says so.'\n"
        "j.Exercise.verdict = lambda self, answer: j.holds('Paragraph 1 says so.')",
        ["the notebook printed that the answer holds; what counts is the answer's value"],
    ),
    "the answer is changed before each cell": (
        "get_ipython().events.register('pre_run_cell',\n"
        "    lambda *a: get_ipython().user_ns.update(answer_a='B'))",
        ["the notebook printed that the answer holds; what counts is the answer's value"],
    ),
}


class TestAttacksOnEverything:
    """Over a wrong answer nothing that is done to the kernel makes it hold."""

    @pytest.mark.parametrize("name", ON_EVERYTHING)
    def test_attack(self, name, tmp_path, home, asked):
        source, says = ON_EVERYTHING[name]
        answer(asked, **RIGHT | {"a": WRONG_A, "b": "answer_b = 1 / 0"})
        asked["cells"].insert(2, scratch(source))
        result = graded(asked, tmp_path, home)
        assert statuses(result) == {
            **dict.fromkeys("ab", "not yet"),
            **held("cdefghij"),
        }
        assert message(result, "a") == PRINTED
        assert "ZeroDivisionError" in message(result, "b")
        for words in says:
            assert any(words in problem for problem in result.problems), words


class TestStopping:
    def test_what_never_ends(self, tmp_path, home, asked):
        """Stopped and said; the others are judged, without those cells."""
        endless = {
            "a": "while True: pass",
            "e": (
                "while True:\n    try:\n        while True: print('x' * 10000)\n"
                "    except BaseException: pass"
            ),
            "f": (
                "import pandas as pd\nclass Slow(pd.Series):\n"
                "    def __iter__(self):\n        while True: pass\nanswer_f = Slow(['B'])"
            ),
        }
        answer(asked, **RIGHT | endless | {"c": 'answer_c = ["x"]'})
        result = graded(asked, tmp_path, home, timeout=3)
        assert statuses(result) == {
            **dict.fromkeys("acef", "not yet"),
            **held("bdghij"),
        }
        for letter in "ae":
            assert message(result, letter) == (
                "Your answer cell was stopped after 3 s: look for a loop that does not end."
            )
        assert message(result, "f").startswith("Looking at this answer stopped the notebook")
        assert message(result, "c") == "1 missing."

    def test_kernel_that_ends(self, tmp_path, home, asked):
        ends = {
            "a": "import os\nos._exit(0)",
            "e": 'answer_e = "B"\nquit()',
            "f": "import os, signal\nos.kill(os.getppid(), signal.SIGKILL)",
        }
        answer(asked, **RIGHT | ends)
        asked["cells"].insert(2, scratch("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)"))
        result = graded(asked, tmp_path, home)
        assert statuses(result) == {
            **dict.fromkeys(ends, "not yet"),
            **held("bcdghij"),
        }
        assert all("ended the kernel" in message(result, letter) for letter in ends)
        assert result.problems[0].startswith("Cell 3 of the notebook ended the kernel")

    def test_flood_and_daemon(self, tmp_path, home, asked):
        """Thirty megabytes of output hold nothing up; what was started is ended."""
        answer(
            asked,
            **RIGHT
            | {
                "a": "for _ in range(3000): print('x' * 10000)\nanswer_a = 'B'",
                "e": (
                    "import subprocess\nsleeper = subprocess.Popen(['sleep', '300'])\n"
                    "open('pid', 'w').write(str(sleeper.pid)); answer_e = 'B'"
                ),
            },
        )
        (tmp_path / "pid").write_text("")
        path = save(asked, tmp_path)
        assert grade(path, timeout=20, home=home).exit_code == 0
        time.sleep(0.2)
        pid = int((tmp_path / "pid").read_text())
        assert not psutil.pid_exists(pid) or psutil.Process(pid).status() == "zombie"


class TestPlaces:
    """Any folder, any name, whatever lies there."""

    def test_odd_folder(self, tmp_path, home, asked, monkeypatch):
        folder = tmp_path / "[x] été :: -k no"
        folder.mkdir()
        for name in ("conftest.py", "__init__.py", "leaklab.py", "pytest.py", "json.py"):
            (folder / name).write_text("raise SystemExit('a file of the learner was imported')\n")
        (folder / "pytest.ini").write_text("[pytest]\naddopts = --collect-only\n")
        (folder / "letter.txt").write_text("B")
        monkeypatch.setenv("PYTEST_ADDOPTS", "--collect-only")
        monkeypatch.setenv("PYTEST_PLUGINS", "no_such_plugin")
        answer(asked, **RIGHT | {"a": "answer_a = open('letter.txt').read()"})
        # A link: the notebook works where the link lies, not where it leads.
        real = save(asked, tmp_path)
        real.write_bytes(b"\xef\xbb\xbf" + real.read_bytes())
        path = folder / "--help [1] \n.ipynb"
        path.symlink_to(real)
        folder.chmod(0o555)
        try:
            result = grade(path, home=home)
        finally:
            folder.chmod(0o755)
        assert statuses(result) == held("abcdefghij")
        assert len(list(folder.iterdir())) == 8

    def test_command(self, tmp_path, home, asked):
        """``python -m leaklab check``, with nothing installed but what a learner has."""
        blocked = tmp_path / "blocked"
        blocked.mkdir()
        for name in ("jupytext", "nbconvert", "nbclient", "xdist", "frictionless", "vl_convert"):
            (blocked / f"{name}.py").write_text("raise ImportError('not a learner’s package')\n")
        path = save(answer(asked, a=WRONG_A, b=RIGHT["b"]), tmp_path, "--help.ipynb")
        command = [sys.executable, "-m", "leaklab", "check"]
        environment = os.environ | {
            "LEAKLAB_HOME": str(home),
            "PYTHONPATH": str(blocked),
            "PYTHONIOENCODING": "ascii",
        }
        run = subprocess.run(
            [*command, "--", "--help.ipynb"],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.returncode == 1
        assert run.stderr == f"1 of {len(KEYS)} hold.\n"
        lines = run.stdout.splitlines()
        assert len(lines) == len(KEYS)
        assert lines[0] == f"9.9.a  not yet. {PRINTED}"
        assert lines[1] == "9.9.b  holds. Seven rows."
        assert lines[2].startswith("9.9.c  not answered. ")
        find_cell(asked, "check-9-9-a")["source"] = "é = 1"
        save(asked, tmp_path, "--help.ipynb")
        run = subprocess.run(
            [*command, "--json", "--timeout", "10", str(path)],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        said = json.loads(run.stdout)
        assert run.returncode == 1
        assert list(said) == ["exercises", "problems"]
        assert said["exercises"][0] == {"key": "9.9.a", "status": "not yet", "message": PRINTED}
        assert 'read "é = 1"' in said["problems"][0]

    @pytest.mark.skipif(os.name != "posix", reason="signals")
    @pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
    def test_stopped_by_hand_leaves_nothing(self, tmp_path, home, asked, number):
        scratch_folder = tmp_path / "tmp"
        scratch_folder.mkdir()
        path = save(answer(asked, a="open('began', 'w').close()\nwhile True: pass"), tmp_path)
        run = subprocess.Popen(
            [sys.executable, "-m", "leaklab", "check", str(path)],
            env=os.environ | {"LEAKLAB_HOME": str(home), "TMPDIR": str(scratch_folder)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        ends = time.monotonic() + 30
        while not (tmp_path / "began").exists():
            assert time.monotonic() < ends
            time.sleep(0.05)
        started = psutil.Process(run.pid).children(recursive=True)
        assert len(started) >= 2
        run.send_signal(number)
        assert run.wait(timeout=20) != 0
        _, alive = psutil.wait_procs(started, timeout=5)
        assert not alive
        assert list(scratch_folder.iterdir()) == []
        assert sorted(found.name for found in tmp_path.iterdir()) == ["began", path.name, "tmp"]

"""``leaklab build`` on a tiny kit of its own, and once on the kit itself."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from casework import one_sentence

from leaklab.places import home
from leaklab.tools import building

NAME = "9_1_tiny"
LESSON = f"lessons/9_fixture/{NAME}/lesson.md"
ASKED = f"lessons/9_fixture/{NAME}/exercises.md"
JUDGES = f"lessons/9_fixture/{NAME}/checks.py"
BUILT = {part: f"{part}/en/{NAME}.ipynb" for part in ("notebooks", "exercises", "solutions")}

SOURCES = {
    LESSON: """\
---
kernelspec:
  display_name: Python 3
  language: python
  name: python3
---

# Tiny

```{code-cell} ipython3
:tags: [setup]
import time
import ipywidgets
```

```{code-cell} ipython3
print("one")
time.sleep(0.4)
print("two")
```

Twice the same words.

+++

Twice the same words.

```{code-cell} ipython3
box = ipywidgets.IntSlider(description="n")
other = ipywidgets.IntText()
ipywidgets.jslink((box, "value"), (other, "value"))
ipywidgets.VBox([box, other])
```

```{code-cell} ipython3
:tags: [nbval-check-output]
print(6 * 7)
```
""",
    ASKED: """\
# Tiny exercises

```{code-cell} ipython3
:tags: [setup]
from leaklab import check
```

Which letter?

```{code-cell} ipython3
:tags: [answer-9-1-a]
answer_a = ...
```

```{code-cell} ipython3
:tags: [check-9-1-a]
check("9.1.a", answer_a)
```

+++ {"tags": ["solution"]}

**Why.** Because it is B.

+++ {"tags": ["exercise-only"]}

Take your time.

+++

Say why.

```{code-cell} ipython3
:tags: [answer-9-1-b]
answer_b = ...
```

```{code-cell} ipython3
:tags: [check-9-1-b]
check("9.1.b", answer_b)
```

```{code-cell} ipython3
:tags: [solution]
print("only solutions know this")
```
""",
    JUDGES: """\
from leaklab.judging import Exercise, as_choice, holds, not_yet, recorded


def judge_a(answer):
    return holds("B it is.") if as_choice(answer, "AB") == "B" else not_yet("Read it again.")


EXERCISES = (
    Exercise("9.1.a", "Read", 2, judge_a, ('answer_a = "B"', "answer_a = 'b'")),
    Exercise("9.1.b", "Explain", 2, recorded("One.", "Two."), ('answer_b = "Because."',)),
)
""",
}

Notebook = dict[str, Any]


def new_home(folder: Path, **changed: str) -> Path:
    """Make a kit with one lesson, unbuilt."""
    (folder / "data").mkdir(parents=True)
    for name, text in SOURCES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(changed.get(path.stem, text), encoding="utf-8")
    return folder


def build(folder: Path, *names: str, check: bool = False) -> int:
    return building.build(folder, names, check=check)


def files(folder: Path) -> dict[str, bytes]:
    """Return every file of a kit."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def read(folder: Path, part: str) -> Notebook:
    return json.loads((folder / BUILT[part]).read_bytes())


def cell(notebook: Notebook, name: str) -> Notebook:
    return next(one for one in notebook["cells"] if one["id"] == name)


def edit(folder: Path, part: str, change: Callable[[Notebook], object]) -> None:
    """Change a built notebook by hand."""
    notebook = read(folder, part)
    change(notebook)
    text = json.dumps(notebook, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    (folder / BUILT[part]).write_text(text, encoding="utf-8", newline="\n")


@pytest.fixture(scope="session")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny kit, built once; to be looked at, not to be changed."""
    folder = new_home(tmp_path_factory.mktemp("built") / "kit")
    assert build(folder) == 0
    return folder


@pytest.fixture
def kit(first: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A built kit free to be damaged; making its notebooks again costs no kernel."""
    made = {first / path: (first / path).read_text(encoding="utf-8") for path in BUILT.values()}
    folder = shutil.copytree(first, tmp_path / "kit")

    def make(lesson: building.Lesson, home: Path) -> Any:
        return ((home / path.relative_to(first), text) for path, text in made.items())

    monkeypatch.setattr(building, "make", make)
    return folder


class TestBuilt:
    def test_three_notebooks_and_a_record_are_made(self, first: Path) -> None:
        made = set(files(first)) - set(SOURCES)
        assert made == {*BUILT.values(), building.RECORD}

    def test_building_again_elsewhere_makes_the_same(self, first: Path, tmp_path: Path) -> None:
        again = new_home(tmp_path / "elsewhere")
        assert build(again) == 0
        assert files(again) == files(first)

    def test_what_is_the_same_is_not_even_written(
        self, kit: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        before = {path: path.stat().st_mtime_ns for path in kit.rglob("*")}
        assert build(kit) == 0
        assert "3 notebooks built, 0 changed." in capsys.readouterr().out
        assert {path: path.stat().st_mtime_ns for path in kit.rglob("*")} == before

    def test_widgets_are_numbered_from_the_build(self, first: Path) -> None:
        notebook = read(first, "notebooks")
        state = notebook["metadata"]["widgets"]["application/vnd.jupyter.widget-state+json"]
        models = state["state"]
        assert [int(model, 16) for model in models] == list(range(1, len(models) + 1))
        found = re.findall(r'(?:IPY_MODEL_|"model_id": ")(\w+)', json.dumps(notebook))
        assert found
        assert set(found) <= set(models)

    def test_what_is_printed_in_two_breaths_is_one_output(self, first: Path) -> None:
        printed = next(c for c in read(first, "notebooks")["cells"] if "time.sleep" in source(c))
        assert [output["text"] for output in printed["outputs"]] == [["one\n", "two\n"]]

    def test_ids_come_from_the_source_alone(self, first: Path) -> None:
        asked, solved = (read(first, part)["cells"] for part in ("exercises", "solutions"))
        same = {source(c): c["id"] for c in asked}
        assert all(same.get(source(c), c["id"]) == c["id"] for c in solved)
        for part in BUILT:
            ids = [c["id"] for c in read(first, part)["cells"]]
            assert len(set(ids)) == len(ids)
        twice = [c["id"] for c in read(first, "notebooks")["cells"] if "Twice" in source(c)]
        assert twice[1] == f"{twice[0]}-2"

    def test_a_cell_before_it_does_not_change_an_id(self, first: Path, tmp_path: Path) -> None:
        path = tmp_path / "lessons" / "9_fixture" / NAME / "lesson.md"
        path.parent.mkdir(parents=True)
        path.write_text(SOURCES[LESSON].replace("# Tiny", "# Tiny\n\n+++\n\nA new cell."))
        lesson = building.Lesson(path.parent, "9_1")
        dressed = building._dress(building.read_source(path), lesson, "lesson", path)
        before = [c["id"] for c in read(first, "notebooks")["cells"]]
        assert [c.id for c in dressed.cells if c.source != "A new cell."] == before

    def test_exercises_lack_the_solutions_and_are_not_executed(self, first: Path) -> None:
        asked = read(first, "exercises")["cells"]
        text = "\n".join(source(c) for c in asked)
        assert "Because it is B" not in text
        assert "only solutions" not in text
        assert "Take your time." in text
        assert {source(c) for c in asked if c["id"].startswith("answer-")} == {
            "answer_a = ...",
            "answer_b = ...",
        }
        code = [c for c in asked if c["cell_type"] == "code"]
        assert all(c["execution_count"] is None and c["outputs"] == [] for c in code)

    def test_solutions_hold_the_first_right_answers_and_say_why(self, first: Path) -> None:
        solved = read(first, "solutions")
        assert source(cell(solved, "answer-9-1-a")) == 'answer_a = "B"'
        text = "\n".join(source(c) for c in solved["cells"])
        assert "Because it is B" in text
        assert "Take your time." not in text
        output = cell(solved, "check-9-1-a")["outputs"]
        assert [(x["name"], x["text"]) for x in output] == [
            ("stdout", ["9.1.a  holds. B it is.\n"])
        ]

    @pytest.mark.parametrize("part", ["notebooks", "solutions"])
    def test_the_others_are_executed_from_one_on(self, first: Path, part: str) -> None:
        code = [c for c in read(first, part)["cells"] if c["cell_type"] == "code"]
        assert [c["execution_count"] for c in code] == list(range(1, len(code) + 1))

    @pytest.mark.parametrize("part", ["exercises", "solutions"])
    def test_check_cells_are_tagged_and_locked(self, first: Path, part: str) -> None:
        notebook = read(first, part)
        for letter in "ab":
            assert cell(notebook, f"check-9-1-{letter}")["metadata"] == {
                "tags": [f"check-9-1-{letter}", "nbval-check-output"],
                "editable": False,
                "deletable": False,
            }
            assert cell(notebook, f"answer-9-1-{letter}")["metadata"] == {
                "tags": [f"answer-9-1-{letter}"],
                "deletable": False,
            }
        assert cell(notebook, "setup")["metadata"]["editable"] is False

    @pytest.mark.parametrize("part", BUILT)
    def test_a_notebook_knows_its_lesson_and_no_interpreter(self, first: Path, part: str) -> None:
        metadata = read(first, part)["metadata"]
        assert metadata["leaklab"] == {
            "lesson": "9_1",
            "part": "lesson" if part == "notebooks" else part,
        }
        assert metadata["language_info"] == {"name": "python", "file_extension": ".py"}


def source(cell: Notebook) -> str:
    return "".join(cell["source"])


PRINTED = {"output_type": "stream", "name": "stdout", "text": ["by hand"]}


class TestCheck:
    """``leaklab build --check``: in step, or which file is not and what to run."""

    def test_in_step_byte_for_byte(self, kit: Path, capsys: pytest.CaptureFixture[str]) -> None:
        before = files(kit)
        assert build(kit, check=True) == 0
        assert "3 notebooks are in step with lessons/, byte for byte." in capsys.readouterr().out
        assert files(kit) == before

    @pytest.mark.parametrize(
        ("part", "change", "complaint"),
        [
            (
                "exercises",
                lambda nb: cell(nb, "answer-9-1-a").update(source=['answer_a = "B"']),
                "differs at cell answer-9-1-a",
            ),
            (
                "exercises",
                lambda nb: cell(nb, "answer-9-1-a").update(execution_count=1),
                "differs at cell answer-9-1-a",
            ),
            (
                "exercises",
                lambda nb: cell(nb, "answer-9-1-b").update(outputs=[PRINTED]),
                "differs at cell answer-9-1-b",
            ),
            (
                "exercises",
                lambda nb: cell(nb, "check-9-1-b")["metadata"].update(editable=True),
                "differs at cell check-9-1-b",
            ),
            (
                "solutions",
                lambda nb: cell(nb, "check-9-1-a")["outputs"][0].update(text=["9.1.a  holds.\n"]),
                "differs at cell check-9-1-a",
            ),
            (
                "solutions",
                lambda nb: nb["cells"].append({**nb["cells"][0], "id": "extra"}),
                "has 11 cells where its lesson makes 10",
            ),
            (
                "notebooks",
                lambda nb: nb["metadata"]["leaklab"].update(lesson="9_2"),
                "differs at its metadata",
            ),
        ],
    )
    @pytest.mark.parametrize("system", ["here", "elsewhere"])
    def test_edited_by_hand(
        self,
        kit: Path,
        capsys: pytest.CaptureFixture[str],
        part: str,
        change: Callable[[Notebook], object],
        complaint: str,
        system: str,
    ) -> None:
        edit(kit, part, change)
        if system == "elsewhere":
            built_elsewhere(kit)
        assert build(kit, check=True) == 1
        assert capsys.readouterr().out.splitlines() == [
            f"Out of step: {BUILT[part]} {complaint}.",
            "Run `leaklab build` and commit what it changes.",
        ]

    def test_an_output_nobody_checks_counts_only_on_the_same_system(
        self, kit: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        def change(notebook: Notebook) -> None:
            printed = next(c for c in notebook["cells"] if "time.sleep" in source(c))
            printed["outputs"][0]["text"] = ["eins\n"]

        edit(kit, "notebooks", change)
        assert build(kit, check=True) == 1
        told = capsys.readouterr().out
        assert f"{BUILT['notebooks']} differs in its stored outputs or its layout." in told
        assert "Run `leaklab build`" in told
        built_elsewhere(kit)
        assert build(kit, check=True) == 0
        told = capsys.readouterr().out
        assert "3 notebooks are in step with lessons/, in sources and checked outputs." in told

    @pytest.mark.parametrize("record", [b"", b"{", b"[]", b'"x"', b"\xff", b'{"9_1_tiny": 3}'])
    def test_a_damaged_record_means_the_milder_check(
        self, kit: Path, capsys: pytest.CaptureFixture[str], record: bytes
    ) -> None:
        (kit / building.RECORD).write_bytes(record)
        assert build(kit, check=True) == 0
        assert "in sources and checked outputs." in capsys.readouterr().out

    @pytest.mark.parametrize("part", BUILT)
    @pytest.mark.parametrize(
        "damage", [b"", b"{", b"[]", b"null", b'{"cells": 3, "metadata": {}}', b"\xff\xfe", b"<<<<"]
    )
    def test_damaged(
        self, kit: Path, capsys: pytest.CaptureFixture[str], part: str, damage: bytes
    ) -> None:
        (kit / BUILT[part]).write_bytes(damage)
        assert build(kit, check=True) == 1
        told = capsys.readouterr().out
        assert told.startswith(f"Out of step: {BUILT[part]} is damaged.\nRun `leaklab build`")
        assert (kit / BUILT[part]).read_bytes() == damage
        assert build(kit) == 0
        assert build(kit, check=True) == 0

    def test_missing(self, kit: Path, capsys: pytest.CaptureFixture[str]) -> None:
        shutil.rmtree(kit / "solutions")
        assert build(kit, check=True) == 1
        told = capsys.readouterr().out
        assert told.startswith(
            f"Out of step: {BUILT['solutions']} is missing.\nRun `leaklab build`"
        )
        assert not (kit / "solutions").exists()

    def test_a_notebook_without_a_lesson_is_named_and_kept(
        self, kit: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        own = kit / "exercises/en/9_1_tiny my answers.ipynb"
        own.write_text("mine")
        checkpoint = kit / "exercises/.ipynb_checkpoints/9_1_tiny.ipynb"
        checkpoint.parent.mkdir()
        checkpoint.write_text("Jupyter's")
        assert build(kit, check=True) == 1
        told = capsys.readouterr().out
        assert told.splitlines() == [
            f"Out of step: exercises/en/{own.name} belongs to no lesson: "
            "`git rm` it, or move it elsewhere if it is your own."
        ]
        assert build(kit) == 0
        assert own.name in capsys.readouterr().out
        assert (own.read_text(), checkpoint.read_text()) == ("mine", "Jupyter's")
        assert build(kit, "9_1", check=True) == 0

    def test_a_source_that_was_edited(self, first: Path, tmp_path: Path) -> None:
        folder = shutil.copytree(first, tmp_path / "kit")
        path = folder / ASKED
        path.write_text(path.read_text().replace("Which letter?", "Which letter is it?"))
        before = files(folder)
        command = [sys.executable, "-m", "leaklab", "build", "--check", "9_1"]
        environment = os.environ | {"LEAKLAB_HOME": str(folder)}
        result = subprocess.run(command, env=environment, capture_output=True, text=True)
        assert result.returncode == 1
        *faults, advice = result.stdout.splitlines()
        assert [re.sub(r"cell \w{10}\.", "cell …", fault) for fault in faults] == [
            f"Out of step: {BUILT['exercises']} differs at cell …",
            f"Out of step: {BUILT['solutions']} differs at cell …",
        ]
        assert advice == "Run `leaklab build` and commit what it changes."
        assert files(folder) == before


def built_elsewhere(kit: Path) -> None:
    place = building._place(kit) | {"system": "Elsewhere z80"}
    (kit / building.RECORD).write_text(json.dumps({NAME: place}))


class TestRecord:
    def test_a_lesson_built_here_is_recorded_and_the_others_keep_their_place(
        self, kit: Path
    ) -> None:
        other = kit / "lessons" / "9_fixture" / "9_2_other"
        other.mkdir()
        record = kit / building.RECORD
        record.write_text(json.dumps({"9_2_other": {"system": "Elsewhere z80"}, "gone": {}}))
        assert build(kit, "9_1") == 0
        assert json.loads(record.read_text()) == {
            NAME: building._place(kit),
            "9_2_other": {"system": "Elsewhere z80"},
        }

    def test_the_place_changes_with_the_locks(self, kit: Path) -> None:
        before = building._place(kit)
        (kit / "requirements.txt").write_text("altair==6.3.0\n")
        assert building._place(kit)["lock"] != before["lock"]
        assert set(before) == {"lock", "python", "system"}


def failure(folder: Path, capsys: pytest.CaptureFixture[str], *names: str) -> str:
    """Build in vain: one sentence is said and no file is touched."""
    before = files(folder)
    assert build(folder, *names) == 1
    assert files(folder) == before
    told = capsys.readouterr()
    assert one_sentence(told.err.removesuffix("\n")), told.err
    assert told.out == ""
    return told.err.strip()


class TestCannotBeBuilt:
    def test_no_lesson_of_that_name(self, kit: Path, capsys: pytest.CaptureFixture[str]) -> None:
        message = failure(kit, capsys, "9_1", "7_7")
        assert message == "No lesson is called '7_7'; there are: 9_1."

    def test_no_lessons_at_all(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert "No lesson.md was found" in failure(tmp_path, capsys)

    def test_a_folder_without_a_number(self, kit: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (kit / "lessons/9_fixture" / NAME).rename(kit / "lessons/9_fixture/tiny")
        assert "lessons/9_fixture/tiny" in failure(kit, capsys)

    def test_two_folders_of_one_name(self, kit: Path, capsys: pytest.CaptureFixture[str]) -> None:
        shutil.copytree(kit / "lessons/9_fixture", kit / "lessons/8_other")
        assert failure(kit, capsys) == f"Two lessons are called {NAME}: rename one of the folders."

    def test_the_shipped_files(
        self, kit: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(building, "SHIPPED", kit)
        assert "LEAKLAB_HOME" in failure(kit, capsys)


class TestSources:
    """Faults of a lesson's sources, found before any kernel is started."""

    @pytest.fixture(autouse=True)
    def _without_kernels(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(building, "execute", lambda notebook, *_: notebook)

    @pytest.mark.parametrize(
        ("path", "old", "new", "says"),
        [
            (
                ASKED,
                ":tags: [check-9-1-b]",
                "",
                f"{ASKED} has answer cells for 9.1.a, 9.1.b and check cells for 9.1.a:",
            ),
            (ASKED, ":tags: [answer-9-1-a]", ":tags: [anwser-9-1-a]", "answer cells for 9.1.b and"),
            (
                JUDGES,
                '    Exercise("9.1.b"',
                '    # Exercise("9.1.b"',
                f"{ASKED} asks 9.1.a, 9.1.b and checks.py beside it judges 9.1.a:",
            ),
            (
                ASKED,
                'check("9.1.b", answer_b)',
                'check("9.1.a", answer_b)',
                f'{ASKED}: the check cell of 9.1.b must read check("9.1.b", answer_b).',
            ),
            (LESSON, ":tags: [nbval-check-output]", ":tags: [setup]", f"{LESSON}: two cells are"),
            (ASKED, ":tags: [setup]", ":tags: setup", f"{ASKED} could not be read as a MyST"),
            (LESSON, "kernelspec:", "kernelspec: [", f"{LESSON} could not be read as a MyST"),
            (LESSON, ":tags: [setup]", ":tags: [setup", f"{LESSON} could not be read as a MyST"),
            (JUDGES, "def judge_a", "def judge_a judge", f"{JUDGES} cannot be used: SyntaxError:"),
            (JUDGES, '"Read", 2', '"Reed", 2', f"{JUDGES} cannot be used: ValueError: 9.1.a: kind"),
        ],
    )
    def test_a_fault_is_named_with_its_file(
        self,
        tmp_path: Path,
        capsys: pytest.CaptureFixture[str],
        path: str,
        old: str,
        new: str,
        says: str,
    ) -> None:
        folder = new_home(tmp_path / "kit")
        assert old in SOURCES[path]
        (folder / path).write_text(SOURCES[path].replace(old, new, 1), encoding="utf-8")
        assert says in failure(folder, capsys)

    @pytest.mark.parametrize("path", [ASKED, JUDGES])
    def test_a_missing_file_is_named(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str], path: str
    ) -> None:
        folder = new_home(tmp_path / "kit")
        (folder / path).unlink()
        assert path in failure(folder, capsys)

    def test_a_source_that_is_no_utf8(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        folder = new_home(tmp_path / "kit")
        (folder / LESSON).write_bytes("Forgé".encode("latin-1"))
        assert f"{LESSON} could not be read" in failure(folder, capsys)


CELL = "```{code-cell} ipython3\nbefore = 1\n```\n\n```{code-cell} ipython3\nSOURCE\n```\n"


class TestCells:
    """Faults that show when a cell is run; each names file and cell, in one sentence."""

    @pytest.mark.parametrize(
        ("source", "says"),
        [
            ("broken = 1 / 0", "(broken = 1 / 0) stops with ZeroDivisionError: division by zero."),
            ('raise ValueError("a\\nb")', "stops with ValueError: a b."),
            ("import sys\nsys.stderr.write('psst\\nhey')", "prints to standard error: psst hey."),
            ("import time\ntime.sleep(60)", "takes longer than 1 seconds."),
            ("import os\nos._exit(1)", "(import os) ends its kernel."),
        ],
    )
    def test_in_the_lesson(
        self,
        tmp_path: Path,
        capsys: pytest.CaptureFixture[str],
        monkeypatch: pytest.MonkeyPatch,
        source: str,
        says: str,
    ) -> None:
        if "sleep" in source:
            monkeypatch.setattr(building, "CELL_SECONDS", 1)
        folder = new_home(tmp_path / "kit", lesson=CELL.replace("SOURCE", source))
        (folder / BUILT["notebooks"]).parent.mkdir(parents=True)
        (folder / BUILT["notebooks"]).write_text("as it was")
        message = failure(folder, capsys)
        assert message.startswith(f"{LESSON}: code cell 2 (")
        assert message.endswith(says)

    def test_in_an_answer_nothing_of_the_lesson_is_written(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        checks = SOURCES[JUDGES].replace("""'answer_a = "B"'""", '"answer_a = [][0]"')
        asked = SOURCES[ASKED].replace("from leaklab import check", "check = print")
        folder = new_home(tmp_path / "kit", lesson="# Tiny\n", checks=checks, exercises=asked)
        message = failure(folder, capsys)
        assert message.startswith(f"{ASKED}: code cell 2 (answer_a = [][0]) stops with IndexError")


class TestInterrupted:
    @pytest.mark.parametrize("moment", ["write_text", "replace"])
    def test_no_half_written_file_is_left(
        self,
        kit: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
        moment: str,
    ) -> None:
        for path in BUILT.values():
            (kit / path).write_text("as it was")
        before = files(kit)

        def interrupted(path: Path, *_: object, **__: object) -> None:
            if moment == "write_text" and "solutions" not in path.parts:
                path.write_bytes(b"half")
                return
            raise KeyboardInterrupt

        monkeypatch.setattr(Path, moment, interrupted)
        assert build(kit) == 130
        assert "the lesson in hand was left as it was." in capsys.readouterr().err
        assert files(kit) == before

    @pytest.mark.skipif(sys.platform == "win32", reason="no SIGINT for one process there")
    def test_ctrl_c_in_the_middle_of_a_cell(self, tmp_path: Path) -> None:
        sleepy = CELL.replace("SOURCE", "open('started', 'w').close()\nimport time; time.sleep(60)")
        folder = new_home(tmp_path / "kit", lesson=sleepy)
        command = [sys.executable, "-m", "leaklab", "build"]
        process = subprocess.Popen(
            command,
            env=os.environ | {"LEAKLAB_HOME": str(folder)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        started = folder / "notebooks" / "en" / "started"
        try:
            for _ in range(600):
                if started.exists():
                    break
                time.sleep(0.1)
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=30)
        finally:
            process.kill()
        started.unlink()
        assert process.returncode == 130
        assert "Traceback" not in err
        assert "Stopped: " in err
        assert out == ""
        assert set(files(folder)) == set(SOURCES)


def carry(notebook: Any, folder: Path, source: Path, home: Path) -> Any:
    """Stand in for `building.execute`: take the outputs of the committed notebook, cell by cell.

    That they are what the cells give is nbval's part here, and `leaklab build --check` runs every
    cell anew in .ci/run.
    """
    committed = nbformat.read(folder / f"{source.parent.name}.ipynb", as_version=4)
    stored = {cell["id"]: cell for cell in committed.cells}
    for cell in notebook.cells:
        if cell.cell_type == "code" and cell["id"] in stored:
            cell.outputs = stored[cell["id"]].get("outputs", [])
            cell.execution_count = stored[cell["id"]].get("execution_count")
    for part in ("language_info", "widgets"):
        if part in committed.metadata:
            notebook.metadata[part] = committed.metadata[part]
    return notebook


@pytest.mark.parametrize("spoilt", [False, True])
def test_the_kit_itself_is_in_step(
    spoilt: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(building, "execute", carry)
    if spoilt:
        read = building.read_source

        def read_with_a_word_more(path: Path) -> Any:
            notebook = read(path)
            notebook.cells[-1].source += " word"
            return notebook

        monkeypatch.setattr(building, "read_source", read_with_a_word_more)
    code = building.build(home(), (), check=True)
    said = "".join(capsys.readouterr())
    assert code == int(spoilt), said
    if spoilt:
        assert said.count("Out of step: notebooks/") == len(building.find_lessons(home()))

"""The rules of the house. Each is a function that returns what is wrong, in sentences."""

import ast
import getpass
import inspect
import json
import os
import platform
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

import click
import pytest
from casework import one_sentence
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

import leaklab
from leaklab import places
from leaklab.tools import cli

ROOT = Path(__file__).resolve().parents[1]
# The learner's half: everything beside tools/ but the door to the command.
LEARNER = sorted(
    path
    for path in (ROOT / "leaklab").rglob("*.py")
    if path.name != "__main__.py"
    and not {"tools", "shipped"} & {*path.relative_to(ROOT / "leaklab").parts}
)
NOTEBOOKS = sorted(
    path
    for part in ("notebooks", "exercises", "solutions")
    for path in (ROOT / part).glob("*/*.ipynb")
)
each_notebook = pytest.mark.parametrize(
    "path", NOTEBOOKS, ids=lambda path: path.relative_to(ROOT).as_posix()
)


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


# --- the two halves of the package ---------------------------------------------------------------

AUTHORS = {
    "frictionless",
    "hypothesis",
    "jupytext",
    "nbclient",
    "nbconvert",
    "Crypto",
    "ruff",
    "vl_convert",
    "xdist",
}
NETWORK = {"aiohttp", "ftplib", "http", "httpx", "requests", "socket", "ssl", "urllib", "urllib3"}
# In a build only, inside one function: see leaklab/rendering.py.
ALLOWED = {("rendering", "static_picture", "vl_convert")}


def imports(source: str) -> set[tuple[str, str]]:
    """Return every import of a module: the function it stands in, or "", and what is imported."""
    found: set[tuple[str, str]] = set()

    def walk(node: ast.AST, function: str) -> None:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            function = node.name
        if isinstance(node, ast.Import):
            found.update((function, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = "leaklab" if node.level else ""
            module = ".".join(part for part in (above, node.module) if part)
            found.update((function, f"{module}.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.Call):
            called = ast.unparse(node.func).endswith(("import_module", "__import__"))
            found.update((function, ast.literal_eval(name)) for name in node.args[:1] if called)
        for child in ast.iter_child_nodes(node):
            walk(child, function)

    walk(ast.parse(source), "")
    return found


def strangers(module: str, source: str) -> list[str]:
    """A learner's module imports neither tools nor their packages, no process and no network."""
    problems = []
    for function, name in sorted(imports(source)):
        top = name.partition(".")[0]
        if (module, function, top) in ALLOWED:
            continue
        if f"{name}.".startswith("leaklab.tools."):
            problems.append(f"{module}.py imports {name}, which is the author's half.")
        elif top in AUTHORS:
            problems.append(f"{module}.py imports {name}, a package that learners do not install.")
        elif top in NETWORK | {"subprocess", "multiprocessing"}:
            problems.append(f"{module}.py imports {name}: no processes, no network there.")
    return problems


@pytest.mark.parametrize("path", LEARNER, ids=lambda path: path.stem)
def test_learners_half_imports_no_strangers(path: Path) -> None:
    assert strangers(path.stem, path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("source", "word"),
    [
        ("import leaklab.tools.grading", "author's half"),
        ("from leaklab import tools", "author's half"),
        ("from .tools import grading", "author's half"),
        ("from . import tools", "author's half"),
        ("def f():\n    from nbclient import NotebookClient", "do not install"),
        ("def f():\n    import vl_convert", "do not install"),
        ("if 1:\n    import importlib\n    importlib.import_module('jupytext')", "not install"),
        ("import os, subprocess as s", "no processes"),
        ("from urllib.request import urlopen", "no network"),
        ("import http.client", "no network"),
        ("async def f():\n    import socket", "no network"),
        ("__import__('requests')", "no network"),
    ],
)
def test_a_stranger_is_caught(source: str, word: str) -> None:
    (problem,) = strangers("planted", source)
    assert word in problem
    assert strangers("planted", "from leaklab import case, toolshed\nimport html") == []


def test_the_authors_packages_are_those_of_pyproject() -> None:
    extras = tomllib.loads(text_of("pyproject.toml"))["project"]["optional-dependencies"]["author"]
    names = {Requirement(line).name for line in extras}
    shown = {"pycryptodome": "Crypto", "vl-convert-python": "vl_convert", "pytest-xdist": "xdist"}
    assert {shown.get(name, name) for name in names} == AUTHORS


ALONE = """
import importlib, sys

modules, blocked = (text.split() for text in sys.argv[1:])

class Block:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in blocked or name in blocked:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Block())
for name in modules:
    try:
        importlib.import_module(name)
    except ImportError as error:
        print(f"{name} cannot be imported without {error.name}.")
"""


def needs(modules: Iterable[str], blocked: Iterable[str]) -> list[str]:
    """Each module can be imported though the blocked packages are not there."""
    command = [sys.executable, "-c", ALONE, " ".join(modules), " ".join(blocked)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def test_learners_half_runs_with_a_learners_packages() -> None:
    modules = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for path in LEARNER
    ]
    assert needs(modules, {*AUTHORS, "leaklab.tools"}) == []


def test_leaklab_check_runs_with_a_learners_packages() -> None:
    assert needs(["leaklab.tools.cli", "leaklab.tools.grading"], AUTHORS) == []


def test_a_needed_package_is_caught() -> None:
    assert needs(["leaklab.places"], {"altair"}) == [
        "leaklab.places cannot be imported without altair."
    ]


def clashes(exported: Mapping[str, object], modules: Iterable[str]) -> list[str]:
    """No module bears the name of something else that the package exports."""
    return [
        f"leaklab/{name}.py hides leaklab.{name}."
        for name in modules
        if name in exported and not inspect.ismodule(exported[name])
    ]


def test_no_module_bears_the_name_of_an_exported_function() -> None:
    exported = {name: getattr(leaklab, name) for name in leaklab.__all__}
    assert callable(exported["check"])
    assert clashes(exported, [path.stem for path in LEARNER]) == []
    assert clashes(exported, ["case", "check"]) == ["leaklab/check.py hides leaklab.check."]


# --- home() --------------------------------------------------------------------------------------


class TestHome:
    """Where the kit's data are looked for, in order."""

    @pytest.fixture(autouse=True)
    def _elsewhere(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.named = tmp_path / "named"
        self.checkout = tmp_path / "checkout"
        self.shipped = self.checkout / "leaklab" / "shipped"
        for folder in (self.named, self.checkout, self.shipped):
            (folder / "data").mkdir(parents=True)
        monkeypatch.setenv("LEAKLAB_HOME", str(self.named))
        monkeypatch.setattr(places, "__file__", str(self.checkout / "leaklab" / "places.py"))
        monkeypatch.setattr(places, "SHIPPED", self.shipped)
        self.monkeypatch = monkeypatch

    def test_the_folder_that_is_named_comes_first(self) -> None:
        assert places.home() == self.named

    def test_a_relative_name_becomes_absolute(self) -> None:
        self.monkeypatch.chdir(self.named.parent)
        self.monkeypatch.setenv("LEAKLAB_HOME", "named")
        assert places.home() == self.named

    @pytest.mark.parametrize("unset", [True, False])
    def test_then_the_checkout_then_what_was_shipped(self, unset: bool) -> None:
        if unset:
            self.monkeypatch.delenv("LEAKLAB_HOME")
        else:
            self.monkeypatch.setenv("LEAKLAB_HOME", "")
        assert places.home() == self.checkout
        (self.checkout / "data").rmdir()
        assert places.home() == self.shipped

    def test_a_named_folder_without_data_is_an_error_in_one_sentence(self) -> None:
        (self.named / "data").rmdir()
        with pytest.raises(places.HomeError) as raised:
            places.home()
        assert str(self.named) in str(raised.value)
        assert one_sentence(str(raised.value))

    def test_no_folder_at_all_is_an_error_in_one_sentence(self) -> None:
        self.monkeypatch.delenv("LEAKLAB_HOME")
        (self.checkout / "data").rmdir()
        (self.shipped / "data").rmdir()
        with pytest.raises(places.HomeError) as raised:
            places.home()
        assert "LEAKLAB_HOME" in str(raised.value)
        assert one_sentence(str(raised.value))


# --- the locks -----------------------------------------------------------------------------------

PIN = re.compile(r"([A-Za-z0-9._-]+)==([^\s;]+)( ; [^#]+)?")
TOO_NEW = Requirement("jsonschema<4.25")


def lines_of(lock: str) -> list[str]:
    return [line for line in lock.splitlines() if line and not line.startswith("#")]


def pins_of(lock: str) -> dict[str, set[str]]:
    """Return the versions that a lock names, by package; more than one where markers choose."""
    pins: dict[str, set[str]] = {}
    for line in lines_of(lock):
        if match := PIN.fullmatch(line):
            pins.setdefault(canonicalize_name(match[1]), set()).add(match[2])
    return pins


def lock_problems(learner: str, author: str, pyproject: str) -> list[str]:
    """The locks are exact, fit the ranges of pyproject.toml, and end and begin as they must."""
    problems = []
    if lines_of(learner)[-1:] != ["-e ."]:
        problems.append("requirements.txt does not end with -e .")
    if lines_of(author)[:1] != ["-r requirements.txt"]:
        problems.append("requirements-dev.txt does not begin with -r requirements.txt.")
    for line in (*lines_of(learner)[:-1], *lines_of(author)[1:]):
        if not PIN.fullmatch(line):
            problems.append(f"{line!r} is no exact version.")
    pins = pins_of(learner)
    everything = pins_of(author)
    for name in sorted(pins.keys() & everything.keys()):
        problems.append(f"{name} is in both locks.")
    everything |= pins
    project = tomllib.loads(pyproject)["project"]
    extras = project["optional-dependencies"]["author"]
    wanted = [(line, pins) for line in [*project["dependencies"], str(TOO_NEW)]]
    for line, lock in [*wanted, *((line, everything) for line in extras)]:
        requirement = Requirement(line)
        name = canonicalize_name(requirement.name)
        if name not in lock:
            problems.append(f"{name} is not locked.")
        for version in sorted(lock.get(name, ())):
            if not requirement.specifier.contains(Version(version), prereleases=True):
                problems.append(f"{name}=={version} is not within {requirement.specifier}.")
    return problems


LOCKS = tuple(map(text_of, ("requirements.txt", "requirements-dev.txt", "pyproject.toml")))


def test_the_locks_are_exact_and_fit_the_ranges() -> None:
    assert lock_problems(*LOCKS) == []


@pytest.mark.parametrize(
    ("lock", "old", "new", "says"),
    [
        (0, "\n-e .", "", "does not end with -e ."),
        (0, "\n-e .", "\n-e .\nxyz==1", "does not end with -e ."),
        (1, "-r requirements.txt\n", "", "does not begin with -r"),
        (0, "\nidna==", "\nidna>=", "is no exact version"),
        (0, "\nanyio==", "\n--index-url x\nanyio==", "'--index-url x' is no exact version"),
        (0, "\nanyio==", "\nxyz @ https://example.org/xyz.whl\nanyio==", "is no exact version"),
        (0, "\njsonschema==4.24.", "\njsonschema==4.25.", "is not within <4.25"),
        (0, "\naltair==6.", "\naltair==7.", "altair==7"),
        (0, "\npandas==", "\npanda==", "pandas is not locked"),
        (1, "\njupytext==", "\njupytexts==", "jupytext is not locked"),
        (1, "\njupytext==", "\nPandas==9\njupytext==", "pandas is in both locks"),
        (2, '"click>=8.1"', '"click>=99"', "is not within >=99"),
    ],
)
def test_a_bad_lock_is_caught(lock: int, old: str, new: str, says: str) -> None:
    texts = list(LOCKS)
    assert old in texts[lock]
    texts[lock] = texts[lock].replace(old, new, 1)
    assert any(says in problem for problem in lock_problems(*texts))


# --- Binder and line ends ------------------------------------------------------------------------


def binder_problems(root: Path) -> list[str]:
    """Binder reads requirements.txt and runtime.txt at the root, and files keep their line ends."""
    problems = [
        f"{name} hides the root's requirements.txt from Binder."
        for name in (".binder", "binder", "environment.yml", "Pipfile", "Dockerfile")
        if (root / name).exists()
    ]
    if (root / "runtime.txt").read_text() != "python-3.12\n":
        problems.append("runtime.txt does not say python-3.12.")
    if "* text=auto eol=lf" not in (root / ".gitattributes").read_text().splitlines():
        problems.append(".gitattributes does not keep line ends: * text=auto eol=lf.")
    return problems


def test_binder_finds_what_it_needs() -> None:
    assert binder_problems(ROOT) == []


def test_what_would_mislead_binder_is_caught(tmp_path: Path) -> None:
    (tmp_path / ".binder").mkdir()
    (tmp_path / "runtime.txt").write_text("python-3.7\n")
    (tmp_path / ".gitattributes").write_text("*.png binary\n")
    assert [problem.partition(" ")[0] for problem in binder_problems(tmp_path)] == [
        ".binder",
        "runtime.txt",
        ".gitattributes",
    ]


# --- what notebooks carry ------------------------------------------------------------------------


def running_problems(notebook: dict, executed: bool) -> list[str]:
    """A lesson was run once, from top to bottom and without an error; exercises were not."""
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    counts = [cell["execution_count"] for cell in code]
    outputs = [output for cell in code for output in cell["outputs"]]
    if not executed:
        return ["It was executed."] if outputs or any(counts) else []
    problems = []
    if counts != list(range(1, len(code) + 1)):
        problems.append(f"Its cells were executed {counts}, not from 1 to {len(code)}.")
    for output in outputs:
        if output["output_type"] == "error" or output.get("name") == "stderr":
            problems.append(f"It shows an error: {output}.")
    return problems


@each_notebook
def test_lessons_and_solutions_are_executed_and_exercises_are_not(path: Path) -> None:
    notebook = json.loads(path.read_text(encoding="utf-8"))
    assert running_problems(notebook, "exercises" not in path.relative_to(ROOT).parts) == []


def code(count: int | None, *outputs: dict) -> dict:
    return {"cell_type": "code", "execution_count": count, "outputs": list(outputs)}


STDERR = {"output_type": "stream", "name": "stderr", "text": ["psst"]}
ERROR = {"output_type": "error", "ename": "ValueError"}


@pytest.mark.parametrize(
    ("cells", "executed"),
    [
        ([code(1), code(3)], True),
        ([code(1), code(None)], True),
        ([code(2)], True),
        ([code(1, STDERR)], True),
        ([code(1, ERROR)], True),
        ([code(None), code(1)], False),
        ([code(None, {"output_type": "stream", "name": "stdout", "text": ["x"]})], False),
    ],
)
def test_a_notebook_run_in_another_way_is_caught(cells: list[dict], executed: bool) -> None:
    assert len(running_problems({"cells": cells}, executed)) == 1
    assert running_problems({"cells": [code(None)]}, False) == []
    assert running_problems({"cells": [{"cell_type": "markdown"}, code(1), code(2)]}, True) == []


TRACES = {
    "an absolute path": r"/(?:home|root|tmp|Users|usr|opt|var|private)/|\b[A-Z]:\\+\w",
    "a time of execution": r"\b20(?:2[4-9]|[3-9]\d)-\d\d-\d\d[T ]\d\d:\d\d:\d\d",
    "timing metadata": r"iopub\.(?:execute_input|status)|shell\.execute_reply",
    "a machine's name": r"\bDESKTOP-[A-Z0-9]{5,}|\w\.(?:local|localdomain|lan)\b|\w@[\w-]+:[~/]",
    "a web script": r"<script|<iframe|<link\b|@import|\bcdn\.|unpkg\.com|jsdelivr",
    "something loaded from the web": r"\bsrc=\\?[\"']?(?:https?:)?//",
    "an address in memory": r"\bat 0x[0-9a-fA-F]{6,}",
}


def traces(text: str, names: Iterable[str] = ()) -> list[str]:
    """A notebook says nothing of the machine it was built on and loads nothing from the web."""
    found = [
        f"It holds {what}: {match.group()!r}."
        for what, pattern in TRACES.items()
        if (match := re.search(pattern, text))
    ]
    return found + [f"It holds the name {name!r}." for name in names if name in text]


def own_names() -> list[str]:
    """Return this user's and this machine's name, unless they could be any word."""
    names = {getpass.getuser(), platform.node()}
    return [name for name in names if len(name) >= 6 and not name.isalpha()]


@each_notebook
def test_a_notebook_bears_no_trace_of_its_maker(path: Path) -> None:
    assert traces(path.read_text(encoding="utf-8"), own_names()) == []


@pytest.mark.parametrize(
    "planted",
    [
        '"text": ["/home/ada/leak-lab/data/case/events.csv"]',
        '"text": ["/root/.ipython"]',
        '"text": ["/tmp/ipykernel_123/45.py:1: UserWarning"]',
        '"text": ["C:\\\\Users\\\\ada"]',
        '"text": ["2026-11-21 23:55:08"]',
        '"iopub.execute_input": "x"',
        '"text": ["DESKTOP-4Q7A1BC"]',
        '"text": ["ada@laptop:~/leak-lab"]',
        '"text": ["adas-macbook.local"]',
        '"text/html": ["<script>"]',
        '"text/html": ["<img src=\\"https://example.org/x.png\\">"]',
        '"text/html": ["<style>@import url(x)</style>"]',
        '"text/plain": ["<function f at 0x7f24db3e12c0>"]',
        '"text": ["ada-1815"]',
    ],
)
def test_a_trace_is_caught(planted: str) -> None:
    assert len(traces(planted, ["ada-1815"])) == 1
    innocent = '"2017-05-05 22:00:00+02:00" "2026-11-21" <svg xmlns="http://www.w3.org/2000/svg">'
    assert traces(innocent, ["ada-1815"]) == []


# --- links and commands --------------------------------------------------------------------------

LINK = re.compile(r"\]\(\s*<?([^)\s>]+)|\b(?:href|src)=\"([^\"]+)\"")
OUTSIDE = re.compile(r"[a-z]+:|//|#")
# In a link to Binder or to this repository on GitHub, what follows is a path in it.
INSIDE = re.compile(r"leak-lab/leak-lab/(?:(?:blob|tree|raw)/main/|main\?urlpath=lab/tree/)(.+)")


def dead_links(text: str, folder: Path, root: Path = ROOT) -> list[str]:
    """Every link to a file of the repository leads to one."""
    problems = []
    for match in LINK.finditer(text):
        link = match[1] or match[2]
        inside = INSIDE.search(link)
        if inside:
            target = root / inside[1].partition("#")[0]
        elif OUTSIDE.match(link):
            continue
        else:
            target = folder / link.partition("#")[0]
        if not target.exists():
            problems.append(f"{link} leads nowhere.")
        elif not target.resolve().is_relative_to(root.resolve()):
            problems.append(f"{link} leads out of the repository.")
    return problems


# A lesson's links are followed from where its notebook lies.
READ_FROM = {
    "lesson.md": ("notebooks/en",),
    "exercises.md": ("exercises/en", "solutions/en"),
}
PAGES = [
    (path, ROOT / folder if folder else path.parent)
    for path in [ROOT / "README.md", *ROOT.glob("data/**/*.md"), *ROOT.glob("lessons/**/*.md")]
    for folder in READ_FROM.get(path.name, ("",))
]


@pytest.mark.parametrize(
    ("path", "folder"), PAGES, ids=lambda path: path.relative_to(ROOT).as_posix()
)
def test_links_lead_somewhere(path: Path, folder: Path) -> None:
    assert dead_links(path.read_text(encoding="utf-8"), folder) == []


@pytest.mark.parametrize(
    "planted",
    [
        "[x](nowhere.md)",
        "![x](docs/nowhere.png)",
        '<a href="data/nowhere.csv">',
        "[x](../../../../etc)",
        "[x](https://github.com/leak-lab/leak-lab/blob/main/nowhere.md)",
        "[x](https://mybinder.org/v2/gh/leak-lab/leak-lab/main?urlpath=lab/tree/nowhere.ipynb)",
    ],
)
def test_a_dead_link_is_caught(planted: str) -> None:
    assert len(dead_links(planted, ROOT)) == 1
    assert dead_links("[x](README.md#start) [y](https://example.org/no) [z](#here)", ROOT) == []


def make_targets(makefile: str) -> set[str]:
    return set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))


MAKEFILE = text_of("Makefile")
CODE = re.compile(r"```[a-z]*\n(.*?)```|`([^`\n]+)`", re.DOTALL)
FILE = re.compile(r"(?:[\w.-]+/)+[\w.-]*|[\w-]+\.(?:md|py|txt|toml|ipynb|csv|json)|LICENSE[\w-]*")
# Made on the user's machine, or one in every lesson's folder.
NOT_HERE = re.compile(r"\.venv/|(?:lesson|exercises|teach)\.md$|checks\.py$")


def command_problems(
    text: str, targets: set[str] | None = None, command: click.Group = cli.main
) -> list[str]:
    """What a page tells people to type names files, targets and commands that exist."""
    targets = make_targets(MAKEFILE) if targets is None else targets
    problems = []
    for block, span in CODE.findall(text):
        for line in (block or span).replace("\\", "/").splitlines():
            typed = line.partition("#")[0]
            for target in re.findall(r"\bmake ([a-z]+)", typed):
                if target not in targets:
                    problems.append(f"make {target} is no target.")
            for name, rest in re.findall(r"\bleaklab ([a-z]+)\b(.*)", typed):
                known = command.commands.get(name)
                options = {flag for option in known.params for flag in option.opts} if known else ()
                problems += [] if known else [f"leaklab {name} is no command."]
                for flag in re.findall(r"(?<!\S)--[a-z-]+", rest) if known else ():
                    if flag not in options:
                        problems.append(f"leaklab {name} has no {flag}.")
            if "jupyter lab" in typed and ".ipynb" in typed and "=/lab/tree/" not in typed:
                problems.append("JupyterLab given a file serves its folder alone: use default_url.")
            for name in FILE.findall(typed):
                name = name.removeprefix("lab/tree/")
                if not NOT_HERE.search(name) and not (ROOT / name).exists():
                    problems.append(f"{name} does not exist.")
    return problems


def test_what_the_readme_tells_people_to_type_exists() -> None:
    assert command_problems(text_of("README.md")) == []


@pytest.mark.parametrize(
    "planted",
    [
        "`make coffee`",
        "```\nmake lab  # opens\nmake coffee\n```",
        "`leaklab brew`",
        "`leaklab build --fast`",
        "```\n.venv/bin/leaklab check exercises/en/nowhere.ipynb\n```",
        "`jupyter lab --LabApp.default_url=/lab/tree/notebooks/en/nowhere.ipynb`",
        "`.venv\\Scripts\\jupyter lab notebooks\\en\\1_2_what_happened_when.ipynb`",
        "`requirements-prod.txt`",
        "`data/later/`",
    ],
)
def test_a_command_that_does_not_exist_is_caught(planted: str) -> None:
    assert len(command_problems(planted)) == 1
    assert command_problems("`make lab`, `leaklab verify --articles DIR`, `README.md`") == []


def makefile_problems(makefile: str, root: Path = ROOT) -> list[str]:
    """The Makefile's help and .PHONY name its targets, and its first lesson exists."""
    targets = make_targets(makefile)
    phony = re.search(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)
    named = {*phony[1].split()} if phony else set()
    problems = [f"{name} is not in .PHONY." for name in sorted(targets - named)]
    told = {*re.findall(r"\bmake ([a-z]+)\b(?!/)", makefile)} | named
    problems += [f"{name} is no target." for name in sorted(told - targets)]
    lesson = re.search(r"^LESSON \?= (\S+)$", makefile, re.MULTILINE)
    if not lesson or not (root / lesson[1]).is_file():
        problems.append("LESSON names no file.")
    return problems


def test_the_makefile_names_what_exists() -> None:
    assert makefile_problems(MAKEFILE) == []


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("notebooks/en/", "notebooks/fr/", "LESSON names no file."),
        ("\nlint: setup", "\nlints: setup", "lint is no target."),
        (" lock clean", " lock", "clean is not in .PHONY."),
        ("make verify ", "make proof ", "proof is no target."),
    ],
)
def test_a_makefile_out_of_step_is_caught(old: str, new: str, says: str) -> None:
    assert old in MAKEFILE
    assert says in makefile_problems(MAKEFILE.replace(old, new, 1))


# --- the command ---------------------------------------------------------------------------------


def test_the_command_shows_its_help_from_any_folder(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "leaklab", "--help"],
        cwd=tmp_path,
        env=os.environ | {"LEAKLAB_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.startswith("Usage: ")
    assert done.stderr == ""
    for name in cli.main.commands:
        assert f"\n  {name} " in done.stdout

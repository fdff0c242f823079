"""`leaklab doctor` and `doctor()`: every bad case has its line, and no line spoils another."""

import errno
import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import altair as alt
import nbformat
import pytest
from casework import ROOT, change, small_articles, small_home, write
from click.testing import CliRunner
from nbclient import NotebookClient

import leaklab
from leaklab import checkup, places, proof, rendering, tables
from leaklab.checkup import MEND, NOTE, OK, Line
from leaklab.tools.cli import main
from leaklab.tools.verifying import verify

LOCK = """\
# Exact versions.
altair==6.0.0
appnope==1.0.0 ; sys_platform == 'darwin'
colorama==0.4.6 ; sys_platform == 'win32'
jinja2==3.1.6  # a word
numpy==2.4.6 ; python_full_version < '3.12'
numpy==2.5.5 ; python_full_version >= '3.12'
pandas==3.1.1
rich==15.0.0

-e .
"""
HERE = {"sys_platform": "linux", "python_full_version": "3.11.7"}
INSTALLED = {
    "altair": "6.0.0",
    "jinja2": "3.1.6",
    "numpy": "2.4.6",
    "pandas": "3.1.1",
    "rich": "15.0.0",
}


@pytest.fixture(autouse=True)
def _not_on_binder(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (*checkup.BINDER, rendering.STATIC):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def kit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Path:
    """A kit in which all is well: a made-up case, a lesson, a lock; and the current folder in it.

    The test that asks for it works in an empty folder.
    """
    home = small_home(tmp_path / "kit")
    assert verify(home, small_articles(tmp_path / "articles")) == 0
    capsys.readouterr()
    for path in (
        home / "lessons/1_module/1_1_cats/lesson.md",
        home / "notebooks/en/1_1_cats.ipynb",
    ):
        path.parent.mkdir(parents=True)
        path.write_text("", encoding="utf-8")
    (home / checkup.LOCK).write_text("-e .\n", encoding="utf-8")
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setenv("LEAKLAB_HOME", str(home))
    return home


def line_of(name: str) -> Line:
    """Return the line of one check, and see to it that all others are well."""
    lines = dict(zip((name for name, _ in checkup.CHECKS), checkup.examine(), strict=True))
    line = lines.pop(name)
    assert {other.state for other in lines.values()} == {OK}
    return line


def printed(line: Line) -> str:
    text, last = checkup.report([line]).split("\n")
    assert last == {True: "1 thing to mend.", False: "All is well."}[line.state == MEND]
    return text


# --- each line, from what was found --------------------------------------------------------------


class TestPython:
    @pytest.mark.parametrize("version", [(3, 11, 0), (3, 12, 4), (3, 14), (4, 0, 0)])
    def test_new_enough(self, version: tuple[int, ...]) -> None:
        assert printed(checkup.python(version)) == "ok       Python is new enough"

    @pytest.mark.parametrize("version", [(3, 10, 14), (3, 9, 2), (2, 7, 18)])
    def test_too_old(self, version: tuple[int, ...]) -> None:
        found = ".".join(map(str, version))
        assert printed(checkup.python(version)) == (
            f"mend     Python {found} is too old; install Python 3.11 or newer and set the kit up "
            "anew with it"
        )

    def test_the_oldest_is_that_of_pyproject(self) -> None:
        project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        assert project["requires-python"] == ">=" + ".".join(map(str, checkup.OLDEST_PYTHON))


class TestPackages:
    def line(self, lock: str | None = LOCK, **changed: str | None) -> str:
        return printed(checkup.packages(lock, (INSTALLED | changed).get, HERE))

    def test_as_locked(self) -> None:
        assert self.line() == "ok       packages: as the lock has them"

    def test_another_version(self) -> None:
        assert self.line(altair="5.4.0") == (
            "mend     packages: altair 5.4.0 is installed, the lock has 6.0.0; "
            "run: python -m pip install -r requirements.txt"
        )

    def test_a_missing_package(self) -> None:
        assert self.line(pandas=None) == (
            "mend     packages: pandas is not installed, the lock has 3.1.1; "
            "run: python -m pip install -r requirements.txt"
        )

    def test_three_are_named_and_the_others_counted(self) -> None:
        told = self.line(altair=None, jinja2=None, numpy="2.5.5", pandas="2", rich="14")
        assert told == (
            "mend     packages: altair is not installed, the lock has 6.0.0; jinja2 is not "
            "installed, the lock has 3.1.6; numpy 2.5.5 is installed, the lock has 2.4.6 "
            "(and 2 more); run: python -m pip install -r requirements.txt"
        )
        assert "more)" not in self.line(altair=None, jinja2=None, rich="14")

    def test_markers_that_do_not_apply_are_skipped(self) -> None:
        assert [str(found) for found in checkup.applying("a==1 ; extra == 'x'\nb==2", HERE)] == [
            "b==2"
        ]
        on_windows = HERE | {"sys_platform": "win32"}
        told = printed(checkup.packages(LOCK, INSTALLED.get, on_windows))
        assert "colorama is not installed, the lock has 0.4.6;" in told
        assert "appnope" not in told

    def test_a_marker_chooses_the_version(self) -> None:
        newer = HERE | {"python_full_version": "3.12.1"}
        told = printed(checkup.packages(LOCK, INSTALLED.get, newer))
        assert "numpy 2.4.6 is installed, the lock has 2.5.5;" in told

    @pytest.mark.parametrize("version", ["6.0", "6.0.0+local"])
    def test_another_spelling_of_the_same_version(self, version: str) -> None:
        assert self.line(altair=version).startswith("ok")

    def test_a_version_that_is_none(self) -> None:
        assert "altair six is installed, the lock has 6.0.0;" in self.line(altair="six")

    def test_a_damaged_lock(self) -> None:
        assert self.line("altair==6.0.0\n<<<<<<< HEAD\n") == (
            "mend     packages: requirements.txt has a line that names no package "
            "(<<<<<<< HEAD); put the file back as it was shipped"
        )

    def test_no_lock_is_no_failure(self) -> None:
        assert self.line(None) == (
            "note     packages: no lock came with this installation to compare with"
        )

    def test_no_lock_in_the_kit(self, kit: Path) -> None:
        (kit / checkup.LOCK).unlink()
        assert line_of("packages").state == NOTE

    def test_the_lock_beside_the_data_is_read(self, kit: Path) -> None:
        lock = "altair==0.1\nno-such-package==1\n"
        (kit / checkup.LOCK).write_text(lock, encoding="utf-8")
        told = line_of("packages").text
        assert re.search(r"altair [\d.]+ is installed, the lock has 0\.1; no-such-package is", told)

    def test_a_lock_that_is_no_text(self, kit: Path) -> None:
        (kit / checkup.LOCK).write_bytes(b"\xff\xfe")
        assert line_of("packages").text.startswith("packages: could not look (UnicodeDecodeError")


class TestCharts:
    def line(
        self,
        renderer: str = "leaklab",
        types: tuple[str, ...] = (rendering.VEGALITE,),
        jupyterlab: str | None = "4.6.6",
    ) -> str:
        return printed(checkup.charts(renderer, types, jupyterlab))

    @pytest.mark.parametrize("jupyterlab", ["4.0.0", "4.6.6", "4.0.0rc1", "5.1"])
    def test_well(self, jupyterlab: str) -> None:
        assert self.line(jupyterlab=jupyterlab) == (
            "ok       charts: in the form that JupyterLab draws by itself"
        )

    def test_another_renderer(self) -> None:
        assert self.line("default") == (
            "mend     charts: Altair's renderer is default, not leaklab: restart the kernel and "
            "run the cells from the first one on"
        )
        assert "renderer is none, not leaklab" in self.line("")

    def test_another_form(self) -> None:
        assert "not shown as Vega-Lite 5: run: python -m" in self.line(
            types=("application/vnd.vegalite.v6.json", "text/plain")
        )

    @pytest.mark.parametrize("found", ["3.6.8", "0.35", "old"])
    def test_an_old_jupyterlab(self, found: str) -> None:
        assert self.line(jupyterlab=found) == (
            f"mend     charts: JupyterLab {found} is too old, the kit needs 4 or newer: "
            "run: python -m pip install -r requirements.txt"
        )

    def test_no_jupyterlab(self) -> None:
        assert "charts: JupyterLab is not installed: run: python -m" in self.line(jupyterlab=None)

    def test_both(self) -> None:
        told = self.line("html", jupyterlab=None)
        assert "renderer is html" in told
        assert "; JupyterLab is not installed" in told

    def test_the_active_renderer_is_looked_at(self, kit: Path) -> None:
        with alt.renderers.enable("default"):
            assert "renderer is default" in line_of("charts").text
        assert line_of("charts").state == OK
        assert alt.renderers.active == checkup.RENDERER

    def test_what_the_renderer_gives_is_looked_at(
        self, kit: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        try:
            alt.renderers.register("leaklab", lambda spec: {"text/html": "<p>"})
            alt.renderers.enable("leaklab")
            assert "not shown as Vega-Lite 5" in line_of("charts").text
        finally:
            rendering.enable()

    def test_jupyterlab_is_looked_for(self, kit: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(
            checkup, "_version", {name: "3.6.8" for name in ("jupyterlab", "altair")}.get
        )
        assert "JupyterLab 3.6.8 is too old" in line_of("charts").text


class TestData:
    def test_well(self) -> None:
        assert printed(checkup.data([], [], 3)) == (
            "ok       data: every table loads, every quotation carries its seal"
        )

    def test_the_first_of_several(self) -> None:
        assert printed(checkup.data(["A is bad.", "B is bad.", "C."], ["D."], 3)) == (
            "mend     data: A is bad (the first of 3 problems)"
        )

    def test_nothing_to_prove_is_no_proof(self) -> None:
        assert "mend     data: the tables hold no quotation; put" in printed(
            checkup.data([], [], 0)
        )

    def test_a_damaged_table(self, kit: Path) -> None:
        change(kit, "events", lambda rows: rows[0].update(status="perhaps"))
        told = line_of("data").text
        with pytest.raises(tables.TableError) as raised:
            tables.read(kit, "events")
        assert told == f"data: {str(raised.value).removesuffix('.')}"
        assert "data/case/events.csv, line 2 (row E001-1), column status: found “perhaps”" in told
        assert told.endswith("; correct it, or put the file back as it was shipped")

    def test_a_table_of_the_record(self, kit: Path) -> None:
        change(kit, "record-calendar", lambda rows: rows[0].update(start="soon"))
        assert "data/record/calendar.csv, line 2" in line_of("data").text

    def test_a_damage_that_others_meet_is_told_once(self, kit: Path) -> None:
        (kit / "data/case/articles.csv").write_text('article_id,"', encoding="utf-8")
        told = line_of("data").text
        assert "a quotation mark opens and is never closed" in told
        assert "problems" not in told

    def test_a_missing_description(self, kit: Path) -> None:
        (kit / tables.DESCRIPTION).unlink()
        assert f"data: {tables.DESCRIPTION}: there is no such file" in line_of("data").text

    def test_a_broken_seal(self, kit: Path) -> None:
        change(
            kit, "claims", lambda rows: rows[0].update(quote_fr="le char noir serait venu de là")
        )
        assert line_of("data").text == (
            "data: claims C001-01, quote_fr, article 001, paragraph 2: the quote or its row in the "
            "proof has changed since it was proved; the table now has “le char noir serait venu "
            "de là”; put the folder data/ back as it was shipped, or have the words proved again: "
            "leaklab verify --articles DIR"
        )

    def test_a_missing_seal(self, kit: Path) -> None:
        change(kit, "proof", lambda rows: rows.pop(2))
        assert "the row has no seal" in line_of("data").text

    def test_no_seal_at_all(self, kit: Path) -> None:
        write(kit, "proof", [])
        assert re.search(
            r"the row has no seal.* \(the first of 11 problems\); put", line_of("data").text
        )

    def test_no_quotation_at_all(self, kit: Path) -> None:
        for name in tables.describe(kit):
            write(kit, name, [])
        assert "the tables hold no quotation" in line_of("data").text

    def test_no_data_at_all(self, kit: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("LEAKLAB_HOME", str(kit / "nowhere"))
        lines = checkup.examine()
        assert [line.state for line in lines] == [OK, NOTE, OK, MEND, NOTE, OK]
        assert "nowhere, which holds no data/ folder: point it at" in lines[3].text

    def test_the_seals_are_those_of_verify(self, kit: Path) -> None:
        quotes = list(proof.quotes(kit))
        assert len(quotes) == 11
        assert list(proof.broken_seals(quotes, proof.sealed(kit))) == []


class TestNotebooks:
    def line(self, lessons: list[str], there: list[str], shipped: bool = False) -> str:
        return printed(checkup.notebooks(lessons, there, shipped))

    def test_well(self) -> None:
        assert self.line(["a"], ["a"]) == "ok       notebooks: every lesson is here"
        assert self.line(["a", "b"], ["b", "a", "c"]) == "ok       notebooks: every lesson is here"

    def test_from_a_wheel(self) -> None:
        assert self.line(["a"], [], shipped=True) == (
            "note     notebooks: none came with this installation; for the lessons, clone the kit "
            "or download it as a ZIP file"
        )

    def test_missing_ones(self) -> None:
        assert self.line(["a", "b"], ["b"]) == (
            "mend     notebooks: missing a; put the folder notebooks/ back as it was shipped"
        )
        assert "missing a, b, c (and 2 more); put" in self.line(list("abcde"), [])

    def test_no_lessons(self) -> None:
        assert "mend     notebooks: there are no lessons; put" in self.line([], [])

    def test_they_are_looked_for(self, kit: Path) -> None:
        (kit / "notebooks/en/1_1_cats.ipynb").unlink()
        assert "missing 1_1_cats;" in line_of("notebooks").text

    def test_a_build_stores_what_will_be_there(
        self, kit: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (kit / "notebooks/en/1_1_cats.ipynb").unlink()
        monkeypatch.setenv(rendering.STATIC, "1")
        assert line_of("notebooks").text == "notebooks: every lesson is here"

    def test_an_installed_package_has_none(
        self, kit: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(places, "SHIPPED", kit)
        assert line_of("notebooks").state == NOTE


READ_ONLY = OSError(errno.EROFS, "Read-only file system")
FULL = OSError(errno.ENOSPC, "No space left on device")


class TestWriting:
    def test_well(self) -> None:
        assert printed(checkup.writing(None)) == (
            "ok       writing: a notebook can be saved in the current folder"
        )

    def test_on_binder(self) -> None:
        assert printed(checkup.writing(None, binder=True)) == (
            "note     writing: a notebook can be saved in the current folder; download your "
            "notebook: Binder forgets"
        )
        assert printed(checkup.writing(FULL, binder=True)).endswith(
            "; make room on the disk; download your notebook: Binder forgets"
        )

    @pytest.mark.parametrize("error", [READ_ONLY, PermissionError(errno.EACCES, "Denied")])
    def test_a_read_only_folder(self, error: OSError) -> None:
        assert printed(checkup.writing(error)) == (
            "mend     writing: a notebook cannot be saved in the current folder "
            f"({error.strerror}); copy the kit to a folder of your own and work there"
        )

    def test_a_full_disk(self) -> None:
        assert printed(checkup.writing(FULL)) == (
            "mend     writing: a notebook cannot be saved in the current folder (No space left on "
            "device); make room on the disk"
        )

    def test_an_error_without_words(self) -> None:
        assert "current folder (OSError); copy" in checkup.writing(OSError()).text

    def test_a_file_that_stays(self) -> None:
        assert printed(checkup.writing(PermissionError(errno.EPERM, "No"), ".x")) == (
            "mend     writing: .x was written in the current folder and could not be removed (No); "
            "remove it, and work in a folder of your own"
        )

    def test_nothing_is_left_and_nothing_is_touched(self, kit: Path) -> None:
        folder = Path.cwd()
        (folder / "mine.ipynb").write_text("{}", encoding="utf-8")
        before = contents(folder), contents(kit)
        assert line_of("writing").state == OK
        assert (contents(folder), contents(kit)) == before

    def test_a_file_that_is_there_is_not_touched(
        self, kit: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(checkup.secrets, "token_hex", lambda _: "taken")
        mine = Path.cwd() / ".leaklab-check-taken"
        mine.write_text("mine", encoding="utf-8")
        assert line_of("writing").state == MEND
        assert mine.read_text(encoding="utf-8") == "mine"

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is full")
    def test_a_disk_that_fills_up(self, kit: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        opened = Path.open

        def full(path: Path, mode: str = "r", *rest: object, **named: object) -> object:
            if mode != "xb":
                return opened(path, mode, *rest, **named)
            path.touch()
            return opened(Path("/dev/full"), "wb")

        monkeypatch.setattr(Path, "open", full)
        assert "(No space left on device); make room" in line_of("writing").text
        assert contents(Path.cwd()) == {}

    def test_a_folder_that_takes_no_file(self, kit: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        with refusing(monkeypatch, "open", READ_ONLY):
            assert "(Read-only file system); copy the kit" in line_of("writing").text

    def test_a_folder_that_keeps_the_file(self, kit: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        with refusing(monkeypatch, "unlink", PermissionError(errno.EPERM, "Not permitted")):
            told = line_of("writing").text
        (left,) = contents(Path.cwd())
        assert told.startswith(f"writing: {left} was written")

    @pytest.mark.skipif(os.name != "posix", reason="a folder in use cannot be removed there")
    def test_a_folder_that_is_gone(self, kit: Path) -> None:
        Path.cwd().rmdir()
        assert "(No such file or directory)" in line_of("writing").text

    @pytest.mark.parametrize("name", checkup.BINDER)
    def test_binder_is_known(self, kit: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
        monkeypatch.setenv(name, "x")
        assert line_of("writing").state == NOTE


def contents(folder: Path) -> dict[str, tuple[int, bytes]]:
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_mtime_ns, path.read_bytes())
        for path in folder.rglob("*")
        if path.is_file()
    }


@contextmanager
def refusing(monkeypatch: pytest.MonkeyPatch, method: str, error: OSError) -> Iterator[None]:
    """Make one thing impossible with the file that the check writes."""
    real: Callable[..., object] = getattr(Path, method)

    def refuse(path: Path, *rest: object, **named: object) -> object:
        if path.name.startswith(".leaklab-check-"):
            raise error
        return real(path, *rest, **named)

    with monkeypatch.context() as patch:
        patch.setattr(Path, method, refuse)
        yield


# --- all of it -----------------------------------------------------------------------------------

WELL = """\
ok       Python is new enough
ok       packages: as the lock has them
ok       charts: in the form that JupyterLab draws by itself
ok       data: every table loads, every quotation carries its seal
ok       notebooks: every lesson is here
ok       writing: a notebook can be saved in the current folder
All is well.
"""


class TestReport:
    def test_the_last_line_counts_what_is_to_mend(self) -> None:
        lines = [Line(OK, "a"), Line(NOTE, "b"), Line(MEND, "c"), Line(MEND, "d")]
        assert checkup.report(lines) == "ok       a\nnote     b\nmend     c\nmend     d\n" + (
            "2 things to mend."
        )
        assert checkup.report(lines[:3]).endswith("\n1 thing to mend.")
        assert checkup.report(lines[:2]).endswith("\nAll is well.")

    def test_a_line_is_one_line(self) -> None:
        assert checkup.report([Line(MEND, "a\nb\x1b[31m")]).count("\n") == 1

    def test_an_unexpected_error_spoils_no_other_line(
        self, kit: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def stumble(*_: object) -> None:
            raise KeyError("of all things\nthis")

        monkeypatch.setattr(checkup.tables, "read", stumble)
        assert line_of("data") == Line(
            MEND,
            "data: could not look (KeyError: 'of all things\\nthis'); send these lines, with the "
            "versions, to somebody who helps",
        )

    def test_a_package_that_is_missed_is_to_be_installed(self) -> None:
        error = ModuleNotFoundError("No module named 'narwhals'")
        assert printed(checkup.could_not_look("charts", error)) == (
            "mend     charts: could not look (ModuleNotFoundError: No module named 'narwhals'); "
            "run: python -m pip install -r requirements.txt"
        )

    @pytest.mark.parametrize("name", [name for name, _ in checkup.CHECKS])
    def test_any_check_may_stumble(
        self, kit: Path, monkeypatch: pytest.MonkeyPatch, name: str
    ) -> None:
        def stumble() -> Line:
            raise RecursionError("x")

        checks = [(known, stumble if known == name else look) for known, look in checkup.CHECKS]
        monkeypatch.setattr(checkup, "CHECKS", tuple(checks))
        assert line_of(name).text.startswith(f"{name}: could not look (RecursionError: x); ")


class TestBothDoors:
    def cell(self, capsys: pytest.CaptureFixture[str], **named: bool) -> str:
        assert leaklab.doctor(**named) is None
        return capsys.readouterr().out

    def command(self, *arguments: str, code: int = 0) -> str:
        result = CliRunner().invoke(main, ["doctor", *arguments])
        assert result.exit_code == code, result.output
        assert result.stderr == ""
        return result.stdout

    def test_all_is_well(self, kit: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert self.cell(capsys) == self.command() == WELL

    def test_something_is_to_mend(self, kit: Path, capsys: pytest.CaptureFixture[str]) -> None:
        change(kit, "proof", lambda rows: rows.pop())
        (kit / "notebooks/en/1_1_cats.ipynb").unlink()
        told = self.cell(capsys)
        assert told == self.command(code=1)
        assert told.endswith("\n2 things to mend.\n")

    def test_with_the_versions(self, kit: Path, capsys: pytest.CaptureFixture[str]) -> None:
        told = self.cell(capsys, versions=True)
        assert told == self.command("--versions")
        assert re.sub(r" \[.*\]", "", told) == WELL
        for word in (f"[{sys.version_info.major}.", f"altair {alt.__version__}", "jupyterlab 4."):
            assert word in told
        assert str(kit.parent) not in told

    def test_what_is_well_says_nothing_of_this_machine(self) -> None:
        assert not re.search(r"\d\.\d|/|\\|:\d", WELL)

    def test_the_real_kit_from_a_cell_and_in_a_terminal(self, tmp_path: Path) -> None:
        environment = os.environ | {"LEAKLAB_HOME": str(ROOT)}
        command = [sys.executable, "-m", "leaklab", "doctor"]
        done = subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True
        )
        assert done.stderr == ""
        # packages and notebooks may be out of step on an author's machine
        told = done.stdout.splitlines()
        for line in WELL.splitlines():
            if re.match(r"ok +(Python|charts|data|writing)", line):
                assert line in told
        assert done.returncode == int("All is well." not in told)
        cells = [nbformat.v4.new_code_cell("from leaklab import doctor; doctor()")]
        notebook = nbformat.v4.new_notebook(cells=cells)
        client = NotebookClient(
            notebook,
            kernel_name="python3",
            coalesce_streams=True,
            resources={"metadata": {"path": str(tmp_path)}},
        )
        with client.setup_kernel(env=environment):
            client.execute_cell(cells[0], 0)
        (output,) = cells[0].outputs
        assert (output.name, output.text) == ("stdout", done.stdout)
        assert contents(tmp_path) == {}

    def test_a_terminal_of_few_letters(self, kit: Path) -> None:
        change(kit, "claims", lambda rows: rows[0].update(quote_fr="le char noir est venu là"))
        done = subprocess.run(
            [sys.executable, "-m", "leaklab", "doctor"],
            env=os.environ | {"PYTHONIOENCODING": "ascii"},
            capture_output=True,
            text=True,
        )
        assert (done.returncode, done.stderr) == (1, "")
        assert "est venu l??; put the folder" in done.stdout

    def test_importing_the_package_does_not_import_the_doctor(self) -> None:
        command = "import json, sys, leaklab; print(json.dumps(list(sys.modules)))"
        done = subprocess.run(
            [sys.executable, "-c", command], cwd=ROOT, capture_output=True, text=True, check=True
        )
        assert {"leaklab.checkup", "leaklab.proof"} & {*json.loads(done.stdout)} == set()

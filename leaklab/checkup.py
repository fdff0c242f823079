"""``doctor()``: is this machine ready for a class?

One line a check, with what to do where something is not well. What was found is turned into a line
by a pure function, so that every bad case can be tried without breaking a machine. A line that is
well holds no version, path or time: a notebook stores it.
"""

import errno
import os
import platform
import secrets
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import metadata
from pathlib import Path

from packaging.requirements import InvalidRequirement, Requirement
from packaging.version import InvalidVersion, Version

from leaklab import places, proof, rendering, tables
from leaklab.places import HomeError
from leaklab.tables import TableError
from leaklab.wording import one_line, say

OK, MEND, NOTE = "ok", "mend", "note"

OLDEST_PYTHON = (3, 11)  # requires-python of pyproject.toml
OLDEST_JUPYTERLAB = 4
RENDERER = "leaklab"  # as leaklab/rendering.py registers it
LOCK = "requirements.txt"
INSTALL = f"python -m pip install -r {LOCK}"
NAMED = 3  # packages or notebooks that a line names; of the others it says how many they are
TOLD = ("leaklab", "altair", "ipykernel", "ipywidgets", "nbval", "pandas")  # with --versions
BINDER = ("BINDER_SERVICE_HOST", "BINDER_LAUNCH_HOST")
# As much as a notebook with its pictures: a full disk often takes a few more bytes.
BYTES = 1_000_000


@dataclass(frozen=True)
class Line:
    """What one check has to say.

    Attributes
    ----------
    state : str
        `OK`, `MEND`, or `NOTE` for what is worth knowing and no failure.
    text : str
        One line, without a full stop.
    versions : str
        What is added for somebody who helps; may be empty.
    """

    state: str
    text: str
    versions: str = ""


# --- what was found, as a line -------------------------------------------------------------------


def python(version: Sequence[int]) -> Line:
    """Return the line about Python, from the numbers of its version."""
    if tuple(version[:2]) >= OLDEST_PYTHON:
        return Line(OK, say("Python is new enough"))
    return Line(
        MEND,
        say(
            "Python {found} is too old; install Python {wanted} or newer and set the kit up anew "
            "with it",
            found=_dotted(version),
            wanted=_dotted(OLDEST_PYTHON),
        ),
    )


def applying(lock: str, environment: Mapping[str, str] | None = None) -> list[Requirement]:
    """Return what a lock asks of this machine.

    Parameters
    ----------
    lock : str
        The text of ``requirements.txt``.
    environment : mapping, optional
        What markers are compared with, where it differs from this machine's.

    Raises
    ------
    ValueError
        If a line cannot be read; the message is the line.
    """
    found = []
    for line in lock.splitlines():
        text = line.split(" #")[0].strip()
        # options, such as the last line that installs the kit itself
        if not text or text.startswith(("#", "-")):
            continue
        try:
            requirement = Requirement(text)
        except InvalidRequirement:
            raise ValueError(text) from None
        asked = {"extra": "", **(environment or {})}
        if requirement.marker is None or requirement.marker.evaluate(asked):
            found.append(requirement)
    return found


def packages(
    lock: str | None,
    installed: Callable[[str], str | None],
    environment: Mapping[str, str] | None = None,
) -> Line:
    """Return the line about the packages.

    Parameters
    ----------
    lock : str or None
        The text of ``requirements.txt``; None if there is none.
    installed : callable
        From the name of a package to its version, None if it is not there.
    environment : mapping, optional
        As in `applying`.
    """
    if lock is None:
        return Line(NOTE, say("packages: no lock came with this installation to compare with"))
    try:
        wanted = applying(lock, environment)
    except ValueError as error:
        return Line(
            MEND,
            say(
                "packages: {lock} has a line that names no package ({line}); put the file back as "
                "it was shipped",
                lock=LOCK,
                line=error,
            ),
        )
    differing = []
    for requirement in wanted:
        version = installed(requirement.name)
        if not _fits(requirement, version):
            differing.append(_difference(requirement, version))
    if not differing:
        return Line(OK, say("packages: as the lock has them"))
    return Line(
        MEND,
        say(
            "packages: {differences}; run: {command}",
            differences=_listed(differing),
            command=INSTALL,
        ),
    )


def _fits(requirement: Requirement, version: str | None) -> bool:
    if version is None:
        return False
    try:
        return requirement.specifier.contains(version, prereleases=True)
    except InvalidVersion:
        return False


def _difference(requirement: Requirement, version: str | None) -> str:
    wanted = str(requirement.specifier).removeprefix("==")
    if version is None:
        return say(
            "{name} is not installed, the lock has {wanted}", name=requirement.name, wanted=wanted
        )
    return say(
        "{name} {version} is installed, the lock has {wanted}",
        name=requirement.name,
        version=version,
        wanted=wanted,
    )


def charts(renderer: str, types: Iterable[str], jupyterlab: str | None) -> Line:
    """Return the line about charts.

    Parameters
    ----------
    renderer : str
        The name of Altair's active renderer.
    types : iterable of str
        The MIME types it gives a chart.
    jupyterlab : str or None
        The version of JupyterLab, None if it is not installed.
    """
    problems = []
    if renderer != RENDERER:
        problems.append(
            say(
                "Altair's renderer is {found}, not {wanted}: restart the kernel and run the cells "
                "from the first one on",
                found=renderer or "none",
                wanted=RENDERER,
            )
        )
    elif rendering.VEGALITE not in set(types):
        problems.append(say("a chart is not shown as Vega-Lite 5: run: {command}", command=INSTALL))
    try:
        old = jupyterlab is not None and Version(jupyterlab).major < OLDEST_JUPYTERLAB
    except InvalidVersion:
        old = True
    if jupyterlab is None:
        problems.append(say("JupyterLab is not installed: run: {command}", command=INSTALL))
    elif old:
        problems.append(
            say(
                "JupyterLab {found} is too old, the kit needs {wanted} or newer: run: {command}",
                found=jupyterlab,
                wanted=OLDEST_JUPYTERLAB,
                command=INSTALL,
            )
        )
    if problems:
        return Line(MEND, say("charts: {problems}", problems="; ".join(problems)))
    return Line(OK, say("charts: in the form that JupyterLab draws by itself"))


def data(damaged: Sequence[str], broken: Sequence[str], quotations: int) -> Line:
    """Return the line about the data.

    Parameters
    ----------
    damaged : sequence of str
        What is wrong with tables, a sentence each.
    broken : sequence of str
        What is wrong with seals, a sentence each.
    quotations : int
        How many there are.
    """
    if damaged:
        return Line(MEND, say("data: {problems}", problems=_first(damaged)))
    if broken:
        return Line(
            MEND,
            say(
                "data: {problems}; put the folder data/ back as it was shipped, or have the words "
                "proved again: leaklab verify --articles DIR",
                problems=_first(broken),
            ),
        )
    if not quotations:
        return Line(
            MEND,
            say("data: the tables hold no quotation; put the folder data/ back as it was shipped"),
        )
    return Line(OK, say("data: every table loads, every quotation carries its seal"))


def notebooks(lessons: Sequence[str], there: Iterable[str], shipped: bool) -> Line:
    """Return the line about the lessons' notebooks.

    Parameters
    ----------
    lessons : sequence of str
        The names of the lessons.
    there : iterable of str
        The names of the notebooks to read and run.
    shipped : bool
        Whether the kit is the one inside an installed package, which has no notebooks.
    """
    if shipped:
        return Line(
            NOTE,
            say(
                "notebooks: none came with this installation; for the lessons, clone the kit or "
                "download it as a ZIP file"
            ),
        )
    if not lessons:
        return Line(
            MEND,
            say("notebooks: there are no lessons; put the folder lessons/ back as it was shipped"),
        )
    present = set(there)
    missing = [name for name in lessons if name not in present]
    if missing:
        return Line(
            MEND,
            say(
                "notebooks: missing {names}; put the folder notebooks/ back as it was shipped",
                names=_listed(missing, ", "),
            ),
        )
    return Line(OK, say("notebooks: every lesson is here"))


def writing(error: OSError | None, left: str = "", binder: bool = False) -> Line:
    """Return the line about saving a notebook in the current folder.

    Parameters
    ----------
    error : OSError or None
        What stopped the attempt to write a file and to remove it.
    left : str
        The name of the file, if it could not be removed.
    binder : bool
        Whether this runs on Binder.
    """
    if error is not None:
        state = MEND
        why = one_line(error.strerror or str(error) or type(error).__name__)
        if left:
            text = say(
                "writing: {name} was written in the current folder and could not be removed "
                "({why}); remove it, and work in a folder of your own",
                name=left,
                why=why,
            )
        elif error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
            text = say(
                "writing: a notebook cannot be saved in the current folder ({why}); make room on "
                "the disk",
                why=why,
            )
        else:
            text = say(
                "writing: a notebook cannot be saved in the current folder ({why}); copy the kit "
                "to a folder of your own and work there",
                why=why,
            )
    else:
        state = NOTE if binder else OK
        text = say("writing: a notebook can be saved in the current folder")
    if binder:
        text = say("{text}; download your notebook: Binder forgets", text=text)
    return Line(state, text)


def could_not_look(name: str, error: Exception) -> Line:
    """Return the line of a check that failed in a way nobody thought of."""
    if isinstance(error, ImportError):
        todo = say("run: {command}", command=INSTALL)
    else:
        todo = say("send these lines, with the versions, to somebody who helps")
    return Line(
        MEND,
        say(
            "{name}: could not look ({kind}: {error}); {todo}",
            name=name,
            kind=type(error).__name__,
            error=one_line(str(error)),
            todo=todo,
        ),
    )


def report(lines: Sequence[Line], versions: bool = False) -> str:
    """Return the lines as they are printed, the last one saying how many things are to mend."""
    told = []
    for line in lines:
        added = f" [{line.versions}]" if versions and line.versions else ""
        told.append(f"{line.state:<8} {one_line(line.text)}{added}")
    match sum(line.state == MEND for line in lines):
        case 0:
            told.append(say("All is well."))
        case 1:
            told.append(say("1 thing to mend."))
        case count:
            told.append(say("{count} things to mend.", count=count))
    return "\n".join(told)


def _dotted(version: Iterable[int]) -> str:
    return ".".join(map(str, version))


def _listed(problems: Sequence[str], between: str = "; ") -> str:
    named = between.join(problems[:NAMED])
    more = len(problems) - NAMED
    return say("{named} (and {more} more)", named=named, more=more) if more > 0 else named


def _first(sentences: Sequence[str]) -> str:
    first = sentences[0].rstrip(".")
    if len(sentences) == 1:
        return first
    return say("{first} (the first of {count} problems)", first=first, count=len(sentences))


# --- looking -------------------------------------------------------------------------------------


def _look_at_python() -> Line:
    version = sys.version_info[:3]
    told = f"{_dotted(version)}, {platform.system()} {platform.machine()}"
    return replace(python(version), versions=told)


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except (metadata.PackageNotFoundError, KeyError):  # KeyError: a package half removed
        return None


def _versions(names: Iterable[str]) -> str:
    return ", ".join(f"{name} {_version(name) or 'not installed'}" for name in names)


def _look_at_packages() -> Line:
    path = places.home() / LOCK
    lock = path.read_text(encoding="utf-8") if path.is_file() else None
    return replace(packages(lock, _version), versions=_versions(TOLD))


def _look_at_charts() -> Line:
    import altair as alt

    active = alt.renderers.active
    types: Iterable[str] = ()
    if active == RENDERER:  # another one might open a browser
        types = alt.renderers.get()({"data": {"values": []}, "mark": "point"})
    line = charts(active, types, _version("jupyterlab"))
    return replace(line, versions=_versions(["jupyterlab"]))


def _look_at_data() -> Line:
    home = places.home()
    damaged: dict[str, None] = {}  # a damaged table is told again by those that point to it
    broken: list[str] = []
    quotations: list[proof.Words] = []
    try:
        for name in tables.describe(home):
            try:
                tables.read(home, name)
            except TableError as error:
                damaged[str(error)] = None
        quotations = list(proof.quotes(home))
        broken = list(proof.broken_seals(quotations, proof.sealed(home)))
    except TableError as error:
        damaged[str(error)] = None
    return data(list(damaged), broken, len(quotations))


def _look_at_notebooks() -> Line:
    home = places.home()
    lessons = sorted(path.parent.name for path in home.glob("lessons/*/*/lesson.md"))
    there = {path.stem for path in home.glob("notebooks/*/*.ipynb")}
    if os.environ.get(rendering.STATIC):
        # a build is making them, this one's own among them
        there |= set(lessons)
    return notebooks(lessons, there, shipped=home == places.SHIPPED)


def _look_at_writing() -> Line:
    error, left = _try_to_write()
    return writing(error, left, any(os.environ.get(name) for name in BINDER))


def _try_to_write() -> tuple[OSError | None, str]:
    """Write a file into the current folder and remove it; return what went wrong, what is left."""
    # no tempfile: on Windows it tries thousands of names in a folder that cannot be written
    path = Path(f".leaklab-check-{secrets.token_hex(8)}")
    try:
        file = path.open("xb")  # x: never a file that is already there
    except OSError as error:
        return error, ""
    failed: OSError | None = None
    left = ""
    try:
        with file:
            file.write(bytes(BYTES))
    except OSError as error:
        failed = error
    finally:
        try:
            path.unlink()
        except OSError as error:
            failed, left = failed or error, path.name
    return failed, left


CHECKS: tuple[tuple[str, Callable[[], Line]], ...] = (
    ("Python", _look_at_python),
    ("packages", _look_at_packages),
    ("charts", _look_at_charts),
    ("data", _look_at_data),
    ("notebooks", _look_at_notebooks),
    ("writing", _look_at_writing),
)


def examine() -> list[Line]:
    """Look at this machine; return a line for each check. A check that fails spoils no other."""
    return [_examined(name, look) for name, look in CHECKS]


def _examined(name: str, look: Callable[[], Line]) -> Line:
    try:
        return look()
    except HomeError as error:
        if name == "data":
            return Line(MEND, say("data: {error}", error=str(error).rstrip(".")))
        return Line(NOTE, say("{name}: not looked at, since the data were not found", name=name))
    except Exception as error:
        return could_not_look(name, error)


def run(versions: bool = False) -> int:
    """Look at this machine and print what was found; return how many things are to mend."""
    lines = examine()
    text = report(lines, versions)
    try:
        print(text)
    except UnicodeEncodeError:  # a terminal of few letters, and a quotation with accents
        encoding = sys.stdout.encoding
        print(text.encode(encoding, "replace").decode(encoding))
    return sum(line.state == MEND for line in lines)

"""The ``leaklab`` command."""

import sys
from pathlib import Path

import click

from leaklab.places import HomeError, home

# Each command imports its own half of the tools, so that `leaklab check` runs
# with a learner's packages only.


def _home() -> Path:
    try:
        return home()
    except HomeError as error:
        raise click.ClickException(str(error)) from None


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="leaklab")
def main() -> None:
    """Build, check and prove the Leak Lab kit."""


@main.command()
@click.argument("names", nargs=-1, metavar="[LESSON]...")
@click.option("--check", "only_check", is_flag=True, help="Change nothing; exit 1 if out of step.")
def build(names: tuple[str, ...], only_check: bool) -> None:
    """Make notebooks/, exercises/ and solutions/ from lessons/.

    LESSON is a lesson's number, such as 1_2; without one, every lesson is built.
    """
    try:
        from leaklab.tools import building
    except ModuleNotFoundError as missing:
        raise click.ClickException(
            f"Building needs the author's packages ({missing.name} is missing): run `make setup`, "
            "or pip install -r requirements-dev.txt."
        ) from None

    sys.exit(building.build(_home(), names, check=only_check))


# a file may be called --help.ipynb
@main.command(context_settings={"ignore_unknown_options": True})
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@click.option(
    "--timeout",
    default=30,
    show_default=True,
    type=click.IntRange(min=1),
    help="Seconds one cell may take.",
)
def check(file: Path, as_json: bool, timeout: int) -> None:
    """Check the exercises of a notebook, whatever its name and folder.

    Exit code 0: all hold. 1: some do not. 2: the notebook, or an answer cell in it, is missing or
    unreadable.
    """
    from leaklab.tools import grading

    sys.exit(grading.check_file(file, as_json=as_json, timeout=timeout))


@main.command()
@click.option(
    "--articles",
    type=click.Path(path_type=Path),
    help="Folder with the five articles: prove each quote against them and write the seals.",
)
def verify(articles: Path | None) -> None:
    """Prove that every quote of data/case stands word for word in its article.

    Without --articles the seals of the last proof are checked.
    Exit code 0: all proved. 1: something differs. 2: could not look.
    """
    from leaklab.tools import verifying

    sys.exit(verifying.verify(_home(), articles))


@main.command()
@click.option(
    "--versions", is_flag=True, help="Add the versions, for a message to somebody who helps."
)
def doctor(versions: bool) -> None:
    """Say whether this machine is ready for a class, and what to mend.

    Exit code 0: all is well. 1: something is to mend.
    """
    from leaklab import checkup

    sys.exit(1 if checkup.run(versions=versions) else 0)


@main.command()
@click.argument("plan", required=False)
@click.option("--lesson", metavar="LESSON", help="The sheet of one lesson, such as 1_2.")
@click.option(
    "--minutes",
    "length",
    type=click.Choice(["short", "usual", "long"]),
    help="With --lesson: in which of its lengths (usual, if not said).",
)
def teach(plan: str | None, lesson: str | None, length: str | None) -> None:
    """Print a run sheet for a class, one page a sitting.

    PLAN is a plan's name, such as 55; without one, the plans are listed.
    """
    from leaklab.tools import teaching

    if lesson and plan:
        raise click.UsageError("Give a plan or --lesson, not both.")
    if length and not lesson:
        raise click.UsageError("--minutes goes with --lesson: a plan says its own minutes.")
    folder = _home()
    try:
        if lesson:
            sheets = [teaching.sheet_of_lesson(folder, lesson, length or "usual")]
        elif plan:
            sheets = teaching.sheets_of_plan(folder, plan)
        else:
            sheets = [teaching.overview(folder)]
    except teaching.TeachingError as error:
        raise click.ClickException(str(error)) from None
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")
    # a form feed begins a new page on a printer and disturbs a terminal
    click.echo(("\n\n" if sys.stdout.isatty() else "\n\f").join(sheets))

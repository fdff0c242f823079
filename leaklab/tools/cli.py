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

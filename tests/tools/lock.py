"""Write requirements.txt and requirements-dev.txt from pyproject.toml: exact, for every system."""

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LEARNER_HEAD = """\
# Exact versions for learners and Binder; ranges and reasons are in pyproject.toml.
# Made by `make lock`; jsonschema stays below 4.25 (newer ones slow every process by a second).
"""
AUTHOR_HEAD = """\
# What authors and tests need on top of requirements.txt. Made by `make lock`.
-r requirements.txt
"""


def resolve(target: Path, *options: str) -> list[str]:
    command = [sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--universal"]
    command += ["--python-version", "3.11", "--no-header", "--no-annotate", *options]
    subprocess.run([*command, "pyproject.toml", "-o", str(target)], check=True, cwd=ROOT)
    return target.read_text().splitlines()


def main() -> None:
    subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "uv"], check=True)
    with tempfile.TemporaryDirectory() as folder:
        learner_file = Path(folder) / "learner.txt"
        learner = resolve(learner_file)
        author = resolve(
            Path(folder) / "author.txt", "--extra", "author", "-c", str(learner_file)
        )
    own = [line for line in author if line not in set(learner)]
    (ROOT / "requirements.txt").write_text(LEARNER_HEAD + "\n".join([*learner, "-e ."]) + "\n")
    (ROOT / "requirements-dev.txt").write_text(AUTHOR_HEAD + "\n".join(own) + "\n")


if __name__ == "__main__":
    main()

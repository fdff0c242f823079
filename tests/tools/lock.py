"""Write requirements.txt and requirements-dev.txt from pyproject.toml: exact, for every system."""

import re
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


def run(*command: str) -> None:
    """Run a module of this Python; if it fails, stop with its words, but without any address."""
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True
    )
    if done.returncode:
        said = re.sub(r"\b[a-z+]+://\S+|host='[^']*'", "…", done.stdout + done.stderr)
        sys.exit(f"{said.strip()}\nThe locks were left as they were: {command[0]} failed.")


def resolve(target: Path, *options: str) -> list[str]:
    """Resolve pyproject.toml to exact versions, for Python 3.11 and newer on every system."""
    command = ["uv", "pip", "compile", "--quiet", "--universal", "--python-version", "3.11"]
    # a lock names packages, not where this machine gets them from
    command += ["--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links"]
    run(*command, *options, "pyproject.toml", "-o", str(target))
    return target.read_text(encoding="utf-8").splitlines()


def write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def main() -> None:
    run("pip", "install", "--quiet", "--disable-pip-version-check", "uv")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "learner.txt"
        learner = resolve(file)
        # the author's packages must agree with what learners have
        author = resolve(Path(folder) / "author.txt", "--extra", "author", "-c", str(file))
    own = [line for line in author if line not in learner]
    write(ROOT / "requirements.txt", LEARNER_HEAD + "\n".join([*learner, "-e ."]) + "\n")
    write(ROOT / "requirements-dev.txt", AUTHOR_HEAD + "\n".join(own) + "\n")


if __name__ == "__main__":
    main()

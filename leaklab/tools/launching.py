"""Runs a laid-out notebook: starts :mod:`leaklab.tools.running` and hears what it tells."""

import ast
import json
import os
import queue
import secrets
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from leaklab.tools.overlay import RunError, Step
from leaklab.wording import one_line, say

# Beyond the cell's own time: for a kernel to start, to be interrupted, to be read.
GRACE = 120
MIME = "application/vnd.leaklab.answer+json"

Progress = Callable[[int, int], None]


@dataclass
class Outcome:
    """What became of one step."""

    passed: bool = False
    error: list[str] | None = None
    end: str | None = None  # timeout, died or quit
    found: Any = None  # the answer, on a check cell


def run(
    steps: list[Step], folder: Path, home: Path, *, timeout: int, progress: Progress | None = None
) -> dict[str, Outcome]:
    """Run steps under nbval, in a process of its own, until the end or the first fatal cell.

    Parameters
    ----------
    steps : list of Step
        What to run.
    folder : Path
        Where the kernel works, so that the learner's relative paths lead where they did.
    home : Path
        The kit.
    timeout : int
        Seconds for one cell.
    progress : callable, optional
        Called with the number of steps begun and of all.

    Returns
    -------
    dict of str to Outcome
        By step id; steps after a fatal one are absent.

    Raises
    ------
    RunError
        If nbval or the kernel could not be started.
    """
    notebook = {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {"language_info": {"name": "python"}},
        "cells": [step.as_cell() for step in steps],
    }
    names = {step.id: _answer_name(step.source) for step in steps if step.role == "check"}
    package = Path(__file__).resolve().parents[1]
    with tempfile.TemporaryDirectory(prefix="leaklab-check-", ignore_cleanup_errors=True) as kept:
        scratch = Path(kept).resolve()
        (scratch / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
        copy = scratch / "notebook.ipynb"
        copy.write_text(json.dumps(notebook), encoding="utf-8")
        job = {
            "notebook": str(copy),
            "folder": str(folder),
            "timeout": timeout,
            "names": names,
            "mime": MIME,
            "nonce": "leaklab_" + secrets.token_hex(8),
            **_kernel_sources(package),
        }
        log = scratch / "log.txt"
        for _ in range(2):
            # A kernel picks its ports and then binds them: of two kernels started in the same
            # moment one can find its port taken and never answer. Nothing has run then.
            outcomes, code = _converse(
                job, scratch, log, home, package, timeout, len(steps), progress
            )
            if outcomes or not steps:
                break
        if not outcomes and steps:
            lines = log.read_text(encoding="utf-8", errors="replace").split("\n")
            said = [text for text in lines if "Error" in text] or [f"exit code {code}"]
            raise RunError(
                say(
                    "The notebook could not be run: {error}.",
                    error=one_line(said[-1])[-300:].rstrip("."),
                )
            )
    return outcomes


@cache
def _kernel_sources(package: Path) -> dict[str, str]:
    # Kept, because a notebook may write to the kit's own files between two runs.
    return {
        "answers": (package / "answers.py").read_text(encoding="utf-8"),
        "probe": (package / "tools" / "probe.py").read_text(encoding="utf-8"),
    }


def _answer_name(source: str) -> str:
    call = ast.parse(source).body[0].value  # the pristine check("1.2.a", answer_a)
    return call.args[1].id


def _environment(scratch: Path, home: Path, package: Path) -> dict[str, str]:
    """Return an environment in which neither pytest nor IPython picks up anything of anybody's."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PYTEST_", "COV_CORE_", "NBVAL_", "JPY_"))
    }
    environment |= {
        "LEAKLAB_HOME": str(home),
        "IPYTHONDIR": str(scratch / "ipython"),
        "JUPYTER_RUNTIME_DIR": str(scratch / "runtime"),
        **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(scratch)),
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    }
    if package.parent.name not in ("site-packages", "dist-packages"):
        # Run from a checkout that was never installed, the kernel finds the kit all the same.
        known = environment.get("PYTHONPATH")
        environment["PYTHONPATH"] = os.pathsep.join(filter(None, [str(package.parent), known]))
    return environment


def _converse(
    job: dict[str, Any],
    scratch: Path,
    log: Path,
    home: Path,
    package: Path,
    timeout: int,
    count: int,
    progress: Progress | None,
) -> tuple[dict[str, Outcome], Any]:
    outcomes: dict[str, Outcome] = {}
    current, code, kernel = None, None, None
    patience, silent = 0.0, False
    command = [sys.executable, "-P", str(package / "tools" / "running.py")]
    with log.open("wb") as errors:
        child = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            cwd=scratch,
            env=_environment(scratch, home, package),
            start_new_session=os.name == "posix",
        )
    try:
        with suppress(BrokenPipeError):
            child.stdin.write(json.dumps(job).encode())
            child.stdin.close()
        for event in _events(child, timeout + GRACE):
            if event["event"] == "begin":
                current = event["cell"]
                outcomes[current] = Outcome()
                if progress is not None:
                    progress(len(outcomes), count)
            elif event["event"] == "answer":
                outcomes[event["cell"]].found = event["found"]
            elif event["event"] == "end":
                outcome, current = outcomes[event["cell"]], None
                outcome.passed, outcome.end = event["passed"], event["end"]
                if event["error"] and event["error"][0] != "NoneType":
                    # NoneType: the cell ran, and only showing its last value failed.
                    outcome.error = event["error"]
            elif event["event"] == "kernel":
                kernel = event["pid"]
            elif event["event"] == "silence":
                silent = True
            elif event["event"] == "over":
                code, patience = event["code"], 10.0
    finally:
        _end(child, patience)
        if code is None and kernel is not None and hasattr(os, "killpg"):
            # The runner did not come to its end: it may have left its kernel behind.
            with suppress(OSError):
                os.killpg(kernel, signal.SIGKILL)
    if current is not None:
        outcomes[current].end = "timeout" if silent else "died"
    return outcomes, code if code is not None else child.returncode


def _events(child: subprocess.Popen[bytes], patience: float) -> Iterator[dict[str, Any]]:
    """Yield what the runner says, until it has done, or has been silent for too long."""
    lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()

    def read() -> None:
        for text in child.stdout:
            lines.put(text)
        lines.put(b"")

    threading.Thread(target=read, daemon=True).start()
    while True:
        try:
            text = lines.get(timeout=patience)
        except queue.Empty:
            yield {"event": "silence"}
            return
        if not text:
            return
        yield json.loads(text)


def _end(child: subprocess.Popen[bytes], patience: float) -> None:
    """End the runner and its kernel, if they do not end by themselves."""
    try:
        child.wait(timeout=patience)
    except subprocess.TimeoutExpired:
        import psutil  # comes with ipykernel; rarely needed

        with suppress(psutil.Error):
            for process in psutil.Process(child.pid).children(recursive=True):
                with suppress(psutil.Error):
                    process.kill()
        child.kill()
        child.wait()

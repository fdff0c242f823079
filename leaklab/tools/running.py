"""Runs one notebook under nbval, in a process of its own.

Not imported by the rest of the kit: :mod:`leaklab.tools.grading` starts this file as a script and
hands it one JSON object on standard input. It writes one JSON object a line to standard output:
what each cell did, and what each answer is worth as plain JSON. It judges nothing.

nbval does the running and the comparing. What is added here, because nbval 0.11 lacks it: the
kernel works in the learner's folder though the copy lies elsewhere; its death is noticed at once;
a flood of output neither fills the memory nor outlives the cell's time; tags and comments in the
notebook cannot switch anything off.
"""

import json
import os
import signal
import sys
import time
from collections import defaultdict, deque
from collections.abc import Callable, Generator
from contextlib import suppress
from pathlib import Path
from queue import Empty
from typing import Any, ClassVar

import nbval.kernel
import nbval.plugin
import pytest
import zmq

OUTPUTS = ("stream", "display_data", "execute_result", "update_display_data", "clear_output")
MOST_OUTPUT = 1_000_000  # characters of a check cell's output that are kept
MOST_ERRORS = 5
SECONDS_TO_SETTLE = 60  # for the output that is still under way when a cell has ended
SECONDS_TO_STOP = 3  # after an interrupt


class KernelEndedError(Exception):
    """The kernel's process is gone."""


class Kernel(nbval.kernel.RunningKernel):
    """nbval's kernel, with the learner's folder, a seed, and an ear for its death."""

    folder: ClassVar[str]
    seed: ClassVar[str]
    nonce: ClassVar[str]
    tell: ClassVar[Callable[[dict[str, Any]], None]]

    def __init__(self, kernel_name: str, cwd: str | None = None, startup_timeout: float = 60):
        self.heard: deque[dict[str, Any]] = deque()
        self.keeps_output = False
        self.kept = 0
        self.errors = 0
        self.ends = float("inf")
        self.timed_out = False
        self.reply: dict[str, Any] = {}
        super().__init__(kernel_name, cwd=self.folder, startup_timeout=startup_timeout)
        self.pid = self.km.provisioner.pid
        self.tell({"event": "kernel", "pid": self.pid})
        planted = self.evaluate(f"__import__('builtins').exec({self.seed!r}, {{}})", 60)
        if planted.get("status") != "ok":
            raise RuntimeError(f"{planted.get('ename')}: {planted.get('evalue')}")

    def begin_cell(self, keeps_output: bool) -> None:
        """Get ready for a cell; only a check cell's output is kept."""
        self.keeps_output, self.kept, self.errors = keeps_output, 0, 0
        self.timed_out, self.reply = False, {}
        self.ends = float("inf")

    def evaluate(self, expression: str, seconds: float) -> dict[str, Any]:
        """Evaluate an expression in the kernel, past its cells and its history.

        Returns
        -------
        dict
            As the Jupyter protocol has it: ``status``, and ``data`` by MIME type or ``ename`` and
            ``evalue``. Empty if the kernel refused.

        Raises
        ------
        Empty
            If it takes longer.
        KernelEndedError
            If the kernel dies of it.
        """
        message = self.kc.execute(
            "",
            silent=True,
            store_history=False,
            user_expressions={self.nonce: expression},
            allow_stdin=False,
            stop_on_error=False,
        )
        self.await_reply(message, seconds)
        expressions = self.reply.get("user_expressions")
        return expressions.get(self.nonce, {}) if isinstance(expressions, dict) else {}

    def await_reply(self, msg_id: str, timeout: float | None = None) -> None:
        # Overrides nbval's: it would not look at iopub meanwhile, nor at the process.
        ends = time.monotonic() + (timeout if timeout is not None else SECONDS_TO_SETTLE)
        shell, iopub = self.kc.shell_channel.socket, self.kc.iopub_channel.socket
        poller = zmq.Poller()
        poller.register(shell, zmq.POLLIN)
        poller.register(iopub, zmq.POLLIN)
        while (left := ends - time.monotonic()) > 0:
            ready = dict(poller.poll(min(left, 0.5) * 1000))
            if iopub in ready:
                self.listen()
            if shell in ready:
                message = self.kc.get_shell_msg(timeout=SECONDS_TO_STOP)
                if message["parent_header"].get("msg_id") == msg_id:
                    self.reply = message["content"]
                    self.ends = time.monotonic() + SECONDS_TO_SETTLE
                    return
            if not ready and not self.is_alive():
                raise KernelEndedError
        raise Empty

    def get_message(self, stream: str, timeout: float | None = None) -> dict[str, Any]:
        # Overrides nbval's: a kernel that prints for ever would keep nbval listening for ever.
        if stream != "iopub":
            return super().get_message(stream, timeout)
        wait = SECONDS_TO_SETTLE if timeout is None else timeout
        ends = min(time.monotonic() + wait, self.ends)
        while not self.heard:
            left = ends - time.monotonic()
            if left <= 0:
                raise Empty
            if self.kc.iopub_channel.socket.poll(min(left, 0.5) * 1000):
                self.listen()
                ends = min(time.monotonic() + wait, self.ends)
            elif not self.is_alive():
                raise KernelEndedError
        return self.heard.popleft()

    def listen(self) -> None:
        """Take in what the kernel has published, and keep what nbval needs of it."""
        for _ in range(200):
            try:
                message = self.kc.get_iopub_msg(timeout=0)
            except Empty:
                return
            kind, content = message["msg_type"], message["content"]
            if kind in OUTPUTS:
                self.kept += len(json.dumps(content, default=str)) if self.keeps_output else 0
                if not self.keeps_output or self.kept > MOST_OUTPUT:
                    continue
            elif kind == "error":
                self.errors += 1
                content.update(traceback=[], evalue=str(content.get("evalue", ""))[:2000])
                if self.errors > MOST_ERRORS:
                    continue
            elif kind != "status":
                continue
            self.heard.append(message)

    def interrupt(self) -> None:
        self.timed_out = True
        self.ends = time.monotonic() + SECONDS_TO_STOP
        super().interrupt()

    def stop(self) -> None:
        super().stop()
        # What the notebook started in the kernel's process group ends with it.
        if hasattr(os, "killpg"):
            with suppress(OSError):
                os.killpg(self.pid, signal.SIGKILL)


class Plugin:
    """Tells what each cell did, and reads each answer just before its check cell runs.

    Parameters
    ----------
    names : dict of str to str
        The answer's name by the id of its check cell.
    mime : str
        The MIME type under which an answer comes back.
    timeout : float
        Seconds that reading one answer may take.
    tell : callable
        Takes one JSON object.
    """

    def __init__(
        self,
        names: dict[str, str],
        mime: str,
        timeout: float,
        tell: Callable[[dict[str, Any]], None],
    ) -> None:
        self.names = names
        self.mime = mime
        self.timeout = timeout
        self.tell = tell

    def pytest_collection_modifyitems(self, items: list[Any]) -> None:
        for item in items:
            # Whatever tags and comments say.
            item.options = defaultdict(bool, check=item.cell.id in self.names)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: Any) -> Generator[None, Any, Any]:
        cell, kernel = item.cell.id, item.parent.kernel
        self.tell({"event": "begin", "cell": cell})
        kernel.begin_cell(cell in self.names)
        passed, end = False, None
        try:
            if cell in self.names:
                self.read(cell, kernel)
            result = yield
            passed = True
            return result
        except (KernelEndedError, Empty) as error:
            end = "died" if isinstance(error, KernelEndedError) else "timeout"
            raise
        finally:
            reply = kernel.reply
            if kernel.timed_out:
                end = "timeout"
            elif any(load.get("source") == "ask_exit" for load in reply.get("payload") or ()):
                end = "quit"
            elif end is None and not kernel.is_alive():
                end = "died"
            error = None
            if reply.get("status") == "error":
                error = [str(reply.get("ename"))[:100], str(reply.get("evalue"))[:1000]]
            self.tell({"event": "end", "cell": cell, "passed": passed, "error": error, "end": end})
            if end is not None:
                item.session.shouldstop = end

    def read(self, cell: str, kernel: Kernel) -> None:
        """Read the answer that belongs to a check cell."""
        try:
            answer = kernel.evaluate(f"{kernel.nonce}({self.names[cell]!r})", self.timeout)
        except Empty:
            kernel.interrupt()
            raise
        found = answer.get("data", {}).get(self.mime)
        self.tell({"event": "answer", "cell": cell, "found": found})


SEED = """
import builtins, IPython
own = {{"__name__": {name!r}, "__builtins__": dict(vars(builtins))}}
exec(compile({answers!r}, "answers", "exec"), own)
exec(compile({probe!r}, "probe", "exec"), own)
probe = own["Probe"](
    IPython.get_ipython(), own["encode"], own["Unanswered"], own["CannotEncode"]
)
setattr(builtins, {name!r}, probe)
"""


def main() -> None:
    """Run the notebook that standard input describes."""
    job = json.load(sys.stdin)
    # Only this process may write to the pipe: the kernel inherits neither end of it.
    pipe = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    sys.stdout = sys.stderr

    def tell(event: dict[str, Any]) -> None:
        pipe.write(json.dumps(event) + "\n")
        pipe.flush()

    Kernel.folder = job["folder"]
    Kernel.nonce = job["nonce"]
    Kernel.tell = staticmethod(tell)
    Kernel.seed = SEED.format(name=job["nonce"], answers=job["answers"], probe=job["probe"])
    nbval.plugin.RunningKernel = Kernel
    copy = Path(job["notebook"])
    os.chdir(copy.parent)
    arguments = [
        copy.name,
        "--nbval-lax",
        "--nbval-current-env",
        f"--nbval-cell-timeout={job['timeout']}",
        "-p",
        "nbval.plugin",
        "-p",
        "no:cacheprovider",
        "--noconftest",
        f"--confcutdir={copy.parent}",
        "-c",
        str(copy.parent / "pytest.ini"),
        f"--rootdir={copy.parent}",
        "--color=no",
        "-s",
        "--tb=short",
    ]
    plugin = Plugin(job["names"], job["mime"], job["timeout"], tell)
    code = pytest.main(arguments, plugins=[plugin])
    tell({"event": "over", "code": int(code)})
    sys.stderr.flush()
    # A kernel that died leaves threads and sockets behind which an ordinary exit would wait for.
    os._exit(0)


if __name__ == "__main__":
    main()

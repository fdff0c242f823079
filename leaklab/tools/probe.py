"""Reads an answer inside the learner's kernel, on the grader's behalf.

This text is run in the kernel after that of :mod:`leaklab.answers` and in the same fresh
namespace, before any cell of the notebook. The namespace holds its own copy of the built-in
functions, so that whatever the notebook does to them later is not seen here. It imports nothing
of the kit except the ``check`` that it puts back.

What it cannot do: be safe from code that goes looking for it. Who can forge the value that is
handed back knows the right answer already, and could have typed it.
"""

import builtins
import importlib
import sys

MIME = "application/vnd.leaklab.answer+json"


class Found:
    """Carries a JSON value through IPython's display machinery untouched."""

    def __init__(self, value: object) -> None:
        self.value = value

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict:
        return {MIME: self.value}


class Probe:
    """Puts back what the checks need and reads one answer.

    Parameters
    ----------
    shell : IPython.core.interactiveshell.InteractiveShell
        The kernel's shell, still untouched.
    encode, unanswered, cannot_encode
        ``encode``, ``Unanswered`` and ``CannotEncode`` of :mod:`leaklab.answers`.
    """

    def __init__(
        self, shell: object, encode: object, unanswered: type, cannot_encode: type
    ) -> None:
        self.shell = shell
        self.encode = encode
        self.unanswered = unanswered
        self.cannot_encode = cannot_encode
        # Without the notebook's folder on the path: a leaklab.py that lies there is not ours.
        path = sys.path[:]
        sys.path[:] = [entry for entry in path if entry]
        try:
            self.check = importlib.import_module("leaklab.checking").check
        finally:
            sys.path[:] = path
        self.stdout = sys.stdout
        self.builtins = {name: value for name, value in vars(builtins).items() if callable(value)}
        self.methods = self.overridden()
        self.transformers = list(shell.ast_transformers)

    def overridden(self) -> set[str]:
        """Return the names of the shell's methods that are replaced on the shell itself."""
        kind = type(self.shell)
        return {name for name in vars(self.shell) if callable(getattr(kind, name, None))}

    def put_back(self) -> list[str]:
        """Put back what a check rests on; return what had been replaced."""
        shell, replaced = self.shell, []
        if shell.user_ns.get("check") is not self.check:
            shell.user_ns["check"] = self.check
            replaced.append("check")
        methods = self.overridden() - self.methods
        for name in methods:
            delattr(shell, name)
        if methods or shell.custom_exceptions:
            shell.set_custom_exc((), None)
            replaced.append("errors")
        if shell.ast_transformers != self.transformers:
            shell.ast_transformers[:] = self.transformers
            replaced.append("rewriting")
        changed = {
            name: value
            for name, value in self.builtins.items()
            if vars(builtins).get(name) is not value
        }
        vars(builtins).update(changed)
        if sys.stdout is not self.stdout:
            sys.stdout = self.stdout
            changed["print"] = None
        return replaced + sorted(changed)

    def __call__(self, name: str) -> Found:
        """Read the answer called ``name``.

        Returns
        -------
        Found
            ``state``: "value" (with ``value``), "unanswered", "cannot" (with ``reason`` and
            ``name``) or "missing"; and ``put_back``, names of what had been replaced.
        """
        found = {"state": "missing", "put_back": self.put_back()}
        if name in self.shell.user_ns:
            try:
                found["value"] = self.encode(self.shell.user_ns[name])
                found["state"] = "value"
            except self.unanswered:
                found["state"] = "unanswered"
            except self.cannot_encode as error:
                found.update(state="cannot", reason=error.reason, name=error.name)
        return Found(found)

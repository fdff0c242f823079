"""A real JupyterLab in a real Chromium, with every request that leaves this machine refused."""

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]
PROJECTOR = {"width": 1280, "height": 800}
SETTINGS = {
    # every cell in the page at once, so that nothing is missed because it was not scrolled to
    "@jupyterlab/notebook-extension/tracker": {"windowingMode": "none"},
    "@jupyterlab/docmanager-extension/plugin": {"autosave": False},
    "@jupyterlab/apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def jupyterlab(folder: Path, root: Path) -> Iterator[str]:
    """Serve ``folder`` and yield the address of its JupyterLab, with its token."""
    settings = root / "settings"
    for name, values in SETTINGS.items():
        file = settings / f"{name}.jupyterlab-settings"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(values))
    port, token = free_port(), secrets.token_hex(16)
    environment = os.environ | {
        "JUPYTERLAB_SETTINGS_DIR": str(settings),
        "JUPYTERLAB_WORKSPACES_DIR": str(root / "workspaces"),
        "JUPYTER_CONFIG_DIR": str(root / "config"),
        "JUPYTER_RUNTIME_DIR": str(root / "runtime"),
    }
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"]
    command += [f"--port={port}", f"--IdentityProvider.token={token}", f"--notebook-dir={folder}"]
    command += ["--LabApp.expose_app_in_browser=True", "--ServerApp.ip=127.0.0.1"]
    with (root / "server.log").open("w") as log:
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        try:
            wait_for(f"http://127.0.0.1:{port}/api", server)
            yield f"http://127.0.0.1:{port}/lab/tree/{{path}}?reset&token={token}"
        finally:
            server.terminate()
            server.wait(20)


def wait_for(address: str, server: subprocess.Popen, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if server.poll() is not None:
            raise RuntimeError("JupyterLab did not start")
        try:
            urllib.request.urlopen(address, timeout=2).read()
            return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("JupyterLab did not answer")


@contextmanager
def chromium() -> Iterator:
    """Start one Chromium for many pages."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def page(browser, address: str, viewport: dict = PROJECTOR) -> Iterator:
    """Open an address; yield the page and the list of requests that were refused."""
    tab = browser.new_page(viewport=viewport)
    refused: list[str] = []

    def guard(route) -> None:
        url = route.request.url
        if url.startswith(("http://127.0.0.1", "http://localhost", "data:", "blob:")):
            route.continue_()
        else:
            refused.append(url)
            route.abort()

    tab.route("**/*", guard)
    tab.goto(address)
    tab.wait_for_selector(".jp-Notebook .jp-Cell", timeout=60_000)
    tab.wait_for_function("window.jupyterapp !== undefined")
    yield tab, refused
    tab.close()


def run_all(tab, seconds: float = 120) -> None:
    """Run every cell and wait until the last one is done."""
    tab.wait_for_function(
        """() => window.jupyterapp.shell.currentWidget?.sessionContext?.session?.kernel
                 ?.connectionStatus === 'connected'""",
        timeout=60_000,
    )
    # not awaited: the command's promise ends with the last cell, beyond any time limit of ours
    tab.evaluate("() => { window.jupyterapp.commands.execute('notebook:run-all-cells'); }")
    tab.wait_for_function(
        """() => {
            const cells = [...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')];
            return cells.length && cells.every(cell => /\\[\\d+\\]/.test(cell.textContent));
        }""",
        timeout=seconds * 1000,
    )
    tab.wait_for_timeout(1500)


def copy_notebooks(source: Path, target: Path) -> None:
    """Copy what a learner opens, so that a test never writes into the checkout."""
    for folder in ("notebooks", "exercises", "solutions"):
        shutil.copytree(source / folder, target / folder)

"""Opens a notebook in JupyterLab in a real browser, runs all cells and takes a picture of the page.

    python browser_check.py notebook.ipynb screenshot.png [--timeout 900] [--width 1400]

Drives Chromium through chromedriver. Exit codes: 0 every cell ran without error or warning, 1 not
so (the texts are printed), 2 time-out, 3 skipped because Chromium, chromedriver or JupyterLab is
not installed.
"""

import argparse
import base64
import importlib.util
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
]

# What the page knows of its notebook: the kernel's state, cells that have not run, bad outputs.
STATE = """
const panel = window.jupyterapp && window.jupyterapp.shell.currentWidget;
if (!panel || !panel.content || !panel.content.model || !panel.sessionContext) return null;
const session = panel.sessionContext.session;
const kernel = session && session.kernel;
const cells = Array.from(panel.content.model.cells);
const code = cells.filter(c => c.type === 'code' && c.sharedModel.source.trim());
const bad = [];
for (const cell of code) for (const output of cell.outputs.toJSON()) {
  if (output.output_type === 'error') bad.push(output.ename + ': ' + output.evalue);
  if (output.output_type === 'stream' && output.name === 'stderr') bad.push('stderr: ' + [].concat(output.text).join(''));
}
return {kernel: kernel && kernel.name, status: kernel && kernel.status, cells: code.length,
        done: code.filter(c => c.executionCount).length, bad: bad};
"""


class Browser:
    """The few calls of the WebDriver protocol that are needed here."""

    def __init__(self, driver: str, chromium: str, profile: str):
        self.port = free_port()
        self.process = subprocess.Popen(
            [driver, f"--port={self.port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        self.path = ""
        wait_for(lambda: self.call("GET", "/status")["ready"], 30, "chromedriver")
        options = {"binary": chromium, "args": [*FLAGS, f"--user-data-dir={profile}"]}
        answer = self.call("POST", "/session", {"capabilities": {"alwaysMatch": {"goog:chromeOptions": options}}})
        self.path = "/session/" + answer["sessionId"]

    def call(self, method: str, path: str, body: dict | None = None):
        data = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{self.path}{path}", data, headers, method=method)
        with urllib.request.urlopen(request, timeout=120) as response:
            return json.load(response)["value"]

    def script(self, text: str):
        return self.call("POST", "/execute/sync", {"script": text, "args": []})

    def size(self, width: int, height: int) -> None:
        self.call("POST", "/window/rect", {"width": width, "height": height})


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("notebook", type=Path)
    parser.add_argument("screenshot", type=Path)
    parser.add_argument("--timeout", type=float, default=900, help="seconds for all cells (900)")
    parser.add_argument("--width", type=int, default=1400, help="of the picture, in pixels (1400)")
    args = parser.parse_args()
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    driver = shutil.which("chromedriver")
    if not chromium or not driver:
        return skip("Chromium and chromedriver are not installed (Debian: apt install chromium chromium-driver)")
    if importlib.util.find_spec("jupyterlab") is None:
        return skip("JupyterLab is not installed here (./workbench lab installs it)")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    # The page saves what it runs: it gets a copy beside the notebook, so relative paths hold.
    copy = args.notebook.resolve().with_name(f"browser-check-{os.getpid()}-{args.notebook.name}")
    shutil.copyfile(args.notebook, copy)
    try:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
            return check(copy, args, chromium, driver, scratch)
    finally:
        copy.unlink(missing_ok=True)


def check(notebook: Path, args, chromium: str, driver: str, scratch: str) -> int:
    started = []
    try:
        server, address = start_lab(notebook.parent, scratch)
        started.append(server)
        browser = Browser(driver, chromium, os.path.join(scratch, "profile"))
        started.append(browser.process)
        browser.size(args.width, 1000)
        browser.call("POST", "/url", {"url": address.format(path=notebook.name)})
        wait_for(lambda: ready(browser.script(STATE)), 120, "the notebook's page and its kernel")
        browser.script("window.jupyterapp.commands.execute('notebook:run-all-cells')")
        wait_for(lambda: finished(browser.script(STATE)), args.timeout, "the cells")
        time.sleep(2)  # late outputs and pictures
        state = browser.script(STATE)
        picture(browser, args)
    except TimeoutError as problem:
        say(str(problem))
        if len(started) > 1:
            picture(browser, args)
        return 2
    finally:
        for process in reversed(started):
            end(process)
    if state["bad"] or state["done"] < state["cells"]:
        say(f"{args.notebook}: {state['done']} of {state['cells']} cells ran\n" + "\n".join(state["bad"]))
        return 1
    say(f"{args.notebook}: {state['cells']} cells ran in JupyterLab with kernel {state['kernel']}; {args.screenshot}")
    return 0


def start_lab(folder: Path, scratch: str):
    port, token = free_port(), secrets.token_hex(16)
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--expose-app-in-browser"]
    command += [f"--port={port}", "--ServerApp.port_retries=0", "--ServerApp.ip=127.0.0.1"]
    command += [f"--IdentityProvider.token={token}", f"--ServerApp.root_dir={folder}"]
    command += [f"--LabApp.workspaces_dir={scratch}/workspaces", f"--LabApp.user_settings_dir={scratch}/settings"]
    # By default the page only holds the cells in view; a picture of the whole needs them all.
    tracker = Path(scratch, "settings", "@jupyterlab", "notebook-extension", "tracker.jupyterlab-settings")
    tracker.parent.mkdir(parents=True)
    tracker.write_text(json.dumps({"windowingMode": "none", "scrollPastEnd": False}))
    log = open(os.path.join(scratch, "lab.log"), "wb")
    server = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True)

    def up():
        urllib.request.urlopen(f"http://127.0.0.1:{port}/api/status?token={token}", timeout=5).close()
        return True

    try:
        wait_for(up, 60, "JupyterLab")
    except TimeoutError:
        end(server)
        raise
    return server, f"http://127.0.0.1:{port}/lab/tree/{{path}}?token={token}&reset"


def ready(state) -> bool:
    # The Java kernel tells its state from its first cell on; until then the page shows "unknown".
    return bool(state) and state["status"] in ("idle", "unknown") and state["cells"] > 0


def finished(state) -> bool:
    return bool(state) and state["status"] == "idle" and (state["done"] == state["cells"] or bool(state["bad"]))


def picture(browser: Browser, args) -> None:
    """The whole notebook: the window grows until nothing is left to scroll."""
    browser.script("window.jupyterapp.shell.collapseLeft(); window.jupyterapp.shell.collapseRight();")
    grow = "const n = document.querySelector('.jp-WindowedPanel-outer') || document.body; return n.scrollHeight;"
    browser.size(args.width, 600)
    for _ in range(3):
        browser.size(args.width, min(16000, int(browser.script(grow)) + 260))
        time.sleep(1)
    browser.script("document.querySelectorAll('.jp-WindowedPanel-outer').forEach(n => { n.scrollTop = 0; })")
    time.sleep(1)
    args.screenshot.parent.mkdir(parents=True, exist_ok=True)
    args.screenshot.write_bytes(base64.b64decode(browser.call("GET", "/screenshot")))


def wait_for(condition, seconds: float, what: str) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            if condition():
                return
        except (urllib.error.URLError, ConnectionError):
            pass
        time.sleep(0.5)
    raise TimeoutError(f"waited {seconds:.0f} s for {what}")


def end(process: subprocess.Popen) -> None:
    """Ends what was started and everything below it; a kernel has a process group of its own."""
    process.terminate()
    try:
        process.wait(15)
    except subprocess.TimeoutExpired:
        pass
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def skip(reason: str) -> int:
    say(reason)
    return 3


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())

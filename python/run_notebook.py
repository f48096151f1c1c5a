"""Runs a notebook from top to bottom without a browser.

The executed notebook is always written. Exit codes: 0 every cell ran, 1 a cell failed
(its own error text is printed), 2 time-out, dead kernel or unusable notebook.
"""

import argparse
import os
import re
import signal
import sys
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

# What the environment may cap; noted in the executed notebook, so that a test is not taken for a result.
CAPS = ("WORKBENCH_ITERATIONS", "WORKBENCH_FACES", "WORKBENCH_SEEDS")

# How often a kernel is started whose ports other programs take.
STARTS = 3
ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("notebook", type=Path)
    parser.add_argument("executed", type=Path, help="where the executed notebook goes")
    parser.add_argument("--timeout", type=float, default=600, help="seconds for the whole notebook (600)")
    args = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    return execute(args.notebook, args.executed, args.timeout)


def execute(source: Path, executed: Path, timeout: float) -> int:
    try:
        notebook = nbformat.read(source, as_version=4)
    except (OSError, ValueError, nbformat.reader.NotJSONError) as problem:
        say(f"{source}: not a notebook that can be read: {problem}")
        return 2
    deadline = time.monotonic() + timeout
    for _ in range(STARTS):
        try:
            return run_cells(notebook, source, executed, deadline, timeout)
        except PortTakenError:
            say(f"  {source.name}: the kernel did not start, another program had taken one of its ports")
    say(f"{source}: the kernel was started {STARTS} times, and each time one of its ports was taken")
    return 2


class PortTakenError(Exception):
    """Jupyter chooses free ports, and another program opened one of them before the kernel did."""


def run_cells(notebook, source: Path, executed: Path, deadline: float, timeout: float) -> int:
    code_cells = [cell for cell in notebook.cells if cell.cell_type == "code" and cell.source.strip()]
    numbers = {cell.get("id", str(n)): n for n, cell in enumerate(code_cells, 1)}

    seen = []

    def started(cell, cell_index, **_):
        seen.append(cell_index)
        number = numbers.get(cell.get("id"))
        if number:
            title = cell.source.strip().splitlines()[0][:60]
            say(f"  cell {number}/{len(code_cells)}  {title}")

    client = NotebookClient(
        notebook,
        timeout_func=lambda cell: max(1, int(deadline - time.monotonic())),
        startup_timeout=120,
        coalesce_streams=True,
        resources={"metadata": {"path": str(source.resolve().parent)}},
        on_cell_start=started,
    )
    group = None
    began = time.monotonic()
    log = executed.with_suffix(".log")
    executed.parent.mkdir(parents=True, exist_ok=True)
    try:
        # A stored notebook is read on light pages, independent of the theme of JupyterLab here.
        os.environ.setdefault("WORKBENCH_CHARTS", "light")
        # What the kernel writes outside of cells is only of interest when it dies.
        with log.open("wb") as kernel_log, client.setup_kernel(stdout=kernel_log, stderr=kernel_log):
            group = kernel_group(client)
            for index, cell in enumerate(notebook.cells):
                client.execute_cell(cell, index)
            client.set_widgets_metadata()
        say(f"  {source.name}: {len(code_cells)} cells in {time.monotonic() - began:.0f} s")
        return 0
    except CellExecutionError as problem:
        say(f"{source}: a cell failed\n{error_text(notebook) or problem}")
        return 1
    except CellTimeoutError:
        say(f"{source}: not finished after {timeout:.0f} s")
        return 2
    except (DeadKernelError, RuntimeError) as problem:
        if not seen and "Address already in use" in log.read_text(errors="replace"):
            raise PortTakenError from problem
        say(f"{source}: the kernel died: {problem}\n{log.read_text(errors='replace')[-2000:]}")
        return 2
    finally:
        end(group)
        write(notebook, executed)


def kernel_group(client: NotebookClient) -> int | None:
    """The kernel's process group: it and everything it starts."""
    process = getattr(client.km.provisioner, "process", None)
    if process is None or not hasattr(os, "getpgid"):
        return None
    return os.getpgid(process.pid)


def end(group: int | None) -> None:
    """A kernel that outlives its client keeps a core; so does a trainer that it started."""
    if group is None or group == os.getpgrp():
        return
    try:
        os.killpg(group, signal.SIGKILL)
    except ProcessLookupError:
        pass


def error_text(notebook) -> str:
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                trace = "\n".join(output.traceback) or f"{output.ename}: {output.evalue}"
                return f"--- cell\n{cell.source}\n--- error\n{ANSI.sub('', trace)}"
    return ""


def write(notebook, path: Path) -> None:
    notebook.metadata["workbench_caps"] = {name: os.environ[name] for name in CAPS if os.environ.get(name, "").strip()}
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(path.name + ".new")
    nbformat.write(notebook, new)
    os.replace(new, path)


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())

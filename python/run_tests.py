"""The part of ./workbench test that comes after Maven: notebooks, and one line that counts all.

Every notebook is stored without outputs and runs from top to bottom under small caps (environment
variables; a notebook without them runs in full). The last line is "N passed, N failed, N skipped".
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
import xml.etree.ElementTree as ElementTree
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HERE = ROOT / "python"
OUT = ROOT / ".workbench" / "notebooks"

# Small enough for a test, large enough that every cell has something to do.
CAPS = {
    "WORKBENCH_ITERATIONS": "8",
    "WORKBENCH_FACES": "24",
}


class Tally:
    def __init__(self):
        self.passed = self.failed = self.skipped = 0

    def add(self, name: str, problem: str = "", skipped: str = "") -> None:
        if skipped:
            self.skipped += 1
            print(f"SKIPPED {name}: {skipped}")
        elif problem:
            self.failed += 1
            print(f"FAILED {name}: {problem}")
        else:
            self.passed += 1


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full", action="store_true", help="also what takes long or needs a browser")
    parser.add_argument("--build-failed", action="store_true", help="Maven stopped before the tests")
    args = parser.parse_args()
    tally = Tally()
    java_reports(tally)
    if args.build_failed:
        tally.add("build", "Maven stopped, see .workbench/log/test.log")
    else:
        tools(tally)
        for notebook in sorted((ROOT / "notebooks").glob("*.ipynb")):
            stored_without_outputs(tally, notebook)
            runs(tally, notebook)
        if args.full:
            in_browser(tally)
    print(f"{tally.passed} passed, {tally.failed} failed, {tally.skipped} skipped", flush=True)
    return 1 if tally.failed or not tally.passed else 0


def java_reports(tally: Tally) -> None:
    for folder in ("surefire-reports", "failsafe-reports"):
        for report in sorted(ROOT.glob(f"workbench-*/target/{folder}/TEST-*.xml")):
            for case in ElementTree.parse(report).getroot().iter("testcase"):
                name = f"{case.get('classname', '').rpartition('.')[2]}.{case.get('name')}"
                bad = case.find("failure") if case.find("failure") is not None else case.find("error")
                skip = case.find("skipped")
                if bad is not None:
                    tally.add(name, first_lines(bad.get("message") or bad.text or "failed"))
                elif skip is not None:
                    tally.add(name, skipped=skip_reason(skip))
                else:
                    tally.add(name)


def tools(tally: Tally) -> None:
    """The tools of this folder, tested by a notebook that passes, one that fails and one that hangs."""
    cases = {"passes": (0, "3"), "fails": (1, "no such face: 7"), "hangs": (2, "not finished after 20 s")}
    for name, (code, text) in cases.items():
        executed = OUT / f"smoke-{name}.ipynb"
        done = run_notebook(HERE / "smoke" / f"{name}.ipynb", executed, 20)
        seen = done.stderr + (executed.read_text(encoding="utf-8") if executed.is_file() else "")
        wrong = done.returncode != code or text not in seen
        tally.add(f"notebook runner, {name}", f"exit code {done.returncode}: {done.stderr[-400:]}" if wrong else "")


def stored_without_outputs(tally: Tally, notebook: Path) -> None:
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    dirty = [n for n, cell in enumerate(cells, 1) if cell.get("outputs") or cell.get("execution_count")]
    problem = f"cells {dirty} hold outputs; clear them before a commit" if dirty else ""
    tally.add(f"{notebook.name} is stored without outputs", problem)


def runs(tally: Tally, notebook: Path) -> None:
    begun = time.monotonic()
    done = run_notebook(notebook, OUT / notebook.name, 600)
    print(f"{notebook.name}: {time.monotonic() - begun:.0f} s", flush=True)
    tally.add(f"{notebook.name} runs", done.stderr[-2000:] if done.returncode else "")


def run_notebook(notebook: Path, executed: Path, timeout: int) -> subprocess.CompletedProcess:
    out = OUT / notebook.stem
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    environment = {**os.environ, **CAPS, "WORKBENCH_OUT": str(out)}
    command = [sys.executable, str(HERE / "run_notebook.py"), "--timeout", str(timeout), str(notebook), str(executed)]
    return subprocess.run(command, env=environment, stderr=subprocess.PIPE, text=True, check=False)


def in_browser(tally: Tally) -> None:
    for notebook in sorted((ROOT / "notebooks").glob("*.ipynb")):
        picture = OUT / f"{notebook.stem}.png"
        command = [sys.executable, str(HERE / "browser_check.py"), str(notebook), str(picture)]
        done = subprocess.run(command, env={**os.environ, **CAPS}, stderr=subprocess.PIPE, text=True, check=False)
        name = f"{notebook.name} in a browser"
        if done.returncode == 3:
            tally.add(name, skipped=done.stderr.strip())
        else:
            tally.add(name, done.stderr[-1000:] if done.returncode else "")


def skip_reason(skip: ElementTree.Element) -> str:
    text = skip.get("message") or (skip.text or "").strip().partition("\n")[0]
    return first_lines(text.rpartition("Assumption failed: ")[2]) or "no reason given"


def first_lines(text: str) -> str:
    return " ".join(text.split())[:300]


if __name__ == "__main__":
    sys.exit(main())

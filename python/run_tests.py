"""The part of ./workbench test that comes after Maven: notebooks, and one line that counts all.

Every notebook is stored without outputs and runs from top to bottom under small caps (environment
variables; a notebook without them runs in full). The last line is "N passed, N failed, N skipped".
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import threading
import time
import xml.etree.ElementTree as ElementTree
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HERE = ROOT / "python"
OUT = ROOT / ".workbench" / "notebooks"

# How a cell opens a folder of faces.
OPEN = "Facesets.open"

# Small enough for a test, large enough that every cell has something to do.
CAPS = {
    "WORKBENCH_ITERATIONS": "4",
    "WORKBENCH_FACES": "24",
    "WORKBENCH_SEEDS": "1",
}

# How many notebooks run at a time on two cores, where the machine has the memory: they often wait for a process.
AT_ONCE = 3

# A notebook at work: a kernel of up to 3 GB and one trainer.
BYTES_EACH = 4 << 30

# Of the Java machine's own report of its crash: the signal, the frames of the thread and its registers.
CRASH_LINES = 90

# These train for long even under caps: without --full they open the results that come with the project. What they start
# is tested in SweepCommandIT and CompareIT, and by notebook 07, which always trains.
OPEN_FINISHED = ("08-gray-vs-colour", "12-three-times")

# These run longest. Started first, none of them runs alone at the end.
LONGEST = ("07-dims-sweep", "01-quickstart-pretrain", "05-training-schedule", "09-your-own-block", "10-merge")


class Tally:
    def __init__(self):
        self.passed = self.failed = self.skipped = 0
        self.lock = threading.Lock()

    def add(self, name: str, problem: str = "", skipped: str = "") -> None:
        with self.lock:
            if skipped:
                self.skipped += 1
                print(f"SKIPPED {name}: {skipped}", flush=True)
            elif problem:
                self.failed += 1
                print(f"FAILED {name}: {problem}", flush=True)
            else:
                self.passed += 1


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full", action="store_true", help="also what takes long or needs a browser")
    parser.add_argument("--build-failed", action="store_true", help="Maven stopped before the tests")
    args = parser.parse_args()
    tally = Tally()
    java_reports(tally)
    damaged_files()
    if args.build_failed:
        tally.add("build", "Maven stopped, see .workbench/log/test.log and style.log")
        ended_processes()
    else:
        after_the_build(tally, args.full)
        if args.full:
            in_browser(tally)
    print(f"{tally.passed} passed, {tally.failed} failed, {tally.skipped} skipped", flush=True)
    return 1 if tally.failed or not tally.passed else 0


def after_the_build(tally: Tally, full: bool) -> None:
    """Everything that needs the build, as many at a time as the machine bears."""
    notebooks = sorted((ROOT / "notebooks").glob("*.ipynb"), key=started_when)
    jobs = [(runs, notebook, full) for notebook in notebooks]
    jobs[len(LONGEST) : len(LONGEST)] = [(own_faces,), (extending,)] if full else [(extending,)]
    jobs += [(kernel,), (entry_point,), (setup,), (archives,), (tool, "passes"), (tool, "fails"), (taken_ports,), (gallery,)]
    for notebook in notebooks:
        stored_without_outputs(tally, notebook)
    # The one that hangs takes no core: it waits for its time-out beside all others.
    with ThreadPoolExecutor(1) as waiting, ThreadPoolExecutor(at_once()) as working:
        started = [waiting.submit(tool, tally, "hangs")]
        started += [working.submit(job, tally, *arguments) for job, *arguments in jobs]
        for one in started:
            one.result()


def started_when(notebook: Path) -> tuple:
    return (LONGEST.index(notebook.stem) if notebook.stem in LONGEST else len(LONGEST), notebook.stem)


def at_once() -> int:
    cores = os.cpu_count() or 1
    try:
        memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, OSError, ValueError):  # Windows
        memory = AT_ONCE * BYTES_EACH
    return max(1, min(AT_ONCE, 2 * cores - 1, memory // BYTES_EACH))


def java_reports(tally: Tally) -> None:
    for folder in ("workbench-*/target/surefire-reports", "workbench-*/target/failsafe-reports"):
        reports(tally, folder)


def damaged_files() -> None:
    """Seed, inputs and errors of the readers' tests on damaged files."""
    for report in sorted((ROOT / "workbench-lib" / "target").glob("damaged-*.txt")):
        print(report.read_text(encoding="utf-8").partition("\n")[0], flush=True)


def reports(tally: Tally, folder: str) -> None:
    for report in sorted(ROOT.glob(f"{folder}/TEST-*.xml")):
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


def ended_processes() -> None:
    """What is known of a process of the tests that ended before its last test: printed last, where it is seen."""
    log = ROOT / ".workbench" / "log" / "test.log"
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines() if log.is_file() else []
    told = [line for line in lines if "Process Exit Code" in line or "Crashed tests" in line]
    for report in sorted(ROOT.glob("workbench-*/target/surefire-reports/*.dump*")):
        told += [f"{report.name}:"] + report.read_text(encoding="utf-8", errors="replace").splitlines()[:20]
    for report in sorted(ROOT.glob("workbench-*/hs_err_pid*.log")):
        head = report.read_text(encoding="utf-8", errors="replace").partition("P R O C E S S")[0].splitlines()
        told += [f"{report.name}:"] + [line for line in head if line.strip(" #")][:CRASH_LINES]
    for line in dict.fromkeys(told):
        print(line[:300], flush=True)


SMOKE = {"passes": (0, "3"), "fails": (1, "no such face: 7"), "hangs": (2, "not finished after 20 s")}


def tool(tally: Tally, name: str) -> None:
    """The tools of this folder, tested by a notebook that passes, one that fails and one that hangs."""
    code, text = SMOKE[name]
    executed = OUT / f"smoke-{name}.ipynb"
    done = run_notebook(HERE / "smoke" / f"{name}.ipynb", executed, 20 if name == "hangs" else 120)
    seen = done.stderr + (executed.read_text(encoding="utf-8") if executed.is_file() else "")
    wrong = done.returncode != code or text not in seen
    tally.add(f"notebook runner, {name}", f"exit code {done.returncode}: {done.stderr[-400:]}" if wrong else "")


def taken_ports(tally: Tally) -> None:
    """A kernel whose port another program took is started again, a few times."""
    program = "import sys, run_notebook as r; from pathlib import Path\n"
    program += "left = [int(sys.argv[1])]\n"
    program += "def run_cells(*_):\n  left[0] -= 1\n  if left[0] >= 0: raise r.PortTakenError\n  return 0\n"
    program += "r.run_cells = run_cells\n"
    program += "sys.exit(r.execute(Path(sys.argv[2]), Path('unused.ipynb'), 9))"
    for taken, code in ((0, 0), (2, 0), (3, 2)):
        command = [sys.executable, "-c", program, str(taken), str(HERE / "smoke" / "passes.ipynb")]
        done = subprocess.run(command, cwd=HERE, stderr=subprocess.PIPE, text=True, check=False)
        said = done.stderr.count("had taken one of its ports")
        tally.add(f"notebook runner, {taken} taken ports", "" if (done.returncode, said) == (code, taken) else done.stderr)


def entry_point(tally: Tally) -> None:
    """Help is shown at once, without Java or Python packages; names beyond ASCII need no locale."""
    bare = {"PATH": os.environ.get("PATH", ""), "HOME": os.environ.get("HOME", "/")}
    for name in ("demo", "test", "lab", "gallery", "setup"):
        for words in ((name, "--help"), (name, "-h"), (name, "--anything", "--help")):
            done = workbench(*words, environment={**bare, "JAVA_HOME": "/no/java", "WORKBENCH_PYTHON": "/no/python"})
            wrong = done.returncode or not done.stdout.startswith(f"Usage: workbench {name}") or done.stderr
            tally.add(f"workbench {' '.join(words)}", f"{done.returncode}: {done.stdout}{done.stderr}" if wrong else "")
    faces = OUT / "names"
    shutil.rmtree(faces, ignore_errors=True)
    workbench("faceset", "draw", "--out", str(faces), "--count", "2", "--size", "64")
    drawn = sorted(faces.glob("*.jpg"))
    if drawn:
        shutil.copyfile(drawn[0], faces / "j\u00fcrgen_\u6771.jpg")
    for locale in ({}, {"LC_ALL": "C"}, {"LC_ALL": "POSIX", "LANG": "xx_XX.UTF-8"}):
        done = workbench("faceset", "info", str(faces), "--json", environment={**bare, **locale})
        counted = done.returncode == 0 and json.loads(done.stdout).get("faces") == len(drawn) + 1
        tally.add(f"names beyond ASCII with {locale or 'no locale'}", "" if counted else done.stdout + done.stderr)


def workbench(*words: str, environment: dict | None = None) -> subprocess.CompletedProcess:
    command = [str(ROOT / ("workbench.cmd" if os.name == "nt" else "workbench")), *words]
    return subprocess.run(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", check=False
    )


def kernel(tally: Tally) -> None:
    """What the Java kernel does by Jupyter's protocol."""
    command = [sys.executable, str(HERE / "kernel_tests.py")]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False)
    tally.add("kernel, queued cells and printed text", done.stdout[-2000:] if done.returncode else "")


def setup(tally: Tally) -> None:
    """What "setup cuda" does without a network, and which PyTorch the script chooses."""
    name = "workbench setup cuda, and the choice of PyTorch"
    if sys.platform != "linux":
        tally.add(name, skipped="needs Linux")
        return
    command = [sys.executable, str(HERE / "setup_tests.py")]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    tally.add(name, done.stdout[-2000:] if done.returncode else "")


def archives(tally: Tally) -> None:
    """The runner of emitted training steps, with a worker that only pretends."""
    command = [sys.executable, str(HERE / "archive_tests.py")]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    tally.add("runner of emitted steps", done.stdout[-2000:] if done.returncode else "")


def own_faces(tally: Tally) -> None:
    """The first notebook with faces from folders: only its first code cell changes."""
    folders = OUT / "own-faces"
    shutil.rmtree(folders, ignore_errors=True)
    for seed, name in enumerate(("all", "alice", "bob"), 1):
        drawn = ["--count", "16", "--size", "64", "--seed", str(seed)]
        workbench("faceset", "draw", "--out", str(folders / name), *drawn)
    notebook = json.loads((ROOT / "notebooks" / "01-quickstart-pretrain.ipynb").read_text(encoding="utf-8"))
    first = next(cell for cell in notebook["cells"] if cell["cell_type"] == "code")
    text = "".join(first["source"])
    for variable, name in (("faces", "all"), ("alice", "alice"), ("bob", "bob")):
        opened = json.dumps(str(folders / name))
        text = re.sub(rf"(?m)^(Faceset {variable} = ).*;$", lambda m: f"{m[1]}{OPEN}(Path.of({opened}), 2);", text)
    first["source"] = text
    changed = folders / "01-own-faces.ipynb"
    changed.write_text(json.dumps(notebook), encoding="utf-8")
    problem = "" if text.count("Path.of") == 3 else f"the first cell must name three facesets, got {text}"
    done = run_notebook(changed, OUT / "01-own-faces.ipynb", 600)
    tally.add("notebook 01 with faces of one's own", problem or (done.stderr[-2000:] if done.returncode else ""))


def gallery(tally: Tally) -> None:
    """A notebook with every kind of output becomes the same page twice; one that fails becomes none."""
    executed, pages = OUT / "executed", OUT / "gallery"
    for folder in (executed, pages):
        shutil.rmtree(folder, ignore_errors=True)
    executed.mkdir(parents=True)
    run_notebook(HERE / "smoke" / "gallery.ipynb", executed / "gallery.ipynb", 120)
    done = [render("gallery", "--executed", str(executed), "--out", str(pages / name)) for name in ("a", "b")]
    page = read(pages / "a" / "gallery.md")
    wanted = [
        "# A page",
        "```text\none line\n```",
        "| name | value |\n| --- | --- |\n| x\\|y | 0.5000 |",
        "![output 04-1](gallery_files/04-1.png)",
        "(passes.md)",
        "(https://example.org/a)",
        "docs/glossary.md#names)",
        f"made under caps ({', '.join(f'{name}={CAPS[name]}' for name in sorted(CAPS))})",
    ]
    problems = [f"exit code {d.returncode}: {d.stderr[-300:]}" for d in done if d.returncode]
    problems += [f"no {text!r} in the page" for text in wanted if text not in page]
    wide = pages / "a" / "gallery_files" / "04-1.png"
    if wide.is_file() and int.from_bytes(wide.read_bytes()[16:20], "big") != 1200:
        problems.append("a picture of 1500 pixels must be made 1200 wide")
    if "[A page](gallery.md)" not in read(pages / "a" / "README.md"):
        problems.append("the index does not name the page")
    if contents(pages / "a") != contents(pages / "b"):
        problems.append("the same notebook gave two different pages")
    tally.add("gallery, a page", "; ".join(problems))
    done = render("--studies", "--out", str(pages / "d"))
    page = read(pages / "d" / "studies" / "dims-df-udt-small.md")
    wanted = ["# dims-df-udt-small", "./workbench sweep experiments/dims-df-udt/small.yaml", "charts/points.png)", "PyTorch 2.7.1"]
    problems = [f"no {text!r} in the page" for text in wanted if text not in page]
    links = re.findall(r"\]\(([^):]+)\)", page)
    problems += [f"{to} is not there" for to in links if not (pages / "d" / "studies" / to).exists()]
    if "[dims-df-udt-small](studies/dims-df-udt-small.md)" not in read(pages / "d" / "README.md"):
        problems.append("the index does not name the study")
    tally.add("gallery, a study", "; ".join(problems) or (done.stderr[-300:] if done.returncode else ""))
    wrong = render("--studies", "01", "--out", str(pages / "d"))
    tally.add("gallery, studies and a notebook", "" if wrong.returncode == 2 else f"exit code {wrong.returncode}")
    failing = render(str(HERE / "smoke" / "fails.ipynb"), "--out", str(pages / "c"))
    wrong = failing.returncode != 1 or (pages / "c" / "fails.md").exists()
    tally.add("gallery, a notebook that fails", failing.stderr[-400:] if wrong else "")


def render(*arguments: str) -> subprocess.CompletedProcess:
    command = [sys.executable, str(HERE / "gallery.py"), *arguments]
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False)


def contents(folder: Path) -> dict:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def read(file: Path) -> str:
    return file.read_text(encoding="utf-8") if file.is_file() else ""


def extending(tally: Tally) -> None:
    """The outside project: built without a network against the jar, trained by the names in its settings."""
    began = time.monotonic()
    project, out = ROOT / "docs" / "extending", OUT / "extending"
    shutil.rmtree(project / "target", ignore_errors=True)
    shutil.rmtree(out, ignore_errors=True)
    build = [shutil.which("mvn") or "mvn", "-o", "-q", "-B", "-f", str(project / "pom.xml"), "package"]
    done = subprocess.run(build, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    reports(tally, "docs/extending/target/surefire-reports")
    tally.add("docs/extending builds", done.stdout[-2000:] if done.returncode else "")
    if done.returncode == 0:
        command = [str(ROOT / ("workbench.cmd" if os.name == "nt" else "workbench")), "train"]
        command += [str(project / "edge-gated.yaml"), "--runs", str(out), "--name", "theirs"]
        command += ["--set", "target_iter=5", "--set", "pretraining_data=drawn:24,size=64"]
        environment = {**os.environ, "WORKBENCH_CLASS_PATH": str(project / "target" / "extending.jar")}
        done = subprocess.run(command, env=environment, stderr=subprocess.PIPE, text=True, check=False)
        events = [json.loads(line) for line in read(out / "0001_theirs_s1" / "events.jsonl").splitlines()]
        saved = [event for event in events if event["event"] == "saved"]
        trained = done.returncode == 0 and saved and saved[-1]["iteration"] == 5 and saved[-1].get("src/edge", 0) > 0
        tally.add("docs/extending trains", "" if trained else f"{done.stderr[-1000:]} {saved[-1:]}")
    print(f"docs/extending: {time.monotonic() - began:.0f} s", flush=True)


def stored_without_outputs(tally: Tally, notebook: Path) -> None:
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    dirty = [n for n, cell in enumerate(cells, 1) if cell.get("outputs") or cell.get("execution_count")]
    problem = f"cells {dirty} hold outputs; clear them before a commit" if dirty else ""
    tally.add(f"{notebook.name} is stored without outputs", problem)


def runs(tally: Tally, notebook: Path, full: bool) -> None:
    began = time.monotonic()
    finished = {} if full or notebook.stem not in OPEN_FINISHED else {"WORKBENCH_FINISHED": "results/reference"}
    done = run_notebook(notebook, OUT / notebook.name, 900, **finished)
    print(f"{notebook.name}: {time.monotonic() - began:.0f} s", flush=True)
    tally.add(f"{notebook.name} runs", done.stderr[-2000:] if done.returncode else "")


def run_notebook(notebook: Path, executed: Path, timeout: int, **more: str) -> subprocess.CompletedProcess:
    out = OUT / notebook.stem
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    environment = {**os.environ, **CAPS, "WORKBENCH_OUT": str(out), **more}
    command = [sys.executable, str(HERE / "run_notebook.py"), "--timeout", str(timeout), str(notebook), str(executed)]
    return subprocess.run(command, env=environment, stderr=subprocess.PIPE, text=True, check=False)


def in_browser(tally: Tally) -> None:
    for notebook in sorted((ROOT / "notebooks").glob("*.ipynb")):
        picture = OUT / f"{notebook.stem}.png"
        command = [sys.executable, str(HERE / "browser_check.py"), str(notebook), str(picture)]
        out = OUT / f"{notebook.stem}-in-browser"
        shutil.rmtree(out, ignore_errors=True)
        out.mkdir(parents=True)
        environment = {**os.environ, **CAPS, "WORKBENCH_OUT": str(out)}
        done = subprocess.run(command, env=environment, stderr=subprocess.PIPE, text=True, check=False)
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

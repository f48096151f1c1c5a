"""The runner of emitted steps (run_archive.py), without PyTorch: which jobs in which order, what a budget refuses, what becomes of
answers, and a whole run with a worker that only pretends. Prints what is wrong; the exit code says whether anything is.
"""

import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

RESOURCES = Path(__file__).resolve().parent.parent / "workbench-bench/src/main/resources/org/saehdbw/bench"
sys.dont_write_bytecode = True
sys.path.insert(0, str(RESOURCES))

import run_archive as r  # noqa: E402

GRAY, COLOUR = "df-64-32-16-16-16-gray", "df-64-32-16-16-16-colour"
LARGE = "df-udt-192-128-48-32-16-gray"

# In place of PyTorch: each answer is what the test wants to see; "die" and "hang" do so once a run.
FAKE = '''
import json, os, sys, time
for line in sys.stdin:
    asked = json.loads(line)
    mode = os.environ.get("FAKE", "")
    if asked["do"] == "start":
        answer = {"device": asked["device"], "torch": "0", "device_name": "none"}
        if mode == "no card":
            answer = {"why": "sees no card"}
    elif asked["do"] != "time":
        bad = mode == "differs" and asked["do"] == "torch"
        answer = {"what": asked["what"], "ok": not bad, "why": "losses differ by 1.0e-01, 0.0001 is allowed"}
    else:
        if mode == "dies" and asked["entries"][0][0].endswith("colour"):
            os._exit(7)
        times = {"archive": [2.0, 2.2, 2.1], "eager": [4.0, 4.0, 4.0]}
        answer = {"entries": [
            {"rounds": times[f], "steps": 6, "peak_mib": 10.0, "losses_differ": 0.0} if f in times else {"why": "planted"}
            for _, f in asked["entries"]]}
    print(json.dumps(answer), flush=True)
'''

problems = []


def equal(what, found, wanted):
    if found != wanted:
        problems.append(f"{what}: got {found!r}, wanted {wanted!r}")


def archives(models=(LARGE, GRAY, COLOUR), batches=(8, 2), precisions=("float32", "bf16")):
    return [
        dict(model=m, batch=b, precision=p, file=f"{m}-b{b}-{p}.pt") for m in models for b in batches for p in precisions
    ]


def order():
    jobs = r.plan(archives(), "cuda", True)
    names = [(r.case_of(j), [form for _, form in j["entries"]]) for j in jobs]
    every = [r.ARCHIVE, *r.PLAIN, r.GRAPH_OF_ARCHIVE, *r.GRAPHS]
    equal("the first job", names[0], (f"{LARGE} batch 8 float32", every))
    equal("the second", names[1], (f"{GRAY} batch 8 float32", every))
    equal("after both precisions of batch 8", names[6], (f"{LARGE} batch 8 float32", [r.ARCHIVE, "compile"]))
    equal("batch 2 comes after six compiled forms", names[12], (f"{LARGE} batch 2 float32", every))
    seen = {(r.case_of(j), form) for j in jobs if not r.is_colours(j) for _, form in j["entries"]}
    wanted = {(f"{a['model']} batch {a['batch']} {a['precision']}", f) for a in archives() for f in (*every, *r.COMPILED)}
    equal("forms that no job has", wanted - seen, set())
    equal("tf32 has jobs of its own", sum(j["precision"] == "tf32" for j in jobs), 6)
    equal("gray beside colour", [j["entries"] for j in jobs if r.is_colours(j)], [[[GRAY, "archive"], [COLOUR, "archive"]]] * 4)
    slow = r.plan(archives(), "cpu", False)
    equal("on the CPU the lightest first", r.case_of(slow[0]), f"{COLOUR} batch 2 float32")
    equal("forms there", {form for j in slow for _, form in j["entries"]}, {r.ARCHIVE, *r.PLAIN})
    equal("colours right after gray", [j["entries"] for j in slow][2], [[GRAY, "archive"], [COLOUR, "archive"]])


def budget():
    now = [100.0]
    left = r.Budget(60, clock=lambda: now[0])
    job = dict(batch=8, precision="float32", entries=[[GRAY, "archive"], [GRAY, "eager"]], seconds=12)
    equal("at the start", left.refusal(job), None)
    equal("too slow a step", left.refusal(job, 3000), "18 s were expected, 12 s were allowed")
    equal("a step that fits", left.refusal(job, 1000), None)
    now[0] += 40
    equal("what is left", left.left(), 20)
    equal("compiling", left.refusal(dict(job, seconds=r.COMPILE_JOB)), "compiling needs about 25 s, 20 s were left")
    now[0] += 20
    equal("at the end", left.refusal(job), "the time of 1 min was over")
    rows = [dict(model=GRAY, batch=2, precision="float32", form="archive", ms=100.0)]
    equal("expected of a smaller batch", r.expected_ms(rows, job), 400)
    equal("expected of none", r.expected_ms([], job), None)


def answers():
    job = dict(batch=8, precision="bf16", entries=[[GRAY, "archive"], [GRAY, "eager"], [GRAY, "channels-last"]], seconds=12)
    timed = dict(steps=6, peak_mib=1.5, losses_differ=1e-3)
    entries = [dict(timed, rounds=[2, 3, 2]), dict(timed, rounds=[4, 4, 5]), dict(why="out of memory, asked for 2 GiB")]
    answer = dict(entries=entries)
    rows = r.rows_of(job, answer)
    same = dict(model=GRAY, batch=8, precision="bf16")
    equal(
        "a measured form",
        rows[1],
        dict(same, form="eager", status="measured", ms=4, min_ms=4, max_ms=5, rounds=3, steps=6, peak_mib=1.5,
             losses_differ=1e-3, archive_over_this=0.5),
    )
    equal("one without", rows[2], dict(same, form="channels-last", status="not measured: out of memory, asked for 2 GiB"))
    equal("a job that failed", {x["status"] for x in r.rows_of(job, dict(why="x"))}, {"not measured: x"})
    kept = r.not_measured(job, "first")
    r.merge(kept, rows)
    r.merge(kept, r.not_measured(job, "last"))
    equal("times stay, and the first reason", [x["status"] for x in kept], ["measured", "measured", "not measured: first"])
    absent = r.missing(rows, [job], "cpu")
    every = {r.ARCHIVE, *r.PLAIN, r.GRAPH_OF_ARCHIVE, *r.GRAPHS, *r.COMPILED}
    equal("no form is left out", {x["form"] for x in rows + absent}, every)
    reasons = {"not measured: needs a card", "not measured: not compiled on the CPU without --compile"}
    equal("and says why", {x["status"] for x in absent}, reasons)
    case = r.summary(rows + absent, [dict(same, gray_over_colour=0.7)])[0]
    found = {name: case[name] for name in ("ms", "best_form", "best_form_ms", "ratio_to_best", "gray_over_colour")}
    equal("a case", found, dict(ms=2, best_form="eager", best_form_ms=4, ratio_to_best=0.5, gray_over_colour=0.7))
    equal("a case without a time", r.summary(r.not_measured(job, "x"), [])[0]["ratio_to_best"], None)


def memory():
    message = "CUDA out of memory. Tried to allocate 2.50 GiB. GPU 0 has a total capacity of 8 GiB"
    equal("a card's message", r.out_of_memory(message), "out of memory, asked for 2.50 GiB")
    equal("the CPU's", r.out_of_memory("DefaultCPUAllocator: can't allocate memory: you tried to allocate 512 bytes."),
          "out of memory, asked for 512 bytes")
    equal("another", r.out_of_memory("shapes do not fit"), None)


def whole_runs(folder):
    shutil.copy(RESOURCES / "run_archive.py", folder / "run_archive.py")
    (folder / "archive_worker.py").write_text(FAKE)
    check = dict(file=f"{GRAY}-b2-float32.pt")
    (folder / "cases.json").write_text(json.dumps(dict(archives=archives((GRAY, COLOUR), (2,), ("float32",)), check=check)))
    done, found = run(folder, "")
    equal("exit code", done.returncode, 0)
    equal("it is complete", found["complete"], True)
    equal("cases", [(c["case"], c["ms"], c["ratio_to_best"], c["gray_over_colour"]) for c in found["cases"]],
          [(f"{COLOUR} batch 2 float32", 2.1, 0.525, None), (f"{GRAY} batch 2 float32", 2.1, 0.525, 1.0)])
    equal("a planted failure", found["cases"][0]["not_measured"]["channels-last"], "planted")
    done, found = run(folder, "dies")
    lost = f"the process with PyTorch ended with exit code 7, see {folder / 'out.log'}"
    equal("a worker that dies", found["cases"][0]["not_measured"]["archive"], lost)
    equal("and the next case", found["cases"][1]["ms"], 2.1)
    done, found = run(folder, "differs")
    differs = f"{GRAY} float32 against plain PyTorch: losses differ by 1.0e-01, 0.0001 is allowed"
    equal("archives that differ", (done.returncode, done.stderr.strip()),
          (1, f"not timed, since a check failed: {differs}"))
    equal("nothing is timed then", (found["complete"], {c["ms"] for c in found["cases"]}), (False, {None}))
    done, _ = run(folder, "no card", "--device", "cuda")
    equal("no card", (done.returncode, done.stderr.strip()), (1, "sees no card"))
    done, _ = run(folder, "", "--only", "none")
    wanted = f"--only must be part of a case's name, such as '{COLOUR} batch 2 float32', got 'none'"
    equal("no such case", done.stderr.strip(), wanted)


def run(folder, fake, *more):
    out = folder / "out.json"
    out.unlink(missing_ok=True)
    arguments = [*more] if "--device" in more else ["--device", "cpu", *more]
    command = [sys.executable, str(folder / "run_archive.py"), *arguments, "--out", str(out)]
    environment = {**os.environ, "FAKE": fake}
    done = subprocess.run(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False
    )
    return done, json.loads(out.read_text()) if out.is_file() else {}


def a_worker_that_hangs(folder):
    with open(folder / "hangs.log", "w") as log:
        worker = r.Worker([sys.executable, "-c", "import time; time.sleep(60)"], log)
        try:
            worker.ask(dict(do="time"), 0.3)
            problems.append("a worker that hangs must be stopped")
        except r.WorkerLost as lost:
            equal("a worker that hangs", (str(lost), worker.process), ("stopped after 0 s", None))


def order_of_weights():
    """Needs PyTorch, which the tests' Python may not have."""
    if importlib.util.find_spec("torch") is None:
        return
    import archive_worker
    import torch_step

    for model in (GRAY, "liae-udt-64-16-4-4-2-colour"):
        net = torch_step.Saehd(*torch_step.parse(model))
        found = [id(p) for p, _ in archive_worker.in_javas_order(net)]
        equal(f"weights of {model}", sorted(found), sorted(id(p) for p in net.parameters()))
    equal("an error's first line", archive_worker.explained(ValueError("one\ntwo")), "ValueError: one")


def main():
    order()
    budget()
    answers()
    memory()
    with tempfile.TemporaryDirectory() as folder:
        whole_runs(Path(folder))
        a_worker_that_hangs(Path(folder))
    order_of_weights()
    print("\n".join(problems))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Checks and times emitted training steps, update included, beside the same steps in plain PyTorch.

Usage: run_archive.py [--device cuda|cpu] [--minutes 8] [--only TEXT] [--compile] [--out FILE] [--json]

First the archives are compared with the numbers of Java's own step, and with plain PyTorch; the run ends there with exit code 1
if they differ. Then every case (model, batch, precision) is timed, the archive and the forms of plain PyTorch in alternating
rounds: eager, channels-last, CUDA graphs, torch.compile. One JSON file has all results; a form that was not measured says why.

This file needs Python alone, 3.9 or later. It gives one job after another to archive_worker.py, a process that has PyTorch (2.7 to
2.11), and starts that process again where a job kills or hangs it.
"""
import argparse
import contextlib
import itertools
import json
import os
import pathlib
import platform
import queue
import re
import signal
import statistics
import subprocess
import sys
import threading
import time

HERE = pathlib.Path(__file__).resolve().parent

ARCHIVE, GRAPH_OF_ARCHIVE = "archive", "archive, CUDA graph"
PLAIN = ("eager", "channels-last")
GRAPHS = ("eager, CUDA graph", "channels-last, CUDA graph")
COMPILED = ("compile", "compile, channels-last", "compile, channels-last, CUDA graph")

# Seconds: what a job is told to keep to, and after how many more it is stopped.
JOB, COMPILE_JOB, GRACE = 16, 50, 25
MINUTES = {"cuda": 8, "cpu": 2}
CPU_JOB = 25

# Steps of the shortest job, for each form: warm-up and one round.
FEWEST_STEPS = 3


def case_of(job):
    model = job["entries"][0][0]
    return f"{model} batch {job['batch']} {job['precision']}"


def plan(archives, device, compiles):
    """Returns the jobs, the most important first: models and batches as the file has them, on the CPU the lightest first."""
    models = list(dict.fromkeys(a["model"] for a in archives))
    batches = list(dict.fromkeys(a["batch"] for a in archives))
    precisions = list(dict.fromkeys(a["precision"] for a in archives))
    if device == "cpu":
        models.reverse()
        batches.sort()
    cuda = device == "cuda"
    seconds = JOB if cuda else CPU_JOB
    forms = (ARCHIVE, *PLAIN) + ((GRAPH_OF_ARCHIVE, *GRAPHS) if cuda else ())

    def job(model, batch, precision, names, limit=seconds):
        return dict(batch=batch, precision=precision, entries=[[model, form] for form in names], seconds=limit)

    def each(names, chosen, limit=seconds):
        return [job(m, b, p, names, limit) for b, p, m in itertools.product(batches, chosen, models)]

    pairs = [(m, m[: -len("gray")] + "colour") for m in models if m.endswith("-gray")]
    colours = [
        dict(batch=b, precision=p, entries=[[gray, ARCHIVE], [colour, ARCHIVE]], seconds=seconds)
        for b, p, (gray, colour) in itertools.product(batches, precisions, pairs)
        if colour in models
    ]
    plain = each(forms, precisions)
    compiled = []
    if compiles:
        for b, p, m in itertools.product(batches, precisions, models):
            compiled += [job(m, b, p, (ARCHIVE, form), COMPILE_JOB) for form in COMPILED if cuda or "CUDA graph" not in form]
    if not cuda:
        return interleaved(plain, colours) + compiled
    rounded = each(forms, ["tf32"]) if "float32" in precisions else []
    of_first_case = [j for j in compiled if j["batch"] == batches[0] and j["entries"][0][0] == models[0]]
    rest = [j for j in compiled if j not in of_first_case]
    first = len(models) * len(precisions)
    return plain[:first] + of_first_case + plain[first:] + colours + rounded + rest


def interleaved(plain, colours):
    """Gray beside colour right after both were timed."""
    jobs = list(plain)
    for job in colours:
        names = {model for model, _ in job["entries"]}
        last = max(i for i, other in enumerate(jobs) if same(other, job) and other["entries"][0][0] in names)
        jobs.insert(last + 1, job)
    return jobs


def same(job, other):
    return (job["batch"], job["precision"]) == (other["batch"], other["precision"])


def is_colours(job):
    return len({model for model, _ in job["entries"]}) > 1


class Budget:
    """The time of the whole run."""

    def __init__(self, seconds, clock=time.monotonic):
        self.seconds, self.clock = seconds, clock
        self.began = clock()

    def left(self):
        return self.seconds - (self.clock() - self.began)

    def refusal(self, job, expected_ms=None):
        """Why a job is not started, or None."""
        left = self.left()
        if left <= 0:
            return f"the time of {self.seconds / 60:g} min was over"
        if expected_ms is not None:
            needed = expected_ms / 1e3 * FEWEST_STEPS * len(job["entries"])
            if needed > min(left, job["seconds"]):
                return f"{needed:.0f} s were expected, {min(left, job['seconds']):.0f} s were allowed"
        if job["seconds"] == COMPILE_JOB and left < COMPILE_JOB / 2:
            return f"compiling needs about {COMPILE_JOB / 2:.0f} s, {left:.0f} s were left"
        return None


def expected_ms(rows, job):
    """Milliseconds of a step as a smaller batch of the same model lets expect; None if none was timed."""
    found = None
    for row in rows:
        if row["model"] == job["entries"][0][0] and row["form"] == ARCHIVE and row.get("ms") and row["batch"] < job["batch"]:
            if row["precision"] == job["precision"]:
                found = row["ms"] * job["batch"] / row["batch"]
    return found


def not_measured(job, why):
    """Rows that say why."""
    return [row(job, model, form, why=why) for model, form in job["entries"]]


def row(job, model, form, why=None, **values):
    status = "measured" if why is None else "not measured: " + why
    return dict(model=model, batch=job["batch"], precision=job["precision"], form=form, status=status, **values)


def rows_of(job, answer):
    """Turns a worker's answer to a job into rows: times of each form, and the archive's over them."""
    if "why" in answer:
        return not_measured(job, answer["why"])
    entries = answer["entries"]
    first = entries[0].get("rounds")
    rows = []
    for (model, form), found in zip(job["entries"], entries):
        if "why" in found:
            rows.append(row(job, model, form, why=found["why"]))
            continue
        times = found["rounds"]
        values = dict(
            ms=round(statistics.median(times), 3),
            min_ms=round(min(times), 3),
            max_ms=round(max(times), 3),
            rounds=len(times),
            steps=found["steps"],
            peak_mib=found["peak_mib"],
            losses_differ=found["losses_differ"],
        )
        if first:
            values["archive_over_this"] = round(statistics.median(a / b for a, b in zip(first, times)), 3)
        rows.append(row(job, model, form, **values))
    return rows


def key(one):
    return one["model"], one["batch"], one["precision"], one["form"]


def merge(rows, more):
    """Adds rows. The archive is in each job of its case: its first row with a time stays, else the first reason."""
    places = {key(one): place for place, one in enumerate(rows)}
    for one in more:
        place = places.get(key(one))
        if place is None:
            rows.append(one)
        elif rows[place]["status"] != "measured" and one["status"] == "measured":
            rows[place] = one


def missing(rows, jobs, device):
    """Rows for the forms of each case that have none: not reached yet, or not for this device."""
    known = {key(one) for one in rows}
    found = []
    for job in jobs:
        if is_colours(job):
            continue
        model = job["entries"][0][0]
        asked = {form for other in jobs if same(other, job) for name, form in other["entries"] if name == model}
        for form in (ARCHIVE, *PLAIN, GRAPH_OF_ARCHIVE, *GRAPHS, *COMPILED):
            one = row(job, model, form, why=absent(form, device, form in asked, job["precision"]))
            if key(one) not in known:
                known.add(key(one))
                found.append(one)
    return found


def absent(form, device, asked, precision):
    if asked:
        return "not reached"
    if "CUDA graph" in form and device == "cpu":
        return "needs a card"
    return "not compiled on the CPU without --compile" if device == "cpu" else f"not compiled in {precision}"


def out_of_memory(message):
    """What was asked for, of PyTorch's message; None if it is about something else."""
    if "out of memory" not in message.lower() and "can't allocate memory" not in message.lower():
        return None
    asked = re.search(r"[Tt]ried to allocate ([\d.]+ \w+)", message)
    return "out of memory, asked for " + (asked.group(1) if asked else "a number of bytes that PyTorch did not say")


def summary(rows, colour_rows):
    """One row a case: the archive, the best form of plain PyTorch, and gray over colour."""
    cases = {}
    for one in rows:
        cases.setdefault((one["model"], one["batch"], one["precision"]), []).append(one)
    found = []
    for (model, batch, precision), forms in cases.items():
        case = dict(case=f"{model} batch {batch} {precision}", model=model, batch=batch, precision=precision)
        measured = [f for f in forms if f["status"] == "measured"]
        ours = [f for f in measured if f["form"] == ARCHIVE]
        theirs = [f for f in measured if not f["form"].startswith(ARCHIVE) and "archive_over_this" in f]
        case["ms"] = ours[0]["ms"] if ours else None
        case["peak_mib"] = ours[0]["peak_mib"] if ours else None
        best = max(theirs, key=lambda f: f["archive_over_this"], default=None)
        case["best_form"] = best and best["form"]
        case["best_form_ms"] = best and best["ms"]
        case["best_form_peak_mib"] = best and best["peak_mib"]
        case["ratio_to_best"] = best and best["archive_over_this"]
        case["not_measured"] = {f["form"]: f["status"].partition(": ")[2] for f in forms if f["status"] != "measured"}
        case["gray_over_colour"] = gray_over_colour(case, colour_rows)
        found.append(case)
    return found


def gray_over_colour(case, colour_rows):
    for one in colour_rows:
        if (one["model"], one["batch"], one["precision"]) == (case["model"], case["batch"], case["precision"]):
            return one["gray_over_colour"]
    return None


def colour_row(job, answer):
    """The archive of gray over that of colour, in the same rounds."""
    (gray, _), (colour, _) = job["entries"]
    found = dict(model=gray, colour=colour, batch=job["batch"], precision=job["precision"], gray_over_colour=None)
    rows = rows_of(job, answer)
    bad = [r for r in rows if r["status"] != "measured"]
    if bad:
        return dict(found, status=bad[0]["status"])
    return dict(found, status="measured", gray_ms=rows[0]["ms"], colour_ms=rows[1]["ms"],
                gray_over_colour=rows[1]["archive_over_this"])


class WorkerLost(Exception):
    """The worker has ended or was stopped; says why."""


class Worker:
    """A process that answers each line of JSON by one."""

    def __init__(self, command, log):
        self.command, self.log, self.process = command, log, None

    def start(self):
        self.log.write(f"--- {' '.join(self.command)}\n")
        self.log.flush()
        self.process = subprocess.Popen(
            self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.log, text=True,
            start_new_session=True,
        )
        self.answers = queue.Queue()
        threading.Thread(target=self.read, args=(self.process.stdout, self.answers), daemon=True).start()

    @staticmethod
    def read(stream, answers):
        for line in stream:
            answers.put(line)
        answers.put(None)

    def ask(self, question, seconds):
        if self.process is None:
            self.start()
        try:
            self.process.stdin.write(json.dumps(question) + "\n")
            self.process.stdin.flush()
            line = self.answers.get(timeout=seconds)
        except queue.Empty:
            self.stop()
            raise WorkerLost(f"stopped after {seconds:.0f} s") from None
        except OSError:
            line = None
        if line is None:
            self.process.wait(10)
            code = self.process.returncode
            self.stop()
            raise WorkerLost(f"the process with PyTorch ended with exit code {code}, see {self.log.name}")
        return json.loads(line)

    def stop(self):
        if self.process is not None:
            if hasattr(os, "killpg") and self.process.poll() is None:
                # torch.compile starts processes of its own; they are in the same group.
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(self.process.pid, signal.SIGKILL)
            self.process.kill()
            self.process.wait()
            self.process = None


class Run:
    """A whole run: its worker, its time, its results file."""

    def __init__(self, worker, budget, start, out, jobs=()):
        self.worker, self.budget, self.start, self.out, self.jobs = worker, budget, start, out, jobs
        self.facts, self.checks, self.rows, self.colours = {}, [], [], []

    def begin(self):
        """Starts a worker and tells it about the device."""
        answer = self.worker.ask(self.start, 120)
        if "why" in answer:
            raise WorkerLost(answer["why"])
        self.facts = answer

    def ask(self, question, seconds):
        if self.worker.process is None:
            self.begin()
        return self.worker.ask(question, seconds)

    def check(self, questions):
        """Compares archives; returns what is wrong, or None."""
        for question in questions:
            try:
                answer = self.ask(question, max(60, self.budget.left()))
            except WorkerLost as lost:
                answer = dict(what=question["what"], ok=False, why=str(lost))
            self.checks.append(answer)
            self.save(False)
            if not answer["ok"]:
                return f"{answer['what']}: {answer['why']}"
        return None

    def time(self, report):
        for job in self.jobs:
            answer = self.answer(job)
            if is_colours(job):
                self.colours.append(colour_row(job, answer))
            else:
                merge(self.rows, rows_of(job, answer))
            self.save(False)
            report(job, answer, self.budget.left())

    def answer(self, job):
        why = self.budget.refusal(job, expected_ms(self.rows, job))
        if why:
            return dict(why=why)
        seconds = min(job["seconds"], self.budget.left())
        try:
            return self.ask(dict(job, do="time", seconds=seconds), min(seconds + GRACE, self.budget.left() + 5))
        except WorkerLost as lost:
            return dict(why=str(lost))

    def document(self, complete):
        rows = self.rows + missing(self.rows, self.jobs, self.start["device"])
        return dict(
            self.facts,
            python=platform.python_version(),
            minutes_allowed=self.budget.seconds / 60,
            seconds_used=round(self.budget.seconds - self.budget.left(), 1),
            complete=complete,
            checks=self.checks,
            cases=summary(rows, self.colours),
            forms=rows,
            gray_over_colour=self.colours,
        )

    def save(self, complete):
        """Writes the results whole, so that a run that is killed leaves those so far."""
        beside = self.out.with_suffix(".part")
        beside.write_text(json.dumps(self.document(complete), indent=1) + "\n")
        beside.replace(self.out)


def questions(cases, device, jobs):
    """What is checked before anything is timed: the models of the jobs."""
    models = {model for job in jobs for model, _ in job["entries"]}
    archives = cases["archives"]
    smallest = min(a["batch"] for a in archives)
    asked = [dict(do="java", what="against Java's own step")]
    if device == "cpu":
        asked.append(dict(do="meta", what="every array made where the weights are"))
    of_check = next(a["model"] for a in archives if a["file"] == cases["check"]["file"])
    for a in archives:
        asked_here = a["precision"] == "float32" or device == "cuda" or a["model"] == of_check
        if a["batch"] == smallest and a["model"] in models and asked_here:
            asked.append(dict(do="torch", file=a["file"], what=f"{a['model']} {a['precision']} against plain PyTorch"))
    return asked


def table(document):
    lines = [f"{'case':52} {'ms':>9} {'MiB':>8} {'over best':>9}  {'best form of plain PyTorch':40} {'gray/colour':>11}"]
    for case in document["cases"]:
        if case["ms"] is None:
            lines.append(f"{case['case']:52} not measured: {case['not_measured'].get(ARCHIVE, '')}")
            continue
        peak = "-" if case["peak_mib"] is None else f"{case['peak_mib']:.0f}"
        ratio = "-" if case["ratio_to_best"] is None else f"{case['ratio_to_best']:.3f}"
        gray = "-" if case["gray_over_colour"] is None else f"{case['gray_over_colour']:.3f}"
        best = "-" if case["best_form"] is None else f"{case['best_form']} {case['best_form_ms']:.2f} ms"
        lines.append(f"{case['case']:52} {case['ms']:9.2f} {peak:>8} {ratio:>9}  {best:40} {gray:>11}")
    return "\n".join(lines)


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--device", choices=("cuda", "cpu"), default="cuda")
    options.add_argument("--minutes", type=float, help="time of the whole run: 8 on a card, 2 on the CPU")
    options.add_argument("--threads", type=int, default=2, help="of PyTorch on the CPU")
    options.add_argument("--only", default="", help="only cases whose name contains this text")
    options.add_argument("--compile", action="store_true", help="torch.compile on the CPU too")
    options.add_argument("--out", type=pathlib.Path, help="the results file: results-cuda.json or results-cpu.json")
    options.add_argument("--json", action="store_true", help="print the results file instead of a table")
    o = options.parse_args()
    out = o.out or pathlib.Path(f"results-{o.device}.json")
    out.parent.mkdir(parents=True, exist_ok=True)
    cases = json.loads((HERE / "cases.json").read_text())
    jobs = [job for job in plan(cases["archives"], o.device, o.compile or o.device == "cuda") if o.only in case_of(job)]
    if not jobs:
        such = case_of(plan(cases["archives"], o.device, False)[0])
        sys.exit(f"--only must be part of a case's name, such as {such!r}, got {o.only!r}")
    budget = Budget(60 * (o.minutes or MINUTES[o.device]))
    with open(out.with_suffix(".log"), "w") as log:
        command = [sys.executable, "-u", "-W", "ignore", str(HERE / "archive_worker.py")]
        run = Run(Worker(command, log), budget, dict(do="start", device=o.device, threads=o.threads), out, jobs)
        try:
            run.begin()
            wrong = run.check(questions(cases, o.device, jobs))
            if wrong:
                sys.exit(f"not timed, since a check failed: {wrong}")
            run.time(report)
            run.save(True)
        except WorkerLost as lost:
            sys.exit(str(lost))
        finally:
            run.worker.stop()
    document = run.document(True)
    print(json.dumps(document) if o.json else table(document) + f"\nwritten to {out}")


def report(job, answer, left):
    found = answer.get("why") or ", ".join(
        f"{form} {e['why'] if 'why' in e else format(statistics.median(e['rounds']), '.2f')}"
        for (_, form), e in zip(job["entries"], answer["entries"])
    )
    name = case_of(job) + (", gray beside colour" if is_colours(job) else "")
    print(f"[{left:.0f} s left] {name}: {found}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()

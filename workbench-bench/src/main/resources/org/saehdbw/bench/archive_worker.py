#!/usr/bin/env python3
"""Does the jobs of run_archive.py with PyTorch: one line of JSON in, one line of JSON out.

A job that fails is answered by why. The archive's step and the forms of plain PyTorch start with the same weights and pictures, and
the losses of their first steps are compared before a time counts. All read their losses back in every step, as a trainer does.
"""
import contextlib
import gc
import json
import os
import pathlib
import statistics
import subprocess
import sys
import time

import torch

import run_archive
import torch_step

HERE = pathlib.Path(__file__).resolve().parent
UPDATES = 3

# Relative differences of losses that are let pass.
LOSSES = {"float32": 1e-4, "tf32": 1e-2, "bf16": 2e-2}

# Of the weights after three updates, as a part of how far they have moved. On the CPU at most 0.024 and 0.34 were found: where a
# gradient is near zero, rounding decides the direction of AdaBelief's step.
WEIGHTS = {"float32": 0.1, "bf16": 0.7}

# (steps whose losses are compared, rounds, steps of a round). A graph's fourth step is its first replay.
STEPS = {"cuda": (4, 5, 6), "cpu": (2, 3, 1)}


def in_javas_order(net):
    """The parameters as Java's archives have them, each with whether Java stores it transposed (dense weights)."""
    modules = list(net.encoder.blocks)
    inters = [net.inter] if net.family == "df" else [net.inter_ab, net.inter_b]
    for inter in inters:
        modules += [inter.dense1, inter.dense2] + ([] if inter.upscale is None else [inter.upscale])
    for decoder in [net.decoder_src, net.decoder_dst] if net.family == "df" else [net.decoder]:
        stages = len(decoder.blocks) // 2
        mask = list(decoder.mask)
        modules += [*decoder.blocks[0::2], *decoder.blocks[1::2], *mask[:stages], *decoder.heads, *mask[stages:]]
    for module in modules:
        for p in module.parameters():
            yield p, isinstance(module, torch.nn.Linear) and p.dim() == 2


class Folder:
    """What Java wrote, and weights and pictures made here of seeds."""

    def __init__(self, device):
        self.cases = json.loads((HERE / "cases.json").read_text())
        self.models = {model["name"]: model for model in self.cases["models"]}
        self.data = torch.frombuffer(bytearray((HERE / "arrays.bin").read_bytes()), dtype=torch.float32)
        self.device, self.made = device, {}

    def archive(self, model, batch, precision):
        wanted = (model, batch, "float32" if precision == "tf32" else precision)
        return next(a for a in self.cases["archives"] if (a["model"], a["batch"], a["precision"]) == wanted)

    def named(self, file):
        return next(a for a in self.cases["archives"] if a["file"] == file)

    def constants(self, archive):
        for name in archive["constants"]:
            constant = self.cases["constants"][name]
            yield self.part(constant["offset"], count(constant["dims"])).view(constant["dims"])

    def part(self, offset, size):
        return self.data[offset:offset + size].clone()

    def weights(self, model):
        """Initial weights as one vector in Java's order, on the CPU; the same in every process."""
        if model not in self.made:
            torch.manual_seed(1)
            net = torch_step.Saehd(*torch_step.parse(model))
            parts = [p.detach().t().reshape(-1) if turned else p.detach().reshape(-1) for p, turned in in_javas_order(net)]
            self.made[model] = torch.cat(parts)
        return self.made[model]

    def planes(self, model, batch):
        """Pictures of src and of dst, and the mask of both."""
        side, channels = self.models[model]["resolution"], self.models[model]["channels"]
        random = torch.Generator().manual_seed(2)
        src, dst = torch.rand(2, batch, channels, side, side, generator=random)
        mask = torch.zeros(batch, 1, side, side)
        mask[:, :, side // 5:-side // 5, side // 5:-side // 5] = 1
        return src, dst, mask


def count(dims):
    return torch.Size(dims).numel()


def as_batch(src, dst, mask):
    """Warped, target, mask, eyes and mouth of src, then of dst, as one vector."""
    none = torch.zeros_like(mask)
    return torch.cat([x.reshape(-1) for x in (src, src, mask, none, dst, dst, mask, none)])


class Ours:
    """The archive: its step on flat weights and moments."""

    def __init__(self, folder, archive, weights, batch, device):
        self.module = torch.jit.load(HERE / archive["file"])
        self.rows = archive["batch"]
        self.weights = weights.to(device, copy=True)
        self.state = [torch.zeros_like(self.weights) for _ in range(2)]
        # The rate is read by the script itself, so it stays on the CPU; without lr_dropout there is one position.
        rate = torch.tensor(folder.cases["learning_rate"], dtype=torch.float32).double()
        positions = torch.zeros(1, dtype=torch.int64, device=device)
        self.others = [batch.to(device), rate, positions, *(c.to(device) for c in folder.constants(archive))]

    def step(self):
        return self.module([self.weights], self.state, self.others)[0]

    def terms(self, result):
        return result[:-1].view(self.rows, -1)

    def losses(self, result):
        return self.terms(result).sum(1)

    def flat(self):
        return self.weights


class Theirs:
    """The same step in plain PyTorch, in one of its forms."""

    def __init__(self, folder, model, form, precision, planes, device):
        words = form.split(", ")
        self.device, self.half = device, precision == "bf16"
        layout = torch.channels_last if "channels-last" in words else torch.contiguous_format
        spec = torch_step.parse(model)
        # Without values first: drawing them takes longer than copying those that are known.
        with torch.device("meta"):
            self.net = torch_step.Saehd(*spec)
        self.net = self.net.to_empty(device=device)
        self.copy_in(folder, model)
        self.net = self.net.to(memory_format=layout)
        self.loss = torch_step.Loss(spec[2], False)
        for window in (self.loss.window, self.loss.blur):
            window.left, window.right = window.left.to(device), window.right.to(device)
        self.planes = [x.to(device).to(memory_format=layout) for x in planes]
        self.parameters = list(self.net.parameters())
        self.judge, self.move = self.judged, self.updated
        self.lists = device == "cuda" or "compile" in words
        if self.lists:
            self.state = [[torch.zeros_like(p) for p in self.parameters] for _ in range(2)]
        else:
            self.optimizer = torch_step.AdaBelief(self.parameters, False)
        if "compile" in words:
            self.judge, self.move = (torch.compile(f, dynamic=False) for f in (self.judge, self.move))

    def copy_in(self, folder, model):
        flat, offset = folder.weights(model).to(self.device), 0
        dims = [p["dims"] for p in folder.models[model]["parameters"]]
        for (p, turned), shape in zip(in_javas_order(self.net), dims, strict=True):
            values = flat[offset:offset + p.numel()].view(shape)
            p.data.copy_(values.t() if turned else values)
            offset += p.numel()

    def judged(self, src, dst, mask):
        half = torch.autocast(self.device, dtype=torch.bfloat16) if self.half else contextlib.nullcontext()
        with half:
            src_picture, src_mask, dst_picture, dst_mask = self.net(src, dst)
        return (self.loss(src, mask, src_picture.float(), src_mask.float())
                + self.loss(dst, mask, dst_picture.float(), dst_mask.float()))

    def updated(self, gradients):
        """AdaBelief over lists of tensors, which is quicker on a card than one tensor after another."""
        m, v = self.state
        with torch.no_grad():
            torch._foreach_lerp_(m, gradients, 0.1)
            gap = torch._foreach_sub(gradients, m)
            torch._foreach_mul_(v, 0.999)
            torch._foreach_addcmul_(v, gap, gap, 0.001)
            root = torch._foreach_sqrt(v)
            torch._foreach_add_(root, torch_step.EPSILON)
            torch._foreach_addcdiv_(self.parameters, m, root, -torch_step.RATE)

    def step(self):
        losses = self.judge(*self.planes)
        if self.lists:
            self.move(torch.autograd.grad(losses.sum(), self.parameters))
        else:
            losses.sum().backward()
            self.optimizer.step()
        return losses.detach()

    def losses(self, result):
        return result

    def flat(self):
        return torch.cat([(p.detach().t() if turned else p.detach()).reshape(-1) for p, turned in in_javas_order(self.net)])


class Graphed:
    """A step captured in a CUDA graph, after three steps that choose algorithms and allocate."""

    def __init__(self, inner):
        self.inner, self.losses, self.before = inner, inner.losses, []
        side = torch.cuda.Stream()
        side.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(side):
            for _ in range(3):
                self.before.append(inner.losses(inner.step()).clone())
        torch.cuda.current_stream().wait_stream(side)
        self.graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(self.graph):
            self.result = inner.step()

    def step(self):
        self.graph.replay()
        return self.result


def made(folder, model, form, job, device):
    archive = folder.archive(model, job["batch"], job["precision"])
    planes = folder.planes(model, job["batch"])
    if form.startswith(run_archive.ARCHIVE):
        step = Ours(folder, archive, folder.weights(model), as_batch(*planes), device)
    else:
        step = Theirs(folder, model, form, job["precision"], planes, device)
    return Graphed(step) if form.endswith("CUDA graph") else step


def explained(error):
    first = str(error).strip().partition("\n")[0]
    return run_archive.out_of_memory(str(error)) or f"{type(error).__name__}: {first[:240]}"


def difference(found, wanted):
    return ((found - wanted).abs() / wanted.abs().clamp(min=1e-6)).max().item()


class Jobs:
    def __init__(self, device):
        self.device, self.folder = device, Folder(device)

    def wait(self):
        if self.device == "cuda":
            torch.cuda.synchronize()

    def clear(self):
        gc.collect()
        if self.device == "cuda":
            torch.cuda.empty_cache()

    def run(self, question):
        do = question["do"]
        torch.backends.cudnn.allow_tf32 = question.get("precision") == "tf32"
        try:
            with torch.jit.optimized_execution(False):
                return dict(java=self.java, meta=self.meta, torch=self.torch, time=self.time)[do](question)
        except Exception as error:  # Whatever PyTorch throws is the answer.
            why = explained(error)
            return dict(why=why) if do == "time" else dict(what=question["what"], ok=False, why=why)
        finally:
            self.clear()

    def java(self, question):
        check = self.folder.cases["check"]
        archive = self.folder.named(check["file"])
        size = sum(count(p["dims"]) for p in self.folder.models[archive["model"]]["parameters"])
        before = self.folder.part(check["weights"], size)
        batch = self.folder.part(check["inputs"], sum(count(dims) for dims in archive["inputs"]))
        ours = Ours(self.folder, archive, before, batch, self.device)
        found = [ours.terms(ours.step()).cpu() for _ in check["losses"]]
        differ = max(difference(a, torch.tensor(b)) for a, b in zip(found, check["losses"], strict=True))
        after = self.folder.part(check["weights_after"], size)
        return judged(question, archive["precision"], differ, before, ours.flat().cpu(), after)

    def meta(self, question):
        """Runs every archive where arrays have shapes and no values; an array made on the CPU would be refused."""
        for archive in self.folder.cases["archives"]:
            size = sum(count(p["dims"]) for p in self.folder.models[archive["model"]]["parameters"])
            batch = torch.empty(sum(count(dims) for dims in archive["inputs"]), device="meta")
            result = Ours(self.folder, archive, torch.empty(size, device="meta"), batch, "meta").step()
            if result.device.type != "meta":
                return dict(what=question["what"], ok=False, why=f"{archive['file']} gave losses on {result.device}")
        return dict(what=question["what"], ok=True, archives=len(self.folder.cases["archives"]))

    def torch(self, question):
        archive = self.folder.named(question["file"])
        job = dict(batch=archive["batch"], precision=archive["precision"])
        before = self.folder.weights(archive["model"])
        found = []
        for form in (run_archive.ARCHIVE, run_archive.PLAIN[0]):
            step = made(self.folder, archive["model"], form, job, self.device)
            losses = [step.losses(step.step()).cpu() for _ in range(UPDATES)]
            found.append((torch.stack(losses), step.flat().cpu()))
            del step
            self.clear()
        (ours, our_weights), (theirs, their_weights) = found
        return judged(question, archive["precision"], difference(ours, theirs), before, our_weights, their_weights)

    def time(self, question):
        ends = time.monotonic() + question["seconds"]
        compared, rounds, steps = STEPS[self.device]
        entries, first = [], {}
        for model, form in question["entries"]:
            entry = dict(rounds=[], steps=0)
            entries.append(entry)
            if self.device == "cpu" and "CUDA graph" in form:
                entry["why"] = "needs a card"
                continue
            try:
                self.warmed(entry, first, model, form, question, compared)
            except Exception as error:  # This form alone is not measured.
                entry["why"] = explained(error)
                entry.pop("step", None)
            self.clear()
            slowest = max((e["warm_ms"] for e in entries if "step" in e), default=0)
            if time.monotonic() + slowest / 1e3 * sum("step" in e for e in entries) > ends:
                break
        for entry in entries:
            if "step" in entry and time.monotonic() > ends and self.device == "cpu":
                took = entry["warm_ms"] / 1e3
                entry["why"] = f"one step took {took:.1f} s, {question['seconds']:.0f} s were allowed for the case"
        ready = [e for e in entries if "step" in e and "why" not in e]
        for number in range(rounds):
            if number and time.monotonic() > ends:
                break
            for entry in ready if number % 2 == 0 else reversed(ready):
                entry["rounds"].append(self.timed(entry["step"], steps))
                entry["steps"] = steps
        while len(entries) < len(question["entries"]):
            entries.append(dict(why=f"the {question['seconds']:.0f} s of its case were over"))
        for entry in entries:
            entry.pop("step", None)
        if any("compile" in form for _, form in question["entries"]):
            torch._dynamo.reset()
        return dict(entries=entries)

    def warmed(self, entry, first, model, form, question, compared):
        """Makes a form alone, with its peak of memory, and compares the losses of its first steps with the archive's."""
        before = 0
        if self.device == "cuda":
            torch.cuda.reset_peak_memory_stats()
            before = torch.cuda.memory_allocated()
        step = made(self.folder, model, form, question, self.device)
        losses = [x.cpu() for x in getattr(step, "before", [])]
        while len(losses) < compared:
            began = time.perf_counter()
            losses.append(step.losses(step.step()).cpu())
            entry["warm_ms"] = 1e3 * (time.perf_counter() - began)
        losses = torch.stack(losses)
        used = torch.cuda.max_memory_allocated() - before if self.device == "cuda" else None
        entry["peak_mib"] = None if used is None else round(used / 2**20, 1)
        wanted = first.setdefault(model, losses)
        entry["losses_differ"] = difference(losses, wanted)
        allowed = LOSSES[question["precision"]]
        if not entry["losses_differ"] <= allowed:
            raise ValueError(f"its losses differ from the first form's by {entry['losses_differ']:.1e}, {allowed:g} is allowed")
        entry["step"] = step

    def timed(self, step, steps):
        """Milliseconds of a step with its losses read back: the median."""
        times = []
        for _ in range(steps):
            self.wait()
            began = time.perf_counter()
            step.step().cpu()
            self.wait()
            times.append(1e3 * (time.perf_counter() - began))
        return statistics.median(times)


def judged(question, precision, differ, before, ours, theirs):
    """A check's answer: how far losses and weights are from each other, and whether that is let pass."""
    moved = (theirs - before).double().norm().item()
    apart = (ours - theirs).double().norm().item() / max(moved, 1e-30)
    ok = differ <= LOSSES[precision] and apart <= WEIGHTS[precision]
    answer = dict(what=question["what"], ok=ok, losses_differ=differ, weights_differ=apart)
    if not ok:
        answer["why"] = (f"losses differ by {differ:.1e}, {LOSSES[precision]:g} is allowed; weights after {UPDATES} updates by "
                         f"{apart:.1e} of their way, {WEIGHTS[precision]:g} is allowed")
    return answer


def driver():
    try:
        command = ["nvidia-smi", "--query-gpu=driver_version", "--format=csv,noheader"]
        return subprocess.run(command, stdout=subprocess.PIPE, text=True, timeout=20).stdout.strip().partition("\n")[0]
    except (OSError, subprocess.SubprocessError):
        return None


def start(question):
    device = question["device"]
    torch.set_num_threads(question["threads"])
    torch.backends.cuda.matmul.allow_tf32 = False
    torch.backends.cudnn.benchmark = True
    facts = dict(device=device, torch=torch.__version__, threads=question["threads"])
    if device == "cpu":
        return dict(facts, device_name="cpu")
    if not torch.cuda.is_available():
        return dict(why=f"this PyTorch, {torch.__version__}, sees no card; --device cpu runs the same on the CPU")
    about = torch.cuda.get_device_properties(0)
    return dict(facts, device_name=about.name, capability=f"{about.major}.{about.minor}", memory_mib=about.total_memory // 2**20,
                driver=driver(), cuda=torch.version.cuda, cudnn=torch.backends.cudnn.version(), cudnn_benchmark=True,
                tf32="off in float32 and bf16; convolutions alone in tf32")


def main():
    # Libraries may print: answers alone go to the real output.
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    jobs = None
    for line in sys.stdin:
        question = json.loads(line)
        if question["do"] == "start":
            answer = start(question)
            jobs = None if "why" in answer else Jobs(question["device"])
        else:
            answer = jobs.run(question)
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()

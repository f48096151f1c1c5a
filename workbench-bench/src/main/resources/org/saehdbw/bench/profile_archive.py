#!/usr/bin/env python3
"""Says where the time of an emitted training step goes, by kind of work, as one JSON line.

Usage: profile_archive.py [--threads 2] [--steps 9]

Reads step.pt, step.json and arrays.bin beside this file. Times are libtorch's own, of operations without those they call, by
PyTorch's profiler; "step_ms" is the same step timed without it.
"""
import argparse
import json
import pathlib
import statistics
import sys
import time

import torch
from torch.profiler import ProfilerActivity, profile

HERE = pathlib.Path(__file__).resolve().parent

MOVES = ("copy_", "cat", "stack", "index", "permute", "narrow", "slice", "select")
ALLOCATES = ("empty", "resize_", "zeros", "ones", "new_")


def read_arrays(meta):
    """Returns the weights and what follows them in the file."""
    data = torch.frombuffer(bytearray((HERE / "arrays.bin").read_bytes()), dtype=torch.float32)
    count = sum(torch.Size(shape).numel() for shape in meta["weights"])
    flat = data[:count].clone()
    arrays, offset = [], 0
    for shape in meta["weights"]:
        size = torch.Size(shape).numel()
        arrays.append(flat[offset:offset + size].view(shape).detach().requires_grad_(True))
        offset += size
    others = []
    for shape in meta["inputs"] + meta["constants"]:
        size = torch.Size(shape).numel()
        others.append(data[offset:offset + size].view(shape).clone())
        offset += size
    return arrays, others


def check(meta, module, weights, others):
    """Compares losses (to 1e-4 relative) and the gradients' norm (to 1e-3) with Java's; in bf16 to 1 and 5 %."""
    losses, *gradients = module(weights, others)
    expected = torch.tensor(meta["losses"], device=losses.device).view_as(losses)
    worst = ((losses - expected).abs() / expected.abs().clamp(min=1e-6)).max().item()
    norm = torch.sqrt(sum(g.double().square().sum() for g in gradients)).item()
    off = abs(norm - meta["gradient_norm"]) / meta["gradient_norm"]
    half = meta.get("precision") == "bf16"
    if not (worst <= (1e-2 if half else 1e-4) and off <= (5e-2 if half else 1e-3)):
        sys.exit(f"the archive differs from the Java step: losses by {worst:.1e}, gradient norm by {off:.1e}")
    return worst, off


def kind(event, batch):
    """Names the kind of work of an operation with its inputs' shapes."""
    name = event.key.replace("aten::", "")
    if "convolution_backward" in name:
        return "convolutions backward"
    if "convolution" in name or name == "conv2d":
        return "convolutions forward"
    if name in ("addmm", "mm", "matmul", "bmm"):
        sizes = [size for shape in event.input_shapes for size in shape]
        return "dense layers" if len(event.input_shapes[-1]) == 2 and min(sizes or [0]) <= 2 * batch else "windows"
    if any(name.startswith(word) for word in ALLOCATES):
        return "allocation"
    if any(name.startswith(word) for word in MOVES):
        return "moves and casts"
    return "other by element"


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--threads", type=int, default=2)
    options.add_argument("--steps", type=int, default=9)
    o = options.parse_args()
    torch.set_num_threads(o.threads)
    meta = json.loads((HERE / "step.json").read_text())
    module = torch.jit.load(HERE / "step.pt", map_location="cpu")
    weights, others = read_arrays(meta)
    with torch.jit.optimized_execution(False):
        check(meta, module, weights, others)
        times = []
        for i in range(3 + o.steps):
            start = time.perf_counter()
            module(weights, others)
            times.append(1e3 * (time.perf_counter() - start))
        with profile(activities=[ProfilerActivity.CPU], record_shapes=True) as seen:
            for _ in range(o.steps):
                module(weights, others)
    kinds = {}
    for event in seen.key_averages(group_by_input_shape=True):
        name = kind(event, meta["batch"])
        kinds[name] = kinds.get(name, 0) + event.self_cpu_time_total / 1e3 / o.steps
    print(json.dumps(dict(step_ms=statistics.median(times[3:]), kinds=kinds)))


if __name__ == "__main__":
    main()

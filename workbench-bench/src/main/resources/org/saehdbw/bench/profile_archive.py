#!/usr/bin/env python3
"""Says where the time of an emitted training step goes, by kind of work, as one JSON line.

Usage: profile_archive.py [--threads 2] [--steps 9]

Reads step.pt, step.json and arrays.bin beside this file. Times are libtorch's own, of operations without those they call, by
PyTorch's profiler; "step_ms" is the same step timed without it.
"""
import argparse
import json
import statistics
import time

import torch
from torch.profiler import ProfilerActivity, profile

import run_archive

MOVES = ("copy_", "cat", "stack", "index", "permute", "narrow", "slice", "select")
ALLOCATES = ("empty", "resize_", "zeros", "ones", "new_")


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
    meta = json.loads((run_archive.HERE / "step.json").read_text())
    module = torch.jit.load(run_archive.HERE / "step.pt", map_location="cpu")
    _, weights, others = run_archive.read_arrays(meta, "cpu")
    with torch.jit.optimized_execution(False):
        run_archive.check(meta, module, weights, others)
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

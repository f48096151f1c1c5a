#!/usr/bin/env python3
"""Runs and times an emitted training step under PyTorch, beside the plain PyTorch step in torch_step.py.

Usage: run_archive.py [--device cpu|cuda] [--threads 2] [--steps 9] [--rounds 3] [--json]

Reads step.pt, step.json and arrays.bin beside this file. First the archive's losses and gradients are compared with what
the Java step computed on the CPU; then both steps, AdaBelief included, are timed in turn on random weights.
"""
import argparse
import json
import pathlib
import statistics
import sys
import time

import torch

import torch_step

HERE = pathlib.Path(__file__).resolve().parent


def read_arrays(meta, device):
    """Returns the flat weights, views of them, and what follows in the file."""
    data = torch.frombuffer(bytearray((HERE / "arrays.bin").read_bytes()), dtype=torch.float32).to(device)
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
    return flat, arrays, others


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


def archive_step(module, flat, weights, others):
    m, v = torch.zeros_like(flat), torch.zeros_like(flat)

    def step():
        losses, *gradients = module(weights, others)
        with torch.no_grad():
            gradient = torch.cat([g.reshape(-1) for g in gradients])
            chunk = len(flat) if flat.is_cuda else 256 * 1024
            for i in range(0, len(flat), chunk):
                torch_step.update(*(x[i:i + chunk] for x in (flat, gradient, m, v)))
        return losses.sum().item()

    return step


def torch_yardstick(model, batch, device):
    spec = torch_step.parse(model)
    side, channels = spec[2], spec[-1]
    net, loss = torch_step.Saehd(*spec).to(device), torch_step.Loss(side, False)
    for window in (loss.window, loss.blur):
        window.left, window.right = window.left.to(device), window.right.to(device)
    optimizer = torch_step.AdaBelief(net.parameters(), False, 1 << 30 if device == "cuda" else 256 * 1024)
    for name in "pgmv":
        setattr(optimizer, name, getattr(optimizer, name).to(device))
    offset = 0
    for p in optimizer.parameters:
        end = offset + p.numel()
        p.data, p.grad = optimizer.p[offset:end].view_as(p), optimizer.g[offset:end].view_as(p)
        offset = end
    src, dst = torch.rand(2, batch, channels, side, side, device=device)
    mask = torch.zeros(batch, 1, side, side, device=device)
    mask[:, :, side // 5:-side // 5, side // 5:-side // 5] = 1

    def step():
        src_picture, src_mask, dst_picture, dst_mask = net(src, dst)
        total = (loss(src, mask, src_picture, src_mask) + loss(dst, mask, dst_picture, dst_mask)).sum()
        total.backward()
        optimizer.step()
        return total.item()

    return step


def timed(step, device, steps):
    times = []
    for i in range(3 + steps):
        start = time.perf_counter()
        step()
        if device == "cuda":
            torch.cuda.synchronize()
        if i >= 3:
            times.append(1e3 * (time.perf_counter() - start))
    return statistics.median(times)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--device", choices=("cpu", "cuda"), default="cpu")
    options.add_argument("--threads", type=int, default=2)
    options.add_argument("--steps", type=int, default=9)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--json", action="store_true")
    o = options.parse_args()
    torch.set_num_threads(o.threads)
    torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = False
    meta = json.loads((HERE / "step.json").read_text())
    module = torch.jit.load(HERE / "step.pt", map_location=o.device)
    flat, weights, others = read_arrays(meta, o.device)
    with torch.jit.optimized_execution(False):
        worst, off = check(meta, module, weights, others)
        ours = archive_step(module, flat, weights, others)
        theirs = torch_yardstick(meta["model"], meta["batch"], o.device)
        rounds = [(timed(ours, o.device, o.steps), timed(theirs, o.device, o.steps)) for _ in range(o.rounds)]
    result = dict(model=meta["model"], batch=meta["batch"], device=o.device, torch=torch.__version__,
                  device_name=torch.cuda.get_device_name() if o.device == "cuda" else "cpu",
                  loss_difference=worst, gradient_norm_difference=off,
                  archive_ms=round(statistics.median(a for a, _ in rounds), 2),
                  torch_step_ms=round(statistics.median(b for _, b in rounds), 2),
                  ratio=round(statistics.median(a / b for a, b in rounds), 3))
    print(json.dumps(result) if o.json else "  ".join(f"{k} {v}" for k, v in result.items()))


if __name__ == "__main__":
    main()

"""Writes optim.json: what PyTorch's optimisers, gradient clipping and schedules do over several steps, in float64.

Usage: /usr/bin/python3 packages/engine/test/golden/optim.py   (PyTorch 1.13)
"""
import json
from pathlib import Path

import torch
from torch.optim import lr_scheduler as schedulers

from formula import input_values

STEPS = 6
START = {"shape": [5], "salt": 1}
RATE = 0.05


def gradient(step):
    return {"shape": [5], "salt": 10 + step, "scale": 0.5}


def rate(step):
    """Another rate each step, as a schedule gives."""
    return RATE / (1 + step)


def numbers(tensor):
    return [float(f"{v:.10g}") for v in tensor.detach().double().reshape(-1).tolist()]


OPTIMIZERS = [
    ("sgd", {}), ("sgd", {"weightDecay": 0.1}), ("sgd", {"momentum": 0.9}), ("sgd", {"momentum": 0.9, "weightDecay": 0.1}),
    ("sgd", {"momentum": 0.8, "nesterov": True}), ("sgd", {"momentum": 0.9, "nesterov": True, "weightDecay": 0.01}),
    ("adam", {}), ("adam", {"weightDecay": 0.1}), ("adam", {"beta1": 0.7, "beta2": 0.9, "epsilon": 0.01}),
    ("adamW", {}), ("adamW", {"weightDecay": 0.1}), ("adamW", {"beta1": 0.5, "beta2": 0.99, "epsilon": 1e-3, "weightDecay": 0.3}),
]


def optimizer_for(kind, options, parameter):
    decay = options.get("weightDecay", 0)
    if kind == "sgd":
        return torch.optim.SGD([parameter], RATE, momentum=options.get("momentum", 0), nesterov=options.get("nesterov", False), weight_decay=decay)
    make = {"adam": torch.optim.Adam, "adamW": torch.optim.AdamW}[kind]
    betas = (options.get("beta1", 0.9), options.get("beta2", 0.999))
    return make([parameter], RATE, betas=betas, eps=options.get("epsilon", 1e-8), weight_decay=decay)


def optimizer_case(kind, options):
    parameter = torch.nn.Parameter(torch.from_numpy(input_values(**START)))
    optimizer = optimizer_for(kind, options, parameter)
    after = []
    for step in range(STEPS):
        optimizer.param_groups[0]["lr"] = rate(step)
        parameter.grad = torch.from_numpy(input_values(**gradient(step)))
        optimizer.step()
        after.append(numbers(parameter))
    return {"kind": kind, "options": options, "after": after}


def clip_case(max_norm, scale):
    parameters = [torch.nn.Parameter(torch.zeros(shape, dtype=torch.float64)) for shape in ((4,), (2, 3))]
    gradients = [{"shape": list(p.shape), "salt": 20 + i, "scale": scale} for i, p in enumerate(parameters)]
    for parameter, how in zip(parameters, gradients):
        parameter.grad = torch.from_numpy(input_values(**how))
    norm = torch.nn.utils.clip_grad_norm_(parameters, max_norm)
    return {"maxNorm": max_norm, "gradients": gradients, "norm": float(norm), "clipped": [numbers(p.grad) for p in parameters]}


def rates(make, steps):
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], RATE)
    scheduler, values = make(optimizer), []
    for _ in range(steps):
        values.append(float(f"{optimizer.param_groups[0]['lr']:.12g}"))
        optimizer.step()
        scheduler.step()
    return values


def warm_cosine(warm_up, steps, final):
    def make(optimizer):
        warm = schedulers.LinearLR(optimizer, 1 / warm_up, 1, total_iters=warm_up - 1)
        cosine = schedulers.CosineAnnealingLR(optimizer, steps - warm_up, final)
        return schedulers.SequentialLR(optimizer, [warm, cosine], [warm_up])
    return make


SCHEDULES = [
    ("stepRate", {"every": 3}, lambda o: schedulers.StepLR(o, 3), 10),
    ("stepRate", {"every": 1, "factor": 0.5}, lambda o: schedulers.StepLR(o, 1, 0.5), 6),
    ("cosineRate", {"steps": 10}, lambda o: schedulers.CosineAnnealingLR(o, 10), 11),
    ("cosineRate", {"steps": 7, "final": 0.01}, lambda o: schedulers.CosineAnnealingLR(o, 7, 0.01), 8),
    ("cosineRate", {"steps": 12, "warmUp": 4}, warm_cosine(4, 12, 0), 13),
    ("cosineRate", {"steps": 9, "warmUp": 2, "final": 0.005}, warm_cosine(2, 9, 0.005), 10),
    ("oneCycleRate", {"steps": 10}, lambda o: schedulers.OneCycleLR(o, RATE, 10), 10),
    ("oneCycleRate", {"steps": 23, "rising": 0.45}, lambda o: schedulers.OneCycleLR(o, RATE, 23, pct_start=0.45), 23),
    ("oneCycleRate", {"steps": 8, "start": 0.01, "end": 0.0001}, lambda o: schedulers.OneCycleLR(o, RATE, 8, div_factor=5, final_div_factor=100), 8),
    ("oneCycleRate", {"steps": 2}, lambda o: schedulers.OneCycleLR(o, RATE, 2), 2),
]


def main():
    golden = {
        "start": START, "gradients": [gradient(step) for step in range(STEPS)], "rates": [rate(step) for step in range(STEPS)],
        "optimizers": [optimizer_case(*case) for case in OPTIMIZERS],
        "clipping": [clip_case(*case) for case in [(1.0, 2), (0.3, 2), (100.0, 2), (1.0, 0)]],
        "schedules": [{"schedule": name, "rate": RATE, "options": options, "rates": rates(make, count)} for name, options, make, count in SCHEDULES],
    }
    Path(__file__).with_suffix(".json").write_text(json.dumps(golden) + "\n")


if __name__ == "__main__":
    main()

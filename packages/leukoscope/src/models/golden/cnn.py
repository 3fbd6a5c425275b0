"""Writes cnn.json: losses and gradients of three training steps of the paper's CNN in PyTorch, at the sizes and batches
that are benchmarked. Weights and pixels come from a formula that cnn.test.ts computes too, to the bit; PyTorch computes in
float64, so that a difference is the engine's alone (PyTorch's own float32 run is compared too, as a yardstick). Of each
gradient a sample is stored, its norm, and a weighted sum of all of it.

Usage: /usr/bin/python3 packages/leukoscope/src/models/golden/cnn.py   (PyTorch 1.13)
"""
import json
from pathlib import Path

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

MEAN, DEVIATION = [0.5, 0.5, 0.5], [0.5, 0.5, 0.5]  # as bench/torch/workloads.ts has them: the same graph to the bit
MOMENTUM, STEPS = 0.9, 3
WORKLOADS = [
    {"name": "cnn-32-b8", "sizePx": 32, "batch": 8, "rate": 0.05}, {"name": "cnn-32-b32", "sizePx": 32, "batch": 32, "rate": 0.05},
    {"name": "cnn-400-b8", "sizePx": 400, "batch": 8, "rate": 0.001},
]
STORED_VALUES, WEIGHT_SALT = 24, 1001


class LeNet(nn.Module):
    """As in the peer's benchmark script, bench/peers/torch_bench.py."""

    def __init__(self, size):
        super().__init__()
        n = ((size - 4) // 2 - 4) // 2
        self.conv1, self.conv2 = nn.Conv2d(3, 6, 5), nn.Conv2d(6, 16, 5)
        self.head = nn.Sequential(nn.Linear(16 * n * n, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 2))

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv1(x)), 2)
        return self.head(F.max_pool2d(F.relu(self.conv2(x)), 2).flatten(1))


def raw(count, salt):
    k = np.arange(count, dtype=np.int64)
    return (31 * k * k + 48271 * k + 7919 * salt) % 65537


def formula(count, salt):
    return raw(count, salt) / 32768 - 1


def bound(fan_in):
    """Twice PyTorch's own bound of 1/√fanIn, rounded down to a power of two so that both sides agree to the bit."""
    return 2.0 ** np.floor(np.log2(2 / np.sqrt(fan_in)))


def set_weights(model):
    fan_in = 0
    for salt, (name, parameter) in enumerate(model.named_parameters()):
        if name.endswith("weight"):
            fan_in = parameter[0].numel()
        values = formula(parameter.numel(), salt) * bound(fan_in)
        parameter.data = torch.from_numpy(values.reshape(parameter.shape)).to(parameter.dtype)


def pixels(step, count, size_px):
    """Slanted saw teeth, their slant by item, their height by channel. In 400 px of noise some pooling window always holds
    two numbers that are equal but for rounding, and one such window taken differently moves a gradient by 1e-4 (PyTorch's
    float32 and float64 runs then differ as much); here only 256 patches an item exist, and none is on the edge."""
    item, row, column, channel = np.indices((count, size_px, size_px, 3), sparse=True)
    tooth = ((3 + item % 4) * row + (5 + 2 * (item % 3)) * column + 11 * item + 37 * step) % 256
    return (tooth * (1 + 2 * channel) % 256).astype(np.uint8)


def batch(step, count, size_px):
    mean, deviation = (torch.tensor(v, dtype=torch.float64).reshape(-1, 1, 1) for v in (MEAN, DEVIATION))
    labels = torch.tensor([(i + step) % 2 for i in range(count)])
    return (torch.from_numpy(pixels(step, count, size_px)).permute(0, 3, 1, 2).double() / 255 - mean) / deviation, labels


def train(workload, dtype):
    """Yields each step's loss and gradients."""
    model = LeNet(workload["sizePx"]).to(dtype)
    set_weights(model)
    optimizer = torch.optim.SGD(model.parameters(), workload["rate"], momentum=MOMENTUM)
    for step in range(STEPS):
        x, labels = batch(step, workload["batch"], workload["sizePx"])
        optimizer.zero_grad()
        loss = F.cross_entropy(model(x.to(dtype)), labels)
        loss.backward()
        yield loss.item(), {name: p.grad.detach().double().reshape(-1) for name, p in model.named_parameters()}
        optimizer.step()


def number(value):
    return float(f"{value:.9g}")


def stored(gradient, single):
    weighted = gradient * torch.from_numpy(formula(len(gradient), WEIGHT_SALT))
    every = 1 if len(gradient) <= STORED_VALUES else -(-len(gradient) // STORED_VALUES) | 1
    return {
        "every": every, "sample": [number(v) for v in gradient[::every].tolist()], "largest": number(gradient.abs().max().item()),
        "norm": number(gradient.norm().item()), "weighted": number(weighted.sum().item()), "weightedSize": number(weighted.norm().item()),
        "float32Error": float(f"{((single - gradient).norm() / gradient.norm()).item():.2g}"),
    }


def run(workload):
    steps = []
    for (loss, gradients), (single_loss, single) in zip(train(workload, torch.float64), train(workload, torch.float32)):
        tensors = {name: stored(gradient, single[name]) for name, gradient in gradients.items()}
        steps.append({"loss": number(loss), "float32Loss": number(single_loss), "gradients": tensors})
    return {**workload, "steps": steps}


def main():
    torch.set_num_threads(1)
    golden = {"mean": MEAN, "deviation": DEVIATION, "momentum": MOMENTUM, "workloads": [run(workload) for workload in WORKLOADS]}
    Path(__file__).with_suffix(".json").write_text(json.dumps(golden, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()

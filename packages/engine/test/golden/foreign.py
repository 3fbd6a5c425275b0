"""Writes foreign.json: small networks as PyTorch exports them, in base64, and what PyTorch makes of images with them.

Usage: /usr/bin/python3 packages/engine/test/golden/foreign.py   (PyTorch 1.13)
"""
import base64
import io
import json
from pathlib import Path

import torch
from torch import nn

from formula import input_values

SIDE = 9


class Network(nn.Module):
    def __init__(self, pooled):
        super().__init__()
        self.body = nn.Sequential(nn.Conv2d(3, 4, 3, stride=2), nn.BatchNorm2d(4), nn.ReLU(), nn.Conv2d(4, 5, 2), nn.Sigmoid())
        self.head = nn.Linear(5, 2)
        self.pooled = pooled

    def forward(self, x):
        planes = self.body(x)
        features = planes.mean((2, 3))
        return (features, self.head(features)) if self.pooled else planes


class ChannelsLast(nn.Module):
    def forward(self, x):
        return x.mean((1, 2)) * torch.tensor([1.0, 2.0, 3.0])


class Branching(nn.Module):
    """A script keeps its condition and its loop: subgraphs that use values from outside."""

    def forward(self, x):
        total = x.mean((2, 3))
        for step in range(int(x.shape[2])):
            total = total + x[:, :, step].mean(2) * 0.1
        if bool(total.sum() > -1000.0):
            total = total * 2 + x.mean()
        return total


def exported(network, x, opset, **how):
    file = io.BytesIO()
    torch.onnx.export(network, x[:1] if how.get("one") else x, file, opset_version=opset, input_names=["image"], output_names=how["outputs"],
        dynamic_axes=None if how.get("one") else {"image": {0: "n"}})
    return base64.b64encode(file.getvalue()).decode()


def case(name, network, opset, shape, use, sides, **how):
    torch.manual_seed(1)
    network = network().eval()
    x = torch.tensor(input_values(shape, 1), dtype=torch.float32)
    with torch.no_grad():
        rows = [network(image[None]) for image in x]
    rows = [row[0] if isinstance(row, tuple) else row for row in rows]
    expected = torch.cat([row.mean((2, 3)) if row.dim() == 4 else row for row in rows])
    program = torch.jit.script(network) if how.pop("script", False) else network
    return {
        "name": name, "opset": opset, "shape": shape, "output": use, "sides": sides,
        "onnx": exported(program, x, opset, **how), "features": [[round(v, 7) for v in row] for row in expected.tolist()],
    }


planes, last = [3, 3, SIDE, SIDE], [3, SIDE, SIDE, 3]
cases = [
    *(case(f"features beside logits, operator set {opset}", lambda: Network(True), opset, planes, "features", [5], outputs=["features", "logits"])
      for opset in (11, 13, 15, 17)),
    case("planes, of which the mean is taken", lambda: Network(False), 13, planes, None, [5, 3, 3], outputs=["planes"]),
    case("one image at a time", lambda: Network(True), 13, planes, "features", [5], outputs=["features", "logits"], one=True),
    case("one image at a time, operator set 11", lambda: Network(False), 11, planes, None, [5, 3, 3], outputs=["planes"], one=True),
    case("channels last", ChannelsLast, 13, last, None, [3], outputs=["features"]),
    case("a condition and a loop", Branching, 13, planes, None, [3], outputs=["features"], one=True, script=True),
]
Path(__file__).with_name("foreign.json").write_text(json.dumps(cases, indent=1) + "\n")

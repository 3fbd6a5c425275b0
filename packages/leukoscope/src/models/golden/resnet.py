"""Writes resnet.json: what PyTorch computes in ResNet18, 34 and 50 and in the smaller ones for cells with weights by a formula, since of the larger ones no
trained weights are at hand: features by running statistics, and the loss of a training step with norms of its gradients by
batch statistics. Networks as torchvision defines them, the head as bench/peers/torch_bench.py; in float64.

Usage: /usr/bin/python3 packages/leukoscope/src/models/golden/resnet.py   (PyTorch 1.13)
"""
import json
import math
from pathlib import Path

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

SIZE, ITEMS, CLASSES = 64, 4, 5
STORED = ["conv1.weight", "bn1.weight", "bn1.bias", "layer1.0.conv1.weight", "layer1.0.bn2.weight", "layer2.0.conv1.weight", "layer2.0.downsample.0.weight",
          "layer3.1.conv2.weight", "layer4.0.downsample.1.bias", "layer4.1.conv2.weight", "head.0.weight", "head.2.bias"]


class BasicBlock(nn.Module):
    expansion = 1

    def __init__(self, cin, width, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(cin, width, 3, stride, 1, bias=False); self.bn1 = nn.BatchNorm2d(width)
        self.conv2 = nn.Conv2d(width, width, 3, 1, 1, bias=False); self.bn2 = nn.BatchNorm2d(width)
        self.downsample = shortcut(cin, width, stride)

    def forward(self, x):
        y = F.relu(self.bn1(self.conv1(x)))
        return F.relu(self.bn2(self.conv2(y)) + self.downsample(x))


class Bottleneck(nn.Module):
    expansion = 4

    def __init__(self, cin, width, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(cin, width, 1, bias=False); self.bn1 = nn.BatchNorm2d(width)
        self.conv2 = nn.Conv2d(width, width, 3, stride, 1, bias=False); self.bn2 = nn.BatchNorm2d(width)
        self.conv3 = nn.Conv2d(width, 4 * width, 1, bias=False); self.bn3 = nn.BatchNorm2d(4 * width)
        self.downsample = shortcut(cin, 4 * width, stride)

    def forward(self, x):
        y = F.relu(self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x))))))
        return F.relu(self.bn3(self.conv3(y)) + self.downsample(x))


def with_groups(module):
    """The same network with group normalisation, 16 channels a group, in the place of each batch normalisation."""
    for name, child in module.named_children():
        if isinstance(child, nn.BatchNorm2d):
            setattr(module, name, nn.GroupNorm(child.num_features // 16, child.num_features))
        else:
            with_groups(child)
    return module


def shortcut(cin, cout, stride):
    if stride == 1 and cin == cout:
        return nn.Identity()
    return nn.Sequential(nn.Conv2d(cin, cout, 1, stride, bias=False), nn.BatchNorm2d(cout))


class ResNet(nn.Module):
    def __init__(self, block, depths, width=64, kernel=7, pooled=True):
        super().__init__()
        self.pooled = pooled
        self.conv1 = nn.Conv2d(3, width, kernel, 2, kernel // 2, bias=False); self.bn1 = nn.BatchNorm2d(width)
        cin = width
        for stage, depth in enumerate(depths):
            blocks = []
            for k in range(depth):
                blocks.append(block(cin, width << stage, 2 if stage > 0 and k == 0 else 1)); cin = (width << stage) * block.expansion
            setattr(self, f"layer{stage + 1}", nn.Sequential(*blocks))
        self.head = nn.Sequential(nn.Linear(cin, 100), nn.ReLU(), nn.Linear(100, CLASSES))

    def features(self, x):
        x = F.relu(self.bn1(self.conv1(x)))
        x = F.max_pool2d(x, 3, 2, 1) if self.pooled else x
        return self.layer4(self.layer3(self.layer2(self.layer1(x)))).mean((2, 3))

    def forward(self, x):
        return self.head(self.features(x))


def formula(count, salt):
    k = np.arange(count, dtype=np.int64) % 65537
    return (31 * k * k + 48271 * k + 7919 * salt) % 65537 / 32768 - 1


def value_of(name, shape, salt):
    """Convolutions and linear layers up to a power of two near √(6 / fanIn); factors and variances around 1."""
    values = formula(int(np.prod(shape)), salt)
    if name.endswith("running_var"):
        return 1 + values / 2
    if len(shape) == 1:
        return 1 + values / 4 if name.endswith("weight") else values / 4
    return values * 2.0 ** round(math.log2(math.sqrt(6 / np.prod(shape[1:]))))


def set_values(model):
    tensors = {name: tensor for name, tensor in model.state_dict().items() if not name.endswith("num_batches_tracked")}
    for salt, name in enumerate(sorted(tensors)):
        shape = tuple(tensors[name].shape)
        tensors[name].copy_(torch.from_numpy(value_of(name, shape, salt).astype(np.float32).reshape(shape)))


def number(value):
    return float(f"{value:.9g}")


def case(name, block, depths, norm="batch", **how):
    model = ResNet(block, depths, **how).double()
    model = with_groups(model).double() if norm == "group" else model
    set_values(model)
    x = torch.from_numpy(formula(ITEMS * 3 * SIZE * SIZE, 777).reshape(ITEMS, 3, SIZE, SIZE))
    model.eval()
    with torch.no_grad():
        features = model.features(x)
    model.train()
    loss = F.cross_entropy(model(x), torch.tensor([i % CLASSES for i in range(ITEMS)]))
    loss.backward()
    norms = {key: number(p.grad.norm().item()) for key, p in model.named_parameters() if key in STORED}
    parameters = {key: list(p.shape) for key, p in model.state_dict().items() if not key.endswith("num_batches_tracked")}
    return {"name": name, "norm": norm, "tensors": len(parameters), "elements": sum(int(np.prod(shape)) for shape in parameters.values()),
            "features": [[number(v) for v in row[:: features.shape[1] // 8].tolist()] for row in features],
            "loss": number(loss.item()), "norms": norms}


def main():
    torch.set_num_threads(2)
    of_cells = {"width": 32, "kernel": 3, "pooled": False}
    cases = [case("resnet18", BasicBlock, (2, 2, 2, 2)), case("resnet34", BasicBlock, (3, 4, 6, 3)), case("resnet50", Bottleneck, (3, 4, 6, 3)),
             case("cell-resnet8", BasicBlock, (0, 1, 1, 1), **of_cells), case("cell-resnet14", BasicBlock, (0, 2, 2, 2), **of_cells),
             case("resnet18", BasicBlock, (2, 2, 2, 2), norm="group"), case("cell-resnet8", BasicBlock, (0, 1, 1, 1), norm="group", **of_cells)]
    golden = {"sizePx": SIZE, "items": ITEMS, "classes": CLASSES, "cases": cases}
    Path(__file__).with_suffix(".json").write_text(json.dumps(golden, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()

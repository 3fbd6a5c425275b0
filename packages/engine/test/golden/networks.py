"""Writes networks.json: what PyTorch makes of small networks over three training steps, the last with fewer items: losses,
logits, every parameter and running statistic, in float64; and the logits in evaluation mode after.

Usage: /usr/bin/python3 packages/engine/test/golden/networks.py   (PyTorch 1.13)
"""
import json
from pathlib import Path

import torch
import torch.nn as nn
import torch.nn.functional as F

from formula import input_values

RATES = [0.05, 0.04, 0.03]
BATCHES = [{"shape": [n, 2, 9, 8], "salt": 50 + i} for i, n in enumerate([4, 4, 3])]


class Residual(nn.Module):
    """Stem with pooling, a block with a projection, global pooling and a head: ResNet in small."""

    def __init__(self, outputs):
        super().__init__()
        self.conv1, self.bn1 = nn.Conv2d(2, 4, 3, 1, 1, bias=False), nn.BatchNorm2d(4)
        self.conv2, self.bn2 = nn.Conv2d(4, 6, 3, 2, 1, bias=False), nn.BatchNorm2d(6)
        self.project = nn.Conv2d(4, 6, 1, 2)
        self.head = nn.Linear(6, outputs)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.bn1(self.conv1(x))), 3, 2, 1)
        return self.head((F.relu(self.bn2(self.conv2(x))) + self.project(x)).mean((2, 3)))


class Plain(nn.Module):
    def __init__(self, outputs):
        super().__init__()
        self.conv = nn.Conv2d(2, 5, (3, 3), 2)
        self.hidden, self.head = nn.Linear(5 * 2 * 1, 7), nn.Linear(7, outputs)

    def forward(self, x):
        return self.head(F.relu(self.hidden(F.max_pool2d(F.relu(self.conv(x)), 2).flatten(1))))


def initial(name, shape, salt):
    if name.endswith("running_var") or (".weight" in name and name.startswith("bn")):
        return {"shape": shape, "salt": salt, "scale": 0.3, "offset": 1}
    return {"shape": shape, "salt": salt, "scale": 0.5}


def numbers(tensor):
    return [float(f"{v:.9g}") for v in tensor.detach().double().reshape(-1).tolist()]


def sgd(parameters):
    return torch.optim.SGD(parameters, RATES[0], momentum=0.9, nesterov=True, weight_decay=0.01)


def adam_w(parameters):
    return torch.optim.AdamW(parameters, RATES[0], weight_decay=0.1)


def class_loss(logits, labels):
    weight = torch.tensor([0.7, 1.8, 1.0], dtype=torch.float64)
    return F.cross_entropy(logits, torch.tensor(labels), weight, label_smoothing=0.1)


def binary_loss(logits, labels):
    truth = torch.tensor([[float(label > 0)] for label in labels], dtype=torch.float64)
    return F.binary_cross_entropy_with_logits(logits, truth, pos_weight=torch.tensor(2.5, dtype=torch.float64))


CASES = [
    {"network": "residual", "optimizer": "sgd", "loss": "class", "frozen": False, "clipNorm": None},
    {"network": "residual", "optimizer": "adamW", "loss": "binary", "frozen": False, "clipNorm": 0.5},
    {"network": "residual", "optimizer": "sgd", "loss": "class", "frozen": True, "clipNorm": 0.3},
    {"network": "plain", "optimizer": "sgd", "loss": "binary", "frozen": False, "clipNorm": None},
    {"network": "plain", "optimizer": "adamW", "loss": "class", "frozen": False, "clipNorm": None},
]


def tensors_of(model):
    return {name: value for name, value in model.state_dict().items() if not name.endswith("num_batches_tracked")}


def run(case):
    model = {"residual": Residual, "plain": Plain}[case["network"]](3 if case["loss"] == "class" else 1).double()
    start = {name: initial(name, list(value.shape), 100 + i) for i, (name, value) in enumerate(tensors_of(model).items())}
    for name, value in tensors_of(model).items():
        value.copy_(torch.from_numpy(input_values(**start[name])))
    optimizer = {"sgd": sgd, "adamW": adam_w}[case["optimizer"]](model.parameters())
    loss_of = {"class": class_loss, "binary": binary_loss}[case["loss"]]
    model.train()
    if case["frozen"]:
        model.bn1.eval()
        model.bn2.eval()
    steps = []
    for batch, rate in zip(BATCHES, RATES):
        labels = [(i * 2 + batch["salt"]) % 3 for i in range(batch["shape"][0])]
        optimizer.param_groups[0]["lr"] = rate
        optimizer.zero_grad()
        logits = model(torch.from_numpy(input_values(**batch)))
        loss = loss_of(logits, labels)
        loss.backward()
        if case["clipNorm"] is not None:
            torch.nn.utils.clip_grad_norm_(model.parameters(), case["clipNorm"])
        optimizer.step()
        steps.append({"labels": labels, "loss": numbers(loss)[0], "logits": numbers(logits)})
    state = {name: numbers(value) for name, value in tensors_of(model).items()}
    model.eval()
    evaluation = numbers(model(torch.from_numpy(input_values(**BATCHES[0]))))
    return {**case, "start": start, "steps": steps, "state": state, "evaluation": evaluation}


def main():
    golden = {"rates": RATES, "batches": BATCHES, "classWeights": [0.7, 1.8, 1.0], "labelSmoothing": 0.1, "positiveWeight": 2.5, "cases": [run(case) for case in CASES]}
    Path(__file__).with_suffix(".json").write_text(json.dumps(golden, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()

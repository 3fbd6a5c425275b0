"""Writes maps.json: what PyTorch says a call rests on, in float64: the logarithm of atypical's odds, the saliency of
Simonyan et al. and Grad-CAM, for small networks with weights by a formula (models/golden/resnet.py) that the test computes
too. Of each map a sample is stored and a weighted sum of all of it.

Usage: /usr/bin/python3 packages/leukoscope/src/explain/golden/maps.py   (PyTorch 1.13)
"""
import json
import sys
from pathlib import Path

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

sys.path.insert(0, str(Path(__file__).parents[2] / "models" / "golden"))
sys.dont_write_bytecode = True
from resnet import BasicBlock, ResNet, formula, number, value_of  # noqa: E402

MEAN, DEVIATION = 0.5, 0.5
PIXEL_SALT, WEIGHT_SALT, SAMPLE = 555, 1001, 40
LEAST_CAM_SIDE = 4
MEMBER_SALTS = 100  # of a second network, so that it has other weights


class LeNet(nn.Module):
    """As in the peer's benchmark script, bench/peers/torch_bench.py."""

    def __init__(self, size, classes):
        super().__init__()
        n = ((size - 4) // 2 - 4) // 2
        self.conv1, self.conv2 = nn.Conv2d(3, 6, 5), nn.Conv2d(6, 16, 5)
        self.head = nn.Sequential(nn.Linear(16 * n * n, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, classes))
        names = ["0", "2", "4"]
        assert [name for name, layer in self.head.named_children() if isinstance(layer, nn.Linear)] == names

    def forward(self, x):
        self.maps = []
        for convolution in (self.conv1, self.conv2):
            x = F.max_pool2d(F.relu(convolution(x)), 2)
            self.maps.append(x)
        return self.head(x.flatten(1))


class ResNet18(ResNet):
    def __init__(self, classes):
        super().__init__(BasicBlock, (2, 2, 2, 2))
        self.head[2] = nn.Linear(100, classes)
        self.eval()

    def forward(self, x):
        self.maps = [F.max_pool2d(F.relu(self.bn1(self.conv1(x))), 3, 2, 1)]
        for layer in (self.layer1, self.layer2, self.layer3, self.layer4):
            self.maps.append(layer(self.maps[-1]))
        return self.head(self.maps[-1].mean((2, 3)))


def with_weights(model, first_salt):
    model = model.double()
    tensors = {name: tensor for name, tensor in model.state_dict().items() if not name.endswith("num_batches_tracked")}
    for at, name in enumerate(sorted(tensors)):
        shape = tuple(tensors[name].shape)
        tensors[name].copy_(torch.from_numpy(value_of(name, shape, first_salt + at).astype(np.float32).reshape(shape)))
    return model


def views_of(x, count):
    """As `planeViews`: mirrored, turned over, rows and columns exchanged."""
    views = [x]
    if count >= 2:
        views += [view.flip(3) for view in views]
    if count >= 4:
        views += [view.flip(2) for view in views]
    if count >= 8:
        views += [view.transpose(2, 3) for view in views]
    return views


def smaller(x, size):
    """Squares made smaller by the mean over the covered area, rounded half up; its gradient is as if nothing were rounded."""
    whole = x.shape[1]
    if size == whole:
        return x
    edges = [(torch.arange(n + 1, dtype=torch.float64) / n) for n in (size, whole)]
    (low, high), (left, right) = [(e[:-1, None], e[1:, None]) for e in edges]
    shares = (torch.minimum(high, right.T) - torch.maximum(low, left.T)).clamp(min=0) * size
    means = torch.einsum("yr,nrsc,xs->nyxc", shares, x, shares)
    return means + (torch.floor(means + 0.5 + 1e-9) - means).detach()


def turned_back(maps, count):
    """Each view's map as it lies in the picture."""
    back = []
    for view, one in enumerate(maps):
        one = one.T if view & 4 else one
        one = one.flip(0) if view & 2 else one
        back.append(one.flip(1) if view & 1 else one)
    return back


def stored(values):
    flat = values.detach().reshape(-1)
    every = -(-len(flat) // SAMPLE) | 1
    weighted = (flat * torch.from_numpy(formula(len(flat), WEIGHT_SALT))).sum()
    return {"every": every, "sample": [number(v) for v in flat[::every].tolist()], "largest": number(flat.max().item()), "weighted": number(weighted.item())}


def case(name, size, networks, groups):
    """`networks`: (make, name, views, size) each; `groups`: of each class, 1 where it is atypical."""
    count = 3 * size * size
    k = np.arange(count, dtype=np.int64) % 65537
    pixels = (31 * k * k + 48271 * k + 7919 * PIXEL_SALT) % 65537 % 256
    x = torch.from_numpy(pixels.astype(np.float64).reshape(1, size, size, 3)).requires_grad_()
    models = [with_weights(make(), MEMBER_SALTS * at) for at, (make, _, _, _) in enumerate(networks)]
    probabilities = []
    for model, (_, _, views, own_size) in zip(models, networks):
        planes = (smaller(x, own_size).permute(0, 3, 1, 2) / 255 - MEAN) / DEVIATION
        probabilities.append(F.softmax(model(torch.cat(views_of(planes, views))), 1).mean(0))
        model.cam = [maps for maps in model.maps if min(maps.shape[2:]) >= LEAST_CAM_SIDE][-1]
        model.cam.retain_grad()
    mean = torch.stack(probabilities).mean(0)
    atypical = torch.tensor(groups, dtype=torch.float64)
    log_odds = torch.log((mean * atypical).sum()) - torch.log((mean * (1 - atypical)).sum())
    log_odds.backward()
    saliency = x.grad[0].abs().max(2).values
    cams = {}
    for group, sign in (("typical", -1), ("atypical", 1)):
        total = torch.zeros(size, size, dtype=torch.float64)
        for model, (_, _, views, _) in zip(models, networks):
            weights = sign * model.cam.grad.mean((2, 3), keepdim=True)
            own = torch.stack(turned_back((weights * model.cam).sum(1), views)).mean(0)
            total += F.interpolate(F.relu(own)[None, None], size=(size, size), mode="bilinear", align_corners=False)[0, 0]
        cams[group] = stored(total)
    layers = [{"channels": model.cam.shape[1], "rows": model.cam.shape[2]} for model in models]
    return {"name": name, "sizePx": size, "groups": groups, "networks": [{"network": n, "testViews": v, "sizePx": s} for _, n, v, s in networks],
            "layers": layers, "logOdds": number(log_odds.item()), "saliency": stored(saliency), "gradCam": cams}


def main():
    torch.set_num_threads(1)
    groups, types = [0, 1], [0, 1, 1]
    cases = [
        case("the CNN at 32 px", 32, [(lambda: LeNet(32, 2), "cnn", 1, 32)], groups),
        case("the CNN of three types at 32 px, eight views", 32, [(lambda: LeNet(32, 3), "cnn", 8, 32)], types),
        case("two CNNs at 16 px, with one and two views", 16, [(lambda: LeNet(16, 2), "cnn", 1, 16), (lambda: LeNet(16, 2), "cnn", 2, 16)], groups),
        case("two CNNs at 24 px, one of which sees 16", 24, [(lambda: LeNet(16, 2), "cnn", 2, 16), (lambda: LeNet(24, 2), "cnn", 1, 24)], groups),
        case("ResNet18 at 32 px, four views", 32, [(lambda: ResNet18(2), "resnet18", 4, 32)], groups),
    ]
    Path(__file__).with_suffix(".json").write_text(json.dumps(cases, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()

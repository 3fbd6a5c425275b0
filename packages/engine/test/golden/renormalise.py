"""Writes renormalise.json: mean and variance (divided by the count) of what comes into each batch normalisation of the
small ResNet of networks.py when all items go through it in training mode as one batch, in float64.

Usage: /usr/bin/python3 packages/engine/test/golden/renormalise.py   (PyTorch 1.13)
"""
import json
from pathlib import Path

import torch

from formula import input_values
from networks import Residual, initial, numbers

ITEMS = {"shape": [7, 2, 9, 8], "salt": 90}


def values(spec):
    return torch.tensor(input_values(**spec), dtype=torch.float64)


def main():
    model = Residual(2).double()
    start = {
        name: initial(name, list(tensor.shape), salt)
        for salt, (name, tensor) in enumerate(model.state_dict().items())
        if not name.endswith("num_batches_tracked")
    }
    model.load_state_dict({name: values(spec) for name, spec in start.items()}, strict=False)
    statistics = {}
    for name in ["bn1", "bn2"]:
        def keep(module, inputs, name=name):
            channels = inputs[0].transpose(0, 1).flatten(1)
            statistics[name] = {
                "mean": numbers(channels.mean(1)),
                "variance": numbers(channels.var(1, unbiased=False)),
            }
        getattr(model, name).register_forward_pre_hook(keep)
    model.train()(values(ITEMS))
    stored = {"items": ITEMS, "start": start, "statistics": statistics}
    (Path(__file__).parent / "renormalise.json").write_text(json.dumps(stored, indent=1) + "\n")


if __name__ == "__main__":
    main()

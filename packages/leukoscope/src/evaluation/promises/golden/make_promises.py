"""Golden values for evaluation/promises, by SciPy and NumPy: run with /usr/bin/python3, writes promises.json beside it.

Bounds: Hoeffding-Bentkus p-values by scipy.stats.binom. Promises: searched over every threshold by the definitions,
on drawn scores that the test reads from the same file."""
import json
import math
import pathlib

import numpy as np
from scipy.special import rel_entr
from scipy.stats import binom

rng = np.random.default_rng(5)


def hoeffding_bentkus(mean, n, limit):
    a = min(mean, limit)
    kl = rel_entr(a, limit) + rel_entr(1 - a, 1 - limit)
    return min(1.0, math.exp(-n * kl), math.e * binom.cdf(math.ceil(n * mean - 1e-9), n, limit))


pvalues = [
    {"mean": m, "n": n, "limit": a, "p": hoeffding_bentkus(m, n, a)}
    for n in (1, 20, 59, 81, 300)
    for a in (0.01, 0.05, 0.2)
    for m in (0.0, 0.004, 0.01, 0.03, 0.05, 0.2, 1.0)
]

cells = []
for patient in range(70):
    skill = rng.normal(2.5, 1.0)
    for group in ("typical", "atypical"):
        for _ in range(int(rng.integers(1, 12))):
            logit = rng.normal(skill if group == "atypical" else -skill, 1.5)
            cells.append([f"p{patient}", group, float(np.float32(1 / (1 + math.exp(-logit))))])


def shares(group, wrong):
    by = {}
    for patient, own, p in cells:
        if own == group:
            by.setdefault(patient, []).append(wrong(p))
    return float(np.mean([np.mean(v) for v in by.values()])), len(by)


def is_shown(kind, mean, n, limit):
    if kind == "average":
        return n / (n + 1) * mean + 1 / (n + 1) <= limit + 1e-12
    return hoeffding_bentkus(mean, n, limit) <= 0.05


grid = sorted({p for _, _, p in cells} | {0.0, 1.0} | {float(np.nextafter(np.float32(p), np.float32(2))) for _, _, p in cells})
promises = []
for kind, limit in (("average", 0.05), ("average", 0.2), ("confident", 0.1), ("confident", 0.2)):
    low = 0.0
    for t in grid:
        mean, n = shares("atypical", lambda p: p < t)
        if is_shown(kind, mean, n, limit):
            low = t
        else:
            break
    high = None
    for t in reversed(grid):
        mean, n = shares("typical", lambda p: p >= t)
        if is_shown(kind, mean, n, limit):
            high = t
        else:
            break
    promises.append({"kind": kind, "limit": limit, "low": low, "high": high})

truth = np.array([g == "atypical" for _, g, _ in cells])
scores = np.array([p for _, _, p in cells])
goals = []
for name, cost in (("youden", (float((~truth).sum()), float(truth.sum()))), ("cost", (10.0, 1.0)), ("cost", (0.5, 1.0))):
    best = None
    for t in sorted(set(scores)):
        value = cost[0] * (truth & (scores < t)).sum() + cost[1] * (~truth & (scores >= t)).sum()
        if best is None or value < best[0]:
            best = (value, t)
    goals.append({"kind": name, "missCost": cost[0], "threshold": float(best[1])})

path = pathlib.Path(__file__).with_name("promises.json")
path.write_text(json.dumps({"pvalues": pvalues, "cells": cells, "promises": promises, "goals": goals}) + "\n")

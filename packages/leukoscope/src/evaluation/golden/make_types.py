"""Golden values for several types: scikit-learn's figures, and the intervals of mean F1 by numeric derivatives.

Run here: /usr/bin/python3 make_types.py
"""

import json
from pathlib import Path

import numpy
import sklearn
from sklearn import metrics

Z = 1.959963984540054  # two-sided, 95%
TYPES = 5
# The share of each type, and how often a cell of it is called right; type 4 has cells in the first case alone.
CASES = [
    (240, [0.4, 0.3, 0.15, 0.1, 0.05], [0.9, 0.7, 0.5, 0.8, 0.3]),
    (75, [0.5, 0.3, 0.15, 0.05, 0.0], [0.95, 0.8, 0.6, 0.9, 0.0]),
]


def draw(random, count, shares, right):
    truth = random.choice(TYPES, count, p=shares)
    is_right = random.random(count) < numpy.array(right)[truth]
    called = numpy.where(is_right, truth, random.integers(0, TYPES, count))
    return truth, called


def mean_f1(shares, average):
    """Of a matrix of shares of all cells, over the rows that have any."""
    rows, columns = shares.sum(1), shares.sum(0)
    present = rows > 0
    scores = 2 * numpy.diag(shares)[present] / (rows + columns)[present]
    return float(numpy.average(scores, weights=None if average == "macro" else rows[present]))


def interval(counts, average):
    total = counts.sum()
    shares = counts / total
    slopes = numpy.zeros_like(shares)
    for cell in zip(*numpy.nonzero(counts)):
        step = numpy.zeros_like(shares)
        step[cell] = 1e-6
        slopes[cell] = (mean_f1(shares + step, average) - mean_f1(shares - step, average)) / 2e-6
    variance = ((shares * slopes**2).sum() - (shares * slopes).sum() ** 2) / total
    value = mean_f1(shares, average)
    return [max(0.0, value - Z * variance**0.5), min(1.0, value + Z * variance**0.5)]


def golden(random, count, shares, right):
    truth, called = draw(random, count, shares, right)
    labels = list(range(TYPES))
    counts = metrics.confusion_matrix(truth, called, labels=labels)
    present = sorted(set(truth.tolist()))
    return {
        "truth": truth.tolist(),
        "called": called.tolist(),
        "counts": counts.tolist(),
        "accuracy": metrics.accuracy_score(truth, called),
        "recall": metrics.recall_score(truth, called, labels=present, average=None).tolist(),
        "precision": metrics.precision_score(truth, called, labels=present, average=None).tolist(),
        "present": present,
        "macroF1": metrics.f1_score(truth, called, labels=present, average="macro"),
        "macroF1Interval": interval(counts, "macro"),
        "weightedF1": metrics.f1_score(truth, called, labels=present, average="weighted"),
        "weightedF1Interval": interval(counts, "weighted"),
        "balancedAccuracy": metrics.recall_score(truth, called, labels=present, average="macro"),
        "f1": metrics.f1_score(truth, called, labels=present, average=None).tolist(),
    }


random = numpy.random.default_rng(7)
result = {"made": f"scikit-learn {sklearn.__version__}", "cases": [golden(random, *case) for case in CASES]}
path = Path(__file__).parent / "types.json"
path.write_text(json.dumps(result) + "\n")

"""Golden values for reliability from scikit-learn, for the curves of roc.json (made by make-golden.R).

Run here: /usr/bin/python3 make_reliability.py
"""

import json
from pathlib import Path

import numpy
import sklearn
from sklearn.calibration import calibration_curve
from sklearn.metrics import brier_score_loss

here = Path(__file__).parent
curves = json.loads((here / "roc.json").read_text())["curves"]


def golden(curve):
    truth, probability = numpy.array(curve["positive"]), numpy.array(curve["probability"])
    share, mean = calibration_curve(truth, probability, n_bins=10, strategy="uniform")
    # How many cells each of the bins that have any holds, by the same rule for edges.
    place = numpy.searchsorted(numpy.linspace(0, 1, 11)[1:-1], probability)
    counts = numpy.bincount(place, minlength=10)
    counts = counts[counts > 0]
    return {
        "brier": brier_score_loss(truth, probability),
        "ece": float(numpy.average(numpy.abs(share - mean), weights=counts)),
        "counts": counts.tolist(),
        "share": share.tolist(),
        "mean": mean.tolist(),
    }


result = {"made": f"scikit-learn {sklearn.__version__}", "curves": [golden(curve) for curve in curves]}
(here / "reliability.json").write_text(json.dumps(result) + "\n")

"""Golden values from scikit-learn for the curves of roc.json (made by make-golden.R, run first).

Run here: /usr/bin/python3 make_golden.py
"""

import json
from pathlib import Path

import numpy
import sklearn
from sklearn import metrics

here = Path(__file__).parent
curves = json.loads((here / "roc.json").read_text())["curves"]


def at_threshold(truth, probability, threshold):
    called = (numpy.array(probability) >= threshold).astype(int)
    tn, fp, fn, tp = metrics.confusion_matrix(truth, called, labels=[0, 1]).ravel()
    return {
        "threshold": threshold,
        "confusion": {"tp": int(tp), "fn": int(fn), "fp": int(fp), "tn": int(tn)},
        "accuracy": metrics.accuracy_score(truth, called),
        "sensitivity": metrics.recall_score(truth, called),
        "specificity": metrics.recall_score(truth, called, pos_label=0),
        "ppv": metrics.precision_score(truth, called),
        "npv": metrics.precision_score(truth, called, pos_label=0),
        "balancedAccuracy": metrics.balanced_accuracy_score(truth, called),
        "f1": metrics.f1_score(truth, called),
        "mcc": metrics.matthews_corrcoef(truth, called),
        "errorRate": metrics.zero_one_loss(truth, called),
    }


def golden(curve):
    truth, probability = curve["positive"], curve["probability"]
    precision, _, _ = metrics.precision_recall_curve(truth, probability)
    false_positive_rate, sensitivity, _ = metrics.roc_curve(truth, probability, drop_intermediate=False)
    return {
        "auc": metrics.roc_auc_score(truth, probability),
        "averagePrecision": metrics.average_precision_score(truth, probability),
        # From the highest threshold down, without the point that scikit-learn puts before all thresholds.
        "precision": precision[-2::-1].tolist(),
        "falsePositiveRate": false_positive_rate.tolist(),
        "sensitivity": sensitivity.tolist(),
        "atThreshold": [at_threshold(truth, probability, threshold) for threshold in (0.4, 0.5, 0.6)],
    }


# The last two curves call every cell of a group alike at some thresholds, which scikit-learn reports as 0.
result = {"made": f"scikit-learn {sklearn.__version__}", "curves": [golden(curve) for curve in curves[:4]]}
(here / "sklearn.json").write_text(json.dumps(result, indent=1) + "\n")

"""An independent account of a last layer that is corrected by a ridge penalty to what it was, for fit-correction.test.ts.

Usage: /usr/bin/python3 make_correction.py > correction.json      (Debian's python3-scipy)

Features, logits and labels are formulas, stored as they are; for each penalty the minimum of
sum(log loss of logits + features @ w + b) + penalty / 2 * |w|^2 over w and b, in float64.
"""
import json
import numpy as np
from scipy.optimize import minimize

ROWS, COLUMNS = 60, 4
k = np.arange(ROWS * COLUMNS)
features = (((31 * k * k + 48271 * k + 7919) % 65537) / 32768 - 1).reshape(ROWS, COLUMNS)
features = (features - features.mean(0)) / features.std(0)
logits = 0.8 * features[:, 0] - 0.3
labels = (1.5 * features[:, 1] + features[:, 0] + 0.8 * np.sin(np.arange(ROWS) * 7.3) > 0).astype(int)


def minimum(penalty):
    def loss(p):
        z = logits + features @ p[:-1] + p[-1]
        s = 1 / (1 + np.exp(-z))
        slope = np.append(features.T @ (s - labels) + penalty * p[:-1], (s - labels).sum())
        return np.sum(np.logaddexp(0, z) - labels * z) + penalty / 2 * p[:-1] @ p[:-1], slope

    return minimize(loss, np.zeros(COLUMNS + 1), jac=True, method="BFGS", options={"gtol": 1e-11}).x.tolist()


print(json.dumps({
    "columns": COLUMNS,
    "features": features.reshape(-1).tolist(),
    "logits": logits.tolist(),
    "labels": labels.tolist(),
    "minima": [{"penalty": 10 ** (4 - step / 2), "parameters": minimum(10 ** (4 - step / 2))} for step in range(9)],
}))

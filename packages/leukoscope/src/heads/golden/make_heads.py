"""Golden values of heads.json: what scikit-learn learns from small tasks. Run with scikit-learn and NumPy:
python3 make_heads.py > heads.json"""
import json

import numpy as np
from sklearn.calibration import _SigmoidCalibration
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsClassifier
from sklearn.preprocessing import StandardScaler
from sklearn.svm import LinearSVC
from sklearn.utils.class_weight import compute_sample_weight

random = np.random.default_rng(11)
ROWS, TRAIN, COLUMNS, CLASSES = 240, 180, 6, 4
centres = random.normal(size=(CLASSES, COLUMNS))
labels = random.choice(CLASSES, size=ROWS, p=[0.4, 0.3, 0.2, 0.1])
x = np.round((centres[labels] + random.normal(size=(ROWS, COLUMNS))) * [1, 5, 0.1, 30, 1, 2] + [0, 3, 1, -50, 9, 0], 2)
scaler = StandardScaler().fit(x[:TRAIN])
z = scaler.transform(x)


def learnt(model, y, weight):
    """Weights with their constant behind them, and what the model says of the rows it has not seen.

    Classes are balanced by weights of rows: LinearSVC's own class_weight leaves "the rest" of one against the rest alone.
    """
    model.fit(z[:TRAIN], y[:TRAIN], sample_weight=compute_sample_weight(weight, y[:TRAIN]))
    parameters = np.hstack([model.coef_, model.intercept_[:, None]])
    return {"parameters": np.round(parameters, 7).tolist(), "predicted": model.predict(z[TRAIN:]).tolist()}


def linear_models(y):
    found = {}
    for c in (0.01, 1):
        for weight in (None, "balanced"):
            name = f"C={c} {weight or 'none'}"
            exact = {"C": c, "tol": 1e-10, "max_iter": 100000}
            found[f"logistic {name}"] = learnt(LogisticRegression(**exact), y, weight)
            found[f"svm {name}"] = learnt(LinearSVC(dual=False, **exact), y, weight)
    return found


def neighbours(y):
    found = {}
    for k in (1, 5, 20):
        model = KNeighborsClassifier(k, algorithm="brute").fit(z[:TRAIN], y[:TRAIN])
        found[k] = np.round(model.predict_proba(z[TRAIN:]), 7).tolist()
    return found


two = (labels >= 2).astype(int)
scores = LinearSVC(dual=False).fit(z[:TRAIN], two[:TRAIN]).decision_function(z)
platt = _SigmoidCalibration().fit(scores, two)
print(
    json.dumps(
        {
            "train": TRAIN,
            "features": x.tolist(),
            "labels": {"2": two.tolist(), "4": labels.tolist()},
            "linear": {"2": linear_models(two), "4": linear_models(labels)},
            "neighbours": {"2": neighbours(two), "4": neighbours(labels)},
            "platt": {
                "scores": np.round(scores, 7).tolist(),
                "probabilities": np.round(platt.predict(np.round(scores, 7)), 7).tolist(),
            },
        }
    )
)

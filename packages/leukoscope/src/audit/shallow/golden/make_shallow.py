"""Golden values of shallow.json: what scikit-learn learns from a small task. Run with scikit-learn and NumPy:
python3 make_shallow.py > shallow.json"""
import json

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

random = np.random.default_rng(5)
train, test = 500, 500
x = np.round(random.normal(size=(train + test, 5)) * [1, 2, 0.5, 10, 1] + [0, 5, 0, 100, 0], 2)
x[:, 4] = np.round(x[:, 4])  # a feature of few values
logit = x[:, 0] * 1.2 + np.abs(x[:, 1] - 5) - 1.6 + (x[:, 4] > 0) * (x[:, 2] > 0) * 1.5
y = (random.random(train + test) < 1 / (1 + np.exp(-logit))).astype(int)

trees = HistGradientBoostingClassifier(
    max_iter=100, learning_rate=0.1, max_leaf_nodes=15, min_samples_leaf=20, max_bins=50, early_stopping=False
).fit(x[:train], y[:train])
linear = {
    str(penalty): make_pipeline(StandardScaler(), LogisticRegression(C=1 / penalty, tol=1e-10, max_iter=10000)).fit(
        x[:train], y[:train]
    )
    for penalty in (0.1, 10, 1000)
}
probability = trees.predict_proba(x[train:])[:, 1]
print(
    json.dumps(
        {
            "train": train,
            "features": x.tolist(),
            "positive": y.tolist(),
            "trees": {"auc": roc_auc_score(y[train:], probability), "probabilities": np.round(probability, 6).tolist()},
            "logistic": {
                penalty: np.round(model.predict_proba(x[train:])[:20, 1], 8).tolist()
                for penalty, model in linear.items()
            },
        }
    )
)

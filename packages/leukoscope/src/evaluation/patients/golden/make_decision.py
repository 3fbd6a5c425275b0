"""Golden values for evaluation/patients/patient-decision.ts by scikit-learn: run with /usr/bin/python3, writes
decision.json beside it. Leave-one-out probabilities of a balanced logistic regression on standardised square roots of
shares, and the ROC AUC over patients."""
import json
import pathlib

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import LeaveOneOut, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

rng = np.random.default_rng(8)
positive = np.array([i % 3 == 0 for i in range(24)])
counts = np.array([rng.multinomial(int(rng.integers(30, 150)), rng.dirichlet([4, 2 + 2 * p, 1 + 3 * p, 0.5])) for p in positive])
shares = np.sqrt(counts / counts.sum(axis=1, keepdims=True))
model = make_pipeline(StandardScaler(), LogisticRegression(C=1, class_weight="balanced", solver="newton-cg", tol=1e-8, max_iter=10_000))
scores = cross_val_predict(model, shares, positive, cv=LeaveOneOut(), method="predict_proba")[:, 1]
path = pathlib.Path(__file__).with_name("decision.json")
path.write_text(json.dumps({"counts": counts.tolist(), "positive": positive.tolist(), "scores": scores.tolist(),
                            "rocAuc": roc_auc_score(positive, scores)}) + "\n")

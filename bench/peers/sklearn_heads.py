"""The peer of bench/heads.ts: scikit-learn's model of the same kind on the same features, with the setting given.

Usage: python3 sklearn_heads.py FOLDER logistic|svm|knn C-or-neighbours
"""
import sys
import time
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import LinearSVC

FEATURES = 512
folder, head, value = Path(sys.argv[1]), sys.argv[2], float(sys.argv[3])
x, y = {}, {}
for part in ("train", "validation"):
    x[part] = np.fromfile(folder / f"{part}.f32", np.float32).reshape(-1, FEATURES)
    y[part] = np.fromfile(folder / f"{part}.u8", np.uint8)

model = {
    "logistic": lambda: LogisticRegression(C=value, tol=1e-6, max_iter=100000),
    "svm": lambda: LinearSVC(C=value, dual=False, tol=1e-6, max_iter=100000),
    "knn": lambda: KNeighborsClassifier(int(value), algorithm="brute"),
}[head]()
start = time.perf_counter()
pipeline = make_pipeline(StandardScaler(), model).fit(x["train"].astype(np.float64), y["train"])
fitted = time.perf_counter()
held_out = x["validation"].astype(np.float64)
scores = pipeline.decision_function(held_out) if head == "svm" else pipeline.predict_proba(held_out)[:, 1]
told = time.perf_counter()
auc = roc_auc_score(y["validation"], scores)
print(f"  scikit-learn: fitted once in {fitted - start:.1f} s, told in {told - fitted:.1f} s, validation ROC AUC {auc:.4f}")

"""How well do shortcuts tell typical from atypical cells in a drawn synthetic data set?

Draw one, for instance with `leukoscope data scan synthetic:31,patients=500,cells=3000,size=32`, then give its folder, which
lies under `datasets` in Leukoscope's cache. Patients are never in training and test at once (4 folds). Needs scikit-learn
and Pillow.

Usage: python3 scripts/measure-shortcuts.py <folder with manifest.csv>
"""

import csv
import os
import sys

import numpy as np
from PIL import Image
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

ATYPICAL = {"MYO", "PMO", "MYB", "MMZ", "MOB", "PMB", "EBO", "LYA"}
BORDER = 0.11


def border_mask(side: int) -> np.ndarray:
    width = round(side * BORDER)
    mask = np.ones((side, side), bool)
    mask[width:-width, width:-width] = False
    return mask


def border_histogram(picture: np.ndarray) -> np.ndarray:
    pixels = picture[border_mask(len(picture))].astype(float)
    counts = [np.histogram(pixels[:, channel], bins=16, range=(0, 256))[0] / len(pixels) for channel in range(3)]
    return np.concatenate([pixels.mean(0), pixels.std(0), *counts])


def border_pixels(picture: np.ndarray) -> np.ndarray:
    small = np.array(Image.fromarray(picture).resize((32, 32), Image.BOX)).astype(float) / 255
    return small[border_mask(32)].ravel()


def mean_colour(picture: np.ndarray) -> np.ndarray:
    return picture.reshape(-1, 3).mean(0)


def main(folder: str) -> None:
    with open(os.path.join(folder, "manifest.csv"), newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["cell_code"] != "KSC"]
    paths = [os.path.join(folder, row["path"]) for row in rows]
    pictures = [np.array(Image.open(path).convert("RGB")) for path in paths]
    atypical = np.array([row["cell_code"] in ATYPICAL for row in rows])
    patients = np.array([row["patient"] for row in rows])
    print(f"{len(rows)} cells, {atypical.mean():.3f} atypical, {len(set(patients))} patients")
    seen = {
        "border histogram": [border_histogram(picture) for picture in pictures],
        "border pixels": [border_pixels(picture) for picture in pictures],
        "mean colour": [mean_colour(picture) for picture in pictures],
        "file length": [[os.path.getsize(path)] for path in paths],
    }
    models = {
        "logistic regression": make_pipeline(StandardScaler(), LogisticRegression(C=0.1, max_iter=2000)),
        "random forest": RandomForestClassifier(200, min_samples_leaf=5, n_jobs=2, random_state=0),
    }
    for name, features in seen.items():
        for model_name, model in models.items():
            values = np.asarray(features, float)
            aucs = []
            for train, test in GroupKFold(4).split(values, atypical, patients):
                scores = model.fit(values[train], atypical[train]).predict_proba(values[test])[:, 1]
                aucs.append(roc_auc_score(atypical[test], scores))
            print(f"{name:17} {model_name:20} ROC AUC {np.mean(aucs):.3f}, folds {np.round(aucs, 2)}")


if __name__ == "__main__":
    main(sys.argv[1])

"""Writes colour-transfer.json: moments of optical densities of pixels drawn by a formula, and the linear
Monge-Kantorovich map between them, by numpy and scipy in float64.

Usage: /usr/bin/python3 packages/leukoscope/src/images/golden/make_colour_transfer.py
"""
import json
from pathlib import Path

import numpy as np
from scipy.linalg import fractional_matrix_power, sqrtm

LEAST_VARIANCE = 1e-4


def pixels(salt, scale, offset):
    k = np.arange(3000, dtype=np.int64)
    raw = ((31 * k * k + 48271 * k + 7919 * salt) % 65537) % 256
    levels = raw.reshape(-1, 3)
    # Dyes colour all channels together: each channel is a mix of its own and a common number.
    common = levels[:, :1]
    return np.clip((levels + 3 * common) * np.array(scale) / 4 + np.array(offset), 0, 255).astype(np.uint8)


def moments(levels):
    density = -np.log((levels.astype(np.float64) + 1) / 256)
    return density.mean(0), np.cov(density.T, bias=True)


def main():
    site = pixels(1, [0.5, 0.4, 0.6], [90, 60, 70])
    training = pixels(2, [0.6, 0.7, 0.3], [60, 40, 140])
    (mean, covariance), (to_mean, to_covariance) = moments(site), moments(training)
    source, target = (c + LEAST_VARIANCE * np.eye(3) for c in (covariance, to_covariance))
    root, inverse = sqrtm(source), fractional_matrix_power(source, -0.5)
    matrix = np.real(inverse @ sqrtm(root @ target @ root) @ inverse)
    stored = {
        "site": site.reshape(-1).tolist()[:300],
        "moments": {"mean": moments(site[:100])[0].tolist(), "covariance": moments(site[:100])[1].tolist()},
        "from": {"mean": mean.tolist(), "covariance": covariance.tolist()},
        "to": {"mean": to_mean.tolist(), "covariance": to_covariance.tolist()},
        "matrix": matrix.reshape(-1).tolist(),
        "offset": (to_mean - matrix @ mean).tolist(),
    }
    (Path(__file__).parent / "colour-transfer.json").write_text(json.dumps(stored, indent=1) + "\n")


if __name__ == "__main__":
    main()

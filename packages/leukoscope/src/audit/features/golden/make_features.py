"""Golden values of features.json: the features of one picture by NumPy, and the headers of JPEG files by Pillow.
Run with NumPy and Pillow: python3 make_features.py > features.json"""
import base64
import io
import json

import numpy as np
from PIL import Image

at = np.arange(64 * 64 * 3)
pixels = ((at * 37 + (at // 192) ** 2 * 5 + at % 7 * 11) % 256).reshape(64, 64, 3)
histogram = np.concatenate([np.histogram(pixels[..., c], bins=16, range=(0, 256))[0] / 4096 for c in range(3)])
y, x = np.mgrid[:64, :64]
radius = np.hypot(x - 31.5, y - 31.5)
rings = []
for inner, outer in ((0, 8), (8, 16), (16, 24), (24, 32), (32, 64)):
    ring = pixels[(radius >= inner) & (radius < outer)]
    for c in range(3):
        rings += [ring[:, c].mean(), ring[:, c].std()]
frame = np.ones((64, 64), bool)
frame[7:-7, 7:-7] = False
border = pixels[frame]
quantiles = [np.percentile(border[:, c], q) for c in range(3) for q in (5, 25, 50, 75, 95)]
moments = [value for c in range(3) for value in (border[:, c].mean(), border[:, c].std())]


def jpeg(**options):
    file = io.BytesIO()
    Image.fromarray(pixels[:16, :16].astype(np.uint8)).save(file, "JPEG", **options)
    image = Image.open(io.BytesIO(file.getvalue()))
    tables = [sum(table) for table in image.quantization.values()]
    return {
        "file": base64.b64encode(file.getvalue()).decode(),
        "brightnessTable": tables[0],
        "colourTable": tables[-1],
        "sampling": [[h, v] for _, h, v, _ in image.layer],
        "isProgressive": bool(image.info.get("progressive", 0)),
    }


print(
    json.dumps(
        {
            "whole": np.concatenate([histogram, rings]).tolist(),
            "frame": quantiles + moments,
            "meanColour": pixels.reshape(-1, 3).mean(0).tolist(),
            "jpegs": [
                jpeg(quality=50),
                jpeg(quality=92, subsampling=0),
                jpeg(quality=75, progressive=True),
                jpeg(quality=5, comment=b"made for a test"),
            ],
        }
    )
)

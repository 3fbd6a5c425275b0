"""What Pillow's JPEG encoder and decoder make of a picture given by a formula: jpeg.json, for jpeg-loss.test.ts."""

import io
import json
import os

import numpy as np
from PIL import Image, __version__

SIDE = 48


def picture() -> np.ndarray:
    rows, columns = np.mgrid[0:SIDE, 0:SIDE]
    channels = [(rows * 7 + columns * 3 + (rows * columns) % 11 * 4 + channel * 40) % 256 for channel in range(3)]
    disc = (rows - 24) ** 2 + (columns - 20) ** 2 < 150
    smooth = [np.where(disc, 60 + channel * 40, 180 + channel * 20 + rows // 4) for channel in range(3)]
    mixed = [0.85 * s + 0.15 * c for s, c in zip(smooth, channels)]
    return np.floor(np.stack(mixed, -1)).astype(np.uint8)


losses = []
for quality in (95, 75, 50, 30):
    file = io.BytesIO()
    Image.fromarray(picture()).save(file, "JPEG", quality=quality, subsampling=2)
    decoded = np.array(Image.open(file)).astype(int)
    grey = decoded @ np.array([0.299, 0.587, 0.114])
    before = picture() @ np.array([0.299, 0.587, 0.114])
    losses.append({"quality": quality, "rms": round(float(np.sqrt(np.mean((grey - before) ** 2))), 4)})
with open(os.path.join(os.path.dirname(__file__), "jpeg.json"), "w") as file:
    json.dump({"pillow": __version__, "side": SIDE, "losses": losses}, file, indent=2)
    file.write("\n")

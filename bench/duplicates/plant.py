"""Copies of a data set's images, each turned or mirrored at random and then changed in one way, for bench/duplicates.ts.

Usage: python3 plant.py DATASET COUNT OUT   (Pillow, NumPy)
Writes OUT.raw, [copies, 32, 32, 3], and OUT.json, [[row of the manifest, turn, kind], ...].
"""
import csv
import io
import json
import random
import sys
from pathlib import Path

import numpy as np
from PIL import Image, ImageEnhance, ImageFilter

TURNS = {
    "identity": None,
    "turn-270": Image.Transpose.ROTATE_90,
    "turn-180": Image.Transpose.ROTATE_180,
    "turn-90": Image.Transpose.ROTATE_270,
    "mirror-x": Image.Transpose.FLIP_LEFT_RIGHT,
    "mirror-y": Image.Transpose.FLIP_TOP_BOTTOM,
    "transpose": Image.Transpose.TRANSPOSE,
    "anti-transpose": Image.Transpose.TRANSVERSE,
}


def jpeg(image, quality):
    file = io.BytesIO()
    image.save(file, "JPEG", quality=quality)
    return Image.open(file).convert("RGB")


def scaled(image, factor, filter=Image.Resampling.BICUBIC):
    side = int(image.width * factor)
    return image.resize((side, side), filter)


def moved(image, share, rng):
    pixels = np.asarray(image)
    side = len(pixels)
    x, y = (round(rng.uniform(-share, share) * side) for _ in range(2))
    edge = int(np.ceil(share * side)) + 1
    wide = np.pad(pixels, ((edge, edge), (edge, edge), (0, 0)), "symmetric")
    return Image.fromarray(wide[edge + y : edge + y + side, edge + x : edge + x + side])


def cut(image, share):
    edge = round(image.width * share)
    return image.crop((edge, edge, image.width - edge, image.width - edge))


def everything(image, rng):
    changed = ImageEnhance.Brightness(moved(image, 0.03, rng)).enhance(rng.uniform(0.9, 1.1))
    changed = ImageEnhance.Contrast(changed).enhance(rng.uniform(0.9, 1.1))
    return jpeg(scaled(changed, rng.uniform(0.5, 1.2)), 70)


KINDS = {
    "as it is": lambda image, rng: image,
    "JPEG 90": lambda image, rng: jpeg(image, 90),
    "JPEG 50": lambda image, rng: jpeg(image, 50),
    "JPEG 20": lambda image, rng: jpeg(image, 20),
    "half the size": lambda image, rng: scaled(image, 0.5),
    "0.37 of the size": lambda image, rng: scaled(image, 0.37),
    "twice the size": lambda image, rng: scaled(image, 2, Image.Resampling.BILINEAR),
    "blurred": lambda image, rng: image.filter(ImageFilter.GaussianBlur(image.width / 128)),
    "20% darker": lambda image, rng: ImageEnhance.Brightness(image).enhance(0.8),
    "20% brighter": lambda image, rng: ImageEnhance.Brightness(image).enhance(1.2),
    "contrast 0.75 or 1.3": lambda image, rng: ImageEnhance.Contrast(image).enhance(rng.choice([0.75, 1.3])),
    "saturation 0.7 or 1.3": lambda image, rng: ImageEnhance.Color(image).enhance(rng.choice([0.7, 1.3])),
    "grey": lambda image, rng: image.convert("L").convert("RGB"),
    "moved up to 2%": lambda image, rng: moved(image, 0.02, rng),
    "moved up to 5%": lambda image, rng: moved(image, 0.05, rng),
    "moved up to 8%": lambda image, rng: moved(image, 0.08, rng),
    "cut by 2%": lambda image, rng: cut(image, 0.02),
    "cut by 4%": lambda image, rng: cut(image, 0.04),
    "turned by 5°": lambda image, rng: image.rotate(rng.choice([-5, 5]), Image.Resampling.BILINEAR),
    "several at once": everything,
}

dataset, count, out = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
with open(dataset / "manifest.csv", newline="", encoding="utf-8") as file:
    paths = [row["path"] for row in csv.DictReader(file)]
planted, pixels = [], []
for kind, change in KINDS.items():
    rng = random.Random(f"{dataset.name} {kind}")
    for row in rng.sample(range(len(paths)), min(count, len(paths))):
        image = Image.open(dataset / paths[row]).convert("RGB")
        turn = rng.choice(list(TURNS))
        turned = image if TURNS[turn] is None else image.transpose(TURNS[turn])
        copy = change(turned, rng).resize((32, 32), Image.Resampling.BOX)
        planted.append([row, turn, kind])
        pixels.append(np.asarray(copy))
Path(f"{out}.raw").write_bytes(np.stack(pixels).tobytes())
Path(f"{out}.json").write_text(json.dumps(planted))

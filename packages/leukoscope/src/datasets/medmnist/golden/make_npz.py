"""Small files as numpy writes them, in BloodMNIST's layout. Their pixels are given by a formula, so that the test knows
them: (17 * image + 3 * row + 5 * column + 50 * channel) mod 256, images counted in each part.

Run here: /usr/bin/python3 make_npz.py (made with numpy 2.4.6)
"""

import numpy

PARTS = {"train": [0, 1, 2, 3, 4, 5, 6, 7, 1], "val": [6, 3], "test": [7, 0, 4]}


def images(count, height, width):
    i, y, x, c = numpy.ogrid[:count, :height, :width, :3]
    return ((17 * i + 3 * y + 5 * x + 50 * c) % 256).astype(numpy.uint8)


def arrays(height, width, most=9):
    made = {}
    parts = {part: labels[:most] for part, labels in PARTS.items()}
    for part, labels in parts.items():
        made[f"{part}_images"] = images(len(labels), height, width)
    for part, labels in parts.items():
        made[f"{part}_labels"] = numpy.array(labels, numpy.uint8)[:, None]
    return made


numpy.savez_compressed("bloodmnist.npz", **arrays(28, 28))
numpy.savez("bloodmnist_stored.npz", **arrays(28, 29, most=1))
numpy.savez_compressed("bloodmnist_objects.npz", **{**arrays(28, 28), "val_labels": numpy.array([[6], [None]], object)})

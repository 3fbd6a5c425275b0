"""What other programs make of one picture at other sizes: golden values for resize.test.ts.

Usage: /usr/bin/python3 make_resize.py > resize.json     (Debian's python3-pil, python3-numpy and python3-torch)
The picture is a formula that the test repeats. `box` is Pillow's Image.BOX; `area` is the mean over the covered area in
float64 (weights as a matrix), rounded half up; `bilinear` is PyTorch's interpolate in float64, rounded half up.
"""
import json
import numpy as np, torch, PIL
from PIL import Image


def picture(width, height):
    y, x = np.mgrid[0:height, 0:width]
    return np.stack([(x * 37 + y * 59 + c * 83 + x * y * (c + 1)) % 256 for c in range(3)], -1).astype(np.uint8)


def coverage(source, target):
    weights = np.zeros((target, source))
    for i in range(target):
        start, end = i * source / target, (i + 1) * source / target
        for j in range(source):
            weights[i, j] = max(0.0, min(end, j + 1) - max(start, j))
    return weights * target / source


def area(a, width, height):
    exact = np.einsum("ij,jkc,lk->ilc", coverage(a.shape[0], height), a.astype(np.float64), coverage(a.shape[1], width))
    # Exact values lie on multiples of 1 / (height * width); what float64 leaves of them must not decide at a half.
    return np.floor(np.round(exact, 9) + 0.5).astype(int)


def bilinear(a, width, height):
    t = torch.from_numpy(a).permute(2, 0, 1)[None].double()
    out = torch.nn.functional.interpolate(t, size=(height, width), mode="bilinear", align_corners=False)[0].permute(1, 2, 0).numpy()
    return np.floor(np.round(out, 9) + 0.5).astype(int)


cases = []
for source, target in [((32, 24), (8, 6)), ((30, 30), (10, 10)), ((16, 40), (8, 8)), ((25, 25), (8, 8)), ((36, 37), (32, 32)), ((13, 9), (8, 8)), ((9, 11), (20, 17))]:
    a = picture(*source)
    whole = source[0] % target[0] == 0 and source[1] % target[1] == 0
    smaller = target[0] <= source[0] and target[1] <= source[1]
    cases.append({
        "source": source, "target": target,
        "box": np.asarray(Image.fromarray(a).resize(target, Image.BOX)).ravel().tolist() if whole else None,
        "area": area(a, *target).ravel().tolist() if smaller else None,
        "bilinear": bilinear(a, *target).ravel().tolist(),
    })
print(json.dumps({"madeBy": f"make_resize.py, Pillow {PIL.__version__}, NumPy {np.__version__}, PyTorch {torch.__version__}", "cases": cases}))

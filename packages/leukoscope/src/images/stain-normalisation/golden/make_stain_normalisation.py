"""An independent account of Reinhard's and Macenko's stain normalisation, for stain-normalisation.test.ts and target.ts.

Usage: /usr/bin/python3 make_stain_normalisation.py > stain-normalisation.json          golden values
       /usr/bin/python3 make_stain_normalisation.py --target FOLDER                     the constants of target.ts
       (Debian's python3-numpy; python3-pil for --target, FOLDER being PBC with its manifest.csv)

Pictures are formulas that the test repeats. Reinhard et al., IEEE Computer Graphics and Applications 2001, doi
10.1109/38.946629: mean and deviation in the colour space l-alpha-beta of log LMS. Macenko et al., ISBI 2009, doi
10.1109/ISBI.2009.5193250: alpha 1, beta 0.15, amounts by least squares, 99th percentiles; densities are natural
logarithms above the picture's own glass, and percentiles are values that occur (nearest rank).
"""
import csv, json, os, re, sys
import numpy as np

LMS = np.array([[0.3811, 0.5783, 0.0402], [0.1967, 0.7244, 0.0782], [0.0241, 0.1288, 0.8444]])
LAB = np.diag([1 / 3 ** 0.5, 1 / 6 ** 0.5, 1 / 2 ** 0.5]) @ np.array([[1, 1, 1], [1, 1, -2], [1, -1, 0]])
BETA, ALPHA = 0.15, 0.01


def light(a):
    return (a.reshape(-1, 3).astype(float) + 1) / 256


def lab(a):
    return np.log(light(a) @ LMS.T) @ LAB.T


def levels(x, shape):
    return np.clip(np.floor(256 * x - 1 + 0.5), 0, 255).astype(int).reshape(shape)


def reinhard(a, target):
    x = lab(a)
    mean, deviation = x.mean(0), x.std(0)
    y = (x - mean) / deviation * np.array(target["deviation"]) + np.array(target["mean"])
    return levels(np.exp(y @ np.linalg.inv(LAB).T) @ np.linalg.inv(LMS).T, a.shape)


def glass(a):
    """The most frequent among the bright colours, as backgroundOf in cell-finder/density.ts says."""
    p = a.reshape(-1, 3).astype(int)
    step = p.sum(1) // 4
    count = np.bincount(step, minlength=192)
    brightest = 191
    above = count[brightest]
    while above <= len(p) * 0.01:
        brightest -= 1
        above += count[brightest]
    steps = [s for s in range(brightest, -1, -1) if s >= brightest * 0.8]
    mode = max(steps, key=lambda s: (count[s], s))
    return np.floor(p[np.abs(step - mode) <= 1].mean(0) + 0.5)


def rank(values, share):
    return np.argsort(values, kind="stable")[int(np.floor(share * (len(values) - 1) + 0.5))]


def stains(od):
    dense = od[(od > BETA).all(1)]
    _, vectors = np.linalg.eigh(np.cov(dense.T))
    plane = vectors[:, [2, 1]]
    plane = plane * np.where(plane.sum(0) < 0, -1, 1)  # the first axis towards positive densities
    xy = dense @ plane
    angle = np.arctan2(xy[:, 1], xy[:, 0])
    ends = [plane @ xy[rank(angle, share)] for share in (ALPHA, 1 - ALPHA)]
    ends = [v / np.linalg.norm(v) for v in ends]
    return np.array(sorted(ends, key=lambda v: -v[0])).T  # the dye that takes more red light first: the blue one


def amounts(od, s):
    c = np.linalg.lstsq(s, od.T, rcond=None)[0]
    return c, [c[i][rank(c[i], 0.99)] for i in range(2)]


def macenko(a, target):
    zero = -np.log((glass(a) + 1) / 256)
    od = -np.log(light(a)) - zero
    s = stains(od)
    c, most = amounts(od, s)
    c = c * (np.array(target["amounts"]) / np.array(most))[:, None]
    to = np.array([target["blue"], target["eosin"]]).T
    out = (to @ c).T + -np.log((np.array(target["glass"]) + 1) / 256)
    return levels(np.exp(-out), a.shape), s, most


def picture(width, height, tint):
    """Glass, pink discs and violet discs with texture: a smear by formula."""
    a = np.zeros((height, width, 3))
    for y in range(height):
        for x in range(width):
            noise = (x * 7 + y * 13 + x * y) % 11
            pink = (x % 16 - 8) ** 2 + (y % 16 - 8) ** 2 < 36
            violet = (x - width / 2) ** 2 + (y - height / 2) ** 2 < (width / 4) ** 2
            base = (96, 60, 150) if violet else (205, 150, 165) if pink else (240, 235, 230)
            a[y, x] = [base[c] + noise * (2 if violet else 1) - tint[c] for c in range(3)]
    return np.clip(a, 0, 255).astype(np.uint8)


def constants():
    source = open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "target.ts")).read()
    body = source[source.index("TARGET = ") + 9 : source.index(" as const")]
    return json.loads(re.sub(r",(\s*[}\]])", r"\1", re.sub(r"(\w+):", r'"\1":', body)))


def target(folder):
    from PIL import Image

    found = {"mean": [], "deviation": [], "glass": [], "blue": [], "eosin": [], "amounts": []}
    for row in csv.DictReader(open(os.path.join(folder, "manifest.csv"))):
        if row["label"] == "platelet":
            continue
        a = np.asarray(Image.open(os.path.join(folder, row["path"])).convert("RGB"))
        x = lab(a)
        od = -np.log(light(a)) + np.log((glass(a) + 1) / 256)
        s = stains(od)
        values = [x.mean(0), x.std(0), glass(a), s[:, 0], s[:, 1], amounts(od, s)[1]]
        for key, value in zip(found, values):
            found[key].append(value)
    medians = {key: np.median(value, 0).round(4).tolist() for key, value in found.items()}
    return medians, len(found["mean"])


if len(sys.argv) > 2:
    print(target(sys.argv[2]))
else:
    to = constants()
    cases = []
    for width, height, tint in [(24, 24, (0, 0, 0)), (20, 28, (10, 30, 45)), (32, 32, (-5, 20, -15))]:
        a = picture(width, height, tint)
        m, s, most = macenko(a, to["macenko"])
        cases.append({"widthPx": width, "heightPx": height, "tint": tint, "stains": s.T.round(6).tolist(), "amounts": np.round(most, 6).tolist(),
                      "reinhard": reinhard(a, to["reinhard"]).ravel().tolist(), "macenko": m.ravel().tolist()})
    print(json.dumps({"madeBy": f"make_stain_normalisation.py, NumPy {np.__version__}", "cases": cases}, separators=(",", ":")))

"""Writes operators/<operator>.json: for each case of an operator PyTorch's outputs, and the gradients of
sum(first output * cotangent) by the inputs, in float64. The cases are here and nowhere else: the tests read them from the
JSON. Of a large tensor only a sample is stored, and a weighted sum of all of it.

Usage: /usr/bin/python3 packages/engine/test/golden/operators.py   (PyTorch 1.13)
"""
import json
from pathlib import Path

import torch
import torch.nn.functional as F

from formula import formula, input_values

STORED_VALUES = 40
COTANGENT_SALT, WEIGHT_SALT = 99, 1001


def x(*shape, **how):
    return {"shape": list(shape), "salt": 1, **how}


def parameter(salt, *shape, **how):
    return {"shape": list(shape), "salt": salt, **how}


def conv(x_shape, filters, kernel, stride=1, padding=0, bias=False):
    height, width = kernel if isinstance(kernel, tuple) else (kernel, kernel)
    inputs = {"x": x(*x_shape), "weight": parameter(2, filters, x_shape[1], height, width, scale=0.5)}
    if bias:
        inputs["bias"] = parameter(3, filters)
    return {"stride": stride, "padding": padding}, inputs


CONV2D = [
    conv((1, 1, 5, 5), 1, 3),
    conv((1, 3, 12, 12), 6, 5, bias=True),
    conv((2, 3, 7, 9), 4, 3, padding=1, bias=True),
    conv((2, 3, 8, 7), 4, 3, stride=2, padding=1),
    conv((3, 2, 11, 10), 3, 5, stride=2, padding=2, bias=True),
    conv((2, 4, 6, 6), 5, 1),
    conv((2, 4, 7, 6), 5, 1, stride=2),
    conv((2, 3, 15, 14), 4, 7, stride=2, padding=3),
    conv((2, 2, 9, 9), 2, 3, stride=3),
    conv((2, 2, 10, 11), 2, 3, stride=3, padding=1, bias=True),
    conv((2, 3, 6, 8), 4, (3, 5), padding=1),
    conv((2, 3, 9, 8), 4, (1, 3), stride=2, bias=True),
    conv((2, 2, 5, 5), 3, 2, padding=1),
    conv((2, 2, 5, 7), 3, 2, stride=2, bias=True),
    conv((1, 2, 4, 4), 2, 2, padding=2),
    conv((4, 8, 8, 8), 8, 3, padding=1),
    conv((4, 8, 4, 4), 8, 3, padding=1),
    conv((4, 8, 2, 2), 8, 3, padding=1),
    conv((4, 8, 1, 1), 8, 3, padding=1),
    conv((1, 8, 1, 1), 4, 3, padding=1, bias=True),
    conv((4, 8, 4, 4), 16, 3, stride=2, padding=1),
    conv((4, 8, 2, 2), 16, 3, stride=2, padding=1),
    conv((4, 8, 2, 2), 16, 1, stride=2),
    conv((1, 4, 5, 5), 3, 5, bias=True),
    conv((2, 3, 7, 8), 24, 3, bias=True),
    conv((1, 12, 8, 8), 24, 3),
    conv((8, 3, 32, 32), 6, 5, bias=True),
    conv((32, 6, 14, 14), 16, 5, bias=True),
    conv((2, 3, 64, 60), 8, 7, stride=2, padding=3),
    conv((2, 4, 41, 40), 4, 3, padding=1),
    conv((1, 16, 28, 28), 16, 3, padding=1),
]


def conv2d(t, stride, padding):
    return {"y": F.conv2d(t["x"], t["weight"], t.get("bias"), stride, padding)}


def pool(shape, kernel, stride=None, padding=0, **how):
    return {"kernel": kernel, "stride": stride or kernel, "padding": padding}, {"x": x(*shape, **how)}


MAX_POOL = [
    pool((1, 1, 4, 4), 2),
    pool((2, 3, 7, 9), 2),
    pool((2, 3, 8, 7), 3, 2, 1),
    pool((1, 2, 6, 6), 3, 2, 1),
    pool((2, 2, 5, 6), 3, 1, 1),
    pool((2, 2, 5, 6), 2, 1),
    pool((2, 2, 8, 10), 3, 3, 1),
    pool((2, 2, 8, 10), 2, 3),
    pool((2, 1, 7, 7), 5, 2, 2),
    pool((3, 2, 5, 5), 5),
    pool((2, 3, 4, 4), 1, 2),
    pool((2, 2, 7, 6), 3, 2, 1, offset=-3),
    pool((2, 3, 8, 8), 2, levels=2),
    pool((2, 3, 9, 7), 2, levels=1),
    pool((2, 3, 9, 8), 3, 2, 1, levels=2),
    pool((1, 2, 6, 6), 2, 1, levels=1),
    pool((2, 2, 6, 6), 2, scale=0),
    pool((1, 2, 6, 6), 3, 2, 1, scale=0, offset=-1),
    pool((8, 6, 28, 28), 2),
    pool((2, 8, 32, 30), 3, 2, 1),
]


def max_pool(t, kernel, stride, padding):
    return {"y": F.max_pool2d(t["x"], kernel, stride, padding)}


RELU = [({}, {"x": x(*shape, **how)}) for shape, how in [
    ((1, 1), {}), ((7,), {}), ((3, 5), {}), ((2, 3, 4, 5), {}), ((2, 3, 4, 5), {"levels": 2}), ((4, 4), {"scale": 0}), ((8, 6, 14, 14), {}),
]]


def relu(t):
    return {"y": F.relu(t["x"])}


def norm(shape, epsilon=1e-5, frozen=False, **how):
    channels = shape[1]
    inputs = {"x": x(*shape, **how), "gamma": parameter(2, channels, offset=1.5), "beta": parameter(3, channels)}
    if frozen:
        inputs["mean"] = parameter(4, channels, fixed=True)
        inputs["variance"] = parameter(5, channels, scale=0.5, offset=0.8, fixed=True)
    return {"frozen": frozen, "epsilon": epsilon}, inputs


BATCH_NORM = [norm(shape, frozen=frozen, **how) for frozen in (False, True) for shape, how in [
    ((2, 3, 4, 5), {}), ((1, 2, 3, 3), {}), ((4, 1, 2, 2), {}), ((8, 5, 1, 1), {}), ((3, 4, 5, 7), {"epsilon": 1e-2}),
    ((4, 2, 6, 6), {"offset": 8, "scale": 0.5}), ((8, 6, 14, 14), {}),
]] + [norm((1, 2, 1, 1), frozen=True)]


def batch_norm(t, frozen, epsilon):
    affine = {"weight": t["gamma"], "bias": t["beta"], "eps": epsilon}
    if frozen:
        return {"y": F.batch_norm(t["x"], t["mean"], t["variance"], training=False, **affine)}
    planes = (0, 2, 3)
    statistics = {"mean": t["x"].mean(planes), "variance": t["x"].var(planes, unbiased=False)}
    return {"y": F.batch_norm(t["x"], None, None, training=True, **affine), **statistics}


def groups_of(shape, groups, epsilon=1e-5, fixed=False, **how):
    channels = shape[1]
    inputs = {"x": x(*shape, **how), "gamma": parameter(2, channels, offset=1.5), "beta": parameter(3, channels)}
    if fixed:
        inputs = {name: {**value, "fixed": True} for name, value in inputs.items()}
    return {"groups": groups, "epsilon": epsilon}, inputs


# Without a gradient another form computes it: hence the fixed ones.
GROUP_NORM = [groups_of(shape, groups, fixed=fixed, **how) for fixed in (False, True) for shape, groups, how in [
    ((2, 4, 4, 5), 2, {}), ((1, 6, 3, 3), 3, {}), ((3, 3, 2, 2), 1, {}), ((2, 4, 3, 2), 4, {}), ((4, 8, 1, 1), 2, {}), ((3, 4, 5, 7), 2, {"epsilon": 1e-2}),
    ((2, 4, 6, 6), 2, {"offset": 8, "scale": 0.5}), ((2, 32, 7, 7), 2, {}),
]]


def group_norm(t, groups, epsilon):
    return {"y": F.group_norm(t["x"], groups, t["gamma"], t["beta"], epsilon)}


def product(rows, inner, columns, transpose_a=False, transpose_b=False, bias=False):
    inputs = {
        "a": parameter(1, *((inner, rows) if transpose_a else (rows, inner))),
        "b": parameter(2, *((columns, inner) if transpose_b else (inner, columns))),
    }
    if bias:
        inputs["bias"] = parameter(3, columns)
    return {"transposeA": transpose_a, "transposeB": transpose_b}, inputs


GEMM = [product(m, k, n, ta, tb, bias) for ta in (False, True) for tb in (False, True) for m, k, n, bias in [(2, 3, 4, False), (1, 5, 3, True)]] + [
    product(3, 1, 1), product(1, 1, 1, bias=True), product(8, 400, 120, transpose_b=True, bias=True), product(32, 84, 2, transpose_b=True, bias=True),
]


def gemm(t, transposeA, transposeB):
    a = t["a"].T if transposeA else t["a"]
    b = t["b"].T if transposeB else t["b"]
    y = a @ b
    return {"y": y + t["bias"] if "bias" in t else y}


GLOBAL_AVERAGE_POOL = [({}, {"x": x(*shape)}) for shape in [(1, 1, 2, 2), (2, 3, 4, 5), (3, 2, 1, 1), (1, 5, 7, 3), (4, 16, 7, 7)]]


def global_average_pool(t):
    return {"y": F.adaptive_avg_pool2d(t["x"], 1).flatten(1)}


RESHAPE = [({"shape": to}, {"x": x(*shape)}) for shape, to in [
    ((2, 3, 4, 5), [2, 60]), ((1, 3, 2, 2), [1, 12]), ((6,), [2, 3]), ((2, 3), [6]), ((2, 3), [3, 2]), ((1,), []), ((4, 6), [4, 2, 3]),
]]


def reshape(t, shape):
    return {"y": t["x"].reshape(shape)}


def class_labels(labels, classes, weights=None, smoothing=0.0, **how):
    config = {"labels": labels, "classWeights": weights, "labelSmoothing": smoothing}
    return config, {"logits": parameter(1, len(labels), classes, **{"scale": 3, **how})}


CROSS_ENTROPY = [
    class_labels([0], 2), class_labels([1, 0, 1], 2), class_labels([2, 0, 1, 1, 2], 3), class_labels([3, 1], 5, smoothing=0.1),
    class_labels([0, 1, 1, 0, 1, 1, 1, 0], 2, weights=[2.5, 0.5]), class_labels([2, 0, 1, 2], 3, weights=[0.2, 1, 3], smoothing=0.2),
    class_labels([2, 0, 2], 3, weights=[0, 1, 3]), class_labels([1, 0, 2], 3, scale=300), class_labels([1, 0], 2, scale=0), class_labels([0, 0, 1], 3, offset=80),
    class_labels([i % 2 for i in range(32)], 2),
]


def cross_entropy(t, labels, classWeights, labelSmoothing):
    weight = None if classWeights is None else torch.tensor(classWeights, dtype=torch.float64)
    return {"y": F.cross_entropy(t["logits"], torch.tensor(labels), weight, label_smoothing=labelSmoothing)}


def focal_labels(labels, classes, gamma=2, smoothing=0.0, **how):
    return {"labels": labels, "gamma": gamma, "labelSmoothing": smoothing}, {"logits": parameter(1, len(labels), classes, **{"scale": 3, **how})}


FOCAL_CROSS_ENTROPY = [
    focal_labels([0], 2), focal_labels([1, 0, 1], 2, gamma=0.5), focal_labels([2, 0, 1, 1, 2], 3, gamma=1), focal_labels([3, 1], 5, gamma=3, smoothing=0.1),
    focal_labels([1, 0, 2], 3, scale=300), focal_labels([1, 0], 2, scale=0), focal_labels([0, 0, 1], 3, gamma=1.5, offset=80), focal_labels([i % 2 for i in range(32)], 2),
]


def focal_cross_entropy(t, labels, gamma, labelSmoothing):
    logarithms = F.log_softmax(t["logits"], 1)
    classes = logarithms.shape[1]
    targets = F.one_hot(torch.tensor(labels), classes) * (1 - labelSmoothing) + labelSmoothing / classes
    return {"y": -(targets * (1 - logarithms.exp()) ** gamma * logarithms).sum() / len(labels)}


def robust_labels(labels, classes, q=0.7, smoothing=0.0, **how):
    return {"labels": labels, "q": q, "labelSmoothing": smoothing}, {"logits": parameter(1, len(labels), classes, **{"scale": 3, **how})}


ROBUST_CROSS_ENTROPY = [
    robust_labels([0], 2), robust_labels([1, 0, 1], 2, q=0.05), robust_labels([2, 0, 1, 1, 2], 3, q=1), robust_labels([3, 1], 5, q=0.4, smoothing=0.1),
    robust_labels([1, 0, 2], 3, scale=300), robust_labels([1, 0], 2, scale=0), robust_labels([0, 0, 1], 3, offset=80), robust_labels([i % 2 for i in range(32)], 2),
]


def robust_cross_entropy(t, labels, q, labelSmoothing):
    logarithms = F.log_softmax(t["logits"], 1)
    classes = logarithms.shape[1]
    targets = F.one_hot(torch.tensor(labels), classes) * (1 - labelSmoothing) + labelSmoothing / classes
    return {"y": (targets * (1 - logarithms.exp() ** q) / q).sum() / len(labels)}


def taught_labels(labels, classes, weight=0.5, temperature=2, teacher_scale=4, **how):
    teacher = input_values([len(labels), classes], 7, scale=teacher_scale).round(4).tolist()
    config = {"labels": labels, "teacher": teacher, "weight": weight, "temperature": temperature}
    return config, {"logits": parameter(1, len(labels), classes, **{"scale": 3, **how})}


TAUGHT_LOSS = [
    taught_labels([0], 2), taught_labels([1, 0, 1], 2, weight=0.3, temperature=1), taught_labels([2, 0, 1, 1, 2], 3, weight=1, temperature=4),
    taught_labels([3, 1], 5, weight=0, temperature=3), taught_labels([1, 0, 2], 3, scale=60), taught_labels([1, 0], 2, scale=0, teacher_scale=60, temperature=0.5),
    taught_labels([0, 0, 1], 3, offset=80), taught_labels([i % 2 for i in range(32)], 2, weight=0.7),
]


def taught_loss(t, labels, teacher, weight, temperature):
    softened = F.log_softmax(t["logits"] / temperature, 1)
    taught = F.softmax(torch.tensor(teacher, dtype=torch.float64) / temperature, 1)
    divergence = F.kl_div(softened, taught, reduction="batchmean")
    entropy = -torch.special.xlogy(taught, taught).sum() / len(labels)
    of_labels = F.cross_entropy(t["logits"], torch.tensor(labels))
    return {"y": (1 - weight) * of_labels + weight * temperature**2 * (divergence + entropy)}


def binary_labels(labels, positive_weight=1, shape=None, **how):
    return {"labels": labels, "positiveWeight": positive_weight}, {"logits": parameter(1, *(shape or [len(labels)]), **{"scale": 3, **how})}


BINARY_CROSS_ENTROPY = [
    binary_labels([1]), binary_labels([0], shape=[1, 1]), binary_labels([0, 1, 1, 0, 1], shape=[5, 1]), binary_labels([1, 0, 0, 0], 3.5),
    binary_labels([0.9, 0.1, 0.5], 2), binary_labels([1, 0, 1, 0, 0, 1], 0.25, shape=[6, 1]), binary_labels([1, 0, 0, 1, 1], scale=80), binary_labels([1, 0], scale=0),
]


def binary_cross_entropy(t, labels, positiveWeight):
    truth = torch.tensor(labels, dtype=torch.float64).reshape(t["logits"].shape)
    return {"y": F.binary_cross_entropy_with_logits(t["logits"], truth, pos_weight=torch.tensor(float(positiveWeight), dtype=torch.float64))}


SOFTMAX = [({}, {"x": x(*shape, **how)}) for shape, how in [((1, 2), {}), ((3, 5), {"scale": 3}), ((4, 2), {"scale": 300}), ((2, 3), {"scale": 0})]]


def softmax(t):
    return {"y": F.softmax(t["x"], 1)}


NEAREST_VOTES = [({"neighbours": k}, {
    "x": x(items, features, fixed=True), "bank": parameter(2, rows, features, fixed=True), "offsets": parameter(3, rows, fixed=True),
    "votes": parameter(4, rows, classes, scale=0.5, offset=0.5, fixed=True),
}) for items, features, rows, classes, k in [(1, 1, 1, 1, 1), (3, 4, 9, 2, 1), (5, 6, 20, 3, 7), (4, 40, 130, 4, 130), (1, 512, 60, 15, 10)]]


def nearest_votes(t, neighbours):
    nearest = (t["x"] @ t["bank"].T + t["offsets"]).topk(neighbours).indices
    votes = t["votes"][nearest].sum(1)
    return {"y": torch.log((votes + 1 / votes.shape[1]) / (neighbours + 1))}


NORMALIZE_IMAGE = [({"mean": mean, "deviation": deviation}, {"x": x(*shape, bytes=True)}) for shape, mean, deviation in [
    ((1, 4, 5, 3), [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]), ((2, 3, 3, 1), [0.5], [0.25]), ((3, 8, 6, 3), [0, 0, 0], [1, 1, 1]),
]]


def normalize_image(t, mean, deviation):
    mean, deviation = (torch.tensor(v, dtype=torch.float64).reshape(-1, 1, 1) for v in (mean, deviation))
    return {"y": (t["x"].permute(0, 3, 1, 2).double() / 255 - mean) / deviation}


def two(operation, a_shape, b_shape, fixed=(), **how):
    inputs = {"a": parameter(1, *a_shape), "b": parameter(2, *b_shape, **how)}
    for name in fixed:
        inputs[name]["fixed"] = True
    return {"operation": operation}, inputs


BINARY = [case for operation in ("add", "multiply") for case in [
    two(operation, (3, 4), (3, 4)), two(operation, (2, 3, 2, 2), (2, 3, 2, 2)), two(operation, (1,), (1,)), two(operation, (), ()), two(operation, (2, 5), (), fixed=("b",)),
]] + [case for operation in ("subtract", "divide", "minimum") for case in [
    two(operation, (3, 4), (3, 4), fixed=("a", "b"), offset=2), two(operation, (2, 5), (), fixed=("a", "b"), scale=0.5), two(operation, (), (), fixed=("a", "b"), offset=2),
]]


def binary(t, operation):
    function = {"add": torch.add, "multiply": torch.mul, "subtract": torch.sub, "divide": torch.div, "minimum": torch.minimum}[operation]
    return {"y": function(t["a"], t["b"])}


CONCAT = [({}, {f"part{i}": parameter(i + 1, size, fixed=True) for i, size in enumerate(sizes)}) for sizes in [[3], [2, 5], [1, 4, 2]]]


def concat(t):
    return {"y": torch.cat(list(t.values()))}


REDUCE = [({"operation": "sumOver", "axes": axes}, {"x": x(*shape, fixed=True)}) for shape, axes in [
    ((3, 4), [0]), ((3, 4), [1]), ((2, 3, 4, 5), [0, 2, 3]), ((1, 3, 2, 2), [0, 2, 3]), ((6,), [0]),
]] + [({"operation": "sumOfSquares", "axes": None}, {"x": x(*shape, fixed=True)}) for shape in [(5,), (2, 3, 4), (1,)]]


def reduce(t, operation, axes):
    return {"y": t["x"].sum(axes) if operation == "sumOver" else (t["x"] ** 2).sum()}


SQUARE_ROOT = [({}, {"x": x(*shape, fixed=True, **how)}) for shape, how in [((5,), {"offset": 1.5}), ((2, 3), {"scale": 0}), ((4, 4), {"scale": 1e-6, "offset": 2e-6})]]


def square_root(t):
    return {"y": t["x"].sqrt()}


CHANNEL_BIAS = [({"axis": axis}, {"x": x(*shape), "bias": parameter(2, shape[axis])}) for axis, shape in [
    (1, (1, 1, 1, 1)), (1, (2, 3, 4, 5)), (1, (1, 4, 3, 2)), (1, (5, 2, 1, 3)), (0, (1, 1)), (0, (3, 20)), (0, (4, 1)),
]]


def channel_bias(t, axis):
    return {"y": t["x"] + t["bias"].reshape(-1, *[1] * (t["x"].dim() - axis - 1))}


SPACE_TO_DEPTH = [({}, {"x": x(*shape)}) for shape in [(1, 1, 2, 2), (2, 3, 4, 6), (1, 2, 6, 2), (3, 1, 2, 8)]]


def phases_first(folded, channels):
    """From pixel_unshuffle's order, channel by channel, to phase by phase."""
    items, _, height, width = folded.shape
    return folded.reshape(items, channels, 4, height, width).transpose(1, 2).reshape(items, 4 * channels, height, width)


def space_to_depth(t):
    return {"y": phases_first(F.pixel_unshuffle(t["x"], 2), t["x"].shape[1])}


PHASE_MAX = [({"axis": axis}, {"x": x(*shape, **how)}) for axis, shape, how in [
    (1, (1, 4, 1, 1), {}), (1, (2, 12, 3, 2), {}), (1, (1, 8, 4, 5), {"offset": -2}), (1, (2, 8, 3, 3), {"levels": 2}), (1, (2, 4, 4, 4), {"levels": 1}), (1, (1, 8, 2, 2), {"scale": 0}),
    (0, (4, 1), {}), (0, (12, 7), {}), (0, (8, 9), {"levels": 2}), (0, (8, 16), {"levels": 1}),
]]


def phase_max(t, axis):
    if axis == 0:
        return {"y": phase_max({"x": t["x"][None, :, :, None]}, 1)["y"][0, :, :, 0]}
    items, phased, height, width = t["x"].shape
    channels = phased // 4
    blocks = t["x"].reshape(items, 4, channels, height, width).transpose(1, 2).reshape(items, phased, height, width)
    return {"y": F.max_pool2d(F.pixel_shuffle(blocks, 2), 2)}


PHASE_KERNEL = [({"order": order}, {"weight": parameter(2, *shape)}) for order in ("channels-first", "taps-first") for shape in [(1, 1, 1, 1), (1, 1, 3, 3), (2, 3, 3, 3), (3, 2, 5, 5)]]


def phase_kernel(t, order):
    weight = t["weight"]
    filters, channels, size, _ = weight.shape
    blocks = (size + 1) // 2
    moved = [F.pad(weight, (px, 1 - px, py, 1 - py)) for py in (0, 1) for px in (0, 1)]
    kernel = torch.cat([phases_first(F.pixel_unshuffle(kernel, 2), channels) for kernel in moved])
    return {"y": kernel if order == "channels-first" else kernel.permute(0, 2, 3, 1).reshape(4 * filters, blocks * blocks * 4 * channels)}


CONV_BY_COLUMNS = [({"size": size}, {"x": x(*shape), "kernel": parameter(2, filters, size * size * shape[1], scale=0.5)}) for shape, size, filters in [
    ((1, 1, 3, 3), 3, 1), ((2, 3, 5, 4), 2, 4), ((1, 2, 6, 7), 3, 3), ((3, 2, 4, 4), 1, 2), ((1, 1, 7, 5), 5, 2), ((8, 12, 16, 16), 3, 24),
]]


def conv_by_columns(t, size):
    filters, channels = t["kernel"].shape[0], t["x"].shape[1]
    weight = t["kernel"].reshape(filters, size, size, channels).permute(0, 3, 1, 2)
    return {"y": F.conv2d(t["x"], weight).transpose(0, 1).reshape(filters, -1)}


ITEMS_FIRST = [({"shape": list(shape)}, {"x": x(shape[1], shape[0] * shape[2] * shape[3])}) for shape in [(1, 1, 1, 1), (2, 3, 4, 5), (3, 1, 2, 2), (1, 4, 3, 1)]]


def items_first(t, shape):
    items, channels, height, width = shape
    return {"y": t["x"].reshape(channels, items, height, width).transpose(0, 1)}


def conv_pool(x_shape, filters, kernel, **how):
    weight = parameter(2, filters, x_shape[1], kernel, kernel, scale=0.5, **how)
    return {}, {"x": x(*x_shape, **how), "weight": weight, "bias": parameter(3, filters, **how)}


CONV_MAX_POOL = [
    conv_pool((1, 1, 6, 6), 1, 5), conv_pool((2, 3, 8, 12), 4, 5), conv_pool((1, 2, 10, 8), 3, 3), conv_pool((2, 3, 6, 4), 2, 1), conv_pool((3, 2, 8, 8), 2, 7),
    conv_pool((2, 3, 9, 8), 2, 5), conv_pool((2, 3, 8, 9), 2, 3), conv_pool((2, 2, 8, 8), 3, 4), conv_pool((2, 2, 8, 8), 2, 3, levels=2), conv_pool((2, 1, 8, 6), 2, 5, levels=1),
    conv_pool((8, 3, 32, 32), 6, 5), conv_pool((32, 6, 14, 14), 16, 5), conv_pool((1, 3, 280, 282), 2, 5), conv_pool((1, 4, 512, 514), 1, 1),
]


def conv_max_pool(t):
    return {"y": F.max_pool2d(F.conv2d(t["x"], t["weight"], t["bias"]), 2)}


CONV_CHANNELS_LAST = [case for case in CONV2D if "bias" not in case[1] and case[0]["padding"] < min(case[1]["weight"]["shape"][2:])] + [
    conv((3, 4, 2, 2), 6, 3, stride=2, padding=1), conv((2, 4, 3, 3), 5, 3, stride=2, padding=1), conv((2, 4, 5, 4), 5, 3, stride=2, padding=1), conv((2, 4, 7, 7), 5, 1, stride=2), conv((2, 4, 4, 4), 5, 1),
]


CONV_WINOGRAD = [conv(shape, filters, 3, padding=padding) for shape, filters, padding in [
    ((1, 1, 3, 3), 1, 0), ((1, 2, 4, 4), 3, 1), ((2, 3, 6, 9), 4, 0), ((2, 3, 5, 4), 4, 2), ((2, 4, 7, 7), 5, 1), ((3, 5, 13, 12), 4, 1),
    ((2, 64, 8, 8), 32, 1), ((1, 48, 14, 14), 64, 1), ((600, 100, 1, 2), 2, 1),
]]


def transposed(shape, order):
    return {"order": order}, {"x": x(*shape)}


TRANSPOSE = [transposed((2, 3, 4, 5), [0, 2, 3, 1]), transposed((2, 3, 4, 5), [0, 3, 1, 2]), transposed((2, 3, 4, 5), [2, 3, 1, 0]), transposed((3, 4), [1, 0])]


def transpose(t, order):
    return {"y": t["x"].permute(order)}


def norm_pool(shape, kernel, stride=None, padding=0, epsilon=1e-5, **how):
    channels = shape[1]
    inputs = {"x": x(*shape, **how), "gamma": parameter(2, channels, offset=1.5), "beta": parameter(3, channels)}
    return {"kernel": kernel, "stride": stride or kernel, "padding": padding, "epsilon": epsilon}, inputs


NORM_MAX_POOL = [norm_pool((2, 3, 8, 6), 2), norm_pool((2, 3, 9, 8), 3, 2, 1), norm_pool((1, 2, 4, 4), 3, 2, 1), norm_pool((4, 2, 7, 7), 3, 1, 1, epsilon=1e-2), norm_pool((4, 2, 6, 6), 3, 2, 1, offset=8, scale=0.5), norm_pool((2, 8, 16, 16), 3, 2, 1)]


def norm_max_pool(t, kernel, stride, padding, epsilon):
    planes = (0, 2, 3)
    y = F.batch_norm(t["x"], None, None, t["gamma"], t["beta"], training=True, eps=epsilon)
    return {"y": F.max_pool2d(y, kernel, stride, padding), "mean": t["x"].mean(planes), "variance": t["x"].var(planes, unbiased=False)}


def flip(*shape):
    return {}, {"weight": x(*shape), "gamma": parameter(2, shape[0], fixed=True)}


FLIP_FILTERS = [flip(4, 3, 2, 2), flip(5, 2), flip(1, 3, 1, 1), flip(16, 3, 3, 3)]


def flip_filters(t):
    sign = torch.where(t["gamma"] < 0, -1.0, 1.0)
    return {"y": t["weight"] * sign.reshape(-1, *[1] * (t["weight"].dim() - 1)), "sign": sign}


OPERATORS = {
    "norm-max-pool": (NORM_MAX_POOL, norm_max_pool), "filter-sign": (FLIP_FILTERS, flip_filters),
    "conv-channels-last": (CONV_CHANNELS_LAST, conv2d), "conv-winograd": (CONV_WINOGRAD, conv2d), "transpose": (TRANSPOSE, transpose),
    "batch-norm": (BATCH_NORM, batch_norm), "binary": (BINARY, binary), "binary-cross-entropy": (BINARY_CROSS_ENTROPY, binary_cross_entropy),
    "focal-cross-entropy": (FOCAL_CROSS_ENTROPY, focal_cross_entropy), "group-norm": (GROUP_NORM, group_norm), "robust-cross-entropy": (ROBUST_CROSS_ENTROPY, robust_cross_entropy), "taught-loss": (TAUGHT_LOSS, taught_loss), "concat": (CONCAT, concat), "conv2d": (CONV2D, conv2d), "cross-entropy": (CROSS_ENTROPY, cross_entropy), "gemm": (GEMM, gemm),
    "global-average-pool": (GLOBAL_AVERAGE_POOL, global_average_pool), "max-pool": (MAX_POOL, max_pool), "normalize-image": (NORMALIZE_IMAGE, normalize_image),
    "nearest-votes": (NEAREST_VOTES, nearest_votes),
    "reduce": (REDUCE, reduce), "relu": (RELU, relu), "reshape": (RESHAPE, reshape), "softmax": (SOFTMAX, softmax), "channel-bias": (CHANNEL_BIAS, channel_bias), "conv-by-columns": (CONV_BY_COLUMNS, conv_by_columns), "conv-max-pool": (CONV_MAX_POOL, conv_max_pool),
    "phase-kernel": (PHASE_KERNEL, phase_kernel), "phase-max": (PHASE_MAX, phase_max), "items-first": (ITEMS_FIRST, items_first),
    "space-to-depth": (SPACE_TO_DEPTH, space_to_depth), "square-root": (SQUARE_ROOT, square_root),
}


def stored(tensor):
    flat = tensor.detach().double().reshape(-1)
    weighted = flat * torch.from_numpy(formula(len(flat), WEIGHT_SALT))
    every = 1 if len(flat) <= STORED_VALUES else -(-len(flat) // STORED_VALUES) | 1
    number = lambda value: float(f"{value:.8g}")
    return {
        "shape": list(tensor.shape), "every": every, "sample": [number(v) for v in flat[::every].tolist()],
        "weighted": number(weighted.sum().item()), "magnitude": number(weighted.abs().sum().item()),
    }


def described(config, inputs):
    words = []
    for name, how in inputs.items():
        extra = "".join(f" {key} {how[key]}" for key in ("levels", "scale", "offset") if key in how)
        words.append(f"{name} {how['shape']}{extra}")
    return ", ".join(words + [f"{key} {value}" for key, value in config.items() if value is not None])


def run(config, inputs, function):
    tensors = {name: torch.from_numpy(input_values(**how)) for name, how in inputs.items()}
    wanted = [name for name, how in inputs.items() if not how.get("fixed") and not how.get("bytes")]
    for name in wanted:
        tensors[name].requires_grad_()
    outputs = function(tensors, **config)
    if wanted:
        y = next(iter(outputs.values()))
        (y * torch.from_numpy(formula(y.numel(), COTANGENT_SALT)).reshape(y.shape)).sum().backward()
    return {
        "name": described(config, inputs), "config": config, "inputs": inputs,
        "outputs": {name: stored(value) for name, value in outputs.items()}, "gradients": {name: stored(tensors[name].grad) for name in wanted},
    }


def main():
    folder = Path(__file__).parent / "operators"
    for operator, (cases, function) in OPERATORS.items():
        lines = [json.dumps(run(config, inputs, function), separators=(",", ":")) for config, inputs in cases]
        (folder / f"{operator}.json").write_text("[\n" + ",\n".join(lines) + "\n]\n")


if __name__ == "__main__":
    main()

"""The inputs of stored cases: the same numbers as ../formula.ts makes, to the bit."""
import numpy as np


def raw(count, salt):
    k = np.arange(count, dtype=np.int64)
    return (31 * k * k + 48271 * k + 7919 * salt) % 65537


def formula(count, salt):
    return raw(count, salt) / 32768 - 1


def input_values(shape, salt, scale=1, offset=0, levels=None, bytes=False, fixed=False):
    count = int(np.prod(shape, dtype=np.int64))
    if bytes:
        return (raw(count, salt) % 256).astype(np.uint8).reshape(shape)
    values = formula(count, salt)
    if levels:
        values = np.floor(values * levels) / levels
    return (values * scale + offset).astype(np.float32).astype(np.float64).reshape(shape)

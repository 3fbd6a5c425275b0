"""Writes safetensors.json: a file in the safetensors format made without the project's code (struct, json and numpy),
its content, and half-precision numbers with what numpy widens them to.

Usage: /usr/bin/python3 packages/engine/test/golden/safetensors.py
"""
import base64
import json
import struct
from pathlib import Path

import numpy as np

ARRAYS = [
    ("a.f32", "F32", np.array([[1.5, -0.0, 3e-41], [np.inf, 7, -2.25]], "<f4")),
    ("b.f64", "F64", np.array([1 / 3], "<f8")),
    ("c.f16", "F16", np.array([1, 0.333, 65504, 6e-8], "<f2")),
    ("d.i64", "I64", np.array([-(2**63), 2**63 - 1], "<i8")),
    ("e.u64", "U64", np.array([2**64 - 1], "<u8")),
    ("f.i32", "I32", np.array([-5, 6], "<i4")),
    ("g.u32", "U32", np.array([4294967295], "<u4")),
    ("h.i16", "I16", np.array([-300], "<i2")),
    ("i.u16", "U16", np.array([65535, 1, 2], "<u2")),
    ("j.i8", "I8", np.array([-128], "i1")),
    ("k.u8", "U8", np.array([255, 0], "u1")),
    ("l.bool", "BOOL", np.array([True, False, True])),
    ("scalar", "F32", np.array(0.1, "<f4")),
    ("empty", "F32", np.zeros((0, 3), "<f4")),
    ("ñandú \"x\"", "U8", np.array([[9]], "u1")),
]


def file_bytes():
    header, data = {"__metadata__": {"format": "pt", "épica": "µ"}}, b""
    for name, dtype, array in ARRAYS:
        raw = array.tobytes()
        header[name] = {"dtype": dtype, "shape": list(array.shape), "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + data


def half_floats():
    bits = np.array([0, 1, 2, 0x3FF, 0x400, 0x401, 0x3555, 0x3C00, 0x3C01, 0x7BFF, 0x7C00, 0x8000, 0x8001, 0xBC00, 0xFBFF, 0xFC00], "<u2")
    return [[int(b), str(float(v))] for b, v in zip(bits, bits.view("<f2"))]


def main():
    golden = {
        "file": base64.b64encode(file_bytes()).decode(),
        "tensors": [[n, d, list(a.shape), [str(v) for v in a.astype(object).ravel()]] for n, d, a in ARRAYS],
        "halfFloats": half_floats(),
    }
    Path(__file__).with_suffix(".json").write_text(json.dumps(golden, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()

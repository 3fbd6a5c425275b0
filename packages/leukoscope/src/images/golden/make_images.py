"""Small image files of every kind, with the pixels Pillow reads from them: golden values for codec.node.test.ts.

Usage: /usr/bin/python3 make_images.py > images.json     (Debian's python3-pil and python3-numpy)
Each entry: the file (base64), its pixels as 8-bit RGB (base64; null where no other program is asked), and what we are
expected to say we converted. The pictures are formulas; nothing here shows a cell.
"""
import base64, io, json, struct, zlib
import numpy as np
from PIL import Image, ImageCms, __version__

W, H = 13, 9
y, x = np.mgrid[0:H, 0:W]
RED, GREEN, BLUE = (x * 19 + y * 3) % 256, (255 - x * 7 - y * 11) % 256, (x * y * 5 + 40) % 256
RGB = np.stack([RED, GREEN, BLUE], -1).astype(np.uint8)
SMOOTH = np.stack([100 + x * 6 + y, 220 - x * 3 - y * 5, 60 + x * 2 + y * 9], -1).astype(np.uint8)
ALPHA = ((x * 31 + y * 17) % 256).astype(np.uint8)
GREY = ((x * 13 + y * 22) % 256).astype(np.uint8)
files = {}


def encode(image, fmt, **options):
    out = io.BytesIO()
    image.save(out, fmt, **options)
    return out.getvalue()


def add(name, data, pixels, conversions=()):
    files[name] = {
        "file": base64.b64encode(data).decode(),
        "pixels": None if pixels is None else base64.b64encode(np.ascontiguousarray(pixels, np.uint8).tobytes()).decode(),
        "conversions": list(conversions),
    }


def reread(data):
    return np.asarray(Image.open(io.BytesIO(data)).convert("RGB"))


def grey3(a):
    return np.repeat(a[..., None], 3, -1)


def png(colour_type, depth, rows, extra=b""):
    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", W, H, depth, colour_type, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + extra + chunk(b"IDAT", zlib.compress(b"".join(b"\0" + row for row in rows))) + chunk(b"IEND", b"")


def jpeg(name, image, conversions=(), **options):
    data = encode(image, "JPEG", quality=90, **options)
    add(name, data, reread(data), conversions)


rgb, smooth, grey = Image.fromarray(RGB), Image.fromarray(SMOOTH), Image.fromarray(GREY)
exif = Image.Exif(); exif[0x0112] = 6
srgb_profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()

jpeg("jpeg-444", smooth, subsampling=0)
jpeg("jpeg-422", smooth, subsampling=1)
jpeg("jpeg-420", smooth, subsampling=2)
jpeg("jpeg-progressive", smooth, subsampling=0, progressive=True)
jpeg("jpeg-optimised", smooth, subsampling=0, optimize=True)
jpeg("jpeg-grey", grey, ["grey-to-rgb"])
jpeg("jpeg-orientation", smooth, ["orientation-ignored"], subsampling=0, exif=exif.tobytes())
jpeg("jpeg-profile", smooth, ["profile-ignored"], subsampling=0, icc_profile=srgb_profile)
add("jpeg-cmyk", encode(Image.fromarray(np.stack([RED, GREEN, BLUE, GREY // 2], -1).astype(np.uint8), "CMYK"), "JPEG"), None, ["cmyk-to-rgb"])

add("png-rgb", encode(rgb, "PNG"), RGB)
add("png-rgba", encode(Image.fromarray(np.dstack([RGB, ALPHA])), "PNG"), RGB, ["alpha-dropped"])
add("png-grey", encode(grey, "PNG"), grey3(GREY), ["grey-to-rgb"])
add("png-grey-alpha", encode(Image.fromarray(np.dstack([GREY, ALPHA]), "LA"), "PNG"), grey3(GREY), ["grey-to-rgb", "alpha-dropped"])
palette = rgb.quantize(16)
add("png-palette", encode(palette, "PNG"), np.asarray(palette.convert("RGB")), ["palette-to-rgb"])
add("png-palette-alpha", encode(palette, "PNG", transparency=bytes(range(0, 160, 10))), np.asarray(palette.convert("RGB")), ["palette-to-rgb", "alpha-dropped"])
bits = GREY > 99
add("png-1-bit", encode(Image.fromarray(bits), "PNG"), grey3(bits * 255), ["grey-to-rgb"])
wide = RGB.astype(np.uint16) * 256 + RGB[::-1]
add("png-16-bit", png(2, 16, [row.astype(">u2").tobytes() for row in wide]), RGB, ["16-bit-to-8"])
wide_grey = GREY.astype(np.uint16) * 256 + GREY[::-1]
add("png-grey-16-bit", png(0, 16, [row.astype(">u2").tobytes() for row in wide_grey]), grey3(GREY), ["16-bit-to-8", "grey-to-rgb"])
add("png-interlaced-profile", encode(rgb, "PNG", icc_profile=srgb_profile), RGB, ["profile-ignored"])

add("webp-lossless", encode(rgb, "WEBP", lossless=True), RGB)
add("webp-alpha", encode(Image.fromarray(np.dstack([RGB, ALPHA])), "WEBP", lossless=True, exact=True), RGB, ["alpha-dropped"])
lossy = encode(smooth, "WEBP", quality=90)
add("webp-lossy", lossy, reread(lossy))

for name, compression in [("raw", None), ("lzw", "tiff_lzw"), ("deflate", "tiff_adobe_deflate")]:
    add(f"tiff-{name}", encode(rgb, "TIFF", compression=compression), RGB)
add("tiff-rgba", encode(Image.fromarray(np.dstack([RGB, ALPHA])), "TIFF"), RGB, ["alpha-dropped"])
add("tiff-grey", encode(grey, "TIFF"), grey3(GREY), ["grey-to-rgb"])
add("tiff-grey-16-bit", encode(Image.fromarray(wide_grey), "TIFF"), grey3(GREY), ["16-bit-to-8", "grey-to-rgb"])
add("tiff-palette", encode(palette, "TIFF"), np.asarray(palette.convert("RGB")), ["palette-to-rgb"])
add("tiff-cmyk", encode(Image.fromarray(np.stack([RED, GREEN, BLUE, GREY // 2], -1).astype(np.uint8), "CMYK"), "TIFF"), None, ["cmyk-to-rgb"])
add("tiff-orientation", encode(rgb, "TIFF", tiffinfo={274: 6}), RGB, ["orientation-ignored"])

bad = {
    "gif": encode(palette, "GIF"),
    "bmp": encode(rgb, "BMP"),
    "webp-animated": encode(rgb, "WEBP", save_all=True, append_images=[smooth], lossless=True),
    "png-animated": encode(rgb, "PNG", save_all=True, append_images=[smooth]),
    "tiff-pages": encode(rgb, "TIFF", save_all=True, append_images=[smooth]),
    "tiff-float": encode(Image.fromarray(GREY.astype(np.float32)), "TIFF"),
    "jpeg-noise": encode(Image.fromarray(np.random.default_rng(1).integers(0, 256, (24, 24, 3)).astype(np.uint8)), "JPEG", quality=95, subsampling=0),
}
print(json.dumps({
    "madeBy": f"make_images.py, Pillow {__version__}",
    "widthPx": W, "heightPx": H,
    "files": files,
    "bad": {name: base64.b64encode(data).decode() for name, data in bad.items()},
}))

"""Small image files with what cameras, scanners and people leave in them: golden values for metadata-leftovers.test.ts.

The EXIF block is written by hand from the EXIF 2.3 tables, so that it is not our reader's own idea of them; Pillow
puts it into the files. Run: python3 make_metadata.py (Pillow 9.4).
"""
import base64
import io
import json
import struct
from pathlib import Path

from PIL import Image
from PIL.PngImagePlugin import PngInfo


def directory(entries, base):
    head = struct.pack("<H", len(entries))
    data = b""
    start = base + 2 + 12 * len(entries) + 4
    for tag, kind, count, value in sorted(entries):
        if len(value) <= 4:
            head += struct.pack("<HHI", tag, kind, count) + value.ljust(4, b"\0")
        else:
            head += struct.pack("<HHII", tag, kind, count, start + len(data))
            data += value + (b"\0" if len(value) % 2 else b"")
    return head + b"\0\0\0\0" + data


def text(tag, value):
    data = value.encode() + b"\0"
    return (tag, 2, len(data), data)


def rational(tag, *values):
    return (tag, 5, len(values), b"".join(struct.pack("<II", round(v * 100), 100) for v in values))


def exif():
    main = [
        text(0x010E, "Frotis de Maria Lopez"),
        text(0x010F, "Canon"),
        text(0x013B, "Dr. Juan Perez"),
        text(0x0132, "2021:03:04 10:11:12"),
    ]
    photo = [text(0x9003, "2021:03:04 10:11:12"), text(0xA431, "SN1234567"), text(0xA430, "Juan Perez")]
    place = [text(1, "N"), rational(2, 25, 40, 10), text(3, "W"), rational(4, 100, 18, 0)]
    pointers = [(0x8769, 4, 1, b"0000"), (0x8825, 4, 1, b"0000")]
    at_photo = 8 + len(directory(main + pointers, 8))
    at_place = at_photo + len(directory(photo, at_photo))
    pointers = [(0x8769, 4, 1, struct.pack("<I", at_photo)), (0x8825, 4, 1, struct.pack("<I", at_place))]
    return (
        b"II*\0" + struct.pack("<I", 8)
        + directory(main + pointers, 8) + directory(photo, at_photo) + directory(place, at_place)
    )


def saved(kind, **options):
    out = io.BytesIO()
    Image.new("RGB", (40, 30), (230, 190, 205)).save(out, kind, **options)
    return out.getvalue()


def with_segment(jpeg, marker, content):
    return jpeg[:2] + bytes([0xFF, marker]) + struct.pack(">H", len(content) + 2) + content + jpeg[2:]


png_text = PngInfo()
png_text.add_text("Author", "Juan Perez")
png_text.add_text("Software", "some program")
png_text.add_itxt("Description", "frotis de Ana")
xmp = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"'
    ' xmp:CreateDate="2020-05-06"><dc:creator><rdf:Seq><rdf:li>Ana Ruiz</rdf:li></rdf:Seq></dc:creator>'
    "</rdf:Description></rdf:RDF></x:xmpmeta>"
).encode()

files = {
    "plain.jpg": saved("JPEG"),
    "plain.png": saved("PNG"),
    "plain.tif": saved("TIFF"),
    "plain.webp": saved("WEBP"),
    "exif.jpg": saved("JPEG", exif=b"Exif\0\0" + exif()),
    "exif.webp": saved("WEBP", exif=b"Exif\0\0" + exif()),
    "comment.jpg": with_segment(saved("JPEG"), 0xFE, b"biopsia 4711"),
    "program.jpg": with_segment(saved("JPEG"), 0xFE, b"CREATOR: gd-jpeg v1.0 (using IJG JPEG v62), quality = 90"),
    "xmp.jpg": with_segment(saved("JPEG"), 0xE1, b"http://ns.adobe.com/xap/1.0/\0" + xmp),
    "text.png": saved("PNG", pnginfo=png_text),
    "described.tif": saved("TIFF", description="Paciente Maria", artist="Juan Perez", software="some program"),
    "imagej.tif": saved("TIFF", description="ImageJ=1.53t\nunit=micron\n"),
}
encoded = {name: base64.b64encode(content).decode() for name, content in files.items()}
Path(__file__).with_name("metadata.json").write_text(json.dumps(encoded, indent=1) + "\n")

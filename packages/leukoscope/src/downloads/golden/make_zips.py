"""Writes zips.json beside itself: archives made by Python's zipfile, in base64, by name (python3 make_zips.py)."""

import base64
import io
import json
import pathlib
import warnings
import zipfile

warnings.simplefilter("ignore")  # zipfile warns of the duplicates that are wanted here


def made(write=lambda z: None):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as z:
        put(z, "set/a/1.jpg", b"one")
        put(z, "set/b/2.jpg", bytes(range(256)) * 300)
        write(z)
    return base64.b64encode(buffer.getvalue()).decode()


def put(z, name, content, mode=0o100644):
    info = zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0))
    info.filename = name  # as it stands, backslashes too
    info.create_system = 3
    info.external_attr = mode << 16
    z.writestr(info, content, zipfile.ZIP_DEFLATED)


ZIPS = {
    "good": made(),
    "from macOS": made(lambda z: (put(z, "__MACOSX/set/._1.jpg", b"x"), put(z, "set/.DS_Store", b"x"))),
    "a name above": made(lambda z: put(z, "../evil", b"x")),
    "a name from the root": made(lambda z: put(z, "/etc/evil", b"x")),
    "a name above, with backslashes": made(lambda z: put(z, "set\\..\\..\\evil", b"x")),
    "a name with a drive": made(lambda z: put(z, "C:/evil", b"x")),
    "a link": made(lambda z: put(z, "set/link", b"/etc/passwd", 0o120777)),
    "a bomb": made(lambda z: put(z, "set/bomb", b"0" * 20_000_000)),
    "names that differ in case": made(lambda z: (put(z, "set/x", b"x"), put(z, "set/X", b"y"))),
    "a file that is a folder too": made(lambda z: (put(z, "set/x", b"x"), put(z, "set/x/y", b"y"))),
}

if __name__ == "__main__":
    path = pathlib.Path(__file__).parent / "zips.json"
    path.write_text(json.dumps(ZIPS, indent=1) + "\n")

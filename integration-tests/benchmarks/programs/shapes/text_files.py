"""Text and bytes: lines of a file, csv, struct, bytes, encoding, str.translate and base64."""

import base64
import csv
import io
import os
import struct
import tempfile
import zlib

ROWS = [(n, f"name {n}", n / 3, "x,y" if n % 4 == 0 else "é") for n in range(4_000)]
TABLE = str.maketrans("aeiou", "AEIOU")


def run():
    text = io.StringIO()
    csv.writer(text).writerows(ROWS)
    rows = list(csv.reader(io.StringIO(text.getvalue())))
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "rows")
        with open(path, "w", encoding="utf-8", newline="") as file:
            for row in rows:
                file.write(" ".join(row) + "\n")
        with open(path, encoding="utf-8") as file:
            lines = sum(len(line.rstrip("\n")) for line in file)
        with open(path, "rb") as file:
            data = file.read()
    packed = b"".join(struct.pack("<IdH", n, n / 2, n & 0xffff) for n in range(4_000))
    unpacked = sum(a + c for a, _, c in struct.iter_unpack("<IdH", packed))
    table = text.getvalue().translate(TABLE).count("A")
    letters = sum(byte == 32 for byte in data)
    return (len(rows), lines, len(data), unpacked, table, letters, zlib.crc32(data), len(base64.b64encode(data)),
            data.decode().encode("utf-16-le").count(b"e"))

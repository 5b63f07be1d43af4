"""Building strings: join, f-strings, %, format, += and methods of str."""


def run():
    parts = []
    for n in range(20_000):
        name = f"item-{n}"
        parts.append(f"{name:>12}|{n:06d}|{n / 7:.3f}|{n!r}")
        parts.append("%s=%d" % (name, n))
        parts.append(name.upper().replace("-", "_").strip("M"))
    text = ";".join(parts)
    grown = ""
    for part in parts:
        grown += part[:3]
    fields = [field.partition("=")[0] for field in text.split(";") if field.startswith("item")]
    return len(text), len(grown), len(fields), text.count("ITEM"), text.find("19999")

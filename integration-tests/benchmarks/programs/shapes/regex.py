"""Regular expressions: search, findall, sub, split and named groups over lines of a log."""

import re

LINES = [f"2024-{1 + n % 12:02}-{1 + n % 28:02} 12:{n % 60:02}:07 [{('INFO', 'WARN', 'ERROR')[n % 3]}] "
         f"host{n % 17}.example.org GET /path/{n}/item?id={n * 7} {200 + n % 5} {n * 13}ms" for n in range(3_000)]
TEXT = "\n".join(LINES)
LINE = re.compile(r"(?P<date>\d{4}-\d\d-\d\d) (?P<time>[\d:]+) \[(?P<level>\w+)\] (?P<host>\S+) (GET|POST) (?P<path>\S+) (\d+) (\d+)ms$")


def run():
    levels = {}
    for line in LINES:
        match = LINE.match(line)
        level = match.group("level")
        levels[level] = levels.get(level, 0) + int(match[8])
    numbers = sum(map(int, re.findall(r"id=(\d+)", TEXT)))
    masked = re.sub(r"host(\d+)\.example\.org", lambda m: "h" + m[1], TEXT)
    words = len(re.split(r"[\s\[\]:/-]+", TEXT))
    found = len(re.findall(r"(?i)error|warn", TEXT))
    return levels, numbers, len(masked), words, found

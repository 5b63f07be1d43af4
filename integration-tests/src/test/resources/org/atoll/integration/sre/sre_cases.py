"""Prints cases for the regular expression engine, one a line, with the answers of the Python that runs this:
kind of subject, operation, pos, endpos, groups, code words, subject, answers, and after a # what it was.

Usage: sre_cases.py SEED COUNT. Seed 0 takes the patterns of test.re_tests, any other makes COUNT random ones.
"""
import random
import re
import signal
import sys
import warnings
from re import _compiler, _parser

warnings.simplefilter("ignore")
LETTERS = "aabbccABC_1 2.-\n\t\xe9\xdf\u017f\u0130\u0131\u0430\u212a\u0665\u2028"
CLASSES = [r"\w", r"\W", r"\d", r"\s", r"\S", r"\D", ".", "[^\n]", r"[\w-]", r"[^\W\d]", "[^a]", r"[^\s\w]"]
ITEMS = ["a", "b", "c", "A", "0-9", "a-c", "b-z", "\xe0-\xff", "\u0400-\u04ff", r"\w", r"\s", "K", "S", r"\d",
         "\U00010400-\U0001044f"]


class TooSlow(Exception):
    """CPython's own backtracking takes too long for a test."""


def on_alarm(*_):
    raise TooSlow


def answer(match, groups):
    out = [match.start(), match.end(), match.lastindex or -1]
    for group in range(1, groups + 1):
        out += match.span(group)
    return out


def answers(pattern, operation, subject, pos, end):
    if operation == 3:
        return [n for m in pattern.finditer(subject, pos, end) for n in answer(m, pattern.groups)]
    match = (pattern.match, pattern.fullmatch, pattern.search)[operation](subject, pos, end)
    return answer(match, pattern.groups) if match else []


def emit(random, text, flags, subject):
    try:
        pattern = re.compile(text, flags)
        code = [int(word) for word in _compiler._code(_parser.parse(text, flags), flags)]
    except (re.error, OverflowError, RecursionError, ValueError):
        return
    chars = list(subject) if isinstance(subject, bytes) else [ord(c) for c in subject]
    if isinstance(subject, bytes):
        kind = 2
    else:
        kind = int(any(c > 0xffff or 0xd800 <= c < 0xe000 for c in chars) or random.random() < .2)
    for operation in range(4):
        pos, end = 0, len(subject)
        if random.random() < .2:
            pos = random.randint(0, end)
            end = random.randint(pos, end)
        signal.setitimer(signal.ITIMER_REAL, 2)
        try:
            found = answers(pattern, operation, subject, pos, end)
        except TooSlow:
            continue
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        print(kind, operation, pos, end, pattern.groups, len(code), *code, len(chars), *chars, len(found), *found,
              "#", ascii(text), flags, ascii(subject))


def known():
    from test import re_tests
    generator = random.Random(0)
    for case in re_tests.tests:
        if len(case) < 3 or case[2] == re_tests.SYNTAX_ERROR:
            continue
        text, subject = case[:2]
        for flags in (0, re.I, re.M, re.S, re.A | re.I):
            emit(generator, text, flags, subject)
        try:
            for flags in (0, re.L | re.I):
                emit(generator, text.encode("latin1"), flags, subject.encode("latin1"))
        except UnicodeEncodeError:
            pass


class Maker:
    """Writes one random pattern."""

    def __init__(self, random):
        self.random = random
        self.groups = 0

    def literal(self):
        if self.random.random() < .01:
            return "\U00010400"
        return re.escape(self.random.choice(LETTERS if self.random.random() < .3 else "aabbcc"))

    def charset(self):
        if self.random.random() < .4:
            return self.random.choice(CLASSES)
        items = "".join(self.random.choice(ITEMS) for _ in range(self.random.randint(1, 4)))
        return "[" + ("^" if self.random.random() < .25 else "") + items + "]"

    def quantifier(self):
        k = self.random.random()
        how = self.random.choice(["*", "+", "?", "{2}", "{1,2}", "{2,}", "{0,3}", "{,2}"])
        return how + ("?" if k < .25 else "+" if k < .4 else "")

    def item(self, depth):
        k = self.random.random()
        if depth <= 0 or k < .3:
            return self.literal()
        if k < .42:
            return self.charset()
        if k < .62:
            return "(?:" + self.item(depth - 1) + ")" + self.quantifier()
        if k < .72:
            return (self.literal() if self.random.random() < .5 else self.charset()) + self.quantifier()
        if k < .80:
            self.groups += 1
            return "(" + self.item(depth - 1) + ")"
        if k < .88:
            ways = [self.sequence(depth - 1) if self.random.random() < .93 else "" for _ in range(self.random.randint(2, 4))]
            return "(?:" + "|".join(ways) + ")"
        if k < .905:
            return "(?" + self.random.choice("=!") + self.sequence(depth - 1) + ")"
        if k < .93:
            return "(?<" + self.random.choice("=!") + self.item(1) + ")"
        if k < .945:
            return "(?>" + self.sequence(depth - 1) + ")"
        if k < .965 or not self.groups:
            return self.random.choice(["^", "$", r"\b", r"\B", r"\A", r"\Z"])
        group = self.random.randint(1, self.groups)
        if k < .985:
            return "\\%d" % group
        return "(?(%d)%s|%s)" % (group, self.item(depth - 1), self.item(depth - 1))

    def sequence(self, depth):
        return "".join(self.item(depth) for _ in range(self.random.randint(1, 4)))


def made(seed, count):
    generator = random.Random(seed)
    for _ in range(count):
        text = Maker(generator).sequence(4)
        flags = generator.choice([0, 0, 0, re.I, re.M, re.S, re.A, re.A | re.I, re.I | re.M])
        letters = generator.choice(["ab", "abc", "abcABC 1_\n", LETTERS, LETTERS + "\U00010400\U00010428"])
        for _ in range(3):
            subject = "".join(generator.choice(letters) for _ in range(generator.choice([0, 1, 3, 6, 12, 20])))
            if generator.random() >= .2:
                emit(generator, text, flags, subject)
                continue
            try:
                emit(generator, text.encode("latin1"), flags & ~re.A | generator.choice([0, re.L]), subject.encode("latin1"))
            except UnicodeEncodeError:
                pass


signal.signal(signal.SIGALRM, on_alarm)
if sys.argv[1] == "0":
    known()
else:
    made(int(sys.argv[1]), int(sys.argv[2]))

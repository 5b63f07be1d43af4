"""The progress bar of atoll.parallel."""

import os
import sys
from time import monotonic

_EVERY_SECONDS = 0.1
_WIDTH = 80
_BAR_MAX = 40
_PARTS = " ▏▎▍▌▋▊▉"


class Progress:
    """One line on a terminal that tells how far a piece of work is. Without a terminal it does nothing."""

    def __init__(self, label, total, stream=None):
        self._stream = sys.stderr if stream is None else stream
        self._label = label
        self._total = total
        self._done = 0
        self._started = self._shown = monotonic()
        self.active = _is_terminal(self._stream)
        if self.active:
            self._show()

    def add(self, count):
        """Take note of so many more."""
        self._done += count
        if self.active and monotonic() - self._shown >= _EVERY_SECONDS:
            self._show()

    def tick(self):
        """Show the time that has passed."""
        if self.active:
            self._show()

    def end(self):
        """Leave the line as it is and go to the next."""
        if self.active:
            self.active = False
            self._show()
            self._write("\n")

    def _show(self):
        self._shown = monotonic()
        self._write("\r" + line(self._label, self._done, self._total, self._shown - self._started, self._width()) + "\x1b[K")

    def _width(self):
        try:
            return os.get_terminal_size(self._stream.fileno()).columns or _WIDTH
        except (OSError, ValueError):
            return _WIDTH

    def _write(self, text):
        try:
            self._stream.write(text)
            self._stream.flush()
        except UnicodeEncodeError:
            self._stream.write(text.encode("ascii", "replace").decode("ascii").replace("?", "#"))
            self._stream.flush()
        except (OSError, ValueError):
            self.active = False  # Nobody looks any more; the work goes on.


def _is_terminal(stream):
    try:
        return stream.isatty()
    except (AttributeError, ValueError):
        return False


def line(label, done, total, seconds, width):
    """Return the line for so much done of a total (None if nobody knows) in so many seconds, at most `width` wide."""
    rate = done / seconds if seconds > 0 else 0.0
    speed = f"{_number(rate)}/s" if rate else "-/s"
    if not total:
        text = f"{label}: {done:,} in {_time(seconds)}, {speed}"
    else:
        part = min(1.0, done / total)
        left = _time((total - done) / rate) if rate and done < total else _time(0) if done >= total else "?"
        head, tail = f"{label}: {int(part * 100):3d}% ", f" {done:,} of {total:,} in {_time(seconds)}, {left} left, {speed}"
        text = head + _bar(part, min(_BAR_MAX, width - len(head) - len(tail) - 1)) + tail
    return text[: max(1, width - 1)]


def _bar(part, width):
    if width < 4:
        return ""
    eighths = int(part * (width - 2) * 8)
    full, rest = divmod(eighths, 8)
    bar = "█" * full + (_PARTS[rest] if rest else "")
    return "|" + bar.ljust(width - 2) + "|"


def _number(value):
    for unit in ("", "k", "M"):
        if value < 1000:
            return f"{value:.0f}{unit}" if value >= 100 or not unit and value == int(value) else f"{value:.1f}{unit}"
        value /= 1000
    return f"{value:.1f}G"


def _time(seconds):
    minutes, seconds = divmod(int(seconds + 0.5), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}"

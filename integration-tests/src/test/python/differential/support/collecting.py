"""For programs about what happens to objects that nothing refers to any more."""

import gc


def collected(make, log):
    """Make objects in a frame of their own, have them collected, and give what was put into the log meanwhile.

    What has just been dropped may still lie on a stack of the JVM, so one collection need not be enough.
    """
    make()
    for _ in range(20):
        before = len(log)
        gc.collect()
        if 0 < len(log) == before:
            break
    said = sorted(map(str, log))
    log.clear()
    return said

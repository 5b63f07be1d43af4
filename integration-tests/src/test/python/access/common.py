"""Tries things in an interpreter with few capabilities and compares what comes of it."""

import os
import re
import sys


def attempt(code, names):
    """Run code, in the interpreter that is called, and tell what became of it: `it`, or the exception."""
    namespace = dict(names)
    try:
        exec(code, namespace)
        return f"got {namespace.get('it')!r}"
    except BaseException as e:
        return f'{type(e).__name__}: {e}'


READ = r"PermissionError: \[Errno 13\] read refused: .* the capability 'read' "
WRITE = r"PermissionError: \[Errno 13\] write refused: .* the capability 'write' "
EITHER = r"PermissionError: \[Errno 13\] (read|write) refused: "
UNKNOWN = r'OSError: \[Errno 9\] Bad file descriptor'
MAIN_ONLY = r'PermissionError: \[Errno 1\] .* only the main interpreter may do'


def lacks(capability):
    return rf"PermissionError: \[Errno 1\] .*lacks the capability '{capability}'; grant it with capabilities="


class Trial:
    """Attempts in one interpreter."""

    def __init__(self, interpreter, **names):
        self.interpreter = interpreter
        self.names = names
        self.count = 0
        self.surprises = 0

    def expect(self, pattern, *codes):
        for code in codes:
            self.count += 1
            outcome = self.interpreter.call(attempt, code, self.names)
            good = re.match(pattern, outcome, re.DOTALL) is not None
            self.surprises += not good
            print('ok ' if good else 'BAD', code.replace('\n', '; '), '->', outcome[:300])
            if not good:
                print('    expected:', pattern)

    def check(self, what, truth):
        self.surprises += not truth
        print('ok ' if truth else 'BAD', what)

    def end(self, at_least=10):
        self.check(f'{self.count} attempts', self.count >= at_least)
        self.interpreter.close()
        sys.stdout.flush()
        if self.surprises:
            sys.exit(f'{self.surprises} surprises')


def write(path, text):
    with open(path, 'w') as f:
        f.write(text)
    return path


def folders(root):
    """A folder to be granted and one that is not, with ways from the first to the second."""
    given, secret = os.path.join(root, 'given'), os.path.join(root, 'secret')
    os.makedirs(os.path.join(given, 'sub'))
    os.mkdir(secret)
    write(os.path.join(given, 'plain'), 'plain')
    write(os.path.join(secret, 'file'), 'hidden')
    os.symlink(os.path.join(secret, 'file'), os.path.join(given, 'link'))
    os.symlink('../secret', os.path.join(given, 'folder'))
    os.symlink('folder', os.path.join(given, 'twice'))
    os.symlink(os.path.join(secret, 'new'), os.path.join(given, 'dangling'))
    os.symlink(os.path.join(secret, 'none'), os.path.join(given, 'dangling2'))
    return given, secret

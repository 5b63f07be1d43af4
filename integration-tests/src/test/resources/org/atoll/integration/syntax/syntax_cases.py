"""What the reference parser makes of sources: one line of tab-separated fields each.

Run with the path of a list of files, or with none and base64 sources on standard input.
"""
import ast
import base64
import hashlib
import sys
import warnings

warnings.simplefilter('ignore')


def answer(source):
    try:
        tree = ast.parse(source)
    except SyntaxError as e:
        message = base64.b64encode(e.msg.encode('utf-8', 'surrogatepass')).decode()
        return f'{type(e).__name__}\t{e.lineno}\t{message}'
    except MemoryError:
        return 'MemoryError\tNone\t='
    dump = ast.dump(tree, include_attributes=True)
    return 'OK\t' + hashlib.md5(dump.encode('utf-8', 'surrogatepass')).hexdigest()


if len(sys.argv) > 1:
    with open(sys.argv[1]) as files:
        for name in files:
            with open(name.rstrip('\n'), 'rb') as f:
                print(answer(f.read()))
else:
    for line in sys.stdin:
        print(answer(base64.b64decode(line)))

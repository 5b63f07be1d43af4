"""Subinterpreters find the modules that lie beside the program."""

import sys
from concurrent import interpreters


def main():
    interpreter = interpreters.create()
    interpreter.exec("import sys\nprint(sys.path[0])")
    print(sys.path[0])
    interpreter.exec("import worker_exceptions\nprint(worker_exceptions.__name__)")
    interpreter.close()


if __name__ == "__main__":
    main()

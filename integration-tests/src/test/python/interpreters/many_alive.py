"""Many interpreters alive at once each answer a call."""

import sys
from concurrent import interpreters


def answer(number):
    global state
    state = globals().get("state", number)
    return state


def main():
    alive = [interpreters.create() for _ in range(int(sys.argv[1]))]
    for _ in range(2):
        print(sum(interpreter.call(answer, number) for number, interpreter in enumerate(alive)))
    print(len(interpreters.list_all()))
    for interpreter in alive:
        interpreter.close()
    print(len(interpreters.list_all()))


if __name__ == "__main__":
    main()

"""All interpreters are listed while other threads make them and end them: `listing.py [ROUNDS]`.

Prints how many rounds there were, whether all lists had the main interpreter and one that stays in them, and what is left.
"""

import sys
import threading

from atoll import interpreters


def come_and_go(rounds):
    for number in range(rounds):
        interp = interpreters.create()
        if number % 2:
            interp.kill(grace=0)
        else:
            interp.close()


def main(rounds):
    staying = interpreters.create()
    known = {interpreters.get_main(), staying}
    threads = [threading.Thread(target=come_and_go, args=(rounds,)) for _ in range(3)]
    for thread in threads:
        thread.start()
    complete = True
    while any(thread.is_alive() for thread in threads):
        complete &= known <= set(interpreters.list_all())
    print(rounds, complete, set(interpreters.list_all()) == known)
    staying.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300)

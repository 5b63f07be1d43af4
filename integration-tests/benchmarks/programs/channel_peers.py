"""What those do to whom channels.py sends. A module of its own, which imports nothing, as a thousand interpreters import it:
so that what is compiled for one serves all."""


def echo(get, put):
    while (item := get()) is not None:
        put(item)


def measure(get, put):
    while (item := get()) is not None:
        put(len(item))


def take(get, put):
    while (count := get()) is not None:
        for _ in range(count):
            get()
        put(count)


def give(get, put):
    while (count := get()) is not None:
        for number in range(count):
            put(number)


def spread(get, put):
    puts = [getattr(end, "put", None) or end.send for end in get()]
    while (count := get()) is not None:
        for number in range(count):
            for put in puts:
                put(number)

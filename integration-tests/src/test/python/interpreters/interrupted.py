"""Wait for a pool whose workers never end; whoever runs this sends SIGINT."""

from concurrent.futures import InterpreterPoolExecutor


def for_ever():
    while True:
        pass


def main():
    with InterpreterPoolExecutor(max_workers=2) as pool:
        futures = [pool.submit(for_ever), pool.submit(for_ever)]
        print("ready", flush=True)
        futures[0].result()


if __name__ == "__main__":
    main()

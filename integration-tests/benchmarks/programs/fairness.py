"""How long an idle interpreter takes to answer beside others that compute: `fairness.py COMPUTING SECONDS`.

So many interpreters compute without a pause. In every second phase the main script asks another interpreter, which waits
for questions otherwise, something every few milliseconds. Printed are the median and the 99th percentile of the time until
the answer is there, the same of the processor time that the whole process used meanwhile, which what else the machine does
has no part in, and the share of their throughput, for the same processor time, that the computing ones lost in the phases
with questions.
"""

import statistics
import sys
import threading
import time
from concurrent import interpreters

PHASES = 8
PAUSE = 0.005

COMPUTE = """
import time

def compute(bounds):
    counts = []
    for end in bounds:
        count = 0
        while time.monotonic() < end:
            x = 0
            for i in range(2000):
                x += i
            count += 1
        counts.append(count)
    return tuple(counts)

done.put(None)
done.put(compute(go.get()))
"""

ANSWER = """
while (item := there.get()) is not None:
    back.put(item)
"""


def start(threads, source, **names):
    interpreter = interpreters.create()
    interpreter.prepare_main(**names)
    thread = threading.Thread(target=interpreter.exec, args=(source,))
    threads.append((thread, interpreter))
    thread.start()


def ask(there, back, end, times, used):
    while time.monotonic() < end:
        now, processor = time.perf_counter(), time.process_time()
        there.put(len(times))
        back.get()
        used.append(time.process_time() - processor)
        times.append(time.perf_counter() - now)
        time.sleep(PAUSE)


def show(kind, values):
    values.sort()
    print(f"{kind}median={statistics.median(values):.9f}")
    print(f"{kind}p99={values[int(len(values) * 0.99)]:.9f}")


def main():
    computing, seconds = int(sys.argv[1]), float(sys.argv[2])
    there, back, go, done = (interpreters.create_queue() for _ in range(4))
    threads, times, used, processor = [], [], [], []
    start(threads, ANSWER, there=there, back=back)
    for _ in range(computing):
        start(threads, COMPUTE, go=go, done=done)
        done.get()
    begin = time.monotonic() + 0.2
    bounds = tuple(begin + seconds * i / PHASES for i in range(PHASES + 1))
    for _ in range(computing):
        go.put(bounds)
    for i in range(PHASES):
        time.sleep(max(0, bounds[i] - time.monotonic()))
        processor.append(time.process_time())
        if i % 2:
            ask(there, back, bounds[i + 1], times, used)
    time.sleep(max(0, bounds[PHASES] - time.monotonic()))
    processor.append(time.process_time())
    counts = [done.get() for _ in range(computing)]
    there.put(None)
    for thread, interpreter in threads:
        thread.join()
        interpreter.close()
    totals = [sum(count[i] for count in counts) for i in range(PHASES)]
    spent = [after - before for before, after in zip(processor, processor[1:])]
    alone, beside = (sum(totals[i::2]) / sum(spent[i::2]) for i in (0, 1))
    print(f"answers={len(times)}")
    show("", times)
    show("cpu_", used)
    print(f"loss={1 - beside / alone:.6f}")
    print(f"count={sum(totals)}")


main()

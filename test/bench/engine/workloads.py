"""The workloads on SimPy: `python3 workloads.py <workload> [scale]` prints seconds and memory as JSON; see ours.ts."""
import json
import math
import resource
import sys
import time

import simpy

SIZE = 1 << 16
state = 12345
uniform = []
for _ in range(SIZE):
    state = (state * 1664525 + 1013904223) & 0xFFFFFFFF
    uniform.append((state + 0.5) / 4294967296)
exponential = [-math.log(u) for u in uniform]


def ticking(processes, timeouts):
    env = simpy.Environment()
    each = timeouts // processes

    def ticker(first):
        following = first
        for _ in range(each):
            yield env.timeout(exponential[following])
            following = (following + 1) & (SIZE - 1)

    for p in range(processes):
        env.process(ticker((p * 7919) & (SIZE - 1)))
    env.run()
    return env.now


def queue(clerks, customers):
    env = simpy.Environment()
    counter = simpy.Resource(env, clerks)
    waited = 0

    def customer(number):
        nonlocal waited
        arrived = env.now
        request = counter.request()
        yield request
        waited += env.now - arrived
        yield env.timeout(0.8 * clerks * exponential[(number * 3 + 1) & (SIZE - 1)])
        counter.release(request)

    def source():
        for number in range(customers):
            yield env.timeout(exponential[number & (SIZE - 1)])
            env.process(customer(number))

    env.process(source())
    env.run()
    return waited


def producer_consumer(items):
    env = simpy.Environment()
    store = simpy.Store(env, 10)
    total = 0

    def producer():
        for item in range(items):
            yield store.put(item)

    def consumer():
        nonlocal total
        for _ in range(items):
            total += yield store.get()

    env.process(producer())
    env.process(consumer())
    env.run()
    return total


def interrupts(count):
    env = simpy.Environment()
    caught = 0

    def sleeper():
        nonlocal caught
        while True:
            try:
                yield env.timeout(1e9)
            except simpy.Interrupt:
                caught += 1
                if caught == count:
                    return

    sleeping = env.process(sleeper())

    def waker():
        for i in range(count):
            yield env.timeout(1)
            sleeping.interrupt(i)

    env.process(waker())
    env.run(count + 1)
    return caught


def conditions(count, kind):
    env = simpy.Environment()

    def waiter():
        for i in range(count):
            first = env.timeout(exponential[i & (SIZE - 1)])
            second = env.timeout(exponential[(i * 3 + 1) & (SIZE - 1)])
            yield (env.any_of if kind == 'any' else env.all_of)([first, second])

    env.process(waiter())
    env.run()
    return env.now


def stf(count):
    env = simpy.Environment()
    sequence = 0

    def execute():
        yield env.timeout(10)
        yield from generate_stfs_during_physics(2.1 * count)

    def generate_stfs_during_physics(duration):
        start = env.now
        while env.now - start < duration:
            yield from generate_single_stf()
            if env.now - start < duration:
                yield env.timeout(2)

    def generate_single_stf():
        nonlocal sequence
        sequence += 1
        yield env.timeout(0.1)

    env.process(execute())
    env.run()
    return sequence


workloads = {
    'a': lambda scale: ticking(1, int(1e6 * scale)),
    'b1e3': lambda scale: ticking(1000, int(5e6 * scale)),
    'b1e5': lambda scale: ticking(100000, int(5e6 * scale)),
    'b1e6': lambda scale: ticking(1000000, int(5e6 * scale)),
    'c1': lambda scale: queue(1, int(1e6 * scale)),
    'c8': lambda scale: queue(8, int(1e6 * scale)),
    'd': lambda scale: producer_consumer(int(1e6 * scale)),
    'e': lambda scale: interrupts(int(5e5 * scale)),
    'f1': lambda scale: conditions(int(5e5 * scale), 'any'),
    'f2': lambda scale: conditions(int(5e5 * scale), 'all'),
    'g': lambda scale: stf(int(1e6 * scale)),
}

name = sys.argv[1] if len(sys.argv) > 1 else 'a'
scale = float(sys.argv[2]) if len(sys.argv) > 2 else 1
start, processor_start = time.perf_counter(), time.process_time()
check = workloads[name](scale)
seconds, processor_seconds = time.perf_counter() - start, time.process_time() - processor_start
peak_megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
# As in measure.ts: three further runs in the same process, unless one takes longer than 3 s.
later_seconds = []
while len(later_seconds) < 3 and seconds < 3:
    start = time.perf_counter()
    assert workloads[name](scale) == check
    later_seconds.append(time.perf_counter() - start)
print(json.dumps({
    'seconds': seconds,
    'processorSeconds': processor_seconds,
    'laterSeconds': later_seconds,
    'check': check,
    'peakMegabytes': peak_megabytes,
}))

"""The counterpart of `crowd.ts`, line by line: python3 crowd.py PROCESSES STEPS"""
import struct
import sys
import zlib

import simpy

PROCESSES, STEPS = int(sys.argv[1]), int(sys.argv[2])

env = simpy.Environment()
machines = simpy.PriorityResource(env, capacity=50)
signals = [env.event() for _ in range(20)]
log = []


def after(state):
    return (state * 1103515245 + 12345) & 0x7fffffff


def sleeper(delay):
    yield env.timeout(delay)


def one(number):
    state = after(number + 1)
    for _ in range(STEPS):
        state = after(state)
        what = (state >> 8) % 16
        state = after(state)
        delay = (state >> 8) % 1000 / 10
        if what < 11:
            yield env.timeout(delay)
        elif what == 11:
            yield env.timeout(0)
        elif what == 12:
            with machines.request(priority=number % 3) as request:
                yield request | env.timeout(delay)
                yield env.timeout(0.1)
        elif what == 13:
            yield signals[number % 20] | env.timeout(delay)
        elif what == 14:
            yield env.timeout(1000 - env.now if env.now < 1000 else 1)
        else:
            yield env.process(sleeper(delay))
        log.append(struct.pack('>id', number, env.now))


def signaller():
    for number in range(PROCESSES // 500):
        yield env.timeout(25)
        signal, signals[number % 20] = signals[number % 20], env.event()
        signal.succeed()


for number in range(PROCESSES):
    env.process(one(number))
env.process(signaller())
env.run()
print(zlib.crc32(b''.join(log)), len(log))

"""Runs scenarios (one JSON object per line on stdin) on SimPy and prints what happened, one JSON list per line.

Works with SimPy 3.0.11 (Debian's python3-simpy3) and SimPy 4. On SimPy 3 the one change of 4.1.2 that a log can show is added:
an event that ends `run(until=event)` keeps its other callbacks and runs them when the simulation goes on.
"""
import json
import struct
import sys

import simpy
import simpy.util
from simpy.core import EmptySchedule, StopSimulation
from simpy.events import AllOf, AnyOf, Condition

try:
    from simpy.exceptions import Interrupt
except ImportError:
    from simpy.events import Interrupt
from simpy.resources.resource import Preempted


class Environment(simpy.Environment):
    """SimPy's environment with the `step` of SimPy 4.1.2 (`core.py`), and a count of steps."""

    steps = 0

    def step(self):
        from heapq import heappop

        try:
            self._now, _, _, event = heappop(self._queue)
        except IndexError:
            raise EmptySchedule()
        self.steps += 1
        callbacks, event.callbacks = event.callbacks, None
        place = 0
        try:
            for place, callback in enumerate(callbacks):
                callback(event)
        except StopSimulation:
            event.callbacks = callbacks[place + 1:]
            self.schedule(event, -1)
            raise
        if not event._ok and not hasattr(event, '_defused'):
            exc = type(event._value)(*event._value.args)
            exc.__cause__ = event._value
            raise exc


class Boom(Exception):
    pass


class Broken(Exception):
    """SimPy itself breaks when a process is interrupted that was lost, by an error in the middle of its event's callbacks or by its own."""


def is_refused_preemption(error):
    """A slot that was asked for outside any process cannot be preempted, which SimPy does not say in so many words."""
    return isinstance(error, AttributeError) and "'NoneType' object has no attribute 'interrupt'" in str(error)


def bits(time):
    return struct.pack('>d', time).hex()


class World:
    def __init__(self, scenario):
        self.env = env = Environment()
        self.log = []
        self.names = {}
        self.labels = {}
        self.processes = []
        self.conditions = []
        self.requests = []
        self.events = [self.label(env.event(), 'e%d' % i) for i in range(scenario['events'])]
        self.resources = [self.resource(spec) for spec in scenario['resources']]
        for i, ops in enumerate(scenario['processes']):
            self.start('p%d' % i, ops)
        for run in scenario['runs']:
            try:
                self.run(run)
            except Broken as error:
                self.write('simpy', 'breaks: %s' % error)
                return
        self.write('world', 'steps %d peek %s' % (env.steps, bits(env.peek())))

    def run(self, run):
        env = self.env
        try:
            if run[0] == 'end':
                value = env.run()
            elif run[0] == 'for':
                value = env.run(env.now + run[1])
            elif run[0] == 'steps':
                value = None
                for _ in range(run[1]):
                    try:
                        env.step()
                    except StopSimulation:
                        pass  # An `until` left over from a run that failed.
            elif run[0] == 'condition':
                value = env.run(self.condition(run[1]))
            else:
                value = env.run(self.process(run[1]) if run[0] == 'process' else self.event(run[1]))
            self.write('world', 'ran %s %s' % (run[0], self.show(value)))
        except BaseException as error:
            self.write('world', 'run %s raised %s' % (run[0], self.describe(error)))
            if 'Invalid yield value' in str(error):
                raise Broken('SimPy takes the process that is lost for the active one')

    def write(self, process, what):
        self.log.append([bits(self.env.now), process, what])

    def label(self, event, label):
        self.labels[id(event)] = (label, event)
        return event

    def resource(self, spec):
        capacity = float('inf') if spec['capacity'] is None else spec['capacity']
        kinds = {
            'resource': simpy.Resource, 'priority': simpy.PriorityResource, 'preemptive': simpy.PreemptiveResource,
            'store': simpy.Store, 'filterStore': simpy.FilterStore, 'priorityStore': simpy.PriorityStore,
        }
        if spec['kind'] == 'container':
            made = simpy.Container(self.env, capacity * spec['unit'], spec['init'] * spec['unit'])
        else:
            made = kinds[spec['kind']](self.env, capacity)
        made.spec = spec
        return made

    def resource_of(self, number, *kinds):
        """The resource with a number, counted among those of the kinds; None if there are none."""
        fitting = [resource for resource in self.resources if resource.spec['kind'] in kinds]
        return fitting[number % len(fitting)] if fitting else None

    def slots(self, number):
        return self.resource_of(number, 'resource', 'priority', 'preemptive')

    def holder(self, number):
        return self.resource_of(number, 'container', 'store', 'filterStore', 'priorityStore')

    def kept(self, number):
        """A request that was kept; None if there are none."""
        return self.requests[number % len(self.requests)] if self.requests else None

    def event(self, number):
        return self.events[number % len(self.events)]

    def process(self, number):
        return self.processes[number % len(self.processes)]

    def start(self, name, ops):
        process = self.env.process(self.body(name, ops))
        self.names[process] = name
        self.label(process, name)
        self.processes.append(process)
        return process

    def body(self, name, ops):
        self.write(name, 'start')
        done = yield from self.perform(name, ops)
        self.write(name, 'end')
        return done

    def show(self, value):
        if value is None:
            return '-'
        if isinstance(value, bool):
            return str(value).lower()
        if isinstance(value, (int, float)):
            return bits(value)
        if isinstance(value, str):
            return value
        if isinstance(value, BaseException):
            return self.describe(value)
        if type(value) is tuple:
            return '%s: %s' % (self.labels[id(value[0])][0], self.show(value[1]))
        if isinstance(value, Preempted):
            return 'preempted by %s since %s of %d' % (
                self.names.get(value.by, '-'), bits(value.usage_since), self.resources.index(value.resource))
        if hasattr(value, 'todict'):
            return '{%s}' % ', '.join('%s=%s' % (self.labels[id(event)][0], self.show(event._value)) for event in value.events)
        if hasattr(value, 'priority'):
            return 'item %s/%s' % (bits(value.priority), self.show(value.item))
        raise TypeError(type(value))

    def describe(self, error):
        if isinstance(error, Boom):
            return 'Boom(%s)' % error.args[0]
        if isinstance(error, Interrupt):
            return 'Interrupt(%s)' % self.show(error.cause)
        if isinstance(error, EmptySchedule):
            return 'EmptySchedule'
        if isinstance(error, AttributeError) and not is_refused_preemption(error) or 'not in list' in str(error):
            raise Broken(error)
        if isinstance(error, (RuntimeError, ValueError, AttributeError)):
            return 'refused'
        raise error

    def perform(self, name, ops):
        for op in ops:
            done = yield from self.act(name, op)
            if done is not None:
                return done

    def act(self, name, op):
        env, kind = self.env, op[0]
        if kind == 'timeout':
            value = yield env.timeout(float(op[1]), op[2] or None)
            self.write(name, 'timeout %s' % self.show(value))
        elif kind == 'spawn':
            child = self.start('%s.%d' % (name, len(self.processes)), op[1])
            self.write(name, 'spawn %s' % self.names[child])
        elif kind == 'delegate':
            done = yield from self.perform(name, op[1])
            self.write(name, 'delegated')
            return done
        elif kind == 'repeat':
            for _ in range(op[1]):
                done = yield from self.perform(name, op[2])
                if done is not None:
                    return done
        elif kind == 'join':
            other = self.process(op[1])
            if other is not env.active_process:
                value = yield other
                self.write(name, 'join %s' % self.show(value))
        elif kind == 'wait':
            value = yield self.event(op[1])
            self.write(name, 'wait %s' % self.show(value))
        elif kind == 'succeed' or kind == 'fail':
            event = self.event(op[1])
            try:
                event.succeed(op[2]) if kind == 'succeed' else event.fail(Boom(op[2]))
                self.write(name, kind)
            except RuntimeError:
                self.write(name, '%s refused; triggered %s processed %s ok %s' % (
                    kind, self.show(event.triggered), self.show(event.processed), self.show(event.ok)))
                # A fresh one takes its place, so that scenarios stay lively.
                if event.processed:
                    number = op[1] % len(self.events)
                    self.events[number] = self.label(env.event(), 'e%d at %s' % (number, bits(env.now)))
        elif kind == 'chain':
            first, second = self.event(op[1]), self.event(op[2])
            if first is not second and first.callbacks is not None:
                first.callbacks.append(lambda event: None if second.triggered else second.trigger(event))
                self.write(name, 'chain')
        elif kind == 'listen':
            event = self.event(op[1])
            if event.callbacks is not None:
                event.callbacks.append(lambda event: self.write('callback', 'of %s: %s' % (name, self.show(event.value))))
                self.write(name, 'listen')
        elif kind == 'react':
            event = self.event(op[1])
            if event.callbacks is not None:
                event.callbacks.append(lambda event: next(self.act('callback of %s' % name, op[2]), None))
                self.write(name, 'react')
        elif kind == 'defuse':
            self.event(op[1]).defused = True
            self.write(name, 'defuse')
        elif kind == 'look':
            process = self.process(op[1])
            waits = process.is_alive and process is not env.active_process
            target = self.labels.get(id(process.target), ('-',))[0] if waits else '-'
            self.write(name, 'look alive %s processed %s target %s' % (
                self.show(process.is_alive), self.show(process.processed), target))
        elif kind == 'condition':
            value = yield self.condition(op[1])
            self.write(name, 'condition %s' % self.show(value))
        elif kind == 'share':
            self.conditions.append(self.condition(op[1]))
            self.write(name, 'share')
        elif kind == 'interrupt':
            try:
                self.process(op[1]).interrupt(op[2])
                self.write(name, 'interrupt')
            except RuntimeError:
                self.write(name, 'interrupt refused')
        elif kind == 'startle':
            child = self.start('%s.%d' % (name, len(self.processes)), op[2])
            child.interrupt(op[1])
            self.write(name, 'startle %s' % self.names[child])
        elif kind == 'subscribe':
            process = self.process(op[1])
            if process is not env.active_process:
                try:
                    simpy.util.subscribe_at(process)
                    self.write(name, 'subscribe')
                except RuntimeError:
                    self.write(name, 'subscribe refused')
        elif kind == 'delayed':
            try:
                simpy.util.start_delayed(env, self.body('%s.delayed' % name, op[2]), float(op[1]))
                self.write(name, 'delayed')
            except ValueError:
                self.write(name, 'delayed refused')
        elif kind == 'nonsense':
            yield None
        elif kind == 'try':
            try:
                done = yield from self.perform(name, op[1])
                return done
            except (Boom, Interrupt, RuntimeError, AttributeError) as error:
                self.write(name, 'caught %s' % self.describe(error))
            return (yield from self.perform(name, op[2]))
        elif kind == 'raise':
            raise Boom(op[1])
        elif kind == 'return':
            return op[1]
        elif kind == 'peek':
            self.write(name, 'peek %s' % bits(env.peek()))
        elif kind == 'later':
            event = env.event()
            event._ok, event._value = True, None
            event.callbacks.append(lambda event: self.write('later', 'of %s' % name))
            env.schedule(event, op[1], float(op[2]))
        elif kind == 'use':
            resource = self.slots(op[1])
            if resource is None:
                return None
            with self.request(resource, op[2]) as request:
                yield request
                self.write(name, 'use since %s' % bits(request.usage_since))
                return (yield from self.perform(name, op[3]))
        elif kind == 'hold':
            resource = self.slots(op[1])
            if resource is None:
                return None
            request = self.request(resource, op[2])
            yield request
            self.write(name, 'hold %d of %d' % (resource.count, len(resource.queue)))
            done = yield from self.perform(name, op[3])
            resource.release(request)
            yield resource.release(request)
            self.write(name, 'released %d of %d' % (resource.count, len(resource.queue)))
            return done
        elif kind == 'impatient':
            resource = self.slots(op[1])
            if resource is None:
                return None
            with self.request(resource, op[2]) as request:
                yield request | env.timeout(float(op[3]))
                self.write(name, 'impatient %s' % self.show(request.triggered))
                if request.triggered:
                    return (yield from self.perform(name, op[4]))
        elif kind == 'keep':
            resource = self.slots(op[1])
            if resource is None:
                return None
            self.requests.append(self.request(resource, op[2]))
            self.write(name, 'keep %d of %d' % (resource.count, len(resource.queue)))
        elif kind == 'withdraw':
            request = self.kept(op[1])
            if request is None:
                return None
            try:
                request.cancel()
            except ValueError:
                pass  # A second time.
            self.write(name, 'withdraw %s; %d in line' % (self.show(request.triggered), len(request.resource.queue)))
        elif kind == 'giveBack':
            request = self.kept(op[1])
            if request is None:
                return None
            release = request.resource.release(request)
            self.write(name, 'give back %s; %d in use' % (self.show(release.triggered), request.resource.count))
        elif kind == 'put':
            resource = self.holder(op[1])
            if resource is None:
                return None
            yield resource.put(self.item(resource, op[2]))
            self.write(name, 'put; %s' % self.contents(resource))
        elif kind == 'impatientPut':
            resource = self.holder(op[1])
            if resource is None:
                return None
            request = self.label(resource.put(self.item(resource, op[2])), 'put')
            value = yield request | env.timeout(float(op[3]), op[3])
            if not request.triggered:
                request.cancel()
            self.write(name, 'impatient put %s; %s' % (self.show(request.triggered), self.contents(resource)))
        elif kind == 'choose':
            resource = self.holder(op[1])
            if resource is None or resource.spec['kind'] != 'filterStore':
                return None

            def passes(item):
                if item == op[4]:
                    raise Boom('of a filter')
                return item >= op[2] and env.now >= op[3]

            value = yield self.label(resource.get(passes), 'get')
            self.write(name, 'chose %s; %s' % (self.show(value), self.contents(resource)))
        elif kind == 'get':
            resource = self.holder(op[1])
            if resource is None:
                return None
            value = yield self.take(resource, op[2])
            self.write(name, 'got %s; %s' % (self.show(value), self.contents(resource)))
        elif kind == 'impatientGet':
            resource = self.holder(op[1])
            if resource is None:
                return None
            request = self.take(resource, op[2])
            value = yield request | env.timeout(float(op[3]))
            if not request.triggered:
                request.cancel()
            self.write(name, 'impatient got %s; %s' % (self.show(request.value if request.triggered else None), self.contents(resource)))
        else:
            raise TypeError(kind)
        return None

    def request(self, resource, spec):
        if resource.spec['kind'] == 'resource':
            request = resource.request()
        else:
            request = resource.request(spec['priority'], spec['preempt'])
        return self.label(request, 'request')

    def item(self, resource, number):
        if resource.spec['kind'] == 'priorityStore':
            self.serial = getattr(self, 'serial', 0) + 1
            return simpy.PriorityItem(number, self.serial)
        return number * resource.spec['unit'] if resource.spec['kind'] == 'container' else number

    def take(self, resource, number):
        kind = resource.spec['kind']
        if kind == 'container':
            request = resource.get(number * resource.spec['unit'])
        elif kind == 'filterStore':
            request = resource.get(lambda item: item >= number)
        else:
            request = resource.get()
        return self.label(request, 'get')

    def contents(self, resource):
        if resource.spec['kind'] == 'container':
            return 'level %s' % bits(resource.level)
        return '%d items' % len(resource.items)

    def condition(self, spec):
        env, kind = self.env, spec[0]
        if kind == 'timeout':
            return self.label(env.timeout(float(spec[1]), spec[1]), 't')
        if kind == 'event':
            return self.event(spec[1])
        if kind == 'process':
            return self.process(spec[1])
        if kind == 'request':
            resource = self.slots(spec[1])
            return self.event(spec[1]) if resource is None else self.request(resource, spec[2])
        if kind == 'get':
            resource = self.holder(spec[1])
            return self.event(spec[1]) if resource is None else self.take(resource, spec[2])
        if kind == 'shared':
            return self.conditions[spec[1] % len(self.conditions)] if self.conditions else self.event(spec[1])
        if kind == 'and':
            return self.condition(spec[1]) & self.condition(spec[2])
        if kind == 'or':
            return self.condition(spec[1]) | self.condition(spec[2])
        events = [self.condition(inner) for inner in spec[-1]]
        if kind == 'some':
            return Condition(env, lambda events, count: count >= min(spec[1], len(events)), events)
        return AllOf(env, events) if kind == 'all' else AnyOf(env, events)


for line in sys.stdin:
    print(json.dumps(World(json.loads(line)).log, separators=(',', ':')), flush=True)

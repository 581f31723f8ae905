import {
  Condition,
  ConditionValue,
  Container,
  EmptyScheduleError,
  Environment,
  type Event,
  FilterStore,
  type Get,
  Interrupt,
  Preempted,
  PreemptiveResource,
  PriorityItem,
  PriorityResource,
  PriorityStore,
  type Process,
  type Put,
  type Request,
  Resource,
  SimulationError,
  Store,
  startDelayed,
  subscribeAt,
  watchContainer,
  watchResource,
  watchStore,
} from "../../kernel/sim/index.ts";
import type { ConditionSpec, LogLine, Op, RequestSpec, ResourceSpec, RunSpec, Scenario } from "./scenario.ts";

/** Ways to run the same simulation: they take different paths through the engine, and are to come to the same log. */
export const MANNERS = ["whole", "observed", "sliced"] as const;

export type Manner = (typeof MANNERS)[number];

/** Run a scenario on our engine: the counterpart of `interpret.py`, line by line. */
export function interpret(scenario: Scenario, manner: Manner = "whole"): LogLine[] {
  return new World(scenario, manner).log;
}

/** An error that a scenario raises. */
class Boom extends Error {}

type Slots = Resource | PriorityResource | PreemptiveResource;
type Holder = Container | Store<any> | FilterStore<any> | PriorityStore<any>;
type ContainerSpec = Extract<ResourceSpec, { kind: "container" }>;
type Body = Generator<Event<any>, number | undefined, any>;

const SLOTS = ["resource", "priority", "preemptive"];
const HOLDERS = ["container", "store", "filterStore", "priorityStore"];

class World {
  readonly log: LogLine[] = [];
  private readonly env: Environment;
  private readonly manner: Manner;
  private readonly labels = new Map<Event<any>, string>();
  private readonly processes: Process<any>[] = [];
  private readonly conditions: Event<any>[] = [];
  private readonly requests: Request<any>[] = [];
  private readonly events: Event<any>[];
  private readonly resources: { spec: ResourceSpec; made: Slots | Holder }[];
  private serial = 0;

  constructor(scenario: Scenario, manner: Manner) {
    this.manner = manner;
    this.env = new Environment(0, manner === "observed" ? { observer: {} } : {});
    const { env } = this;
    this.events = Array.from({ length: scenario.events }, (_, i) => this.label(env.event(), `e${i}`));
    this.resources = scenario.resources.map((spec) => ({ spec, made: makeResource(env, spec) }));
    if (manner === "observed") for (const { made } of this.resources) watch(made);
    for (const [i, ops] of scenario.processes.entries()) this.start(`p${i}`, ops);
    for (const run of scenario.runs) this.run(run);
    this.write("world", `steps ${env.stepCount} peek ${bits(env.peek())}`);
  }

  private run(run: RunSpec): void {
    const { env } = this;
    try {
      let value: unknown;
      if (run[0] === "end") value = this.runUntil();
      else if (run[0] === "for") value = this.runUntil(env.now + run[1]);
      else if (run[0] === "steps") for (let i = 0; i < run[1]; i++) env.step();
      else if (run[0] === "condition") value = this.runUntil(this.condition(run[1]));
      else value = this.runUntil(run[0] === "process" ? this.process(run[1]) : this.event(run[1]));
      this.write("world", `ran ${run[0]} ${this.show(value)}`);
    } catch (error) {
      this.write("world", `run ${run[0]} raised ${this.describe(error)}`);
    }
  }

  private runUntil(until?: number | Event<any>): unknown {
    const run = this.env.runInSlices(until);
    const steps = this.manner === "sliced" ? 1 : Number.POSITIVE_INFINITY;
    while (!run.advance(steps));
    return run.value;
  }

  private write(process: string, what: string): void {
    this.log.push([bits(this.env.now), process, what]);
  }

  private label<E extends Event<any>>(event: E, label: string): E {
    this.labels.set(event, label);
    return event;
  }

  private slots(number: number): Slots | undefined {
    return this.resourceOf(number, SLOTS) as Slots | undefined;
  }

  private holder(number: number): Holder | undefined {
    return this.resourceOf(number, HOLDERS) as Holder | undefined;
  }

  /** The resource with a number, counted among those of the kinds. */
  private resourceOf(number: number, kinds: string[]) {
    const fitting = this.resources.filter(({ spec }) => kinds.includes(spec.kind));
    return fitting[number % fitting.length]?.made;
  }

  /** A request that was kept. */
  private kept(number: number): Request<any> | undefined {
    return this.requests[number % this.requests.length];
  }

  private event(number: number): Event<any> {
    return this.events[number % this.events.length]!;
  }

  private process(number: number): Process<any> {
    return this.processes[number % this.processes.length]!;
  }

  private start(name: string, ops: Op[]): Process<any> {
    const process = this.label(this.env.process(this.body(name, ops), name), name);
    this.processes.push(process);
    return process;
  }

  private *body(name: string, ops: Op[]): Body {
    this.write(name, "start");
    const done = yield* this.perform(name, ops);
    this.write(name, "end");
    return done;
  }

  private show(value: unknown): string {
    if (value === undefined || value === null) return "-";
    if (typeof value === "boolean") return String(value);
    if (typeof value === "number") return bits(value);
    if (typeof value === "string") return value;
    if (value instanceof Error) return this.describe(value);
    if (Array.isArray(value)) return `${this.labels.get(value[0] as Event)}: ${this.show(value[1])}`;
    if (value instanceof Preempted) {
      const number = this.resources.findIndex(({ made }) => made === value.resource);
      return `preempted by ${this.labels.get(value.by as Event) ?? "-"} since ${bits(value.usageSince!)} of ${number}`;
    }
    if (value instanceof ConditionValue) {
      return `{${value
        .entries()
        .map(([event, of]) => `${this.labels.get(event)}=${this.show(of)}`)
        .join(", ")}}`;
    }
    if (value instanceof PriorityItem) return `item ${bits(value.priority)}/${this.show(value.item)}`;
    throw new TypeError(`no way to show ${typeof value}`);
  }

  private describe(error: unknown): string {
    if (error instanceof Boom) return `Boom(${error.message})`;
    if (error instanceof Interrupt) return `Interrupt(${this.show(error.cause)})`;
    if (error instanceof EmptyScheduleError) return "EmptySchedule";
    if (error instanceof SimulationError) return "refused";
    throw error;
  }

  private *perform(name: string, ops: Op[]): Body {
    for (const op of ops) {
      const done = yield* this.act(name, op);
      if (done !== undefined) return done;
    }
    return undefined;
  }

  private *act(name: string, op: Op): Body {
    const { env } = this;
    switch (op[0]) {
      case "timeout": {
        const value: unknown = yield op[2] ? env.timeout(op[1], op[2]) : env.timeout(op[1]);
        this.write(name, `timeout ${this.show(value)}`);
        return undefined;
      }
      case "spawn": {
        const child = this.start(`${name}.${this.processes.length}`, op[1]);
        this.write(name, `spawn ${child.name}`);
        return undefined;
      }
      case "delegate": {
        const done = yield* this.perform(name, op[1]);
        this.write(name, "delegated");
        return done;
      }
      case "repeat":
        for (let i = 0; i < op[1]; i++) {
          const done = yield* this.perform(name, op[2]);
          if (done !== undefined) return done;
        }
        return undefined;
      case "join": {
        const other = this.process(op[1]);
        if (other !== env.activeProcess) {
          const value: unknown = yield other;
          this.write(name, `join ${this.show(value)}`);
        }
        return undefined;
      }
      case "wait": {
        const value = (yield* this.event(op[1])) as unknown;
        this.write(name, `wait ${this.show(value)}`);
        return undefined;
      }
      case "succeed":
      case "fail":
        this.settle(name, op);
        return undefined;
      case "chain": {
        const [first, second] = [this.event(op[1]), this.event(op[2])];
        if (first === second || first.callbacks === null) return undefined;
        first.callbacks.push((event) => {
          if (!second.triggered) second.trigger(event);
        });
        this.write(name, "chain");
        return undefined;
      }
      case "listen": {
        const { callbacks } = this.event(op[1]);
        if (callbacks === null) return undefined;
        callbacks.push((event) => this.write("callback", `of ${name}: ${this.show(event.value)}`));
        this.write(name, "listen");
        return undefined;
      }
      case "react": {
        const { callbacks } = this.event(op[1]);
        if (callbacks === null) return undefined;
        callbacks.push(() => void this.act(`callback of ${name}`, op[2]).next());
        this.write(name, "react");
        return undefined;
      }
      case "defuse":
        this.event(op[1]).defused = true;
        this.write(name, "defuse");
        return undefined;
      case "look": {
        const process = this.process(op[1]);
        const waits = process.isAlive && process !== env.activeProcess;
        const target = (waits && process.target !== null && this.labels.get(process.target)) || "-";
        this.write(name, `look alive ${process.isAlive} processed ${process.processed} target ${target}`);
        return undefined;
      }
      case "condition": {
        const value: unknown = yield this.condition(op[1]);
        this.write(name, `condition ${this.show(value)}`);
        return undefined;
      }
      case "share":
        this.conditions.push(this.condition(op[1]));
        this.write(name, "share");
        return undefined;
      case "interrupt":
        try {
          this.process(op[1]).interrupt(op[2]);
          this.write(name, "interrupt");
        } catch {
          this.write(name, "interrupt refused");
        }
        return undefined;
      case "startle": {
        const child = this.start(`${name}.${this.processes.length}`, op[2]);
        child.interrupt(op[1]);
        this.write(name, `startle ${child.name}`);
        return undefined;
      }
      case "subscribe": {
        const process = this.process(op[1]);
        if (process === env.activeProcess) return undefined;
        try {
          subscribeAt(process);
          this.write(name, "subscribe");
        } catch {
          this.write(name, "subscribe refused");
        }
        return undefined;
      }
      case "delayed":
        try {
          startDelayed(env, this.body(`${name}.delayed`, op[2]), op[1]);
          this.write(name, "delayed");
        } catch {
          this.write(name, "delayed refused");
        }
        return undefined;
      case "nonsense":
        yield null as unknown as Event;
        return undefined;
      case "try":
        try {
          return yield* this.perform(name, op[1]);
        } catch (error) {
          this.write(name, `caught ${this.describe(error)}`);
        }
        return yield* this.perform(name, op[2]);
      case "raise":
        throw new Boom(op[1]);
      case "return":
        return op[1];
      case "peek":
        this.write(name, `peek ${bits(env.peek())}`);
        return undefined;
      case "later": {
        const event = env.event();
        event._value = undefined;
        event.callbacks?.push(() => this.write("later", `of ${name}`));
        env.schedule(event, op[1], op[2]);
        return undefined;
      }
      case "use": {
        const resource = this.slots(op[1]);
        if (!resource) return undefined;
        using request = this.request(resource, op[2]);
        yield request;
        this.write(name, `use since ${bits(request.usageSince!)}`);
        return yield* this.perform(name, op[3]);
      }
      case "hold": {
        const resource = this.slots(op[1]);
        if (!resource) return undefined;
        const request = this.request(resource, op[2]);
        yield request;
        this.write(name, `hold ${resource.count} of ${resource.queue.length}`);
        const done = yield* this.perform(name, op[3]);
        resource.release(request as any);
        yield resource.release(request as any);
        this.write(name, `released ${resource.count} of ${resource.queue.length}`);
        return done;
      }
      case "impatient": {
        const resource = this.slots(op[1]);
        if (!resource) return undefined;
        using request = this.request(resource, op[2]);
        yield request.or(env.timeout(op[3]));
        this.write(name, `impatient ${this.show(request.triggered)}`);
        return request.triggered ? yield* this.perform(name, op[4]) : undefined;
      }
      case "keep": {
        const resource = this.slots(op[1]);
        if (!resource) return undefined;
        this.requests.push(this.request(resource, op[2]));
        this.write(name, `keep ${resource.count} of ${resource.queue.length}`);
        return undefined;
      }
      case "withdraw": {
        const request = this.kept(op[1]);
        if (!request) return undefined;
        request.cancel();
        this.write(name, `withdraw ${request.triggered}; ${request.resource.queue.length} in line`);
        return undefined;
      }
      case "giveBack": {
        const request = this.kept(op[1]);
        if (!request) return undefined;
        const release = request.resource.release(request);
        this.write(name, `give back ${release.triggered}; ${request.resource.count} in use`);
        return undefined;
      }
      case "put": {
        const resource = this.holder(op[1]);
        if (!resource) return undefined;
        yield this.put(resource, op[2]);
        this.write(name, `put; ${contents(resource)}`);
        return undefined;
      }
      case "impatientPut": {
        const resource = this.holder(op[1]);
        if (!resource) return undefined;
        const request = this.label(this.put(resource, op[2]), "put");
        yield request.or(env.timeout(op[3], op[3]));
        if (!request.triggered) request.cancel();
        this.write(name, `impatient put ${request.triggered}; ${contents(resource)}`);
        return undefined;
      }
      case "choose": {
        const resource = this.holder(op[1]);
        if (!(resource instanceof FilterStore)) return undefined;
        const request = resource.get((item: number) => {
          if (item === op[4]) throw new Boom("of a filter");
          return item >= op[2] && env.now >= op[3];
        });
        const value: unknown = yield* this.label(request, "get");
        this.write(name, `chose ${this.show(value)}; ${contents(resource)}`);
        return undefined;
      }
      case "get": {
        const resource = this.holder(op[1]);
        if (!resource) return undefined;
        const value: unknown = yield* this.take(resource, op[2]);
        this.write(name, `got ${this.show(value)}; ${contents(resource)}`);
        return undefined;
      }
      case "impatientGet": {
        const resource = this.holder(op[1]);
        if (!resource) return undefined;
        const request = this.take(resource, op[2]);
        yield request.or(env.timeout(op[3]));
        if (!request.triggered) request.cancel();
        const value: unknown = request.triggered ? request.value : undefined;
        this.write(name, `impatient got ${this.show(value)}; ${contents(resource)}`);
        return undefined;
      }
    }
  }

  private settle(name: string, op: ["succeed", number, number] | ["fail", number, string]): void {
    const { env } = this;
    const event = this.event(op[1]);
    try {
      if (op[0] === "succeed") event.succeed(op[2]);
      else event.fail(new Boom(op[2]));
      this.write(name, op[0]);
    } catch {
      const state = `triggered ${event.triggered} processed ${event.processed} ok ${event.ok}`;
      this.write(name, `${op[0]} refused; ${state}`);
      if (!event.processed) return;
      // A fresh one takes its place, so that scenarios stay lively.
      const number = op[1] % this.events.length;
      this.events[number] = this.label(env.event(), `e${number} at ${bits(env.now)}`);
    }
  }

  private request(resource: Slots, spec: RequestSpec): Request<any> {
    const request = resource instanceof PriorityResource ? resource.request(spec) : resource.request();
    return this.label(request, "request");
  }

  private amount(container: Container, number: number): number {
    const { spec } = this.resources.find(({ made }) => made === container)!;
    return number * (spec as ContainerSpec).unit;
  }

  private put(resource: Holder, number: number): Put {
    if (resource instanceof Container) return resource.put(this.amount(resource, number));
    if (!(resource instanceof PriorityStore)) return resource.put(number);
    this.serial += 1;
    return resource.put(new PriorityItem(number, this.serial));
  }

  private take(resource: Holder, number: number): Get<any> {
    if (resource instanceof Container) return this.label(resource.get(this.amount(resource, number)), "get");
    if (resource instanceof FilterStore)
      return this.label(
        resource.get((item) => item >= number),
        "get",
      );
    return this.label(resource.get(), "get");
  }

  private condition(spec: ConditionSpec): Condition | Event<any> {
    const { env } = this;
    switch (spec[0]) {
      case "timeout":
        return this.label(env.timeout(spec[1], spec[1]), "t");
      case "event":
        return this.event(spec[1]);
      case "process":
        return this.process(spec[1]);
      case "request": {
        const resource = this.slots(spec[1]);
        return resource ? this.request(resource, spec[2]) : this.event(spec[1]);
      }
      case "get": {
        const resource = this.holder(spec[1]);
        return resource ? this.take(resource, spec[2]) : this.event(spec[1]);
      }
      case "shared":
        return this.conditions[spec[1] % this.conditions.length] ?? this.event(spec[1]);
      case "some": {
        const enough = (all: readonly Event<any>[], happened: number) => happened >= Math.min(spec[1], all.length);
        return new Condition(
          env,
          enough,
          spec[2].map((inner) => this.condition(inner)),
        );
      }
      case "and":
        return this.condition(spec[1]).and(this.condition(spec[2]));
      case "or":
        return this.condition(spec[1]).or(this.condition(spec[2]));
      case "all":
        return env.allOf(spec[1].map((inner) => this.condition(inner)));
      case "any":
        return env.anyOf(spec[1].map((inner) => this.condition(inner)));
    }
  }
}

function makeResource(env: Environment, spec: ResourceSpec): Slots | Holder {
  const capacity = spec.capacity ?? Number.POSITIVE_INFINITY;
  switch (spec.kind) {
    case "resource":
      return new Resource(env, { capacity });
    case "priority":
      return new PriorityResource(env, { capacity });
    case "preemptive":
      return new PreemptiveResource(env, { capacity });
    case "container":
      return new Container(env, { capacity: capacity * spec.unit, init: spec.init * spec.unit });
    case "store":
      return new Store(env, { capacity });
    case "filterStore":
      return new FilterStore(env, { capacity });
    case "priorityStore":
      return new PriorityStore(env, { capacity });
  }
}

function watch(resource: Slots | Holder): void {
  if (resource instanceof Resource) watchResource(resource);
  else if (resource instanceof Container) watchContainer(resource);
  else watchStore(resource);
}

function contents(resource: Holder): string {
  return resource instanceof Container ? `level ${bits(resource.level)}` : `${resource.items.length} items`;
}

const view = new DataView(new ArrayBuffer(8));

function bits(time: number): string {
  view.setFloat64(0, time);
  return view.getBigUint64(0).toString(16).padStart(16, "0");
}

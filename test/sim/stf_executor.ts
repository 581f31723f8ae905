import type { Environment, Event } from "../../kernel/sim/index.ts";

/** Parameters of the reference workflow, as its TOML names them; a case may leave one out. */
export type StfParameters = Record<string, number>;

/** A stay in one of the eight states of the data-acquisition cycle. */
export interface StateInterval {
  no: number;
  state: string;
  substate: string;
  start: number;
  end: number | null;
  period?: number;
}

export interface Broadcast {
  name: string;
  msg_type: string;
  at: number;
  end: number;
  end_reached: boolean;
}

/** The seed's `WorkflowExecutor`, line by line, with a diary of what it does. */
export class StfExecutor {
  readonly parameters: StfParameters;
  readonly states: StateInterval[] = [];
  readonly broadcasts: Broadcast[] = [];
  readonly stfs: [start: number, end: number][] = [];
  readonly stfsPerPeriod: number[] = [];
  stfSequence = 0;

  constructor(parameters: StfParameters) {
    this.parameters = parameters;
  }

  *execute(env: Environment) {
    const { parameters } = this;
    this.enter(env, 1, "no_beam", "not_ready");
    yield env.timeout(parameters.no_beam_not_ready_delay!);

    this.enter(env, 2, "beam", "not_ready");
    yield* this.send(env, "broadcast_run_imminent", "run_imminent");
    yield env.timeout(parameters.beam_not_ready_delay!);

    // The reference figures stamp a state once its first wait exists: a refused delay leaves the state before.
    const ready = env.timeout(parameters.beam_ready_delay!);
    this.enter(env, 3, "beam", "ready");
    yield ready;

    const count = parameters.physics_period_count!;
    let period = 0;
    while (count === 0 || period < count) {
      this.enter(env, period === 0 ? 4 : 6, "run", "physics", period + 1);
      if (period === 0) yield* this.send(env, "broadcast_run_start", "start_run");
      else yield* this.send(env, "broadcast_resume_run", "resume_run");

      this.stfsPerPeriod.push(0);
      yield* this.generateStfsDuringPhysics(env, parameters.physics_period_duration!);
      period += 1;

      if (count === 0 || period < count) {
        this.enter(env, 5, "run", "standby");
        yield* this.send(env, "broadcast_pause_run", "pause_run");
        yield env.timeout(parameters.standby_duration!);
      }
    }

    this.enter(env, 7, "beam", "not_ready");
    yield* this.send(env, "broadcast_run_end", "end_run");
    yield env.timeout(parameters.beam_not_ready_end_delay!);
    this.enter(env, 8, "no_beam", "not_ready");
  }

  private *generateStfsDuringPhysics(env: Environment, duration: number): Generator<Event<any>, void, any> {
    const start = env.now;
    while (env.now - start < duration) {
      yield* this.generateSingleStf(env);
      if (env.now - start < duration) yield env.timeout(this.parameters.stf_interval!);
    }
  }

  private *generateSingleStf(env: Environment): Generator<Event<any>, void, any> {
    this.stfSequence += 1;
    const generationTime = this.parameters.stf_generation_time!;
    this.stfs.push([env.now, env.now + generationTime]);
    this.stfsPerPeriod[this.stfsPerPeriod.length - 1]! += 1;
    yield env.timeout(generationTime);
  }

  private *send(env: Environment, name: string, msgType: string): Generator<Event<any>, void, any> {
    const delay = this.parameters.broadcast_delay!;
    const broadcast = { name, msg_type: msgType, at: env.now, end: env.now + delay, end_reached: false };
    this.broadcasts.push(broadcast);
    yield env.timeout(delay);
    broadcast.end_reached = true;
  }

  private enter(env: Environment, no: number, state: string, substate: string, period?: number): void {
    const last = this.states.at(-1);
    if (last) last.end = env.now;
    this.states.push({ no, state, substate, start: env.now, end: null, ...(period === undefined ? {} : { period }) });
  }
}

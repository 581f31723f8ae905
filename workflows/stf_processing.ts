import { defineWorkflow, type Environment, parameter } from "wfnb";

/**
 * The ePIC data-acquisition cycle: the collider comes up, physics periods alternate with standby, super time frames (STFs)
 * are generated during physics. A broadcast's delay belongs to the state that it announces.
 */
export default defineWorkflow({
  name: "stf_processing",
  version: "1.0",
  description: "Data-acquisition cycle with state transitions and STF generation during physics",
  topic: "/topic/epictopic",
  parameters: {
    no_beam_not_ready_delay: parameter.seconds({ default: 10, description: "Collider not operating" }),
    broadcast_delay: parameter.seconds({ default: 1, description: "Time that each broadcast takes" }),
    beam_not_ready_delay: parameter.seconds({ default: 5, description: "Beam present, detectors getting ready" }),
    beam_ready_delay: parameter.seconds({ default: 2, description: "Ready for physics, before the run starts" }),
    physics_period_count: parameter.count({
      default: 3,
      description: "Physics periods in the run; 0 goes on until stopped",
    }),
    physics_period_duration: parameter.seconds({ default: 180, description: "Length of one physics period" }),
    standby_duration: parameter.seconds({ default: 30, description: "Standby between two physics periods" }),
    beam_not_ready_end_delay: parameter.seconds({ default: 5, description: "Beam present, run ended" }),
    stf_interval: parameter.seconds({ default: 2, description: "Wait between two STFs", loop: "STF generation" }),
    stf_generation_time: parameter.seconds({
      default: 0.1,
      description: "Time that generating one STF takes",
      loop: "STF generation",
    }),
  },

  *execute({ env, parameters, state, broadcast, count }) {
    let stfCount = 0;
    const countStf = () => {
      stfCount += 1;
      count("stf");
    };

    state("no_beam", "not_ready");
    yield env.timeout(parameters.no_beam_not_ready_delay);

    state("beam", "not_ready");
    broadcast("run_imminent");
    yield env.timeout(parameters.broadcast_delay);
    yield env.timeout(parameters.beam_not_ready_delay);

    state("beam", "ready");
    yield env.timeout(parameters.beam_ready_delay);

    const { physics_period_count: periods } = parameters;
    for (let period = 0; periods === 0 || period < periods; period += 1) {
      if (period > 0) {
        state("run", "standby");
        broadcast("pause_run", { reason: "standby between physics periods" });
        yield env.timeout(parameters.broadcast_delay);
        yield env.timeout(parameters.standby_duration);
      }
      state("run", "physics");
      count("physics_period");
      broadcast(period === 0 ? "start_run" : "resume_run");
      yield env.timeout(parameters.broadcast_delay);
      yield* generateStfs(env, parameters, countStf);
    }

    state("beam", "not_ready");
    broadcast("end_run", { total_stf_files: stfCount });
    yield env.timeout(parameters.broadcast_delay);
    yield env.timeout(parameters.beam_not_ready_end_delay);

    state("no_beam", "not_ready");
  },
});

interface StfParameters {
  readonly physics_period_duration: number;
  readonly stf_interval: number;
  readonly stf_generation_time: number;
}

/** STFs one after another until the physics period is over; the wait after the last one is left out. */
function* generateStfs(env: Environment, parameters: StfParameters, countStf: () => void) {
  const start = env.now;
  while (env.now - start < parameters.physics_period_duration) {
    yield* generateStf(env, parameters.stf_generation_time, countStf);
    if (env.now - start < parameters.physics_period_duration) yield env.timeout(parameters.stf_interval);
  }
}

function* generateStf(env: Environment, generationTime: number, countStf: () => void) {
  countStf();
  yield env.timeout(generationTime);
}

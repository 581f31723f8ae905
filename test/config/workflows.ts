import { describeParameters, parameter } from "../../kernel/config/index.ts";
import type { WorkflowDescription } from "../../kernel/model/index.ts";

/** The reference workflow's parameters, with a list, a choice, a flag and a text that it does not have. */
export const stfShape = {
  no_beam_not_ready_delay: parameter.seconds({ default: 10, description: "Collider not operating" }),
  physics_period_count: parameter.count({
    default: 3,
    description: "Physics periods in the run; 0 goes on until stopped",
  }),
  physics_period_duration: parameter.seconds({
    default: 180,
    max: 86_400,
    description: "Length of one physics period",
  }),
  stf_interval: parameter.seconds({ default: 2, loop: "STF generation", description: "Wait between two STFs" }),
  stf_generation_time: parameter.seconds({ default: 0.1, loop: "STF generation", description: "Time for one STF" }),
  beam_energy: parameter.number({ default: 10, min: 5, max: 18, unit: "GeV", description: "Energy of the electrons" }),
  mode: parameter.choice(["fast", "exact"], { default: "fast", description: "How to simulate" }),
  dump: parameter.flag({ default: false, description: "Write every frame" }),
  label: parameter.text({ default: "run", minLength: 1, maxLength: 20, description: "Name of the run" }),
  weights: parameter.list(parameter.number({ min: 0, description: "Weight" }), {
    default: [1, 2],
    minItems: 1,
    maxItems: 4,
    description: "Weights of the detectors",
  }),
} as const;

export const stfProcessing: WorkflowDescription = {
  name: "stf_processing",
  version: "1.0",
  workflowType: "stf_processing",
  description: "Data-acquisition cycle",
  file: "workflows/stf_processing.ts",
  ...describeParameters(stfShape),
};

/** A workflow with a parameter that has no default. */
export const fastProcessing: WorkflowDescription = {
  name: "fast_processing",
  version: "2.0",
  workflowType: "fast_processing",
  description: "",
  file: "workflows/fast_processing.ts",
  ...describeParameters({
    target_worker_count: parameter.count({ min: 1, description: "Workers to start" }),
    stf_sampling_rate: parameter.number({
      default: 0.05,
      min: 0,
      max: 1,
      description: "Part of the STFs that is sampled",
    }),
    slices_per_sample: parameter.count({ default: 15, description: "Slices of one sample" }),
  }),
};

export const workflows = [stfProcessing, fastProcessing];

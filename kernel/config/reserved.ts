import { z } from "zod";
import type { JsonObject } from "../model/index.ts";
import { type DeclaredParameters, declaredParameters } from "./declared.ts";
import { describeParameters } from "./describe.ts";
import { type ParameterShape, parameter } from "./parameter.ts";
import { mostExecutions } from "./sweepPoints.ts";

/** A table whose keys are ours; every other table carries parameters. */
export interface ReservedTable {
  readonly name: ReservedName;
  readonly description: string;
  /** Its keys; of `agents` those of one `[agents.<name>]`. Those of `sweep` are the workflow's parameters, and none of them stands here. */
  readonly keys: DeclaredParameters;
  readonly schema: JsonObject;
}

export type ReservedName = "workflow" | "run" | "testbed" | "agents" | "sweep";

const text = (description: string) => parameter.text({ minLength: 1, description }).optional();

const workflow = () => ({
  name: text("Name of the workflow to run"),
  version: text("Version of the workflow that this configuration was written for"),
  description: text("What this configuration is for"),
  includes: parameter
    .list(parameter.text({ minLength: 1, description: "Path, relative to this file" }), {
      description:
        "Configurations to read first, in order: later ones override earlier ones, this file overrides them all",
    })
    .optional(),
  config: text("Configuration to start from: a file beside this one or beside the workflow; `.toml` may be left out"),
  realtime: parameter.flag({ description: "As `realtime` in [run]" }).optional(),
});

const run = () => ({
  until: z
    .number()
    .gt(0)
    .meta({ unit: "s", description: "Simulated seconds at which to stop; events due exactly then do not run" })
    .optional(),
  seed: parameter.count({ description: "Seed of every random stream; chosen and recorded when not given" }).optional(),
  replications: parameter
    .count({
      min: 1,
      max: mostExecutions,
      description: "How often to run, each time with another seed derived from `seed`",
    })
    .optional(),
  realtime: parameter
    .flag({ description: "Wait for the wall clock: one simulated second takes `factor` wall seconds" })
    .optional(),
  factor: z
    .number()
    .gt(0)
    .meta({ unit: "s", description: "Wall seconds per simulated second in real time; 1 unless given" })
    .optional(),
});

const testbed = () => ({
  namespace: text(
    "Namespace that keeps this testbed's messages apart from others'; for the testbed, nothing here depends on it",
  ),
});

const agent = () => ({
  enabled: parameter.flag({ description: "Whether the testbed starts the agent; nothing is started here" }).optional(),
  script: text("Script with which the testbed runs the agent"),
});

export const reservedTables: Readonly<Record<ReservedName, ReservedTable>> = {
  workflow: reserved("workflow", "Which workflow to run, and which configurations to build on", workflow),
  run: reserved("run", "How to run, as opposed to what", run),
  testbed: reserved("testbed", "The testbed that agents belong to: checked here, read there", testbed),
  agents: reserved(
    "agents",
    "Agents that the testbed starts beside the workflow, one table each: [agents.<name>]; checked here, read there",
    agent,
  ),
  sweep: reserved(
    "sweep",
    "Values to try, for each parameter a list: every combination is run; lists in a [sweep.<group>] vary together",
    () => ({}),
  ),
};

/** Of a table `[sweep.<group>]`. */
export const groupDescription =
  "Parameters that vary together: the first value of each list, then the second of each, and so on";

export function isReserved(name: string): name is ReservedName {
  return Object.hasOwn(reservedTables, name);
}

/** Does a table speak of the workflow's parameters? Those that are not ours do, and `[sweep]`. */
export function speaksOfParameters(name: string): boolean {
  return name === "sweep" || !isReserved(name);
}

/** Other words for a key that people know from elsewhere. */
export const synonyms: Readonly<Record<string, { readonly table: ReservedName; readonly key: string }>> = {
  duration: { table: "run", key: "until" },
};

/** Its schema is made when it is first asked for: each thread that runs a workflow loads this file, and needs none of them. */
function reserved(name: ReservedName, description: string, shape: () => ParameterShape): ReservedTable {
  let schema: JsonObject | undefined;
  return {
    name,
    description,
    get schema() {
      schema ??= describeParameters(shape()).parameterSchema;
      return schema;
    },
    get keys() {
      return declaredParameters(this.schema);
    },
  };
}

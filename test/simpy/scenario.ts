/** A random program that both SimPy and our engine can run: plain JSON, so that it can be printed, sent and made smaller. */
export interface Scenario {
  seed: number;
  /** Number of plain events that the processes share. */
  events: number;
  resources: ResourceSpec[];
  processes: Op[][];
  /** How the simulation is run, one call after the other. */
  runs: RunSpec[];
}

export type ResourceSpec =
  | { kind: "resource" | "priority" | "preemptive"; capacity: number }
  | { kind: "container"; capacity: number | null; init: number; unit: number }
  | { kind: "store" | "filterStore" | "priorityStore"; capacity: number | null };

/** To the end; until a time after now; until a process, a shared event or a condition has happened; a number of single steps. */
export type RunSpec =
  | ["end"]
  | ["for", number]
  | ["process", number]
  | ["event", number]
  | ["condition", ConditionSpec]
  | ["steps", number];

/** One thing that a process does. Numbers that name a process, resource, event, condition or request are taken modulo how many there are. */
export type Op =
  | ["timeout", number, number]
  | ["spawn", Op[]]
  | ["delegate", Op[]]
  | ["repeat", number, Op[]]
  | ["join", number]
  | ["wait", number]
  | ["succeed", number, number]
  | ["fail", number, string]
  | ["chain", number, number]
  | ["listen", number]
  | ["react", number, Op]
  | ["defuse", number]
  | ["look", number]
  | ["condition", ConditionSpec]
  | ["share", ConditionSpec]
  | ["interrupt", number, number]
  | ["startle", number, Op[]]
  | ["subscribe", number]
  | ["delayed", number, Op[]]
  | ["nonsense"]
  | ["try", Op[], Op[]]
  | ["raise", string]
  | ["return", number]
  | ["peek"]
  | ["later", number, number]
  | ["use", number, RequestSpec, Op[]]
  | ["hold", number, RequestSpec, Op[]]
  | ["impatient", number, RequestSpec, number, Op[]]
  | ["keep", number, RequestSpec]
  | ["withdraw", number]
  | ["giveBack", number]
  | ["put", number, number]
  | ["impatientPut", number, number, number]
  | ["get", number, number]
  | ["impatientGet", number, number, number]
  | ["choose", number, number, number, number];

export interface RequestSpec {
  priority: number;
  preempt: boolean;
}

export type ConditionSpec =
  | ["timeout", number]
  | ["event", number]
  | ["process", number]
  | ["request", number, RequestSpec]
  | ["get", number, number]
  | ["shared", number]
  | ["all", ConditionSpec[]]
  | ["any", ConditionSpec[]]
  | ["some", number, ConditionSpec[]]
  | ["and", ConditionSpec, ConditionSpec]
  | ["or", ConditionSpec, ConditionSpec];

/** What happened: the bits of the time, the process, what it did and what came of it. */
export type LogLine = [time: string, process: string, what: string];

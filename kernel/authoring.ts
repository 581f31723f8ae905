/**
 * What a workflow file may import from `wfnb`: the engine, parameters and `defineWorkflow`.
 * It is all that a worker loads, so that an execution starts fast.
 */
export { type ParameterShape, type ParametersOf, parameter } from "./config/parameter.ts";
export type * from "./model/definition.ts";
export type * from "./model/execution.ts";
export type * from "./model/json.ts";
export type * from "./model/parameter.ts";
export type * from "./model/run.ts";
export type * from "./model/trace.ts";
export * from "./sim/index.ts";
export type { WorkflowContext } from "./workflow/context.ts";
export { defineWorkflow, type WorkflowDefinition, type WorkflowOptions } from "./workflow/defineWorkflow.ts";

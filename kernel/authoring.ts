/**
 * What a workflow file may import from `wfnb`: the engine, parameters and `defineWorkflow`.
 * It is all that a worker loads, so that an execution starts fast.
 */
export { type ParameterShape, type ParametersOf, parameter } from "./config/index.ts";
export type * from "./model/index.ts";
export * from "./sim/index.ts";
export type { WorkflowContext } from "./workflow/context.ts";
export { defineWorkflow, type WorkflowDefinition, type WorkflowOptions } from "./workflow/defineWorkflow.ts";

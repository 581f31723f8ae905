/**
 * The library `wfnb`: discrete-event workflows in SimPy's manner.
 * Everything that users may import, and nothing else.
 */
export { parameter, type ParameterShape, type ParametersOf } from "./config/index.ts";
export type * from "./model/index.ts";
export * from "./sim/index.ts";
export type { WorkflowContext } from "./workflow/context.ts";
export { defineWorkflow, type WorkflowDefinition, type WorkflowOptions } from "./workflow/defineWorkflow.ts";

export type * from "./definition.ts";
export * from "./execution.ts";
export type * from "./json.ts";
export type * from "./parameter.ts";
export * from "./resourceGauges.ts";
export type * from "./run.ts";
export type * from "./trace.ts";
export * from "./traceBatch.ts";
export type * from "./traceDifference.ts";

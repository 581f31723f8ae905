export * from "./compareExecutions.ts";
export * from "./comparisonText.ts";
export * from "./parting.ts";

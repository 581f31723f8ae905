export * from "./compareExecutions.ts";
export * from "./comparisonText.ts";

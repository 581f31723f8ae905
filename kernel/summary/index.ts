export * from "./accumulate.ts";
export * from "./timeline.ts";
export * from "./traceSummary.ts";

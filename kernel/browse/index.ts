export type * from "./browserRow.ts";
export * from "./browsing.ts";
export * from "./executionBrowser.ts";

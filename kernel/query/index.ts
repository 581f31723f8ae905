export * from "./complete.ts";
export { queryPredicate } from "./matches.ts";
export * from "./parse.ts";
export * from "./sql.ts";
export type * from "./syntax.ts";

export * from "./batchFilter.ts";
export * from "./complete.ts";
export { type Field, type Flag, fieldNamed, type StoredAs, statuses } from "./fields.ts";
export { queryPredicate } from "./matches.ts";
export * from "./parse.ts";
export type * from "./syntax.ts";
export { unknownNameIn } from "./unknownName.ts";
export { globMatcher, likePattern, momentOf, numberOf } from "./values.ts";

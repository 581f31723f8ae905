/** `npm run bench:views`: the tree of many executions, then the timeline of a long one. */
await import("./executions.ts");
console.log();
await import("./timeline.ts");

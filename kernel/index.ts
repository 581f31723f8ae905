/**
 * The library `wfnb`: discrete-event workflows in SimPy's manner, for workflow files, notebooks and scripts.
 * Everything that users may import, and nothing else.
 */
export * from "./authoring.ts";
export * from "./scripting/index.ts";

export * from "./executionHandle.ts";
export * from "./forkKernel.ts";
export * from "./kernel.ts";
export * from "./kernelLostError.ts";
export * from "./kernelProcess.ts";
export * from "./startRefusedError.ts";
export type { Verification } from "./verify.ts";
export * from "./workflowRunner.ts";

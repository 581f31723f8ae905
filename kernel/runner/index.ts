export * from "./forkKernel.ts";
export * from "./kernel.ts";
export * from "./kernelLostError.ts";
export * from "./kernelProcess.ts";
export * from "./localKernel.ts";
export * from "./startRefusedError.ts";

export { openKernel } from "../../platform/openKernel.ts";

export { findWorkspace } from "../../platform/findWorkspace.ts";

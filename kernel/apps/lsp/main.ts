#!/usr/bin/env node
import { fileURLToPath } from "node:url";
import { createConnection, type InitializeParams, ProposedFeatures } from "vscode-languageserver/node";
import type { WorkflowDescription } from "../../model/index.ts";
import { findWorkspace } from "../../platform/findWorkspace.ts";
import { openKernel } from "../../platform/openKernel.ts";
import type { WorkflowListing } from "../../runner/kernel.ts";
import { type OpenWorkspace, serve } from "./server.ts";
import { workspaceIn } from "./world.ts";

/**
 * `wfnb lsp`: the configuration service for any editor, over stdin and stdout.
 * With `initializationOptions.workflows`, a list of descriptions, no workflow's code is run to learn them.
 */
serve(createConnection(ProposedFeatures.all, process.stdin, process.stdout), openWorkspace);

function openWorkspace({ workspaceFolders, initializationOptions }: InitializeParams): OpenWorkspace {
  const uri = workspaceFolders?.[0]?.uri;
  const root = findWorkspace(uri?.startsWith("file:") ? fileURLToPath(uri) : undefined);
  const given = (initializationOptions as { workflows?: WorkflowDescription[] } | undefined)?.workflows;
  if (given !== undefined)
    return { workspace: workspaceIn(root, () => ({ workflows: given })), ready: Promise.resolve() };

  const kernel = openKernel(root);
  let listing: WorkflowListing = { workflows: [], problems: [] };
  const readWorkflows = async () => {
    listing = await kernel.workflows();
  };
  process.once("exit", () => void kernel.close());
  return { workspace: workspaceIn(root, () => listing), workflowsChanged: readWorkflows, ready: readWorkflows() };
}

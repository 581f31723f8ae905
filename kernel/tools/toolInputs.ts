import { z } from "zod";
import { kindCodes, type TraceKind } from "../model/index.ts";

const executionId = z.string().min(1).max(500).describe("Execution id, such as stf_processing-ada-0001");

/** A configuration as text, or as a file of the workspace. */
const configuration = {
  toml: z.string().max(200_000).optional().describe("The text of a workflow configuration in TOML"),
  file: z
    .string()
    .min(1)
    .max(1000)
    .optional()
    .describe("Instead of the text: a configuration file, by its path in the workspace, such as workflows/fast.toml"),
};

const isOneConfiguration = [
  ({ toml, file }: { toml?: string | undefined; file?: string | undefined }) =>
    (toml === undefined) !== (file === undefined),
  "Give either toml or file",
] as const;

const filter = z.string().max(1000).optional();

const from = z.number().optional().describe("Simulated seconds at which to begin");
const to = z.number().optional().describe("Simulated seconds at which to end");

const waitSeconds = z
  .number()
  .min(0)
  .max(3600)
  .optional()
  .describe("How long to wait for the end; then the answer is the id, and it goes on. Default 45.");

const parameterValue = z.union([
  z.number(),
  z.string(),
  z.boolean(),
  z.array(z.union([z.number(), z.string(), z.boolean()])),
]);

/** What each tool of a language model takes: the types, the check of what a model sends, and the manifest's input schemas. */
export const toolInputs = {
  wfnb_list_executions: z.strictObject({
    filter: filter.describe(
      "Terms that all hold, such as: status:failed workflow:stf* stf_interval>1.5 count.stf>100 since:7d tag:good some text. Empty: all.",
    ),
    orderBy: z
      .string()
      .max(200)
      .optional()
      .describe("start (default), simulated, took, events, workflow, user, status, parameter.<name>, count.<name>"),
    descending: z.boolean().optional().describe("Largest or newest first. Default true."),
    limit: z.number().int().min(1).max(50).optional().describe("How many at most. Default 20."),
  }),
  wfnb_get_execution: z.strictObject({ id: executionId }),
  wfnb_list_workflows: z.strictObject({
    name: z
      .string()
      .min(1)
      .max(200)
      .optional()
      .describe("One workflow, with its parameters. Not given: the names and descriptions of all."),
  }),
  wfnb_run_workflow: z.strictObject({
    workflow: z.string().min(1).max(200).describe("Name of a workflow of this workspace"),
    parameters: z
      .record(z.string().max(200), parameterValue)
      .optional()
      .describe("Values by name; what is not named keeps its default. Unknown names are refused."),
    until: z.number().positive().optional().describe("Simulated seconds at which to stop"),
    seed: z.number().int().optional().describe("Seed of the random streams; chosen and recorded when not given"),
    waitSeconds,
  }),
  wfnb_run_config: z.strictObject({ ...configuration, waitSeconds }).refine(...isOneConfiguration),
  wfnb_follow_execution: z.strictObject({ id: executionId, waitSeconds }),
  wfnb_cancel_executions: z.strictObject({ ids: z.array(executionId).min(1).max(100) }),
  wfnb_get_timeline: z.strictObject({ id: executionId, from, to }),
  wfnb_get_records: z.strictObject({
    id: executionId,
    kinds: z
      .array(z.enum(Object.keys(kindCodes) as [TraceKind, ...TraceKind[]]))
      .min(1)
      .optional()
      .describe("Default: all"),
    levels: z
      .array(z.enum(["debug", "info", "warning", "error"]))
      .min(1)
      .optional()
      .describe("Of logs, only these. Default: all"),
    text: z.string().max(1000).optional().describe("Only records whose name, value or text holds this, in either case"),
    from,
    to,
    offset: z.number().int().min(0).optional().describe("How many of those found come before the first one wanted"),
    limit: z.number().int().min(1).max(200).optional().describe("How many at most. Default 50."),
  }),
  wfnb_summarize_executions: z.strictObject({
    filter: filter.describe(
      "Which executions, as for wfnb_list_executions. Not given: the latest sweep or replications.",
    ),
  }),
  wfnb_verify_execution: z.strictObject({ id: executionId }),
  wfnb_compare_executions: z.strictObject({
    ids: z.array(executionId).min(2).max(20).describe("The first one is what the others are compared with"),
    all: z.boolean().optional().describe("Also what is the same in all. Default false."),
  }),
  wfnb_validate_config: z.strictObject(configuration).refine(...isOneConfiguration),
} as const;

export type ToolName = keyof typeof toolInputs;
export type ToolInput<Name extends ToolName> = z.infer<(typeof toolInputs)[Name]>;

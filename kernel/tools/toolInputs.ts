import { z } from "zod";

const executionId = z.string().min(1).max(500).describe("Execution id, such as stf_processing-ada-0001");

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
    filter: z
      .string()
      .max(1000)
      .optional()
      .describe(
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
  wfnb_compare_executions: z.strictObject({
    ids: z.array(executionId).min(2).max(20).describe("The first one is what the others are compared with"),
    all: z.boolean().optional().describe("Also what is the same in all. Default false."),
  }),
  wfnb_validate_config: z.strictObject({
    toml: z.string().max(200_000).describe("The text of a workflow configuration in TOML"),
  }),
} as const;

export type ToolName = keyof typeof toolInputs;
export type ToolInput<Name extends ToolName> = z.infer<(typeof toolInputs)[Name]>;

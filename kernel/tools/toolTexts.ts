import type { ToolName } from "./toolInputs.ts";

export interface ToolText {
  /** For people who choose a tool, or are asked whether it may run. */
  readonly title: string;
  /** For the model. */
  readonly description: string;
  /** `reads` changes nothing and runs no workflow; `runs` runs the code of a workflow; `stops` ends what runs. */
  readonly does: "reads" | "runs" | "stops";
}

/** What the tools say of themselves, wherever they are offered. */
export const toolTexts: Readonly<Record<ToolName, ToolText>> = {
  wfnb_list_executions: {
    title: "List Workflow Executions",
    description:
      "Finds stored executions of simulation workflows by a filter, newest first, with status, parameters that were set, counts and errors.",
    does: "reads",
  },
  wfnb_get_execution: {
    title: "Get a Workflow Execution",
    description:
      "Gives one stored execution: parameters, metrics, time in each state, error and stack, seed, git commit.",
    does: "reads",
  },
  wfnb_list_workflows: {
    title: "List Workflows",
    description:
      "Tells the simulation workflows of the workspace, and of one of them the parameters: type, unit, default, limits, choices and what each is for. Runs nothing.",
    does: "reads",
  },
  wfnb_run_workflow: {
    title: "Run a Workflow",
    description:
      "Runs a simulation workflow of the workspace with parameters and gives its record. Unknown parameters and wrong types are refused with a suggestion.",
    does: "runs",
  },
  wfnb_compare_executions: {
    title: "Compare Workflow Executions",
    description: "Compares two to twenty executions: parameters that differ, metrics with difference and ratio.",
    does: "reads",
  },
  wfnb_validate_config: {
    title: "Validate a Workflow Configuration",
    description:
      "Checks a TOML configuration of a workflow: unknown keys with suggestions, wrong types, values out of range, with line and column. Runs nothing.",
    does: "reads",
  },
};

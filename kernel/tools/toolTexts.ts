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
      "Gives one stored execution: parameters, metrics, time in each state, seed, git commit; of a failed one the error, when and in which state it failed, the line, and the stack.",
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
  wfnb_run_config: {
    title: "Run a Workflow Configuration",
    description:
      "Runs a TOML configuration, given as text or as a file of the workspace, and gives its record; one with a [sweep] table or [run] replications runs all of them and gives a summary: means and standard deviations for each combination. One that is not valid is refused with what is wrong.",
    does: "runs",
  },
  wfnb_follow_execution: {
    title: "Follow a Workflow Execution",
    description:
      "Waits for the end of a running execution, whoever started it, and gives its record; or how far it is, when it takes longer.",
    does: "reads",
  },
  wfnb_cancel_executions: {
    title: "Cancel Workflow Executions",
    description:
      "Stops running executions; their records are kept. The first execution of a sweep that was started with wfnb_run_config stands for all of it.",
    does: "stops",
  },
  wfnb_get_timeline: {
    title: "Get the Timeline of a Workflow Execution",
    description:
      "Tells what an execution did over simulated time: state intervals, time in states, lanes, messages, marks, counts and gauges; of all of it, or finer between two times.",
    does: "reads",
  },
  wfnb_get_records: {
    title: "Get Records of a Workflow Execution",
    description:
      "Finds single records in the trace of an execution, with their simulated times: messages with topic and body, states, logs, counts, gauges, marks, lanes; by kind, text and time, page by page.",
    does: "reads",
  },
  wfnb_summarize_executions: {
    title: "Summarize Workflow Executions",
    description:
      "Sums up a sweep, replications, or any executions that a filter finds, by what differs between them: how many completed, means and standard deviations of each figure for each combination of parameters.",
    does: "reads",
  },
  wfnb_verify_execution: {
    title: "Verify a Workflow Execution",
    description:
      "Runs an ended execution again from its record (code, parameters, seed) and tells whether the trace is the same, or the first record that differs. Stores nothing.",
    does: "runs",
  },
  wfnb_compare_executions: {
    title: "Compare Workflow Executions",
    description:
      "Compares two to twenty executions: parameters that differ, metrics with difference and ratio, and the first record in which the traces part.",
    does: "reads",
  },
  wfnb_validate_config: {
    title: "Validate a Workflow Configuration",
    description:
      "Checks a TOML configuration of a workflow, given as text or as a file of the workspace: unknown keys with suggestions, wrong types, values out of range, with line and column. Runs nothing.",
    does: "reads",
  },
};

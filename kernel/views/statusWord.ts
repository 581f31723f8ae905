import type { EndReason, ExecutionStatus, WorkflowExecution } from "../model/index.ts";

export interface StatusLook {
  /** Codicon. */
  readonly icon: string;
  /** Editor colour of the icon. */
  readonly colour?: string;
}

const looks: Readonly<Record<ExecutionStatus, StatusLook>> = {
  queued: { icon: "clock" },
  running: { icon: "loading~spin", colour: "charts.blue" },
  completed: { icon: "pass", colour: "testing.iconPassed" },
  failed: { icon: "error", colour: "testing.iconFailed" },
  cancelled: { icon: "circle-slash", colour: "testing.iconSkipped" },
};

export function statusLook({ status }: Pick<WorkflowExecution, "status">): StatusLook {
  // A store that a later version wrote may know a status that we do not.
  return looks[status] ?? { icon: "question" };
}

/** The status and, where the status does not say it, why the execution ended. */
export function statusWord({ status, endReason }: { status: ExecutionStatus; endReason: EndReason | null }): string {
  if (endReason === "until") return `${status}, cut at until`;
  if (endReason === "lost") return `${status}, its process was lost`;
  return status;
}

import * as vscode from "vscode";
import type { Verification } from "../../../kernel/runner/verify.ts";
import type { NamedExecution, WorkspaceKernels } from "../../kernels.ts";
import { tellInformation, tellWarning } from "../../tell.ts";
import { withoutLinks } from "../../withoutLinks.ts";
import { held } from "../chosen.ts";

/** Runs executions again from their records, stores nothing, and tells whether the traces are the same. */
export async function verify(named: readonly NamedExecution[], kernels: WorkspaceKernels): Promise<void> {
  const executions = await held(named, kernels);
  const location = vscode.ProgressLocation.Notification;
  const title = vscode.l10n.t("Running again to compare");
  const different: string[] = [];
  let last: Verification | undefined;
  await vscode.window.withProgress({ location, title, cancellable: true }, async (progress, token) => {
    for (const { kernel, execution } of executions) {
      if (token.isCancellationRequested) return;
      progress.report({ message: withoutLinks(execution.executionId), increment: 100 / executions.length });
      last = await kernel.verify(execution.executionId);
      if (!last.isSame) different.push(explain(last));
    }
  });
  if (last === undefined) return;
  if (different.length > 0) void tellWarning(different.slice(0, 3).join("\n"));
  else if (executions.length > 1) {
    void tellInformation(vscode.l10n.t("All {0} run again in the same way.", executions.length));
  } else {
    void tellInformation(
      last.isPartial
        ? vscode.l10n.t("{0} runs again in the same way, as far as its record goes.", last.executionId)
        : vscode.l10n.t("{0} runs again in the same way.", last.executionId),
    );
  }
}

function explain({ executionId, difference, records, wentOn, environment }: Verification): string {
  const around = environment.map(({ name, recorded, now }) => `${name}: ${recorded} → ${now}`).join(", ");
  const told = vscode.l10n.t(
    "{0} does not run again in the same way, from record {1} on.",
    executionId,
    (difference?.position ?? records.recorded) + 1,
  );
  const whole = wentOn === null ? told : `${told} ${wentOn}`;
  return around === "" ? whole : `${whole} ${vscode.l10n.t("What else differs: {0}", around)}`;
}

import * as vscode from "vscode";
import type { Browsing } from "../../kernel/browse/index.ts";

/** What people call a field that executions are grouped or ordered by; those of a workflow's own have its names. */
export function fieldName(field: string): string {
  switch (field) {
    case "workflow":
      return vscode.l10n.t("Workflow");
    case "day":
      return vscode.l10n.t("Day");
    case "status":
      return vscode.l10n.t("Status");
    case "notebook":
      return vscode.l10n.t("Notebook");
    case "batch":
      return vscode.l10n.t("Batch");
    case "user":
      return vscode.l10n.t("User");
    case "took":
      return vscode.l10n.t("Wall time");
    case "simulated":
      return vscode.l10n.t("Simulated time");
    case "events":
      return vscode.l10n.t("Events");
    default:
      return field.replace(/^(parameter|count|mean)\./, "");
  }
}

/** By what executions are grouped and ordered, where that is not the usual; else empty. */
export function arrangementText({ groupedBy, order }: Pick<Browsing, "groupedBy" | "order">): string {
  const parts: string[] = [];
  if (groupedBy !== null) parts.push(vscode.l10n.t("by {0}", fieldName(groupedBy)));
  const isDown = order.descending === true;
  if (order.by !== "start") parts.push(`${fieldName(order.by)} ${isDown ? "↓" : "↑"}`);
  else if (!isDown) parts.push(vscode.l10n.t("Oldest first"));
  return parts.join(" · ");
}

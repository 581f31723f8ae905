import * as l10n from "@vscode/l10n";
import type { ExecutionStatus } from "../../kernel/model/index.ts";

/** The word says it; the glyph and its colour help to see it from afar. A later version may know other ones. */
export function statusLook(status: ExecutionStatus): { readonly glyph: string; readonly word: string } {
  switch (status) {
    case "queued":
      return { glyph: "◌", word: l10n.t("queued") };
    case "running":
      return { glyph: "●", word: l10n.t("running") };
    case "completed":
      return { glyph: "✓", word: l10n.t("completed") };
    case "failed":
      return { glyph: "✗", word: l10n.t("failed") };
    case "cancelled":
      return { glyph: "⊘", word: l10n.t("cancelled") };
    default:
      return { glyph: "?", word: status };
  }
}

import type { ExecutionStatus } from "../../kernel/model/index.ts";

/** The word says it; the glyph and its colour help to see it from afar. */
export const statusLook: Readonly<Record<ExecutionStatus, { readonly glyph: string; readonly word: string }>> = {
  queued: { glyph: "◌", word: "queued" },
  running: { glyph: "●", word: "running" },
  completed: { glyph: "✓", word: "completed" },
  failed: { glyph: "✗", word: "failed" },
  cancelled: { glyph: "⊘", word: "cancelled" },
};

import { applyEdits, comparePositions, type TextEdit } from "../../text/index.ts";
import { type Fix, fixesFor } from "./fixes.ts";
import type { ConfigView } from "./view.ts";

/**
 * The text with every error mended by its likeliest fix, round after round, since one fix may show the next error.
 * Errors in other documents stay. `reopen` gives the view of a changed text.
 */
export async function fixedText(view: ConfigView, reopen: (text: string) => Promise<ConfigView>): Promise<string> {
  let at = view;
  // What a fix did not mend in some rounds gets the next one, down to taking the statement away.
  for (let round = 0; round < rounds; round += 1) {
    const errors = at.config.diagnostics.filter(({ uri, severity }) => uri === view.uri && severity === "error");
    if (errors.length === 0) break;
    const patience = Math.floor(round / roundsForEachFix);
    const fixes = errors.map((error) => fixesFor(at, error)).map((some) => some[Math.min(patience, some.length - 1)]);
    const text = applyEdits(at.document.text, apart(fixes));
    if (text !== at.document.text) at = await reopen(text);
    else if (patience > 3) break;
  }
  return at.document.text;
}

const rounds = 120;
const roundsForEachFix = 12;

/** As many fixes as fit beside each other. */
function apart(fixes: readonly (Fix | undefined)[]): TextEdit[] {
  const taken: TextEdit[] = [];
  for (const fix of fixes) {
    if (fix === undefined || fix.edits.some((edit) => taken.some((other) => collide(edit, other)))) continue;
    taken.push(...fix.edits);
  }
  return taken;
}

function collide(a: TextEdit, b: TextEdit): boolean {
  return comparePositions(a.range.start, b.range.end) <= 0 && comparePositions(b.range.start, a.range.end) <= 0;
}

import type { ExecutionDetails } from "./executionDetails.ts";

/** Parts of the details that can be copied, each alone. */
export const copiedSections = ["overview", "error", "parameters", "metrics", "environment", "notes"] as const;
export type CopiedSection = (typeof copiedSections)[number];

/** A section as lines of tab-separated values, which spreadsheets take; or one value of it. Undefined where there is none. */
export function detailsText(details: ExecutionDetails, section: CopiedSection, row?: number): string | undefined {
  const rows = rowsOf(details, section);
  // Its lines are to stay as they are.
  if (section === "error" && row === undefined) return details.error === null ? undefined : rows.flat().join("\n");
  if (row !== undefined) return rows[row]?.[1] ?? rows[row]?.[0];
  return rows.length === 0 ? undefined : `${rows.map((cells) => cells.map(oneCell).join("\t")).join("\n")}\n`;
}

/** Names first, values second. */
function rowsOf(details: ExecutionDetails, section: CopiedSection): string[][] {
  switch (section) {
    case "parameters":
      return details.parameters.map(({ name, value, unit, origin }) => [name, value, unit, origin]);
    case "notes":
      return details.notes.map((note) => [note]);
    case "error":
      return details.error === null
        ? []
        : [[details.error.message], ...details.error.stack.map(({ text }) => [`    ${text}`])];
    case "overview":
    case "metrics":
    case "environment":
      return details[section].map(({ name, value, detail }) =>
        detail === undefined ? [name, value] : [name, value, detail],
      );
  }
}

function oneCell(text: string): string {
  return text.replace(/[\t\r\n]+/g, " ").trimEnd();
}

/** How far the executions are that run: one row each, gone when they have ended. In the temporary database nothing can be referred to. */
export function progressTable(where: "" | "TEMP", reference = ""): string {
  return `
  CREATE ${where} TABLE execution_progress (
    execution INTEGER PRIMARY KEY ${reference},
    figures TEXT NOT NULL                -- JSON
  ) STRICT;
  `;
}

import type { Json, JsonObject } from "../../model/index.ts";
import type { CellOutput } from "../../notebook/outputs.ts";
import type { NotebookSession } from "../../notebook/session.ts";
import { errorContent } from "./outputMessages.ts";

/**
 * What a client wants to know besides, when its cell has succeeded: the value of each expression, or why it has none.
 * Source: https://jupyter-client.readthedocs.io/en/stable/messaging.html#execute
 */
export async function userExpressions(
  asked: Json | undefined,
  session: NotebookSession,
  signal: AbortSignal,
): Promise<JsonObject> {
  const told: Record<string, JsonObject> = {};
  const expressions = typeof asked === "object" && asked !== null ? Object.entries(asked) : [];
  for (const [name, source] of expressions) {
    let outputs: readonly CellOutput[] = [];
    const cell = { id: "user_expressions", language: "typescript", source: typeof source === "string" ? source : "" };
    await session.execute(cell, (shown) => (outputs = shown), signal);
    told[name] = valueContent(outputs);
  }
  return told;
}

function valueContent(outputs: readonly CellOutput[]): JsonObject {
  const error = outputs.findLast((output) => output.kind === "error");
  if (error !== undefined) return { status: "error", ...errorContent(error) };
  const result = outputs.findLast((output) => output.kind === "display" && output.isResult === true);
  return { status: "ok", data: result?.kind === "display" ? result.data : {}, metadata: {} };
}

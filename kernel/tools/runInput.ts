import { formatTomlKey, formatTomlValue } from "../toml/index.ts";
import type { ToolInput } from "./toolInputs.ts";

export type RunInput = ToolInput<"wfnb_run_workflow">;

/** What is to be run, as the configuration that a person would write: checked like one, and shown before it runs. */
export function configOf({ workflow, parameters = {}, until, seed }: RunInput): string {
  const line = ([name, value]: readonly [string, unknown]) => `${formatTomlKey(name)} = ${formatTomlValue(value)}`;
  const tables: [name: string, entries: [string, unknown][]][] = [
    ["workflow", [["name", workflow]]],
    ["parameters", Object.entries(parameters)],
    ["run", Object.entries({ until, seed }).filter(([, value]) => value !== undefined)],
  ];
  return tables
    .filter(([, entries]) => entries.length > 0)
    .map(([name, entries]) => [`[${name}]`, ...entries.map(line), ""].join("\n"))
    .join("\n");
}

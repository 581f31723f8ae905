import type { Location, Position } from "../../text/index.ts";
import { placeAt } from "../../toml/index.ts";
import { relativeUri } from "../relativeUri.ts";
import { speaksOfParameters } from "../reserved.ts";
import { linksOf } from "./links.ts";
import type { ConfigView } from "./view.ts";

/** The parameter under a cursor; undefined on anything else. */
export function parameterAt(view: ConfigView, position: Position): string | undefined {
  const place = placeAt(view.document, position);
  if (place === undefined || place.kind === "header-key") return undefined;
  const { header, path } = place.assignment;
  const [table, group, ...further] = header?.path ?? [];
  if (table === undefined || further.length > 0 || !speaksOfParameters(table.name)) return undefined;
  return group === undefined || table.name === "sweep" ? path[0]!.name : undefined;
}

/** Where a thing is defined: a parameter in its workflow's code, an include in its file, a workflow's name at its definition. */
export function definitionAt(view: ConfigView, position: Position): Location[] {
  const { uses } = view;
  const key = parameterAt(view, position);
  const declaration = key === undefined ? undefined : uses?.declarations.get(key);
  if (uses !== undefined && declaration !== undefined) return [{ uri: uses.file, range: declaration }];
  const link = linksOf(view).find(({ range }) => {
    return (
      range.start.line === position.line &&
      range.start.character <= position.character &&
      position.character <= range.end.character
    );
  });
  if (link === undefined) return [];
  const isWorkflow = link.target === view.config.workflow?.file;
  const start = { line: 0, character: 0 };
  const range = isWorkflow && uses?.nameRange !== undefined ? uses.nameRange : { start, end: start };
  return [{ uri: isWorkflow && uses !== undefined ? uses.file : relativeUri(view.uri, link.target), range }];
}

/** Every place that speaks of a parameter: its declaration and reads in the code, and the settings of all configurations of the workflow. */
export function parameterReferences(key: string, views: readonly ConfigView[]): Location[] {
  const found = new Map<string, Location>();
  const add = (location: Location) => {
    const { start } = location.range;
    found.set(`${location.uri}:${start.line}:${start.character}`, location);
  };
  for (const { uses, config } of views) {
    const declaration = uses?.declarations.get(key);
    if (uses !== undefined && declaration !== undefined) add({ uri: uses.file, range: declaration });
    for (const range of uses?.reads.get(key) ?? []) add({ uri: uses!.file, range });
    for (const { uri, keyRange, role } of config.settings.get(key) ?? []) {
      if (role !== "override") add({ uri, range: keyRange });
    }
  }
  return [...found.values()];
}
